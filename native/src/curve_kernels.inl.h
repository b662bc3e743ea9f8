// The curve kernels of one level. Included by curve_<level>.cpp, which defines PROVER_LEVEL and PROVER_LEVEL_ID.
#include "kernel_prelude.inl.h"
#include "msm_layout.h"

namespace prover {
namespace PROVER_LEVEL {
namespace {

#include "field.inl.h"
#include "fq2.inl.h"
#if defined(PROVER_LEVEL_IFMA)
#include "vec52.inl.h"
#endif
#include "convert.inl.h"
#include "curve_types.inl.h"
#include "curve_constants.inl.h"
#include "curve.inl.h"
#include "batch_add.inl.h"
#include "msm_digits.inl.h"
#include "msm_tree.inl.h"
#include "msm_reduce.inl.h"
#include "msm.inl.h"
#include "fixed.inl.h"
#include "points.inl.h"
#include "throughput.inl.h"

prover_status fq_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to) {
  return convert_field(reinterpret_cast<Fq*>(out), reinterpret_cast<const Fq*>(in), n, from, to);
}

void fq_mul(prover_fe* out, const prover_fe* a, const prover_fe* b) {
  *reinterpret_cast<Fq*>(out) = mul(*reinterpret_cast<const Fq*>(a), *reinterpret_cast<const Fq*>(b));
}

void fq_mul_throughput(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  mul_throughput(reinterpret_cast<Fq*>(out), *reinterpret_cast<const Fq*>(a), *reinterpret_cast<const Fq*>(b), n);
}

void fq2_mul(prover_fe2* out, const prover_fe2* a, const prover_fe2* b) {
  *reinterpret_cast<Fq2*>(out) = mul(*reinterpret_cast<const Fq2*>(a), *reinterpret_cast<const Fq2*>(b));
}

// The templates under their C types. Point: prover_g1 or prover_g2; F: its coordinate field.
template <class F, class Point, class Partial>
struct Group {
  using P = Affine<F>;
  static_assert(sizeof(P) == sizeof(Point) && sizeof(Xyzz<F>) == sizeof(Partial), "same layout");

  // A point is its coordinates one after another, and the identity (0, 0) stays (0, 0).
  static prover_status convert(Point* out, const Point* in, uint64_t n, uint32_t from, uint32_t to) {
    return convert_field(reinterpret_cast<Fq*>(out), reinterpret_cast<const Fq*>(in), n * (sizeof(Point) / sizeof(Fq)),
                         from, to);
  }
  static prover_status check(uint64_t* bad, const Point* points, uint64_t n, Cancel cancel) {
    return check_points(bad, reinterpret_cast<const P*>(points), n, cancel);
  }
  static prover_status accumulate(uint32_t c, Partial* partial, const int16_t* digits, const Point* points,
                                  uint64_t count, void* scratch, Cancel cancel) {
    return msm_window(c, reinterpret_cast<Xyzz<F>*>(partial), digits, reinterpret_cast<const P*>(points), count,
                      scratch, cancel);
  }
  static void combine(uint32_t c, uint32_t windows, Point* out, const Partial* partials, uint32_t ranges) {
    msm_horner(c, windows, reinterpret_cast<P*>(out), reinterpret_cast<const Xyzz<F>*>(partials), ranges);
  }
  static prover_status table_init(void* table, const Point* base, uint32_t c, void* scratch, Cancel cancel) {
    return fixed_table_init(table, *reinterpret_cast<const P*>(base), c, scratch, cancel);
  }
  static int32_t table_fits(const void* table) {
    return static_cast<const FixedHeader*>(table)->magic == fixed_magic<F>() ? 1 : 0;
  }
  static prover_status multiply(const void* table, Point* out, const prover_fe* scalars, uint32_t form, uint64_t n,
                                void* scratch, Cancel cancel) {
    return fixed_multiply(table, reinterpret_cast<P*>(out), scalars, form, n, scratch, cancel);
  }
};

using G1 = Group<Fq, prover_g1, prover_g1_partial>;
using G2 = Group<Fq2, prover_g2, prover_g2_partial>;

}  // namespace

extern const CurveKernels kCurveKernels;
const CurveKernels kCurveKernels = {
    fq_convert,
    fq_mul,
    fq_mul_throughput,
    fq2_mul,
    {G1::convert, G1::check, G1::accumulate, G1::combine, G1::table_init, G1::table_fits, G1::multiply},
    {G2::convert, G2::check, G2::accumulate, G2::combine, G2::table_init, G2::table_fits, G2::multiply}};

}  // namespace PROVER_LEVEL
}  // namespace prover
