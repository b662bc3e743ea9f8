// Argument checks of the C ABI. Only for the api_*.cpp units, never for kernels.
#ifndef PROVER_API_CHECK_H
#define PROVER_API_CHECK_H

#include "kernels.h"

namespace prover {
namespace {

// A usable pointer to n elements: aligned, and null only when n = 0.
inline bool one(const void* pointer, uint64_t n) {
  return (pointer != nullptr || n == 0) && is_aligned(pointer, sizeof(uint64_t)) && n < uint64_t(1) << 48;
}

inline bool both(const void* a, const void* b, uint64_t n) { return one(a, n) && one(b, n); }

inline bool is_form(uint32_t form) { return form <= PROVER_FORM_RESIDENT; }

// A table or scratch of at least `needed` bytes (`needed` > 0), aligned to 64.
inline bool region(const void* memory, size_t bytes, uint64_t needed) {
  return memory != nullptr && is_aligned(memory, kAlignment) && needed > 0 && bytes >= needed;
}

}  // namespace
}  // namespace prover

#endif  // PROVER_API_CHECK_H
