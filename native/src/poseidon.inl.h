// Poseidon over Fr with x⁵, in the sparse form of appendix B.
// Source: Grassi, Khovratovich, Rechberger, Roy, Schofnegger, "Poseidon", ePrint 2019/458, appendix B.
//
// Why it is the same function: in a partial round x ← M·S(x + c), S touches x₀ only. (1) The part of c beyond c₀ passes
// through S and becomes M·(0, c') in the constants of the next round. (2) M = E·D with D = diag(1, M̂), E sparse, and D
// commutes with S and with adding (c₀, 0, …, 0): it moves to the round before, from the last partial round to the
// first.

// A view of a table.
struct PoseidonTable {
  uint32_t t, half_full, partial;
  const Fr* element;
  PoseidonLayout at;
};

PROVER_INLINE PoseidonTable poseidon_view(const void* memory) {
  const PoseidonHeader* header = static_cast<const PoseidonHeader*>(memory);
  return PoseidonTable{header->width, header->full_rounds / 2, header->partial_rounds, static_cast<const Fr*>(memory),
                       poseidon_layout(header->width, header->full_rounds, header->partial_rounds)};
}

// out = A·B, n×n by rows. Alias: none.
static void matrix_multiply(Fr* out, const Fr* a, const Fr* b, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t j = 0; j < n; j++) {
      Fr sum = Fr::zero();
      for (uint32_t k = 0; k < n; k++) {
        sum = add(sum, mul(a[i * n + k], b[k * n + j]));
      }
      out[i * n + j] = sum;
    }
  }
}

// out = A·x, n×n by rows. Alias: none.
PROVER_INLINE void matrix_apply(Fr* out, const Fr* a, const Fr* x, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    Fr sum = mul(a[i * n], x[0]);
    for (uint32_t j = 1; j < n; j++) {
      sum = add(sum, mul(a[i * n + j], x[j]));
    }
    out[i] = sum;
  }
}

// out = A⁻¹ by Gauss–Jordan; false when A is singular. A is destroyed. n ≤ 16.
static bool matrix_invert(Fr* out, Fr* a, uint32_t n) {
  for (uint32_t i = 0; i < n * n; i++) {
    out[i] = i % (n + 1) == 0 ? Fr::one() : Fr::zero();
  }
  for (uint32_t column = 0; column < n; column++) {
    uint32_t pivot = column;
    while (pivot < n && is_zero(a[pivot * n + column])) {
      pivot++;
    }
    if (pivot == n) {
      return false;
    }
    for (uint32_t j = 0; j < n; j++) {  // swap the rows, scale the pivot row
      const Fr held_a = a[pivot * n + j], held_out = out[pivot * n + j];
      a[pivot * n + j] = a[column * n + j];
      out[pivot * n + j] = out[column * n + j];
      a[column * n + j] = held_a;
      out[column * n + j] = held_out;
    }
    const Fr inverse = invert_vartime(a[column * n + column]);
    for (uint32_t j = 0; j < n; j++) {
      a[column * n + j] = mul(a[column * n + j], inverse);
      out[column * n + j] = mul(out[column * n + j], inverse);
    }
    for (uint32_t i = 0; i < n; i++) {
      const Fr factor = a[i * n + column];
      if (i == column || is_zero(factor)) {
        continue;
      }
      for (uint32_t j = 0; j < n; j++) {
        a[i * n + j] = sub(a[i * n + j], mul(factor, a[column * n + j]));
        out[i * n + j] = sub(out[i * n + j], mul(factor, out[column * n + j]));
      }
    }
  }
  return true;
}

// Step (1): the constants of the partial rounds become one each, the rest goes to the first full round after them.
static void poseidon_push_constants(Fr* element, const PoseidonLayout& at, const prover_poseidon_params* params) {
  const uint32_t t = params->width, half = params->full_rounds / 2;
  const Fr* constants = fr(params->round_constants);
  const Fr* matrix = fr(params->matrix);
  memcpy(element + at.first_constants, constants, uint64_t(half) * t * sizeof(Fr));
  memcpy(element + at.last_constants, constants + uint64_t(half + params->partial_rounds) * t,
         uint64_t(half) * t * sizeof(Fr));
  Fr pending[kPoseidonMaxWidth], pushed[kPoseidonMaxWidth];
  for (uint32_t i = 0; i < t; i++) {
    pushed[i] = Fr::zero();
  }
  for (uint32_t r = 0; r < params->partial_rounds; r++) {
    for (uint32_t i = 0; i < t; i++) {
      pending[i] = add(pushed[i], constants[uint64_t(half + r) * t + i]);
    }
    element[at.partial_constants + r] = pending[0];
    pending[0] = Fr::zero();
    matrix_apply(pushed, matrix, pending, t);
  }
  for (uint32_t i = 0; i < t; i++) {
    element[at.last_constants + i] = add(element[at.last_constants + i], pushed[i]);
  }
}

// Step (2): with D̂ = M̂^k in the k-th partial round from the last: v ← v·M̂^−k, w ← M̂^(k−1)·w, and at last D₁·M.
static bool poseidon_factor(Fr* element, const PoseidonLayout& at, const prover_poseidon_params* params) {
  const uint32_t t = params->width, n = t - 1;
  const Fr* matrix = fr(params->matrix);
  Fr hat[256], inverse[256], power[256], held[256];
  Fr v[kPoseidonMaxWidth], w[kPoseidonMaxWidth], next[kPoseidonMaxWidth];
  for (uint32_t i = 0; i < n; i++) {
    v[i] = matrix[1 + i];
    w[i] = matrix[(i + 1) * t];
    for (uint32_t j = 0; j < n; j++) {
      hat[i * n + j] = held[i * n + j] = matrix[(i + 1) * t + j + 1];
      power[i * n + j] = i == j ? Fr::one() : Fr::zero();
    }
  }
  if (!matrix_invert(inverse, held, n)) {
    return false;
  }
  for (uint32_t r = params->partial_rounds; r-- > 0;) {
    for (uint32_t j = 0; j < n; j++) {  // v ← v·M̂⁻¹
      next[j] = Fr::zero();
      for (uint32_t i = 0; i < n; i++) {
        next[j] = add(next[j], mul(v[i], inverse[i * n + j]));
      }
    }
    memcpy(v, next, n * sizeof(Fr));
    Fr* sparse = element + at.sparse + uint64_t(r) * (2 * t - 1);
    sparse[0] = matrix[0];
    memcpy(sparse + 1, v, n * sizeof(Fr));
    memcpy(sparse + t, w, n * sizeof(Fr));
    matrix_apply(next, hat, w, n);
    memcpy(w, next, n * sizeof(Fr));
    matrix_multiply(held, hat, power, n);
    memcpy(power, held, uint64_t(n) * n * sizeof(Fr));
  }
  // D₁·M: the first row stays, the others are multiplied by M̂^partial_rounds.
  Fr* pre = element + at.pre_matrix;
  memcpy(pre, matrix, t * sizeof(Fr));
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t j = 0; j < t; j++) {
      Fr sum = Fr::zero();
      for (uint32_t k = 0; k < n; k++) {
        sum = add(sum, mul(power[i * n + k], matrix[(k + 1) * t + j]));
      }
      pre[(i + 1) * t + j] = sum;
    }
  }
  return true;
}

static prover_status poseidon_table_init(void* memory, const prover_poseidon_params* params) {
  PoseidonHeader* header = static_cast<PoseidonHeader*>(memory);
  memset(header, 0, sizeof *header);
  header->width = params->width;
  header->full_rounds = params->full_rounds;
  header->partial_rounds = params->partial_rounds;
  Fr* element = static_cast<Fr*>(memory);
  const PoseidonLayout at = poseidon_layout(params->width, params->full_rounds, params->partial_rounds);
  memcpy(element + at.matrix, params->matrix, uint64_t(params->width) * params->width * sizeof(Fr));
  poseidon_push_constants(element, at, params);
  if (!poseidon_factor(element, at, params)) {
    return PROVER_ERROR_RANGE;
  }
  header->magic = kPoseidonMagic ^ PROVER_LEVEL_ID;
  return PROVER_OK;
}

static int32_t poseidon_table_fits(const void* memory) {
  return static_cast<const PoseidonHeader*>(memory)->magic == (kPoseidonMagic ^ PROVER_LEVEL_ID) ? 1 : 0;
}

PROVER_INLINE Fr pow5(const Fr& a) {
  const Fr square = sqr(a);
  return mul(sqr(square), a);
}

// One full round on `state`.
PROVER_NOINLINE void full_round(Fr* state, const Fr* constants, const Fr* matrix, uint32_t t) {
  Fr mixed[kPoseidonMaxWidth];
  for (uint32_t i = 0; i < t; i++) {
    mixed[i] = pow5(add(state[i], constants[i]));
  }
  matrix_apply(state, matrix, mixed, t);
}

// Cost: full rounds t² + 3t products each, partial rounds 2t + 2.
PROVER_NOINLINE void poseidon_state(const PoseidonTable& p, Fr* state) {
  for (uint32_t r = 0; r < p.half_full; r++) {
    const uint64_t matrix = r + 1 == p.half_full ? p.at.pre_matrix : p.at.matrix;
    full_round(state, p.element + p.at.first_constants + uint64_t(r) * p.t, p.element + matrix, p.t);
  }
  const Fr* sparse = p.element + p.at.sparse;
  for (uint32_t r = 0; r < p.partial; r++, sparse += 2 * p.t - 1) {
    const Fr head = pow5(add(state[0], p.element[p.at.partial_constants + r]));
    Fr sum = mul(sparse[0], head);
    for (uint32_t i = 1; i < p.t; i++) {
      sum = add(sum, mul(sparse[i], state[i]));
      state[i] = add(state[i], mul(sparse[p.t - 1 + i], head));
    }
    state[0] = sum;
  }
  for (uint32_t r = 0; r < p.half_full; r++) {
    full_round(state, p.element + p.at.last_constants + uint64_t(r) * p.t, p.element + p.at.matrix, p.t);
  }
}

static prover_status poseidon_permute(const void* memory, prover_fe* out, const prover_fe* in, uint64_t n,
                                      Cancel cancel) {
  const PoseidonTable table = poseidon_view(memory);
  Fr state[kPoseidonMaxWidth];
  for (uint64_t i = 0; i < n; i++) {
    if ((i & 63) == 0 && cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    memcpy(state, in + i * table.t, table.t * sizeof(Fr));
    poseidon_state(table, state);
    memcpy(out + i * table.t, state, table.t * sizeof(Fr));
  }
  return PROVER_OK;
}

static prover_status poseidon_hash(const void* memory, prover_fe* out, const prover_fe* in, uint64_t n, Cancel cancel) {
  const PoseidonTable table = poseidon_view(memory);
  Fr state[kPoseidonMaxWidth];
  for (uint64_t i = 0; i < n; i++) {
    if ((i & 63) == 0 && cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    state[0] = Fr::zero();
    memcpy(state + 1, in + i * (table.t - 1), (table.t - 1) * sizeof(Fr));
    poseidon_state(table, state);
    fr(out)[i] = state[0];
  }
  return PROVER_OK;
}
