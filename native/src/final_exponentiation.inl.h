// f^((p¹² − 1)/r): what makes a pairing of a Miller value. Included after cyclotomic.inl.h.

// The easy part (p⁶ − 1)(p² + 1), then the hard part (p⁴ − p² + 1)/r, exactly: 0 for 0.
// Source: Scott, Benger, Charlemagne, Dominguez Perez, Kachisa, "On the final exponentiation for calculating pairings
// on ordinary elliptic curves", ePrint 2008/490, section 5 (x > 0; y₀ … y₆ as named there).
// Cost: an inversion, 3 powers by x, 16 products, 4 squares, 8 Frobenius maps in 𝔽q¹².
PROVER_NOINLINE Fq12 final_exponentiation(const Fq12& in) {
  Fq12 f = mul(conjugate(in), invert(in));
  f = mul(frobenius(frobenius(f)), f);
  // From here on conjugation is inversion.
  const Fq12 fp = frobenius(f), fp2 = frobenius(fp), fp3 = frobenius(fp2);
  const Fq12 fx = power_x(f), fx2 = power_x(fx), fx3 = power_x(fx2);
  const Fq12 y0 = mul(mul(fp, fp2), fp3);
  const Fq12 y1 = conjugate(f);
  const Fq12 y2 = frobenius(frobenius(fx2));
  const Fq12 y3 = conjugate(frobenius(fx));
  const Fq12 y4 = conjugate(mul(fx, frobenius(fx2)));
  const Fq12 y5 = conjugate(fx2);
  const Fq12 y6 = conjugate(mul(fx3, frobenius(fx3)));
  // y₀·y₁²·y₂⁶·y₃¹²·y₄¹⁸·y₅³⁰·y₆³⁶ by an addition chain.
  Fq12 t0 = mul(mul(cyclotomic_sqr(y6), y4), y5);
  Fq12 t1 = mul(mul(y3, y5), t0);
  t0 = mul(t0, y2);
  t1 = cyclotomic_sqr(mul(cyclotomic_sqr(t1), t0));
  t0 = cyclotomic_sqr(mul(t1, y1));
  return mul(t0, mul(t1, y0));
}
