// Many independent affine additions with one inversion, a bundle at a time: the IFMA form of batch_add.inl.h, which it
// falls back to. Coordinates in `base` may come and go lazily reduced: x < 1.372·q, y < 1.662·q, identity (0, 0);
// add_reduced() makes them canonical.
//
// Forms. A coordinate is a·2^256 in memory, but a product of two numbers comes out times 2^-260. Nothing is converted:
// with the inverses as 2^518/(d·2^256) = 2^262/d, a slope is s·2^258, its square (the number) s²·2^256, and s times a
// difference comes out right when the difference is taken four times.

// What the first pass leaves for the second, per bundle: five times ten words.
static const uint32_t kStepWords = 50;
static_assert(kStepWords * sizeof(Word8) / 16 == kAddBytesG1 && kStepWords * sizeof(Word8) / 8 == kAddBytesG2,
              "scratch per addition, see kernels.h");

template <class F>
struct Batch {
  Affine<F>* base;
  const Affine<F>* other;
  const AddPair* pairs;
  Word8* steps;          // kStepWords per bundle: product before, denominator, numerator, x, y
  uint32_t* exceptions;  // per bundle, lanes that pass two must not write as they come: kSkip and kCopy
};
static const uint32_t kProduct = 0, kDenominator = 10, kNumerator = 20, kX = 30, kY = 40;

// Lane i of a bundle is bit i (skip: the other point is the identity, or no pair fills the lane; p stays) and bit
// 16 + i (copy: p is the identity and becomes ±q) of its exceptions.
static const uint32_t kCopyShift = 16;

// Bundles that the first pass prefetches ahead: 32 or 64 pairs.
static const uint32_t kBundlesAhead = 4;

// Below this the inversion of half-empty bundles costs more than scalar additions.
static const uint32_t kLeastVectorBatch = 12;

template <class F>
PROVER_INLINE Bundle<F> load_bundle(const Word8* from) {
  return Bundle<F>{{load_vector(from), load_vector(from + 5)}};
}
template <class F>
PROVER_INLINE void store_bundle(Word8* to, const Bundle<F>& a) {
  store_vector(to, a.v[0]);
  store_vector(to + 5, a.v[1]);
}

// The lanes of the last bundle that no pair fills.
template <class F>
PROVER_INLINE uint32_t padding_lanes(uint32_t count) {
  constexpr uint32_t n = bundle_size<F>();
  const uint32_t used = (count - 1) % n + 1;
  return ((uint32_t(1) << n) - 1) & ~((uint32_t(1) << used) - 1);
}

PROVER_INLINE uint32_t sign_bits(const AddPair* pairs) {  // of 8 pairs; the sign is the highest bit of a pair
  return _mm512_movepi64_mask(_mm512_loadu_si512(pairs));
}

// Reads both points of each pair of bundle b and leaves x, y, numerator ±y₂ − y₁ and denominator x₂ − x₁ in its step,
// in ten pieces, one for each slot of a product of the bundle before: work(Slot<0>) … work(Slot<9>).
template <class F>
struct Reader {
  const Batch<F>& batch;
  uint32_t b, padding;
  Word8 w[8];
  Word8 no_base, no_other;  // 0 in the lanes of identities
  uint32_t base_identity, other_identity;

  PROVER_INLINE_MEMBER const AddPair* pairs() const { return batch.pairs + b * bundle_size<F>(); }
  PROVER_INLINE_MEMBER Word8* step() const { return batch.steps + uint64_t(b) * kStepWords; }

  template <int Unit>
  PROVER_INLINE_MEMBER void read_base() {
    read_unit<Unit>(w, batch.base, &pairs()->dst, 2, ~uint32_t(0));
    const Word8 any = any_bit(w);
    if (bundle_size<F>() == 16 || Unit == 0) {
      no_base = any;
    } else {
      no_base = _mm512_or_si512(no_base, any);
    }
    if (bundle_size<F>() == 16 || Unit == 1) {
      base_identity |= uint32_t(_mm512_testn_epi64_mask(no_base, no_base)) << (bundle_size<F>() == 16 ? 8 * Unit : 0);
    }
  }
  template <int Unit>
  PROVER_INLINE_MEMBER void keep_base() {
#pragma GCC unroll 2
    for (int h = 0; h < 2; h++) {
      const VecQ a = unpack<0, FqParams>({w[4 * h], w[4 * h + 1], w[4 * h + 2], w[4 * h + 3]});
      store_vector(step() + (unit_is_y<F>(Unit, h) ? kY : kX) + 5 * unit_vector<F>(Unit, h), a);
    }
  }
  template <int Unit>
  PROVER_INLINE_MEMBER void read_other() {
    read_unit<Unit>(w, batch.other, &pairs()->src, 2, kSourceMask);
    const Word8 any = any_bit(w);
    if (bundle_size<F>() == 16 || Unit == 0) {
      no_other = any;
    } else {
      no_other = _mm512_or_si512(no_other, any);
    }
    if (bundle_size<F>() == 16 || Unit == 1) {
      other_identity |= uint32_t(_mm512_testn_epi64_mask(no_other, no_other))
                        << (bundle_size<F>() == 16 ? 8 * Unit : 0);
    }
  }
  template <int Unit, int H>
  PROVER_INLINE_MEMBER void keep_difference() {
    const VecQ a = unpack<0, FqParams>({w[4 * H], w[4 * H + 1], w[4 * H + 2], w[4 * H + 3]});
    constexpr int k = unit_vector<F>(Unit, H);
    if (unit_is_y<F>(Unit, H)) {
      const uint32_t signs = sign_bits(pairs() + (bundle_size<F>() == 16 ? 8 * Unit : 0));
      const VecQ y1 = load_vector(step() + kY + 5 * k);
      store_vector(step() + kNumerator + 5 * k,  // in (0.67·q, 5.67·q)
                   sub_signed<4>(static_cast<__mmask8>(signs), a, y1));
    } else {
      store_vector(step() + kDenominator + 5 * k,  // in (0.62·q, 3.38·q)
                   sub<2>(a, load_vector(step() + kX + 5 * k)));
    }
  }
  PROVER_INLINE_MEMBER void settle_exceptions() {
    other_identity |= padding;
    batch.exceptions[b] = other_identity | (base_identity & ~other_identity) << kCopyShift;
    const uint32_t either = base_identity | other_identity;
    if (__builtin_expect(either != 0, 0)) {  // their denominators become the number 1
      const Bundle<F> denominator = load_bundle<F>(step() + kDenominator);
      store_bundle(step() + kDenominator, select(lanes<F>(either), splat_one<F>(), denominator));
    }
  }
  PROVER_INLINE_MEMBER void prefetch() const {
    constexpr uint32_t n = bundle_size<F>();
    for (uint32_t i = 0; i < n; i++) {
      prefetch_point(batch.other + (pairs()[kBundlesAhead * n + i].src & kSourceMask));
      prefetch_point(batch.base + pairs()[kBundlesAhead * n + i].dst);
    }
  }

  PROVER_INLINE_MEMBER void operator()(Slot<0>) { read_base<0>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<1>) { keep_base<0>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<2>) { read_other<0>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<3>) { keep_difference<0, 0>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<4>) {
    keep_difference<0, 1>();
    prefetch();
  }
  PROVER_INLINE_MEMBER void operator()(Slot<5>) { read_base<1>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<6>) { keep_base<1>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<7>) { read_other<1>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<8>) { keep_difference<1, 0>(); }
  PROVER_INLINE_MEMBER void operator()(Slot<9>) {
    keep_difference<1, 1>();
    settle_exceptions();
  }
};

template <class F>
PROVER_INLINE Reader<F> reader(const Batch<F>& batch, uint32_t b, uint32_t padding) {
  const Word8 zero = _mm512_setzero_si512();
  return Reader<F>{batch, b, padding, {zero, zero, zero, zero, zero, zero, zero, zero}, zero, zero, 0, 0};
}

template <class F>
PROVER_NOINLINE void read_alone(const Batch<F>& batch, uint32_t b, uint32_t padding) {
  Reader<F> work = reader(batch, b, padding);
  work(Slot<0>{});
  work(Slot<1>{});
  work(Slot<2>{});
  work(Slot<3>{});
  work(Slot<4>{});
  work(Slot<5>{});
  work(Slot<6>{});
  work(Slot<7>{});
  work(Slot<8>{});
  work(Slot<9>{});
}

// First pass: reads all pairs and multiplies the denominators up, lane by lane; returns the products over all bundles.
template <class F>
PROVER_INLINE Bundle<F> first_pass(const Batch<F>& batch, uint32_t bundles, uint32_t padding) {
  Bundle<F> running = splat_one<F>();
  read_alone(batch, 0, bundles == 1 ? padding : 0);
  for (uint32_t b = 0; b < bundles; b++) {
    Word8* step = batch.steps + uint64_t(b) * kStepWords;
    store_bundle(step + kProduct, running);
    const Bundle<F> denominator = load_bundle<F>(step + kDenominator);
    // < 1.127 + 0.0119·1.3·3.4 (Fq), twice the last term (Fq2): < 1.3·q
    if (b + 1 < bundles) {
      running = mul_with(running, denominator, reader(batch, b + 1, b + 2 == bundles ? padding : 0));
    } else {
      running = mul(running, denominator);
    }
  }
  return running;
}

// One bundle on its way through the second pass: what is known of it when the next one starts.
template <class F>
struct Pending {
  uint32_t b;
  Bundle<F> slope, x3;
};

// 4·(x₁ − x₃), in (0, 13.5·q), vector by vector.
template <class F>
struct Rise {
  const Word8* step;
  const Bundle<F>& x3;
  Bundle<F>& out;

  template <int N>
  PROVER_INLINE_MEMBER void operator()(Slot<N>) {
    if (N == 1 || N == 5) {
      constexpr int k = N / 4;
      out.v[k] = sub_times4<2>(load_vector(step + kX + 5 * k), x3.v[k]);
    }
  }
};

// y₃ = λ·(x₁ − x₃) − y₁: the product is below 1.127 + 0.0119·3.35·13.5 = 1.67·q, and y₁ < 1.662·q.
template <class F>
struct Ordinate {
  const Word8* step;
  const Bundle<F>& product;
  Bundle<F>& out;

  template <int N>
  PROVER_INLINE_MEMBER void operator()(Slot<N>) {
    if (N == 1 || N == 5) {
      constexpr int k = N / 4;
      out.v[k] = settle<-3>(raw_sub(product.v[k], load_vector(step + kY + 5 * k)));
    }
  }
};

// x₃ = λ² − x₁ − x₂. Less 2·q, since denominator = x₂ − x₁ + 2·q: in (−2.75·q − 2·q, 1.32·q − 2·q).
template <class F>
struct Abscissa {
  const Word8* step;
  const Bundle<F>& square;
  Bundle<F>& out;

  template <int N>
  PROVER_INLINE_MEMBER void operator()(Slot<N>) {
    if (N == 1 || N == 5) {
      constexpr int k = N / 4;
      const VecQ x1 = load_vector(step + kX + 5 * k);
      const VecQ denominator = load_vector(step + kDenominator + 5 * k);
      out.v[k] = settle<-9>(raw_sub(raw_sub(raw_sub(square.v[k], x1), x1), denominator));
    }
  }
};

// Writes the sums of a bundle to where they belong.
template <class F>
struct Writer {
  const Batch<F>& batch;
  uint32_t b;
  const Bundle<F>&x3, &y3;
  Word8 w[8];

  PROVER_INLINE_MEMBER const VecQ& vector(int unit, int h) const {
    return (unit_is_y<F>(unit, h) ? y3 : x3).v[unit_vector<F>(unit, h)];
  }
  template <int Unit>
  PROVER_INLINE_MEMBER void arrange() {
    Word8 low[4], high[4];
    pack(low, vector(Unit, 0));
    pack(high, vector(Unit, 1));
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
      w[i] = low[i];
      w[4 + i] = high[i];
    }
  }
  template <int Unit>
  PROVER_INLINE_MEMBER void write() {
    constexpr uint32_t n = bundle_size<F>();
    const AddPair* pairs = batch.pairs + b * n;
    const uint32_t stays = batch.exceptions[b] | batch.exceptions[b] >> kCopyShift;
    if (__builtin_expect((stays & ((uint32_t(1) << n) - 1)) == 0, 1)) {
#pragma GCC unroll 8
      for (int i = 0; i < 8; i++) {
        char* to = reinterpret_cast<char*>(batch.base + pairs[unit_point<F>(Unit, i)].dst);
        _mm512_storeu_si512(to + unit_offset<F>(Unit), w[i]);
      }
    } else {
      alignas(64) Word8 row[8];
#pragma GCC unroll 8
      for (int i = 0; i < 8; i++) {
        row[i] = w[i];
      }
#pragma GCC unroll 8
      for (int i = 0; i < 8; i++) {
        if (((stays >> unit_point<F>(Unit, i)) & 1) == 0) {
          char* to = reinterpret_cast<char*>(batch.base + pairs[unit_point<F>(Unit, i)].dst);
          _mm512_storeu_si512(to + unit_offset<F>(Unit), row[i]);
        }
      }
    }
  }
  // Lanes whose base was the identity take the other point.
  PROVER_INLINE_MEMBER void copy_others() const {
    constexpr uint32_t n = bundle_size<F>();
    const AddPair* pairs = batch.pairs + b * n;
    for (uint32_t copies = batch.exceptions[b] >> kCopyShift; copies != 0; copies &= copies - 1) {
      const AddPair& pair = pairs[__builtin_ctz(copies)];
      batch.base[pair.dst] = signed_point(batch.other[pair.src & kSourceMask], pair.src);
    }
  }

  template <int N>
  PROVER_INLINE_MEMBER void operator()(Slot<N>) {
    if (N == 0 || N == 5) {
      arrange<N / 5>();
    }
    if (N == 2 || N == 7) {
      transpose8(w);
    }
    if (N == 3 || N == 8) {
      write<N / 5>();
    }
    if (N == 9) {
      copy_others();
    }
  }
};

template <class F>
PROVER_INLINE Writer<F> writer(const Batch<F>& batch, uint32_t b, const Bundle<F>& x3, const Bundle<F>& y3) {
  const Word8 zero = _mm512_setzero_si512();
  return Writer<F>{batch, b, x3, y3, {zero, zero, zero, zero, zero, zero, zero, zero}};
}

// What is left of the last bundle.
template <class F>
PROVER_NOINLINE void finish_alone(const Batch<F>& batch, const Pending<F>& p) {
  const Word8* step = batch.steps + uint64_t(p.b) * kStepWords;
  Bundle<F> rise, y3;
  Rise<F> first{step, p.x3, rise};
  first(Slot<1>{});
  first(Slot<5>{});
  const Bundle<F> product = mul(p.slope, rise);
  Ordinate<F> second{step, product, y3};
  second(Slot<1>{});
  second(Slot<5>{});
  Writer<F> third = writer(batch, p.b, p.x3, y3);
  third(Slot<0>{});
  third(Slot<2>{});
  third(Slot<3>{});
  third(Slot<5>{});
  third(Slot<7>{});
  third(Slot<8>{});
  third(Slot<9>{});
}

// Second pass, from the last bundle to the first; `inverse`: 2^518/(products of all denominators).
// Software pipeline: while bundle b gets its slope and x₃, the one before it (p) gets its y₃ and is written, and b's
// successor gets its inverse, so that five products in a row never wait for each other and the other work has rows to
// hide between.
template <class F>
PROVER_INLINE void second_pass(const Batch<F>& batch, uint32_t bundles, Bundle<F> inverse) {
  // A bundle behind the last, all lanes skipped, so that the first turn has something to finish.
  Pending<F> p{bundles, inverse, inverse};
  const Word8* last = batch.steps + uint64_t(bundles - 1) * kStepWords;
  Bundle<F> own = mul(inverse, load_bundle<F>(last + kProduct));
  inverse = mul(inverse, load_bundle<F>(last + kDenominator));
  for (uint32_t b = bundles; b-- > 0;) {
    const Word8* step = batch.steps + uint64_t(b) * kStepWords;
    const Word8* behind = batch.steps + uint64_t(p.b) * kStepWords;
    const Word8* next = b > 0 ? step - kStepWords : step;
    Bundle<F> rise, y3, x3;
    const Bundle<F> numerator = load_bundle<F>(step + kNumerator);
    // < 1.127 + 0.0119·(1.3 + 2)·5.67 = 1.35·q
    const Bundle<F> slope = mul_with(own, numerator, Rise<F>{behind, p.x3, rise});
    const Bundle<F> product = mul(p.slope, rise);
    const Bundle<F> square = sqr_with(slope, Ordinate<F>{behind, product, y3});
    own = mul_with(inverse, load_bundle<F>(next + kProduct), writer(batch, p.b, p.x3, y3));
    inverse = mul_with(inverse, load_bundle<F>(next + kDenominator), Abscissa<F>{step, square, x3});
    p = Pending<F>{b, slope, x3};
  }
  finish_alone(batch, p);
}

// Lanes moved so that Step 0, 1, 2, 3 pair each lane with the one 8, 4, 2, 1 further; Fq2 has no step 0.
template <int Step, class F>
PROVER_INLINE Bundle<F> rotate(const Bundle<F>& a) {
  Bundle<F> out;
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
#pragma GCC unroll 5
    for (int i = 0; i < 5; i++) {
      const Word8 from = a.v[Step == 0 ? 1 - k : k].l[i];
      out.v[k].l[i] = Step == 0   ? from
                      : Step == 1 ? _mm512_shuffle_i64x2(from, from, 0x4e)
                      : Step == 2 ? _mm512_shuffle_i64x2(from, from, 0xb1)
                                  : _mm512_permutex_epi64(from, 0xb1);
    }
  }
  return out;
}

// inverse = 2^518/product, lane by lane. False when a product is 0: then a pair needs more than the chord.
// The products of all lanes are multiplied up as a binary tree, whose root is inverted as a scalar: ten products of
// bundles instead of 45 scalar ones. Each step back down keeps the form: with z = 2^518/(a·b/2^260), z·b/2^260 is
// 2^518/a.
template <class F>
PROVER_NOINLINE bool invert_lanes(Bundle<F>& inverse, const Bundle<F>& product) {
  constexpr bool two = bundle_size<F>() == 16;
  const Bundle<F> p1 = two ? mul(product, rotate<0>(product)) : product;
  const Bundle<F> p2 = mul(p1, rotate<1>(p1));
  const Bundle<F> p3 = mul(p2, rotate<2>(p2));
  F lanes_of_root[bundle_size<F>()];
  extract(lanes_of_root, mul(p3, rotate<3>(p3)));
  const F root = lanes_of_root[0];
  if (is_zero(root)) {
    return false;
  }
  F z = invert_vartime(root);  // the number 2^512/root
#pragma GCC unroll 6
  for (int i = 0; i < 6; i++) {
    z = dbl(z);
  }
  for (F& lane : lanes_of_root) {
    lane = z;
  }
  inverse = bundle_of(lanes_of_root);
  inverse = mul(inverse, rotate<3>(p3));
  inverse = mul(inverse, rotate<2>(p2));
  inverse = mul(inverse, rotate<1>(p1));
  if (two) {
    inverse = mul(inverse, rotate<0>(product));
  }
  return true;
}

// Adds all pairs. The dst are distinct, and no src is a dst.
// `pairs` has room for 16 more, `scratch` for count rounded up to 16 additions. Destroys the pairs.
// Cost: 5M + 1S per pair and one inversion. A batch with a pair of equal or opposite points goes to the scalar twin,
// five times slower: points of a proving key are distinct, and their sums meet by chance with probability 2^-250.
template <class F>
PROVER_NOINLINE void batch_add(Affine<F>* base, const Affine<F>* other, AddPair* pairs, uint32_t count,
                               void* scratch) {
  constexpr uint32_t n = bundle_size<F>();
  if (count < kLeastVectorBatch) {
    batch_add_scalar(base, other, pairs, count, scratch);
    return;
  }
  const uint32_t bundles = (count + n - 1) / n;
  for (uint32_t i = count; i < (bundles + 1) * n; i++) {
    pairs[i] = pairs[0];
  }
  uint32_t exceptions[BlockSize<F>::kEntries / n + 1];
  exceptions[bundles] = (uint32_t(1) << n) - 1;
  const Batch<F> batch{base, other, pairs, static_cast<Word8*>(scratch), exceptions};
  const Bundle<F> product = first_pass(batch, bundles, padding_lanes<F>(count));
  Bundle<F> inverse;
  if (__builtin_expect(invert_lanes(inverse, product), 1)) {
    second_pass(batch, bundles, inverse);
  } else {
    batch_add_scalar(base, other, pairs, count, scratch);
  }
}
