// The C ABI of the pairing and of short sums in G1.
#include "api_check.h"
#include "pairing_layout.h"

using prover::level;

size_t prover_pairing_table_size(uint64_t n) {
  return n <= prover::kMaxFixedPairs ? size_t(prover::pairing_table_bytes(n)) : 0;
}

prover_status prover_pairing_table_init(void* table, size_t table_bytes, const prover_g2* points, uint64_t n,
                                        const volatile int32_t* cancel) {
  if (!prover::region(table, table_bytes, prover_pairing_table_size(n)) || !prover::one(points, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().pairing->table_init(table, points, n, cancel);
}

prover_status prover_pairing_miller(prover_fq12* f, uint8_t* valid, const prover_g1* p, const prover_g2* q, uint64_t n,
                                    const void* table, const prover_g1* r, uint64_t fixed,
                                    const volatile int32_t* cancel) {
  if (!prover::one(f, 1) || !prover::both(p, q, n) || !prover::one(r, fixed) || (valid == nullptr && n + fixed > 0) ||
      (fixed > 0 && (!prover::region(table, 64, 64) || level().pairing->table_fits(table, fixed) == 0))) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().pairing->miller(f, valid, p, q, n, table, r, fixed, cancel);
}

prover_status prover_pairing_finish(prover_fq12* out, const prover_fq12* f, uint64_t n) {
  if (!prover::one(out, 1) || !prover::one(f, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().pairing->finish(out, f, n);
  return PROVER_OK;
}

prover_status prover_test_fq2_dot(prover_fe2* out, const prover_fe2* x, const prover_fe2* u, uint64_t n) {
  if (n < 1 || n > 3 || !prover::both(x, u, n) || !prover::one(out, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().pairing->fq2_dot(out, x, u, n);
  return PROVER_OK;
}

prover_status prover_test_fq4_sqr(prover_fe2* out, const prover_fe2* x) {
  if (!prover::both(out, x, 2)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().pairing->fq4_sqr(out, x);
  return PROVER_OK;
}

prover_status prover_pairing_check(int32_t* is_one, const prover_g1* p, const prover_g2* q, uint64_t n,
                                   const volatile int32_t* cancel) {
  if (is_one == nullptr || !prover::both(p, q, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().pairing->check(is_one, p, q, n, cancel);
}

prover_status prover_g1_multiply_each(prover_g1* out, const prover_g1* points, const prover_fe* scalars, uint32_t form,
                                      uint64_t n, const volatile int32_t* cancel) {
  if (!prover::both(out, points, n) || !prover::one(scalars, n) || !prover::is_form(form)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().pairing->multiply_each(out, points, scalars, form, n, cancel);
}

prover_status prover_g1_sum(prover_g1* out, const prover_g1* points, const prover_fe* scalars, uint32_t form,
                            uint64_t n, const volatile int32_t* cancel) {
  if (!prover::one(out, 1) || !prover::both(points, scalars, n) || !prover::is_form(form)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().pairing->sum(out, points, scalars, form, n, cancel);
}
