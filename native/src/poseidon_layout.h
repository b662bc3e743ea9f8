// The table of a Poseidon instance: where its parts lie, counted in field elements from its start.
#ifndef PROVER_POSEIDON_LAYOUT_H
#define PROVER_POSEIDON_LAYOUT_H

#include "prover_native.h"

namespace prover {
namespace {

constexpr uint32_t kPoseidonMaxWidth = 17;
constexpr uint64_t kPoseidonMagic = 0x4e44495345534f50u;

struct PoseidonHeader {
  uint64_t magic;
  uint32_t width, full_rounds, partial_rounds;
  uint32_t padding[11];
};

static_assert(sizeof(PoseidonHeader) == 64, "two field elements");

struct PoseidonLayout {
  uint64_t first_constants;    // full_rounds/2 · t, before the partial rounds
  uint64_t last_constants;     // full_rounds/2 · t, after them
  uint64_t partial_constants;  // one per partial round
  uint64_t matrix;             // t·t
  uint64_t pre_matrix;         // t·t, in place of `matrix` in the full round before the partial ones
  uint64_t sparse;             // per partial round: m00, v[t−1], w[t−1]
  uint64_t scaled;             // all of the above once more, element i at scaled + i, as a vector level wants it
  uint64_t end;
};

constexpr PoseidonLayout poseidon_layout(uint64_t t, uint64_t full_rounds, uint64_t partial_rounds) {
  PoseidonLayout l{};
  l.first_constants = sizeof(PoseidonHeader) / sizeof(prover_fe);
  l.last_constants = l.first_constants + full_rounds / 2 * t;
  l.partial_constants = l.last_constants + full_rounds / 2 * t;
  l.matrix = l.partial_constants + partial_rounds;
  l.pre_matrix = l.matrix + t * t;
  l.sparse = l.pre_matrix + t * t;
  l.scaled = l.sparse + partial_rounds * (2 * t - 1);
  l.end = 2 * l.scaled;
  return l;
}

}  // namespace
}  // namespace prover

#endif  // PROVER_POSEIDON_LAYOUT_H
