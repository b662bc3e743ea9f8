// The cyclotomic subgroup of 𝔽q¹², where a^(p⁴ − p² + 1) = 1: conjugation inverts there. Included after tower.inl.h.

// (a + b·s)² with s² = ξ: a² + b·(ξb) and 2ab, one reduction per coordinate.
// The products in 𝔽q are those of b·(ξb) and a·(2b), and with unreduced factors 2·a0·a1 ≤ 2p² and
// (a0 + a1)(a0 − a1 + p) ≤ (p + a1)(2p − a1) ≤ 2.25·p².
PROVER_NOINLINE void square_fq4(Fq2& low, Fq2& high, const Fq2& a, const Fq2& b) {
  const Fq plus = add_lazy(a.c0, a.c1), minus = add_lazy(a.c0, neg_lazy(a.c1)), twice = add_lazy(a.c0, a.c0);
  const Factor xb = factor(mul_by_xi(b)), bb = factor(dbl(b));
  low = Fq2{dot_real(plus, minus, b, xb), dot_imaginary(twice, a.c1, b, xb)};
  high = Fq2{dot_real(a, bb), dot_imaginary(a, bb)};
}

// 3s − 2z and 3s + 2z
PROVER_INLINE Fq2 triple_minus(const Fq2& s, const Fq2& z) { return add(dbl(sub(s, z)), s); }
PROVER_INLINE Fq2 triple_plus(const Fq2& s, const Fq2& z) { return add(dbl(add(s, z)), s); }

// a² for a of the cyclotomic subgroup, and something else for others.   Cost: 30 products in 𝔽q with 12 reductions.
// 𝔽q¹² as 𝔽q⁴[·] with 𝔽q⁴ = 𝔽q²[w³]: the pairs are the coefficients of (w⁰, w³), (w¹, w⁴), (w², w⁵).
// Source: Granger, Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions", ePrint 2009/565,
// section 3.2.
PROVER_NOINLINE Fq12 cyclotomic_sqr(const Fq12& f) {
  Fq2 a0, a1, b0, b1, c0, c1;
  square_fq4(a0, a1, f.c0.c0, f.c1.c1);
  square_fq4(b0, b1, f.c1.c0, f.c0.c2);
  square_fq4(c0, c1, f.c0.c1, f.c1.c2);
  return Fq12{Fq6{triple_minus(a0, f.c0.c0), triple_minus(b0, f.c0.c1), triple_minus(c0, f.c0.c2)},
              Fq6{triple_plus(mul_by_xi(c1), f.c1.c0), triple_plus(a1, f.c1.c1), triple_plus(b1, f.c1.c2)}};
}

PROVER_NOINLINE Fq12 cyclotomic_sqr(Fq12 f, int times) {
  for (int i = 0; i < times; i++) {
    f = cyclotomic_sqr(f);
  }
  return f;
}

// One step of a chain for an exponent: so many squares, then a product with f^digit.
struct ChainStep {
  uint8_t squares;
  int8_t digit;
};

// x = 4965661367192848881 by digits ±1, ±5, ±7, highest first: 13 products beside the two for f⁵ and f⁷. No choice of
// three digits below 64 needs fewer than 12, and none of two fewer than 14 (searched).
static const ChainStep kChainX[] = {{6, 5}, {6, -5}, {3, -5}, {5, 5}, {4, -5}, {5, -5}, {3, -7},
                                    {5, 5}, {5, 7},  {4, -7}, {7, 5}, {5, -1}, {4, 1}};

// f^x in the cyclotomic subgroup.   Cost: 64 squares, 15 products.
PROVER_NOINLINE Fq12 power_x(const Fq12& f) {
  const Fq12 f2 = cyclotomic_sqr(f);
  const Fq12 f5 = mul(cyclotomic_sqr(f2), f);
  const Fq12 f7 = mul(f5, f2);
  Fq12 out = f;
  for (const ChainStep& step : kChainX) {
    out = cyclotomic_sqr(out, step.squares);
    const int digit = step.digit < 0 ? -step.digit : step.digit;
    const Fq12& power = digit == 1 ? f : digit == 5 ? f5 : f7;
    out = mul(out, step.digit < 0 ? conjugate(power) : power);
  }
  return out;
}
