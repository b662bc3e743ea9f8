// Fq6 = Fq2[v]/(v³ − ξ), Fq12 = Fq6[w]/(w² − v), ξ = 9 + u. Included after fq2.inl.h.

// The two functions that are called most stand out of line: a Miller loop just fits the 32 KiB of a first-level
// instruction cache, and with them inlined it took a fifth longer.
PROVER_NOINLINE Fq2 mul(const Fq2& a, const Fq& k) { return Fq2{mul(a.c0, k), mul(a.c1, k)}; }

// Multiples q·p modulo 2^256: row h holds q = ⌊h·2^253/p⌋.
struct MultiplesOfP {
  uint64_t l[16][4];
};

// p = 1.512·2^253, so that 2^253·h, h < 16, holds it ⌊h·2^253/p⌋ = ⌊h/1.512⌋ ≤ 9 times.
constexpr MultiplesOfP multiples_of_p() {
  MultiplesOfP out{};
  const int quotient[16] = {0, 0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8, 9, 9};
  for (int h = 0; h < 16; h++) {
    u128 carry = 0;
    for (int i = 0; i < 4; i++) {
      carry += u128(FqParams::kP[i]) * static_cast<unsigned>(quotient[h]);
      out.l[h][i] = uint64_t(carry);
      carry >>= 64;
    }
  }
  return out;
}
static constexpr MultiplesOfP kMultiplesOfP = multiples_of_p();

// 9a + b mod p.   In: a in [0, p), b in [0, p].   Out: [0, p).
// v = 9a + b ≤ 10p < 16·2^253. With h = ⌊v/2^253⌋ and q = ⌊h·2^253/p⌋, v − q·p lies in [0, p + 2^253), below 2p.
PROVER_INLINE Fq nine_times_plus(const Fq& a, const Fq& b) {
  uint64_t v[5];
  u128 t = u128(a.l[0]) * 9 + b.l[0];
  v[0] = uint64_t(t);
  t = u128(a.l[1]) * 9 + b.l[1] + uint64_t(t >> 64);
  v[1] = uint64_t(t);
  t = u128(a.l[2]) * 9 + b.l[2] + uint64_t(t >> 64);
  v[2] = uint64_t(t);
  t = u128(a.l[3]) * 9 + b.l[3] + uint64_t(t >> 64);
  v[3] = uint64_t(t);
  v[4] = uint64_t(t >> 64);
  const uint64_t* multiple = kMultiplesOfP.l[(v[4] << 3) | (v[3] >> 61)];
  unsigned char borrow = sub_borrow(0, v[0], multiple[0], &v[0]);
  borrow = sub_borrow(borrow, v[1], multiple[1], &v[1]);
  borrow = sub_borrow(borrow, v[2], multiple[2], &v[2]);
  sub_borrow(borrow, v[3], multiple[3], &v[3]);
  Fq out;
  reduce_once<FqParams>(out.l, v[0], v[1], v[2], v[3]);
  return out;
}

// ξ·a, ξ = 9 + u, the non-residue of the tower: (9·a0 − a1) + (9·a1 + a0)·u.
PROVER_NOINLINE Fq2 mul_by_xi(const Fq2& a) {
  return Fq2{nine_times_plus(a.c0, neg_lazy(a.c1)), nine_times_plus(a.c1, a.c0)};
}

struct Fq6 {
  Fq2 c0, c1, c2;

  static Fq6 zero() { return Fq6{Fq2::zero(), Fq2::zero(), Fq2::zero()}; }
  static Fq6 one() { return Fq6{Fq2::one(), Fq2::zero(), Fq2::zero()}; }
};

struct Fq12 {
  Fq6 c0, c1;

  static Fq12 one() { return Fq12{Fq6::one(), Fq6::zero()}; }
};

static_assert(sizeof(Fq6) == 3 * sizeof(Fq2), "dot reads the coefficients as an array");

static Fq6 add(const Fq6& a, const Fq6& b) { return Fq6{add(a.c0, b.c0), add(a.c1, b.c1), add(a.c2, b.c2)}; }
static Fq6 sub(const Fq6& a, const Fq6& b) { return Fq6{sub(a.c0, b.c0), sub(a.c1, b.c1), sub(a.c2, b.c2)}; }
static Fq6 neg(const Fq6& a) { return Fq6{neg(a.c0), neg(a.c1), neg(a.c2)}; }

// v·a
static Fq6 mul_by_v(const Fq6& a) { return Fq6{mul_by_xi(a.c2), a.c0, a.c1}; }

// x·u + y·v with one reduction per coordinate.
PROVER_NOINLINE Fq2 dot(const Fq2& x, const Factor& u, const Fq2& y, const Factor& v) {
  return Fq2{dot_real(x, u, y, v), dot_imaginary(x, u, y, v)};
}

// a.c0·u + a.c1·v + a.c2·w with one reduction per coordinate.
PROVER_NOINLINE Fq2 dot(const Fq6& a, const Factor& u, const Factor& v, const Factor& w) {
  return Fq2{dot_real(&a.c0, u, v, w), dot_imaginary(&a.c0, u, v, w)};
}

// The school's product: 9 products in 𝔽q² with 3 reductions. Karatsuba's 6 with 6 reductions and 15 sums cost more.
PROVER_NOINLINE Fq6 mul(const Fq6& a, const Fq6& b) {
  const Factor u0 = factor(b.c0), u1 = factor(b.c1), u2 = factor(b.c2);
  const Factor xi1 = factor(mul_by_xi(b.c1)), xi2 = factor(mul_by_xi(b.c2));
  return Fq6{dot(a, u0, xi2, xi1), dot(a, u1, u0, xi2), dot(a, u2, u1, u0)};
}

// 1/a through the norm to Fq2.   Source: ePrint 2006/471; a·(A, B, C) = norm with the cofactors below.
PROVER_NOINLINE Fq6 invert(const Fq6& a) {
  const Fq2 x = sub(sqr(a.c0), mul_by_xi(mul(a.c1, a.c2)));
  const Fq2 y = sub(mul_by_xi(sqr(a.c2)), mul(a.c0, a.c1));
  const Fq2 z = sub(sqr(a.c1), mul(a.c0, a.c2));
  const Fq2 norm = add(mul(a.c0, x), mul_by_xi(add(mul(a.c2, y), mul(a.c1, z))));
  const Fq2 inverse = invert_vartime(norm);
  return Fq6{mul(x, inverse), mul(y, inverse), mul(z, inverse)};
}

// 3 products in Fq6.
PROVER_NOINLINE Fq12 mul(const Fq12& a, const Fq12& b) {
  const Fq6 v0 = mul(a.c0, b.c0), v1 = mul(a.c1, b.c1);
  const Fq6 cross = mul(add(a.c0, a.c1), add(b.c0, b.c1));
  return Fq12{add(v0, mul_by_v(v1)), sub(sub(cross, v0), v1)};
}

// (a0 + a1·w)² = (a0 + a1)(a0 + v·a1) − a0·a1 − v·a0·a1 + 2·a0·a1·w: 2 products in Fq6.
PROVER_NOINLINE Fq12 sqr(const Fq12& a) {
  const Fq6 product = mul(a.c0, a.c1);
  const Fq6 cross = mul(add(a.c0, a.c1), add(a.c0, mul_by_v(a.c1)));
  return Fq12{sub(sub(cross, product), mul_by_v(product)), add(product, product)};
}

// f·(1 + b·w + c·v·w), the shape of a line: 12 products in 𝔽q² with 6 reductions.
PROVER_NOINLINE Fq12 mul_by_line(const Fq12& f, const Fq2& b, const Fq2& c) {
  const Factor ub = factor(b), uc = factor(c), xb = factor(mul_by_xi(b)), xc = factor(mul_by_xi(c));
  const Fq6 &s = f.c0, &t = f.c1;
  return Fq12{
      Fq6{add(s.c0, dot(t.c2, xb, t.c1, xc)), add(s.c1, dot(t.c0, ub, t.c2, xc)), add(s.c2, dot(t.c1, ub, t.c0, uc))},
      Fq6{add(t.c0, dot(s.c0, ub, s.c2, xc)), add(t.c1, dot(s.c1, ub, s.c0, uc)), add(t.c2, dot(s.c2, ub, s.c1, uc))}};
}

// f·(a + b·w + c·v·w): 18 products in 𝔽q² with 6 reductions.
PROVER_NOINLINE Fq12 mul_by_line(const Fq12& f, const Fq2& a, const Fq2& b, const Fq2& c) {
  const Factor ua = factor(a), ub = factor(b), uc = factor(c), xb = factor(mul_by_xi(b)), xc = factor(mul_by_xi(c));
  const Fq6 &s = f.c0, &t = f.c1;
  return Fq12{Fq6{dot(Fq6{s.c0, t.c2, t.c1}, ua, xb, xc), dot(Fq6{s.c1, t.c0, t.c2}, ua, ub, xc),
                  dot(Fq6{s.c2, t.c1, t.c0}, ua, ub, uc)},
              Fq6{dot(Fq6{t.c0, s.c0, s.c2}, ua, ub, xc), dot(Fq6{t.c1, s.c1, s.c0}, ua, ub, uc),
                  dot(Fq6{t.c2, s.c2, s.c1}, ua, ub, uc)}};
}

// a^(p⁶)
static Fq12 conjugate(const Fq12& a) { return Fq12{a.c0, neg(a.c1)}; }

// 1/a = conj(a)/(a0² − v·a1²)
PROVER_NOINLINE Fq12 invert(const Fq12& a) {
  const Fq6 norm = invert(sub(mul(a.c0, a.c0), mul_by_v(mul(a.c1, a.c1))));
  return Fq12{mul(a.c0, norm), neg(mul(a.c1, norm))};
}

static bool is_one(const Fq12& a) {
  return equal(a.c0.c0, Fq2::one()) && is_zero(a.c0.c1) && is_zero(a.c0.c2) && is_zero(a.c1.c0) && is_zero(a.c1.c1) &&
         is_zero(a.c1.c2);
}

// γ_k = ξ^(k(p−1)/6) in Montgomery form, k = 1 … 5: what w^k picks up under x → x^p.
static const Fq2 kFrobenius[5] = {{{{0xaf9ba69633144907, 0xca6b1d7387afb78a, 0x11bded5ef08a2087, 0x02f34d751a1f3a7c}},
                                   {{0xa222ae234c492d72, 0xd00f02a4565de15b, 0xdc2ff3a253dfc926, 0x10a75716b3899551}}},
                                  {{{0xb5773b104563ab30, 0x347f91c8a9aa6454, 0x7a007127242e0991, 0x1956bcd8118214ec}},
                                   {{0x6e849f1ea0aa4757, 0xaa1c7b6d89f89141, 0xb6e713cdfae0ca3a, 0x26694fbb4e82ebc3}}},
                                  {{{0xe4bbdd0c2936b629, 0xbb30f162e133bacb, 0x31a9d1b6f9645366, 0x253570bea500f8dd}},
                                   {{0xa1d77ce45ffe77c7, 0x07affd117826d1db, 0x6d16bd27bb7edc6b, 0x2c87200285defecc}}},
                                  {{{0x7361d77f843abe92, 0xa5bb2bd3273411fb, 0x9c941f314b3e2399, 0x15df9cddbb9fd3ec}},
                                   {{0x5dddfd154bd8c949, 0x62cb29a5a4445b60, 0x37bc870a0c7dd2b9, 0x24830a9d3171f0fd}}},
                                  {{{0xc970692f41690fe7, 0xe240342127694b0b, 0x32bee66b83c459e8, 0x12aabced0ab08841}},
                                   {{0x0d485d2340aebfa9, 0x05193418ab2fcc57, 0xd3b0a40b8a4910f5, 0x2f21ebb535d2925a}}}};

// a^p. In the basis w^k over Fq2: c0 = (w⁰, w², w⁴), c1 = (w¹, w³, w⁵).
PROVER_NOINLINE Fq12 frobenius(const Fq12& a) {
  return Fq12{Fq6{conjugate(a.c0.c0), mul(conjugate(a.c0.c1), kFrobenius[1]), mul(conjugate(a.c0.c2), kFrobenius[3])},
              Fq6{mul(conjugate(a.c1.c0), kFrobenius[0]), mul(conjugate(a.c1.c1), kFrobenius[2]),
                  mul(conjugate(a.c1.c2), kFrobenius[4])}};
}
