// The pairing kernels of one level. Included by pairing_<level>.cpp, which defines PROVER_LEVEL and PROVER_LEVEL_ID.
#include "kernel_prelude.inl.h"
#include "pairing_layout.h"

namespace prover {
namespace PROVER_LEVEL {
namespace {

#include "field.inl.h"
#include "fq2.inl.h"
#include "curve_types.inl.h"
#include "curve_constants.inl.h"
#include "curve.inl.h"
#include "points.inl.h"
#include "tower.inl.h"
#include "cyclotomic.inl.h"
#include "final_exponentiation.inl.h"
#include "pairing_loop.inl.h"
#include "pairing_walk.inl.h"
#include "pairing.inl.h"
#include "pairing_table.inl.h"
#include "glv.inl.h"
#include "few.inl.h"

}  // namespace

extern const PairingKernels kPairingKernels;
const PairingKernels kPairingKernels = {
    pairing_check, pairing_table_init, pairing_table_fits, pairing_miller, pairing_finish, g1_multiply_each, g1_sum};

}  // namespace PROVER_LEVEL
}  // namespace prover
