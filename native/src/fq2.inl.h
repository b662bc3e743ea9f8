// Fq2 = Fq[u]/(u² + 1). Included inside the anonymous namespace of a level, after field.inl.h.

struct Fq2 {
  Fq c0, c1;

  static Fq2 zero() { return Fq2{Fq::zero(), Fq::zero()}; }
  static Fq2 one() { return Fq2{Fq::one(), Fq::zero()}; }
};

PROVER_INLINE Fq2 add(const Fq2& a, const Fq2& b) { return Fq2{add(a.c0, b.c0), add(a.c1, b.c1)}; }
PROVER_INLINE Fq2 sub(const Fq2& a, const Fq2& b) { return Fq2{sub(a.c0, b.c0), sub(a.c1, b.c1)}; }
PROVER_INLINE Fq2 dbl(const Fq2& a) { return Fq2{dbl(a.c0), dbl(a.c1)}; }
PROVER_INLINE Fq2 neg(const Fq2& a) { return Fq2{neg(a.c0), neg(a.c1)}; }
PROVER_INLINE Fq2 conjugate(const Fq2& a) { return Fq2{a.c0, neg(a.c1)}; }
PROVER_INLINE bool is_zero(const Fq2& a) { return is_zero(a.c0) && is_zero(a.c1); }
PROVER_INLINE bool equal(const Fq2& a, const Fq2& b) { return equal(a.c0, b.c0) && equal(a.c1, b.c1); }

// (a0 + a1·u)(b0 + b1·u) by Karatsuba: 3 products in Fq.
PROVER_NOINLINE Fq2 mul(const Fq2& a, const Fq2& b) {
  const Fq low = mul(a.c0, b.c0);
  const Fq high = mul(a.c1, b.c1);
  const Fq cross = mul(add(a.c0, a.c1), add(b.c0, b.c1));
  return Fq2{sub(low, high), sub(sub(cross, low), high)};
}

// (a0 + a1·u)² = (a0 + a1)(a0 − a1) + 2·a0·a1·u: 2 products in Fq.
PROVER_NOINLINE Fq2 sqr(const Fq2& a) {
  const Fq plus = add(a.c0, a.c1);
  const Fq minus = sub(a.c0, a.c1);
  const Fq cross = mul(a.c0, a.c1);
  return Fq2{mul(plus, minus), dbl(cross)};
}

PROVER_INLINE Fq2 mul(const Fq2& a, const Fq& k) { return Fq2{mul(a.c0, k), mul(a.c1, k)}; }

// 1/a = conj(a)/(a0² + a1²), and 0 for 0.
PROVER_NOINLINE Fq2 invert_vartime(const Fq2& a) {
  const Fq norm = invert_vartime(add(sqr(a.c0), sqr(a.c1)));
  return Fq2{mul(a.c0, norm), neg(mul(a.c1, norm))};
}

// ξ·a, ξ = 9 + u, the non-residue of the tower: (9·a0 − a1) + (9·a1 + a0)·u.
PROVER_INLINE Fq2 mul_by_xi(const Fq2& a) {
  const Fq2 eight = dbl(dbl(dbl(a)));
  const Fq2 nine = add(eight, a);
  return Fq2{sub(nine.c0, a.c1), add(nine.c1, a.c0)};
}
