// The shape of the Miller loop of the optimal ate pairing, and the values of its lines. Included after tower.inl.h and
// points.inl.h.
// Sources: Vercauteren, "Optimal pairings", ePrint 2008/096; Aranha, Karabina, Longa, Gebotys, López, "Faster explicit
// formulas for computing pairings over ordinary curves", ePrint 2010/526.

// 6x + 2 as signed binary digits, highest first, without the leading 1.
static constexpr int8_t kLoop[65] = {0, -1, 0, 1,  0, 0, 0, -1, 0, -1, 0,  0, 0,  -1, 0, 1, 0, -1, 0, 0, -1, 0,
                                     0, 0,  0, 0,  1, 0, 0, -1, 0, 1,  0,  0, -1, 0,  0, 0, 0, -1, 0, 1, 0,  0,
                                     0, -1, 0, -1, 0, 0, 1, 0,  0, 0,  -1, 0, 0,  -1, 0, 1, 0, 1,  0, 0, 0};

constexpr uint64_t loop_lines() {
  uint64_t lines = 2;
  for (const int8_t digit : kLoop) {
    lines += digit != 0 ? 2 : 1;
  }
  return lines;
}
static_assert(loop_lines() == kLineCount, "tables hold every line");

// What a step adds to T.
enum class Addend { kPlusQ, kMinusQ, kFrobenius, kMinusFrobenius2 };

static Affine<Fq2> addend_of(const Affine<Fq2>& q, Addend which) {
  switch (which) {
    case Addend::kPlusQ:
      return q;
    case Addend::kMinusQ:
      return Affine<Fq2>{q.x, neg(q.y)};
    case Addend::kFrobenius:
      return twist_endomorphism(q);
    default:
      const Affine<Fq2> twice = twist_endomorphism(twist_endomorphism(q));
      return Affine<Fq2>{twice.x, neg(twice.y)};
  }
}

// Where the loop must end: [6x + 2]Q + π(Q) − π²(Q) = −π³(Q), π being twist_endomorphism. This holds exactly for
// points of the subgroup, so that the loop tests membership at the price of one comparison. Proof: on the curve
// π² = t·π − p, which turns π³ − π² + π + 6x + 2 into a·π + b with integers a, b; a point where it vanishes is killed
// by its norm N = a²·p + a·b·t + b². N is a multiple of r and prime to the cofactor 2p − r, and the curve has
// r·(2p − r) points, so that r kills it. The other way round, π acts on the subgroup as p, and r divides
// p³ − p² + p + 6x + 2.
static Affine<Fq2> loop_end(const Affine<Fq2>& q) {
  const Affine<Fq2> thrice = twist_endomorphism(twist_endomorphism(twist_endomorphism(q)));
  return Affine<Fq2>{thrice.x, neg(thrice.y)};
}

// A line y = slope·x − offset through points of the twist.
struct TwistLine {
  Fq2 slope, offset;
};
static_assert(sizeof(TwistLine) == kLineBytes, "lines lie in tables");

// P as lines want it: −x/y and 1/y. A line at P is y − slope·x·w + offset·v·w; divided by y, which lies in 𝔽q and so
// vanishes in the final exponentiation, it begins with 1.
struct LinePoint {
  Fq minus_x_over_y, one_over_y;
};

// f·l(P).   Cost: 4 products in 𝔽q and 12 in 𝔽q².
PROVER_NOINLINE Fq12 mul_by_line(const Fq12& f, const TwistLine& line, const LinePoint& p) {
  return mul_by_line(f, mul(line.slope, p.minus_x_over_y), mul(line.offset, p.one_over_y));
}
