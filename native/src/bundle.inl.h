// Bundles: as many independent elements of Fq or Fq2 as make two vectors, so that every product runs two side by side.
// A bundle of Fq is 16 elements, a bundle of Fq2 is 8 (c0 and c1). Ranges are those of vec52.inl.h, per component.

using VecQ = Vec<FqParams>;

template <class F>
struct Bundle {
  VecQ v[2];
};

// Lanes of a bundle as a mask, one for each of its vectors. For Fq2 both are the same.
struct Lanes {
  __mmask8 m[2];
};

template <class F>
constexpr uint32_t bundle_size();
template <>
constexpr uint32_t bundle_size<Fq>() {
  return 16;
}
template <>
constexpr uint32_t bundle_size<Fq2>() {
  return 8;
}

// Lane i, 0 ≤ i < bundle_size, is a bit of `bits`.
template <class F>
PROVER_INLINE Lanes lanes(uint32_t bits) {
  const bool two = bundle_size<F>() == 16;
  return Lanes{{static_cast<__mmask8>(bits), static_cast<__mmask8>(two ? bits >> 8 : bits)}};
}

template <class F>
PROVER_INLINE Bundle<F> splat_one() {  // the number 1: not the element 1 of any form, but never 0
  Bundle<F> out{};
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
#pragma GCC unroll 5
    for (int i = 0; i < 5; i++) {
      out.v[k].l[i] = _mm512_setzero_si512();
    }
  }
  out.v[0].l[0] = word8(1);
  if (bundle_size<F>() == 16) {
    out.v[1].l[0] = word8(1);
  }
  return out;
}

template <class F>
PROVER_INLINE Bundle<F> select(const Lanes& m, const Bundle<F>& where, const Bundle<F>& otherwise) {
  Bundle<F> out;
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
#pragma GCC unroll 5
    for (int i = 0; i < 5; i++) {
      out.v[k].l[i] = _mm512_mask_blend_epi64(m.m[k], otherwise.v[k].l[i], where.v[k].l[i]);
    }
  }
  return out;
}

// a·b, the number times 2^-260, with other work between the rows (see mul2_with).
// In: a < 2·p; Fq: a·b < 64·p²; Fq2: b < 15.9·p.   Out: < 1.89·p.
// Fq2: schoolbook with one reduction per component, a0·b0 + (2·p − a1)·b1 and a0·b1 + a1·b0: 302 vpmadd52 against 303
// of Karatsuba, and fewer sums.
template <class Work>
PROVER_INLINE Bundle<Fq> mul_with(const Bundle<Fq>& a, const Bundle<Fq>& b, Work&& work) {
  Bundle<Fq> out;
  mul2_with(out.v[0], out.v[1], a.v[0], b.v[0], a.v[1], b.v[1], work);
  return out;
}
template <class Work>
PROVER_INLINE Bundle<Fq2> mul_with(const Bundle<Fq2>& a, const Bundle<Fq2>& b, Work&& work) {
  VecQ zero;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    zero.l[i] = _mm512_setzero_si512();
  }
  const VecQ minus = sub<2>(zero, a.v[1]);
  Bundle<Fq2> out;
  mul_complex_with(out.v[0], out.v[1], a.v[0], minus, a.v[1], b.v[0], b.v[1], work);
  return out;
}
template <class F>
PROVER_INLINE Bundle<F> mul(const Bundle<F>& a, const Bundle<F>& b) {
  return mul_with(a, b, NoWork{});
}

// a², the number times 2^-260.   In: a < 2·p.   Out: < 1.32·p.   Fq2: (a0 + a1)(a0 − a1) + 2·a0·a1·u.
template <class Work>
PROVER_INLINE Bundle<Fq> sqr_with(const Bundle<Fq>& a, Work&& work) {
  Bundle<Fq> out;
  sqr2_with(out.v[0], out.v[1], a.v[0], a.v[1], work);
  return out;
}
template <class Work>
PROVER_INLINE Bundle<Fq2> sqr_with(const Bundle<Fq2>& a, Work&& work) {
  const VecQ plus = normalize(raw_add(a.v[0], a.v[1]));
  const VecQ minus = sub<2>(a.v[0], a.v[1]);
  const VecQ twice = normalize(raw_add(a.v[0], a.v[0]));
  Bundle<Fq2> out;
  mul2_with(out.v[0], out.v[1], plus, minus, twice, a.v[1], work);
  return out;
}

// 4·(a − b + M·p).   In: b < M·p, a < 2·p.   Out: normal.
template <int M>
PROVER_INLINE VecQ sub_times4(const VecQ& a, const VecQ& b) {
  VecQ difference = raw_sub(a, b);
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    difference.l[i] = _mm512_slli_epi64(difference.l[i], 2);
  }
  return normalize(raw_add_multiple<4 * M>(difference));
}

// ±a − b + M·p, minus where the lane is set.   In: a + b < M·p.   Out: normal.
template <int M>
PROVER_INLINE VecQ sub_signed(__mmask8 negative, const VecQ& a, const VecQ& b) {
  const Word8 zero = _mm512_setzero_si512();
  VecQ signed_a;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    signed_a.l[i] = _mm512_mask_sub_epi64(a.l[i], negative, zero, a.l[i]);
  }
  return normalize(raw_add_multiple<M>(raw_sub(signed_a, b)));
}

// The multiples of q that settle() adds, by limb and by interval: j·2^253 ≤ value < (j + 1)·2^253 gets m(j)·q, the
// least multiple that leaves it above 0; 2^253 = 0.66127·q. kLowest ≤ j < kLowest + 8, looked up by j modulo 8.
template <int Lowest>
struct SettleTable {
  alignas(64) int64_t entry[5][8];

  static constexpr int multiple(int j) { return j > 0 ? -(j * 66127 / 100000) : -j * 66127 / 100000 + 1; }
  constexpr SettleTable() : entry{} {
    for (int j = Lowest; j < Lowest + 8; j++) {
      for (int i = 0; i < 5; i++) {
        entry[i][unsigned(j) % 8u] = multiple52<FqParams>(multiple(j), i);
      }
    }
  }
};
template <int Lowest>
static constexpr SettleTable<Lowest> kSettleTable{};

// A raw difference becomes normal and small.
// In: limbs of any sign, Lowest·2^253 + 2^211 < value < (Lowest + 8)·2^253 − 2^211.
// Out: below 1.372·q for Lowest = −9 (values up to −2^253), below 1.662·q for Lowest = −3 (values up to 3·2^253).
// The highest limb, before carries, is at most 4 units of 2^208 away from the true one: 2^-43·q. The interval that it
// picks may therefore be off at an edge by as much, which all m(j) allow for: the least margin above 0 is 0.016·q
// (j = −3).
template <int Lowest>
PROVER_INLINE VecQ settle(const VecQ& raw) {
  const Word8 interval = _mm512_srai_epi64(raw.l[4], 45);
  VecQ sum;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    const Word8 table = _mm512_load_si512(kSettleTable<Lowest>.entry[i]);
    sum.l[i] = _mm512_add_epi64(raw.l[i], _mm512_permutexvar_epi64(interval, table));
  }
  return normalize(sum);
}

// Vectors as memory, ten words of 64 bytes per bundle.
template <class F>
PROVER_INLINE void store(Word8* to, const Bundle<F>& a) {
#pragma GCC unroll 10
  for (int i = 0; i < 10; i++) {
    _mm512_store_si512(to + i, a.v[i / 5].l[i % 5]);
  }
}
template <class F>
PROVER_INLINE Bundle<F> load(const Word8* from) {
  Bundle<F> out;
#pragma GCC unroll 10
  for (int i = 0; i < 10; i++) {
    out.v[i / 5].l[i % 5] = _mm512_load_si512(from + i);
  }
  return out;
}

PROVER_INLINE VecQ load_vector(const Word8* from) {
  VecQ out;
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_load_si512(from + i);
  }
  return out;
}
PROVER_INLINE void store_vector(Word8* to, const VecQ& a) {
#pragma GCC unroll 5
  for (int i = 0; i < 5; i++) {
    _mm512_store_si512(to + i, a.l[i]);
  }
}

// Points in memory are read and written as two units of eight cache lines, which become eight words of eight lanes:
// two vectors. G1: unit u is x and y of points 8·u … 8·u + 7. G2: unit 0 is c0 and c1 of all x, unit 1 of all y.
template <class F>
PROVER_INLINE constexpr int unit_point(int unit, int i) {
  return bundle_size<F>() == 16 ? 8 * unit + i : i;
}
template <class F>
PROVER_INLINE constexpr int unit_offset(int unit) {
  return bundle_size<F>() == 16 ? 0 : 64 * unit;
}
// Vector h of unit u is component (is_y, k) of a pair of bundles (x, y).
template <class F>
PROVER_INLINE constexpr bool unit_is_y(int unit, int h) {
  return bundle_size<F>() == 16 ? h == 1 : unit == 1;
}
template <class F>
PROVER_INLINE constexpr int unit_vector(int unit, int h) {
  return bundle_size<F>() == 16 ? unit : h;
}

template <int Unit, class F>
PROVER_INLINE void read_unit(Word8 (&w)[8], const Affine<F>* points, const uint32_t* index, uint32_t stride,
                             uint32_t mask) {
#pragma GCC unroll 8
  for (int i = 0; i < 8; i++) {
    const uint32_t at = index[stride * uint32_t(unit_point<F>(Unit, i))] & mask;
    w[i] = _mm512_loadu_si512(reinterpret_cast<const char*>(points + at) + unit_offset<F>(Unit));
  }
  transpose8(w);
}

// The eight words of each lane, or-ed.
PROVER_INLINE Word8 any_bit(const Word8 (&w)[8]) {
  return _mm512_or_si512(_mm512_or_si512(_mm512_or_si512(w[0], w[1]), _mm512_or_si512(w[2], w[3])),
                         _mm512_or_si512(_mm512_or_si512(w[4], w[5]), _mm512_or_si512(w[6], w[7])));
}

// The elements of a bundle, reduced once.   In: < 2·q.
PROVER_INLINE void extract(Fq (&out)[16], const Bundle<Fq>& a) {
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    Word8 w[4];
    pack(w, a.v[k]);
    alignas(64) uint64_t words[4][8];
    memcpy(words, w, sizeof words);
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
      reduce_once<FqParams>(out[8 * k + i].l, words[0][i], words[1][i], words[2][i], words[3][i]);
    }
  }
}
PROVER_INLINE void extract(Fq2 (&out)[8], const Bundle<Fq2>& a) {
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    Word8 w[4];
    pack(w, a.v[k]);
    alignas(64) uint64_t words[4][8];
    memcpy(words, w, sizeof words);
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
      reduce_once<FqParams>((k == 0 ? out[i].c0 : out[i].c1).l, words[0][i], words[1][i], words[2][i], words[3][i]);
    }
  }
}

// The other way. Out: normal, < q.
PROVER_INLINE VecQ vector_of(const Fq (&in)[8]) {
  Word8 w[4];
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    alignas(64) uint64_t words[8];
#pragma GCC unroll 8
    for (int j = 0; j < 8; j++) {
      words[j] = in[j].l[i];
    }
    w[i] = _mm512_load_si512(words);
  }
  return unpack<0, FqParams>(w);
}
PROVER_INLINE Bundle<Fq> bundle_of(const Fq (&in)[16]) {
  Fq half[2][8];
  memcpy(half, in, sizeof half);
  return Bundle<Fq>{{vector_of(half[0]), vector_of(half[1])}};
}
PROVER_INLINE Bundle<Fq2> bundle_of(const Fq2 (&in)[8]) {
  Fq half[2][8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; i++) {
    half[0][i] = in[i].c0;
    half[1][i] = in[i].c1;
  }
  return Bundle<Fq2>{{vector_of(half[0]), vector_of(half[1])}};
}
