// Points of G1 (F = Fq) and G2 (F = Fq2): y² = x³ + b. Included inside the anonymous namespace of a level.

// Affine; the identity is x = y = 0. Same layout as prover_g1, prover_g2.
template <class F>
struct Affine {
  F x, y;
};

// x = X/ZZ, y = Y/ZZZ, ZZ³ = ZZZ²; the identity has ZZ = 0. Same layout as prover_g1_partial, prover_g2_partial.
// Formulas: Explicit-Formulas Database, shortw/xyzz (madd-2008-s, add-2008-s, dbl-2008-s-1; Sutherland 2008).
template <class F>
struct Xyzz {
  F x, y, zz, zzz;
};

template <class F>
PROVER_INLINE bool is_identity(const Affine<F>& p) {
  return is_zero(p.x) && is_zero(p.y);
}

template <class F>
PROVER_INLINE bool is_identity(const Xyzz<F>& p) {
  return is_zero(p.zz);
}

template <class F>
PROVER_INLINE Xyzz<F> identity_xyzz() {
  return Xyzz<F>{F::zero(), F::zero(), F::zero(), F::zero()};
}

template <class F>
PROVER_INLINE Xyzz<F> to_xyzz(const Affine<F>& p) {
  return is_identity(p) ? identity_xyzz<F>() : Xyzz<F>{p.x, p.y, F::one(), F::one()};
}
