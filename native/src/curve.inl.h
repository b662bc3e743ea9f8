// The group laws of G1 (F = Fq) and G2 (F = Fq2). Included after curve_types.inl.h.
// Formulas: Explicit-Formulas Database, shortw/xyzz (madd-2008-s, add-2008-s, dbl-2008-s-1; Sutherland 2008).

// 2·P. The order of both groups is odd: no point has y = 0.   Cost: 6M + 3S.
template <class F>
PROVER_NOINLINE void double_in_place(Xyzz<F>& p) {
  const F u = dbl(p.y);
  const F v = sqr(u);
  const F w = mul(u, v);
  const F s = mul(p.x, v);
  const F xx = sqr(p.x);
  const F m = add(dbl(xx), xx);
  const F x3 = sub(sqr(m), dbl(s));
  p.y = sub(mul(m, sub(s, x3)), mul(w, p.y));
  p.x = x3;
  p.zz = mul(v, p.zz);  // stays 0 for the identity
  p.zzz = mul(w, p.zzz);
}

// p += q, all cases.   Cost: 8M + 2S.
template <class F>
PROVER_NOINLINE void add_in_place(Xyzz<F>& p, const Affine<F>& q) {
  if (is_identity(q)) {
    return;
  }
  if (is_identity(p)) {
    p = to_xyzz(q);
    return;
  }
  const F h = sub(mul(q.x, p.zz), p.x);
  const F r = sub(mul(q.y, p.zzz), p.y);
  if (is_zero(h)) {
    if (is_zero(r)) {
      double_in_place(p);
    } else {
      p = identity_xyzz<F>();
    }
    return;
  }
  const F hh = sqr(h);
  const F hhh = mul(h, hh);
  const F s = mul(p.x, hh);
  const F x3 = sub(sub(sqr(r), hhh), dbl(s));
  p.y = sub(mul(r, sub(s, x3)), mul(p.y, hhh));
  p.x = x3;
  p.zz = mul(p.zz, hh);
  p.zzz = mul(p.zzz, hhh);
}

// p += q, all cases.   Alias: q may be p.   Cost: 12M + 2S.
template <class F>
PROVER_NOINLINE void add_in_place(Xyzz<F>& p, const Xyzz<F>& q) {
  if (is_identity(q)) {
    return;
  }
  if (is_identity(p)) {
    p = q;
    return;
  }
  const F u1 = mul(p.x, q.zz);
  const F s1 = mul(p.y, q.zzz);
  const F h = sub(mul(q.x, p.zz), u1);
  const F r = sub(mul(q.y, p.zzz), s1);
  if (is_zero(h)) {
    if (is_zero(r)) {
      double_in_place(p);
    } else {
      p = identity_xyzz<F>();
    }
    return;
  }
  const F hh = sqr(h);
  const F hhh = mul(h, hh);
  const F s = mul(u1, hh);
  p.zz = mul(mul(p.zz, q.zz), hh);
  p.zzz = mul(mul(p.zzz, q.zzz), hhh);
  p.x = sub(sub(sqr(r), hhh), dbl(s));
  p.y = sub(mul(r, sub(s, p.x)), mul(s1, hhh));
}

// The affine point: 1/ZZ = (ZZ/ZZZ)², since ZZ/ZZZ = 1/Z.
template <class F>
PROVER_NOINLINE Affine<F> to_affine(const Xyzz<F>& p) {
  const F inverse = invert_vartime(p.zzz);  // 0 for the identity, and so the result
  const F z_inverse = mul(p.zz, inverse);
  return Affine<F>{mul(p.x, sqr(z_inverse)), mul(p.y, inverse)};
}
