// Prime fields of BN254 on four 64-bit limbs in Montgomery form, R = 2^256. Always reduced: values lie in [0, p).
// Included inside the anonymous namespace of a level.

struct FqParams {
  // p = 36x⁴ + 36x³ + 24x² + 6x + 1, x = 4965661367192848881
  static constexpr uint64_t kP[4] = {0x3c208c16d87cfd47, 0x97816a916871ca8d, 0xb85045b68181585d, 0x30644e72e131a029};
  static constexpr uint64_t kNegInv = 0x87d20782e4866389;  // −1/p mod 2^64
  static constexpr uint64_t kOne[4] = {0xd35d438dc58f0d9d, 0x0a78eb28f5c70b3d, 0x666ea36f7879462c, 0x0e0a77c19a07df2f};
  static constexpr uint64_t kR2[4] = {0xf32cfc5b538afa89, 0xb5e71911d44501fb, 0x47ab1eff0a417ff6, 0x06d89f71cab8351f};
  static constexpr uint64_t kR3[4] = {0xb1cd6dafda1530df, 0x62f210e6a7283db6, 0xef7f0b0c0ada0afb, 0x20fd6e902d592544};
};

struct FrParams {
  // r = 36x⁴ + 36x³ + 18x² + 6x + 1
  static constexpr uint64_t kP[4] = {0x43e1f593f0000001, 0x2833e84879b97091, 0xb85045b68181585d, 0x30644e72e131a029};
  static constexpr uint64_t kNegInv = 0xc2e1f593efffffff;
  static constexpr uint64_t kOne[4] = {0xac96341c4ffffffb, 0x36fc76959f60cd29, 0x666ea36f7879462e, 0x0e0a77c19a07df2f};
  static constexpr uint64_t kR2[4] = {0x1bb8e645ae216da7, 0x53fe3ab1e35c59e3, 0x8c49833d53bb8085, 0x0216d0b17f4e44a5};
  static constexpr uint64_t kR3[4] = {0x5e94d8e1b4bf0040, 0x2a489cbe1cfbb6b8, 0x893cc664a19fcfed, 0x0cf8594b7fcc657c};
};

// *out = a + b + carry, returns the carry out. g++ 12 compiles chains of 128-bit sums to three times the instructions.
PROVER_INLINE unsigned char add_carry(unsigned char carry, uint64_t a, uint64_t b, uint64_t* out) {
#if defined(__x86_64__)
  unsigned long long sum;
  carry = _addcarry_u64(carry, a, b, &sum);
  *out = sum;
  return carry;
#else
  const u128 sum = u128(a) + b + carry;
  *out = uint64_t(sum);
  return static_cast<unsigned char>(sum >> 64);
#endif
}

// *out = a − b − borrow, returns the borrow out.
PROVER_INLINE unsigned char sub_borrow(unsigned char borrow, uint64_t a, uint64_t b, uint64_t* out) {
#if defined(__x86_64__)
  unsigned long long difference;
  borrow = _subborrow_u64(borrow, a, b, &difference);
  *out = difference;
  return borrow;
#else
  const u128 difference = u128(a) - b - borrow;
  *out = uint64_t(difference);
  return static_cast<unsigned char>(uint64_t(difference >> 64) & 1);
#endif
}

#if defined(PROVER_LEVEL_ADX)
#include "field_adx.inl.h"
#else
#include "field_portable.inl.h"
#endif

// An element of the prime field with parameters P. Same layout as prover_fe.
template <class P>
struct Fp {
  uint64_t l[4];

  static Fp zero() { return Fp{{0, 0, 0, 0}}; }
  static Fp one() { return Fp{{P::kOne[0], P::kOne[1], P::kOne[2], P::kOne[3]}}; }
};

using Fq = Fp<FqParams>;
using Fr = Fp<FrParams>;

template <class P>
PROVER_INLINE Fp<P> mul(const Fp<P>& a, const Fp<P>& b) {
  Fp<P> out;
  mont_mul<P>(out.l, a.l, b.l);
  return out;
}

template <class P>
PROVER_INLINE Fp<P> sqr(const Fp<P>& a) {
  return mul(a, a);
}

template <class P>
PROVER_INLINE Fp<P> add(const Fp<P>& a, const Fp<P>& b) {
  Fp<P> out;
  mod_add<P>(out.l, a.l, b.l);
  return out;
}

template <class P>
PROVER_INLINE Fp<P> sub(const Fp<P>& a, const Fp<P>& b) {
  Fp<P> out;
  mod_sub<P>(out.l, a.l, b.l);
  return out;
}

template <class P>
PROVER_INLINE Fp<P> dbl(const Fp<P>& a) {
  return add(a, a);
}

template <class P>
PROVER_INLINE Fp<P> neg(const Fp<P>& a) {
  return sub(Fp<P>::zero(), a);
}

template <class P>
PROVER_INLINE bool is_zero(const Fp<P>& a) {
  return (a.l[0] | a.l[1] | a.l[2] | a.l[3]) == 0;
}

template <class P>
PROVER_INLINE bool equal(const Fp<P>& a, const Fp<P>& b) {
  return ((a.l[0] ^ b.l[0]) | (a.l[1] ^ b.l[1]) | (a.l[2] ^ b.l[2]) | (a.l[3] ^ b.l[3])) == 0;
}

// True when the four limbs stand for a number below p.
template <class P>
PROVER_INLINE bool is_reduced(const Fp<P>& a) {
  uint64_t ignored;
  unsigned char borrow = sub_borrow(0, a.l[0], P::kP[0], &ignored);
  borrow = sub_borrow(borrow, a.l[1], P::kP[1], &ignored);
  borrow = sub_borrow(borrow, a.l[2], P::kP[2], &ignored);
  return sub_borrow(borrow, a.l[3], P::kP[3], &ignored) != 0;
}

// a·2^256 mod p: from canonical to Montgomery form.
template <class P>
PROVER_INLINE Fp<P> enter(const Fp<P>& a) {
  Fp<P> out;
  mont_mul<P>(out.l, a.l, P::kR2);
  return out;
}

// a·2^-256 mod p: from Montgomery to canonical form.
template <class P>
PROVER_INLINE Fp<P> leave(const Fp<P>& a) {
  const uint64_t one[4] = {1, 0, 0, 0};
  Fp<P> out;
  mont_mul<P>(out.l, a.l, one);
  return out;
}

// a^e, e a 64-bit number. Time depends on e only.
template <class P>
PROVER_NOINLINE Fp<P> pow_u64(const Fp<P>& a, uint64_t e) {
  Fp<P> out = Fp<P>::one();
  for (int i = 63; i >= 0; i--) {
    out = sqr(out);
    if ((e >> i) & 1) {
      out = mul(out, a);
    }
  }
  return out;
}

// 2×2 matrix of 62 division steps: 2^62·(f', g') = (u·f + v·g, q·f + r·g), |u| + |v| ≤ 2^62, |q| + |r| ≤ 2^62.
struct DivstepMatrix {
  int64_t u, v, q, r;
};

// 62 division steps on the low words of f (odd) and g; returns the new delta. Variable time.
// Several steps at once: while delta ≤ 0 a step only halves g or (g + f), so that up to 1 − delta bits of g are cleared
// by adding w·f, w = −g/f mod 2^6. For odd f, f·(2 − f²) is 1/f modulo 2^6: f·f ≡ 1 mod 2^3, and a Newton step doubles
// the bits.
// Source: Bernstein, Yang, "Fast constant-time gcd computation and modular inversion", ePrint 2019/266, section 8; the
// grouping of steps: libsecp256k1, doc/safegcd_implementation.md.
PROVER_INLINE int64_t divsteps62_vartime(DivstepMatrix& m, int64_t delta, uint64_t f, uint64_t g) {
  uint64_t u = 1, v = 0, q = 0, r = 1;
  int remaining = 62;
  for (;;) {
    const int zeros = __builtin_ctzll(g | (uint64_t(1) << remaining));
    g >>= zeros;
    u <<= zeros;
    v <<= zeros;
    delta += zeros;
    remaining -= zeros;
    if (remaining == 0) {
      break;
    }
    if (delta > 0) {  // (f, g) ← (g, −f), so that the sums below are differences
      delta = -delta;
      uint64_t old = f;
      f = g;
      g = 0 - old;
      old = u;
      u = q;
      q = 0 - old;
      old = v;
      v = r;
      r = 0 - old;
    }
    const int64_t clearable = 1 - delta < remaining ? 1 - delta : remaining;
    const uint64_t mask = clearable < 6 ? (uint64_t(1) << clearable) - 1 : 63;
    const uint64_t w = (g * f * (f * f - 2)) & mask;
    g += f * w;
    q += u * w;
    r += v * w;
  }
  m = DivstepMatrix{int64_t(u), int64_t(v), int64_t(q), int64_t(r)};
  return delta;
}

// x·f + y·g as a signed 320-bit number; f, g signed 256-bit in two's complement, |x| + |y| ≤ 2^62.
PROVER_INLINE void linear_combination(uint64_t out[5], int64_t x, const uint64_t f[4], int64_t y, const uint64_t g[4]) {
  i128 acc = 0;
  for (int i = 0; i < 3; i++) {
    acc += i128(x) * i128(f[i]) + i128(y) * i128(g[i]);  // |acc| < 2^126 + 2^63
    out[i] = uint64_t(acc);
    acc >>= 64;
  }
  acc += i128(x) * int64_t(f[3]) + i128(y) * int64_t(g[3]);
  out[3] = uint64_t(acc);
  out[4] = uint64_t(acc >> 64);
}

// (f, g) ← m·(f, g) / 2^62, exact.
PROVER_INLINE void divstep_apply(uint64_t f[4], uint64_t g[4], const DivstepMatrix& m) {
  uint64_t a[5], b[5];
  linear_combination(a, m.u, f, m.v, g);
  linear_combination(b, m.q, f, m.r, g);
  for (int i = 0; i < 4; i++) {
    f[i] = (a[i] >> 62) | (a[i + 1] << 2);
    g[i] = (b[i] >> 62) | (b[i + 1] << 2);
  }
}

// (x·d + y·e) / 2^64 mod p.   In: d, e in [0, p), |x| + |y| ≤ 2^62.   Out: [0, p).
template <class P>
PROVER_INLINE Fp<P> divstep_combine(int64_t x, const Fp<P>& d, int64_t y, const Fp<P>& e) {
  uint64_t t[5];
  linear_combination(t, x, d.l, y, e.l);  // in (−2^62·p, 2^62·p)
  const uint64_t k = t[0] * P::kNegInv;
  u128 acc = u128(k) * P::kP[0] + t[0];  // low word 0
  uint64_t s[4];
  for (int i = 1; i < 4; i++) {
    acc = u128(k) * P::kP[i] + t[i] + uint64_t(acc >> 64);
    s[i - 1] = uint64_t(acc);
  }
  s[3] = t[4] + uint64_t(acc >> 64);
  // (t + k·p)/2^64 lies in (−p/4, 5p/4): add p when negative, then take p off when not below it.
  const uint64_t negative = uint64_t(int64_t(s[3]) >> 63);
  u128 c = u128(s[0]) + (P::kP[0] & negative);
  s[0] = uint64_t(c);
  c = u128(s[1]) + (P::kP[1] & negative) + uint64_t(c >> 64);
  s[1] = uint64_t(c);
  c = u128(s[2]) + (P::kP[2] & negative) + uint64_t(c >> 64);
  s[2] = uint64_t(c);
  s[3] += (P::kP[3] & negative) + uint64_t(c >> 64);
  Fp<P> out;
  reduce_once<P>(out.l, s[0], s[1], s[2], s[3]);
  return out;
}

// 1/a, and 0 for 0. Variable time: batches of 62 division steps until g = 0.
// Invariant: f = d·a·4^k and g = e·a·4^k modulo p after k batches (each batch divides f, g by 2^62 and d, e by 2^64).
// Cost: about 10 batches, 1 µs; Fermat's exponentiation takes 380 products. Slow twin: invert_reference.
template <class P>
PROVER_NOINLINE Fp<P> invert_vartime(const Fp<P>& a) {
  uint64_t f[4], g[4];
  memcpy(f, P::kP, sizeof f);
  memcpy(g, a.l, sizeof g);
  Fp<P> d = Fp<P>::zero();
  Fp<P> e = Fp<P>{{1, 0, 0, 0}};
  int64_t delta = 1;
  int batches = 0;
  while ((g[0] | g[1] | g[2] | g[3]) != 0) {
    DivstepMatrix m;
    delta = divsteps62_vartime(m, delta, f[0], g[0]);
    divstep_apply(f, g, m);
    const Fp<P> next = divstep_combine(m.u, d, m.v, e);
    e = divstep_combine(m.q, d, m.r, e);
    d = next;
    batches++;
  }
  // Now f = ±1 (or p when a = 0, then d = 0).
  if (int64_t(f[3]) < 0) {
    d = neg(d);
  }
  for (int i = 0; i < 2 * batches; i++) {
    d = dbl(d);
  }
  // d = 1/(a₀·R) for a = a₀·R; the product with R³ gives R/a₀.
  Fp<P> out;
  mont_mul<P>(out.l, d.l, P::kR3);
  return out;
}

// The slow twin of invert_vartime: a^(p − 2).
template <class P>
PROVER_NOINLINE Fp<P> invert_reference(const Fp<P>& a) {
  Fp<P> out = Fp<P>::one();
  for (int i = 255; i >= 0; i--) {
    const uint64_t word = i < 64 ? P::kP[0] - 2 : P::kP[i / 64];  // the low limb of p is above 2: no borrow
    out = sqr(out);
    if ((word >> (i % 64)) & 1) {
      out = mul(out, a);
    }
  }
  return out;
}
