// Sparse matrix × vector over Fr, eight rows at a time, one in each lane.
//
// Step e takes entry e of each of the eight rows. Lanes with the coefficient 1 or −1 are summed up as they are; only
// when another one is among them, the step costs a product, and a column of products is reduced once per row, not once
// per entry. Rows that have ended add nothing.

// The elements at these places.   Out: normal, < p.
PROVER_INLINE VecR gather_elements(const Fr* const (&from)[8]) {
  Word8 rows[4], w[4];
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from[2 * i]));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from[2 * i + 1]));
    rows[i] = _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
  }
  rows_to_words(w, rows);
  return unpack<0, FrParams>(w);
}

// Products in one reduction: Σ < 40·p² < 64·p², and columns below 40·10·2^52 < 2^61. Sums: 40·p at most.
static const uint32_t kSparseSteps = 40;

// Entries [from, from + steps) of eight rows that start at start[lane] and have length[lane] entries; steps ≤
// kSparseSteps. Out: raw columns, value in [−40, 41.2]·p, in resident form.
PROVER_INLINE VecR sparse_steps(const prover_csr* matrix, const prover_fe* x, const uint32_t (&start)[8],
                                const uint32_t (&length)[8], uint32_t from, uint32_t steps) {
  alignas(32) static const uint64_t zero[4] = {0, 0, 0, 0};
  const Fr* const nothing = reinterpret_cast<const Fr*>(zero);
  VecR sum = zero_lanes();
  Columns<1> products;
  clear(products);
  bool multiplies = false;
  for (uint32_t e = from; e < from + steps; e++) {
    const Fr *element[8], *coefficient[8];
    uint32_t minus = 0, factors = 0;
    for (uint32_t lane = 0; lane < 8; lane++) {
      const bool active = e < length[lane];
      const uint32_t at = active ? start[lane] + e : start[lane];
      const uint32_t id = active ? matrix->coefficient[at] : 0;
      element[lane] = active ? fr(x) + matrix->column[at] : nothing;
      coefficient[lane] = id > 1 ? fr(matrix->coefficients) + id : nothing;
      minus |= (id == 1 ? 1u : 0u) << lane;
      factors |= (id > 1 ? 1u : 0u) << lane;
    }
    const VecR value = gather_elements(element);
    for (int i = 0; i < 5; i++) {
      const Word8 plus = _mm512_mask_add_epi64(sum.l[i], static_cast<__mmask8>(~(factors | minus)), sum.l[i],
                                               value.l[i]);
      sum.l[i] = _mm512_mask_sub_epi64(plus, static_cast<__mmask8>(minus), plus, value.l[i]);
    }
    if (factors != 0) {
      const VecR factor = gather_elements(coefficient);
      accumulate<1>(products, {&value}, {&factor});
      multiplies = true;
    }
  }
  if (multiplies) {
    VecR product;
    reduce<1>({&product}, products);  // a·b·2^252, < 1.127 + 0.0119·40 < 1.61
    sum = raw_add(sum, mul(product, constant_lanes(kTwo264)));  // < 1.15
  }
  return sum;
}

static prover_status csr_multiply(const prover_csr* matrix, prover_fe* out, const prover_fe* x, uint64_t first_row,
                                  uint64_t row_count, Cancel cancel) {
  const uint64_t end = first_row + row_count;
  uint64_t row = first_row;
  for (; row + 8 <= end; row += 8) {
    scalar::prefetch_elements(matrix, fr(x), row + scalar::kSparseAhead, 8);
    uint32_t start[8], length[8], longest = 0;
    for (uint32_t lane = 0; lane < 8; lane++) {
      start[lane] = matrix->row_start[row + lane];
      length[lane] = matrix->row_start[row + lane + 1] - start[lane];
      longest = length[lane] > longest ? length[lane] : longest;
    }
    const uint64_t entries = matrix->row_start[row + 8] - start[0];
    if (2 * uint64_t(longest) > entries) {  // more than three lanes in four would idle
      const prover_status status = scalar::csr_multiply(matrix, out, x, row, 8, cancel);
      if (status != PROVER_OK) {
        return status;
      }
      continue;
    }
    VecR sum = zero_lanes();
    for (uint64_t e = 0; e < longest; e += kSparseSteps) {
      if ((row & 1023) == 0 && cancel != nullptr && *cancel != 0) {
        return PROVER_CANCELLED;
      }
      const uint32_t steps = uint32_t(longest - e < kSparseSteps ? longest - e : kSparseSteps);
      sum = raw_add(sum, sparse_steps(matrix, x, start, length, uint32_t(e), steps));  // in [−40, 42.2]·p
      sum = settle_columns(reduce_columns<0>(raw_add_multiple<41>(sum)));              // in [1, 83.2]·p before
    }
    store_row(fr(out) + row, reduce_fully(sum));
  }
  return scalar::csr_multiply(matrix, out, x, row, end - row, cancel);
}
