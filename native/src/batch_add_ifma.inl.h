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
  Word8* steps;       // kStepWords per bundle: product before, denominator, numerator, x, y
};

// The lanes that pass two must not write as they come.
struct Exceptions {
  uint32_t skip;  // q is the identity, or the lane is padding: p stays
  uint32_t copy;  // p is the identity: p becomes ±q
};

PROVER_INLINE uint32_t sign_bits(const AddPair* pairs) {  // of 8 pairs; the sign is the highest bit of a pair
  return _mm512_movepi64_mask(_mm512_loadu_si512(pairs));
}

// Bundles that the first pass prefetches ahead: 32 to 64 points.
static const uint32_t kBundlesAhead = 3;

// Below this the two inversions of half-empty bundles cost more than scalar additions.
static const uint32_t kLeastVectorBatch = 12;

// The lanes of the last bundle that no pair fills.
template <class F>
PROVER_INLINE uint32_t padding_lanes(uint32_t count) {
  constexpr uint32_t n = bundle_size<F>();
  const uint32_t used = (count - 1) % n + 1;
  return ((uint32_t(1) << n) - 1) & ~((uint32_t(1) << used) - 1);
}

// First pass, bundle b: gathers both points of each pair, keeps x, y, numerator ±y₂ − y₁ and denominator x₂ − x₁, and
// multiplies the denominators up lane by lane. Denominators of exceptional lanes are the number 1.
template <class F>
PROVER_INLINE Exceptions first_pass(const Batch<F>& batch, uint32_t b, Bundle<F>& running,
                                    uint32_t padding) {
  constexpr uint32_t n = bundle_size<F>();
  const AddPair* pairs = batch.pairs + b * n;
  const Affine<F>*from_base[n], *from_other[n];
  for (uint32_t i = 0; i < n; i++) {
    from_base[i] = batch.base + pairs[i].dst;
    from_other[i] = batch.other + (pairs[i].src & kSourceMask);
  }
  Bundle<F> x1, y1, x2, y2;
  const uint32_t no_base = gather(x1, y1, from_base);
  const uint32_t no_other = gather(x2, y2, from_other) | padding;
  const uint32_t signs = n == 16 ? sign_bits(pairs) | sign_bits(pairs + n - 8) << 8 : sign_bits(pairs);
  const Bundle<F> numerator = sub_signed<4>(lanes<F>(signs), y2, y1);  // in (0.67·q, 5.67·q)
  Bundle<F> denominator = sub<2>(x2, x1);                              // in (0.62·q, 3.38·q)
  Exceptions exceptions{no_other, no_base & ~no_other};
  if (__builtin_expect((no_base | no_other) != 0, 0)) {
    denominator = select(lanes<F>(no_base | no_other), splat_one<F>(), denominator);
  }
  Word8* step = batch.steps + b * kStepWords;
  store(step, running);
  store(step + 10, denominator);
  store(step + 20, numerator);
  store(step + 30, x1);
  store(step + 40, y1);
  running = mul(running, denominator);  // < 1.127 + 0.0119·1.3·3.4 (Fq), twice the last term (Fq2): < 1.3·q
  return exceptions;
}

// Second pass, bundle b, from the last to the first. `inverse`: 2^518/(product of the denominators up to this one).
template <class F>
PROVER_INLINE void second_pass(const Batch<F>& batch, uint32_t b, Bundle<F>& inverse, const Exceptions& exceptions) {
  constexpr uint32_t n = bundle_size<F>();
  const Word8* step = batch.steps + b * kStepWords;
  const Bundle<F> denominator = load<F>(step + 10);
  const Bundle<F> one_inverse = mul(inverse, load<F>(step));
  inverse = mul(inverse, denominator);
  const Bundle<F> slope = mul(one_inverse, load<F>(step + 20));  // < 1.127 + 0.0119·(1.3 + 2)·5.67 = 1.35·q
  const Bundle<F> x1 = load<F>(step + 30);
  // λ² − x₁ − x₂ − 2·q, since denominator = x₂ − x₁ + 2·q:  in (−2.75·q − 2·q, 1.32·q − 2·q)
  const Bundle<F> x3 = settle<-9>(raw_sub(raw_sub(raw_sub(sqr(slope), x1), x1), denominator));
  // 4·(x₁ − x₃) in (0, 13.5·q); the product is below 1.127 + 0.0119·3.35·13.5 = 1.67·q, and y₁ < 1.662·q
  const Bundle<F> y3 = settle<-3>(raw_sub(mul(slope, sub_times4<2>(x1, x3)), load<F>(step + 40)));
  Affine<F>* to[n];
  const AddPair* pairs = batch.pairs + b * n;
  for (uint32_t i = 0; i < n; i++) {
    to[i] = batch.base + pairs[i].dst;
  }
  scatter(to, x3, y3, exceptions.skip | exceptions.copy);
  if (__builtin_expect(exceptions.copy != 0, 0)) {
    for (uint32_t i = 0; i < n; i++) {
      if ((exceptions.copy >> i) & 1) {
        *to[i] = signed_point(batch.other[pairs[i].src & kSourceMask], pairs[i].src);
      }
    }
  }
}

// inverse = 2^518/product, lane by lane. False when a product is 0: then a pair needs more than the chord.
template <class F>
PROVER_NOINLINE bool invert_lanes(Bundle<F>& inverse, const Bundle<F>& product) {
  constexpr uint32_t n = bundle_size<F>();
  F a[n], before[n];
  extract(a, product);
  F running = a[0];
  for (uint32_t i = 1; i < n; i++) {
    before[i] = running;
    running = mul(running, a[i]);
  }
  if (is_zero(running)) {
    return false;
  }
  F all = invert_vartime(running);  // the number 2^512/running
  for (int i = 0; i < 6; i++) {
    all = dbl(all);
  }
  for (uint32_t i = n - 1; i > 0; i--) {
    const F own = mul(all, before[i]);
    all = mul(all, a[i]);
    a[i] = own;
  }
  a[0] = all;
  inverse = bundle_of(a);
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
  for (uint32_t i = count; i < bundles * n; i++) {
    pairs[i] = pairs[0];
  }
  const Batch<F> batch{base, other, pairs, static_cast<Word8*>(scratch)};
  Exceptions exceptions[BlockSize<F>::kEntries / n];
  Bundle<F> running = splat_one<F>();
  for (uint32_t b = 0; b < bundles; b++) {
    for (uint32_t i = 0; i < n; i++) {
      prefetch_point(other + (pairs[(b + kBundlesAhead) * n + i].src & kSourceMask));
    }
    const uint32_t padding = b + 1 == bundles ? padding_lanes<F>(count) : 0;
    exceptions[b] = first_pass(batch, b, running, padding);
  }
  Bundle<F> inverse;
  if (__builtin_expect(!invert_lanes(inverse, running), 0)) {
    batch_add_scalar(base, other, pairs, count, scratch);
    return;
  }
  for (uint32_t b = bundles; b-- > 0;) {
    second_pass(batch, b, inverse, exceptions[b]);
  }
}
