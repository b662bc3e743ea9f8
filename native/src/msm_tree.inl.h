// Sums of many entries that fall into few buckets: a binary tree of affine additions per bucket.
// Its cost does not depend on how the entries fall: all-equal and 0/1-heavy scalars are as cheap as random ones.

// Entries of one bucket inside a block: `length` points from block[start].
struct Run {
  uint32_t bucket, start, length;
};

// The scratch of one window.
template <class F>
struct MsmScratch {
  Affine<F>* buckets;
  Affine<F>* copy;
  uint8_t* last_batch;  // entry b: the number of the last batch that bucket b − 1 was in, 0 while it is empty
  AddPair* conflicts;  // entries whose bucket was busy
  uint32_t* starts;
  uint32_t* sorted;
  Affine<F>* block;
  Run* runs;
  AddPair* pairs;
  void* add_scratch;
};

template <class F>
PROVER_INLINE MsmScratch<F> msm_scratch(void* memory, uint32_t c) {
  const MsmLayout l = msm_layout(sizeof(Affine<F>), BlockSize<F>::kEntries, c);
  char* base = static_cast<char*>(memory);
  MsmScratch<F> s;
  s.buckets = reinterpret_cast<Affine<F>*>(base + l.buckets);
  s.copy = reinterpret_cast<Affine<F>*>(base + l.copy);
  s.last_batch = reinterpret_cast<uint8_t*>(base + l.last_batch);
  s.conflicts = reinterpret_cast<AddPair*>(base + l.conflicts);
  s.starts = reinterpret_cast<uint32_t*>(base + l.starts);
  s.sorted = reinterpret_cast<uint32_t*>(base + l.sorted);
  s.block = reinterpret_cast<Affine<F>*>(base + l.block);
  s.runs = reinterpret_cast<Run*>(base + l.runs);
  s.pairs = reinterpret_cast<AddPair*>(base + l.pairs);
  s.add_scratch = base + l.products;
  return s;
}

// Counting sort of entries by bucket: sorted[starts[b] … starts[b + 1]) are the points of bucket b.
static void sort_by_bucket(uint32_t* starts, uint32_t* sorted, const AddPair* entries, uint32_t count,
                           uint32_t buckets) {
  memset(starts, 0, (uint64_t(buckets) + 1) * sizeof *starts);
  for (uint32_t i = 0; i < count; i++) {
    starts[entries[i].dst]++;
  }
  uint32_t total = 0;
  for (uint32_t b = 0; b < buckets; b++) {
    total += starts[b];
    starts[b] = total;  // the end of bucket b; the fill moves it down to its start
  }
  starts[buckets] = total;
  for (uint32_t i = count; i-- > 0;) {
    sorted[--starts[entries[i].dst]] = entries[i].src;
  }
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

// buckets[b] += the points of all `count` entries of bucket b.
template <class F>
PROVER_NOINLINE void add_by_trees(const MsmScratch<F>& s, const Affine<F>* points, uint32_t buckets,
                                  const AddPair* entries, uint32_t count) {
  sort_by_bucket(s.starts, s.sorted, entries, count, buckets);
  uint32_t bucket = 0;
  for (uint32_t from = 0; from < count;) {
    const uint32_t left = count - from;
    const uint32_t to = from + (left < BlockSize<F>::kEntries ? left : BlockSize<F>::kEntries);
    bucket = accumulate_block(s, points, from, to, bucket);
    from = to;
  }
}
