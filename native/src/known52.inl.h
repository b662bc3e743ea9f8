// Products by a factor that is known beforehand (twiddles of the NTT), eight lanes at a time, radix 2^52.
//
// With f' = floor(f·2^260/p) kept beside the factor f, the quotient of a·f by p is about a·f'/2^260, and the remainder
// a·f − q·p needs only the lower halves of its two products, because it is known to fit 2^260. That makes 75 vpmadd52
// where a Montgomery product takes 101. f is the plain number: the product has the form of a.
// Source: Shoup's trick of NTL, see Harvey, "Faster arithmetic for number-theoretic transforms", arXiv 1205.2926, here
// with several limbs and a truncated quotient.

using VecR = Vec<FrParams>;

// A factor for all lanes, and one for each lane: limbs of f, then of f'.
struct Known {
  uint64_t f[5], q[5];
};
struct KnownLanes {
  Word8 f[5], q[5];
};
static_assert(sizeof(Known) == 80 && sizeof(KnownLanes) == 640, "see ntt_layout_ifma.h");

PROVER_INLINE Word8 factor_limb(const Known& k, int i) { return word8(k.f[i]); }
PROVER_INLINE Word8 factor_limb(const KnownLanes& k, int i) { return k.f[i]; }
PROVER_INLINE Word8 quotient_limb(const Known& k, int i) { return word8(k.q[i]); }
PROVER_INLINE Word8 quotient_limb(const KnownLanes& k, int i) { return k.q[i]; }

// 2^260 − r and small numbers, in memory: see constant8.
static constexpr uint64_t kComplement52[5] = {0xe0a6c0fffffff, 0xb786468f6ebc1, 0xe7ea7a2d7cc17, 0x5fd647afba497,
                                              0xfcf9bb18d1ece};
static constexpr uint64_t kSmall[8] = {0, 1, 2, 3, 4, 5, 6, 7};

// out[k] ≡ a[k]·f[k] modulo p, as raw columns: only the value modulo 2^260 counts, and column i is below
// (4·i + 2)·2^52. Of the limbs of a the low 52 bits count: vpmadd52 reads no others, so that carries need no masks.
// In: a below 2^260.   Out: in [−Bias, 10 − Bias + a/2^260]·p; Precise: in [−Bias, 1 − Bias + a/2^260]·p.
// q comes out too low: by less than a/2^260 because f' is rounded down, by less than 1 for rounding down itself, and
// by less than 9·(1 + 2^-50) because columns 0 to 4 of a·f' are left out: column 4 has nine terms below 2^52, and its
// unit is 2^-52. Precise keeps column 4, which leaves less than 2^-48. Bias is added to q: a negative remainder, so to
// speak, which spares the caller of a difference the multiple of p.
// Cost: 75 vpmadd52, Precise 84.
template <bool Precise, int Bias, class F>
PROVER_INLINE void mul_known2(VecR& out0, VecR& out1, const VecR& a0, const F& f0, const VecR& a1, const F& f1) {
  const VecR* const a[2] = {&a0, &a1};
  const F* const f[2] = {&f0, &f1};
  constexpr int lowest = Precise ? 4 : 5;
  Word8 c[2][6];  // columns 4 to 9
#pragma GCC unroll 6
  for (int i = 0; i < 6; i++) {
    c[0][i] = c[1][i] = i == 1 && Bias != 0 ? constant8(&kSmall[Bias]) : _mm512_setzero_si512();
  }
#pragma GCC unroll 5
  for (int j = 0; j < 5; j++) {
#pragma GCC unroll 5
    for (int i = 0; i < 5; i++) {
#pragma GCC unroll 2
      for (int k = 0; k < 2; k++) {
        if (i + j >= lowest) {
          c[k][i + j - 4] = _mm512_madd52lo_epu64(c[k][i + j - 4], a[k]->l[i], quotient_limb(*f[k], j));
        }
        if (i + j + 1 >= lowest) {
          c[k][i + j - 3] = _mm512_madd52hi_epu64(c[k][i + j - 3], a[k]->l[i], quotient_limb(*f[k], j));
        }
      }
    }
  }
  Word8 r[2][5];
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    r[0][i] = r[1][i] = _mm512_setzero_si512();
  }
#pragma GCC unroll 5
  for (int j = 0; j < 5; j++) {
#pragma GCC unroll 5
    for (int i = 0; i + j < 5; i++) {
#pragma GCC unroll 2
      for (int k = 0; k < 2; k++) {
        r[k][i + j] = _mm512_madd52lo_epu64(r[k][i + j], a[k]->l[i], factor_limb(*f[k], j));
        if (i + j < 4) {
          r[k][i + j + 1] = _mm512_madd52hi_epu64(r[k][i + j + 1], a[k]->l[i], factor_limb(*f[k], j));
        }
      }
    }
  }
  Word8 q[2][5];
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    if (Precise) {
      c[k][1] = _mm512_add_epi64(c[k][1], _mm512_srli_epi64(c[k][0], 52));
    }
    q[k][0] = c[k][1];
#pragma GCC unroll 4
    for (int i = 1; i < 5; i++) {
      q[k][i] = _mm512_add_epi64(c[k][i + 1], _mm512_srli_epi64(q[k][i - 1], 52));
    }
  }
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
#pragma GCC unroll 5
    for (int j = 0; i + j < 5; j++) {
      const Word8 complement = constant8(&kComplement52[j]);  // − q·p modulo 2^260
#pragma GCC unroll 2
      for (int k = 0; k < 2; k++) {
        r[k][i + j] = _mm512_madd52lo_epu64(r[k][i + j], q[k][i], complement);
        if (i + j < 4) {
          r[k][i + j + 1] = _mm512_madd52hi_epu64(r[k][i + j + 1], q[k][i], complement);
        }
      }
    }
  }
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out0.l[i] = r[0][i];
    out1.l[i] = r[1][i];
  }
}

// Raw columns to limbs whose low 52 bits are right: enough for a product.
// In: value modulo 2^260 in [0, 2^260), |limb| < 2^62.
PROVER_INLINE VecR carry_columns(const VecR& a) {
  VecR out;
  out.l[0] = a.l[0];
#pragma GCC unroll 4
  for (int i = 1; i < 5; i++) {
    out.l[i] = _mm512_add_epi64(a.l[i], _mm512_srai_epi64(out.l[i - 1], 52));
  }
  return out;
}

// The same, to normal limbs.
PROVER_INLINE VecR settle_columns(const VecR& a) {
  const VecR carried = carry_columns(a);
  VecR out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_and_si512(carried.l[i], constant8(&kMask52InMemory));
  }
  return out;
}
