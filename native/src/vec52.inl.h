// Eight elements of a prime field at a time: limb i of lane j in l[i][j], radix 2^52, for AVX-512 IFMA.
//
// A vector stands for integers below 2^260, one per lane, that need only be congruent to the element modulo p. Every
// function states the range that it takes and gives in multiples of p; p = 0.01181·2^260, so that 84·p fits.
// "Normal" limbs lie in [0, 2^52): IFMA reads the low 52 bits of its factors and nothing else.
// `shift` of a form: a lane holds a·2^256 (the resident form) unless a comment says a·2^(256 + shift).

typedef __m512i Word8;

template <class P>
struct Vec {
  Word8 l[5];
};

// Constants of the radix-2^52 product.
template <class P>
struct Radix52;
template <>
struct Radix52<FqParams> {
  static constexpr uint64_t kP[5] = {0x8c16d87cfd47, 0x916871ca8d3c2, 0x181585d97816a, 0xa029b85045b68, 0x30644e72e131};
  static constexpr uint64_t kNegInv = 0x20782e4866389;  // k = −1/p mod 2^52 = 0.127·2^52
  // (k·p + 1)/2^52, congruent to 2^-52 and below 0.127·p
  static constexpr uint64_t kFold[5] = {0xc93a3dee22c55, 0xe15f4ea250777, 0x37f0b49e7cd63, 0x2079e650a0895,
                                        0x6234192d7a1};
};
template <>
struct Radix52<FrParams> {
  static constexpr uint64_t kP[5] = {0x1f593f0000001, 0x4879b9709143e, 0x181585d2833e8, 0xa029b85045b68,
                                     0x30644e72e131};
  static constexpr uint64_t kNegInv = 0x1f593efffffff;  // 0.122·2^52
  static constexpr uint64_t kFold[5] = {0x82e644ee4c3d2, 0xf93893c98b1de, 0xd46fe04d0a4c7, 0x8f0aad55e2a1f,
                                        0x5ed0447de83};
};

static const uint64_t kMask52 = (uint64_t(1) << 52) - 1;

PROVER_INLINE Word8 word8(uint64_t value) { return _mm512_set1_epi64(static_cast<long long>(value)); }

// The same constant in all lanes, read from memory where it is used, which costs a load and no vector operation. Left
// to itself, g++ 12 moves each constant through a general register, vpbroadcastq: 36 of them made the first pass of
// batch_add half slower.
PROVER_INLINE Word8 constant8(const uint64_t* value) {
  __asm__("" : "+r"(value));
  return _mm512_set1_epi64(static_cast<long long>(*value));
}

// Limb i of m·p as a signed number: Σ multiple52(m, i)·2^(52·i) = m·p, all but the highest in [0, 2^52).
template <class P>
constexpr int64_t multiple52(int m, int i) {
  i128 carry = 0;
  for (int j = 0; j < i; j++) {
    carry = (carry + i128(m) * int64_t(Radix52<P>::kP[j])) >> 52;
  }
  const i128 limb = carry + i128(m) * int64_t(Radix52<P>::kP[i]);
  return i < 4 ? int64_t(limb & i128(kMask52)) : int64_t(limb);
}

// m·p for 0 ≤ m < 48, limb by limb.
template <class P>
struct Multiples52 {
  uint64_t limb[48][5];

  constexpr Multiples52() : limb{} {
    for (int m = 0; m < 48; m++) {
      for (int i = 0; i < 5; i++) {
        limb[m][i] = uint64_t(multiple52<P>(m, i));
      }
    }
  }
};
template <class P>
static constexpr Multiples52<P> kMultiples52{};
static const uint64_t kMask52InMemory = kMask52;

// Carries from limb to limb. In: limbs of any sign, |l| < 2^62, the whole in [0, 2^260).   Out: normal.
template <class P>
PROVER_INLINE Vec<P> normalize(const Vec<P>& a) {
  const Word8 mask = constant8(&kMask52InMemory);
  Vec<P> out;
  Word8 carry = _mm512_setzero_si512();
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    const Word8 limb = _mm512_add_epi64(a.l[i], carry);
    out.l[i] = _mm512_and_si512(limb, mask);
    carry = _mm512_srai_epi64(limb, 52);
  }
  out.l[4] = _mm512_add_epi64(a.l[4], carry);
  return out;
}

// Limb by limb, without carries.
template <class P>
PROVER_INLINE Vec<P> raw_add(const Vec<P>& a, const Vec<P>& b) {
  Vec<P> out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_add_epi64(a.l[i], b.l[i]);
  }
  return out;
}
template <class P>
PROVER_INLINE Vec<P> raw_sub(const Vec<P>& a, const Vec<P>& b) {
  Vec<P> out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_sub_epi64(a.l[i], b.l[i]);
  }
  return out;
}
template <int M, class P>
PROVER_INLINE Vec<P> raw_add_multiple(const Vec<P>& a) {
  Vec<P> out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_add_epi64(a.l[i], constant8(&kMultiples52<P>.limb[M][i]));
  }
  return out;
}

template <int M, class P>
PROVER_INLINE Vec<P> raw_sub_multiple(const Vec<P>& a) {
  Vec<P> out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_sub_epi64(a.l[i], constant8(&kMultiples52<P>.limb[M][i]));
  }
  return out;
}

// a − b + M·p, normal.   In: b < M·p.
template <int M, class P>
PROVER_INLINE Vec<P> sub(const Vec<P>& a, const Vec<P>& b) {
  return normalize(raw_add_multiple<M>(raw_sub(a, b)));
}

// The columns of a product, or of a sum of products: Σ t[i]·2^(52·i). A column of one product collects at most five low
// and five high halves, below 10·2^52: eight products fit 64 bits with room for the reduction.
template <int K>
struct Columns {
  Word8 t[K][10];
};

template <int K>
PROVER_INLINE void clear(Columns<K>& c) {
#pragma GCC unroll 4
  for (int k = 0; k < K; k++) {
#pragma GCC unroll 10
    for (int i = 0; i < 10; i++) {
      c.t[k][i] = _mm512_setzero_si512();
    }
  }
}

// A place between two rows of a product where other work may go, see mul2_with.
template <int N>
struct Slot {
  static constexpr int kNumber = N;
};

struct NoWork {
  template <int N>
  PROVER_INLINE_MEMBER void operator()(Slot<N>) const {}
};

// c += a[Row]·b·2^(52·Row), K products side by side. One product alone waits for its own carries most of the time (84
// cycles against 51 with K = 2, Zen 5): keep two in the stream.   In: normal.   Cost: 10 vpmadd52 each.
template <int Row, class P, int K>
PROVER_INLINE void accumulate_row(Columns<K>& c, const Vec<P>* const (&a)[K], const Vec<P>* const (&b)[K]) {
#pragma GCC unroll 5
  for (int j = 0; j < 5; j++) {
#pragma GCC unroll 4
    for (int k = 0; k < K; k++) {
      c.t[k][Row + j] = _mm512_madd52lo_epu64(c.t[k][Row + j], a[k]->l[Row], b[k]->l[j]);
      c.t[k][Row + j + 1] = _mm512_madd52hi_epu64(c.t[k][Row + j + 1], a[k]->l[Row], b[k]->l[j]);
    }
  }
}

// The cross products of a square that a[Row] has with the limbs above it.
template <int Row, class P, int K>
PROVER_INLINE void square_row(Columns<K>& c, const Vec<P>* const (&a)[K]) {
#pragma GCC unroll 4
  for (int j = Row + 1; j < 5; j++) {
#pragma GCC unroll 4
    for (int k = 0; k < K; k++) {
      c.t[k][Row + j] = _mm512_madd52lo_epu64(c.t[k][Row + j], a[k]->l[Row], a[k]->l[j]);
      c.t[k][Row + j + 1] = _mm512_madd52hi_epu64(c.t[k][Row + j + 1], a[k]->l[Row], a[k]->l[j]);
    }
  }
}

// Doubles the cross products, as columns, and adds the squares of the limbs.
template <class P, int K>
PROVER_INLINE void square_diagonal(Columns<K>& c, const Vec<P>* const (&a)[K]) {
#pragma GCC unroll 8
  for (int i = 1; i < 9; i++) {
#pragma GCC unroll 4
    for (int k = 0; k < K; k++) {
      c.t[k][i] = _mm512_add_epi64(c.t[k][i], c.t[k][i]);
    }
  }
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
#pragma GCC unroll 4
    for (int k = 0; k < K; k++) {
      c.t[k][2 * i] = _mm512_madd52lo_epu64(c.t[k][2 * i], a[k]->l[i], a[k]->l[i]);
      c.t[k][2 * i + 1] = _mm512_madd52hi_epu64(c.t[k][2 * i + 1], a[k]->l[i], a[k]->l[i]);
    }
  }
}

// Column I goes up: t·2^(52·I) ≡ t·kFold·2^(52·(I + 1)). Its bits above 52 go to column I + 1 as they are.
template <int I, class P, int K>
PROVER_INLINE void fold(Columns<K>& c) {
#pragma GCC unroll 4
  for (int k = 0; k < K; k++) {
    c.t[k][I + 1] = _mm512_add_epi64(c.t[k][I + 1], _mm512_srli_epi64(c.t[k][I], 52));
  }
#pragma GCC unroll 5
  for (int j = 0; j < 5; j++) {
    const Word8 factor = constant8(&Radix52<P>::kFold[j]);
#pragma GCC unroll 4
    for (int k = 0; k < K; k++) {
      c.t[k][I + j + 1] = _mm512_madd52lo_epu64(c.t[k][I + j + 1], c.t[k][I], factor);
      c.t[k][I + j + 2] = _mm512_madd52hi_epu64(c.t[k][I + j + 2], c.t[k][I], factor);
    }
  }
}

// The fifth column by an ordinary Montgomery step, then carries.
template <class P, int K>
PROVER_INLINE void reduce_last(Vec<P>* const (&out)[K], Columns<K>& c) {
  Word8 q[K];
#pragma GCC unroll 4
  for (int k = 0; k < K; k++) {
    q[k] = _mm512_madd52lo_epu64(_mm512_setzero_si512(), c.t[k][4], constant8(&Radix52<P>::kNegInv));
  }
#pragma GCC unroll 5
  for (int j = 0; j < 5; j++) {
    const Word8 p = constant8(&Radix52<P>::kP[j]);
#pragma GCC unroll 4
    for (int k = 0; k < K; k++) {
      c.t[k][4 + j] = _mm512_madd52lo_epu64(c.t[k][4 + j], q[k], p);
      c.t[k][5 + j] = _mm512_madd52hi_epu64(c.t[k][5 + j], q[k], p);
    }
  }
  const Word8 mask = constant8(&kMask52InMemory);
#pragma GCC unroll 4
  for (int k = 0; k < K; k++) {
    Word8 carry = _mm512_srli_epi64(c.t[k][4], 52);  // the low 52 bits are 0 by the choice of q
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
      carry = _mm512_add_epi64(c.t[k][5 + i], carry);
      out[k]->l[i] = _mm512_and_si512(carry, mask);
      carry = _mm512_srli_epi64(carry, 52);
    }
    out[k]->l[4] = _mm512_add_epi64(c.t[k][9], carry);
  }
}

// out = Σ t[i]·2^(52·i) / 2^260 modulo p, normal.   In: below 64·p².   Out: below 1.127·p + T/2^260 < 1.89·p; for
// T = x·p² that is (1.127 + 0.01182·x)·p.
// The four lowest columns are folded upwards, which needs no quotient digit; what that adds is below
// 2^52·0.127·p·2^208·(1 + 2^-51), that is 0.127·p after the division by 2^260. The fifth column's Montgomery step adds
// below 2^52·p·2^208: p after the division. Work goes into slots 5 to 9.
// Cost: 51 vpmadd52 each. Source: the step is Montgomery (1985) in radix 2^52; the folding is derived above.
template <class P, int K, class Work>
PROVER_INLINE void reduce(Vec<P>* const (&out)[K], Columns<K>& c, Work&& work) {
  fold<0, P>(c);
  work(Slot<5>{});
  fold<1, P>(c);
  work(Slot<6>{});
  fold<2, P>(c);
  work(Slot<7>{});
  fold<3, P>(c);
  work(Slot<8>{});
  reduce_last<P>(out, c);
  work(Slot<9>{});
}

// out = a·b / 2^260, twice, with other work between the rows.
// In: normal, a·b < 64·p².   Out: normal, < 1.89·p (see reduce).   Alias: none.
// The work matters: 202 vpmadd52 go to two of the four vector ports, and the schedulers (some 110 entries) look ahead
// no further than half a product. What stands before or after a product is therefore executed before or after it; what
// stands between its rows is executed for free, as far as it fits the other two ports.
template <class P, class Work>
PROVER_INLINE void mul2_with(Vec<P>& out0, Vec<P>& out1, const Vec<P>& a0, const Vec<P>& b0, const Vec<P>& a1,
                             const Vec<P>& b1, Work&& work) {
  Columns<2> c;
  clear(c);
  const Vec<P>* const a[2] = {&a0, &a1};
  const Vec<P>* const b[2] = {&b0, &b1};
  accumulate_row<0, P, 2>(c, a, b);
  work(Slot<0>{});
  accumulate_row<1, P, 2>(c, a, b);
  work(Slot<1>{});
  accumulate_row<2, P, 2>(c, a, b);
  work(Slot<2>{});
  accumulate_row<3, P, 2>(c, a, b);
  work(Slot<3>{});
  accumulate_row<4, P, 2>(c, a, b);
  work(Slot<4>{});
  reduce<P, 2>({&out0, &out1}, c, work);
}

// (out0, out1) = (a0·b0 + a1·b1, a0·b1 + a2·b0) / 2^260: with a2 = a1 and a1 taken negative, a product in Fq2.
// In: normal, each sum < 64·p².   Alias: none.
template <class P, class Work>
PROVER_INLINE void mul_complex_with(Vec<P>& out0, Vec<P>& out1, const Vec<P>& a0, const Vec<P>& a1, const Vec<P>& a2,
                                    const Vec<P>& b0, const Vec<P>& b1, Work&& work) {
  Columns<2> c;
  clear(c);
  const Vec<P>* const first[2] = {&a0, &a0};
  const Vec<P>* const with_first[2] = {&b0, &b1};
  const Vec<P>* const second[2] = {&a1, &a2};
  const Vec<P>* const with_second[2] = {&b1, &b0};
  accumulate_row<0, P, 2>(c, first, with_first);
  accumulate_row<0, P, 2>(c, second, with_second);
  work(Slot<0>{});
  accumulate_row<1, P, 2>(c, first, with_first);
  accumulate_row<1, P, 2>(c, second, with_second);
  work(Slot<1>{});
  accumulate_row<2, P, 2>(c, first, with_first);
  accumulate_row<2, P, 2>(c, second, with_second);
  work(Slot<2>{});
  accumulate_row<3, P, 2>(c, first, with_first);
  accumulate_row<3, P, 2>(c, second, with_second);
  work(Slot<3>{});
  accumulate_row<4, P, 2>(c, first, with_first);
  accumulate_row<4, P, 2>(c, second, with_second);
  work(Slot<4>{});
  reduce<P, 2>({&out0, &out1}, c, work);
}

// out = a² / 2^260, twice.   In: normal, a² < 64·p².   Cost: 81 vpmadd52 each.
template <class P, class Work>
PROVER_INLINE void sqr2_with(Vec<P>& out0, Vec<P>& out1, const Vec<P>& a0, const Vec<P>& a1, Work&& work) {
  Columns<2> c;
  clear(c);
  const Vec<P>* const a[2] = {&a0, &a1};
  square_row<0, P, 2>(c, a);
  work(Slot<0>{});
  square_row<1, P, 2>(c, a);
  work(Slot<1>{});
  square_row<2, P, 2>(c, a);
  work(Slot<2>{});
  square_row<3, P, 2>(c, a);
  work(Slot<3>{});
  square_diagonal<P, 2>(c, a);
  work(Slot<4>{});
  reduce<P, 2>({&out0, &out1}, c, work);
}

// The same without other work.   Alias: any.
// IFMA mul: 101 vpmadd52 for 8 products; floor 50.5 cycles at two a cycle, measured 51 with two side by side
// (2026-11-25, Zen 5, g++ 12).
template <class P>
PROVER_INLINE Vec<P> mul(const Vec<P>& a, const Vec<P>& b) {
  Columns<1> c;
  clear(c);
  const Vec<P>* const left[1] = {&a};
  const Vec<P>* const right[1] = {&b};
  accumulate_row<0, P, 1>(c, left, right);
  accumulate_row<1, P, 1>(c, left, right);
  accumulate_row<2, P, 1>(c, left, right);
  accumulate_row<3, P, 1>(c, left, right);
  accumulate_row<4, P, 1>(c, left, right);
  Vec<P> out;
  reduce<P, 1>({&out}, c, NoWork{});
  return out;
}
template <class P>
PROVER_INLINE void mul2(Vec<P>& out0, Vec<P>& out1, const Vec<P>& a0, const Vec<P>& b0, const Vec<P>& a1,
                        const Vec<P>& b1) {
  Vec<P> r0, r1;
  mul2_with(r0, r1, a0, b0, a1, b1, NoWork{});
  out0 = r0;
  out1 = r1;
}

// From four 64-bit words to five limbs; with Shift = 4 the value is multiplied by 16, which turns the resident form
// into its product with 2^4: mul(a·16, b) is then the resident form of a product.
// In: < 2^256.   Out: normal, < 2^(256 + Shift).
template <int Shift, class P>
PROVER_INLINE Vec<P> unpack(const Word8 (&w)[4]) {
  const Word8 mask = constant8(&kMask52InMemory);
  Vec<P> out;
  out.l[0] = _mm512_and_si512(Shift == 0 ? w[0] : _mm512_slli_epi64(w[0], Shift), mask);
#pragma GCC unroll 3
  for (int i = 1; i < 4; i++) {
    // bits 52·i − Shift and up: word i − 1 from bit 64 − 12·i − Shift, then word i
    const Word8 low = _mm512_srli_epi64(w[i - 1], unsigned(64 - 12 * i - Shift));
    const Word8 high = _mm512_slli_epi64(w[i], unsigned(12 * i + Shift));
    out.l[i] = _mm512_ternarylogic_epi64(low, high, mask, 0xa8);  // (low | high) & mask
  }
  out.l[4] = _mm512_srli_epi64(w[3], unsigned(16 - Shift));
  return out;
}

// From five normal limbs to four words.   In: < 2^256.
template <class P>
PROVER_INLINE void pack(Word8 (&w)[4], const Vec<P>& a) {
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    const Word8 low = i == 0 ? a.l[0] : _mm512_srli_epi64(a.l[i], unsigned(12 * i));
    w[i] = _mm512_or_si512(low, _mm512_slli_epi64(a.l[i + 1], unsigned(52 - 12 * i)));
  }
}

// Eight rows of eight words become columns: out[i][j] = in[j][i]. 24 shuffles.
PROVER_INLINE void transpose8(Word8 (&w)[8]) {
  Word8 a[8], b[8];
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    a[i] = _mm512_unpacklo_epi64(w[i], w[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi64(w[i], w[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {
#pragma GCC unroll 2
    for (int j = 0; j < 2; j++) {
      b[i + j] = _mm512_shuffle_i64x2(a[i + j], a[i + j + 2], 0x88);
      b[i + j + 2] = _mm512_shuffle_i64x2(a[i + j], a[i + j + 2], 0xdd);
    }
  }
#pragma GCC unroll 4
  for (int j = 0; j < 4; j++) {
    w[j] = _mm512_shuffle_i64x2(b[j], b[j + 4], 0x88);
    w[j + 4] = _mm512_shuffle_i64x2(b[j], b[j + 4], 0xdd);
  }
}

// Eight elements of four words, two to a row, become words: w[i][lane] = word i of element `lane`; and back. 8
// shuffles.
PROVER_INLINE void rows_to_words(Word8 (&w)[4], const Word8 (&rows)[4]) {
  const Word8 low = _mm512_setr_epi64(0, 4, 1, 5, 8, 12, 9, 13), high = _mm512_setr_epi64(2, 6, 3, 7, 10, 14, 11, 15);
  const Word8 a = _mm512_unpacklo_epi64(rows[0], rows[1]), b = _mm512_unpacklo_epi64(rows[2], rows[3]);
  const Word8 c = _mm512_unpackhi_epi64(rows[0], rows[1]), d = _mm512_unpackhi_epi64(rows[2], rows[3]);
  w[0] = _mm512_permutex2var_epi64(a, low, b);
  w[1] = _mm512_permutex2var_epi64(c, low, d);
  w[2] = _mm512_permutex2var_epi64(a, high, b);
  w[3] = _mm512_permutex2var_epi64(c, high, d);
}
PROVER_INLINE void words_to_rows(Word8 (&rows)[4], const Word8 (&w)[4]) {
  const Word8 low = _mm512_setr_epi64(0, 2, 8, 10, 1, 3, 9, 11), high = _mm512_setr_epi64(4, 6, 12, 14, 5, 7, 13, 15);
  const Word8 a = _mm512_permutex2var_epi64(w[0], low, w[2]), b = _mm512_permutex2var_epi64(w[0], high, w[2]);
  const Word8 c = _mm512_permutex2var_epi64(w[1], low, w[3]), d = _mm512_permutex2var_epi64(w[1], high, w[3]);
  rows[0] = _mm512_unpacklo_epi64(a, c);
  rows[1] = _mm512_unpackhi_epi64(a, c);
  rows[2] = _mm512_unpacklo_epi64(b, d);
  rows[3] = _mm512_unpackhi_epi64(b, d);
}
