// Pairing kernels, plain 64-bit C++.
#define PROVER_LEVEL portable
#define PROVER_LEVEL_ID 1
#include "pairing_kernels.inl.h"
