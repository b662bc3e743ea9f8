// Conversions and checks of point arrays.

template <class F>
PROVER_INLINE bool on_curve(const Affine<F>& p) {
  F b;
  curve_b(b);
  return is_identity(p) || equal(sqr(p.y), add(mul(sqr(p.x), p.x), b));
}

PROVER_INLINE bool in_subgroup(const Affine<Fq>&) { return true; }  // cofactor 1

// ψ: untwist, p-th power of the coordinates, twist back.
PROVER_NOINLINE Affine<Fq2> twist_endomorphism(const Affine<Fq2>& q) {
  const Fq2 gamma2 = {
      {{0xb5773b104563ab30, 0x347f91c8a9aa6454, 0x7a007127242e0991, 0x1956bcd8118214ec}},
      {{0x6e849f1ea0aa4757, 0xaa1c7b6d89f89141, 0xb6e713cdfae0ca3a, 0x26694fbb4e82ebc3}}};  // ξ^((p−1)/3)
  const Fq2 gamma3 = {
      {{0xe4bbdd0c2936b629, 0xbb30f162e133bacb, 0x31a9d1b6f9645366, 0x253570bea500f8dd}},
      {{0xa1d77ce45ffe77c7, 0x07affd117826d1db, 0x6d16bd27bb7edc6b, 0x2c87200285defecc}}};  // ξ^((p−1)/2)
  return Affine<Fq2>{mul(conjugate(q.x), gamma2), mul(conjugate(q.y), gamma3)};
}

// [x + 1]Q + ψ([x]Q) + ψ²([x]Q) = ψ³([2x]Q), for Q on the curve and not the identity.   Cost: 62 doublings.
// Complete: ψ acts on the subgroup as p, and x + 1 + x·p + x·p² − 2x·p³ is a multiple of r. Sound: on the curve
// ψ² = t·ψ − p, which turns the difference of the sides into a·ψ + b with integers a, b; a point where it vanishes is
// killed by its norm a²·p + a·b·t + b², a multiple of r that is prime to the cofactor 2p − r, and so by r.
// Source: El Housni, Guillevic, Piellard, ePrint 2022/352, section 3.2; the norm computed here.
PROVER_NOINLINE bool in_subgroup(const Affine<Fq2>& q) {
  const uint64_t x = 0x44e992b44a6909f1;
  Xyzz<Fq2> multiple = to_xyzz(q);
  for (int i = 61; i >= 0; i--) {
    double_in_place(multiple);
    if ((x >> i) & 1) {
      add_in_place(multiple, q);
    }
  }
  const Affine<Fq2> xq = to_affine(multiple);
  const Affine<Fq2> once = twist_endomorphism(xq);
  const Affine<Fq2> twice = twist_endomorphism(once);
  const Affine<Fq2> thrice = twist_endomorphism(twice);
  const Affine<Fq2> minus_thrice = {thrice.x, neg(thrice.y)};
  Xyzz<Fq2> difference = to_xyzz(minus_thrice);
  double_in_place(difference);
  add_in_place(difference, xq);
  add_in_place(difference, q);
  add_in_place(difference, once);
  add_in_place(difference, twice);
  return is_identity(difference);
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
