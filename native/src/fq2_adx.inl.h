// Sums of products in 𝔽q² with BMI2 and ADX, one Montgomery reduction per coordinate. The twin of fq2_portable.inl.h.
//
// A coordinate of x·u + y·v + … is a sum of 2k products in 𝔽q. Row i adds the products of limb i of every left factor
// and takes one Montgomery step, so that k products cost 4·(8k + 4) mulx instead of 4·(8·2k): the idea of Longa,
// ePrint 2022/367, section 3. Measured on Zen 5: 62, 100, 141 cycles per coordinate for k = 1, 2, 3; one product 45.
//
// Bound: with n products of factors x < 2^256, u ≤ p, the rows keep t < (n + 1)·p, since
// t' ≤ (t + n·(2^64 − 1)·p + (2^64 − 1)·p)/2^64. (4 + 1)·p < 2^256: with two 𝔽q² products, t has four words after a
// row and five within it. (6 + 1)·p lies between 2^256 and 2^257, and six products and t may carry out of five words
// (5·2^64·p + 7·p < 2^320 < 6·2^64·p): three 𝔽q² products keep one more word. The last value is
// (Σ + m·p)/2^256 < n·p²/2^256 + p for reduced x: below 1.76·p for n = 4 and below 2.14·p for n = 6.

// t = x·u, limb 0 of x at xo, u at uo.
#define PROVER_DOT_FIRST(x, xo, u, uo) \
  "movq " xo "(%[" x                   \
  "]), %%rdx\n\t"                      \
  "mulxq " uo "+0(%[" u                \
  "]), %[t0], %[t1]\n\t"               \
  "mulxq " uo "+8(%[" u                \
  "]), %[lo], %[t2]\n\t"               \
  "addq %[lo], %[t1]\n\t"              \
  "mulxq " uo "+16(%[" u               \
  "]), %[lo], %[t3]\n\t"               \
  "adcq %[lo], %[t2]\n\t"              \
  "mulxq " uo "+24(%[" u               \
  "]), %[lo], %[t4]\n\t"               \
  "adcq %[lo], %[t3]\n\t"              \
  "adcq $0, %[t4]\n\t"

// t += x·u. `clear` makes a zero by xor, which also clears both carry flags: of t4 where a row starts, else of lo.
#define PROVER_DOT_ROW(clear, x, xo, u, uo) \
  "movq " xo "(%[" x                        \
  "]), %%rdx\n\t"                           \
  "xorl %k[" clear "], %k[" clear           \
  "]\n\t"                                   \
  "mulxq " uo "+0(%[" u                     \
  "]), %[lo], %[hi]\n\t"                    \
  "adoxq %[lo], %[t0]\n\t"                  \
  "adcxq %[hi], %[t1]\n\t"                  \
  "mulxq " uo "+8(%[" u                     \
  "]), %[lo], %[hi]\n\t"                    \
  "adoxq %[lo], %[t1]\n\t"                  \
  "adcxq %[hi], %[t2]\n\t"                  \
  "mulxq " uo "+16(%[" u                    \
  "]), %[lo], %[hi]\n\t"                    \
  "adoxq %[lo], %[t2]\n\t"                  \
  "adcxq %[hi], %[t3]\n\t"                  \
  "mulxq " uo "+24(%[" u                    \
  "]), %[lo], %[hi]\n\t"                    \
  "adoxq %[lo], %[t3]\n\t"                  \
  "movl $0, %k[lo]\n\t"                     \
  "adcxq %[hi], %[t4]\n\t"                  \
  "adoxq %[lo], %[t4]\n\t"
#define PROVER_DOT_NEW(x, xo, u, uo) PROVER_DOT_ROW("t4", x, xo, u, uo)
#define PROVER_DOT_MORE(x, xo, u, uo) PROVER_DOT_ROW("lo", x, xo, u, uo)

// t ← (t + m·p)/2^64, t below 2^256 after it.
#define PROVER_DOT_STEP           \
  "movq %[ninv], %%rdx\n\t"       \
  "imulq %[t0], %%rdx\n\t"        \
  "xorl %k[hi], %k[hi]\n\t"       \
  "mulxq %[p0], %[lo], %[hi]\n\t" \
  "adcxq %[t0], %[lo]\n\t"        \
  "movq %[hi], %[t0]\n\t"         \
  "adcxq %[t1], %[t0]\n\t"        \
  "mulxq %[p1], %[lo], %[t1]\n\t" \
  "adoxq %[lo], %[t0]\n\t"        \
  "adcxq %[t2], %[t1]\n\t"        \
  "mulxq %[p2], %[lo], %[t2]\n\t" \
  "adoxq %[lo], %[t1]\n\t"        \
  "adcxq %[t3], %[t2]\n\t"        \
  "mulxq %[p3], %[lo], %[t3]\n\t" \
  "movl $0, %k[hi]\n\t"           \
  "adoxq %[lo], %[t2]\n\t"        \
  "adcxq %[hi], %[t3]\n\t"        \
  "adoxq %[t4], %[t3]\n\t"

// t5 = the carry out of t4 of the row just before it, which leaves lo = 0.
#define PROVER_DOT_TOP "movl $0, %k[t5]\n\tadcxq %[lo], %[t5]\n\tadoxq %[lo], %[t5]\n\t"

// PROVER_DOT_STEP on six words; the fifth word that remains is the next t4.
#define PROVER_DOT_STEP_CARRY PROVER_DOT_STEP "adcxq %[hi], %[t5]\n\tadoxq %[hi], %[t5]\n\tmovq %[t5], %[t4]\n\t"

#define PROVER_DOT_T5 , [t5] "=&r"(t5)

// One row per line, which clang-format does not see.
// clang-format off
// The asm statement of all kinds: rows, further outputs with a comma before them, pointers to the factors.
#define PROVER_DOT_ASM(rows, more, ...)                                                                            \
  uint64_t t0, t1, t2, t3, t4, lo, hi;                                                                             \
  __asm__ volatile(rows                                                                                            \
                   : [t0] "=&r"(t0), [t1] "=&r"(t1), [t2] "=&r"(t2), [t3] "=&r"(t3), [t4] "=&r"(t4),               \
                     [lo] "=&r"(lo), [hi] "=&r"(hi) more                                                           \
                   : __VA_ARGS__, [p0] "m"(FqParams::kP[0]), [p1] "m"(FqParams::kP[1]), [p2] "m"(FqParams::kP[2]), \
                     [p3] "m"(FqParams::kP[3]), [ninv] "m"(FqParams::kNegInv)                                      \
                   : "rdx", "cc", "memory");                                                                       \
  Fq out;                                                                                                          \
  reduce_once<FqParams>(out.l, t0, t1, t2, t3)

// Row macros take the macro of their first product, the offsets of the limb of each left factor and, as `ur` and `ui`,
// where in a Factor the partners of a real and of an imaginary part lie: 0 and 64 for the real part of the sum, 32 and
// 0 for the imaginary one.

// x·u
#define PROVER_DOT1_ROW(first, limb0, limb1, ur, ui) \
  first("x", limb0, "u", ur)                         \
  PROVER_DOT_MORE("x", limb1, "u", ui)               \
  PROVER_DOT_STEP
#define PROVER_DOT1_ROWS(ur, ui)                       \
  PROVER_DOT1_ROW(PROVER_DOT_FIRST, "0", "32", ur, ui) \
  PROVER_DOT1_ROW(PROVER_DOT_NEW, "8", "40", ur, ui)   \
  PROVER_DOT1_ROW(PROVER_DOT_NEW, "16", "48", ur, ui)  \
  PROVER_DOT1_ROW(PROVER_DOT_NEW, "24", "56", ur, ui)

PROVER_INLINE Fq dot_real(const Fq2& x, const Factor& u) {
  PROVER_DOT_ASM(PROVER_DOT1_ROWS("0", "64"), , [x] "r"(&x), [u] "r"(&u));
  return out;
}
PROVER_INLINE Fq dot_imaginary(const Fq2& x, const Factor& u) {
  PROVER_DOT_ASM(PROVER_DOT1_ROWS("32", "0"), , [x] "r"(&x), [u] "r"(&u));
  return out;
}

// x·u + y·v
#define PROVER_DOT2_ROW(first, limb0, limb1, ur, ui) \
  first("x", limb0, "u", ur)                         \
  PROVER_DOT_MORE("x", limb1, "u", ui)               \
  PROVER_DOT_MORE("y", limb0, "v", ur)               \
  PROVER_DOT_MORE("y", limb1, "v", ui)               \
  PROVER_DOT_STEP
#define PROVER_DOT2_ROWS(ur, ui)                       \
  PROVER_DOT2_ROW(PROVER_DOT_FIRST, "0", "32", ur, ui) \
  PROVER_DOT2_ROW(PROVER_DOT_NEW, "8", "40", ur, ui)   \
  PROVER_DOT2_ROW(PROVER_DOT_NEW, "16", "48", ur, ui)  \
  PROVER_DOT2_ROW(PROVER_DOT_NEW, "24", "56", ur, ui)

PROVER_INLINE Fq dot_real(const Fq2& x, const Factor& u, const Fq2& y, const Factor& v) {
  PROVER_DOT_ASM(PROVER_DOT2_ROWS("0", "64"), , [x] "r"(&x), [u] "r"(&u), [y] "r"(&y), [v] "r"(&v));
  return out;
}
PROVER_INLINE Fq dot_imaginary(const Fq2& x, const Factor& u, const Fq2& y, const Factor& v) {
  PROVER_DOT_ASM(PROVER_DOT2_ROWS("32", "0"), , [x] "r"(&x), [u] "r"(&u), [y] "r"(&y), [v] "r"(&v));
  return out;
}

// m·n and one coordinate of y·v.   In: m, n < 2p, m·n ≤ 2.25·p². The rows stay below (2 + 1 + 1 + 1)·p and the value
// below (2.25 + 2)·p²/2^256 + p < 1.81·p.
#define PROVER_DOT_PLUS_ROW(first, limb0, limb1, ur, ui) \
  first("m", limb0, "n", "0")                            \
  PROVER_DOT_MORE("y", limb0, "v", ur)                   \
  PROVER_DOT_MORE("y", limb1, "v", ui)                   \
  PROVER_DOT_STEP
#define PROVER_DOT_PLUS_ROWS(ur, ui)                       \
  PROVER_DOT_PLUS_ROW(PROVER_DOT_FIRST, "0", "32", ur, ui) \
  PROVER_DOT_PLUS_ROW(PROVER_DOT_NEW, "8", "40", ur, ui)   \
  PROVER_DOT_PLUS_ROW(PROVER_DOT_NEW, "16", "48", ur, ui)  \
  PROVER_DOT_PLUS_ROW(PROVER_DOT_NEW, "24", "56", ur, ui)

PROVER_INLINE Fq dot_real(const Fq& m, const Fq& n, const Fq2& y, const Factor& v) {
  PROVER_DOT_ASM(PROVER_DOT_PLUS_ROWS("0", "64"), , [m] "r"(&m), [n] "r"(&n), [y] "r"(&y), [v] "r"(&v));
  return out;
}
PROVER_INLINE Fq dot_imaginary(const Fq& m, const Fq& n, const Fq2& y, const Factor& v) {
  PROVER_DOT_ASM(PROVER_DOT_PLUS_ROWS("32", "0"), , [m] "r"(&m), [n] "r"(&n), [y] "r"(&y), [v] "r"(&v));
  return out;
}

// a[0]·u + a[1]·v + a[2]·w
#define PROVER_DOT3_ROW(first, a0, a1, a2, a3, a4, a5, ur, ui) \
  first("a", a0, "u", ur)                                      \
  PROVER_DOT_MORE("a", a1, "u", ui)                            \
  PROVER_DOT_MORE("a", a2, "v", ur)                            \
  PROVER_DOT_MORE("a", a3, "v", ui)                            \
  PROVER_DOT_MORE("a", a4, "w", ur)                            \
  PROVER_DOT_MORE("a", a5, "w", ui)                            \
  PROVER_DOT_TOP
#define PROVER_DOT3_ROWS(ur, ui)                                                  \
  PROVER_DOT3_ROW(PROVER_DOT_FIRST, "0", "32", "64", "96", "128", "160", ur, ui)  \
  PROVER_DOT_STEP_CARRY                                                           \
  PROVER_DOT3_ROW(PROVER_DOT_MORE, "8", "40", "72", "104", "136", "168", ur, ui)  \
  PROVER_DOT_STEP_CARRY                                                           \
  PROVER_DOT3_ROW(PROVER_DOT_MORE, "16", "48", "80", "112", "144", "176", ur, ui) \
  PROVER_DOT_STEP_CARRY                                                           \
  PROVER_DOT3_ROW(PROVER_DOT_MORE, "24", "56", "88", "120", "152", "184", ur, ui) \
  PROVER_DOT_STEP
// clang-format on

PROVER_INLINE Fq dot_real(const Fq2* a, const Factor& u, const Factor& v, const Factor& w) {
  uint64_t t5;
  PROVER_DOT_ASM(PROVER_DOT3_ROWS("0", "64"), PROVER_DOT_T5, [a] "r"(a), [u] "r"(&u), [v] "r"(&v), [w] "r"(&w));
  reduce_once<FqParams>(out.l, out.l[0], out.l[1], out.l[2], out.l[3]);  // below 2.14·p before the first
  return out;
}
PROVER_INLINE Fq dot_imaginary(const Fq2* a, const Factor& u, const Factor& v, const Factor& w) {
  uint64_t t5;
  PROVER_DOT_ASM(PROVER_DOT3_ROWS("32", "0"), PROVER_DOT_T5, [a] "r"(a), [u] "r"(&u), [v] "r"(&v), [w] "r"(&w));
  reduce_once<FqParams>(out.l, out.l[0], out.l[1], out.l[2], out.l[3]);  // below 2.14·p before the first
  return out;
}

#undef PROVER_DOT_FIRST
#undef PROVER_DOT_ROW
#undef PROVER_DOT_NEW
#undef PROVER_DOT_MORE
#undef PROVER_DOT_STEP
#undef PROVER_DOT_TOP
#undef PROVER_DOT_STEP_CARRY
#undef PROVER_DOT_T5
#undef PROVER_DOT_ASM
#undef PROVER_DOT1_ROW
#undef PROVER_DOT1_ROWS
#undef PROVER_DOT2_ROW
#undef PROVER_DOT2_ROWS
#undef PROVER_DOT_PLUS_ROW
#undef PROVER_DOT_PLUS_ROWS
#undef PROVER_DOT3_ROW
#undef PROVER_DOT3_ROWS
