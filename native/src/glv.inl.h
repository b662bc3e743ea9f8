// Scalars of G1 cut in two by its endomorphism φ(x, y) = (βx, y) = [λ](x, y). Included after curve.inl.h.
// Source: Gallant, Lambert, Vanstone, "Faster point multiplication on elliptic curves with efficient endomorphisms",
// CRYPTO 2001, section 4. λ = 36x³ + 18x² + 6x + 1, a cube root of 1 modulo r.

// k = sign·magnitude, |k| < 2^127.
struct HalfScalar {
  uint64_t magnitude[2];
  bool negative;
};

// Short vectors (a, b) with a + λb = 0 modulo r: (6x² + 4x + 1, 2x + 1) and (2x + 1, −(6x² + 2x)).
static const uint64_t kGlvA1[2] = {0x0be4e1541221250b, 0x6f4d8248eeb859fd};  // 6x² + 4x + 1
static const uint64_t kGlvB2[2] = {0x8211bbeb7d4f1128, 0x6f4d8248eeb859fc};  // 6x² + 2x
static const uint64_t kGlvShort = 0x89d3256894d213e3;                        // 2x + 1
// round(2^256·(6x² + 2x)/r) and round(2^256·(2x + 1)/r)
static const uint64_t kGlvG1[3] = {0x7a7bd9d4391eb18e, 0x4ccef014a773d2cf, 0x2};
static const uint64_t kGlvG2[3] = {0xd91d232ec7e0b3d7, 0x2, 0x0};

// φ's factor, in Montgomery form.
PROVER_INLINE Fq glv_beta() {
  return Fq{{0x71930c11d782e155, 0xa6bb947cffbe3323, 0xaa303344d4741444, 0x2c3b3f0d26594943}};
}

// (k·g + 2^255)/2^256, rounded down.   In: k < r, g < 2^130.   Out: below 2^128.
PROVER_INLINE void glv_quotient(uint64_t out[2], const uint64_t k[4], const uint64_t g[3]) {
  uint64_t t[8] = {0, 0, 0, uint64_t(1) << 63, 0, 0, 0, 0};
  for (int i = 0; i < 3; i++) {
    u128 s = 0;
    for (int j = 0; j < 4; j++) {
      s = u128(g[i]) * k[j] + t[i + j] + uint64_t(s >> 64);
      t[i + j] = uint64_t(s);
    }
    t[i + 4] = uint64_t(s >> 64);
  }
  out[0] = t[4];
  out[1] = t[5];
}

// t ← t ± a·b modulo 2^192
PROVER_INLINE void glv_accumulate(uint64_t t[3], const uint64_t a[2], const uint64_t b[2], bool subtract) {
  const u128 low = u128(a[0]) * b[0], cross0 = u128(a[0]) * b[1], cross1 = u128(a[1]) * b[0];
  const u128 middle = (low >> 64) + uint64_t(cross0) + uint64_t(cross1);
  const uint64_t top = uint64_t(cross0 >> 64) + uint64_t(cross1 >> 64) + a[1] * b[1] + uint64_t(middle >> 64);
  const uint64_t product[3] = {uint64_t(low), uint64_t(middle), top};
  unsigned char carry = 0;
  for (int i = 0; i < 3; i++) {
    carry = subtract ? sub_borrow(carry, t[i], product[i], &t[i]) : add_carry(carry, t[i], product[i], &t[i]);
  }
}

// The signed number that t is modulo 2^192.   In: |t| < 2^127.
PROVER_INLINE HalfScalar glv_half(const uint64_t t[3]) {
  HalfScalar out = {{t[0], t[1]}, int64_t(t[2]) < 0};
  if (out.negative) {
    const unsigned char borrow = sub_borrow(0, 0, t[0], &out.magnitude[0]);
    sub_borrow(borrow, 0, t[1], &out.magnitude[1]);
  }
  return out;
}

// k = k₁ + λ·k₂ modulo r.   In: k < r, canonical.
// (k, 0) minus the lattice vector next to it: both halves are at most half the sum of the vectors, 0.87·2^126, and a
// hair for the rounding of the constants. A k = a + λ·b with |a|, |b| ≤ 2^64 comes back as (a, b), since (a, b) is then
// within 2^−60 of the lattice point 0: such scalars cost half of the doublings.
PROVER_INLINE void glv_split(HalfScalar& k1, HalfScalar& k2, const Fr& k) {
  uint64_t c1[2], c2[2];
  glv_quotient(c1, k.l, kGlvG1);
  glv_quotient(c2, k.l, kGlvG2);
  const uint64_t shorter[2] = {kGlvShort, 0};
  uint64_t t1[3] = {k.l[0], k.l[1], k.l[2]}, t2[3] = {0, 0, 0};
  glv_accumulate(t1, c1, kGlvA1, true);
  glv_accumulate(t1, c2, shorter, true);
  glv_accumulate(t2, c1, shorter, true);
  glv_accumulate(t2, c2, kGlvB2, false);
  k1 = glv_half(t1);
  k2 = glv_half(t2);
}
