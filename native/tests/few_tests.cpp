// Multiples and short sums of points of G1.
#include "multiples.h"

namespace test {
namespace {

// λ of the endomorphism: 36x³ + 18x² + 6x + 1
const prover_fe kLambda = fe(0x8b17ea66b99c90dd, 0x5bfc41088d8daaa7, 0xb3c4d79d41a91758);

// Scalars whose halves are 0, 1, −1, short, long, next to a carry, and any others.
std::vector<prover_fe> few_scalars(Random& random, size_t n) {
  const prover_fe one = fe(1), minus_one = minus(kR, one), short_one = fe(~0ull);
  std::vector<prover_fe> out = {fe(0),
                                one,
                                minus_one,
                                kLambda,
                                minus(kR, kLambda),
                                add_mod(kLambda, one, kR),
                                fe(7),
                                fe(8),
                                short_one,
                                fe(0, 1),
                                fe(0, 0x8000000000000000),
                                mul_mod(short_one, kLambda, kR),
                                add_mod(short_one, mul_mod(short_one, kLambda, kR), kR)};
  for (const prover_fe& edge : samples(random, kR, 12)) {
    out.push_back(edge);
  }
  while (out.size() < n) {
    const prover_fe a = fe(random.next()), b = fe(random.next());
    out.push_back(add_mod(a, mul_mod(b, kLambda, kR), kR));
    out.push_back(random_below(random, kR));
  }
  out.resize(n);
  return out;
}

// Points with known logarithms: some equal, some opposite, some the identity.
std::vector<prover_fe> few_logarithms(Random& random, size_t n) {
  std::vector<prover_fe> out(n);
  for (size_t i = 0; i < n; i++) {
    out[i] = i % 5 == 3 ? out[i - 1] : i % 5 == 4 ? sub_mod(fe(0), out[i - 1], kR) : random_below(random, kR);
    out[i] = i % 7 == 6 ? fe(0) : out[i];
  }
  return out;
}

void multiples_and_sums(size_t n, uint32_t form) {
  Random random(seed + 800 + n);
  const std::vector<prover_fe> scalars = few_scalars(random, n), logarithms = few_logarithms(random, n);
  std::vector<prover_fe> products(n);
  prover_fe total = fe(0);
  for (size_t i = 0; i < n; i++) {
    products[i] = mul_mod(scalars[i], logarithms[i], kR);
    total = add_mod(total, products[i], kR);
  }
  std::vector<prover_g1> points = g1_multiples(logarithms), out(n);
  const std::vector<prover_fe> given = fr_to(scalars, PROVER_FORM_CANONICAL, form);
  CHECK(prover_g1_multiply_each(out.data(), points.data(), given.data(), form, n, nullptr) == PROVER_OK);
  CHECK(out == g1_multiples(products));
  prover_g1 sum = {fe(1), fe(1)};
  CHECK(prover_g1_sum(&sum, points.data(), given.data(), form, n, nullptr) == PROVER_OK);
  CHECK(sum == g1_multiples({total})[0]);
  CHECK(prover_g1_multiply_each(points.data(), points.data(), given.data(), form, n, nullptr) == PROVER_OK);
  CHECK(points == out);
}

void refusals() {
  const prover_g1 point = hold(kG1);
  prover_g1 out{};
  CHECK(prover_g1_sum(&out, &point, &kR, PROVER_FORM_CANONICAL, 1, nullptr) == PROVER_ERROR_RANGE);
  CHECK(prover_g1_multiply_each(&out, &point, &kR, PROVER_FORM_MONTGOMERY, 1, nullptr) == PROVER_ERROR_RANGE);
  const prover_fe one = fe(1);
  CHECK(prover_g1_sum(nullptr, &point, &one, PROVER_FORM_CANONICAL, 1, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_g1_sum(&out, nullptr, &one, PROVER_FORM_CANONICAL, 1, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_g1_sum(&out, &point, &one, 3, 1, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_g1_multiply_each(&out, &point, nullptr, PROVER_FORM_CANONICAL, 1, nullptr) == PROVER_ERROR_ARGUMENT);
  const int32_t stop = 1;
  CHECK(prover_g1_sum(&out, &point, &one, PROVER_FORM_CANONICAL, 1, &stop) == PROVER_CANCELLED);
  CHECK(prover_g1_multiply_each(&out, &point, &one, PROVER_FORM_CANONICAL, 1, &stop) == PROVER_CANCELLED);
}

}  // namespace

void few_tests() {
  for (const size_t n : {0u, 1u, 2u, 15u, 16u, 17u, 50u}) {
    multiples_and_sums(n, PROVER_FORM_CANONICAL);
  }
  multiples_and_sums(26, PROVER_FORM_RESIDENT);
  multiples_and_sums(26, PROVER_FORM_MONTGOMERY);
  refusals();
}

}  // namespace test
