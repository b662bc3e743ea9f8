// One window of a multi-scalar multiplication by buckets. Mathematics and memory layout: native/README.md, "MSM".
// Sources: Pippenger (1976); Bernstein, Doumen, Lange, Oosterwijk, "Faster batch forgery identification", ePrint
// 2012/549, section 4 (buckets, signed digits).

// Additions per batch. Half a batch over the buckets is the share of entries that wait for the next batch; the more of
// them, the less an inversion weighs. Measured (Zen 5, level ifma): flat within 3 % from a sixteenth to a quarter of
// the buckets.
template <class F>
PROVER_INLINE uint32_t batch_target(uint32_t buckets) {
  const uint32_t wanted = buckets / kBucketsPerBatchEntry;
  const uint32_t most = BlockSize<F>::kEntries;
  return wanted < kLeastBatch ? kLeastBatch : wanted > most ? most : wanted;
}

// A batch that is being filled, and the entries that have to wait since their bucket is in it already.
template <class F>
struct Accumulator {
  MsmScratch<F> s;
  const Affine<F>* points;
  uint32_t buckets, target;
  uint32_t pair_count, conflict_count;
  uint8_t batch;  // its number, kFirstBatch to 255
};

// Numbers in last_batch below the first batch: an empty bucket, and one at rest.
static const uint8_t kEmpty = 0, kAtRest = 1, kFirstBatch = 2;

// Starts the next batch: every bucket is at rest. last_batch[0] is for zero digits, never empty and always busy.
template <class F>
PROVER_INLINE void next_batch(Accumulator<F>& a) {
  a.pair_count = 0;
  if (a.batch == 255) {
    for (uint32_t b = 0; b <= a.buckets; b++) {
      a.s.last_batch[b] = a.s.last_batch[b] == kEmpty ? kEmpty : kAtRest;
    }
    a.batch = kFirstBatch;
  } else {
    a.batch++;
  }
  a.s.last_batch[0] = a.batch;
}

// Puts an entry into the batch, or among the conflicts. In: conflicts[conflict_count] and pairs[pair_count] exist.
// `counts` is 0 for an entry that is none (a zero digit).
template <class F>
PROVER_INLINE void place(Accumulator<F>& a, const AddPair& entry, uint32_t counts) {
  uint8_t* last = a.s.last_batch + (entry.dst + 1);
  const uint32_t conflict = *last == a.batch ? 1 : 0;
  *last = a.batch;
  a.s.pairs[a.pair_count] = entry;
  a.s.conflicts[a.conflict_count] = entry;
  a.pair_count += conflict ^ 1;
  a.conflict_count += conflict & counts;
}

// Adds the batch up and gives the conflicts a second try, unless there are so many that a tree will be cheaper.
template <class F>
PROVER_NOINLINE void flush(Accumulator<F>& a) {
  batch_add(a.s.buckets, a.points, a.s.pairs, a.pair_count, a.s.add_scratch);
  next_batch(a);
  if (a.conflict_count <= kRetriedConflicts) {
    const uint32_t count = a.conflict_count;
    a.conflict_count = 0;
    for (uint32_t i = 0; i < count; i++) {
      place(a, AddPair(a.s.conflicts[i]), 1);  // writes at or before what it reads: conflict_count ≤ i
    }
  }
}

// Makes room when the batch or the list of conflicts is full.
template <class F>
PROVER_NOINLINE void make_room(Accumulator<F>& a) {
  if (a.pair_count == a.target) {
    flush(a);
  }
  if (a.conflict_count == kMostConflicts) {
    // Every bucket is at rest for the trees: what is in the batch goes first.
    batch_add(a.s.buckets, a.points, a.s.pairs, a.pair_count, a.s.add_scratch);
    next_batch(a);
    add_by_trees(a.s, a.points, a.buckets, a.s.conflicts, a.conflict_count);
    a.conflict_count = 0;
  }
}

// What is left after the last digit.
template <class F>
PROVER_INLINE void finish(Accumulator<F>& a) {
  for (uint32_t before = 2 * kRetriedConflicts; a.pair_count > 0; before = a.conflict_count) {
    flush(a);
    if (a.conflict_count * 2 > before) {
      break;  // the same few buckets again and again
    }
  }
  batch_add(a.s.buckets, a.points, a.s.pairs, a.pair_count, a.s.add_scratch);
  if (a.conflict_count > 0) {
    add_by_trees(a.s, a.points, a.buckets, a.s.conflicts, a.conflict_count);
  }
}

// Digits first ≤ i < end. The first entry of a bucket is copied, all others are added.
// Cost besides the additions: about 25 instructions per digit, without a branch that depends on it.
template <class F>
PROVER_INLINE void accumulate_digits(Accumulator<F>& a, const int16_t* digits, uint32_t first, uint32_t end) {
  const Affine<F>* points = a.points;
  Accumulator<F> local = a;  // counters in registers
  for (uint32_t i = first; i < end; i++) {
    const int32_t d = digits[i];
    const uint32_t sign = uint32_t(d >> 31);
    const uint32_t magnitude = (uint32_t(d) ^ sign) - sign;
    const AddPair entry{magnitude - 1, i | (sign & kNegate)};
    prefetch_to_l2(points + i + kPointsAhead);
    if (__builtin_expect(local.s.last_batch[magnitude] == kEmpty, 0)) {
      local.s.last_batch[magnitude] = kAtRest;
      local.s.buckets[magnitude - 1] = signed_point(points[i], entry.src);
      continue;
    }
    place(local, entry, magnitude != 0 ? 1 : 0);
    if (__builtin_expect(local.pair_count == local.target || local.conflict_count == kMostConflicts, 0)) {
      a.pair_count = local.pair_count;
      a.conflict_count = local.conflict_count;
      make_room(a);
      local.pair_count = a.pair_count;
      local.conflict_count = a.conflict_count;
      local.batch = a.batch;
    }
  }
  a.pair_count = local.pair_count;
  a.conflict_count = local.conflict_count;
}

template <class F>
PROVER_INLINE void clear_empty_buckets(const Accumulator<F>& a) {
  for (uint32_t b = 0; b < a.buckets; b++) {
    if (a.s.last_batch[b + 1] == kEmpty) {
      memset(a.s.buckets + b, 0, sizeof(Affine<F>));
    }
  }
}

// *partial = Σ d_i·P_i, −2^(c−1) ≤ d_i < 2^(c−1), i < count < 2^31.
// Points are read in order and buckets at random, not the other way round: buckets fit a cache, points do not.
// Cost: 6M per non-zero digit, 12M per bucket.
template <class F>
PROVER_INLINE prover_status msm_window(uint32_t c, Xyzz<F>* partial, const int16_t* digits, const Affine<F>* points,
                                       uint64_t count, void* memory, Cancel cancel) {
  const uint32_t buckets = 1u << (c - 1);
  Accumulator<F> a{msm_scratch<F>(memory, c), points, buckets, batch_target<F>(buckets), 0, 0, kAtRest};
  memset(a.s.last_batch, kEmpty, buckets + 1);
  next_batch(a);
  *partial = identity_xyzz<F>();
  for (uint32_t first = 0; first < count;) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint32_t end = count - first < kDigitsPerPoll ? uint32_t(count) : first + kDigitsPerPoll;
    accumulate_digits(a, digits, first, end);
    first = end;
  }
  finish(a);
  clear_empty_buckets(a);
  *partial = reduce_buckets(a.s, c);
  return PROVER_OK;
}

// *out = Σ_w 2^(c·w) Σ_j partials[w·ranges + j], by Horner from the highest window.
template <class F>
PROVER_INLINE void msm_horner(uint32_t c, uint32_t windows, Affine<F>* out, const Xyzz<F>* partials, uint32_t ranges) {
  Xyzz<F> total = identity_xyzz<F>();
  for (uint32_t w = windows; w-- > 0;) {
    for (uint32_t i = 0; i < c; i++) {
      double_in_place(total);
    }
    for (uint32_t j = 0; j < ranges; j++) {
      add_in_place(total, partials[uint64_t(w) * ranges + j]);
    }
  }
  *out = to_affine(total);
}
