// What every kernel unit starts with. A unit defines PROVER_LEVEL (the namespace of its instruction-set level),
// includes
// kernel texts and exports one const table. Everything else has internal linkage: see native/README.md, "Levels".
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "kernels.h"

#define PROVER_INLINE static inline __attribute__((always_inline))
#define PROVER_INLINE_MEMBER inline __attribute__((always_inline))
#define PROVER_NOINLINE static __attribute__((noinline))

__extension__ typedef unsigned __int128 u128;
__extension__ typedef __int128 i128;
