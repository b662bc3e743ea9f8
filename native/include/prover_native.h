/* SPDX-License-Identifier: Apache-2.0
 *
 * prover_native.h: the C ABI of the proving kernels for BN254.
 *
 * Rules that hold for every function below, unless its comment says otherwise:
 *
 *  - Re-entrant, single-threaded, allocation-free. Memory and threads belong to the caller: what needs working memory
 *    has a `..._scratch_size` function, what needs a table has a `..._table_size` and a `..._table_init` function.
 *    Two calls may run at the same time if neither writes what the other reads or writes (scratch included).
 *  - Argument order: context, out, in, sizes, scratch, cancel.
 *  - Whole arrays per call. Counts are in elements, sizes in bytes. Pointers are aligned to 8 bytes at least; scratch
 *    and tables to 64 bytes. Null is allowed where the count is 0. `out` may be exactly equal to an input array of the
 *    same element type; any other overlap is forbidden.
 *  - Field elements are four 64-bit limbs, least significant first, and always reduced at this border. An affine point
 *    is its coordinates one after another; the identity is all zero bytes (BN254 has no point with x = y = 0).
 *  - A field element crosses in one of three forms (enum prover_form). Kernels take and give the RESIDENT form, also
 *    for single elements. RESIDENT is opaque: it belongs to the selected instruction-set level and must not be stored,
 *    hashed or compared; convert at the edges.
 *  - A status is returned, never printed. No function writes to its outputs when it returns PROVER_ERROR_ARGUMENT;
 *    after PROVER_CANCELLED and PROVER_ERROR_RANGE the contents of the outputs are unspecified.
 *  - `cancel` may be null. Otherwise it is polled every few thousand operations (well below 100 ms apart) and a value
 *    other than 0 ends the call with PROVER_CANCELLED.
 *  - Variable time: the time of MSM, fixed-base and sparse kernels depends on the scalars. Scratch and digits hold
 *    values derived from them, so that the caller clears these buffers when the scalars are secret.
 */
#ifndef PROVER_NATIVE_H
#define PROVER_NATIVE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PROVER_API __attribute__((visibility("default")))
#else
#define PROVER_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- version, status, forms, instruction set ---- */

/* Raised whenever a declaration below changes its meaning; additions alone do not raise it. */
#define PROVER_ABI_VERSION 1u

/* The PROVER_ABI_VERSION that the library was compiled with. */
PROVER_API uint32_t prover_abi_version(void);

/* Name, version and compiler of the library as static text, for logs and `doctor`. */
PROVER_API const char* prover_build_info(void);

typedef int32_t prover_status;

enum {
  PROVER_OK = 0,
  /* *cancel was not 0 */
  PROVER_CANCELLED = 1,
  /* a null pointer, a size out of range, a scratch or table too small, misaligned or foreign */
  PROVER_ERROR_ARGUMENT = 2,
  /* a field element is not reduced, a point is not valid, an index is out of range */
  PROVER_ERROR_RANGE = 3,
  /* an instruction-set level that is not compiled in, or that this CPU does not have */
  PROVER_ERROR_UNSUPPORTED = 4
};

/* Forms of a field element a in [0, p). */
enum prover_form {
  PROVER_FORM_CANONICAL = 0,  /* a */
  PROVER_FORM_MONTGOMERY = 1, /* a·2^256 mod p: the form of gnark, arkworks, snarkjs files and Prover.Algebra */
  PROVER_FORM_RESIDENT = 2    /* opaque, see above */
};

/* Instruction-set levels. */
enum prover_isa {
  PROVER_ISA_AUTO = 0,     /* the best available one; only for prover_isa_select */
  PROVER_ISA_PORTABLE = 1, /* plain 64-bit C++, any CPU */
  PROVER_ISA_ADX = 2,      /* x86-64 with BMI2 and ADX */
  PROVER_ISA_IFMA = 3      /* x86-64 with AVX-512 F, DQ, BW, VL and IFMA */
};

/* Bit i is set when level i is compiled in and this CPU has it. PROVER_ISA_PORTABLE is always there. */
PROVER_API uint32_t prover_isa_available(void);

/* The level in use; the best available one unless prover_isa_select was called. */
PROVER_API uint32_t prover_isa_selected(void);

/* Selects a level for all later calls of the process. Everything in RESIDENT form and every table or scratch filled
 * before becomes void, so call it before any other work or between whole jobs (tests do).
 * PROVER_ERROR_UNSUPPORTED when the level is not available: then nothing changes. */
PROVER_API prover_status prover_isa_select(uint32_t isa);

/* PROVER_FORM_MONTGOMERY when RESIDENT is the same as MONTGOMERY at the selected level, so that conversions between the
 * two may be left out; PROVER_FORM_RESIDENT when it is a form of its own. */
PROVER_API uint32_t prover_resident_form(void);

/* ---- elements and points ---- */

/* An element of Fr or Fq. */
typedef struct prover_fe {
  uint64_t limb[4];
} prover_fe;

/* c0 + c1·u in Fq2 = Fq[u]/(u² + 1). */
typedef struct prover_fe2 {
  prover_fe c0, c1;
} prover_fe2;

/* An affine point of G1: y² = x³ + 3 over Fq. 64 bytes. */
typedef struct prover_g1 {
  prover_fe x, y;
} prover_g1;

/* An affine point of G2: y² = x³ + 3/(9 + u) over Fq2. 128 bytes. */
typedef struct prover_g2 {
  prover_fe2 x, y;
} prover_g2;

/* A partial sum of an MSM, projective and opaque. */
typedef struct prover_g1_partial {
  prover_fe coordinate[4];
} prover_g1_partial;
typedef struct prover_g2_partial {
  prover_fe2 coordinate[4];
} prover_g2_partial;

/* ---- conversions ---- */

/* out[i] = in[i] taken from one form to another (enum prover_form), i < n. Points: each coordinate; the identity stays.
 * PROVER_ERROR_RANGE when an input in CANONICAL or MONTGOMERY form is not reduced. */
PROVER_API prover_status prover_fr_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to);
PROVER_API prover_status prover_fq_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to);
PROVER_API prover_status prover_g1_convert(prover_g1* out, const prover_g1* in, uint64_t n, uint32_t from, uint32_t to);
PROVER_API prover_status prover_g2_convert(prover_g2* out, const prover_g2* in, uint64_t n, uint32_t from, uint32_t to);

/* PROVER_OK when all n resident points are the identity or on the curve and, for G2, in the subgroup of order r (G1 has
 * cofactor 1). Otherwise PROVER_ERROR_RANGE and *bad (may be null) is the index of the first point that is not. */
PROVER_API prover_status prover_g1_check(uint64_t* bad, const prover_g1* points, uint64_t n,
                                         const volatile int32_t* cancel);
PROVER_API prover_status prover_g2_check(uint64_t* bad, const prover_g2* points, uint64_t n,
                                         const volatile int32_t* cancel);

/* ---- vectors over Fr ---- */

/* out[i] = a[i] + b[i] */
PROVER_API prover_status prover_fr_add(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n);
/* out[i] = a[i] − b[i] */
PROVER_API prover_status prover_fr_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n);
/* out[i] = a[i]·b[i] */
PROVER_API prover_status prover_fr_mul(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n);
/* out[i] = k·a[i] */
PROVER_API prover_status prover_fr_scale(prover_fe* out, const prover_fe* a, const prover_fe* k, uint64_t n);
/* out[i] = a[i]·b[i] + c[i] */
PROVER_API prover_status prover_fr_mul_add(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c,
                                           uint64_t n);
/* out[i] = a[i]·b[i] − c[i] */
PROVER_API prover_status prover_fr_mul_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c,
                                           uint64_t n);
/* out[i] = start·base^i */
PROVER_API prover_status prover_fr_powers(prover_fe* out, const prover_fe* start, const prover_fe* base, uint64_t n);
/* *out = Σ a[i]·b[i] */
PROVER_API prover_status prover_fr_dot(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n);
/* out[i] = 1/in[i], and 0 for 0. `scratch`: n elements that overlap neither `out` nor `in`. */
PROVER_API prover_status prover_fr_invert(prover_fe* out, const prover_fe* in, uint64_t n, prover_fe* scratch);

/* Single products, resident. For tests and benches: one call per product is not the way to use this library. */
PROVER_API prover_status prover_test_fr_mul(prover_fe* out, const prover_fe* a, const prover_fe* b);
PROVER_API prover_status prover_test_fq_mul(prover_fe* out, const prover_fe* a, const prover_fe* b);
PROVER_API prover_status prover_test_fq2_mul(prover_fe2* out, const prover_fe2* a, const prover_fe2* b);
/* *out = a·b^n by n products in a chain, without a call per product: the latency of a product. */
PROVER_API prover_status prover_test_fr_mul_chain(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n);
/* *out = a·b^m, m = ⌈n/32⌉, by 32 equal chains side by side without memory traffic, 32·m products in all: the
 * throughput of a product, and the yardstick of the benches. */
PROVER_API prover_status prover_test_fr_mul_throughput(prover_fe* out, const prover_fe* a, const prover_fe* b,
                                                       uint64_t n);
PROVER_API prover_status prover_test_fq_mul_throughput(prover_fe* out, const prover_fe* a, const prover_fe* b,
                                                       uint64_t n);

/* ---- NTT over Fr ---- */

/* N = 2^log_n, log_n ≤ 28, ω = ω₂₈^(2^(28 − log_n)), ω₂₈ = 5^((r−1)/2^28), the root of arkworks, gnark and snarkjs.
 * Forward: out[k] = Σ in[i]·(s·ω^k)^i, inverse: the inverse of it; s is the shift of the table, 1 without one. */
enum prover_ntt_flags {
  PROVER_NTT_INVERSE = 1,
  /* Evaluations lie in an order that only this library knows: forward leaves them so, inverse expects them so.
   * Pointwise operations do not mind, and the permutation is saved. Coefficients are always in natural order. */
  PROVER_NTT_SCRAMBLED = 2
};

enum { PROVER_NTT_MAX_LOG = 28, PROVER_NTT_MAX_STAGES = 8 };

/* A transform cut into stages, to be run one after another, each of independent tasks which may be shared out to
 * threads in any way. Plain data, filled by prover_ntt_plan_init. */
typedef struct prover_ntt_plan {
  uint32_t log_n;
  uint32_t flags;
  uint32_t stages; /* number of stages */
  uint32_t reserved;
  uint64_t tasks[PROVER_NTT_MAX_STAGES]; /* tasks of stage i; all of about equal cost */
  uint64_t scratch_bytes;                /* for one concurrent prover_ntt_run */
} prover_ntt_plan;

/* Bytes of the table for N = 2^log_n: about 16·N without a shift, 80·N with one. 0 when log_n > 28. */
PROVER_API size_t prover_ntt_table_size(uint32_t log_n, int32_t with_shift);

/* Fills a table for one size and one shift (null: s = 1). It serves both directions. N to 5·N products.
 * PROVER_ERROR_RANGE when the shift is 0. */
PROVER_API prover_status prover_ntt_table_init(void* table, size_t table_bytes, uint32_t log_n, const prover_fe* shift);

PROVER_API prover_status prover_ntt_plan_init(prover_ntt_plan* plan, uint32_t log_n, uint32_t flags);

/* Runs tasks first ≤ t < first + count of one stage on `data` (N elements, in place). */
PROVER_API prover_status prover_ntt_run(const prover_ntt_plan* plan, prover_fe* data, const void* table, uint32_t stage,
                                        uint64_t first, uint64_t count, void* scratch, size_t scratch_bytes,
                                        const volatile int32_t* cancel);

/* All stages one after another on this thread. */
PROVER_API prover_status prover_ntt(const prover_ntt_plan* plan, prover_fe* data, const void* table, void* scratch,
                                    size_t scratch_bytes, const volatile int32_t* cancel);

/* ---- MSM ---- */

enum prover_group { PROVER_G1 = 1, PROVER_G2 = 2 };

enum { PROVER_MSM_MIN_WINDOW = 2, PROVER_MSM_MAX_WINDOW = 16 };

/* Σ k_i·P_i, i < count, by Pippenger's method with signed digits:
 *   1. prover_msm_digits       cuts scalars into digits (any partition of [0, count) may run at the same time);
 *   2. prover_g?_msm_accumulate sums one window over one range of points (any partition of windows × ranges may run at
 *      the same time; few long ranges cost less than many short ones, since each call reduces its own buckets);
 *   3. prover_g?_msm_combine   adds the partial sums up (less than a millisecond).
 * All inputs are allowed: identities, equal and opposite points, any scalars. */
typedef struct prover_msm_plan {
  uint64_t count;
  uint32_t group;       /* enum prover_group */
  uint32_t window_bits; /* c */
  uint32_t windows;     /* ceil(255 / c): 254-bit scalars and one bit for the sign */
  uint32_t reserved;
} prover_msm_plan;

/* window_bits 0 lets the library choose for `count` points. count < 2^31. */
PROVER_API prover_status prover_msm_plan_init(prover_msm_plan* plan, uint32_t group, uint64_t count,
                                              uint32_t window_bits);

/* Bytes of the digits of all count scalars. */
PROVER_API size_t prover_msm_digits_size(const prover_msm_plan* plan);

/* Digits of scalars first ≤ i < first + count; `scalars` points to scalar number `first`, in the given form. */
PROVER_API prover_status prover_msm_digits(const prover_msm_plan* plan, void* digits, const prover_fe* scalars,
                                           uint32_t form, uint64_t first, uint64_t count);

/* Scratch of one accumulate call over `count` points. */
PROVER_API size_t prover_msm_scratch_size(const prover_msm_plan* plan, uint64_t count);

/* *partial = Σ d_i·P_i over first ≤ i < first + count with the digits d_i of one window; `points` points to point
 * number 0 of the plan, resident. */
PROVER_API prover_status prover_g1_msm_accumulate(const prover_msm_plan* plan, prover_g1_partial* partial,
                                                  const void* digits, const prover_g1* points, uint32_t window,
                                                  uint64_t first, uint64_t count, void* scratch, size_t scratch_bytes,
                                                  const volatile int32_t* cancel);
PROVER_API prover_status prover_g2_msm_accumulate(const prover_msm_plan* plan, prover_g2_partial* partial,
                                                  const void* digits, const prover_g2* points, uint32_t window,
                                                  uint64_t first, uint64_t count, void* scratch, size_t scratch_bytes,
                                                  const volatile int32_t* cancel);

/* *out = Σ_w 2^(c·w) Σ_j partials[w·ranges + j], affine and resident. */
PROVER_API prover_status prover_g1_msm_combine(const prover_msm_plan* plan, prover_g1* out,
                                               const prover_g1_partial* partials, uint32_t ranges);
PROVER_API prover_status prover_g2_msm_combine(const prover_msm_plan* plan, prover_g2* out,
                                               const prover_g2_partial* partials, uint32_t ranges);

/* ---- multiples of one base ---- */

/* Windows of w bits, 2 ≤ w ≤ 16: a table holds ceil(255 / w)·2^(w−1) affine points. 0 when w is out of range. */
PROVER_API size_t prover_fixed_table_size(uint32_t group, uint32_t window_bits);

/* Scratch for table_init and mul. */
PROVER_API size_t prover_fixed_scratch_size(uint32_t group, uint32_t window_bits);

PROVER_API prover_status prover_g1_fixed_table_init(void* table, size_t table_bytes, const prover_g1* base,
                                                    uint32_t window_bits, void* scratch, size_t scratch_bytes,
                                                    const volatile int32_t* cancel);
PROVER_API prover_status prover_g2_fixed_table_init(void* table, size_t table_bytes, const prover_g2* base,
                                                    uint32_t window_bits, void* scratch, size_t scratch_bytes,
                                                    const volatile int32_t* cancel);

/* out[i] = scalars[i]·base, affine and resident; the scalars in the given form. The table is only read: split by
 * ranges. */
PROVER_API prover_status prover_g1_fixed_mul(const void* table, prover_g1* out, const prover_fe* scalars, uint32_t form,
                                             uint64_t n, void* scratch, size_t scratch_bytes,
                                             const volatile int32_t* cancel);
PROVER_API prover_status prover_g2_fixed_mul(const void* table, prover_g2* out, const prover_fe* scalars, uint32_t form,
                                             uint64_t n, void* scratch, size_t scratch_bytes,
                                             const volatile int32_t* cancel);

/* ---- sparse matrix × vector ---- */

/* A sparse matrix by rows. Entry e, row_start[i] ≤ e < row_start[i + 1], is coefficients[coefficient[e]] in column[e]
 * of row i. coefficients[0] is 1 and coefficients[1] is −1: these two cost no product. */
typedef struct prover_csr {
  uint64_t rows;
  uint64_t columns;
  uint64_t coefficient_count;    /* ≥ 2 */
  const uint32_t* row_start;     /* rows + 1 of them, ascending from 0 */
  const uint32_t* column;        /* < columns */
  const uint32_t* coefficient;   /* < coefficient_count */
  const prover_fe* coefficients; /* resident */
} prover_csr;

/* Checks all indices and the first two coefficients once, so that prover_csr_multiply need not. PROVER_ERROR_RANGE. */
PROVER_API prover_status prover_csr_check(const prover_csr* matrix);

/* out[i] = Σ_j M[i][j]·x[j] for first_row ≤ i < first_row + row_count; `out` points to element 0 of all rows.
 * The matrix must have passed prover_csr_check. */
PROVER_API prover_status prover_csr_multiply(const prover_csr* matrix, prover_fe* out, const prover_fe* x,
                                             uint64_t first_row, uint64_t row_count, const volatile int32_t* cancel);

/* ---- Poseidon ---- */

/* The permutation with x⁵, in its plain form: full_rounds/2 full, partial_rounds partial, full_rounds/2 full rounds;
 * each round adds `width` constants, applies x⁵ to all (full) or to the first (partial) and multiplies by the matrix.
 */
typedef struct prover_poseidon_params {
  uint32_t width;          /* t, 2 to 17 */
  uint32_t full_rounds;    /* even, 2 to 64 */
  uint32_t partial_rounds; /* 0 to 256 */
  uint32_t reserved;
  const prover_fe* round_constants; /* (full_rounds + partial_rounds)·width, resident */
  const prover_fe* matrix;          /* width·width by rows, resident; its lower right minors are invertible */
} prover_poseidon_params;

PROVER_API size_t prover_poseidon_table_size(const prover_poseidon_params* params);

/* Derives the sparse form (Poseidon paper, appendix B) from the plain one. PROVER_ERROR_RANGE when it does not exist.
 */
PROVER_API prover_status prover_poseidon_table_init(void* table, size_t table_bytes,
                                                    const prover_poseidon_params* params);

/* The permutation on n states of t elements each, in place (out may be equal to in). */
PROVER_API prover_status prover_poseidon_permute(const void* table, prover_fe* out, const prover_fe* in, uint64_t n,
                                                 const volatile int32_t* cancel);

/* out[i] = first element of the permuted state (0, in[i·(t−1)], …, in[i·(t−1) + t − 2]): circomlib's Poseidon. */
PROVER_API prover_status prover_poseidon_hash(const void* table, prover_fe* out, const prover_fe* in, uint64_t n,
                                              const volatile int32_t* cancel);

/* ---- few points of G1 ---- */

/* Where MSM has no use: up to some hundred points of G1, with doublings instead of buckets. Scalars in the given form,
 * PROVER_ERROR_RANGE when one is not reduced. A scalar a + λ·b mod r with a, b < 2^64 and
 * λ = 36x³ + 18x² + 6x + 1 costs half of what a long one does. */

/* out[i] = scalars[i]·points[i] */
PROVER_API prover_status prover_g1_multiply_each(prover_g1* out, const prover_g1* points, const prover_fe* scalars,
                                                 uint32_t form, uint64_t n, const volatile int32_t* cancel);

/* *out = Σ scalars[i]·points[i] */
PROVER_API prover_status prover_g1_sum(prover_g1* out, const prover_g1* points, const prover_fe* scalars, uint32_t form,
                                       uint64_t n, const volatile int32_t* cancel);

/* ---- pairing ---- */

/* The optimal ate pairing e: G1 × G2 → Fq12, e(P, Q) = f(P, Q)^((q¹² − 1)/r) with the Miller value f. All points
 * resident. Pairs with an identity count as 1, and so does the empty product. All points are checked: coordinates
 * reduced, on the curve, and in G2 in the subgroup, which the Miller loop tells at no cost. */

/* An element of Fq12 = Fq6[w]/(w² − v), Fq6 = Fq2[v]/(v³ − 9 − u): the coefficients of 1, v, v², w, vw, v²w, each
 * resident. Equal elements have equal bytes. */
typedef struct prover_fq12 {
  prover_fe2 coefficient[6];
} prover_fq12;

/* The lines of n ≤ 2^16 fixed points, for pairs whose point of G2 is known before: 11 KiB for each, at half of the
 * cost of a pair. 0 when n is out of range. */
PROVER_API size_t prover_pairing_table_size(uint64_t n);

/* PROVER_ERROR_RANGE when a point is not in G2. The table belongs to the selected level. */
PROVER_API prover_status prover_pairing_table_init(void* table, size_t table_bytes, const prover_g2* points, uint64_t n,
                                                   const volatile int32_t* cancel);

/* *f = Π f(p[i], q[i]), i < n, times Π f(r[j], S_j), j < fixed, with S_j the first points of the table (null when
 * fixed = 0). Any partition of the pairs may run at the same time; the products are multiplied by
 * prover_pairing_finish. Another call, another order or another level may give another f with the same pairing.
 * valid: n + fixed bytes; valid[i] = 1 when p[i] is in G1 and q[i] in G2, valid[n + j] = 1 when r[j] is in G1, else 0.
 * PROVER_ERROR_RANGE when one of them is 0: then all of `valid` is filled and f is not. */
PROVER_API prover_status prover_pairing_miller(prover_fq12* f, uint8_t* valid, const prover_g1* p, const prover_g2* q,
                                               uint64_t n, const void* table, const prover_g1* r, uint64_t fixed,
                                               const volatile int32_t* cancel);

/* *out = (Π f[i])^((q¹² − 1)/r), i < n: the product of the pairings. About 0.1 ms. */
PROVER_API prover_status prover_pairing_finish(prover_fq12* out, const prover_fq12* f, uint64_t n);

/* The sums of products in Fq2 that Fq12 is made of, resident, for tests: *out = Σ x[i]·u[i] for 1 ≤ n ≤ 3, and
 * out[0] + out[1]·s = (x[0] + x[1]·s)² with s² = 9 + u. */
PROVER_API prover_status prover_test_fq2_dot(prover_fe2* out, const prover_fe2* x, const prover_fe2* u, uint64_t n);
PROVER_API prover_status prover_test_fq4_sqr(prover_fe2* out, const prover_fe2* x);

/* *is_one = 1 when Π e(p[i], q[i]) = 1, else 0. PROVER_ERROR_RANGE when a point is not in its group. */
PROVER_API prover_status prover_pairing_check(int32_t* is_one, const prover_g1* p, const prover_g2* q, uint64_t n,
                                              const volatile int32_t* cancel);

#ifdef __cplusplus
}
#endif

#endif /* PROVER_NATIVE_H */
