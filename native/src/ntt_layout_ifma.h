// How the level `ifma` cuts an NTT of size 2^log_n into passes and tasks, and where its tables lie.
//
// As in ntt_layout.h, a pass does the layers [first, first + layers). A task of any pass works on a tile of 2^layers
// rows of eight lanes: in the last pass a lane is one of eight neighbouring blocks, in the others one of eight
// neighbouring columns of one block.
#ifndef PROVER_NTT_LAYOUT_IFMA_H
#define PROVER_NTT_LAYOUT_IFMA_H

#include <stdint.h>

namespace prover {
namespace {

constexpr uint32_t kNtt52Least = 6;    // 8 columns and 8 blocks: below this the scalar kernels run
constexpr uint32_t kNtt52MaxPasses = 3;
constexpr uint64_t kKnownBytes = 80;   // a factor, see known52.inl.h
constexpr uint64_t kVecBytes = 320;    // eight elements in a tile

struct Ntt52Layout {
  uint32_t passes;
  uint32_t first[kNtt52MaxPasses];
  uint32_t layers[kNtt52MaxPasses];  // 3 to 11: a tile of at most 640 KiB
};

// Layers are done in pairs: the earlier passes get an even number where they can.
constexpr Ntt52Layout ntt52_layout(uint32_t log_n) {
  Ntt52Layout layout{};
  layout.passes = log_n <= 22 ? 2 : 3;
  uint32_t first = 0;
  for (uint32_t i = 0; i < layout.passes; i++) {
    const uint32_t left = layout.passes - i;
    uint32_t layers = (log_n - first) / left;
    if (left > 1 && layers % 2 == 1 && layers > 3 && layers < 11) {
      layers--;
    }
    layout.first[i] = first;
    layout.layers[i] = layers;
    first += layers;
  }
  return layout;
}

// Parts of a table in bytes from its start; Known and KnownLanes of known52.inl.h.
struct Ntt52Parts {
  uint64_t forward;        // Known[roots]: T[b] = ω^rev(b), twiddle of block b in any layer without a shift
  uint64_t inverse;        // Known[roots]: −1/T[b]
  uint64_t shifted;        // Known[2^first]: F[2^l + b], twiddles of layer l < first with a shift
  uint64_t unshifted;      // Known[2^first]: −1/F[2^l + b]
  uint64_t twist;          // KnownLanes[groups][high + low]: what the last pass multiplies its input with
  uint64_t untwist;        // the same for the inverse, with 1/N
  uint64_t end;
  uint64_t roots, groups;  // groups: tasks of the last pass
  uint32_t high_log, low_log;
};

constexpr Ntt52Parts ntt52_parts(uint32_t log_n, bool with_shift) {
  const Ntt52Layout layout = ntt52_layout(log_n);
  const uint32_t first = layout.first[layout.passes - 1], layers = layout.layers[layout.passes - 1];
  Ntt52Parts p{};
  p.roots = uint64_t(1) << ((first > layers ? first : layers) - 1);
  p.groups = uint64_t(1) << (first - 3);
  p.high_log = layers / 2;
  p.low_log = layers - p.high_log;
  const uint64_t twist_bytes = p.groups * ((uint64_t(1) << p.high_log) + (uint64_t(1) << p.low_log)) * 8 * kKnownBytes;
  const uint64_t layer_bytes = with_shift ? (uint64_t(1) << first) * kKnownBytes : 0;
  p.forward = 128;
  p.inverse = p.forward + p.roots * kKnownBytes;
  p.shifted = p.inverse + p.roots * kKnownBytes;
  p.unshifted = p.shifted + layer_bytes;
  p.twist = (p.unshifted + layer_bytes + 63) / 64 * 64;
  p.untwist = p.twist + twist_bytes;
  p.end = p.untwist + twist_bytes;
  return p;
}

}  // namespace
}  // namespace prover

#endif  // PROVER_NTT_LAYOUT_IFMA_H
