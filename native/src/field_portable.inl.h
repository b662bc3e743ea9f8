// Products, sums and differences modulo a 254-bit prime in plain 64-bit C++.
// Included inside the namespace of a level by field.inl.h; the ADX twin is field_adx.inl.h.

// out = t mod p.   In: t < 2p.   Out: [0, p).
template <class P>
PROVER_INLINE void reduce_once(uint64_t out[4], uint64_t t0, uint64_t t1, uint64_t t2, uint64_t t3) {
  uint64_t r0, r1, r2, r3;
  unsigned char borrow = sub_borrow(0, t0, P::kP[0], &r0);
  borrow = sub_borrow(borrow, t1, P::kP[1], &r1);
  borrow = sub_borrow(borrow, t2, P::kP[2], &r2);
  borrow = sub_borrow(borrow, t3, P::kP[3], &r3);
  out[0] = borrow ? t0 : r0;  // t was already below p
  out[1] = borrow ? t1 : r1;
  out[2] = borrow ? t2 : r2;
  out[3] = borrow ? t3 : r3;
}

// out = a·b·2^-256 mod p.   In: a < 2^256, b in [0, p).   Out: [0, p).   Alias: any.
// Word-serial Montgomery product (CIOS) without the fifth word: the partial sum stays below 2p after every row, see
// native/README.md, "Montgomery products".
// Source: Koç, Acar, Kaliski, "Analyzing and Comparing Montgomery Multiplication Algorithms" (1996), CIOS;
// the shortcut: gnark-crypto, "Faster big-integer modular multiplication for most moduli" (2020).
// Cost: 32 64×64-bit products and 4 low ones.
template <class P>
PROVER_INLINE void mont_mul(uint64_t out[4], const uint64_t a[4], const uint64_t b[4]) {
  uint64_t t0 = 0, t1 = 0, t2 = 0, t3 = 0;
  for (int i = 0; i < 4; i++) {
    const uint64_t x = a[i];
    u128 s = u128(x) * b[0] + t0;
    const uint64_t q = uint64_t(s) * P::kNegInv;
    u128 m = u128(q) * P::kP[0] + uint64_t(s);  // the low word becomes 0 by the choice of q
    s = u128(x) * b[1] + t1 + uint64_t(s >> 64);
    m = u128(q) * P::kP[1] + uint64_t(s) + uint64_t(m >> 64);
    t0 = uint64_t(m);
    s = u128(x) * b[2] + t2 + uint64_t(s >> 64);
    m = u128(q) * P::kP[2] + uint64_t(s) + uint64_t(m >> 64);
    t1 = uint64_t(m);
    s = u128(x) * b[3] + t3 + uint64_t(s >> 64);
    m = u128(q) * P::kP[3] + uint64_t(s) + uint64_t(m >> 64);
    t2 = uint64_t(m);
    t3 = uint64_t(s >> 64) + uint64_t(m >> 64);  // t < 2p < 2^255 after each row: no carry
  }
  reduce_once<P>(out, t0, t1, t2, t3);
}

// out = a + b mod p.   In: a, b in [0, p).   Out: [0, p).   Alias: any.
template <class P>
PROVER_INLINE void mod_add(uint64_t out[4], const uint64_t a[4], const uint64_t b[4]) {
  uint64_t t0, t1, t2, t3;
  unsigned char carry = add_carry(0, a[0], b[0], &t0);
  carry = add_carry(carry, a[1], b[1], &t1);
  carry = add_carry(carry, a[2], b[2], &t2);
  add_carry(carry, a[3], b[3], &t3);  // a + b < 2p < 2^255: no carry out of limb 3
  reduce_once<P>(out, t0, t1, t2, t3);
}

// out = a − b mod p.   In: a, b in [0, p).   Out: [0, p).   Alias: any.
template <class P>
PROVER_INLINE void mod_sub(uint64_t out[4], const uint64_t a[4], const uint64_t b[4]) {
  uint64_t t0, t1, t2, t3;
  unsigned char borrow = sub_borrow(0, a[0], b[0], &t0);
  borrow = sub_borrow(borrow, a[1], b[1], &t1);
  borrow = sub_borrow(borrow, a[2], b[2], &t2);
  borrow = sub_borrow(borrow, a[3], b[3], &t3);
  const uint64_t mask = 0 - uint64_t(borrow);  // all ones when a < b
  unsigned char carry = add_carry(0, t0, P::kP[0] & mask, &out[0]);
  carry = add_carry(carry, t1, P::kP[1] & mask, &out[1]);
  carry = add_carry(carry, t2, P::kP[2] & mask, &out[2]);
  add_carry(carry, t3, P::kP[3] & mask, &out[3]);
}
