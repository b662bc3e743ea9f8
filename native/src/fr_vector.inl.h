// Vectors over Fr. All inputs and outputs in [0, r), Montgomery form. Alias: out may be equal to an input.

PROVER_INLINE Fr* fr(prover_fe* p) { return reinterpret_cast<Fr*>(p); }
PROVER_INLINE const Fr* fr(const prover_fe* p) { return reinterpret_cast<const Fr*>(p); }

static prover_status fr_convert(prover_fe* out, const prover_fe* in, uint64_t n, uint32_t from, uint32_t to) {
  return convert_field(fr(out), fr(in), n, from, to);
}

static void fr_add(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = add(fr(a)[i], fr(b)[i]);
  }
}

static void fr_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = sub(fr(a)[i], fr(b)[i]);
  }
}

static void fr_mul(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = mul(fr(a)[i], fr(b)[i]);
  }
}

static void fr_scale(prover_fe* out, const prover_fe* a, const prover_fe* k, uint64_t n) {
  const Fr factor = *fr(k);
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = mul(fr(a)[i], factor);
  }
}

static void fr_mul_add(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = add(mul(fr(a)[i], fr(b)[i]), fr(c)[i]);
  }
}

static void fr_mul_sub(prover_fe* out, const prover_fe* a, const prover_fe* b, const prover_fe* c, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = sub(mul(fr(a)[i], fr(b)[i]), fr(c)[i]);
  }
}

static void fr_powers(prover_fe* out, const prover_fe* start, const prover_fe* base, uint64_t n) {
  Fr power = *fr(start);
  const Fr factor = *fr(base);
  for (uint64_t i = 0; i < n; i++) {
    fr(out)[i] = power;
    power = mul(power, factor);
  }
}

static void fr_dot(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  Fr sum = Fr::zero();
  for (uint64_t i = 0; i < n; i++) {
    sum = add(sum, mul(fr(a)[i], fr(b)[i]));
  }
  *fr(out) = sum;
}

// Montgomery's trick: one inversion and three products per element; zeros are left out of the running product.
// Invariant of the first loop: prefix[i] = Π of the non-zero in[j], j < i.
static void fr_invert(prover_fe* out, const prover_fe* in, uint64_t n, prover_fe* scratch) {
  Fr* prefix = fr(scratch);
  Fr running = Fr::one();
  for (uint64_t i = 0; i < n; i++) {
    prefix[i] = running;
    if (!is_zero(fr(in)[i])) {
      running = mul(running, fr(in)[i]);
    }
  }
  Fr inverse = invert_vartime(running);  // 1/Π of all that is still to come
  for (uint64_t i = n; i-- > 0;) {
    const Fr element = fr(in)[i];
    if (is_zero(element)) {
      fr(out)[i] = Fr::zero();
      continue;
    }
    fr(out)[i] = mul(inverse, prefix[i]);
    inverse = mul(inverse, element);
  }
}

static void fr_mul_chain(prover_fe* out, const prover_fe* a, const prover_fe* b, uint64_t n) {
  Fr value = *fr(a);
  const Fr factor = *fr(b);
  for (uint64_t i = 0; i < n; i++) {
    value = mul(value, factor);
  }
  *fr(out) = value;
}
