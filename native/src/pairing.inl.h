// Optimal ate pairing on BN254, as a product check.
// Sources: Vercauteren, "Optimal pairings", ePrint 2008/096; Aranha, Karabina, Longa, Gebotys, López, "Faster explicit
// formulas for computing pairings over ordinary curves", ePrint 2010/526 (steps and lines on the twist).

// A point of the twist in homogeneous coordinates, x = X/Z, y = Y/Z.
struct Twist {
  Fq2 x, y, z;
};

// A line through points of the twist, evaluated at P = (x, y): l = r0·y + r1·x·w + r2·v·w, up to a factor in Fq2 that
// the
// final exponentiation removes.
struct Line {
  Fq2 r0, r1, r2;
};

static const uint32_t kPairsAtOnce = 8;

// 6x + 2 as signed binary digits, highest first, without the leading 1.
static const int8_t kLoop[65] = {0, -1, 0, 1,  0, 0, 0, -1, 0, -1, 0,  0, 0,  -1, 0, 1, 0, -1, 0, 0, -1, 0,
                                 0, 0,  0, 0,  1, 0, 0, -1, 0, 1,  0,  0, -1, 0,  0, 0, 0, -1, 0, 1, 0,  0,
                                 0, -1, 0, -1, 0, 0, 1, 0,  0, 0,  -1, 0, 0,  -1, 0, 1, 0, 1,  0, 0, 0};

// T ← 2T and the tangent at T.   Cost: 3M + 6S in Fq2 and halvings left out: all coordinates are scaled by 4.
// Tangent: slope λ = 3X²/(2YZ); −2YZ·y_P + 3X²·x_P·w + (3b'Z² − Y²)·v·w, with X³ = Y²Z − b'Z³ for the last term.
PROVER_NOINLINE Line double_step(Twist& t) {
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

// T ← T + Q, Q affine and ≠ ±T, and the line through them.   Cost: 11M + 2S in Fq2.
// Line with O = Y − yZ, L = X − xZ (slope O/L): L·y_P − O·x_P·w + (O·x − L·y)·v·w.
PROVER_NOINLINE Line add_step(Twist& t, const Affine<Fq2>& q) {
  const Fq2 o = sub(t.y, mul(q.y, t.z));
  const Fq2 l = sub(t.x, mul(q.x, t.z));
  const Fq2 d = sqr(l);
  const Fq2 e = mul(l, d);
  const Fq2 f = mul(t.z, sqr(o));
  const Fq2 g = mul(t.x, d);
  const Fq2 h = sub(add(e, f), dbl(g));
  const Line line = {l, neg(o), sub(mul(q.x, o), mul(l, q.y))};
  t.x = mul(l, h);
  t.y = sub(mul(sub(g, h), o), mul(t.y, e));
  t.z = mul(t.z, e);
  return line;
}

// f ← f·l(P).   Sparse factor (r0, 0, 0; r1, r2, 0): as a product of full elements, 54 products in Fq.
PROVER_NOINLINE void multiply_line(Fq12& f, const Line& line, const Affine<Fq>& p) {
  const Fq12 value = {Fq6{mul(line.r0, p.y), Fq2::zero(), Fq2::zero()}, Fq6{mul(line.r1, p.x), line.r2, Fq2::zero()}};
  f = mul(f, value);
}

// π(Q) on the twist: (x̄·γ₂, ȳ·γ₃).
static Affine<Fq2> frobenius_twist(const Affine<Fq2>& q) {
  return Affine<Fq2>{mul(conjugate(q.x), kFrobenius[1]), mul(conjugate(q.y), kFrobenius[2])};
}

// Π f_{6x+2,Qᵢ}(Pᵢ)·l_{π(Q)}·l_{−π²(Q)} for n ≤ kPairsAtOnce pairs without identities, one squaring per step for all.
PROVER_NOINLINE Fq12 miller_loop(const Affine<Fq>* p, const Affine<Fq2>* q, uint32_t n) {
  Twist t[kPairsAtOnce];
  for (uint32_t i = 0; i < n; i++) {
    t[i] = Twist{q[i].x, q[i].y, Fq2::one()};
  }
  Fq12 f = Fq12::one();
  for (uint32_t step = 0; step < sizeof kLoop; step++) {
    f = sqr(f);
    for (uint32_t i = 0; i < n; i++) {
      multiply_line(f, double_step(t[i]), p[i]);
      if (kLoop[step] != 0) {
        const Affine<Fq2> addend = {q[i].x, kLoop[step] > 0 ? q[i].y : neg(q[i].y)};
        multiply_line(f, add_step(t[i], addend), p[i]);
      }
    }
  }
  for (uint32_t i = 0; i < n; i++) {
    const Affine<Fq2> q1 = frobenius_twist(q[i]);
    const Affine<Fq2> q2 = frobenius_twist(q1);
    multiply_line(f, add_step(t[i], q1), p[i]);
    multiply_line(f, add_step(t[i], Affine<Fq2>{q2.x, neg(q2.y)}), p[i]);
  }
  return f;
}

// f^x, x = 4965661367192848881 the parameter of the curve.
PROVER_NOINLINE Fq12 power_x(const Fq12& f) {
  const uint64_t x = 0x44e992b44a6909f1;
  Fq12 out = f;
  for (int i = 61; i >= 0; i--) {
    out = sqr(out);
    if ((x >> i) & 1) {
      out = mul(out, f);
    }
  }
  return out;
}

// f^((p¹² − 1)/r): the easy part (p⁶ − 1)(p² + 1), then the hard part.
// Source: Scott, Benger, Charlemagne, Dominguez Perez, Kachisa, "On the final exponentiation for calculating pairings
// on
// ordinary elliptic curves", ePrint 2008/490, section 5 (x > 0; y₀ … y₆ as named there).
PROVER_NOINLINE Fq12 final_exponentiation(const Fq12& in) {
  Fq12 f = mul(conjugate(in), invert(in));
  f = mul(frobenius(frobenius(f)), f);
  // From here on conjugation is inversion.
  const Fq12 fp = frobenius(f), fp2 = frobenius(fp), fp3 = frobenius(fp2);
  const Fq12 fx = power_x(f), fx2 = power_x(fx), fx3 = power_x(fx2);
  const Fq12 y0 = mul(mul(fp, fp2), fp3);
  const Fq12 y1 = conjugate(f);
  const Fq12 y2 = frobenius(frobenius(fx2));
  const Fq12 y3 = conjugate(frobenius(fx));
  const Fq12 y4 = conjugate(mul(fx, frobenius(fx2)));
  const Fq12 y5 = conjugate(fx2);
  const Fq12 y6 = conjugate(mul(fx3, frobenius(fx3)));
  // y₀·y₁²·y₂⁶·y₃¹²·y₄¹⁸·y₅³⁰·y₆³⁶ by an addition chain.
  Fq12 t0 = mul(mul(sqr(y6), y4), y5);
  Fq12 t1 = mul(mul(y3, y5), t0);
  t0 = mul(t0, y2);
  t1 = sqr(mul(sqr(t1), t0));
  t0 = sqr(mul(t1, y1));
  return mul(t0, mul(t1, y0));
}

static prover_status pairing_check(int32_t* is_one_out, const prover_g1* p, const prover_g2* q, uint64_t n,
                                   Cancel cancel) {
  const Affine<Fq>* left = reinterpret_cast<const Affine<Fq>*>(p);
  const Affine<Fq2>* right = reinterpret_cast<const Affine<Fq2>*>(q);
  Affine<Fq> held_p[kPairsAtOnce];
  Affine<Fq2> held_q[kPairsAtOnce];
  Fq12 product = Fq12::one();
  uint32_t held = 0;
  for (uint64_t i = 0; i < n; i++) {
    if (!is_identity(left[i]) && !is_identity(right[i])) {
      held_p[held] = left[i];
      held_q[held++] = right[i];
    }
    if (held == kPairsAtOnce || (i + 1 == n && held > 0)) {
      if (cancel != nullptr && *cancel != 0) {
        return PROVER_CANCELLED;
      }
      product = mul(product, miller_loop(held_p, held_q, held));
      held = 0;
    }
  }
  *is_one_out = is_one(final_exponentiation(product)) ? 1 : 0;
  return PROVER_OK;
}
