// Multiples and short sums of points of G1, where MSM has no use: up to some hundred points. Included after glv.inl.h.
// Straus's method over two half scalars per point, width-4 signed digits: a digit every fifth bit on average.

static const uint32_t kFewPoints = 16;   // 19 KiB of stack
static const uint32_t kFewEntries = 4;   // P, 3P, 5P, 7P
static const uint32_t kFewDigits = 129;  // of a half scalar below 2^127, and two for the carry

// A group of points with the digits of their scalars, least significant first, and their odd multiples.
struct FewGroup {
  uint32_t count;
  int32_t length;  // no digit from here on
  int8_t digits[kFewPoints][2][kFewDigits];
  Affine<Fq> odd[kFewPoints][2][kFewEntries];
};

// Digits in {0, ±1, ±3, ±5, ±7}, at most one of four in a row not 0. Returns how many there are.
PROVER_INLINE int32_t width4_digits(int8_t digits[kFewDigits], const HalfScalar& k) {
  memset(digits, 0, kFewDigits);
  uint64_t low = k.magnitude[0], high = k.magnitude[1];
  int32_t position = 0, length = 0;
  while ((low | high) != 0) {
    if ((low & 1) != 0) {
      const int digit = (low & 8) != 0 ? int(low & 15) - 16 : int(low & 15);
      const unsigned char carry = digit < 0 ? add_carry(0, low, uint64_t(-digit), &low) : static_cast<unsigned char>(0);
      high += carry;
      low = digit < 0 ? low : low - uint64_t(digit);
      digits[position] = int8_t(k.negative ? -digit : digit);
      length = position + 1;
    }
    low = (low >> 1) | (high << 63);
    high >>= 1;
    position++;
  }
  return length;
}

// out[i] = the affine point of in[i], all with one inversion.   In: n ≤ kFewPoints·kFewEntries.
PROVER_NOINLINE void to_affine_each(Affine<Fq>* out, const Xyzz<Fq>* in, uint32_t n) {
  Fq before[kFewPoints * kFewEntries];
  Fq product = Fq::one();
  for (uint32_t i = 0; i < n; i++) {
    before[i] = product;
    product = is_identity(in[i]) ? product : mul(product, in[i].zzz);
  }
  Fq inverse = invert_vartime(product);
  for (uint32_t i = n; i-- > 0;) {
    if (is_identity(in[i])) {
      out[i] = Affine<Fq>{Fq::zero(), Fq::zero()};
      continue;
    }
    const Fq one_over_zzz = mul(inverse, before[i]);
    inverse = mul(inverse, in[i].zzz);
    const Fq one_over_z = mul(in[i].zz, one_over_zzz);
    out[i] = Affine<Fq>{mul(in[i].x, sqr(one_over_z)), mul(in[i].y, one_over_zzz)};
  }
}

PROVER_NOINLINE void fill_odd_multiples(FewGroup& group, const Affine<Fq>* points) {
  Xyzz<Fq> multiples[kFewPoints * kFewEntries];
  Affine<Fq> normal[kFewPoints * kFewEntries];
  for (uint32_t i = 0; i < group.count; i++) {
    Xyzz<Fq>* m = multiples + i * kFewEntries;
    m[0] = to_xyzz(points[i]);
    Xyzz<Fq> two = m[0];
    double_in_place(two);
    for (uint32_t j = 1; j < kFewEntries; j++) {
      m[j] = m[j - 1];
      add_in_place(m[j], two);
    }
  }
  to_affine_each(normal, multiples, group.count * kFewEntries);
  const Fq beta = glv_beta();
  for (uint32_t i = 0; i < group.count; i++) {
    for (uint32_t j = 0; j < kFewEntries; j++) {
      const Affine<Fq>& p = normal[i * kFewEntries + j];
      group.odd[i][0][j] = p;
      group.odd[i][1][j] = Affine<Fq>{mul(p.x, beta), p.y};
    }
  }
}

// The next n ≤ kFewPoints points. PROVER_ERROR_RANGE when a scalar is not reduced.
PROVER_INLINE prover_status fill_group(FewGroup& group, const Affine<Fq>* points, const prover_fe* scalars,
                                       uint32_t form, uint32_t n) {
  group.count = n;
  group.length = 0;
  for (uint32_t i = 0; i < n; i++) {
    Fr k = reinterpret_cast<const Fr*>(scalars)[i];
    if (form != PROVER_FORM_RESIDENT && !is_reduced(k)) {
      return PROVER_ERROR_RANGE;
    }
    k = form == PROVER_FORM_CANONICAL ? k : leave(k);
    HalfScalar half[2];
    glv_split(half[0], half[1], k);
    for (int h = 0; h < 2; h++) {
      const int32_t length = width4_digits(group.digits[i][h], half[h]);
      group.length = length > group.length ? length : group.length;
    }
  }
  fill_odd_multiples(group, points);
  return PROVER_OK;
}

// sum += digit·P for the digits of point i at one position.
PROVER_INLINE void add_digits(Xyzz<Fq>& sum, const FewGroup& group, uint32_t i, int32_t position) {
  for (int h = 0; h < 2; h++) {
    const int digit = group.digits[i][h][position];
    if (digit > 0) {
      add_in_place(sum, group.odd[i][h][digit >> 1]);
    } else if (digit < 0) {
      const Affine<Fq>& p = group.odd[i][h][-digit >> 1];
      add_in_place(sum, Affine<Fq>{p.x, neg(p.y)});
    }
  }
}

// out[i] = k_i·P_i.   Cost: 9 products per bit of the half scalars, 4 per bit of the scalar, 80.
static prover_status g1_multiply_each(prover_g1* out, const prover_g1* points, const prover_fe* scalars, uint32_t form,
                                      uint64_t n, Cancel cancel) {
  FewGroup group;
  for (uint64_t first = 0; first < n; first += kFewPoints) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint32_t count = uint32_t(n - first < kFewPoints ? n - first : kFewPoints);
    const prover_status status =
        fill_group(group, reinterpret_cast<const Affine<Fq>*>(points) + first, scalars + first, form, count);
    if (status != PROVER_OK) {
      return status;
    }
    Xyzz<Fq> sums[kFewPoints];
    for (uint32_t i = 0; i < count; i++) {
      sums[i] = identity_xyzz<Fq>();
      for (int32_t position = group.length - 1; position >= 0; position--) {
        double_in_place(sums[i]);
        add_digits(sums[i], group, i, position);
      }
    }
    to_affine_each(reinterpret_cast<Affine<Fq>*>(out) + first, sums, count);
  }
  return PROVER_OK;
}

// *out = Σ k_i·P_i: the doublings are shared by kFewPoints points.
static prover_status g1_sum(prover_g1* out, const prover_g1* points, const prover_fe* scalars, uint32_t form,
                            uint64_t n, Cancel cancel) {
  FewGroup group;
  Xyzz<Fq> total = identity_xyzz<Fq>();
  for (uint64_t first = 0; first < n; first += kFewPoints) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint32_t count = uint32_t(n - first < kFewPoints ? n - first : kFewPoints);
    const prover_status status =
        fill_group(group, reinterpret_cast<const Affine<Fq>*>(points) + first, scalars + first, form, count);
    if (status != PROVER_OK) {
      return status;
    }
    Xyzz<Fq> sum = identity_xyzz<Fq>();
    for (int32_t position = group.length - 1; position >= 0; position--) {
      double_in_place(sum);
      for (uint32_t i = 0; i < count; i++) {
        add_digits(sum, group, i, position);
      }
    }
    add_in_place(total, sum);
  }
  *reinterpret_cast<Affine<Fq>*>(out) = to_affine(total);
  return PROVER_OK;
}
