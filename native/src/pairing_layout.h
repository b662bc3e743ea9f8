// The table of fixed points of G2: where its parts lie. Shared by size queries and kernels.
#ifndef PROVER_PAIRING_LAYOUT_H
#define PROVER_PAIRING_LAYOUT_H

#include "kernels.h"

namespace prover {
namespace {

// Lines of one Miller loop: 65 doublings, 21 additions for the other digits of 6x + 2 that are not 0, and two more.
constexpr uint64_t kLineCount = 65 + 21 + 2;
constexpr uint64_t kLineBytes = 2 * sizeof(prover_fe2);  // slope, offset
constexpr uint64_t kMaxFixedPairs = 1u << 16;

struct PairingTableHeader {
  uint64_t magic;
  uint64_t count;
  uint64_t padding[6];
};

// Before the lines of a point.
struct FixedPointHeader {
  uint64_t is_identity;  // then there are no lines
  uint64_t padding[7];
};

static_assert(sizeof(PairingTableHeader) == 64 && sizeof(FixedPointHeader) == 64, "keeps the lines on cache lines");

constexpr uint64_t kFixedPointBytes = sizeof(FixedPointHeader) + kLineCount * kLineBytes;

constexpr uint64_t pairing_table_bytes(uint64_t count) { return sizeof(PairingTableHeader) + count * kFixedPointBytes; }

}  // namespace
}  // namespace prover

#endif  // PROVER_PAIRING_LAYOUT_H
