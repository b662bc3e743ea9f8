// MSM and multiples of one base. Multiples are checked against the textbook law, sums against known discrete logs.
#include <algorithm>

#include "reference.h"

namespace test {
namespace {

// The two groups under one name.
struct UseG1 {
  using Point = prover_g1;
  using Partial = prover_g1_partial;
  using Ref = RefG1;
  static constexpr uint32_t kGroup = PROVER_G1;
  static constexpr auto convert = prover_g1_convert;
  static constexpr auto check = prover_g1_check;
  static constexpr auto accumulate = prover_g1_msm_accumulate;
  static constexpr auto combine = prover_g1_msm_combine;
  static constexpr auto table_init = prover_g1_fixed_table_init;
  static constexpr auto fixed_mul = prover_g1_fixed_mul;
  static Point generator() { return kG1; }
};
struct UseG2 {
  using Point = prover_g2;
  using Partial = prover_g2_partial;
  using Ref = RefG2;
  static constexpr uint32_t kGroup = PROVER_G2;
  static constexpr auto convert = prover_g2_convert;
  static constexpr auto check = prover_g2_check;
  static constexpr auto accumulate = prover_g2_msm_accumulate;
  static constexpr auto combine = prover_g2_msm_combine;
  static constexpr auto table_init = prover_g2_fixed_table_init;
  static constexpr auto fixed_mul = prover_g2_fixed_mul;
  static Point generator() { return kG2; }
};

template <class G>
std::vector<typename G::Point> points_to(const std::vector<typename G::Point>& in, uint32_t from, uint32_t to) {
  std::vector<typename G::Point> out(in.size());
  CHECK(G::convert(out.data(), in.data(), in.size(), from, to) == PROVER_OK);
  return out;
}

// scalars[i]·base, all canonical.
template <class G>
std::vector<typename G::Point> multiples(const typename G::Point& base, const std::vector<prover_fe>& scalars,
                                         uint32_t window) {
  const auto held = points_to<G>({base}, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  Aligned table(prover_fixed_table_size(G::kGroup, window)), scratch(prover_fixed_scratch_size(G::kGroup, window));
  CHECK(G::table_init(table.get(), table.size(), held.data(), window, scratch.get(), scratch.size(), nullptr) ==
        PROVER_OK);
  std::vector<typename G::Point> out(scalars.size());
  CHECK(G::fixed_mul(table.get(), out.data(), scalars.data(), PROVER_FORM_CANONICAL, scalars.size(), scratch.get(),
                     scratch.size(), nullptr) == PROVER_OK);
  std::vector<typename G::Point> again(scalars.size());
  const std::vector<prover_fe> montgomery = fr_to(scalars, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  CHECK(G::fixed_mul(table.get(), again.data(), montgomery.data(), PROVER_FORM_RESIDENT, scalars.size(), scratch.get(),
                     scratch.size(), nullptr) == PROVER_OK);
  CHECK(out == again);
  return points_to<G>(out, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL);
}

template <class G>
void fixed_base_matches_the_textbook() {
  Random random(seed + 200);
  const std::vector<prover_fe> scalars = {
      fe(0), fe(1), fe(2), fe(3), fe(255), fe(256), fe(random.next()), minus(kR, fe(1)), random_below(random, kR)};
  const auto expected_last = G::Ref::multiply(G::generator(), scalars.back());
  for (const uint32_t window : {2u, 3u, 5u, 8u, 13u}) {
    const auto out = multiples<G>(G::generator(), scalars, window);
    for (size_t i = 0; i < 7; i++) {
      CHECK(out[i] == G::Ref::multiply(G::generator(), scalars[i]));
    }
    CHECK(out[7] == G::Ref::negate(G::generator()));
    CHECK(out[8] == expected_last);
  }
  const auto of_identity = multiples<G>(typename G::Point{}, scalars, 4);
  for (const auto& point : of_identity) {
    CHECK(point == (typename G::Point{}));
  }
}

template <class G>
typename G::Point msm(const std::vector<typename G::Point>& points, const std::vector<prover_fe>& scalars,
                      uint32_t window, uint32_t ranges) {
  prover_msm_plan plan{};
  const uint64_t n = scalars.size();
  CHECK(prover_msm_plan_init(&plan, G::kGroup, n, window) == PROVER_OK);
  Aligned digits(prover_msm_digits_size(&plan)), scratch(prover_msm_scratch_size(&plan, n));
  std::vector<typename G::Partial> partials(size_t(plan.windows) * ranges);
  for (uint32_t j = 0; j < ranges; j++) {
    const uint64_t first = n * j / ranges, count = n * (j + 1) / ranges - first;
    CHECK(prover_msm_digits(&plan, digits.get(), scalars.data() + first, PROVER_FORM_CANONICAL, first, count) ==
          PROVER_OK);
  }
  for (uint32_t w = 0; w < plan.windows; w++) {
    for (uint32_t j = 0; j < ranges; j++) {
      const uint64_t first = n * j / ranges, count = n * (j + 1) / ranges - first;
      CHECK(G::accumulate(&plan, &partials[size_t(w) * ranges + j], digits.get(), points.data(), w, first, count,
                          scratch.get(), scratch.size(), nullptr) == PROVER_OK);
    }
  }
  typename G::Point out{};
  CHECK(G::combine(&plan, &out, partials.data(), ranges) == PROVER_OK);
  return points_to<G>({out}, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL)[0];
}

// Points logs[i]·G with scalars[i]: the sum must be (Σ logs·scalars)·G.
template <class G>
void msm_case(const std::vector<prover_fe>& logs, const std::vector<prover_fe>& scalars, uint32_t window,
              uint32_t ranges) {
  prover_fe dot = fe(0);
  for (size_t i = 0; i < logs.size(); i++) {
    dot = add_mod(dot, mul_mod(logs[i], scalars[i], kR), kR);
  }
  std::vector<prover_fe> all = logs;
  all.push_back(dot);
  auto points = multiples<G>(G::generator(), all, 8);
  const auto expected = points.back();
  points.pop_back();
  points = points_to<G>(points, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  CHECK(msm<G>(points, scalars, window, ranges) == expected);
}

template <class G>
void msm_edge_cases() {
  Random random(seed + 300);
  const size_t n = 300;
  std::vector<prover_fe> logs(n), scalars(n), same(n, random_below(random, kR)), binary(n), repeated(n), opposite(n);
  for (size_t i = 0; i < n; i++) {
    logs[i] = i % 17 == 0 ? fe(0) : random_below(random, kR);  // identities among the points
    scalars[i] = samples(random, kR, 10 + i % 2)[i % 11 % (10 + i % 2)];
    binary[i] = i % 20 == 0 ? random_below(random, kR) : fe(random.next() % 2);
    repeated[i] = fe(5);
    opposite[i] = i % 2 == 0 ? fe(9) : minus(kR, fe(9));
  }
  for (const uint32_t window : {0u, 2u, 3u, 4u, 7u, 11u, 15u, 16u}) {
    msm_case<G>(logs, scalars, window, 1);
  }
  for (const uint32_t ranges : {1u, 3u}) {
    msm_case<G>(logs, same, 6, ranges);         // all in one bucket per window
    msm_case<G>(logs, binary, 8, ranges);       // 0/1-heavy
    msm_case<G>(repeated, scalars, 5, ranges);  // equal points: doublings in every tree
    msm_case<G>(repeated, same, 5, ranges);     // equal points in one bucket
    msm_case<G>(opposite, same, 5, ranges);     // P and −P side by side
    msm_case<G>(opposite, scalars, 4, ranges);
    msm_case<G>(logs, std::vector<prover_fe>(n, minus(kR, fe(1))), 7, ranges);
    msm_case<G>(logs, std::vector<prover_fe>(n, fe(0)), 7, ranges);
  }
  for (const size_t small : {size_t(0), size_t(1), size_t(2)}) {
    msm_case<G>(std::vector<prover_fe>(logs.begin() + 1, logs.begin() + 1 + long(small)),
                std::vector<prover_fe>(scalars.begin(), scalars.begin() + long(small)), 0, 1);
  }
}

// More entries than a block, so that buckets are cut by block boundaries.
template <class G>
void msm_many(size_t n, uint32_t window) {
  Random random(seed + 400);
  std::vector<prover_fe> logs(n), scalars(n);
  for (size_t i = 0; i < n; i++) {
    logs[i] = fe(random.next());
    scalars[i] = i % 3 == 0 ? fe(1) : random_below(random, kR);
  }
  msm_case<G>(logs, scalars, window, 2);
}

// Half of all digits are one of three, so that batches fill while conflicts pile up; every seventh point is the
// identity, and each point comes twice, the second time with the opposite scalar in places.
template <class G>
void few_hot_buckets(size_t n, uint32_t window) {
  Random random(seed + 450);
  std::vector<prover_fe> logs(n), scalars(n);
  for (size_t i = 0; i < n; i++) {
    logs[i] = i % 7 == 0 ? fe(0) : i % 2 == 1 ? logs[i - 1] : fe(random.next());
    scalars[i] = i % 4 == 3   ? minus(kR, scalars[i - 1])
                 : i % 2 == 0 ? fe(1 + random.next() % 3)
                              : random_below(random, kR);
  }
  msm_case<G>(logs, scalars, window, 1);
}

// Σ d_w·2^(c·w) = k for every c and for the scalars where carries run furthest.
void digits_stand_for_the_scalar() {
  Random random(seed + 500);
  std::vector<prover_fe> scalars = samples(random, kR, 60);
  for (uint32_t c = PROVER_MSM_MIN_WINDOW; c <= PROVER_MSM_MAX_WINDOW; c++) {
    prover_msm_plan plan{};
    const uint64_t n = scalars.size();
    CHECK(prover_msm_plan_init(&plan, PROVER_G1, n, c) == PROVER_OK);
    std::vector<int16_t> digits(prover_msm_digits_size(&plan) / 2);
    CHECK(prover_msm_digits(&plan, digits.data(), scalars.data(), PROVER_FORM_CANONICAL, 0, n) == PROVER_OK);
    std::vector<int16_t> same(digits.size());
    std::copy(digits.begin() + long(n * plan.windows), digits.end(), same.begin() + long(n * plan.windows));
    CHECK(prover_msm_digits(&plan, same.data(), resident(scalars).data(), PROVER_FORM_RESIDENT, 0, n) == PROVER_OK);
    CHECK(digits == same);
    for (size_t i = 0; i < n; i++) {
      prover_fe sum = fe(0);
      for (uint32_t w = plan.windows; w-- > 0;) {
        for (uint32_t bit = 0; bit < c; bit++) {
          sum = add_mod(sum, sum, kR);
        }
        const int d = digits[w * n + i];
        CHECK(d >= -(1 << (c - 1)) && d < (1 << (c - 1)));
        sum = d >= 0 ? add_mod(sum, fe(uint64_t(d)), kR) : sub_mod(sum, fe(uint64_t(-d)), kR);
      }
      CHECK(sum == scalars[i]);
    }
  }
  prover_msm_plan plan{};
  CHECK(prover_msm_plan_init(&plan, PROVER_G1, 1, 8) == PROVER_OK);
  int16_t out[32];
  CHECK(prover_msm_digits(&plan, out, &kR, PROVER_FORM_CANONICAL, 0, 1) == PROVER_ERROR_RANGE);
  scalars[5] = kR;
  CHECK(prover_msm_plan_init(&plan, PROVER_G1, scalars.size(), 8) == PROVER_OK);
  std::vector<int16_t> digits(prover_msm_digits_size(&plan) / 2);
  CHECK(prover_msm_digits(&plan, digits.data(), scalars.data(), PROVER_FORM_CANONICAL, 0, scalars.size()) ==
        PROVER_ERROR_RANGE);
}

template <class G>
void cancels() {
  const volatile int32_t stop = 1;
  prover_msm_plan plan{};
  CHECK(prover_msm_plan_init(&plan, G::kGroup, 4, 4) == PROVER_OK);
  Aligned scratch(prover_msm_scratch_size(&plan, 4)), digits(prover_msm_digits_size(&plan));
  const std::vector<prover_fe> scalars(4, fe(3));
  const std::vector<typename G::Point> points(4);
  typename G::Partial partial{};
  CHECK(prover_msm_digits(&plan, digits.get(), scalars.data(), PROVER_FORM_CANONICAL, 0, 4) == PROVER_OK);
  CHECK(G::accumulate(&plan, &partial, digits.get(), points.data(), 0, 0, 4, scratch.get(), scratch.size(), &stop) ==
        PROVER_CANCELLED);
  CHECK(G::accumulate(&plan, &partial, digits.get(), points.data(), plan.windows, 0, 4, scratch.get(), scratch.size(),
                      nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(G::accumulate(&plan, &partial, digits.get(), points.data(), 0, 0, 4, scratch.get(), 64, nullptr) ==
        PROVER_ERROR_ARGUMENT);
}

void point_checks() {
  std::vector<prover_g1> g1 = points_to<UseG1>({kG1, prover_g1{}, kG1}, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  uint64_t bad = 99;
  CHECK(prover_g1_check(&bad, g1.data(), 3, nullptr) == PROVER_OK);
  g1[2].y = g1[2].x;
  CHECK(prover_g1_check(&bad, g1.data(), 3, nullptr) == PROVER_ERROR_RANGE && bad == 2);

  std::vector<prover_g2> g2 =
      points_to<UseG2>({kG2, prover_g2{}, RefG2::multiply(kG2, fe(77))}, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  CHECK(prover_g2_check(&bad, g2.data(), 3, nullptr) == PROVER_OK);
  const prover_g2 outside = {// the first x = k + 2u, k = 1, 2, …, that is on the curve
                             {fe(1), fe(2)},
                             {fe(0xf4e301b1c254340c, 0xf38c112711b9b854, 0x7c10572228d33fff, 0x05202d732f082c81),
                              fe(0x6ab74dc9af538a66, 0x41346445800ed2ed, 0x457f136e6ecb6273, 0x1b2a1855a4e18488)}};
  g2 = points_to<UseG2>({kG2, outside}, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  CHECK(prover_g2_check(&bad, g2.data(), 2, nullptr) == PROVER_ERROR_RANGE && bad == 1);
  g2[1] = g2[0];
  g2[1].y = g2[0].x;
  CHECK(prover_g2_check(nullptr, g2.data(), 2, nullptr) == PROVER_ERROR_RANGE);
}

}  // namespace

void msm_tests() {
  digits_stand_for_the_scalar();
  fixed_base_matches_the_textbook<UseG1>();
  fixed_base_matches_the_textbook<UseG2>();
  msm_edge_cases<UseG1>();
  msm_edge_cases<UseG2>();
  msm_many<UseG1>(60000, 9);   // more batches than a byte can number, more equal digits than the conflicts' list holds
  msm_many<UseG1>(20000, 14);  // most entries are the first of their bucket
  msm_many<UseG2>(6000, 7);
  msm_many<UseG2>(30000, 12);
  few_hot_buckets<UseG1>(30000, 10);
  few_hot_buckets<UseG2>(12000, 9);
  cancels<UseG1>();
  cancels<UseG2>();
  point_checks();
}

}  // namespace test
