// Sparse products and Poseidon.
#include "reference.h"

namespace test {
namespace {

void sparse_products() {
  Random random(seed + 600);
  const uint64_t rows = 37, columns = 23;
  std::vector<prover_fe> coefficients = {fe(1), minus(kR, fe(1)), fe(0), fe(2), random_below(random, kR)};
  std::vector<uint32_t> row_start = {0};
  std::vector<uint32_t> column, id;
  const std::vector<prover_fe> x = samples(random, kR, columns);
  std::vector<prover_fe> expected;
  for (uint64_t row = 0; row < rows; row++) {
    prover_fe sum = fe(0);
    for (uint64_t e = 0; e < row % 7; e++) {
      column.push_back(uint32_t(random.next() % columns));
      id.push_back(uint32_t(random.next() % coefficients.size()));
      sum = add_mod(sum, mul_mod(coefficients[id.back()], x[column.back()], kR), kR);
    }
    row_start.push_back(uint32_t(column.size()));
    expected.push_back(sum);
  }
  const std::vector<prover_fe> held = resident(coefficients), rx = resident(x);
  prover_csr matrix = {rows, columns, held.size(), row_start.data(), column.data(), id.data(), held.data()};
  CHECK(prover_csr_check(&matrix) == PROVER_OK);
  std::vector<prover_fe> out(rows);
  CHECK(prover_csr_multiply(&matrix, out.data(), rx.data(), 0, 10, nullptr) == PROVER_OK);
  CHECK(prover_csr_multiply(&matrix, out.data(), rx.data(), 10, 27, nullptr) == PROVER_OK);
  CHECK(canonical(out) == expected);
  CHECK(prover_csr_multiply(&matrix, out.data(), rx.data(), 10, 28, nullptr) == PROVER_ERROR_ARGUMENT);
  column[5] = columns;
  CHECK(prover_csr_check(&matrix) == PROVER_ERROR_RANGE);
  column[5] = 0;
  id[3] = uint32_t(held.size());
  CHECK(prover_csr_check(&matrix) == PROVER_ERROR_RANGE);
  id[3] = 0;
  std::swap(row_start[5], row_start[6]);
  CHECK(prover_csr_check(&matrix) == PROVER_ERROR_RANGE);
  std::swap(row_start[5], row_start[6]);
  std::vector<prover_fe> swapped = held;
  std::swap(swapped[0], swapped[1]);
  matrix.coefficients = swapped.data();
  CHECK(prover_csr_check(&matrix) == PROVER_ERROR_RANGE);
}

// Rows long and full enough to fill all lanes several times over, and one row that is longer than all others.
void sparse_products_of_largest() {
  const prover_fe top = minus(kR, fe(1));
  const uint64_t rows = 19, columns = 200;
  const std::vector<prover_fe> coefficients = {fe(1), top, top, fe(3)};
  std::vector<uint32_t> row_start = {0};
  std::vector<uint32_t> column, id;
  std::vector<prover_fe> expected;
  for (uint32_t row = 0; row < rows; row++) {
    prover_fe sum = fe(0);
    const uint32_t length = row == 17 ? 500 : row < 8 ? 90 : row;
    for (uint32_t e = 0; e < length; e++) {
      column.push_back((7 * row + e) % uint32_t(columns));
      id.push_back(row % 3 == 0 ? 2 : row % 3 == 1 ? row % 2 : (row + e) % 4);  // x is −1 everywhere
      sum = add_mod(sum, mul_mod(coefficients[id.back()], top, kR), kR);
    }
    row_start.push_back(uint32_t(column.size()));
    expected.push_back(sum);
  }
  // Largest as numbers, too: −1 in Montgomery form is not.
  const std::vector<prover_fe> held = resident(coefficients), x = resident(std::vector<prover_fe>(columns, top));
  const prover_csr matrix = {rows, columns, held.size(), row_start.data(), column.data(), id.data(), held.data()};
  CHECK(prover_csr_check(&matrix) == PROVER_OK);
  std::vector<prover_fe> out(rows);
  CHECK(prover_csr_multiply(&matrix, out.data(), x.data(), 0, rows, nullptr) == PROVER_OK);
  CHECK(canonical(out) == expected);
  CHECK(prover_csr_multiply(&matrix, out.data(), x.data(), 3, rows - 3, nullptr) == PROVER_OK);
  CHECK(canonical(out) == expected);
  const std::vector<prover_fe> y = fr_to(std::vector<prover_fe>(columns, top), PROVER_FORM_MONTGOMERY,
                                         PROVER_FORM_RESIDENT);
  CHECK(prover_csr_multiply(&matrix, out.data(), y.data(), 0, rows, nullptr) == PROVER_OK);
  const prover_fe factor = minus(kR, canonical({y[0]})[0]);  // y is −factor everywhere
  const std::vector<prover_fe> scaled = canonical(out);
  for (size_t i = 0; i < rows; i++) {
    CHECK(scaled[i] == mul_mod(expected[i], factor, kR));
  }
  const volatile int32_t stop = 1;
  CHECK(prover_csr_multiply(&matrix, out.data(), x.data(), 0, rows, &stop) == PROVER_CANCELLED);
}

// The permutation as the paper's figure 1 draws it.
std::vector<prover_fe> poseidon_reference(std::vector<prover_fe> state, uint32_t full, uint32_t partial,
                                          const std::vector<prover_fe>& constants,
                                          const std::vector<prover_fe>& matrix) {
  const size_t t = state.size();
  for (uint32_t r = 0; r < full + partial; r++) {
    for (size_t i = 0; i < t; i++) {
      state[i] = add_mod(state[i], constants[r * t + i], kR);
      if (i == 0 || r < full / 2 || r >= full / 2 + partial) {
        const prover_fe square = mul_mod(state[i], state[i], kR);
        state[i] = mul_mod(mul_mod(square, square, kR), state[i], kR);
      }
    }
    std::vector<prover_fe> mixed(t, fe(0));
    for (size_t i = 0; i < t; i++) {
      for (size_t j = 0; j < t; j++) {
        mixed[i] = add_mod(mixed[i], mul_mod(matrix[i * t + j], state[j], kR), kR);
      }
    }
    state = mixed;
  }
  return state;
}

void poseidon(uint32_t t, uint32_t full, uint32_t partial, uint64_t n) {
  Random random(seed + 700 + t);
  std::vector<prover_fe> constants, matrix, state;
  for (uint32_t i = 0; i < (full + partial) * t; i++) {
    constants.push_back(random_below(random, kR));
  }
  for (uint32_t i = 0; i < t * t; i++) {
    matrix.push_back(inverse_mod(fe(1000 + i / t + 20 * (i % t)), kR));  // Cauchy: all minors invertible
  }
  for (uint64_t i = 0; i < n * t; i++) {
    state.push_back(i % 5 == 0 ? minus(kR, fe(1)) : i % 7 == 0 ? fe(0) : random_below(random, kR));
  }
  const std::vector<prover_fe> held_constants = resident(constants), held_matrix = resident(matrix);
  const prover_poseidon_params params = {t, full, partial, 0, held_constants.data(), held_matrix.data()};
  Aligned table(prover_poseidon_table_size(&params));
  CHECK(prover_poseidon_table_init(table.get(), table.size(), &params) == PROVER_OK);
  std::vector<prover_fe> out = resident(state);
  CHECK(prover_poseidon_permute(table.get(), out.data(), out.data(), n, nullptr) == PROVER_OK);
  out = canonical(out);
  std::vector<prover_fe> inputs, hashes(n), expected_hashes;
  for (uint64_t i = 0; i < n; i++) {
    std::vector<prover_fe> one(state.begin() + long(i * t), state.begin() + long(i * t + t));
    CHECK(std::vector<prover_fe>(out.begin() + long(i * t), out.begin() + long(i * t + t)) ==
          poseidon_reference(one, full, partial, constants, matrix));
    inputs.insert(inputs.end(), one.begin() + 1, one.end());
    one[0] = fe(0);
    expected_hashes.push_back(poseidon_reference(one, full, partial, constants, matrix)[0]);
  }
  inputs = resident(inputs);
  CHECK(prover_poseidon_hash(table.get(), hashes.data(), inputs.data(), n, nullptr) == PROVER_OK);
  CHECK(canonical(hashes) == expected_hashes);
  CHECK(prover_poseidon_table_init(table.get(), table.size() - 64, &params) == PROVER_ERROR_ARGUMENT);
}

}  // namespace

void other_tests() {
  sparse_products();
  sparse_products_of_largest();
  poseidon(2, 2, 0, 3);
  poseidon(3, 8, 5, 35);
  poseidon(5, 4, 60, 2);
  poseidon(9, 2, 11, 17);
  poseidon(17, 8, 3, 3);
}

}  // namespace test
