// Pairing kernels, x86-64 with BMI2 and ADX.
#define PROVER_LEVEL adx
#define PROVER_LEVEL_ID 2
#define PROVER_LEVEL_ADX 1
#include "pairing_kernels.inl.h"
