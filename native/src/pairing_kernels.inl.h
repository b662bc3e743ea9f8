// The pairing kernels of one level. Included by pairing_<level>.cpp, which defines PROVER_LEVEL and PROVER_LEVEL_ID.
#include "kernel_prelude.inl.h"

namespace prover {
namespace PROVER_LEVEL {
namespace {

#include "field.inl.h"
#include "fq2.inl.h"
#include "curve_types.inl.h"
#include "curve_constants.inl.h"
#include "tower.inl.h"
#include "pairing.inl.h"

}  // namespace

extern const PairingKernels kPairingKernels;
const PairingKernels kPairingKernels = {pairing_check};

}  // namespace PROVER_LEVEL
}  // namespace prover
