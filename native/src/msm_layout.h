// Scratch of MSM and fixed-base kernels: where its parts lie, in bytes from its start. All parts aligned to 64.
#ifndef PROVER_MSM_LAYOUT_H
#define PROVER_MSM_LAYOUT_H

#include "kernels.h"

namespace prover {
namespace {

constexpr uint64_t kPairBytes = 8;
constexpr uint64_t kRunBytes = 12;
constexpr uint64_t kPairSlack = 64;  // a vector level fills the last bundle up and prefetches ahead
constexpr uint64_t kSortedSlack = 64;  // prefetching reads ahead of the last entry

// Conflicts of a window (msm.inl.h): summed by trees when there are this many, tried again in the next batch while
// there are few.
constexpr uint32_t kMostConflicts = 16384;
constexpr uint32_t kRetriedConflicts = 2048;
constexpr uint32_t kDigitsPerPoll = 32768;
constexpr uint32_t kBucketsPerBatchEntry = 3;
constexpr uint32_t kLeastBatch = 64;

struct MsmLayout {
  uint64_t buckets;    // affine[buckets]
  uint64_t copy;       // affine[buckets]: row sums of the bucket reduction
  uint64_t last_batch;  // uint8[buckets + 1]
  uint64_t conflicts;  // AddPair[kMostConflicts + 1]: place() writes before it counts
  uint64_t starts;     // uint32[buckets + 1]: where the entries of a bucket start
  uint64_t sorted;     // uint32[kMostConflicts]: point index, sign in the highest bit, sorted by bucket
  uint64_t block;      // affine[block]
  uint64_t runs;       // Run[block]
  uint64_t pairs;      // AddPair[block]
  uint64_t products;   // scratch of batch_add
  uint64_t end;
};

// point_bytes: of an affine point (64 or 128); block: kBlockG1 or kBlockG2.
constexpr MsmLayout msm_layout(uint64_t point_bytes, uint64_t block, uint32_t c) {
  const uint64_t buckets = uint64_t(1) << (c - 1);
  MsmLayout l{};
  l.copy = l.buckets + align_up(buckets * point_bytes);
  l.last_batch = l.copy + align_up(buckets * point_bytes);
  l.conflicts = l.last_batch + align_up(buckets + 1);
  l.starts = l.conflicts + align_up((kMostConflicts + 1) * kPairBytes);
  l.sorted = l.starts + align_up((buckets + 1) * 4);
  l.block = l.sorted + align_up(kMostConflicts * 4 + kSortedSlack);
  l.runs = l.block + align_up(block * point_bytes);
  l.pairs = l.runs + align_up(block * kRunBytes);
  l.products = l.pairs + align_up((block + kPairSlack) * kPairBytes);
  l.end = l.products + align_up((block + kPairSlack) * add_bytes(point_bytes));
  return l;
}

struct FixedLayout {
  uint64_t digits;    // int16[windows·kFixedGroup]
  uint64_t pairs;     // AddPair[block]
  uint64_t products;  // scratch of batch_add
  uint64_t end;
};

constexpr FixedLayout fixed_layout(uint64_t point_bytes, uint64_t block, uint32_t c) {
  FixedLayout l{};
  l.pairs = align_up(uint64_t(window_count(c)) * kFixedGroup * 2);
  l.products = l.pairs + align_up((block + kPairSlack) * kPairBytes);
  l.end = l.products + align_up((block + kPairSlack) * add_bytes(point_bytes));
  return l;
}

// The header of a fixed-base table; the points follow: entry (w, j) is (j + 1)·2^(c·w)·base, 0 ≤ j < 2^(c−1).
struct FixedHeader {
  uint64_t magic;
  uint32_t window_bits, windows;
  uint64_t padding[6];
};

static_assert(sizeof(FixedHeader) == 64, "keeps the points on cache lines");
static_assert(kFixedGroup <= kBlockG2, "a group fits the pairs of a block");

constexpr uint64_t fixed_table_bytes(uint64_t point_bytes, uint32_t c) {
  return sizeof(FixedHeader) + (uint64_t(window_count(c)) << (c - 1)) * point_bytes;
}

}  // namespace
}  // namespace prover

#endif  // PROVER_MSM_LAYOUT_H
