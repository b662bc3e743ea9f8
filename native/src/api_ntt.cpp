// The C ABI of the NTT, of sparse products and of Poseidon.
#include "api_check.h"
#include "ntt_layout.h"
#include "ntt_layout_ifma.h"
#include "poseidon_layout.h"

using prover::level;

size_t prover_ntt_table_size(uint32_t log_n, int32_t with_shift) {
  if (log_n > PROVER_NTT_MAX_LOG) {
    return 0;
  }
  const uint64_t n = uint64_t(1) << log_n;
  const uint64_t plain = log_n == 0 ? 1 : n / 2;
  const uint64_t scalar = 128 + (plain + (with_shift != 0 ? 2 * n : 0)) * sizeof(prover_fe);
  const uint64_t vector = log_n < prover::kNtt52Least ? 0 : prover::ntt52_parts(log_n, with_shift != 0).end;
  return size_t(prover::align_up(scalar > vector ? scalar : vector));  // enough at every level
}

prover_status prover_ntt_table_init(void* table, size_t table_bytes, uint32_t log_n, const prover_fe* shift) {
  if (!prover::region(table, table_bytes, prover_ntt_table_size(log_n, shift != nullptr ? 1 : 0)) ||
      !prover::one(shift, 0)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->ntt_table_init(table, log_n, shift);
}

prover_status prover_ntt_plan_init(prover_ntt_plan* plan, uint32_t log_n, uint32_t flags) {
  if (plan == nullptr || log_n > PROVER_NTT_MAX_LOG || flags > (PROVER_NTT_INVERSE | PROVER_NTT_SCRAMBLED)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->ntt_plan_init(plan, log_n, flags);
  return PROVER_OK;
}

prover_status prover_ntt_run(const prover_ntt_plan* plan, prover_fe* data, const void* table, uint32_t stage,
                             uint64_t first, uint64_t count, void* scratch, size_t scratch_bytes,
                             const volatile int32_t* cancel) {
  if (plan == nullptr || plan->log_n > PROVER_NTT_MAX_LOG || plan->stages > PROVER_NTT_MAX_STAGES ||
      stage >= plan->stages || first > plan->tasks[stage] || count > plan->tasks[stage] - first || data == nullptr ||
      !prover::one(data, 0) || !prover::region(table, 128, 128) ||
      !prover::region(scratch, scratch_bytes, plan->scratch_bytes) ||
      level().fr->ntt_table_fits(table, plan->log_n) == 0) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->ntt_run(plan, data, table, stage, first, count, scratch, cancel);
}

prover_status prover_ntt(const prover_ntt_plan* plan, prover_fe* data, const void* table, void* scratch,
                         size_t scratch_bytes, const volatile int32_t* cancel) {
  if (plan == nullptr || plan->stages > PROVER_NTT_MAX_STAGES) {
    return PROVER_ERROR_ARGUMENT;
  }
  for (uint32_t stage = 0; stage < plan->stages; stage++) {
    const prover_status status =
        prover_ntt_run(plan, data, table, stage, 0, plan->tasks[stage], scratch, scratch_bytes, cancel);
    if (status != PROVER_OK) {
      return status;
    }
  }
  return PROVER_OK;
}

namespace {

bool has_csr_shape(const prover_csr* m) {
  return m != nullptr && m->rows < uint64_t(1) << 40 && m->coefficient_count >= 2 && prover::one(m->coefficients, 2) &&
         m->row_start != nullptr && m->column != nullptr && m->coefficient != nullptr;
}

}  // namespace

prover_status prover_csr_check(const prover_csr* matrix) {
  if (!has_csr_shape(matrix)) {
    return PROVER_ERROR_ARGUMENT;
  }
  if (matrix->row_start[0] != 0 || level().fr->csr_is_one(&matrix->coefficients[0], 1) == 0 ||
      level().fr->csr_is_one(&matrix->coefficients[1], -1) == 0) {
    return PROVER_ERROR_RANGE;
  }
  for (uint64_t row = 0; row < matrix->rows; row++) {
    if (matrix->row_start[row + 1] < matrix->row_start[row]) {
      return PROVER_ERROR_RANGE;
    }
  }
  for (uint64_t e = 0; e < matrix->row_start[matrix->rows]; e++) {
    if (matrix->column[e] >= matrix->columns || matrix->coefficient[e] >= matrix->coefficient_count) {
      return PROVER_ERROR_RANGE;
    }
  }
  return PROVER_OK;
}

prover_status prover_csr_multiply(const prover_csr* matrix, prover_fe* out, const prover_fe* x, uint64_t first_row,
                                  uint64_t row_count, const volatile int32_t* cancel) {
  if (!has_csr_shape(matrix) || first_row > matrix->rows || row_count > matrix->rows - first_row ||
      !prover::one(out, row_count) || !prover::one(x, matrix->columns)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->csr_multiply(matrix, out, x, first_row, row_count, cancel);
}

namespace {

bool has_poseidon_shape(const prover_poseidon_params* p) {
  return p != nullptr && p->width >= 2 && p->width <= prover::kPoseidonMaxWidth && p->full_rounds >= 2 &&
         p->full_rounds <= 64 && p->full_rounds % 2 == 0 && p->partial_rounds <= 256 &&
         prover::both(p->round_constants, p->matrix, 1);
}

}  // namespace

size_t prover_poseidon_table_size(const prover_poseidon_params* params) {
  if (!has_poseidon_shape(params)) {
    return 0;
  }
  const uint64_t end = prover::poseidon_layout(params->width, params->full_rounds, params->partial_rounds).end;
  return size_t(prover::align_up(end * sizeof(prover_fe)));
}

prover_status prover_poseidon_table_init(void* table, size_t table_bytes, const prover_poseidon_params* params) {
  if (!prover::region(table, table_bytes, prover_poseidon_table_size(params))) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->poseidon_table_init(table, params);
}

prover_status prover_poseidon_permute(const void* table, prover_fe* out, const prover_fe* in, uint64_t n,
                                      const volatile int32_t* cancel) {
  if (!prover::region(table, 64, 64) || level().fr->poseidon_table_fits(table) == 0 || !prover::both(out, in, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->poseidon_permute(table, out, in, n, cancel);
}

prover_status prover_poseidon_hash(const void* table, prover_fe* out, const prover_fe* in, uint64_t n,
                                   const volatile int32_t* cancel) {
  if (!prover::region(table, 64, 64) || level().fr->poseidon_table_fits(table) == 0 || !prover::both(out, in, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->poseidon_hash(table, out, in, n, cancel);
}
