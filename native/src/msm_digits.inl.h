// Scalars to signed digits, for MSM and for multiples of one base.

// Bits [at, at + c) of a 256-bit number; bits beyond 255 are 0. c ≤ 16.
PROVER_INLINE uint32_t bits_of(const uint64_t l[4], uint32_t at, uint32_t c) {
  const uint32_t word = at / 64, offset = at % 64;
  if (word > 3) {
    return 0;
  }
  uint64_t value = l[word] >> offset;
  if (offset + c > 64 && word < 3) {
    value |= l[word + 1] << (64 - offset);
  }
  return uint32_t(value) & ((uint32_t(1) << c) - 1);
}

// digits[w·stride + i] = d_w of scalar i with Σ d_w·2^(c·w) = k_i, −2^(c−1) ≤ d_w < 2^(c−1).
// The top digit does not carry: k < r < 2^254 and windows·c ≥ 255, and for each c in [2, 16] the top bits of r, plus a
// carry, stay at most 2^(c−1) (checked in native/tests for c = 2 … 16); 2^(c−1) itself arises for c = 2 only as d = 1
// 2.
static prover_status scalar_digits(int16_t* digits, uint64_t stride, uint32_t c, uint32_t windows,
                                   const prover_fe* scalars, uint32_t form, uint64_t count) {
  const uint32_t half = uint32_t(1) << (c - 1);
  for (uint64_t i = 0; i < count; i++) {
    Fr k = reinterpret_cast<const Fr*>(scalars)[i];
    if (!is_reduced(k)) {
      return PROVER_ERROR_RANGE;
    }
    if (form != PROVER_FORM_CANONICAL) {
      k = leave(k);
    }
    uint32_t carry = 0;
    for (uint32_t w = 0; w < windows; w++) {
      const uint32_t raw = bits_of(k.l, w * c, c) + carry;  // ≤ 2^c
      carry = raw >= half ? 1 : 0;
      digits[w * stride + i] = int16_t(int32_t(raw) - int32_t(carry << c));
    }
  }
  return PROVER_OK;
}
