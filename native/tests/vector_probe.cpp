// The kernel text of level ifma once more, opened up for tests. Compiled with the flags of that level, and therefore
// without the standard library: see native/README.md, "Levels".
#define PROVER_LEVEL ifma_probe
#define PROVER_LEVEL_ID 3
#define PROVER_LEVEL_ADX 1
#define PROVER_LEVEL_IFMA 1
#include "vector_probe.h"

#include "kernel_prelude.inl.h"

namespace prover {
namespace ifma_probe {
namespace {

#include "field.inl.h"
#include "fq2.inl.h"
#include "vec52.inl.h"
#include "curve_types.inl.h"
#include "bundle.inl.h"

template <class P>
Vec<P> vector_from(const probe::Lanes52& a) {
  Vec<P> out;
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_load_si512(a.l[i]);
  }
  return out;
}
template <class P>
void lanes_from(probe::Lanes52& out, const Vec<P>& a) {
  for (int i = 0; i < 5; i++) {
    _mm512_store_si512(out.l[i], a.l[i]);
  }
}
template <class F>
Bundle<F> bundle_from(const probe::Lanes52& a, const probe::Lanes52& b) {
  return Bundle<F>{{vector_from<FqParams>(a), vector_from<FqParams>(b)}};
}

}  // namespace
}  // namespace ifma_probe
}  // namespace prover

namespace probe {

using namespace prover::ifma_probe;

void mul_fq(Lanes52& out, const Lanes52& a, const Lanes52& b) {
  lanes_from(out, mul(vector_from<FqParams>(a), vector_from<FqParams>(b)));
}
void mul_fr(Lanes52& out, const Lanes52& a, const Lanes52& b) {
  lanes_from(out, mul(vector_from<FrParams>(a), vector_from<FrParams>(b)));
}
void mul2_fq(Lanes52 (&out)[2], const Lanes52& a, const Lanes52& b) {
  const Bundle<Fq> product = mul(bundle_from<Fq>(a, b), bundle_from<Fq>(b, a));
  lanes_from(out[0], product.v[0]);
  lanes_from(out[1], product.v[1]);
}
void sqr2_fq(Lanes52 (&out)[2], const Lanes52& a, const Lanes52& b) {
  const Bundle<Fq> square = sqr_with(bundle_from<Fq>(a, b), NoWork{});
  lanes_from(out[0], square.v[0]);
  lanes_from(out[1], square.v[1]);
}
void mul_fq2(Lanes52 (&out)[2], const Lanes52 (&a)[2], const Lanes52 (&b)[2]) {
  const Bundle<Fq2> product = mul(bundle_from<Fq2>(a[0], a[1]), bundle_from<Fq2>(b[0], b[1]));
  lanes_from(out[0], product.v[0]);
  lanes_from(out[1], product.v[1]);
}
void sqr_fq2(Lanes52 (&out)[2], const Lanes52 (&a)[2]) {
  const Bundle<Fq2> square = sqr_with(bundle_from<Fq2>(a[0], a[1]), NoWork{});
  lanes_from(out[0], square.v[0]);
  lanes_from(out[1], square.v[1]);
}
void settle_x(Lanes52& out, const Lanes52& raw) { lanes_from(out, settle<-9>(vector_from<FqParams>(raw))); }
void settle_y(Lanes52& out, const Lanes52& raw) { lanes_from(out, settle<-3>(vector_from<FqParams>(raw))); }
void unpack(Lanes52& out, const Lanes64& a) {
  const Word8 w[4] = {_mm512_load_si512(a.w[0]), _mm512_load_si512(a.w[1]), _mm512_load_si512(a.w[2]),
                      _mm512_load_si512(a.w[3])};
  lanes_from(out, prover::ifma_probe::unpack<0, FqParams>(w));
}
void unpack_times16(Lanes52& out, const Lanes64& a) {
  const Word8 w[4] = {_mm512_load_si512(a.w[0]), _mm512_load_si512(a.w[1]), _mm512_load_si512(a.w[2]),
                      _mm512_load_si512(a.w[3])};
  lanes_from(out, prover::ifma_probe::unpack<4, FqParams>(w));
}
void pack(Lanes64& out, const Lanes52& a) {
  Word8 w[4];
  prover::ifma_probe::pack(w, vector_from<FqParams>(a));
  for (int i = 0; i < 4; i++) {
    _mm512_store_si512(out.w[i], w[i]);
  }
}

}  // namespace probe
