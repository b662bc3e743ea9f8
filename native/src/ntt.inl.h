// Number-theoretic transform over Fr, in place. Mathematics and memory layout: native/README.md, "NTT".
//
// The forward transform reduces a polynomial down the tree X^N − s^N = (X^(N/2) − t)(X^(N/2) + t) = …: block b of
// layer l
// stands for X^S − t², S = N/2^l, t = s^(S/2)·ω^rev(b), and the butterfly is (x, y) → (x + t·y, x − t·y). One twiddle
// per
// block, natural order in, bit-reversed order out. The inverse runs the same layers backwards.
// Sources: Seiler, "Faster AVX2 optimized NTT multiplication for Ring-LWE lattice cryptography", ePrint 2018/039,
// section 2; Bailey, "FFTs in external or hierarchical memory" (1990) for the passes.

// The table in memory: this header, T[N/2], and with a shift F[N] and J[N].
//   T[b] = ω^rev(b), rev over log_n − 1 bits: the same for every layer (s = 1).
//   F[2^l + b] = s^(S/2)·T[b], the twiddles of layer l with a shift.
//   J[2^l + b] = −1/F[2^l + b], their negated inverses.
// Without a shift −1/T[b] = T[3·2^m − 1 − b] for 2^m ≤ b < 2^(m+1): −ω^−e = ω^(N/2 − e), and negating e turns over the
// bits of b below its highest one.
struct NttTable {
  uint64_t magic;
  uint32_t log_n;
  uint32_t shifted;
  Fr inverse_n;   // 1/N
  Fr last_upper;  // what the inverse of layer 0 multiplies x − y with: 1/(N·t)
  uint64_t padding[6];
};

static_assert(sizeof(NttTable) == 128, "keeps the twiddles on cache lines");
static const uint64_t kNttMagic = 0x31545454564f5250u ^ PROVER_LEVEL_ID;

// ω of order 2^log_n.   log_n ≤ 28.
static Fr ntt_root(uint32_t log_n) {
  Fr root = Fr{{0x636e735580d13d9c, 0xa22bf3742445ffd6, 0x56452ac01eb203d8, 0x1860ef942963f9e7}};  // 5^((r−1)/2^28)
  for (uint32_t i = log_n; i < 28; i++) {
    root = sqr(root);
  }
  return root;
}

PROVER_INLINE const Fr* ntt_plain(const NttTable* table) { return reinterpret_cast<const Fr*>(table + 1); }
PROVER_INLINE uint64_t ntt_plain_count(uint32_t log_n) { return log_n == 0 ? 1 : uint64_t(1) << (log_n - 1); }
PROVER_INLINE const Fr* ntt_forward(const NttTable* table) { return ntt_plain(table) + ntt_plain_count(table->log_n); }
PROVER_INLINE const Fr* ntt_inverse(const NttTable* table) {
  return ntt_forward(table) + (uint64_t(1) << table->log_n);
}

// T[0] = 1, T[2^m + j] = T[j]·ω^(N/2^(m+2)).
static void ntt_fill_plain(Fr* t, uint32_t log_n) {
  t[0] = Fr::one();
  for (uint32_t m = 0; m + 1 < log_n; m++) {
    const Fr root = ntt_root(m + 2);
    for (uint64_t j = 0; j < uint64_t(1) << m; j++) {
      t[(uint64_t(1) << m) + j] = mul(t[j], root);
    }
  }
}

// The layers of a shifted table. `shift` and 1/shift are raised to S/2 = N/2^(l+1) by squaring, from the last layer up.
static void ntt_fill_shifted(NttTable* table, Fr* forward, Fr* inverse, const Fr& shift) {
  const Fr* t = ntt_plain(table);
  const Fr minus_one = neg(Fr::one());
  Fr power = shift;
  Fr negative = mul(invert_vartime(shift), minus_one);
  forward[0] = inverse[0] = Fr::zero();  // no layer has entry 0
  for (uint32_t l = table->log_n; l-- > 0;) {
    const uint64_t blocks = uint64_t(1) << l;
    for (uint64_t b = 0; b < blocks; b++) {
      forward[blocks + b] = mul(t[b], power);
      // 1/T[b] is −T[mirror]; for b = 0 it is 1.
      const uint64_t mirror = b == 0 ? 0 : (uint64_t(3) << (63 - __builtin_clzll(b))) - 1 - b;
      const Fr product = mul(t[mirror], negative);  // `negative` is −s^(−S/2)
      inverse[blocks + b] = b == 0 ? product : neg(product);
    }
    power = sqr(power);
    negative = mul(sqr(negative), minus_one);
  }
}

static prover_status ntt_table_init(void* memory, uint32_t log_n, const prover_fe* shift) {
  NttTable* table = static_cast<NttTable*>(memory);
  memset(table, 0, sizeof *table);
  table->log_n = log_n;
  table->shifted = shift != nullptr ? 1 : 0;
  const Fr n = enter(Fr{{uint64_t(1) << log_n, 0, 0, 0}});
  table->inverse_n = invert_vartime(n);
  table->last_upper = table->inverse_n;
  Fr* plain = reinterpret_cast<Fr*>(table + 1);
  ntt_fill_plain(plain, log_n);
  if (shift != nullptr) {
    if (is_zero(*fr(shift))) {
      return PROVER_ERROR_RANGE;
    }
    Fr* forward = plain + ntt_plain_count(log_n);
    Fr* inverse = forward + (uint64_t(1) << log_n);
    ntt_fill_shifted(table, forward, inverse, *fr(shift));
    if (log_n > 0) {
      table->last_upper = mul(neg(inverse[1]), table->inverse_n);
    }
  }
  table->magic = kNttMagic;
  return PROVER_OK;
}

static int32_t ntt_table_fits(const void* memory, uint32_t log_n) {
  const NttTable* table = static_cast<const NttTable*>(memory);
  return table->magic == kNttMagic && table->log_n == log_n ? 1 : 0;
}

// (x, y) → (x + t·y, x − t·y) on two runs of n elements.
PROVER_INLINE void forward_run(Fr* x, Fr* y, uint64_t n, const Fr& twiddle) {
  const Fr t = twiddle;
  for (uint64_t i = 0; i < n; i++) {
    const Fr product = mul(y[i], t);
    const Fr low = x[i];
    x[i] = add(low, product);
    y[i] = sub(low, product);
  }
}

// (x, y) → (x + y, (y − x)·k), k = −1/t.
PROVER_INLINE void inverse_run(Fr* x, Fr* y, uint64_t n, const Fr& twiddle) {
  const Fr k = twiddle;
  for (uint64_t i = 0; i < n; i++) {
    const Fr low = x[i], high = y[i];
    x[i] = add(low, high);
    y[i] = mul(sub(high, low), k);
  }
}

// (x, y) → (x + y, x − y): block 0 without a shift, both directions.
PROVER_INLINE void trivial_run(Fr* x, Fr* y, uint64_t n) {
  for (uint64_t i = 0; i < n; i++) {
    const Fr low = x[i], high = y[i];
    x[i] = add(low, high);
    y[i] = sub(low, high);
  }
}

// (x, y) → ((x + y)/N, (x − y)/(N·t)): the last layer of the inverse.
PROVER_INLINE void final_run(Fr* x, Fr* y, uint64_t n, const NttTable* table) {
  for (uint64_t i = 0; i < n; i++) {
    const Fr low = x[i], high = y[i];
    x[i] = mul(add(low, high), table->inverse_n);
    y[i] = mul(sub(low, high), table->last_upper);
  }
}

// The layers of one pass on a tile: 2^layers rows of 2^column_log elements, block `block` of layer `first`.
PROVER_NOINLINE void forward_tile(const NttTable* table, Fr* tile, const NttPass& pass, uint64_t block) {
  for (uint32_t j = 0; j < pass.layers; j++) {
    const uint64_t half = uint64_t(1) << (pass.layers - 1 - j + pass.column_log);
    const uint64_t index = block << j;
    const Fr* twiddle =
        table->shifted ? ntt_forward(table) + (uint64_t(1) << (pass.first + j)) + index : ntt_plain(table) + index;
    Fr* x = tile;
    for (uint64_t b = 0; b < uint64_t(1) << j; b++, x += 2 * half) {
      if (index + b == 0 && !table->shifted) {
        trivial_run(x, x + half, half);
      } else {
        forward_run(x, x + half, half, twiddle[b]);
      }
    }
  }
}

PROVER_NOINLINE void inverse_tile(const NttTable* table, Fr* tile, const NttPass& pass, uint64_t block) {
  for (uint32_t j = pass.layers; j-- > 0;) {
    const uint64_t half = uint64_t(1) << (pass.layers - 1 - j + pass.column_log);
    if (pass.first + j == 0) {
      final_run(tile, tile + half, half, table);
      break;
    }
    const uint64_t index = block << j;
    const Fr* shifted = ntt_inverse(table) + (uint64_t(1) << (pass.first + j)) + index;
    Fr* x = tile;
    for (uint64_t b = 0; b < uint64_t(1) << j; b++, x += 2 * half) {
      const uint64_t id = index + b;
      if (table->shifted) {
        inverse_run(x, x + half, half, shifted[b]);
      } else if (id == 0) {
        trivial_run(x, x + half, half);
      } else {
        inverse_run(x, x + half, half, ntt_plain(table)[(uint64_t(3) << (63 - __builtin_clzll(id))) - 1 - id]);
      }
    }
  }
}

// One task of a pass. Aliasing: tasks of one stage touch disjoint elements.
static void ntt_task(const NttTable* table, Fr* data, const NttPass& pass, uint64_t task, bool inverse, Fr* scratch) {
  const uint32_t stride_log = table->log_n - pass.first - pass.layers;
  if (pass.contiguous) {
    Fr* tile = data + (task << pass.layers);
    inverse ? inverse_tile(table, tile, pass, task) : forward_tile(table, tile, pass, task);
    return;
  }
  const uint64_t groups = uint64_t(1) << (stride_log - pass.column_log);
  const uint64_t block = task / groups, group = task % groups;
  Fr* corner = data + (block << (table->log_n - pass.first)) + (group << pass.column_log);
  const uint64_t rows = uint64_t(1) << pass.layers, columns = uint64_t(1) << pass.column_log;
  for (uint64_t row = 0; row < rows; row++) {
    memcpy(scratch + row * columns, corner + (row << stride_log), columns * sizeof(Fr));
  }
  inverse ? inverse_tile(table, scratch, pass, block) : forward_tile(table, scratch, pass, block);
  for (uint64_t row = 0; row < rows; row++) {
    memcpy(corner + (row << stride_log), scratch + row * columns, columns * sizeof(Fr));
  }
}

PROVER_INLINE uint64_t reverse_bits(uint64_t value, uint32_t bits) {
  uint64_t out = 0;
  for (uint32_t i = 0; i < bits; i++) {
    out |= ((value >> i) & 1) << (bits - 1 - i);
  }
  return out;
}

// Tile `middle`: rows are the highest, columns the lowest kBitrevTileLog bits of the index. Written transposed, with
// both indices reversed, which is where the elements go inside the tile rev(middle).
PROVER_INLINE void bitrev_load(Fr* tile, const Fr* data, uint64_t middle, uint32_t log_n) {
  const uint64_t side = uint64_t(1) << kBitrevTileLog;
  for (uint64_t row = 0; row < side; row++) {
    const Fr* source = data + (row << (log_n - kBitrevTileLog)) + (middle << kBitrevTileLog);
    const uint64_t column = reverse_bits(row, kBitrevTileLog);
    for (uint64_t i = 0; i < side; i++) {
      tile[(reverse_bits(i, kBitrevTileLog) << kBitrevTileLog) + column] = source[i];
    }
  }
}

PROVER_INLINE void bitrev_store(Fr* data, const Fr* tile, uint64_t middle, uint32_t log_n) {
  const uint64_t side = uint64_t(1) << kBitrevTileLog;
  for (uint64_t row = 0; row < side; row++) {
    memcpy(data + (row << (log_n - kBitrevTileLog)) + (middle << kBitrevTileLog), tile + (row << kBitrevTileLog),
           side * sizeof(Fr));
  }
}

// Bit reversal, task `middle`: swaps the tiles middle and rev(middle) if middle is the smaller of them.
// Source: Carter, Gatlin, "Towards an optimal bit-reversal permutation program", FOCS 1998.
static void bitrev_task(Fr* data, uint32_t log_n, uint64_t middle, Fr* scratch) {
  if (log_n < 2 * kBitrevTileLog) {
    for (uint64_t i = 0; i < uint64_t(1) << log_n; i++) {
      const uint64_t j = reverse_bits(i, log_n);
      if (i < j) {
        const Fr held = data[i];
        data[i] = data[j];
        data[j] = held;
      }
    }
    return;
  }
  const uint64_t other = reverse_bits(middle, log_n - 2 * kBitrevTileLog);
  if (middle > other) {
    return;
  }
  Fr* second = scratch + (uint64_t(1) << (2 * kBitrevTileLog));
  bitrev_load(scratch, data, middle, log_n);
  bitrev_load(second, data, other, log_n);
  bitrev_store(data, scratch, other, log_n);
  bitrev_store(data, second, middle, log_n);
}

// Stages: the passes in order, then the bit reversal; for the inverse the other way round. No reversal if scrambled.
static void ntt_plan_init(prover_ntt_plan* plan, uint32_t log_n, uint32_t flags) {
  const NttLayout layout = ntt_layout(log_n);
  const bool inverse = (flags & PROVER_NTT_INVERSE) != 0;
  const bool permutes = (flags & PROVER_NTT_SCRAMBLED) == 0;
  memset(plan, 0, sizeof *plan);
  plan->log_n = log_n;
  plan->flags = flags;
  if (permutes && inverse) {
    plan->tasks[plan->stages++] = ntt_bitrev_tasks(log_n);
  }
  for (uint32_t i = 0; i < layout.passes; i++) {
    plan->tasks[plan->stages++] = ntt_pass_tasks(log_n, layout.pass[inverse ? layout.passes - 1 - i : i]);
  }
  if (permutes && !inverse) {
    plan->tasks[plan->stages++] = ntt_bitrev_tasks(log_n);
  }
  plan->scratch_bytes = align_up(ntt_scratch_elements(log_n) * sizeof(Fr));
}

static prover_status ntt_run(const prover_ntt_plan* plan, prover_fe* data, const void* memory, uint32_t stage,
                             uint64_t first, uint64_t count, void* scratch, Cancel cancel) {
  const NttTable* table = static_cast<const NttTable*>(memory);
  const NttLayout layout = ntt_layout(plan->log_n);
  const bool inverse = (plan->flags & PROVER_NTT_INVERSE) != 0;
  const bool permutes = (plan->flags & PROVER_NTT_SCRAMBLED) == 0;
  const bool is_bitrev = permutes && stage == (inverse ? 0 : layout.passes);
  const uint32_t step = inverse && permutes ? stage - 1 : stage;
  for (uint64_t task = first; task < first + count; task++) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    if (is_bitrev) {
      bitrev_task(fr(data), plan->log_n, task, static_cast<Fr*>(scratch));
    } else {
      const NttPass& pass = layout.pass[inverse ? layout.passes - 1 - step : step];
      ntt_task(table, fr(data), pass, task, inverse, static_cast<Fr*>(scratch));
    }
  }
  return PROVER_OK;
}
