// The C ABI of MSM and of multiples of one base.
#include "api_check.h"
#include "msm_layout.h"

using prover::level;

namespace {

uint64_t point_bytes(uint32_t group) { return group == PROVER_G1 ? sizeof(prover_g1) : sizeof(prover_g2); }
uint64_t block_entries(uint32_t group) { return group == PROVER_G1 ? prover::kBlockG1 : prover::kBlockG2; }
bool is_group(uint32_t group) { return group == PROVER_G1 || group == PROVER_G2; }
bool is_window(uint32_t c) { return c >= PROVER_MSM_MIN_WINDOW && c <= PROVER_MSM_MAX_WINDOW; }

// The c with the least work, in additions: per window one per point; per bucket two to sum it up and none for the entry
// that comes first, and half of one more for the misses of its cache line; and the scalar tail.
// Measured against all neighbours at level ifma (Zen 5): right or within 2 % for 2^12 (c = 10), 2^14 (12), 2^16 (13),
// 2^18 (15) and 2^20 (16).
uint32_t best_window(uint64_t count) {
  uint32_t best = PROVER_MSM_MIN_WINDOW;
  uint64_t best_cost = ~uint64_t(0);
  for (uint32_t c = PROVER_MSM_MIN_WINDOW; c <= PROVER_MSM_MAX_WINDOW; c++) {
    const uint64_t buckets = uint64_t(1) << (c - 1);
    const uint64_t cost = uint64_t(prover::window_count(c)) * (count + buckets + buckets / 2 + 16 * c);
    if (cost < best_cost) {
      best_cost = cost;
      best = c;
    }
  }
  return best;
}

bool is_plan(const prover_msm_plan* plan) {
  return plan != nullptr && is_group(plan->group) && is_window(plan->window_bits) &&
         plan->windows == prover::window_count(plan->window_bits) && plan->count < uint64_t(1) << 31;
}

bool is_range(const prover_msm_plan* plan, uint64_t first, uint64_t count) {
  return first <= plan->count && count <= plan->count - first;
}

// What both groups check before accumulating.
bool can_accumulate(const prover_msm_plan* plan, uint32_t group, const void* partial, const void* digits,
                    const void* points, uint32_t window, uint64_t first, uint64_t count, const void* scratch,
                    size_t scratch_bytes) {
  return is_plan(plan) && plan->group == group && partial != nullptr && prover::both(digits, points, count) &&
         window < plan->windows && is_range(plan, first, count) &&
         prover::region(scratch, scratch_bytes, prover_msm_scratch_size(plan, count));
}

bool is_fixed(uint32_t group, uint32_t c, const void* table, size_t table_bytes, const void* base, const void* scratch,
              size_t scratch_bytes) {
  return base != nullptr && is_window(c) && prover::region(table, table_bytes, prover_fixed_table_size(group, c)) &&
         prover::region(scratch, scratch_bytes, prover_fixed_scratch_size(group, c));
}

bool can_multiply(uint32_t group, const void* table, const void* out, const void* scalars, uint32_t form, uint64_t n,
                  const void* scratch, size_t scratch_bytes) {
  const uint32_t c = static_cast<const prover::FixedHeader*>(table)->window_bits;
  return prover::both(out, scalars, n) && prover::is_form(form) &&
         prover::region(scratch, scratch_bytes, prover_fixed_scratch_size(group, c));
}

}  // namespace

prover_status prover_msm_plan_init(prover_msm_plan* plan, uint32_t group, uint64_t count, uint32_t window_bits) {
  if (plan == nullptr || !is_group(group) || count >= uint64_t(1) << 31 ||
      (window_bits != 0 && !is_window(window_bits))) {
    return PROVER_ERROR_ARGUMENT;
  }
  const uint32_t c = window_bits != 0 ? window_bits : best_window(count);
  *plan = prover_msm_plan{count, group, c, prover::window_count(c), 0};
  return PROVER_OK;
}

size_t prover_msm_digits_size(const prover_msm_plan* plan) {
  return is_plan(plan) ? size_t(prover::align_up(plan->count * plan->windows * sizeof(int16_t))) : 0;
}

prover_status prover_msm_digits(const prover_msm_plan* plan, void* digits, const prover_fe* scalars, uint32_t form,
                                uint64_t first, uint64_t count) {
  if (!is_plan(plan) || !is_range(plan, first, count) || !prover::both(digits, scalars, count) ||
      !prover::is_form(form)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().fr->digits(static_cast<int16_t*>(digits) + first, plan->count, plan->window_bits, plan->windows,
                            scalars, form, count);
}

size_t prover_msm_scratch_size(const prover_msm_plan* plan, uint64_t count) {
  if (!is_plan(plan) || count > plan->count) {
    return 0;
  }
  return size_t(prover::msm_layout(point_bytes(plan->group), block_entries(plan->group), plan->window_bits).end);
}

prover_status prover_g1_msm_accumulate(const prover_msm_plan* plan, prover_g1_partial* partial, const void* digits,
                                       const prover_g1* points, uint32_t window, uint64_t first, uint64_t count,
                                       void* scratch, size_t scratch_bytes, const volatile int32_t* cancel) {
  if (!can_accumulate(plan, PROVER_G1, partial, digits, points, window, first, count, scratch, scratch_bytes)) {
    return PROVER_ERROR_ARGUMENT;
  }
  const int16_t* row = static_cast<const int16_t*>(digits) + window * plan->count + first;
  return level().curve->g1.accumulate(plan->window_bits, partial, row, points + first, count, scratch, cancel);
}

prover_status prover_g2_msm_accumulate(const prover_msm_plan* plan, prover_g2_partial* partial, const void* digits,
                                       const prover_g2* points, uint32_t window, uint64_t first, uint64_t count,
                                       void* scratch, size_t scratch_bytes, const volatile int32_t* cancel) {
  if (!can_accumulate(plan, PROVER_G2, partial, digits, points, window, first, count, scratch, scratch_bytes)) {
    return PROVER_ERROR_ARGUMENT;
  }
  const int16_t* row = static_cast<const int16_t*>(digits) + window * plan->count + first;
  return level().curve->g2.accumulate(plan->window_bits, partial, row, points + first, count, scratch, cancel);
}

prover_status prover_g1_msm_combine(const prover_msm_plan* plan, prover_g1* out, const prover_g1_partial* partials,
                                    uint32_t ranges) {
  if (!is_plan(plan) || plan->group != PROVER_G1 || out == nullptr || !prover::one(partials, ranges)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().curve->g1.combine(plan->window_bits, plan->windows, out, partials, ranges);
  return PROVER_OK;
}

prover_status prover_g2_msm_combine(const prover_msm_plan* plan, prover_g2* out, const prover_g2_partial* partials,
                                    uint32_t ranges) {
  if (!is_plan(plan) || plan->group != PROVER_G2 || out == nullptr || !prover::one(partials, ranges)) {
    return PROVER_ERROR_ARGUMENT;
  }
  level().curve->g2.combine(plan->window_bits, plan->windows, out, partials, ranges);
  return PROVER_OK;
}

size_t prover_fixed_table_size(uint32_t group, uint32_t window_bits) {
  return is_group(group) && is_window(window_bits) ? size_t(prover::fixed_table_bytes(point_bytes(group), window_bits))
                                                   : 0;
}

size_t prover_fixed_scratch_size(uint32_t group, uint32_t window_bits) {
  return is_group(group) && is_window(window_bits)
             ? size_t(prover::fixed_layout(point_bytes(group), block_entries(group), window_bits).end)
             : 0;
}

prover_status prover_g1_fixed_table_init(void* table, size_t table_bytes, const prover_g1* base, uint32_t window_bits,
                                         void* scratch, size_t scratch_bytes, const volatile int32_t* cancel) {
  if (!is_fixed(PROVER_G1, window_bits, table, table_bytes, base, scratch, scratch_bytes)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g1.fixed_table_init(table, base, window_bits, scratch, cancel);
}

prover_status prover_g2_fixed_table_init(void* table, size_t table_bytes, const prover_g2* base, uint32_t window_bits,
                                         void* scratch, size_t scratch_bytes, const volatile int32_t* cancel) {
  if (!is_fixed(PROVER_G2, window_bits, table, table_bytes, base, scratch, scratch_bytes)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g2.fixed_table_init(table, base, window_bits, scratch, cancel);
}

prover_status prover_g1_fixed_mul(const void* table, prover_g1* out, const prover_fe* scalars, uint32_t form,
                                  uint64_t n, void* scratch, size_t scratch_bytes, const volatile int32_t* cancel) {
  if (!prover::region(table, 64, 64) || level().curve->g1.fixed_table_fits(table) == 0 ||
      !can_multiply(PROVER_G1, table, out, scalars, form, n, scratch, scratch_bytes)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g1.fixed_mul(table, out, scalars, form, n, scratch, cancel);
}

prover_status prover_g2_fixed_mul(const void* table, prover_g2* out, const prover_fe* scalars, uint32_t form,
                                  uint64_t n, void* scratch, size_t scratch_bytes, const volatile int32_t* cancel) {
  if (!prover::region(table, 64, 64) || level().curve->g2.fixed_table_fits(table) == 0 ||
      !can_multiply(PROVER_G2, table, out, scalars, form, n, scratch, scratch_bytes)) {
    return PROVER_ERROR_ARGUMENT;
  }
  return level().curve->g2.fixed_mul(table, out, scalars, form, n, scratch, cancel);
}
