// Poseidon on sixteen states at a time, one in each lane of two vectors. The sparse form is that of poseidon.inl.h.
//
// Inside, elements are numbers a·2^260, so that products keep their form; the table holds a second copy of all its
// elements in that form, see poseidon_layout.h.

static const uint64_t kPoseidonLanes = 16;

// One element of the state in all lanes.
struct PoseidonCell {
  VecR v[2];
};

PROVER_INLINE VecR poseidon_constant(const Fr& number) { return constant_lanes(number.l); }

// (x + c)⁵.   In: x < 1.7·p.   Out: < 1.2·p.
PROVER_INLINE PoseidonCell poseidon_power(const PoseidonCell& x, const Fr& constant) {
  const VecR c = poseidon_constant(constant);
  const VecR y0 = normalize(raw_add(x.v[0], c)), y1 = normalize(raw_add(x.v[1], c));
  PoseidonCell square, out;
  sqr2_with(square.v[0], square.v[1], y0, y1, NoWork{});                        // < 1.127 + 0.0119·7.3 < 1.22
  sqr2_with(out.v[0], out.v[1], square.v[0], square.v[1], NoWork{});            // < 1.15
  mul2(out.v[0], out.v[1], out.v[0], y0, out.v[1], y1);                         // < 1.17
  return out;
}

// c += m·x.
PROVER_INLINE void poseidon_accumulate(Columns<2>& c, const Fr& factor, const PoseidonCell& x) {
  const VecR m = poseidon_constant(factor);
  accumulate<2>(c, {&m, &m}, {&x.v[0], &x.v[1]});
}

PROVER_INLINE PoseidonCell poseidon_reduce(Columns<2>& c) {
  PoseidonCell out;
  reduce<2>({&out.v[0], &out.v[1]}, c);
  return out;
}

// In: x < 1.7·p, t ≤ 17.   Out: Σ < 17·1.2·p²: < 1.127 + 0.0119·20.4 < 1.38·p.
PROVER_NOINLINE void poseidon52_full_round(PoseidonCell* x, const Fr* constants, const Fr* matrix, uint32_t t) {
  PoseidonCell mixed[kPoseidonMaxWidth];
  for (uint32_t i = 0; i < t; i++) {
    mixed[i] = poseidon_power(x[i], constants[i]);
  }
  for (uint32_t i = 0; i < t; i++) {
    Columns<2> c;
    clear(c);
    for (uint32_t j = 0; j < t; j++) {
      poseidon_accumulate(c, matrix[i * t + j], mixed[j]);
    }
    x[i] = poseidon_reduce(c);
  }
}

// One partial round. x[1…] grow by less than 1.15·p and are reduced in every fourth round, with t > 8 in every one, so
// that Σ stays below 7·(1.38 + 4·1.15)·p² < 42·p², with t > 8 below 16·(1.38 + 1.15)·p² < 41·p², plus 1.2·p² for x[0]:
// x[0] < 1.127 + 0.0119·43 < 1.65·p, whose fifth power is below 1.2·p as well.
PROVER_INLINE void poseidon52_partial_round(PoseidonCell* x, const Fr& constant, const Fr* sparse, uint32_t t,
                                            bool reduces) {
  const PoseidonCell head = poseidon_power(x[0], constant);
  Columns<2> sum;
  clear(sum);
  poseidon_accumulate(sum, sparse[0], head);
  for (uint32_t i = 1; i < t; i++) {
    poseidon_accumulate(sum, sparse[i], x[i]);
  }
  x[0] = poseidon_reduce(sum);
  for (uint32_t i = 1; i < t; i++) {
    Columns<2> c;
    clear(c);
    poseidon_accumulate(c, sparse[t - 1 + i], head);
    const PoseidonCell more = poseidon_reduce(c);  // < 1.127 + 0.0119·1.2 < 1.15
    for (int k = 0; k < 2; k++) {
      const VecR next = normalize(raw_add(x[i].v[k], more.v[k]));
      x[i].v[k] = reduces ? settle_columns(reduce_columns<0>(next)) : next;
    }
  }
}

PROVER_NOINLINE void poseidon52_state(const PoseidonTable& p, PoseidonCell* x) {
  const Fr* element = p.element + p.at.scaled;
  for (uint32_t r = 0; r < p.half_full; r++) {
    const uint64_t matrix = r + 1 == p.half_full ? p.at.pre_matrix : p.at.matrix;
    poseidon52_full_round(x, element + p.at.first_constants + uint64_t(r) * p.t, element + matrix, p.t);
  }
  const Fr* sparse = element + p.at.sparse;
  for (uint32_t r = 0; r < p.partial; r++, sparse += 2 * p.t - 1) {
    // The last one too: full rounds take x < 1.7·p.
    const bool reduces = p.t > 8 || r % 4 == 3 || r + 1 == p.partial;
    poseidon52_partial_round(x, element[p.at.partial_constants + r], sparse, p.t, reduces);
  }
  for (uint32_t r = 0; r < p.half_full; r++) {
    poseidon52_full_round(x, element + p.at.last_constants + uint64_t(r) * p.t, element + p.at.matrix, p.t);
  }
}

// Element i of sixteen states `stride` elements apart; lanes beyond `count` repeat the last state.
PROVER_INLINE PoseidonCell poseidon52_load(const Fr* from, uint64_t stride, uint64_t count) {
  Fr row[kPoseidonLanes];
  for (uint64_t lane = 0; lane < kPoseidonLanes; lane++) {
    row[lane] = from[(lane < count ? lane : count - 1) * stride];
  }
  PoseidonCell out;
  for (int k = 0; k < 2; k++) {
    out.v[k] = settle_columns(reduce_columns<0>(load_row<4>(row + 8 * k)));  // a·2^260
  }
  return out;
}

PROVER_INLINE void poseidon52_store(Fr* to, uint64_t stride, uint64_t count, const PoseidonCell& x) {
  const VecR one = constant_lanes(FrParams::kOne);  // 2^256
  VecR r0, r1;
  mul2(r0, r1, x.v[0], one, x.v[1], one);
  Fr row[kPoseidonLanes];
  store_sixteen(row, r0, r1);
  for (uint64_t lane = 0; lane < count; lane++) {
    to[lane * stride] = row[lane];
  }
}

// Sixteen states cost what two of them cost the scalar twin, which fewer states than this go through.
static const uint64_t kPoseidonLeastVector = 3;

static prover_status poseidon_table_init(void* memory, const prover_poseidon_params* params) {
  const prover_status status = scalar::poseidon_table_init(memory, params);
  if (status == PROVER_OK) {
    const PoseidonTable table = scalar::poseidon_view(memory);
    Fr* element = static_cast<Fr*>(memory);
    for (uint64_t i = table.at.first_constants; i < table.at.scaled; i++) {
      element[table.at.scaled + i] = dbl(dbl(dbl(dbl(element[i]))));
    }
  }
  return status;
}

static prover_status poseidon_permute(const void* memory, prover_fe* out, const prover_fe* in, uint64_t n,
                                      Cancel cancel) {
  const PoseidonTable table = scalar::poseidon_view(memory);
  uint64_t i = 0;
  while (n - i >= kPoseidonLeastVector) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint64_t count = n - i < kPoseidonLanes ? n - i : kPoseidonLanes;
    PoseidonCell x[kPoseidonMaxWidth];
    for (uint32_t j = 0; j < table.t; j++) {
      x[j] = poseidon52_load(fr(in) + i * table.t + j, table.t, count);
    }
    poseidon52_state(table, x);
    for (uint32_t j = 0; j < table.t; j++) {
      poseidon52_store(fr(out) + i * table.t + j, table.t, count, x[j]);
    }
    i += count;
  }
  return scalar::poseidon_permute(memory, out + i * table.t, in + i * table.t, n - i, cancel);
}

static prover_status poseidon_hash(const void* memory, prover_fe* out, const prover_fe* in, uint64_t n, Cancel cancel) {
  const PoseidonTable table = scalar::poseidon_view(memory);
  const uint64_t inputs = table.t - 1;
  uint64_t i = 0;
  while (n - i >= kPoseidonLeastVector) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint64_t count = n - i < kPoseidonLanes ? n - i : kPoseidonLanes;
    PoseidonCell x[kPoseidonMaxWidth];
    x[0] = PoseidonCell{{zero_lanes(), zero_lanes()}};
    for (uint32_t j = 0; j < inputs; j++) {
      x[j + 1] = poseidon52_load(fr(in) + i * inputs + j, inputs, count);
    }
    poseidon52_state(table, x);
    poseidon52_store(fr(out) + i, 1, count, x[0]);
    i += count;
  }
  return scalar::poseidon_hash(memory, out + i, in + i * inputs, n - i, cancel);
}
