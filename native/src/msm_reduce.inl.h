// The weighted sum of the buckets of a window.

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

