// Fr kernels, x86-64 with AVX-512 IFMA.
#define PROVER_LEVEL ifma
#define PROVER_LEVEL_ID 3
#define PROVER_LEVEL_ADX 1
#define PROVER_LEVEL_IFMA 1
#include "fr_kernels.inl.h"
