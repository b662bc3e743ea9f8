// 𝔽q² = 𝔽q[u]/(u² + 1). Included inside the anonymous namespace of a level, after field.inl.h.

struct Fq2 {
  Fq c0, c1;

  static Fq2 zero() { return Fq2{Fq::zero(), Fq::zero()}; }
  static Fq2 one() { return Fq2{Fq::one(), Fq::zero()}; }
};

// A right factor of products in 𝔽q²: b with −b1 beside it, in (0, p], so that no coordinate has a difference.
struct Factor {
  Fq c0, c1, minus_c1;
};

#if defined(PROVER_LEVEL_ADX)
#include "fq2_adx.inl.h"
#else
#include "fq2_portable.inl.h"
#endif

// a + b without reduction.   In: a + b < 2^256.
PROVER_INLINE Fq add_lazy(const Fq& a, const Fq& b) {
  Fq out;
  unsigned char carry = add_carry(0, a.l[0], b.l[0], &out.l[0]);
  carry = add_carry(carry, a.l[1], b.l[1], &out.l[1]);
  carry = add_carry(carry, a.l[2], b.l[2], &out.l[2]);
  add_carry(carry, a.l[3], b.l[3], &out.l[3]);
  return out;
}

// p − a without reduction.   In: [0, p).   Out: (0, p].
PROVER_INLINE Fq neg_lazy(const Fq& a) {
  Fq out;
  unsigned char borrow = sub_borrow(0, FqParams::kP[0], a.l[0], &out.l[0]);
  borrow = sub_borrow(borrow, FqParams::kP[1], a.l[1], &out.l[1]);
  borrow = sub_borrow(borrow, FqParams::kP[2], a.l[2], &out.l[2]);
  sub_borrow(borrow, FqParams::kP[3], a.l[3], &out.l[3]);
  return out;
}

PROVER_INLINE Fq2 add(const Fq2& a, const Fq2& b) { return Fq2{add(a.c0, b.c0), add(a.c1, b.c1)}; }
PROVER_INLINE Fq2 sub(const Fq2& a, const Fq2& b) { return Fq2{sub(a.c0, b.c0), sub(a.c1, b.c1)}; }
PROVER_INLINE Fq2 dbl(const Fq2& a) { return Fq2{dbl(a.c0), dbl(a.c1)}; }
PROVER_INLINE Fq2 neg(const Fq2& a) { return Fq2{neg(a.c0), neg(a.c1)}; }
PROVER_INLINE Fq2 conjugate(const Fq2& a) { return Fq2{a.c0, neg(a.c1)}; }
PROVER_INLINE bool is_zero(const Fq2& a) { return is_zero(a.c0) && is_zero(a.c1); }
PROVER_INLINE bool equal(const Fq2& a, const Fq2& b) { return equal(a.c0, b.c0) && equal(a.c1, b.c1); }

PROVER_INLINE Factor factor(const Fq2& b) { return Factor{b.c0, b.c1, neg_lazy(b.c1)}; }

// a·b: two sums of two products. Karatsuba's three products with their five sums cost a quarter more.
PROVER_NOINLINE Fq2 mul(const Fq2& a, const Fq2& b) {
  const Factor u = factor(b);
  return Fq2{dot_real(a, u), dot_imaginary(a, u)};
}

// (a0 + a1·u)² = (a0 + a1)(a0 − a1) + 2·a0·a1·u: 2 products in 𝔽q of unreduced sums. A product of factors below 2p
// keeps its rows below 3p < 2^256 and ends below (2p)²/2^256 + p < 1.76·p.
PROVER_NOINLINE Fq2 sqr(const Fq2& a) {
  const Fq plus = add_lazy(a.c0, a.c1);
  const Fq minus = add_lazy(a.c0, neg_lazy(a.c1));
  return Fq2{mul(plus, minus), mul(a.c0, add_lazy(a.c1, a.c1))};
}

// a0² + a1² = a·conj(a): 0 only for 0, since −1 is no square.
PROVER_INLINE Fq norm(const Fq2& a) { return dot_real(a, Factor{a.c0, a.c1, a.c1}); }

// 1/a = conj(a)/(a0² + a1²), and 0 for 0.
PROVER_NOINLINE Fq2 invert_vartime(const Fq2& a) {
  const Fq inverse = invert_vartime(norm(a));
  return Fq2{mul(a.c0, inverse), neg(mul(a.c1, inverse))};
}
