// Products of optimal ate pairings: Miller values of pairs and of fixed points with tables, checks of the points.
// Included after pairing_walk.inl.h and points.inl.h.

// From so many points on, affine steps with a shared inversion are cheaper than homogeneous ones.
static const uint32_t kAffineFrom = 4;

static uint64_t pairing_magic() { return 0x474e495249415031u ^ PROVER_LEVEL_ID; }

PROVER_INLINE bool is_reduced(const Affine<Fq>& p) { return is_reduced(p.x) && is_reduced(p.y); }
PROVER_INLINE bool is_reduced(const Affine<Fq2>& p) {
  return is_reduced(p.x.c0) && is_reduced(p.x.c1) && is_reduced(p.y.c0) && is_reduced(p.y.c1);
}

// The identity, or reduced and on the curve.
template <class F>
PROVER_INLINE bool is_point(const Affine<F>& p) {
  return is_reduced(p) && on_curve(p);
}

static const TwistLine* lines_of(const void* table, uint64_t point) {
  const char* start = static_cast<const char*>(table) + sizeof(PairingTableHeader) + point * kFixedPointBytes;
  return reinterpret_cast<const FixedPointHeader*>(start)->is_identity != 0
             ? nullptr
             : reinterpret_cast<const TwistLine*>(start + sizeof(FixedPointHeader));
}

// Pairs without identities, ready for one Miller loop: the points of a walk, then fixed ones.
struct LoopInput {
  uint32_t walking, fixed;
  Affine<Fq2> q[kWalkPoints];
  Affine<Fq> p[2 * kWalkPoints];
  uint64_t index[kWalkPoints];  // of the walking pairs among all pairs
  const TwistLine* lines[kWalkPoints];
  LinePoint at[2 * kWalkPoints];
};

// at[i] for all points by one inversion. No point of the curve has y = 0: the order is odd.
PROVER_NOINLINE void place_points(LoopInput& in) {
  const uint32_t n = in.walking + in.fixed;
  Fq before[2 * kWalkPoints];
  Fq product = Fq::one();
  for (uint32_t i = 0; i < n; i++) {
    before[i] = product;
    product = mul(product, in.p[i].y);
  }
  Fq inverse = invert_vartime(product);
  for (uint32_t i = n; i-- > 0;) {
    const Fq one_over_y = mul(inverse, before[i]);
    inverse = mul(inverse, in.p[i].y);
    in.at[i] = LinePoint{neg(mul(in.p[i].x, one_over_y)), one_over_y};
  }
}

// Π f_{6x+2,Qᵢ}(Pᵢ)·l_{π(Q)}·l_{−π²(Q)} as the loop goes on, one squaring per step for all pairs.
struct LoopProduct {
  LoopInput& in;
  Fq12 f;

  void square() { f = sqr(f); }

  template <class Walk>
  void lines(const Walk& walk) {
    walk.apply(f, in.at);
    for (uint32_t j = 0; j < in.fixed; j++) {
      f = mul_by_line(f, *in.lines[j]++, in.at[in.walking + j]);
    }
  }
};

// f ← the product over one LoopInput; valid[index] ← 0 for points outside the subgroup. Returns how many there are.
template <class Walk>
PROVER_NOINLINE uint64_t loop_value(Fq12& f, LoopInput& in, uint8_t* valid) {
  Walk walk;
  for (uint32_t i = 0; i < in.walking; i++) {
    walk.start(in.q[i]);
  }
  LoopProduct product = {in, Fq12::one()};
  walk_loop(walk, product);
  f = product.f;
  uint64_t bad = 0;
  for (uint32_t i = 0; i < in.walking; i++) {
    if (!walk.ended(i)) {
      valid[in.index[i]] = 0;
      bad++;
    }
  }
  return bad;
}

// Takes up to kWalkPoints pairs from `next` on; returns how many of those that it saw are invalid.
PROVER_INLINE uint64_t take_pairs(LoopInput& in, const Affine<Fq>* p, const Affine<Fq2>* q, uint64_t n, uint64_t& next,
                                  uint8_t* valid) {
  uint64_t bad = 0;
  for (in.walking = 0; next < n && in.walking < kWalkPoints; next++) {
    valid[next] = is_point(p[next]) && is_point(q[next]) ? 1 : 0;
    if (valid[next] != 0 && !is_identity(p[next]) && !is_identity(q[next])) {
      in.p[in.walking] = p[next];
      in.q[in.walking] = q[next];
      in.index[in.walking++] = next;
    } else if (valid[next] != 0 && !is_identity(q[next]) && !in_subgroup(q[next])) {
      valid[next] = 0;  // there is no walk that would tell
    }
    bad += 1u - valid[next];
  }
  return bad;
}

PROVER_INLINE uint64_t take_fixed(LoopInput& in, const void* table, const Affine<Fq>* r, uint64_t n, uint64_t& next,
                                  uint8_t* valid) {
  uint64_t bad = 0;
  for (in.fixed = 0; next < n && in.fixed < kWalkPoints; next++) {
    valid[next] = is_point(r[next]) ? 1 : 0;
    bad += 1u - valid[next];
    in.lines[in.fixed] = lines_of(table, next);
    if (valid[next] != 0 && !is_identity(r[next]) && in.lines[in.fixed] != nullptr) {
      in.p[in.walking + in.fixed++] = r[next];
    }
  }
  return bad;
}

// *out = Π f(Pᵢ, Qᵢ)·Π f(Rⱼ, Sⱼ), Sⱼ the points of the table.   Cost per pair: about 5,000 products in 𝔽q, fixed or
// not, one loop of 65 squares for 32 of each kind.
static prover_status pairing_miller(prover_fq12* out, uint8_t* valid, const prover_g1* p, const prover_g2* q,
                                    uint64_t n, const void* table, const prover_g1* r, uint64_t fixed, Cancel cancel) {
  Fq12 product = Fq12::one();
  uint64_t next = 0, next_fixed = 0, bad = 0;
  while (next < n || next_fixed < fixed) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    LoopInput in;
    bad +=
        take_pairs(in, reinterpret_cast<const Affine<Fq>*>(p), reinterpret_cast<const Affine<Fq2>*>(q), n, next, valid);
    bad += take_fixed(in, table, reinterpret_cast<const Affine<Fq>*>(r), fixed, next_fixed, valid + n);
    if (in.walking + in.fixed > 0) {
      Fq12 f;
      place_points(in);
      bad +=
          in.walking < kAffineFrom ? loop_value<HomogeneousWalk>(f, in, valid) : loop_value<AffineWalk>(f, in, valid);
      product = mul(product, f);
    }
  }
  if (bad != 0) {
    return PROVER_ERROR_RANGE;
  }
  *reinterpret_cast<Fq12*>(out) = product;
  return PROVER_OK;
}

// *out = (Π f[i])^((p¹² − 1)/r)
static void pairing_finish(prover_fq12* out, const prover_fq12* f, uint64_t n) {
  Fq12 product = Fq12::one();
  for (uint64_t i = 0; i < n; i++) {
    product = mul(product, reinterpret_cast<const Fq12*>(f)[i]);
  }
  *reinterpret_cast<Fq12*>(out) = final_exponentiation(product);
}

// *is_one_out = 1 when Π e(Pᵢ, Qᵢ) = 1.
static prover_status pairing_check(int32_t* is_one_out, const prover_g1* p, const prover_g2* q, uint64_t n,
                                   Cancel cancel) {
  Fq12 product = Fq12::one();
  for (uint64_t first = 0; first < n; first += kWalkPoints) {
    uint8_t valid[kWalkPoints];
    prover_fq12 f;
    const uint64_t count = n - first < kWalkPoints ? n - first : kWalkPoints;
    const prover_status status = pairing_miller(&f, valid, p + first, q + first, count, nullptr, nullptr, 0, cancel);
    if (status != PROVER_OK) {
      return status;
    }
    product = mul(product, *reinterpret_cast<const Fq12*>(&f));
  }
  *is_one_out = is_one(final_exponentiation(product)) ? 1 : 0;
  return PROVER_OK;
}
