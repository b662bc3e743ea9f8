// Version, build information and the choice of the instruction-set level.
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace prover {
namespace {

const Level kPortable = {PROVER_ISA_PORTABLE, PROVER_FORM_MONTGOMERY, &portable::kFrKernels, &portable::kCurveKernels,
                         &portable::kPairingKernels};
#if defined(PROVER_HAS_ADX)
const Level kAdx = {PROVER_ISA_ADX, PROVER_FORM_MONTGOMERY, &adx::kFrKernels, &adx::kCurveKernels,
                    &adx::kPairingKernels};
#endif

#if defined(PROVER_HAS_IFMA)
// Pairings are chains of dependent products, which vectors of eight do not help: they stay scalar.
const Level kIfma = {PROVER_ISA_IFMA, PROVER_FORM_MONTGOMERY, &ifma::kFrKernels, &ifma::kCurveKernels,
                     &adx::kPairingKernels};
#endif

// The only variable of the library: the level in use, null before the first call. Read and written atomically; two
// threads that choose at the same time choose the same.
const Level* g_level = nullptr;

#if defined(__x86_64__)
// True when the operating system saves the AVX-512 state: XCR0 has SSE, AVX, opmask and both halves of zmm.
bool saves_zmm() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  const unsigned osxsave = 1u << 27;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & osxsave) == 0) {
    return false;
  }
  unsigned low = 0, high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & 0xe6u) == 0xe6u;
}
#endif

// Levels that this CPU has, as bits, whether compiled in or not.
uint32_t cpu_levels() {
  uint32_t levels = 1u << PROVER_ISA_PORTABLE;
#if defined(__x86_64__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) != 0) {
    const unsigned bmi2 = 1u << 8, adx = 1u << 19;  // leaf 7, EBX: Intel SDM volume 2, CPUID
    if ((b & bmi2) != 0 && (b & adx) != 0) {
      levels |= 1u << PROVER_ISA_ADX;
      const unsigned avx512 = (1u << 16) | (1u << 17) | (1u << 21) | (1u << 30) | (1u << 31);  // F, DQ, IFMA, BW, VL
      if ((b & avx512) == avx512 && saves_zmm()) {
        levels |= 1u << PROVER_ISA_IFMA;
      }
    }
  }
#endif
  return levels;
}

// The level with this number, or null when it is not compiled in.
const Level* compiled_level(uint32_t isa) {
#if defined(PROVER_HAS_ADX)
  if (isa == PROVER_ISA_ADX) {
    return &kAdx;
  }
#endif
#if defined(PROVER_HAS_IFMA)
  if (isa == PROVER_ISA_IFMA) {
    return &kIfma;
  }
#endif
  return isa == PROVER_ISA_PORTABLE ? &kPortable : nullptr;
}

const Level* best_level() {
  const uint32_t available = prover_isa_available();
  for (uint32_t isa = PROVER_ISA_IFMA; isa > PROVER_ISA_PORTABLE; isa--) {
    if ((available >> isa) & 1) {
      return compiled_level(isa);
    }
  }
  return &kPortable;
}

}  // namespace

const Level& level() {
  const Level* current = __atomic_load_n(&g_level, __ATOMIC_ACQUIRE);
  if (current == nullptr) {
    current = best_level();
    __atomic_store_n(&g_level, current, __ATOMIC_RELEASE);
  }
  return *current;
}

}  // namespace prover

uint32_t prover_abi_version(void) { return PROVER_ABI_VERSION; }

const char* prover_build_info(void) { return "prover_native " PROVER_LIBRARY_VERSION " (" __VERSION__ ")"; }

uint32_t prover_isa_available(void) {
  uint32_t available = 0;
  const uint32_t cpu = prover::cpu_levels();
  for (uint32_t isa = PROVER_ISA_PORTABLE; isa <= PROVER_ISA_IFMA; isa++) {
    if (prover::compiled_level(isa) != nullptr && ((cpu >> isa) & 1)) {
      available |= 1u << isa;
    }
  }
  return available;
}

uint32_t prover_isa_selected(void) { return prover::level().isa; }

prover_status prover_isa_select(uint32_t isa) {
  if (isa > PROVER_ISA_IFMA) {
    return PROVER_ERROR_ARGUMENT;
  }
  if (isa != PROVER_ISA_AUTO && ((prover_isa_available() >> isa) & 1) == 0) {
    return PROVER_ERROR_UNSUPPORTED;
  }
  const prover::Level* chosen = isa == PROVER_ISA_AUTO ? prover::best_level() : prover::compiled_level(isa);
  __atomic_store_n(&prover::g_level, chosen, __ATOMIC_RELEASE);
  return PROVER_OK;
}

uint32_t prover_resident_form(void) { return prover::level().resident_form; }
