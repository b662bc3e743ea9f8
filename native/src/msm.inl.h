// One window of a multi-scalar multiplication by buckets. Mathematics and memory layout: native/README.md, "MSM".
// Sources: Pippenger (1976); Bernstein, Doumen, Lange, Oosterwijk, "Faster batch forgery identification", ePrint
// 2012/549, section 4 (buckets, signed digits). The pairwise tree of affine additions: native/README.md.

// Entries of one bucket inside a block: `length` points from block[start].
struct Run {
  uint32_t bucket, start, length;
};

// The scratch of one call.
template <class F>
struct MsmScratch {
  uint32_t* starts;
  uint32_t* sorted;
  Affine<F>* buckets;
  Affine<F>* copy;
  Affine<F>* block;
  Run* runs;
  AddPair* pairs;
  void* add_scratch;
};

template <class F>
PROVER_INLINE MsmScratch<F> msm_scratch(void* memory, uint32_t c, uint64_t count) {
  const MsmLayout l = msm_layout(sizeof(Affine<F>), BlockSize<F>::kEntries, c, count);
  char* base = static_cast<char*>(memory);
  return MsmScratch<F>{reinterpret_cast<uint32_t*>(base + l.starts),   reinterpret_cast<uint32_t*>(base + l.sorted),
                       reinterpret_cast<Affine<F>*>(base + l.buckets), reinterpret_cast<Affine<F>*>(base + l.copy),
                       reinterpret_cast<Affine<F>*>(base + l.block),   reinterpret_cast<Run*>(base + l.runs),
                       reinterpret_cast<AddPair*>(base + l.pairs),     base + l.products};
}

// Counting sort of the non-zero digits by bucket |d| − 1. Returns their number; starts[b] is where bucket b begins.
static uint32_t sort_by_bucket(uint32_t* starts, uint32_t* sorted, const int16_t* digits, uint64_t count,
                               uint32_t buckets) {
  memset(starts, 0, (uint64_t(buckets) + 1) * sizeof *starts);
  for (uint64_t i = 0; i < count; i++) {
    const int32_t d = digits[i];
    const uint32_t magnitude = uint32_t(d < 0 ? -d : d);
    starts[magnitude]++;  // starts[0] counts the zeros
  }
  // From the end: after this, starts[b + 1] is the end of bucket b, and the fill below moves it down to its start.
  uint32_t total = 0;
  starts[0] = 0;
  for (uint32_t b = 1; b <= buckets; b++) {
    total += starts[b];
    starts[b] = total;
  }
  for (uint64_t i = count; i-- > 0;) {
    const int32_t d = digits[i];
    if (d != 0) {
      const uint32_t magnitude = uint32_t(d < 0 ? -d : d);
      sorted[--starts[magnitude]] = uint32_t(i) | (d < 0 ? kNegate : 0);
    }
  }
  // starts[b + 1] is now the start of bucket b: shift by one.
  memmove(starts, starts + 1, uint64_t(buckets) * sizeof *starts);
  starts[buckets] = total;
  return total;
}

// Left operands of a bucket's entries go to the block, right operands stay where they are; a single entry without a
// partner goes to the block alone. Returns the number of pairs. Reads up to kPrefetchAhead + 1 entries beyond the run:
// `sorted` has room for them, and a prefetch of any address is harmless.
template <class F>
PROVER_INLINE uint32_t gather_run(const MsmScratch<F>& s, const Affine<F>* points, uint32_t at, uint32_t length,
                                  uint32_t start, uint32_t pair_count) {
  for (uint32_t i = 0; i < length; i += 2) {
    const uint32_t left = s.sorted[at + i];
    prefetch_point(points + (s.sorted[at + i + kPrefetchAhead] & kSourceMask));
    prefetch_point(points + (s.sorted[at + i + kPrefetchAhead + 1] & kSourceMask));
    s.block[start + i / 2] = signed_point(points[left & kSourceMask], left);
    if (i + 1 < length) {
      s.pairs[pair_count++] = AddPair{start + i / 2, s.sorted[at + i + 1]};
    }
  }
  return pair_count;
}

// Sums every run of the block into its first element: a binary tree, one batch of additions per level.
// Invariant: before a level with this stride the live points of a run are at start + i·stride.
template <class F>
PROVER_INLINE void reduce_runs(const MsmScratch<F>& s, uint32_t run_count) {
  for (uint32_t stride = 1;; stride *= 2) {
    uint32_t pair_count = 0;
    for (uint32_t r = 0; r < run_count; r++) {
      const Run run = s.runs[r];
      for (uint32_t i = 0; i + stride < run.length; i += 2 * stride) {
        s.pairs[pair_count++] = AddPair{run.start + i, run.start + i + stride};
      }
    }
    if (pair_count == 0) {
      return;
    }
    batch_add(s.block, s.block, s.pairs, pair_count, s.add_scratch);
  }
}

// One block: sorted entries [from, to), of which `bucket` is the bucket of the first. Returns the bucket of the last.
template <class F>
PROVER_INLINE uint32_t accumulate_block(const MsmScratch<F>& s, const Affine<F>* points, uint32_t from, uint32_t to,
                                        uint32_t bucket) {
  uint32_t fill = 0, run_count = 0, pair_count = 0;
  for (uint32_t at = from; at < to;) {
    while (s.starts[bucket + 1] <= at) {
      bucket++;
    }
    const uint32_t end = s.starts[bucket + 1] < to ? s.starts[bucket + 1] : to;
    const uint32_t length = end - at;
    pair_count = gather_run(s, points, at, length, fill, pair_count);
    s.runs[run_count++] = Run{bucket, fill, (length + 1) / 2};
    fill += (length + 1) / 2;
    at = end;
  }
  batch_add(s.block, points, s.pairs, pair_count, s.add_scratch);
  reduce_runs(s, run_count);
  pair_count = 0;
  for (uint32_t r = 0; r < run_count; r++) {
    // Only a bucket that a block boundary cuts is added to twice; for the others this is a copy.
    s.pairs[pair_count++] = AddPair{s.runs[r].bucket, s.runs[r].start};
  }
  batch_add(s.buckets, s.block, s.pairs, pair_count, s.add_scratch);
  return bucket;
}

// array[a + i·step] += array[a + i·step + distance] for all given starts: one level of the sums of a matrix.
// Every pair (i, j), i < outer, j < inner: dst = i·outer_step + j, src = dst + distance.
template <class F>
PROVER_INLINE void add_level(const MsmScratch<F>& s, Affine<F>* array, uint32_t outer, uint32_t outer_step,
                             uint32_t inner, uint32_t distance) {
  uint32_t pair_count = 0;
  for (uint32_t i = 0; i < outer; i++) {
    for (uint32_t j = 0; j < inner; j++) {
      const uint32_t dst = i * outer_step + j;
      s.pairs[pair_count++] = AddPair{dst, dst + distance};
      if (pair_count == BlockSize<F>::kEntries) {
        batch_add(array, array, s.pairs, pair_count, s.add_scratch);
        pair_count = 0;
      }
    }
  }
  batch_add(array, array, s.pairs, pair_count, s.add_scratch);
}

// Σ (first_weight + i)·array[i·step], i < n, by running sums.
template <class F>
PROVER_INLINE Xyzz<F> weighted_sum(const Affine<F>* array, uint32_t n, uint32_t step, uint32_t first_weight) {
  Xyzz<F> running = identity_xyzz<F>(), sum = identity_xyzz<F>();
  for (uint32_t i = n; i-- > 0;) {
    add_in_place(running, canonical(array[i * step]));
    if (i > 0 || first_weight == 1) {
      add_in_place(sum, running);
    }
  }
  return sum;
}

// Σ_b (b + 1)·B_b over a matrix of buckets, b = columns·i + j:  columns·Σ_i i·(row sum i) + Σ_j (j + 1)·(column sum j).
// Row and column sums are trees of affine additions: 2 of them per bucket (12M) instead of two projective ones (24M).
template <class F>
PROVER_INLINE Xyzz<F> reduce_buckets(const MsmScratch<F>& s, uint32_t c) {
  const uint32_t row_log = (c - 1) / 2, column_log = c - 1 - row_log;
  const uint32_t rows = 1u << row_log, columns = 1u << column_log;
  memcpy(s.copy, s.buckets, (uint64_t(1) << (c - 1)) * sizeof(Affine<F>));
  for (uint32_t half = columns / 2; half > 0; half /= 2) {
    add_level(s, s.copy, rows, columns, half, half);
  }
  for (uint32_t half = rows / 2; half > 0; half /= 2) {
    add_level(s, s.buckets, half, columns, columns, half * columns);
  }
  Xyzz<F> total = weighted_sum(s.copy, rows, columns, 0);
  for (uint32_t i = 0; i < column_log; i++) {
    double_in_place(total);
  }
  const Xyzz<F> low = weighted_sum(s.buckets, columns, 1, 1);
  add_in_place(total, low);
  return total;
}

// *partial = Σ d_i·P_i, −2^(c−1) ≤ d_i < 2^(c−1), i < count < 2^31.
// Cost: 6M per non-zero digit, 12M per bucket, sorting 3 ns per digit. Every run of equal digits is a tree, so that
// all-equal scalars cost the same as random ones.
template <class F>
PROVER_INLINE prover_status msm_window(uint32_t c, Xyzz<F>* partial, const int16_t* digits, const Affine<F>* points,
                                       uint64_t count, void* memory, Cancel cancel) {
  const uint32_t buckets = 1u << (c - 1);
  const MsmScratch<F> s = msm_scratch<F>(memory, c, count);
  const uint32_t total = sort_by_bucket(s.starts, s.sorted, digits, count, buckets);
  *partial = identity_xyzz<F>();
  if (total == 0) {
    return PROVER_OK;
  }
  memset(s.buckets, 0, uint64_t(buckets) * sizeof(Affine<F>));
  uint32_t bucket = 0;
  for (uint32_t from = 0; from < total;) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint32_t left = total - from;
    const uint32_t to = from + (left < BlockSize<F>::kEntries ? left : BlockSize<F>::kEntries);
    bucket = accumulate_block(s, points, from, to, bucket);
    from = to;
  }
  *partial = reduce_buckets(s, c);
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
