// The pairing of the textbook on canonical numbers: affine points of the twist, lines with all their terms, the final
// exponentiation as one plain power. The slow twin of the pairing kernels.
#ifndef PROVER_TESTS_PAIRING_REFERENCE_H
#define PROVER_TESTS_PAIRING_REFERENCE_H

#include "reference.h"

namespace test {

inline RefFq2 ref(const prover_fe& a) { return RefFq2{{a, fe(0)}}; }
inline RefFq2 xi() { return RefFq2{{fe(9), fe(1)}}; }

// Σ c[k]·w^k with w⁶ = ξ.
struct RefFq12 {
  RefFq2 c[6];

  static RefFq12 one() {
    RefFq12 out{};
    out.c[0] = ref(fe(1));
    return out;
  }

  RefFq12 operator*(const RefFq12& b) const {
    RefFq12 out{};
    for (size_t i = 0; i < 6; i++) {
      for (size_t j = 0; j < 6 && !c[i].is_zero(); j++) {
        const RefFq2 product = c[i] * b.c[j];
        out.c[(i + j) % 6] = out.c[(i + j) % 6] + (i + j < 6 ? product : product * xi());
      }
    }
    return out;
  }
};

// (q¹² − 1)/r
const std::vector<uint64_t> kFinalExponent = {
    0x86964b64ca86f120, 0x40a4efb7e54523a4, 0x837fa97896e84abb, 0x361102b6b9b2b918, 0xc0de81def35692da,
    0xbe04c7e8a6c3c760, 0xd766f9c9d570bb7f, 0xc230974d83561841, 0x5bba1668c3be69a3, 0x7f3811c410526294,
    0x29baee7ddadda71c, 0xbf813b8d145da900, 0x641bbadf423f9a2c, 0xa80bb4ea44eacc5e, 0xcd65664814fde37c,
    0x4a0364b9580291d2, 0xee93dfb10826f0dd, 0x6b42db8dc5514724, 0xbb10cf430b0f3785, 0x40494e406f804216,
    0x55cfe107acf3aafb, 0x2088ec80e0ebae87, 0x846a3ed011a337a0, 0x48a45a4a1e3a5195, 0xe5664568dfc50e16,
    0xab6a41294c0cc4eb, 0x82d0d602d268c7da, 0x6668449aed3cc48a, 0x5062cd0fb2015dfc, 0x7f2940a8b1ddb3d1,
    0x77f5b63a2a226448, 0xfef0781361e443ae, 0xf977870e88d5c6c8, 0x790364a61f676baa, 0x5887e72eceaddea3,
    0x1377e563a09a1b70, 0x0c54efee1bd8c3b2, 0x3ec3d15ad524d8f7, 0xdaf15466b2383a5d, 0xe1e30a73bb94fec0,
    0x6a1c71015f3f7be2, 0x842d43bf6369b1ff, 0x20fddadf107d20bc, 0x0000002f4b6dc970};

template <class F>
F ref_power(const F& a, const F& one, const std::vector<uint64_t>& exponent) {
  F out = one;
  for (size_t i = exponent.size() * 64; i-- > 0;) {
    out = out * out;
    if ((exponent[i / 64] >> (i % 64)) & 1) {
      out = out * a;
    }
  }
  return out;
}

// (x̄·γ², ȳ·γ³), γ = ξ^((q − 1)/6): the q-th power map on the twist.
inline prover_g2 ref_frobenius(const prover_g2& p) {
  const std::vector<uint64_t> sixth = {0x34b017592414d4e1, 0xee9591c2e6bda1c2, 0xf40d60f3c0403964, 0x0810b7bdd032f006};
  const RefFq2 gamma = ref_power(xi(), ref(fe(1)), sixth);
  const RefFq2 x = {{p.x.c0, sub_mod(fe(0), p.x.c1, kQ)}}, y = {{p.y.c0, sub_mod(fe(0), p.y.c1, kQ)}};
  return prover_g2{(x * gamma * gamma).v, (y * gamma * gamma * gamma).v};
}

// f ← f·l(P) with the line l through T and S, or the tangent, and T ← T + S. T ≠ −S.
inline void ref_step(RefFq12& f, prover_g2& t, const prover_g2& s, const prover_g1& p) {
  const RefFq2 x1 = RefFq2::of(t.x), y1 = RefFq2::of(t.y), x2 = RefFq2::of(s.x), y2 = RefFq2::of(s.y);
  const RefFq2 xx = x1 * x1;
  const RefFq2 slope = (x1 - x2).is_zero() ? (xx + xx + xx) * (y1 + y1).inverse() : (y1 - y2) * (x1 - x2).inverse();
  RefFq12 line{};
  line.c[0] = ref(p.y);
  line.c[1] = ref(fe(0)) - slope * ref(p.x);
  line.c[3] = slope * x1 - y1;
  f = f * line;
  t = RefG2::add(t, s);
}

// e(P, Q) for points that are not the identity: Vercauteren, ePrint 2008/096, section 4.
inline RefFq12 ref_pairing(const prover_g1& p, const prover_g2& q) {
  const std::vector<uint64_t> loop = {0x9d797039be763ba8, 1};  // 6x + 2
  RefFq12 f = RefFq12::one();
  prover_g2 t = q;
  for (size_t i = 64; i-- > 0;) {
    f = f * f;
    ref_step(f, t, t, p);
    if ((loop[i / 64] >> (i % 64)) & 1) {
      ref_step(f, t, q, p);
    }
  }
  const prover_g2 q1 = ref_frobenius(q);
  ref_step(f, t, q1, p);
  ref_step(f, t, RefG2::negate(ref_frobenius(q1)), p);
  return ref_power(f, RefFq12::one(), kFinalExponent);
}

}  // namespace test

#endif  // PROVER_TESTS_PAIRING_REFERENCE_H
