// Conversions and checks of point arrays.

template <class F>
PROVER_INLINE bool on_curve(const Affine<F>& p) {
  F b;
  curve_b(b);
  return is_identity(p) || equal(sqr(p.y), add(mul(sqr(p.x), p.x), b));
}

PROVER_INLINE bool in_subgroup(const Affine<Fq>&) { return true; }  // cofactor 1

// ψ(Q) = [6x²]Q. The endomorphism ψ satisfies ψ² − t·ψ + p = 0 with t − 1 = 6x², so this implies
// 0 = ((t−1)² − t·(t−1) + p)·Q = (p + 1 − t)·Q = r·Q; and on G2 ψ is multiplication by p ≡ t − 1 mod r.
// Source: El Housni, Guillevic, Piellard, ePrint 2022/352, section 3; the argument above is complete.
PROVER_NOINLINE bool in_subgroup(const Affine<Fq2>& q) {
  const Fq2 gamma2 = {
      {{0xb5773b104563ab30, 0x347f91c8a9aa6454, 0x7a007127242e0991, 0x1956bcd8118214ec}},
      {{0x6e849f1ea0aa4757, 0xaa1c7b6d89f89141, 0xb6e713cdfae0ca3a, 0x26694fbb4e82ebc3}}};  // ξ^((p−1)/3)
  const Fq2 gamma3 = {
      {{0xe4bbdd0c2936b629, 0xbb30f162e133bacb, 0x31a9d1b6f9645366, 0x253570bea500f8dd}},
      {{0xa1d77ce45ffe77c7, 0x07affd117826d1db, 0x6d16bd27bb7edc6b, 0x2c87200285defecc}}};  // ξ^((p−1)/2)
  const uint64_t scalar[2] = {0xf83e9682e87cfd46, 0x6f4d8248eeb859fb};                      // 6x²
  Xyzz<Fq2> multiple = identity_xyzz<Fq2>();
  for (int i = 126; i >= 0; i--) {
    double_in_place(multiple);
    if ((scalar[i / 64] >> (i % 64)) & 1) {
      add_in_place(multiple, q);
    }
  }
  const Affine<Fq2> left = to_affine(multiple);
  return equal(left.x, mul(conjugate(q.x), gamma2)) && equal(left.y, mul(conjugate(q.y), gamma3));
}

template <class F>
PROVER_INLINE prover_status check_points(uint64_t* bad, const Affine<F>* points, uint64_t n, Cancel cancel) {
  for (uint64_t i = 0; i < n; i++) {
    if ((i & 63) == 0 && cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    if (!is_identity(points[i]) && !(on_curve(points[i]) && in_subgroup(points[i]))) {
      *bad = i;
      return PROVER_ERROR_RANGE;
    }
  }
  return PROVER_OK;
}
