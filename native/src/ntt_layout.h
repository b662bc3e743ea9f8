// How an NTT of size 2^log_n is cut into passes and tasks. Plain arithmetic shared by the plan and the kernels.
//
// The transform has log_n layers of butterflies; layer l has 2^l blocks of size N/2^l. A pass does the layers
// [first, first + layers): block B of layer `first`, seen as a matrix of 2^layers rows, is transformed column by
// column.
// A task of a strided pass is one group of columns of one block, copied to scratch (rows lie a power of two apart, so
// that in place they would fall into the same cache sets); a task of the last pass is one contiguous block in place.
#ifndef PROVER_NTT_LAYOUT_H
#define PROVER_NTT_LAYOUT_H

#include <stdint.h>

namespace prover {
namespace {

constexpr uint32_t kNttMaxPasses = 3;
constexpr uint32_t kNttLastLayers = 12;   // a contiguous block of at most 2^12·32 B = 128 KiB
constexpr uint32_t kNttTileLog = 13;      // a tile of at most 2^13·32 B = 256 KiB
constexpr uint32_t kNttMaxColumnLog = 4;  // and of 4 to 16 columns: whole cache lines, and tasks enough to share out
constexpr uint32_t kBitrevTileLog = 4;    // bit reversal swaps tiles of 16×16 elements

struct NttPass {
  uint32_t first, layers;
  uint32_t column_log;  // columns of a task
  bool contiguous;
};

struct NttLayout {
  uint32_t passes;
  NttPass pass[kNttMaxPasses];
};

constexpr uint32_t min_u32(uint32_t a, uint32_t b) { return a < b ? a : b; }

// log_n ≤ 28: at most three passes, of which the strided ones have at most 11 layers.
constexpr NttLayout ntt_layout(uint32_t log_n) {
  NttLayout layout{};
  layout.passes = log_n <= kNttLastLayers ? 1 : log_n <= 22 ? 2 : 3;
  uint32_t first = 0;
  for (uint32_t i = 0; i < layout.passes; i++) {
    const uint32_t left = layout.passes - i;
    const uint32_t layers = (log_n - first) / left;  // the later passes get the rest
    const bool contiguous = left == 1;
    const uint32_t stride_log = log_n - first - layers;
    const uint32_t columns = contiguous ? 0 : min_u32(stride_log, min_u32(kNttMaxColumnLog, kNttTileLog - layers));
    layout.pass[i] = NttPass{first, layers, columns, contiguous};
    first += layers;
  }
  return layout;
}

constexpr uint64_t ntt_pass_tasks(uint32_t log_n, const NttPass& pass) {
  return uint64_t(1) << (log_n - pass.layers - pass.column_log);
}

// Tasks of the bit reversal: values of the middle bits, or one task for a small transform.
constexpr uint64_t ntt_bitrev_tasks(uint32_t log_n) {
  return log_n < 2 * kBitrevTileLog ? 1 : uint64_t(1) << (log_n - 2 * kBitrevTileLog);
}

// Elements of scratch for one concurrent call.
constexpr uint64_t ntt_scratch_elements(uint32_t log_n) {
  const NttLayout layout = ntt_layout(log_n);
  uint64_t elements = uint64_t(2) << (2 * kBitrevTileLog);
  for (uint32_t i = 0; i + 1 < layout.passes; i++) {
    const uint64_t tile = uint64_t(1) << (layout.pass[i].layers + layout.pass[i].column_log);
    elements = tile > elements ? tile : elements;
  }
  return elements;
}

}  // namespace
}  // namespace prover

#endif  // PROVER_NTT_LAYOUT_H
