// Constants of the curves, in Montgomery form.

// b of y² = x³ + b: 3 for G1, 3/(9 + u) for G2.
PROVER_INLINE void curve_b(Fq& b) {
  b = Fq{{0x7a17caa950ad28d7, 0x1f6ac17ae15521b9, 0x334bea4e696bd284, 0x2a1f6744ce179d8e}};
}
PROVER_INLINE void curve_b(Fq2& b) {
  b = Fq2{Fq{{0x3bf938e377b802a8, 0x020b1b273633535d, 0x26b7edf049755260, 0x2514c6324384a86d}},
          Fq{{0x38e7ecccd1dcff67, 0x65f0b37d93ce0d3e, 0xd749d0dd22ac00aa, 0x0141b9ce4a688d4d}}};
}
