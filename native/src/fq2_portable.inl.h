// Sums of products in 𝔽q² in plain 64-bit C++, one Montgomery reduction per coordinate. The twin of fq2_adx.inl.h,
// where the bounds stand.

// Σ x[k]·y[k]·2^-256 mod p.   In: Σ y[k] ≤ 6·p, Σ x[k]·y[k] ≤ 6·p².   Out: [0, p).
PROVER_INLINE Fq sum_of_products(const Fq* const* x, const Fq* const* y, int n) {
  uint64_t t[6] = {0, 0, 0, 0, 0, 0};  // t < 7p < 2^257 after each row
  for (int i = 0; i < 4; i++) {
    for (int k = 0; k < n; k++) {
      u128 s = 0;
      for (int j = 0; j < 4; j++) {
        s = u128(x[k]->l[i]) * y[k]->l[j] + t[j] + uint64_t(s >> 64);
        t[j] = uint64_t(s);
      }
      t[5] += add_carry(0, t[4], uint64_t(s >> 64), &t[4]);
    }
    const uint64_t q = t[0] * FqParams::kNegInv;
    u128 s = u128(q) * FqParams::kP[0] + t[0];  // the low word becomes 0 by the choice of q
    for (int j = 1; j < 4; j++) {
      s = u128(q) * FqParams::kP[j] + t[j] + uint64_t(s >> 64);
      t[j - 1] = uint64_t(s);
    }
    t[4] = t[5] + add_carry(0, t[4], uint64_t(s >> 64), &t[3]);
    t[5] = 0;
  }
  Fq out;
  reduce_once<FqParams>(out.l, t[0], t[1], t[2], t[3]);
  reduce_once<FqParams>(out.l, out.l[0], out.l[1], out.l[2], out.l[3]);  // below 2.14·p before the first
  return out;
}

PROVER_INLINE Fq dot_real(const Fq2& x, const Factor& u) {
  const Fq* const left[] = {&x.c0, &x.c1};
  const Fq* const right[] = {&u.c0, &u.minus_c1};
  return sum_of_products(left, right, 2);
}

PROVER_INLINE Fq dot_imaginary(const Fq2& x, const Factor& u) {
  const Fq* const left[] = {&x.c0, &x.c1};
  const Fq* const right[] = {&u.c1, &u.c0};
  return sum_of_products(left, right, 2);
}

PROVER_INLINE Fq dot_real(const Fq2& x, const Factor& u, const Fq2& y, const Factor& v) {
  const Fq* const left[] = {&x.c0, &x.c1, &y.c0, &y.c1};
  const Fq* const right[] = {&u.c0, &u.minus_c1, &v.c0, &v.minus_c1};
  return sum_of_products(left, right, 4);
}

PROVER_INLINE Fq dot_imaginary(const Fq2& x, const Factor& u, const Fq2& y, const Factor& v) {
  const Fq* const left[] = {&x.c0, &x.c1, &y.c0, &y.c1};
  const Fq* const right[] = {&u.c1, &u.c0, &v.c1, &v.c0};
  return sum_of_products(left, right, 4);
}

PROVER_INLINE Fq dot_real(const Fq& m, const Fq& n, const Fq2& y, const Factor& v) {
  const Fq* const left[] = {&m, &y.c0, &y.c1};
  const Fq* const right[] = {&n, &v.c0, &v.minus_c1};
  return sum_of_products(left, right, 3);
}

PROVER_INLINE Fq dot_imaginary(const Fq& m, const Fq& n, const Fq2& y, const Factor& v) {
  const Fq* const left[] = {&m, &y.c0, &y.c1};
  const Fq* const right[] = {&n, &v.c1, &v.c0};
  return sum_of_products(left, right, 3);
}

PROVER_INLINE Fq dot_real(const Fq2* a, const Factor& u, const Factor& v, const Factor& w) {
  const Fq* const left[] = {&a[0].c0, &a[0].c1, &a[1].c0, &a[1].c1, &a[2].c0, &a[2].c1};
  const Fq* const right[] = {&u.c0, &u.minus_c1, &v.c0, &v.minus_c1, &w.c0, &w.minus_c1};
  return sum_of_products(left, right, 6);
}

PROVER_INLINE Fq dot_imaginary(const Fq2* a, const Factor& u, const Factor& v, const Factor& w) {
  const Fq* const left[] = {&a[0].c0, &a[0].c1, &a[1].c0, &a[1].c1, &a[2].c0, &a[2].c1};
  const Fq* const right[] = {&u.c1, &u.c0, &v.c1, &v.c0, &w.c1, &w.c0};
  return sum_of_products(left, right, 6);
}
