// The Fr kernels of one level. Included by fr_<level>.cpp, which defines PROVER_LEVEL and PROVER_LEVEL_ID.
#include "kernel_prelude.inl.h"
#include "ntt_layout.h"
#include "ntt_layout_ifma.h"
#include "poseidon_layout.h"

namespace prover {
namespace PROVER_LEVEL {
namespace {

#include "field.inl.h"
#include "convert.inl.h"
#if defined(PROVER_LEVEL_IFMA)
namespace scalar {
#include "fr_vector.inl.h"
#include "ntt.inl.h"
#include "poseidon.inl.h"
#include "sparse.inl.h"
}
using scalar::csr_is_one;
using scalar::fr;
using scalar::fr_mul_chain;
using scalar::NttTable;
using scalar::ntt_table_fits;
using scalar::poseidon_table_fits;
using scalar::PoseidonTable;
#include "vec52.inl.h"
#include "known52.inl.h"
#include "lanes52.inl.h"
#include "fr_vector_ifma.inl.h"
#include "known_make52.inl.h"
#include "ntt_tile_ifma.inl.h"
#include "ntt_ifma.inl.h"
#include "poseidon_ifma.inl.h"
#include "sparse_ifma.inl.h"
#else
#include "fr_vector.inl.h"
#include "ntt.inl.h"
#include "poseidon.inl.h"
#include "sparse.inl.h"
#endif
#include "throughput.inl.h"
#include "msm_digits.inl.h"
#if defined(PROVER_LEVEL_IFMA)
#include "msm_digits_ifma.inl.h"
#define PROVER_DIGITS vector_digits
#else
#define PROVER_DIGITS scalar_digits
#endif

void fr_mul_throughput(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  mul_throughput(fr(out), *fr(a), *fr(b), n);
}

}  // namespace

extern const FrKernels kFrKernels;
const FrKernels kFrKernels = {
    fr_convert,          fr_add,           fr_sub,        fr_mul,       fr_scale,     fr_mul_add,
    fr_mul_sub,          fr_powers,        fr_dot,        fr_invert,    fr_mul_chain, fr_mul_throughput, ntt_table_init,
    ntt_table_fits,      ntt_plan_init,    ntt_run,       csr_is_one,   csr_multiply, poseidon_table_init,
    poseidon_table_fits, poseidon_permute, poseidon_hash, PROVER_DIGITS};

}  // namespace PROVER_LEVEL
}  // namespace prover
