// The C ABI of conversions and of vectors over Fr: argument checks, then the kernels of the selected level.
#include "api_check.h"

using prover::both;
using prover::level;

prover_status prover_fr_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to) {
  if (!both(out, in, n) || !prover::is_form(from) || !prover::is_form(to)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->convert(out, in, n, from, to);
}

prover_status prover_fq_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to) {
  if (!both(out, in, n) || !prover::is_form(from) || !prover::is_form(to)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->fq_convert(out, in, n, from, to);
}

prover_status prover_g1_convert(prover_g1* out, const prover_g1* in, uint64_t n, uint32_t from, uint32_t to) {
  if (!both(out, in, n) || !prover::is_form(from) || !prover::is_form(to)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g1.convert(out, in, n, from, to);
}

prover_status prover_g2_convert(prover_g2* out, const prover_g2* in, uint64_t n, uint32_t from, uint32_t to) {
  if (!both(out, in, n) || !prover::is_form(from) || !prover::is_form(to)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g2.convert(out, in, n, from, to);
}

prover_status prover_g1_check(uint64_t* bad, const prover_g1* points, uint64_t n, const volatile int32_t* cancel) {
  uint64_t ignored = 0;
  if (!prover::one(points, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g1.check(bad != nullptr ? bad : &ignored, points, n, cancel);
}

prover_status prover_g2_check(uint64_t* bad, const prover_g2* points, uint64_t n, const volatile int32_t* cancel) {
  uint64_t ignored = 0;
  if (!prover::one(points, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g2.check(bad != nullptr ? bad : &ignored, points, n, cancel);
}

prover_status prover_fr_add(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!both(out, a, n) || !prover::one(b, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->add(out, a, b, n);
  return PROVER_OK;
}

prover_status prover_fr_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!both(out, a, n) || !prover::one(b, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->sub(out, a, b, n);
  return PROVER_OK;
}

prover_status prover_fr_mul(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!both(out, a, n) || !prover::one(b, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->mul(out, a, b, n);
  return PROVER_OK;
}

prover_status prover_fr_scale(prover_fe* out, const prover_fe* a, const prover_fe* k, uint64_t n) {
  if (!both(out, a, n) || !prover::one(k, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->scale(out, a, k, n);
  return PROVER_OK;
}

prover_status prover_fr_mul_add(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c,
                                uint64_t n) {
  if (!both(out, a, n) || !both(b, c, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->mul_add(out, a, b, c, n);
  return PROVER_OK;
}

prover_status prover_fr_mul_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c,
                                uint64_t n) {
  if (!both(out, a, n) || !both(b, c, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->mul_sub(out, a, b, c, n);
  return PROVER_OK;
}

prover_status prover_fr_powers(prover_fe* out, const prover_fe* start, const prover_fe* base, uint64_t n) {
  if (!prover::one(out, n) || !both(start, base, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->powers(out, start, base, n);
  return PROVER_OK;
}

prover_status prover_fr_dot(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!prover::one(out, 1) || !both(a, b, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->dot(out, a, b, n);
  return PROVER_OK;
}

prover_status prover_fr_invert(prover_fe* out, const prover_fe* in, uint64_t n, prover_fe* scratch) {
  if (!both(out, in, n) || !prover::one(scratch, n)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->invert(out, in, n, scratch);
  return PROVER_OK;
}

prover_status prover_test_fr_mul(prover_fe* out, const prover_fe* a, const prover_fe* b) {
  return prover_fr_mul(out, a, b, 1);
}

prover_status prover_test_fq_mul(prover_fe* out, const prover_fe* a, const prover_fe* b) {
  if (!both(out, a, 1) || !prover::one(b, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().curve->fq_mul(out, a, b);
  return PROVER_OK;
}

prover_status prover_test_fq2_mul(prover_fe2* out, const prover_fe2* a, const prover_fe2* b) {
  if (!both(out, a, 1) || !prover::one(b, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().curve->fq2_mul(out, a, b);
  return PROVER_OK;
}

prover_status prover_test_fr_mul_chain(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!both(out, a, 1) || !prover::one(b, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->mul_chain(out, a, b, n);
  return PROVER_OK;
}

prover_status prover_test_fr_mul_throughput(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!both(out, a, 1) || !prover::one(b, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().fr->mul_throughput(out, a, b, n);
  return PROVER_OK;
}

prover_status prover_test_fq_mul_throughput(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  if (!both(out, a, 1) || !prover::one(b, 1)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().curve->fq_mul_throughput(out, a, b, n);
  return PROVER_OK;
}
