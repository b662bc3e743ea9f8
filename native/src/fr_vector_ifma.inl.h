// Vectors over Fr, sixteen elements at a time in two vectors of eight lanes; the rest goes by the scalar kernels. In
// the forms of fr_vector.inl.h: with a loaded as a·16, mul(a·16, b) is the resident form of the product (vec52.inl.h).

PROVER_INLINE VecR zero_lanes() {
  VecR out;
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_setzero_si512();
  }
  return out;
}

// a·2^256 in all lanes as a·2^260.   Out: normal, < 16·p.
PROVER_INLINE VecR factor_lanes(const Fr& a) {
  return unpack<4, FrParams>({word8(a.l[0]), word8(a.l[1]), word8(a.l[2]), word8(a.l[3])});
}

// Factors that change the form: 2^516 mod p enters it, and 2^264 mod p multiplies by 16.
static constexpr uint64_t kTwo516[4] = {0xbb8e645ae216da70, 0x3fe3ab1e35c59e31, 0xc49833d53bb80855, 0x216d0b17f4e44a58};
static constexpr uint64_t kTwo264[4] = {0xf6e31f8c9ffffab6, 0x5d7570ac31329fae, 0x276f48b709e2a349, 0x0d791464ef86e357};

PROVER_INLINE VecR constant_lanes(const uint64_t (&words)[4]) {
  return unpack<0, FrParams>({word8(words[0]), word8(words[1]), word8(words[2]), word8(words[3])});
}

// The lanes that are below p.   In: normal.
PROVER_INLINE __mmask8 reduced_lanes(const VecR& a) {
  return _mm512_movepi64_mask(normalize(raw_sub_multiple<1>(a)).l[4]);
}

// Runs body(i) for i = 0, 16, 32, … and returns where the rest begins.
template <class Body>
PROVER_INLINE uint64_t by_sixteen(uint64_t n, const Body& body) {
  uint64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    body(i);
  }
  return i;
}

PROVER_INLINE void store_sixteen(Fr* out, const VecR& low, const VecR& high) {  // < 2·p
  store_row(out, subtract_once(low));
  store_row(out + 8, subtract_once(high));
}

// r0, r1 = the resident products, < 1.127 + 0.0119·16 < 1.32·p.
PROVER_INLINE void product_sixteen(VecR& r0, VecR& r1, const Fr* a, const Fr* b) {
  mul2(r0, r1, load_row<4>(a), load_row<0>(b), load_row<4>(a + 8), load_row<0>(b + 8));
}

static void fr_add(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    store_sixteen(fr(out) + i, normalize(raw_add(load_row<0>(fr(a) + i), load_row<0>(fr(b) + i))),
                  normalize(raw_add(load_row<0>(fr(a) + i + 8), load_row<0>(fr(b) + i + 8))));
  });
  scalar::fr_add(out + rest, a + rest, b + rest, n - rest);
}

// a − b, plus p where that is negative.   In: < p.   Out: normal, < p.
PROVER_INLINE VecR sub_fully(const VecR& a, const VecR& b) {
  const VecR difference = raw_sub(a, b);
  const VecR plain = normalize(difference), raised = normalize(raw_add_multiple<1>(difference));
  const __mmask8 negative = _mm512_movepi64_mask(plain.l[4]);
  VecR out;
  for (int i = 0; i < 5; i++) {
    out.l[i] = _mm512_mask_blend_epi64(negative, plain.l[i], raised.l[i]);
  }
  return out;
}

static void fr_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    const VecR low = sub_fully(load_row<0>(fr(a) + i), load_row<0>(fr(b) + i));
    const VecR high = sub_fully(load_row<0>(fr(a) + i + 8), load_row<0>(fr(b) + i + 8));
    store_row(fr(out) + i, low);
    store_row(fr(out) + i + 8, high);
  });
  scalar::fr_sub(out + rest, a + rest, b + rest, n - rest);
}

static void fr_mul(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    VecR r0, r1;
    product_sixteen(r0, r1, fr(a) + i, fr(b) + i);
    store_sixteen(fr(out) + i, r0, r1);
  });
  scalar::fr_mul(out + rest, a + rest, b + rest, n - rest);
}

static void fr_scale(prover_fe* out, const prover_fe* a, const prover_fe* k, uint64_t n) {
  const Fr factor = *fr(k);
  const VecR lanes = factor_lanes(factor);
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    VecR r0, r1;
    mul2(r0, r1, load_row<0>(fr(a) + i), lanes, load_row<0>(fr(a) + i + 8), lanes);
    store_sixteen(fr(out) + i, r0, r1);
  });
  const prover_fe held = *reinterpret_cast<const prover_fe*>(&factor);
  scalar::fr_scale(out + rest, a + rest, &held, n - rest);
}

static void fr_mul_add(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c, uint64_t n) {
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    VecR r0, r1;
    product_sixteen(r0, r1, fr(a) + i, fr(b) + i);
    r0 = reduce_fully(raw_add(r0, load_row<0>(fr(c) + i)));  // < 2.4·p before
    r1 = reduce_fully(raw_add(r1, load_row<0>(fr(c) + i + 8)));
    store_row(fr(out) + i, r0);
    store_row(fr(out) + i + 8, r1);
  });
  scalar::fr_mul_add(out + rest, a + rest, b + rest, c + rest, n - rest);
}

static void fr_mul_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c, uint64_t n) {
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    VecR r0, r1;
    product_sixteen(r0, r1, fr(a) + i, fr(b) + i);
    r0 = reduce_fully(raw_add_multiple<1>(raw_sub(r0, load_row<0>(fr(c) + i))));  // in (0, 2.4·p) before
    r1 = reduce_fully(raw_add_multiple<1>(raw_sub(r1, load_row<0>(fr(c) + i + 8))));
    store_row(fr(out) + i, r0);
    store_row(fr(out) + i + 8, r1);
  });
  scalar::fr_mul_sub(out + rest, a + rest, b + rest, c + rest, n - rest);
}

// Sixteen lanes start·base^0 … start·base^15, then all by base^16 at a time.
static void fr_powers(prover_fe* out, const prover_fe* start, const prover_fe* base, uint64_t n) {
  if (n < 32) {
    scalar::fr_powers(out, start, base, n);
    return;
  }
  Fr big = *fr(base);
  prover_fe head[16];
  scalar::fr_powers(head, start, base, 16);
  for (int i = 0; i < 4; i++) {
    big = sqr(big);
  }
  const VecR step = factor_lanes(big);
  VecR low = load_row<0>(fr(head)), high = load_row<0>(fr(head) + 8);
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    store_sixteen(fr(out) + i, low, high);
    mul2(low, high, low, step, high, step);  // < 1.127 + 0.0119·16·1.5 < 1.5·p
  });
  store_sixteen(fr(head), low, high);
  memcpy(out + rest, head, (n - rest) * sizeof(Fr));
}

// Eight products of canonical lanes go into one reduction: Σ < 8·16·p² would be too much, so that the factor 16 comes
// at the end.
static void fr_dot(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  VecR sums[2] = {zero_lanes(), zero_lanes()};
  uint64_t i = 0;
  while (i + 16 <= n) {
    Columns<2> c;
    clear(c);
    for (int k = 0; k < 8 && i + 16 <= n; k++, i += 16) {
      const VecR a0 = load_row<0>(fr(a) + i), a1 = load_row<0>(fr(a) + i + 8);
      const VecR b0 = load_row<0>(fr(b) + i), b1 = load_row<0>(fr(b) + i + 8);
      accumulate<2>(c, {&a0, &a1}, {&b0, &b1});
    }
    VecR r0, r1;
    reduce<2>({&r0, &r1}, c);  // Σ < 8·p²: < 1.23·p
    sums[0] = settle_columns(reduce_columns<0>(raw_add(sums[0], r0)));
    sums[1] = settle_columns(reduce_columns<0>(raw_add(sums[1], r1)));
  }
  // a·b·2^512/2^260 in each lane; times 2^264 mod p it is a·b·2^256.
  const VecR raise = constant_lanes(kTwo264);
  VecR r0, r1;
  mul2(r0, r1, sums[0], raise, sums[1], raise);
  prover_fe lanes[16];
  store_sixteen(fr(lanes), r0, r1);
  prover_fe tail;
  scalar::fr_dot(&tail, a + i, b + i, n - i);
  Fr sum = *fr(&tail);
  for (int k = 0; k < 16; k++) {
    sum = add(sum, *fr(&lanes[k]));
  }
  *fr(out) = sum;
}

// Montgomery's trick in sixteen lanes: elements 16·j + lane are inverted together.
// With A = a·2^256 and products times 2^-260, the running product R of m numbers is 2^260·Π(A/2^260). What the scalar
// inversion makes of it is 2^512/R; times the R before an element it is 2^512/A = 2^256/a, and the same factor remains
// when it is multiplied by A: no form has to be changed.
static void fr_invert(prover_fe* out, const prover_fe* in, uint64_t n, prover_fe* scratch) {
  if (n < 64) {
    scalar::fr_invert(out, in, n, scratch);
    return;
  }
  VecR one = zero_lanes();
  one.l[0] = word8(1);
  const auto load = [&](uint64_t i, __mmask8& is_zero_lane) {  // zeros are left out: they count as the number 1
    VecR a = load_row<0>(fr(in) + i);
    const Word8 any = _mm512_or_si512(_mm512_or_si512(_mm512_or_si512(a.l[0], a.l[1]), _mm512_or_si512(a.l[2], a.l[3])),
                                      a.l[4]);
    is_zero_lane = _mm512_testn_epi64_mask(any, any);
    a.l[0] = _mm512_mask_blend_epi64(is_zero_lane, a.l[0], one.l[0]);
    return a;
  };
  VecR low = one, high = one;
  __mmask8 zero_low, zero_high;
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    store_row(fr(scratch) + i, low);
    store_row(fr(scratch) + i + 8, high);
    const VecR a = load(i, zero_low), b = load(i + 8, zero_high);
    mul2(low, high, low, a, high, b);  // < 1.127 + 0.0119·1.2 < 1.2·p
  });
  scalar::fr_invert(out + rest, in + rest, n - rest, scratch + rest);
  prover_fe lanes[16], inverse[16], work[16];
  store_sixteen(fr(lanes), low, high);
  scalar::fr_invert(inverse, lanes, 16, work);
  low = load_row<0>(fr(inverse));
  high = load_row<0>(fr(inverse) + 8);
  for (uint64_t i = rest; i > 0;) {
    i -= 16;
    const VecR a = load(i, zero_low), b = load(i + 8, zero_high);
    VecR r0, r1;
    mul2(r0, r1, low, load_row<0>(fr(scratch) + i), high, load_row<0>(fr(scratch) + i + 8));
    mul2(low, high, low, a, high, b);
    for (int k = 0; k < 5; k++) {
      r0.l[k] = _mm512_maskz_mov_epi64(static_cast<__mmask8>(~zero_low), r0.l[k]);
      r1.l[k] = _mm512_maskz_mov_epi64(static_cast<__mmask8>(~zero_high), r1.l[k]);
    }
    store_sixteen(fr(out) + i, r0, r1);
  }
}

static prover_status fr_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to) {
  const bool enters = from == PROVER_FORM_CANONICAL && to != PROVER_FORM_CANONICAL;
  const bool leaves = from != PROVER_FORM_CANONICAL && to == PROVER_FORM_CANONICAL;
  VecR factor = enters ? constant_lanes(kTwo516) : zero_lanes();
  if (leaves) {
    factor.l[0] = word8(16);  // a·16/2^260 = a/2^256
  }
  bool all_reduced = true;
  const uint64_t rest = by_sixteen(n, [&](uint64_t i) {
    VecR a = load_row<0>(fr(in) + i), b = load_row<0>(fr(in) + i + 8);
    all_reduced &= (reduced_lanes(a) & reduced_lanes(b)) == 0xff;
    if (enters || leaves) {
      mul2(a, b, a, factor, b, factor);
      a = subtract_once(a);
      b = subtract_once(b);
    }
    store_row(fr(out) + i, a);
    store_row(fr(out) + i + 8, b);
  });
  if (from != PROVER_FORM_RESIDENT && !all_reduced) {
    return PROVER_ERROR_RANGE;
  }
  return scalar::fr_convert(out + rest, in + rest, n - rest, from, to);
}
