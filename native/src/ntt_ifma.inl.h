// Number-theoretic transform over Fr, eight lanes at a time. The tree is that of ntt.inl.h, and so are the orders of
// both sides; below 2^6 its scalar kernels run.
//
// The earlier passes take the twiddles of the tree, one per block, which is the same for all lanes. In the last pass a
// lane is a block of its own: block c stands for X^S − σ^S with σ = s·ω^rev(c), so that multiplying coefficient i by
// σ^i makes it X^S − 1, and all blocks go by the same few twiddles, a third of them trivial. What the N extra products
// cost is won back by the products with 1 that block 0 saves. σ^i = σ^(i₁·2^k)·σ^i₀ from two short tables, so that
// the factors take 10·N bytes and not 80·N; the inverse folds 1/N in.

struct Ntt52View {
  const NttTable* header;
  const Known *forward, *inverse, *shifted, *unshifted;
  const KnownLanes *twist, *untwist;
  uint32_t high_log, low_log;
};

PROVER_INLINE Ntt52View ntt52_view(const void* memory) {
  const NttTable* header = static_cast<const NttTable*>(memory);
  const Ntt52Parts p = ntt52_parts(header->log_n, header->shifted != 0);
  const char* base = static_cast<const char*>(memory);
  return Ntt52View{header,
                   reinterpret_cast<const Known*>(base + p.forward),
                   reinterpret_cast<const Known*>(base + p.inverse),
                   reinterpret_cast<const Known*>(base + p.shifted),
                   reinterpret_cast<const Known*>(base + p.unshifted),
                   reinterpret_cast<const KnownLanes*>(base + p.twist),
                   reinterpret_cast<const KnownLanes*>(base + p.untwist),
                   p.high_log,
                   p.low_log};
}

// T and −1/T, and with a shift the twiddles of each layer before the last pass, F = s^(S/2)·T and −1/F.
static void ntt52_fill_layers(char* base, const Ntt52Parts& parts, uint32_t log_n, uint32_t last_first,
                              const Fr* shift) {
  Known* forward = reinterpret_cast<Known*>(base + parts.forward);
  Known* inverse = reinterpret_cast<Known*>(base + parts.inverse);
  Known* shifted = reinterpret_cast<Known*>(base + parts.shifted);
  Known* unshifted = reinterpret_cast<Known*>(base + parts.unshifted);
  // The powers s^(S/2) and −s^(−S/2) of each layer, S = N/2^l.
  Fr up[PROVER_NTT_MAX_LOG], down[PROVER_NTT_MAX_LOG];
  if (shift != nullptr) {
    up[log_n - 1] = *shift;
    down[log_n - 1] = invert_vartime(*shift);
    for (uint32_t l = log_n - 1; l > 0; l--) {
      up[l - 1] = sqr(up[l]);
      down[l - 1] = sqr(down[l]);
    }
  }
  Fr root[PROVER_NTT_MAX_LOG], inverse_root[PROVER_NTT_MAX_LOG];  // of order 2^(k + 2): what bit k of b stands for
  for (uint32_t k = 0; k < PROVER_NTT_MAX_LOG - 1; k++) {
    root[k] = scalar::ntt_root(k + 2);
    inverse_root[k] = invert_vartime(root[k]);
  }
  for (uint64_t b = 0; b < parts.roots; b++) {
    Fr t = Fr::one(), k = neg(Fr::one());
    for (uint32_t bit = 0; b >> bit != 0; bit++) {
      if ((b >> bit) & 1) {
        t = mul(t, root[bit]);
        k = mul(k, inverse_root[bit]);
      }
    }
    forward[b] = known_of(t);
    inverse[b] = known_of(k);
    for (uint32_t l = 0; shift != nullptr && l < last_first; l++) {
      if (b >> l == 0) {
        shifted[(uint64_t(1) << l) + b] = known_of(mul(t, up[l]));
        unshifted[(uint64_t(1) << l) + b] = known_of(mul(k, down[l]));
      }
    }
  }
  if (shift != nullptr) {
    shifted[0] = unshifted[0] = Known{};  // no layer has entry 0
  }
}

// One group of factors: base[lane]^i for i a multiple of 2^low below 2^(high + low), times `times`, then for i < 2^low.
static void ntt52_fill_twist(KnownLanes* out, const Fr (&base)[8], const Fr& times, uint32_t high_log,
                             uint32_t low_log) {
  const VecR step = montgomery_lanes(base);
  VecR big = step;
  for (uint32_t i = 0; i < low_log; i++) {
    big = mul(big, big);  // < 1.127 + 0.0119·16² = 4.2 at first, then < 1.4
  }
  VecR power = montgomery_all(times);
  for (uint64_t i = 0; i < uint64_t(1) << high_log; i++, power = mul(power, big)) {
    out[i] = known_lanes(power);
  }
  out += uint64_t(1) << high_log;
  power = montgomery_all(Fr::one());
  for (uint64_t i = 0; i < uint64_t(1) << low_log; i++, power = mul(power, step)) {
    out[i] = known_lanes(power);
  }
}

static void ntt52_fill_twists(char* memory, const Ntt52Parts& parts, uint32_t log_n, uint32_t last_first,
                              const Fr* shift, const Fr& inverse_n) {
  KnownLanes* twist = reinterpret_cast<KnownLanes*>(memory + parts.twist);
  KnownLanes* untwist = reinterpret_cast<KnownLanes*>(memory + parts.untwist);
  const uint64_t entries = (uint64_t(1) << parts.high_log) + (uint64_t(1) << parts.low_log);
  const Fr start = shift != nullptr ? *shift : Fr::one();
  const Fr inverse_start = invert_vartime(start);
  // Bit k of c stands for ω^(2^(first − 1 − k)): rev(c).
  Fr root[PROVER_NTT_MAX_LOG], inverse_root[PROVER_NTT_MAX_LOG];
  for (uint32_t k = 0; k < last_first; k++) {
    root[k] = scalar::ntt_root(log_n - last_first + 1 + k);
    inverse_root[k] = invert_vartime(root[k]);
  }
  for (uint64_t g = 0; g < parts.groups; g++) {
    Fr base[8], inverse_base[8];
    for (uint64_t lane = 0; lane < 8; lane++) {
      base[lane] = start;
      inverse_base[lane] = inverse_start;
      for (uint32_t k = 0; k < last_first; k++) {
        if (((8 * g + lane) >> k) & 1) {
          base[lane] = mul(base[lane], root[k]);
          inverse_base[lane] = mul(inverse_base[lane], inverse_root[k]);
        }
      }
    }
    ntt52_fill_twist(twist + g * entries, base, Fr::one(), parts.high_log, parts.low_log);
    ntt52_fill_twist(untwist + g * entries, inverse_base, inverse_n, parts.high_log, parts.low_log);
  }
}

static prover_status ntt_table_init(void* memory, uint32_t log_n, const prover_fe* shift) {
  if (log_n < kNtt52Least) {
    return scalar::ntt_table_init(memory, log_n, shift);
  }
  if (shift != nullptr && is_zero(*fr(shift))) {
    return PROVER_ERROR_RANGE;
  }
  NttTable* table = static_cast<NttTable*>(memory);
  memset(table, 0, sizeof *table);
  table->log_n = log_n;
  table->shifted = shift != nullptr ? 1 : 0;
  table->inverse_n = invert_vartime(enter(Fr{{uint64_t(1) << log_n, 0, 0, 0}}));
  const Ntt52Layout layout = ntt52_layout(log_n);
  const uint32_t last_first = layout.first[layout.passes - 1];
  const Ntt52Parts parts = ntt52_parts(log_n, shift != nullptr);
  char* base = static_cast<char*>(memory);
  const Fr* s = shift != nullptr ? fr(shift) : nullptr;
  ntt52_fill_layers(base, parts, log_n, last_first, s);
  ntt52_fill_twists(base, parts, log_n, last_first, s, table->inverse_n);
  table->magic = scalar::kNttMagic;
  return PROVER_OK;
}

// What the tasks of one call pass on.
struct Ntt52Work {
  VecR* tile;
  Fr* copy;        // rows of the task to come
  bool is_copied;  // `copy` holds the rows of this task
  bool has_next;   // another task follows
};

// A transform that the second-level cache does not hold: below this copying ahead costs more than it saves.
static const uint32_t kNtt52CopyLog = 15;

// A task of a pass that is not the last: eight columns of one block.
static void ntt52_columns(const Ntt52View& view, Fr* data, uint32_t first, uint32_t layers, uint64_t task,
                          bool inverse, Ntt52Work& work) {
  const uint32_t log_n = view.header->log_n, stride_log = log_n - first - layers;
  const uint64_t groups = uint64_t(1) << (stride_log - 3);
  const uint64_t block = task / groups, group = task % groups;
  Fr* const corner = data + (block << (log_n - first)) + 8 * group;
  const uint64_t rows = uint64_t(1) << layers;
  const Fr* const from = work.is_copied ? work.copy : corner;
  const uint32_t from_log = work.is_copied ? 3 : stride_log;
  VecR* const tile = work.tile;
  const bool shifted = view.header->shifted != 0;
  const Known* up = shifted ? view.shifted : view.forward;
  const Known* down = shifted ? view.unshifted : view.inverse;
  const Ntt52Pass pass{{inverse ? down : up, shifted}, first, layers, block};
  work.is_copied = work.has_next && group + 1 < groups && log_n > kNtt52CopyLog;
  Ntt52Ahead ahead{reinterpret_cast<const char*>(corner + 8), sizeof(Fr) << stride_log, work.is_copied ? rows : 0,
                   reinterpret_cast<char*>(work.copy)};
  // Layer 0 goes with the loads, or for the inverse with the stores, where it has no products.
  const uint64_t half = rows / 2;
  const bool apart = !shifted && block == 0;
  if (!inverse && apart) {
    for (uint64_t row = 0; row < half; row++) {
      tile[row] = load_row<0>(from + (row << from_log));
      tile[row + half] = load_row<0>(from + ((row + half) << from_log));
      forward52_first(tile[row], tile[row + half]);
    }
  } else {
    for (uint64_t row = 0; row < rows; row++) {
      const VecR value = load_row<0>(from + (row << from_log));
      tile[row] = inverse ? value : raw_add_multiple<kNtt52Bias>(value);
    }
  }
  inverse ? inverse52_tile(pass, tile, apart ? 1 : 0, ahead) : forward52_tile(pass, tile, apart ? 1 : 0, ahead);
  fetch_all(ahead);
  if (!inverse || !apart) {
    const bool is_last = inverse && first == 0;
    for (uint64_t row = 0; row < rows; row++) {  // < 1.001·p, or < p at the end
      store_row(corner + (row << stride_log),
                is_last ? reduce_fully(tile[row]) : settle_columns(reduce_columns<0>(tile[row])));
    }
    return;
  }
  for (uint64_t row = 0; row < half; row++) {  // block 0: the last pass of an inverse, or the middle one of three
    VecR x = tile[row], y = tile[row + half];
    inverse52_last(x, y);
    store_row(corner + (row << stride_log), reduce_fully(x));
    store_row(corner + ((row + half) << stride_log), reduce_fully(y));
  }
}

// (a·high·low, b·high·low'): elements i and i + 1 of eight blocks.   In: raw, B ≤ 84.   Out: normal, < 2·p.
PROVER_INLINE void twist2(VecR& a, VecR& b, const KnownLanes* factors, uint64_t i, uint32_t high_log,
                          uint32_t low_log) {
  const KnownLanes& high = factors[i >> low_log];
  const KnownLanes* low = factors + (uint64_t(1) << high_log) + (i & ((uint64_t(1) << low_log) - 1));
  VecR r0, r1;
  mul_known2<false, 0>(r0, r1, carry_columns(a), high, carry_columns(b), high);
  mul_known2<true, 0>(a, b, carry_columns(r0), low[0], carry_columns(r1), low[1]);
  a = settle_columns(a);
  b = settle_columns(b);
}

// A task of the last pass: eight neighbouring blocks.
static void ntt52_blocks(const Ntt52View& view, Fr* data, uint32_t layers, uint64_t task, bool inverse,
                         const Ntt52Work& work) {
  const uint64_t size = uint64_t(1) << layers;
  Fr* const corner = data + 8 * task * size;
  const uint64_t entries = (uint64_t(1) << view.high_log) + (uint64_t(1) << view.low_log);
  const Ntt52Pass pass{{inverse ? view.inverse : view.forward, false}, 0, layers, 0};
  VecR* const tile = work.tile;
  Ntt52Ahead ahead{reinterpret_cast<const char*>(corner + 8 * size), kNtt52RowBytes, work.has_next ? size : 0, nullptr};
  if (!inverse) {
    const KnownLanes* factors = view.twist + task * entries;
    for (uint64_t i = 0; i < size; i += 2) {
      VecR a, b;
      load_places(a, b, corner + i, size);
      twist2(a, b, factors, i, view.high_log, view.low_log);
      tile[i] = raw_add_multiple<kNtt52Bias>(a);
      tile[i + 1] = raw_add_multiple<kNtt52Bias>(b);
    }
    forward52_tile(pass, tile, 0, ahead);
    for (uint64_t i = 0; i < size; i += 2) {
      store_places(corner + i, size, reduce_fully(tile[i]), reduce_fully(tile[i + 1]));
    }
    return;
  }
  for (uint64_t i = 0; i < size; i += 2) {
    load_places(tile[i], tile[i + 1], corner + i, size);
  }
  inverse52_tile(pass, tile, 0, ahead);
  const KnownLanes* factors = view.untwist + task * entries;
  for (uint64_t i = 0; i < size; i += 2) {
    VecR a = tile[i], b = tile[i + 1];
    twist2(a, b, factors, i, view.high_log, view.low_log);
    store_places(corner + i, size, a, b);
  }
}

// Stages: the passes in order, then the bit reversal; for the inverse the other way round. No reversal if scrambled.
static void ntt_plan_init(prover_ntt_plan* plan, uint32_t log_n, uint32_t flags) {
  if (log_n < kNtt52Least) {
    scalar::ntt_plan_init(plan, log_n, flags);
    return;
  }
  const Ntt52Layout layout = ntt52_layout(log_n);
  const bool inverse = (flags & PROVER_NTT_INVERSE) != 0;
  const bool permutes = (flags & PROVER_NTT_SCRAMBLED) == 0;
  memset(plan, 0, sizeof *plan);
  plan->log_n = log_n;
  plan->flags = flags;
  if (permutes && inverse) {
    plan->tasks[plan->stages++] = ntt_bitrev_tasks(log_n);
  }
  uint64_t scratch = (uint64_t(2) << (2 * kBitrevTileLog)) * sizeof(Fr);
  for (uint32_t i = 0; i < layout.passes; i++) {
    const uint32_t layers = layout.layers[inverse ? layout.passes - 1 - i : i];
    plan->tasks[plan->stages++] = uint64_t(1) << (log_n - layers - 3);
    const uint64_t tile = (kVecBytes + kNtt52RowBytes) << layers;
    scratch = scratch > tile ? scratch : tile;
  }
  if (permutes && !inverse) {
    plan->tasks[plan->stages++] = ntt_bitrev_tasks(log_n);
  }
  plan->scratch_bytes = scratch;
}

static prover_status ntt_run(const prover_ntt_plan* plan, prover_fe* data, const void* memory, uint32_t stage,
                             uint64_t first, uint64_t count, void* scratch, Cancel cancel) {
  if (plan->log_n < kNtt52Least) {
    return scalar::ntt_run(plan, data, memory, stage, first, count, scratch, cancel);
  }
  const Ntt52View view = ntt52_view(memory);
  const Ntt52Layout layout = ntt52_layout(plan->log_n);
  const bool inverse = (plan->flags & PROVER_NTT_INVERSE) != 0;
  const bool permutes = (plan->flags & PROVER_NTT_SCRAMBLED) == 0;
  const bool is_bitrev = permutes && stage == (inverse ? 0 : layout.passes);
  const uint32_t step = inverse && permutes ? stage - 1 : stage;
  const uint32_t pass = inverse ? layout.passes - 1 - step : step;
  VecR* tile = static_cast<VecR*>(scratch);
  VecR* const behind = tile + (uint64_t(1) << layout.layers[is_bitrev ? 0 : pass]);
  Ntt52Work work{tile, reinterpret_cast<Fr*>(behind), false, false};
  for (uint64_t task = first; task < first + count; task++) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    work.has_next = task + 1 < first + count;
    if (is_bitrev) {
      scalar::bitrev_task(fr(data), plan->log_n, task, static_cast<Fr*>(scratch));
    } else if (pass + 1 == layout.passes) {
      ntt52_blocks(view, fr(data), layout.layers[pass], task, inverse, work);
    } else {
      ntt52_columns(view, fr(data), layout.first[pass], layout.layers[pass], task, inverse, work);
    }
  }
  return PROVER_OK;
}
