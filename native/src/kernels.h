// The tables that every instruction-set level exports, and the choice among them. Internal to the library.
// The functions behind them trust their arguments: the api_*.cpp files check everything.
#ifndef PROVER_KERNELS_H
#define PROVER_KERNELS_H

#include "prover_native.h"

namespace prover {

using Cancel = const volatile int32_t*;

// Kernels over Fr.
struct FrKernels {
  prover_status (*convert)(prover_fe*, const prover_fe*, uint64_t, uint32_t, uint32_t);
  void (*add)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*sub)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*mul)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*scale)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*mul_add)(prover_fe*, const prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*mul_sub)(prover_fe*, const prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*powers)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*dot)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*invert)(prover_fe*, const prover_fe*, uint64_t, prover_fe*);
  void (*mul_chain)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*mul_throughput)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);

  prover_status (*ntt_table_init)(void*, uint32_t, const prover_fe*);
  int32_t (*ntt_table_fits)(const void*, uint32_t);
  void (*ntt_plan_init)(prover_ntt_plan*, uint32_t, uint32_t);
  prover_status (*ntt_run)(const prover_ntt_plan*, prover_fe*, const void*, uint32_t, uint64_t, uint64_t, void*,
                           Cancel);

  int32_t (*csr_is_one)(const prover_fe*, int32_t);
  prover_status (*csr_multiply)(const prover_csr*, prover_fe*, const prover_fe*, uint64_t, uint64_t, Cancel);

  prover_status (*poseidon_table_init)(void*, const prover_poseidon_params*);
  int32_t (*poseidon_table_fits)(const void*);
  prover_status (*poseidon_permute)(const void*, prover_fe*, const prover_fe*, uint64_t, Cancel);
  prover_status (*poseidon_hash)(const void*, prover_fe*, const prover_fe*, uint64_t, Cancel);

  // Signed digits of scalars: see msm_digits.inl.h.
  prover_status (*digits)(int16_t*, uint64_t, uint32_t, uint32_t, const prover_fe*, uint32_t, uint64_t);
};

// Kernels over points of one group; Point is prover_g1 or prover_g2, Partial its partial sum.
template <class Point, class Partial>
struct GroupKernels {
  prover_status (*convert)(Point*, const Point*, uint64_t, uint32_t, uint32_t);
  prover_status (*check)(uint64_t*, const Point*, uint64_t, Cancel);
  prover_status (*accumulate)(uint32_t, Partial*, const int16_t*, const Point*, uint64_t, void*, Cancel);
  void (*combine)(uint32_t, uint32_t, Point*, const Partial*, uint32_t);
  prover_status (*fixed_table_init)(void*, const Point*, uint32_t, void*, Cancel);
  int32_t (*fixed_table_fits)(const void*);
  prover_status (*fixed_mul)(const void*, Point*, const prover_fe*, uint32_t, uint64_t, void*, Cancel);
};

struct CurveKernels {
  prover_status (*fq_convert)(prover_fe*, const prover_fe*, uint64_t, uint32_t, uint32_t);
  void (*fq_mul)(prover_fe*, const prover_fe*, const prover_fe*);
  void (*fq_mul_throughput)(prover_fe*, const prover_fe*, const prover_fe*, uint64_t);
  void (*fq2_mul)(prover_fe2*, const prover_fe2*, const prover_fe2*);
  GroupKernels<prover_g1, prover_g1_partial> g1;
  GroupKernels<prover_g2, prover_g2_partial> g2;
};

// Kernels of verification: pairings, and sums of few points of G1.
struct PairingKernels {
  prover_status (*check)(int32_t*, const prover_g1*, const prover_g2*, uint64_t, Cancel);
  prover_status (*table_init)(void*, const prover_g2*, uint64_t, Cancel);
  int32_t (*table_fits)(const void*, uint64_t);
  prover_status (*miller)(prover_fq12*, uint8_t*, const prover_g1*, const prover_g2*, uint64_t, const void*,
                          const prover_g1*, uint64_t, Cancel);
  void (*finish)(prover_fq12*, const prover_fq12*, uint64_t);
  void (*fq2_dot)(prover_fe2*, const prover_fe2*, const prover_fe2*, uint64_t);
  void (*fq4_sqr)(prover_fe2*, const prover_fe2*);
  prover_status (*multiply_each)(prover_g1*, const prover_g1*, const prover_fe*, uint32_t, uint64_t, Cancel);
  prover_status (*sum)(prover_g1*, const prover_g1*, const prover_fe*, uint32_t, uint64_t, Cancel);
};

// One instruction-set level.
struct Level {
  uint32_t isa;            // enum prover_isa
  uint32_t resident_form;  // what prover_resident_form answers
  const FrKernels* fr;
  const CurveKernels* curve;
  const PairingKernels* pairing;
};

namespace portable {
extern const FrKernels kFrKernels;
extern const CurveKernels kCurveKernels;
extern const PairingKernels kPairingKernels;
}  // namespace portable

namespace adx {
extern const FrKernels kFrKernels;
extern const CurveKernels kCurveKernels;
extern const PairingKernels kPairingKernels;
}  // namespace adx

namespace ifma {
extern const FrKernels kFrKernels;
extern const CurveKernels kCurveKernels;
}  // namespace ifma

// The level in use. Chosen on the first call unless prover_isa_select came before.
const Level& level();

// Sizes that do not depend on the level.
constexpr uint64_t kAlignment = 64;
constexpr uint64_t align_up(uint64_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

// Windows of c bits: 254-bit scalars and one more bit, so that the highest signed digit never carries out.
constexpr uint32_t window_count(uint32_t c) { return (255 + c - 1) / c; }

// Batch-affine additions work on blocks of this many entries, one inversion per level of their trees: points, partners
// and products of a block, 320 KiB at most, stay in L2.
constexpr uint64_t kBlockG1 = 2048;
constexpr uint64_t kBlockG2 = 1024;

// Scratch of batch_add per addition, at the level that needs most: five words of 64 bytes per limb, ten limbs for 16
// additions in G1 and 8 in G2.
constexpr uint64_t kAddBytesG1 = 200;
constexpr uint64_t kAddBytesG2 = 400;
constexpr uint64_t add_bytes(uint64_t point_bytes) { return point_bytes == 64 ? kAddBytesG1 : kAddBytesG2; }

// Scalars per group of a fixed-base multiplication.
constexpr uint64_t kFixedGroup = 1024;

inline bool is_aligned(const void* pointer, uint64_t alignment) {
  return (reinterpret_cast<uintptr_t>(pointer) & (alignment - 1)) == 0;
}

}  // namespace prover

#endif  // PROVER_KERNELS_H
