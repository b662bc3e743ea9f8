// Signed digits of eight scalars at a time, where the count allows; the rest as in msm_digits.inl.h.
//
// With C = Σ_w 2^(c·w + c − 1) the digits of k are the plain windows of k + C, each less 2^(c−1): adding C once
// replaces the carries from window to window. k + C may reach bit 270: a fifth word takes what goes beyond 256.
// Why the top window does not overflow stands above scalar_digits.

// The words of eight scalars in order, canonical; false when one is not reduced.
template <class P>
PROVER_INLINE bool scalar_words(Word8 (&w)[4], const Fp<P>* from, bool is_canonical) {
  Word8 rows[4];
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    rows[i] = _mm512_loadu_si512(from + 2 * i);
  }
  rows_to_words(w, rows);
  Vec<P> value = unpack<0, P>(w);
  const bool reduced = _mm512_movepi64_mask(normalize(raw_sub_multiple<1>(value)).l[4]) == 0xff;
  if (!is_canonical) {
    Vec<P> sixteen;
    for (int i = 0; i < 5; i++) {
      sixteen.l[i] = word8(i == 0 ? 16 : 0);
    }
    value = mul(value, sixteen);  // a·16/2^260 = a/2^256, < 1.13·p
    const Vec<P> lower = normalize(raw_sub_multiple<1>(value));
    const __mmask8 was_reduced = _mm512_movepi64_mask(lower.l[4]);
    for (int i = 0; i < 5; i++) {
      value.l[i] = _mm512_mask_blend_epi64(was_reduced, lower.l[i], value.l[i]);
    }
    pack(w, value);
  }
  return reduced;
}

// C in five words.
PROVER_INLINE void digit_offset(uint64_t (&out)[5], uint32_t c, uint32_t windows) {
  for (uint64_t& word : out) {
    word = 0;
  }
  for (uint32_t w = 0; w < windows; w++) {
    const uint32_t bit = c * w + c - 1;
    out[bit / 64] |= uint64_t(1) << (bit % 64);
  }
}

// As scalar_digits. Cost: about 5 instructions per window and eight scalars.
static prover_status vector_digits(int16_t* digits, uint64_t stride, uint32_t c, uint32_t windows,
                                   const prover_fe* scalars, uint32_t form, uint64_t count) {
  uint64_t offset[5];
  digit_offset(offset, c, windows);
  const Word8 mask = word8((uint64_t(1) << c) - 1), half = word8(uint64_t(1) << (c - 1)), one = word8(1);
  uint64_t i = 0;
  for (; i + 8 <= count; i += 8) {
    Word8 w[5];
    {
      Word8 canonical[4];
      if (!scalar_words(canonical, reinterpret_cast<const Fr*>(scalars) + i, form == PROVER_FORM_CANONICAL)) {
        return PROVER_ERROR_RANGE;
      }
      __mmask8 carry = 0;
      for (int k = 0; k < 4; k++) {  // a carry out of a sum and one out of adding the carry exclude each other
        const Word8 sum = _mm512_add_epi64(canonical[k], word8(offset[k]));
        const __mmask8 first = _mm512_cmplt_epu64_mask(sum, canonical[k]);
        w[k] = _mm512_mask_add_epi64(sum, carry, sum, one);
        carry = static_cast<__mmask8>(first | _mm512_mask_cmplt_epu64_mask(carry, w[k], sum));
      }
      w[4] = _mm512_mask_add_epi64(word8(offset[4]), carry, word8(offset[4]), one);
    }
    alignas(64) uint64_t words[6][8];
    for (int k = 0; k < 5; k++) {
      _mm512_store_si512(words[k], w[k]);
    }
    _mm512_store_si512(words[5], _mm512_setzero_si512());
    for (uint32_t at = 0, window = 0; window < windows; window++, at += c) {
      const __m128i shift = _mm_cvtsi32_si128(int(at % 64)), back = _mm_cvtsi32_si128(int(64 - at % 64));
      const Word8 low = _mm512_srl_epi64(_mm512_load_si512(words[at / 64]), shift);
      const Word8 high = _mm512_sll_epi64(_mm512_load_si512(words[at / 64 + 1]), back);  // 0 when the shift is 64
      const Word8 raw = _mm512_ternarylogic_epi64(low, high, mask, 0xa8);                // (low | high) & mask
      _mm_storeu_si128(reinterpret_cast<__m128i*>(digits + window * stride + i),
                       _mm512_cvtepi64_epi16(_mm512_sub_epi64(raw, half)));
    }
  }
  return scalar_digits(digits + i, stride, c, windows, scalars + i, form, count - i);
}
