// Many independent affine additions with one inversion: the work horse of MSM and of fixed-base tables.
// At the scalar levels batch_add_scalar is batch_add; the vector twin is batch_add_ifma.inl.h.

// base[dst] += ±other[src & kSourceMask]; the sign is the highest bit of src.
struct AddPair {
  uint32_t dst, src;
};

// Additions per batch.
template <class F>
struct BlockSize;
template <>
struct BlockSize<Fq> {
  static constexpr uint32_t kEntries = kBlockG1;
};
template <>
struct BlockSize<Fq2> {
  static constexpr uint32_t kEntries = kBlockG2;
};

static const uint32_t kNegate = 0x80000000u;
static const uint32_t kSourceMask = 0x7fffffffu;
static const uint32_t kPrefetchAhead = 12;
static const uint32_t kPointsAhead = 64;  // of a walk through all points

template <class F>
PROVER_INLINE void prefetch_point(const Affine<F>* p) {
  for (uint64_t i = 0; i < sizeof(Affine<F>); i += 64) {
    __builtin_prefetch(reinterpret_cast<const char*>(p) + i);
  }
}

template <class F>
PROVER_INLINE void prefetch_to_l2(const Affine<F>* p) {
  for (uint64_t i = 0; i < sizeof(Affine<F>); i += 64) {
    __builtin_prefetch(reinterpret_cast<const char*>(p) + i, 0, 2);
  }
}

// ±a without a branch: signs are as good as random, and a wrong guess costs as much as a third of a product.
PROVER_INLINE Fq negate_if(const Fq& a, bool negative) {
  const Fq minus = neg(a);
  const uint64_t mask = 0 - uint64_t(negative);
  return Fq{{a.l[0] ^ ((a.l[0] ^ minus.l[0]) & mask), a.l[1] ^ ((a.l[1] ^ minus.l[1]) & mask),
             a.l[2] ^ ((a.l[2] ^ minus.l[2]) & mask), a.l[3] ^ ((a.l[3] ^ minus.l[3]) & mask)}};
}
PROVER_INLINE Fq2 negate_if(const Fq2& a, bool negative) {
  return Fq2{negate_if(a.c0, negative), negate_if(a.c1, negative)};
}

template <class F>
PROVER_INLINE Affine<F> signed_point(const Affine<F>& p, uint32_t source) {
  return Affine<F>{p.x, negate_if(p.y, (source & kNegate) != 0)};
}

// Points between two batches may be lazily reduced at a vector level: below 2·q in each coordinate. These two make them
// canonical, a value and in place; at the scalar levels they already are.
#if defined(PROVER_LEVEL_IFMA)
PROVER_INLINE Fq canonical(const Fq& a) {
  Fq out;
  reduce_once<FqParams>(out.l, a.l[0], a.l[1], a.l[2], a.l[3]);
  return out;
}
PROVER_INLINE Fq2 canonical(const Fq2& a) { return Fq2{canonical(a.c0), canonical(a.c1)}; }
template <class F>
PROVER_INLINE Affine<F> canonical(const Affine<F>& p) {
  return Affine<F>{canonical(p.x), canonical(p.y)};
}
template <class F>
PROVER_INLINE void make_canonical(Affine<F>& p) {
  p = canonical(p);
}
#else
template <class F>
PROVER_INLINE const Affine<F>& canonical(const Affine<F>& p) {
  return p;
}
template <class F>
PROVER_INLINE void make_canonical(Affine<F>&) {}
#endif

// First pass: settles the pairs that need no division (an identity, or opposite points) and keeps the others in place.
// products[k] = Π of the denominators before k. Returns the number kept; `running` is the product of all denominators.
template <class F>
PROVER_INLINE uint32_t batch_add_denominators(Affine<F>* base, const Affine<F>* other, AddPair* pairs, uint32_t count,
                                              F* products, F& running) {
  uint32_t kept = 0;
  running = F::one();
  for (uint32_t k = 0; k < count; k++) {
    if (k + kPrefetchAhead < count) {
      prefetch_point(other + (pairs[k + kPrefetchAhead].src & kSourceMask));
    }
    const AddPair pair = pairs[k];
    Affine<F>& p = base[pair.dst];
    make_canonical(p);
    const Affine<F> q = canonical(other[pair.src & kSourceMask]);
    if (is_identity(q)) {
      continue;
    }
    if (is_identity(p)) {
      p = signed_point(q, pair.src);
      continue;
    }
    F denominator = sub(q.x, p.x);
    if (is_zero(denominator)) {
      if (!equal(p.y, signed_point(q, pair.src).y)) {
        p = Affine<F>{F::zero(), F::zero()};  // P + (−P)
        continue;
      }
      denominator = dbl(p.y);  // P + P; y ≠ 0 since the order is odd
    }
    products[kept] = running;
    running = mul(running, denominator);
    pairs[kept++] = pair;
  }
  return kept;
}

// Adds all pairs. The dst are distinct, and no src is a dst. `scratch`: count elements. Destroys the
// pairs.
// Cost: 5M + 1S per pair and one inversion.   Source: Montgomery's trick on the affine law; native/README.md, "MSM".
template <class F>
PROVER_NOINLINE void batch_add_scalar(Affine<F>* base, const Affine<F>* other, AddPair* pairs, uint32_t count,
                                      void* scratch) {
  F* products = static_cast<F*>(scratch);
  F running;
  const uint32_t kept = batch_add_denominators(base, other, pairs, count, products, running);
  if (kept == 0) {
    return;
  }
  F inverse = invert_vartime(running);
  for (uint32_t k = kept; k-- > 0;) {
    if (k >= kPrefetchAhead) {
      prefetch_point(other + (pairs[k - kPrefetchAhead].src & kSourceMask));
      prefetch_point(base + pairs[k - kPrefetchAhead].dst);
    }
    Affine<F>& p = base[pairs[k].dst];
    const Affine<F> q = signed_point(canonical(other[pairs[k].src & kSourceMask]), pairs[k].src);
    F denominator = sub(q.x, p.x);
    F numerator = sub(q.y, p.y);
    if (__builtin_expect(is_zero(denominator), 0)) {
      denominator = dbl(p.y);
      const F xx = sqr(p.x);
      numerator = add(dbl(xx), xx);
    }
    const F slope = mul(mul(inverse, products[k]), numerator);
    inverse = mul(inverse, denominator);
    const F x3 = sub(sub(sqr(slope), p.x), q.x);
    p.y = sub(mul(slope, sub(p.x, x3)), p.y);
    p.x = x3;
  }
}

#if defined(PROVER_LEVEL_IFMA)
#include "bundle.inl.h"
#include "batch_add_ifma.inl.h"
#else
template <class F>
PROVER_INLINE void batch_add(Affine<F>* base, const Affine<F>* other, AddPair* pairs, uint32_t count, void* scratch) {
  batch_add_scalar(base, other, pairs, count, scratch);
}
#endif
