// The running multiple T of Q in a Miller loop, and the lines it draws: two ways. Included after pairing_loop.inl.h.
//
// A walk has Q inside, not the identity and on the curve. It offers
//   twice(), plus(which)   the next step for all its points;
//   apply(f, at)           f times the values of the lines of that step;
//   ended(i)               true when T ended where the loop must end for a point of the subgroup.
// No step divides by 0, whatever the point. Doubling: the order of the curve, n = r·(2p − r), is odd. Adding ±Q to
// T = [k]Q: k − 1 and k + 1 are prime to n for all 21 k of the loop. Adding π(Q) and −π²(Q): the norms of 6x + 2 ± π
// and of 6x + 2 + π ± π² (see loop_end) are prime to n. (Computed once, outside of this program.)

static const uint32_t kWalkPoints = 32;  // 20 KiB of stack; one inversion is a third of a percent of their lines

// values[i] ← 1/values[i] with one inversion.   In: n ≤ kWalkPoints, none is 0.   Cost: 7 products in 𝔽q each.
PROVER_NOINLINE void invert_each(Fq2* values, uint32_t n) {
  Fq norms[kWalkPoints], before[kWalkPoints];
  Fq product = Fq::one();
  for (uint32_t i = 0; i < n; i++) {
    norms[i] = norm(values[i]);
    before[i] = product;
    product = mul(product, norms[i]);
  }
  Fq inverse = invert_vartime(product);
  for (uint32_t i = n; i-- > 0;) {
    const Fq one_over_norm = mul(inverse, before[i]);
    inverse = mul(inverse, norms[i]);
    values[i] = Fq2{mul(values[i].c0, one_over_norm), neg(mul(values[i].c1, one_over_norm))};
  }
}

// Affine, one inversion per step for all points.   Cost per point: 21 products in 𝔽q to double, 18 to add, and the
// inversion (about 110 products) shared.
struct AffineWalk {
  uint32_t count;
  Affine<Fq2> q[kWalkPoints], t[kWalkPoints], s[kWalkPoints];
  Fq2 inverse[kWalkPoints];
  TwistLine line[kWalkPoints];

  AffineWalk() : count(0) {}

  void start(const Affine<Fq2>& point) {
    q[count] = t[count] = point;
    count++;
  }

  void twice() {
    for (uint32_t i = 0; i < count; i++) {
      inverse[i] = dbl(t[i].y);
    }
    invert_each(inverse, count);
    for (uint32_t i = 0; i < count; i++) {
      const Fq2 xx = sqr(t[i].x);
      step(i, mul(add(dbl(xx), xx), inverse[i]), t[i].x);
    }
  }

  void plus(Addend which) {
    for (uint32_t i = 0; i < count; i++) {
      s[i] = addend_of(q[i], which);
      inverse[i] = sub(t[i].x, s[i].x);
    }
    invert_each(inverse, count);
    for (uint32_t i = 0; i < count; i++) {
      step(i, mul(sub(t[i].y, s[i].y), inverse[i]), s[i].x);
    }
  }

  // The line through T with this slope, and the negative of the third point where it meets the curve; `x` is the
  // second one's.
  void step(uint32_t i, const Fq2& slope, const Fq2& x) {
    const Fq2 offset = sub(mul(slope, t[i].x), t[i].y);
    const Fq2 x3 = sub(sub(sqr(slope), t[i].x), x);
    t[i] = Affine<Fq2>{x3, sub(offset, mul(slope, x3))};
    line[i] = TwistLine{slope, offset};
  }

  void apply(Fq12& f, const LinePoint* at) const {
    for (uint32_t i = 0; i < count; i++) {
      f = mul_by_line(f, line[i], at[i]);
    }
  }

  bool ended(uint32_t i) const {
    const Affine<Fq2> end = loop_end(q[i]);
    return equal(t[i].x, end.x) && equal(t[i].y, end.y);
  }
};

// Homogeneous, x = X/Z, y = Y/Z, without inversions: for few points.   Cost per point: 24 products in 𝔽q to double, 37
// to add, and lines without a coefficient 1, which cost a third more to multiply by.
struct HomogeneousWalk {
  struct Point {
    Fq2 x, y, z;
  };
  // l = r0·y + r1·x·w + r2·v·w at P = (x, y), up to a factor in 𝔽q² that the final exponentiation removes. Divided by
  // y, as the other lines are.
  struct Line {
    Fq2 r0, r1, r2;
  };

  uint32_t count;
  Affine<Fq2> q[kWalkPoints];
  Point t[kWalkPoints];
  Line line[kWalkPoints];

  HomogeneousWalk() : count(0) {}

  void start(const Affine<Fq2>& point) {
    q[count] = point;
    t[count++] = Point{point.x, point.y, Fq2::one()};
  }

  void twice() {
    for (uint32_t i = 0; i < count; i++) {
      line[i] = double_step(t[i]);
    }
  }

  void plus(Addend which) {
    for (uint32_t i = 0; i < count; i++) {
      line[i] = add_step(t[i], addend_of(q[i], which));
    }
  }

  void apply(Fq12& f, const LinePoint* at) const {
    for (uint32_t i = 0; i < count; i++) {
      f = mul_by_line(f, line[i].r0, mul(line[i].r1, neg(at[i].minus_x_over_y)), mul(line[i].r2, at[i].one_over_y));
    }
  }

  bool ended(uint32_t i) const {
    const Affine<Fq2> end = loop_end(q[i]);
    return equal(t[i].x, mul(end.x, t[i].z)) && equal(t[i].y, mul(end.y, t[i].z));
  }

  // T ← 2T and the tangent at T.   Cost: 3M + 6S in 𝔽q² and one product with b'; all coordinates are scaled by 4, so
  // that nothing is halved.
  // Tangent: slope λ = 3X²/(2YZ); −2YZ·y_P + 3X²·x_P·w + (3b'Z² − Y²)·v·w, with X³ = Y²Z − b'Z³ for the last term.
  static Line double_step(Point& t) {
    Fq2 twist_b;
    curve_b(twist_b);
    const Fq2 xy = mul(t.x, t.y);
    const Fq2 b = sqr(t.y);
    const Fq2 c = sqr(t.z);
    const Fq2 e = mul(add(dbl(c), c), twist_b);  // 3b'Z²
    const Fq2 f = add(dbl(e), e);
    const Fq2 h = sub(sub(sqr(add(t.y, t.z)), b), c);  // 2YZ
    const Fq2 xx = sqr(t.x);
    const Fq2 ee = sqr(e);
    const Line line = {neg(h), add(dbl(xx), xx), sub(e, b)};
    // X' = 2XY(B − F), Y' = (B + F)² − 12E², Z' = 4BH.
    const Fq2 plus = add(b, f);
    const Fq2 ee4 = dbl(dbl(ee));
    t.x = dbl(mul(xy, sub(b, f)));
    t.y = sub(sqr(plus), add(dbl(ee4), ee4));
    t.z = dbl(dbl(mul(b, h)));
    return line;
  }

  // T ← T + S, S affine and ≠ ±T, and the line through them.   Cost: 11M + 2S in 𝔽q².
  // Line with O = Y − yZ, L = X − xZ (slope O/L): L·y_P − O·x_P·w + (O·x − L·y)·v·w.
  static Line add_step(Point& t, const Affine<Fq2>& s) {
    const Fq2 o = sub(t.y, mul(s.y, t.z));
    const Fq2 l = sub(t.x, mul(s.x, t.z));
    const Fq2 d = sqr(l);
    const Fq2 e = mul(l, d);
    const Fq2 f = mul(t.z, sqr(o));
    const Fq2 g = mul(t.x, d);
    const Fq2 h = sub(add(e, f), dbl(g));
    const Line line = {l, neg(o), sub(mul(s.x, o), mul(l, s.y))};
    t.x = mul(l, h);
    t.y = sub(mul(sub(g, h), o), mul(t.y, e));
    t.z = mul(t.z, e);
    return line;
  }
};

// Walks through the loop. `each` is told of every squaring by square() and of every step by lines(walk).
template <class Walk, class Each>
PROVER_INLINE void walk_loop(Walk& walk, Each& each) {
  for (const int8_t digit : kLoop) {
    each.square();
    walk.twice();
    each.lines(walk);
    if (digit != 0) {
      walk.plus(digit > 0 ? Addend::kPlusQ : Addend::kMinusQ);
      each.lines(walk);
    }
  }
  walk.plus(Addend::kFrobenius);
  each.lines(walk);
  walk.plus(Addend::kMinusFrobenius2);
  each.lines(walk);
}
