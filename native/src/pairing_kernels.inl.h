// The pairing kernels of one level. Included by pairing_<level>.cpp, which defines PROVER_LEVEL and PROVER_LEVEL_ID.
#include "kernel_prelude.inl.h"
#include "pairing_layout.h"

namespace prover {
namespace PROVER_LEVEL {
namespace {

#include "field.inl.h"
#include "fq2.inl.h"
#include "curve_types.inl.h"
#include "curve_constants.inl.h"
#include "curve.inl.h"
#include "points.inl.h"
#include "tower.inl.h"
#include "cyclotomic.inl.h"
#include "final_exponentiation.inl.h"
#include "pairing_loop.inl.h"
#include "pairing_walk.inl.h"
#include "pairing.inl.h"
#include "pairing_table.inl.h"
#include "glv.inl.h"
#include "few.inl.h"

// Σ x[i]·u[i], n = 1 … 3, by the function for that n.
void fq2_dot(prover_fe2* out, const prover_fe2* x, const prover_fe2* u, uint64_t n) {
  const Fq2* left = reinterpret_cast<const Fq2*>(x);
  const Fq2* right = reinterpret_cast<const Fq2*>(u);
  Fq2* result = reinterpret_cast<Fq2*>(out);
  if (n == 1) {
    *result = mul(left[0], right[0]);
  } else if (n == 2) {
    *result = dot(left[0], factor(right[0]), left[1], factor(right[1]));
  } else {
    *result = dot(Fq6{left[0], left[1], left[2]}, factor(right[0]), factor(right[1]), factor(right[2]));
  }
}

void fq4_sqr(prover_fe2* out, const prover_fe2* x) {
  const Fq2 a = reinterpret_cast<const Fq2*>(x)[0], b = reinterpret_cast<const Fq2*>(x)[1];
  square_fq4(reinterpret_cast<Fq2*>(out)[0], reinterpret_cast<Fq2*>(out)[1], a, b);
}

}  // namespace

extern const PairingKernels kPairingKernels;
const PairingKernels kPairingKernels = {pairing_check,  pairing_table_init, pairing_table_fits,
                                        pairing_miller, pairing_finish,     fq2_dot,
                                        fq4_sqr,        g1_multiply_each,   g1_sum};

}  // namespace PROVER_LEVEL
}  // namespace prover
