// The NTT against evaluation by Horner's rule, and its parts against the whole.
#include <algorithm>

#include "reference.h"

namespace test {
namespace {

prover_fe root_of_unity(uint32_t log_n) {
  prover_fe exponent = minus(kR, fe(1));  // 5^((r − 1)/2^log_n)
  for (uint32_t i = 0; i < log_n; i++) {
    for (int j = 0; j < 4; j++) {
      exponent.limb[j] = (exponent.limb[j] >> 1) | (j < 3 ? exponent.limb[j + 1] << 63 : 0);
    }
  }
  return pow_mod(fe(5), exponent, kR);
}

prover_fe evaluate(const std::vector<prover_fe>& coefficients, const prover_fe& x) {
  prover_fe out = fe(0);
  for (size_t i = coefficients.size(); i-- > 0;) {
    out = add_mod(mul_mod(out, x, kR), coefficients[i], kR);
  }
  return out;
}

struct Transform {
  Transform(uint32_t log_n, uint32_t flags, const prover_fe* shift)
      : table(prover_ntt_table_size(log_n, shift != nullptr)), scratch(1 << 21) {
    CHECK(prover_ntt_table_init(table.get(), table.size(), log_n, shift) == PROVER_OK);
    CHECK(prover_ntt_plan_init(&plan, log_n, flags) == PROVER_OK);
    CHECK(plan.scratch_bytes <= scratch.size());
  }
  prover_status run(std::vector<prover_fe>& data) {
    return prover_ntt(&plan, data.data(), table.get(), scratch.get(), scratch.size(), nullptr);
  }
  // Each stage task by task, from the last to the first: the order must not matter.
  prover_status run_backwards(std::vector<prover_fe>& data) {
    for (uint32_t stage = 0; stage < plan.stages; stage++) {
      for (uint64_t task = plan.tasks[stage]; task-- > 0;) {
        const prover_status status =
            prover_ntt_run(&plan, data.data(), table.get(), stage, task, 1, scratch.get(), scratch.size(), nullptr);
        if (status != PROVER_OK) {
          return status;
        }
      }
    }
    return PROVER_OK;
  }
  Aligned table, scratch;
  prover_ntt_plan plan{};
};

void matches_evaluation(uint32_t log_n, const prover_fe* shift, size_t positions) {
  Random random(seed + log_n);
  const size_t n = size_t(1) << log_n;
  std::vector<prover_fe> coefficients = samples(random, kR, n);
  const prover_fe held_shift = shift != nullptr ? resident(*shift) : fe(0);
  const prover_fe* table_shift = shift != nullptr ? &held_shift : nullptr;
  Transform forward(log_n, 0, table_shift);
  std::vector<prover_fe> data = resident(coefficients);
  CHECK(forward.run(data) == PROVER_OK);
  const std::vector<prover_fe> values = canonical(data);
  const prover_fe root = root_of_unity(log_n);
  for (size_t i = 0; i < positions && i < n; i++) {
    const size_t k = positions >= n ? i : i < 2 ? n - 1 - i : random.next() % n;
    prover_fe x = pow_mod(root, fe(k), kR);
    x = shift != nullptr ? mul_mod(x, *shift, kR) : x;
    CHECK(values[k] == evaluate(coefficients, x));
  }
  Transform inverse(log_n, PROVER_NTT_INVERSE, table_shift);
  CHECK(inverse.run(data) == PROVER_OK);
  CHECK(canonical(data) == coefficients);
}

void parts_match_the_whole(uint32_t log_n, const prover_fe* shift) {
  Random random(seed + 100 + log_n);
  const size_t n = size_t(1) << log_n;
  std::vector<prover_fe> input(n);
  for (prover_fe& value : input) {
    value = random_below(random, kR);
  }
  input = resident(input);
  for (uint32_t flags = 0; flags < 4; flags++) {
    Transform transform(log_n, flags, shift);
    std::vector<prover_fe> whole = input, parts = input;
    CHECK(transform.run(whole) == PROVER_OK);
    CHECK(transform.run_backwards(parts) == PROVER_OK);
    CHECK(whole == parts);
    Transform back(log_n, flags ^ PROVER_NTT_INVERSE, shift);
    CHECK(back.run(whole) == PROVER_OK);
    CHECK(whole == input);
  }
}

// The level under test against the portable one, on inputs that drive lazy sums to their bounds.
void agrees_with_portable(uint32_t log_n, const prover_fe* shift) {
  const size_t n = size_t(1) << log_n;
  const uint32_t isa = prover_isa_selected();
  const prover_fe top = minus(kR, fe(1));
  Random random(seed + 200 + log_n);
  std::vector<std::vector<prover_fe>> inputs(4, std::vector<prover_fe>(n, top));
  for (size_t i = 0; i < n; i++) {
    inputs[1][i] = i % 2 == 0 ? top : fe(0);
    inputs[2][i] = i == n - 1 ? top : fe(0);
    inputs[3][i] = i % 3 == 0 ? top : random_below(random, kR);
  }
  for (const std::vector<prover_fe>& input : inputs) {
    for (uint32_t flags = 0; flags < 4; flags++) {
      std::vector<prover_fe> results[2];
      for (const uint32_t level : {uint32_t(PROVER_ISA_PORTABLE), isa}) {
        CHECK(prover_isa_select(level) == PROVER_OK);
        const prover_fe held_shift = shift != nullptr ? resident(*shift) : fe(0);
        // As numbers in Montgomery form: there the largest element is the largest number.
        std::vector<prover_fe> data = fr_to(input, PROVER_FORM_MONTGOMERY, PROVER_FORM_RESIDENT);
        Transform transform(log_n, flags, shift != nullptr ? &held_shift : nullptr);
        CHECK(transform.run(data) == PROVER_OK);
        results[level == isa ? 1 : 0] = canonical(data);
      }
      CHECK(isa == PROVER_ISA_PORTABLE || results[0] == results[1]);
    }
  }
}

// A polynomial of four terms, whose values are cheap to know, at a size that takes three passes.
void three_passes(uint32_t log_n, const prover_fe* shift) {
  const size_t n = size_t(1) << log_n;
  const std::vector<size_t> exponents = {0, 1, 54321 % n, n - 1};
  const std::vector<prover_fe> factors = {fe(3), minus(kR, fe(1)), fe(~0ull, 5), minus(kR, fe(77))};
  const std::vector<prover_fe> held = resident(factors);
  Aligned memory(n * sizeof(prover_fe));
  prover_fe* data = static_cast<prover_fe*>(memory.get());
  std::fill(data, data + n, fe(0));
  for (size_t i = 0; i < held.size(); i++) {
    data[exponents[i]] = held[i];
  }
  const prover_fe held_shift = shift != nullptr ? resident(*shift) : fe(0);
  Aligned table(prover_ntt_table_size(log_n, shift != nullptr));
  CHECK(prover_ntt_table_init(table.get(), table.size(), log_n, shift != nullptr ? &held_shift : nullptr) == PROVER_OK);
  for (const uint32_t flags : {0u, uint32_t(PROVER_NTT_INVERSE)}) {
    prover_ntt_plan plan{};
    CHECK(prover_ntt_plan_init(&plan, log_n, flags) == PROVER_OK);
    Aligned scratch(plan.scratch_bytes);
    CHECK(prover_ntt(&plan, data, table.get(), scratch.get(), scratch.size(), nullptr) == PROVER_OK);
    const prover_fe root = root_of_unity(log_n);
    for (const size_t k : {size_t(0), size_t(1), n / 2 + 3, n / 3, n - 1}) {
      if (flags == 0) {
        const prover_fe x = mul_mod(pow_mod(root, fe(k), kR), shift != nullptr ? *shift : fe(1), kR);
        prover_fe expected = fe(0);
        for (size_t i = 0; i < factors.size(); i++) {
          expected = add_mod(expected, mul_mod(factors[i], pow_mod(x, fe(exponents[i]), kR), kR), kR);
        }
        CHECK(canonical({data[k]})[0] == expected);
      }
    }
  }
  for (size_t i = 0; i < held.size(); i++) {
    CHECK(data[exponents[i]] == held[i]);
    data[exponents[i]] = fe(0);
  }
  CHECK(std::all_of(data, data + n, [](const prover_fe& value) { return value == fe(0); }));
}

// (1 + 2X)·(3 + X²) through scrambled transforms: pointwise work does not mind the order.
void scrambled_product() {
  std::vector<prover_fe> a(16, fe(0)), b(16, fe(0));
  a[0] = fe(1), a[1] = fe(2), b[0] = fe(3), b[2] = fe(1);
  a = resident(a), b = resident(b);
  Transform forward(4, PROVER_NTT_SCRAMBLED, nullptr), inverse(4, PROVER_NTT_SCRAMBLED | PROVER_NTT_INVERSE, nullptr);
  CHECK(forward.run(a) == PROVER_OK);
  CHECK(forward.run(b) == PROVER_OK);
  CHECK(prover_fr_mul(a.data(), a.data(), b.data(), 16) == PROVER_OK);
  CHECK(inverse.run(a) == PROVER_OK);
  std::vector<prover_fe> expected(16, fe(0));
  expected[0] = fe(3), expected[1] = fe(6), expected[2] = fe(1), expected[3] = fe(2);
  CHECK(canonical(a) == expected);
}

void refusals() {
  Transform transform(6, 0, nullptr);
  std::vector<prover_fe> data(64, fe(0));
  prover_ntt_plan plan{};
  CHECK(prover_ntt_plan_init(&plan, 29, 0) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_ntt_plan_init(&plan, 5, 4) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_ntt_table_size(29, 0) == 0);
  CHECK(prover_ntt_plan_init(&plan, 5, 0) == PROVER_OK);  // the table is for 2^6
  CHECK(prover_ntt(&plan, data.data(), transform.table.get(), transform.scratch.get(), transform.scratch.size(),
                   nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_ntt(&transform.plan, data.data(), transform.table.get(), transform.scratch.get(), 64, nullptr) ==
        PROVER_ERROR_ARGUMENT);
  CHECK(prover_ntt_run(&transform.plan, data.data(), transform.table.get(), 0, 0, 1u << 30, transform.scratch.get(),
                       transform.scratch.size(), nullptr) == PROVER_ERROR_ARGUMENT);
  const volatile int32_t stop = 1;
  CHECK(prover_ntt(&transform.plan, data.data(), transform.table.get(), transform.scratch.get(),
                   transform.scratch.size(), &stop) == PROVER_CANCELLED);
  const prover_fe zero = fe(0);
  Aligned table(prover_ntt_table_size(3, 1));
  CHECK(prover_ntt_table_init(table.get(), table.size(), 3, &zero) == PROVER_ERROR_RANGE);
  CHECK(prover_ntt_table_init(table.get(), 64, 3, nullptr) == PROVER_ERROR_ARGUMENT);
}

}  // namespace

void ntt_tests() {
  const prover_fe seven = fe(7);
  for (uint32_t log_n = 0; log_n <= 5; log_n++) {
    matches_evaluation(log_n, nullptr, 32);
    matches_evaluation(log_n, &seven, 32);
  }
  matches_evaluation(8, &seven, 3);
  matches_evaluation(13, nullptr, 3);  // two passes
  matches_evaluation(14, &seven, 3);
  const prover_fe shift = resident(fe(5));
  for (const uint32_t log_n : {0u, 1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 9u, 10u, 11u, 12u, 13u, 14u, 15u, 16u, 18u, 19u}) {
    parts_match_the_whole(log_n, nullptr);
    parts_match_the_whole(log_n, &shift);
  }
  for (const uint32_t log_n : {4u, 6u, 7u, 9u, 10u, 11u, 12u, 13u, 14u, 15u}) {
    agrees_with_portable(log_n, nullptr);
    agrees_with_portable(log_n, &seven);
  }
  if (prover_isa_selected() != PROVER_ISA_PORTABLE) {  // it would take long there, and runs the same text as adx
    three_passes(22, nullptr);
    three_passes(23, &seven);
  }
  scrambled_product();
  refusals();
}

}  // namespace test
