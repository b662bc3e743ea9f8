// Curve kernels, x86-64 with AVX-512 IFMA: batches of additions in vectors, single points with BMI2 and ADX.
#define PROVER_LEVEL ifma
#define PROVER_LEVEL_ID 3
#define PROVER_LEVEL_ADX 1
#define PROVER_LEVEL_IFMA 1
#include "curve_kernels.inl.h"
