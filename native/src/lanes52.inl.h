// Field elements in memory (packed, four words each) and as eight lanes, and the way back into [0, r).

// Eight elements one after another.   Out: normal, < 2^(256 + Shift).
template <int Shift>
PROVER_INLINE VecR load_row(const Fr* from) {
  Word8 rows[4], w[4];
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    rows[i] = _mm512_loadu_si512(from + 2 * i);
  }
  rows_to_words(w, rows);
  return unpack<Shift, FrParams>(w);
}

// In: normal, < 2^256.
PROVER_INLINE void store_row(Fr* to, const VecR& value) {
  Word8 rows[4], w[4];
  pack(w, value);
  words_to_rows(rows, w);
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    _mm512_storeu_si512(to + 2 * i, rows[i]);
  }
}

// Elements 0 and 1 of eight places `stride` elements apart: lane i is place i.
PROVER_INLINE void load_places(VecR& first, VecR& second, const Fr* from, uint64_t stride) {
  Word8 w[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; i++) {
    w[i] = _mm512_loadu_si512(from + uint64_t(i) * stride);
  }
  transpose8(w);
  first = unpack<0, FrParams>({w[0], w[1], w[2], w[3]});
  second = unpack<0, FrParams>({w[4], w[5], w[6], w[7]});
}
PROVER_INLINE void store_places(Fr* to, uint64_t stride, const VecR& first, const VecR& second) {
  Word8 a[4], b[4];
  pack(a, first);
  pack(b, second);
  Word8 w[8] = {a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]};
  transpose8(w);
#pragma GCC unroll 8
  for (int i = 0; i < 8; i++) {
    _mm512_storeu_si512(to + uint64_t(i) * stride, w[i]);
  }
}

// a less a multiple of p, found from the highest limb.
// In: raw columns, value in [0, 2^260).   Out: limbs below 4·2^52, value in [Bias, Bias + 1 + 2^-44]·p.
// With m = floor(2^305/p) the quotient floor(a₄·m/2^97) is at most a/p, and above a/p − 1 − 2^-44: a₄ leaves out
// 2^208 < 2^-45·p, and m one unit of 2^-97·a₄ < 2^-45. Cost: 10 vpmadd52.
static const uint64_t kReciprocal = 0xa948e8c4c4740;

template <int Bias>
PROVER_INLINE VecR reduce_columns(const VecR& a) {
  const VecR settled = settle_columns(a);
  const Word8 top = _mm512_madd52hi_epu64(_mm512_setzero_si512(), settled.l[4], constant8(&kReciprocal));
  const Word8 q = _mm512_srli_epi64(top, 45);
  VecR out = Bias != 0 ? raw_add_multiple<Bias>(settled) : settled;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_madd52lo_epu64(out.l[i], q, constant8(&kComplement52[i]));
    if (i < 4) {
      out.l[i + 1] = _mm512_madd52hi_epu64(out.l[i + 1], q, constant8(&kComplement52[i]));
    }
  }
  return out;
}

// In: normal, < 2·p.   Out: normal, < p.
PROVER_INLINE VecR subtract_once(const VecR& a) {
  const VecR lower = normalize(raw_sub_multiple<1>(a));
  const __mmask8 was_reduced = _mm512_movepi64_mask(lower.l[4]);
  VecR out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_mask_blend_epi64(was_reduced, lower.l[i], a.l[i]);
  }
  return out;
}

// Raw columns to [0, p).   In: value in [0, 2^260).
// What reduce_columns leaves is almost always below p; only when a highest limb is not below that of p, once in 2^43
// vectors of random values, the comparison is made in full.
PROVER_INLINE VecR reduce_fully(const VecR& raw) {
  VecR out = settle_columns(reduce_columns<0>(raw));
  if (__builtin_expect(_mm512_cmpge_epu64_mask(out.l[4], constant8(&Radix52<FrParams>::kP[4])) != 0, 0)) {
    out = subtract_once(out);
  }
  return out;
}

// c += a·b and its reduction, side by side: sums of products, see vec52.inl.h for the ranges.
template <int K>
PROVER_INLINE void accumulate(Columns<K>& c, const VecR* const (&a)[K], const VecR* const (&b)[K]) {
  accumulate_row<0, FrParams, K>(c, a, b);
  accumulate_row<1, FrParams, K>(c, a, b);
  accumulate_row<2, FrParams, K>(c, a, b);
  accumulate_row<3, FrParams, K>(c, a, b);
  accumulate_row<4, FrParams, K>(c, a, b);
}
template <int K>
PROVER_INLINE void reduce(VecR* const (&out)[K], Columns<K>& c) {
  reduce<FrParams, K>(out, c, NoWork{});
}
