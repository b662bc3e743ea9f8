// Sparse matrix × vector over Fr, by rows.

// 1 when *value is 1 (sign ≥ 0) or −1 (sign < 0).
static int32_t csr_is_one(const prover_fe* value, int32_t sign) {
  return equal(*fr(value), sign < 0 ? neg(Fr::one()) : Fr::one()) ? 1 : 0;
}

// Rows whose elements are asked for ahead of the one in work.
static const uint64_t kSparseAhead = 16;

// Asks for the elements of rows [from, from + count), as far as the matrix has them.
PROVER_INLINE void prefetch_elements(const prover_csr* matrix, const Fr* x, uint64_t from, uint64_t count) {
  const uint64_t last = from + count < matrix->rows ? from + count : matrix->rows;
  for (uint64_t e = matrix->row_start[from < last ? from : last]; e < matrix->row_start[last]; e++) {
    __builtin_prefetch(x + matrix->column[e]);
  }
}

// out[i] = Σ_e coefficients[coefficient[e]]·x[column[e]] over the entries of row i. Indices were checked by csr_check.
// Cost: a product per entry whose coefficient is neither 1 nor −1, else a sum; bound by random reads of x.
static prover_status csr_multiply(const prover_csr* matrix, prover_fe* out, const prover_fe* x, uint64_t first_row,
                                  uint64_t row_count, Cancel cancel) {
  const Fr* values = fr(matrix->coefficients);
  for (uint64_t row = first_row; row < first_row + row_count; row++) {
    if ((row & 1023) == 0 && cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    prefetch_elements(matrix, fr(x), row + kSparseAhead, 1);
    Fr sum = Fr::zero();
    for (uint64_t e = matrix->row_start[row]; e < matrix->row_start[row + 1]; e++) {
      const Fr& element = fr(x)[matrix->column[e]];
      const uint32_t id = matrix->coefficient[e];
      if (id == 0) {
        sum = add(sum, element);
      } else if (id == 1) {
        sum = sub(sum, element);
      } else {
        sum = add(sum, mul(values[id], element));
      }
    }
    fr(out)[row] = sum;
  }
  return PROVER_OK;
}
