// Resident multiples of the generators by the fixed-base kernels, which msm_tests.cpp compares with the textbook: the
// textbook itself takes half a second for one in G2.
#ifndef PROVER_TESTS_MULTIPLES_H
#define PROVER_TESTS_MULTIPLES_H

#include "reference.h"

namespace test {

inline prover_g1 hold(const prover_g1& p) {
  prover_g1 out{};
  CHECK(prover_g1_convert(&out, &p, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_OK);
  return out;
}

inline prover_g2 hold(const prover_g2& q) {
  prover_g2 out{};
  CHECK(prover_g2_convert(&out, &q, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_OK);
  return out;
}

// The table of one generator for the level that the program runs at.
template <class Point, class Init, class Multiply>
class GeneratorMultiples {
 public:
  GeneratorMultiples(uint32_t group, const Point& generator, Init init, Multiply multiply)
      : multiply_(multiply),
        table_(prover_fixed_table_size(group, kWindow)),
        scratch_(prover_fixed_scratch_size(group, kWindow)) {
    const Point base = hold(generator);
    CHECK(init(table_.get(), table_.size(), &base, kWindow, scratch_.get(), scratch_.size(), nullptr) == PROVER_OK);
  }

  std::vector<Point> operator()(const std::vector<prover_fe>& k) const {
    std::vector<Point> out(k.size());
    CHECK(multiply_(table_.get(), out.data(), k.data(), PROVER_FORM_CANONICAL, k.size(), scratch_.get(),
                    scratch_.size(), nullptr) == PROVER_OK);
    return out;
  }

 private:
  static constexpr uint32_t kWindow = 6;
  Multiply multiply_;
  Aligned table_, scratch_;
};

// k[i]·G, canonical k.
inline std::vector<prover_g1> g1_multiples(const std::vector<prover_fe>& k) {
  static const GeneratorMultiples<prover_g1, decltype(&prover_g1_fixed_table_init), decltype(&prover_g1_fixed_mul)>
      multiples(PROVER_G1, kG1, prover_g1_fixed_table_init, prover_g1_fixed_mul);
  return multiples(k);
}

inline std::vector<prover_g2> g2_multiples(const std::vector<prover_fe>& k) {
  static const GeneratorMultiples<prover_g2, decltype(&prover_g2_fixed_table_init), decltype(&prover_g2_fixed_mul)>
      multiples(PROVER_G2, kG2, prover_g2_fixed_table_init, prover_g2_fixed_mul);
  return multiples(k);
}

}  // namespace test

#endif  // PROVER_TESTS_MULTIPLES_H
