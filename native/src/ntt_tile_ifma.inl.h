// The layers of one pass on a tile: 2^layers rows of eight lanes.
//
// Rows lie in the tile as raw columns: a limb is off by multiples of 2^52 that carry_columns() carries on, the value
// counts modulo 2^260. Bounds are in multiples of p. A product needs its input in [0, 84.67) and gives an interval of
// length 11 (known52.inl.h).
//
// One layer at a time, two butterflies side by side: 41.5 cycles per product of eight lanes (Zen 5, g++ 12) where the
// multipliers need 37.5, from the second-level cache as from the first.

// −1/t for block 1 of a layer without a shift is i itself, since t = i; its block 0 has t = 1 and no product.
struct Ntt52Twiddles {
  const Known* layer0;  // twiddle of block b of layer l: layer0[(shifted ? 2^l : 0) + b]
  bool shifted;
};

struct Ntt52Pass {
  Ntt52Twiddles twiddles;
  uint32_t first;   // layer of the transform that is layer 0 of the tile
  uint32_t layers;  // 3 to 11
  uint64_t block;   // block of that layer that the tile is
};

// The rows of 256 bytes that the next task will read, fetched while this one computes. Rows a power of two apart fall
// into the same few cache sets and push each other out, so that asking for them does not keep them: they are copied to
// `copy` as they come (null: rows that lie close together are only asked for).
struct Ntt52Ahead {
  const char* row;
  uint64_t stride;  // in bytes
  uint64_t left;
  char* copy;
};

static const uint64_t kNtt52RowBytes = 256;
static const uint64_t kNtt52AheadRows = 12;

PROVER_INLINE void ask_for_row(const char* row) {
  for (uint64_t line = 0; line < kNtt52RowBytes; line += 64) {
    _mm_prefetch(row + line, _MM_HINT_T1);
  }
}

PROVER_INLINE void fetch_row(Ntt52Ahead& ahead) {
  if (ahead.left == 0) {
    return;
  }
  ahead.left--;
  if (ahead.copy == nullptr) {
    ask_for_row(ahead.row);
  } else {
    if (ahead.left >= kNtt52AheadRows) {
      ask_for_row(ahead.row + kNtt52AheadRows * ahead.stride);
    }
    for (uint64_t line = 0; line < kNtt52RowBytes; line += 64) {
      _mm512_store_si512(ahead.copy + line, _mm512_loadu_si512(ahead.row + line));
    }
    ahead.copy += kNtt52RowBytes;
  }
  ahead.row += ahead.stride;
}

// The rest, before the next task.
PROVER_INLINE void fetch_all(Ntt52Ahead& ahead) {
  while (ahead.left > 0) {
    fetch_row(ahead);
  }
}

// Twiddle of block b of layer j of the tile.
PROVER_INLINE const Known* ntt52_twiddle(const Ntt52Pass& pass, uint32_t j, uint64_t b) {
  const uint64_t layer = pass.twiddles.shifted ? uint64_t(1) << (pass.first + j) : 0;
  return pass.twiddles.layer0 + layer + (pass.block << j) + b;
}
PROVER_INLINE bool ntt52_is_trivial(const Ntt52Pass& pass, uint64_t b) {
  return !pass.twiddles.shifted && (pass.block | b) == 0;
}

// ---- forward: (x, y) → (x + t·y, x − t·y) ----

// Products are brought to [−5, 6], so that a row moves by at most 6 to either side per layer. Rows start in
// [40, 42], are in [4, 78] after six layers, begin anew in layer 6 and are in [10, 71] after eleven. Limbs grow by
// 18·2^52 per layer: below 2^60.
static const int kNtt52Bias = 40;
static const uint32_t kNtt52Renewal = 6;

// Two butterflies.   In: y in [0, 84].   Out: x ± 6; Renew: [34, 48].
template <bool Renew>
PROVER_INLINE void forward52(VecR* const (&x)[2], VecR* const (&y)[2], const Known* const (&t)[2]) {
  VecR r[2];
  mul_known2<false, 5>(r[0], r[1], carry_columns(*y[0]), *t[0], carry_columns(*y[1]), *t[1]);
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    const VecR low = Renew ? reduce_columns<kNtt52Bias>(*x[k]) : *x[k];
    *x[k] = raw_add(low, r[k]);
    *y[k] = raw_sub(low, r[k]);
  }
}

// t = 1.   Out: x ± 2.
template <bool Renew>
PROVER_INLINE void forward52_trivial(VecR& x, VecR& y) {
  const VecR low = Renew ? reduce_columns<kNtt52Bias>(x) : x;
  const VecR r = reduce_columns<0>(y);
  x = raw_add(low, r);
  y = raw_sub(low, r);
}

template <bool Renew>
PROVER_INLINE void forward52_layer(const Ntt52Pass& pass, VecR* tile, uint32_t j, Ntt52Ahead& ahead) {
  const uint64_t half = uint64_t(1) << (pass.layers - 1 - j), blocks = uint64_t(1) << j;
  if (half == 1) {
    const Known* t = ntt52_twiddle(pass, j, 0);
    for (VecR* x = tile; x < tile + 2 * blocks; x += 4, t += 2) {
      forward52<Renew>({x, x + 2}, {x + 1, x + 3}, {t, t + 1});
    }
    return;
  }
  VecR* x = tile;
  for (uint64_t b = 0; b < blocks; b++, x += 2 * half) {
    if (ntt52_is_trivial(pass, b)) {
      for (uint64_t i = 0; i < half; i++) {
        forward52_trivial<Renew>(x[i], x[half + i]);
      }
      continue;
    }
    const Known* t = ntt52_twiddle(pass, j, b);
    for (uint64_t i = 0; i < half; i += 2) {
      fetch_row(ahead);
      forward52<Renew>({x + i, x + i + 1}, {x + half + i, x + half + i + 1}, {t, t});
    }
  }
}

// Where a pass has block 0 without a shift, its first layer is a sum and a difference, which go with the loads.
PROVER_INLINE void forward52_first(VecR& x, VecR& y) {  // in: [0, 2]; out: [40, 44], [38, 42]
  const VecR low = raw_add_multiple<kNtt52Bias>(x);
  x = raw_add(low, y);
  y = raw_sub(low, y);
}

// The layers from `from`, 0 or 1, on.   In: rows in [40, 42], after forward52_first in [38, 44].
// Out: rows in [4, 78].
PROVER_NOINLINE void forward52_tile(const Ntt52Pass& pass, VecR* tile, uint32_t from, Ntt52Ahead& ahead) {
  for (uint32_t j = from; j < pass.layers; j++) {
    j == kNtt52Renewal ? forward52_layer<true>(pass, tile, j, ahead) : forward52_layer<false>(pass, tile, j, ahead);
  }
}

// ---- inverse: (x, y) → (x + y, (y − x)·k), k = −1/t ----

// Rows are in [0, B] and B doubles with every sum. Products begin at 11 and are reduced after the second sum in a row:
// those are the rows h/4 ≤ i < h/2 of a layer with halves of h. Rows that have not been part of a product (i < h/4)
// begin at 2, or at 1.001 after a reduction, and are reduced in layer 4 from the end and never again:
// 2, 4, 8, 16, 32, 64 → 1.1, 2.1, 4.1, 8.1, 16.1, 32.1, 64.1 after eleven. Before a difference is taken B is thus at
// most 32.1 < 42, after the last layer at most 64.1. Limbs double as well: what is reduced begins below 4·2^52 and ends
// below 2^60, a product begins below 18·2^52 and doubles twice.
static const int kNtt52Above = 42;

// Two butterflies.   In: [0, 42].   Out: x: the sum; y: [0, 11].
template <bool Reduce>
PROVER_INLINE void inverse52(VecR* const (&x)[2], VecR* const (&y)[2], const Known* const (&k)[2]) {
  VecR difference[2], sum[2];
#pragma GCC unroll 2
  for (int i = 0; i < 2; i++) {
    difference[i] = carry_columns(raw_add_multiple<kNtt52Above>(raw_sub(*y[i], *x[i])));  // [0, 84]
    sum[i] = raw_add(*x[i], *y[i]);
    *x[i] = Reduce ? reduce_columns<0>(sum[i]) : sum[i];
  }
  mul_known2<false, 0>(*y[0], *y[1], difference[0], *k[0], difference[1], *k[1]);
}

// k = −1, less the sign: (x + y, x − y).   In: [0, 42].   Out: x: the sum; y: [0, 1.001].
template <bool Reduce>
PROVER_INLINE void inverse52_trivial(VecR& x, VecR& y) {
  const VecR sum = raw_add(x, y);
  y = reduce_columns<0>(raw_add_multiple<kNtt52Above>(raw_sub(x, y)));
  x = Reduce ? reduce_columns<0>(sum) : sum;
}

// Rows from ≤ i < to of one block, an even number.
template <bool Reduce>
PROVER_INLINE void inverse52_rows(VecR* x, uint64_t half, uint64_t from, uint64_t to, const Known* k, bool trivial,
                                  Ntt52Ahead& ahead) {
  if (trivial) {
    for (uint64_t i = from; i < to; i++) {
      inverse52_trivial<Reduce>(x[i], x[half + i]);
    }
    return;
  }
  for (uint64_t i = from; i < to; i += 2) {
    fetch_row(ahead);
    inverse52<Reduce>({x + i, x + i + 1}, {x + half + i, x + half + i + 1}, {k, k});
  }
}

// The first three layers from the end, halves of 1, 2 and 4 rows: two blocks at a time, of which row 1 of 4 is reduced.
PROVER_INLINE void inverse52_small(const Ntt52Pass& pass, VecR* tile, uint32_t j, Ntt52Ahead& ahead) {
  const uint64_t half = uint64_t(1) << (pass.layers - 1 - j);
  const Known* k = ntt52_twiddle(pass, j, 0);
  for (uint64_t b = 0; b < uint64_t(1) << j; b += 2) {
    VecR* const x[2] = {tile + 2 * half * b, tile + 2 * half * (b + 1)};
    for (uint64_t i = 0; i < half; i++) {
      VecR* const upper[2] = {x[0] + i, x[1] + i};
      VecR* const lower[2] = {x[0] + half + i, x[1] + half + i};
      if (i == 0) {
        fetch_row(ahead);
      }
      half == 4 && i == 1 ? inverse52<true>(upper, lower, {k + b, k + b + 1})
                          : inverse52<false>(upper, lower, {k + b, k + b + 1});
    }
  }
}

PROVER_INLINE void inverse52_layer(const Ntt52Pass& pass, VecR* tile, uint32_t j, Ntt52Ahead& ahead) {
  const uint32_t half_log = pass.layers - 1 - j;
  const uint64_t half = uint64_t(1) << half_log, blocks = uint64_t(1) << j;
  VecR* x = tile;
  for (uint64_t b = 0; b < blocks; b++, x += 2 * half) {
    const Known* k = ntt52_twiddle(pass, j, b);
    const bool trivial = ntt52_is_trivial(pass, b);
    if (half_log == 4) {
      inverse52_rows<true>(x, half, 0, half / 2, k, trivial, ahead);
    } else if (half > 4) {
      inverse52_rows<false>(x, half, 0, half / 4, k, trivial, ahead);
      inverse52_rows<true>(x, half, half / 4, half / 2, k, trivial, ahead);
    } else {  // three layers in all: nothing to reduce that is not reduced at the end
      inverse52_rows<false>(x, half, 0, half / 2, k, trivial, ahead);
    }
    inverse52_rows<false>(x, half, half / 2, half, k, trivial, ahead);
  }
}

// The same as the last layer of an inverse pass, which goes with the stores.
PROVER_INLINE void inverse52_last(VecR& x, VecR& y) {  // in: [0, 33]; out: [0, 66], [9, 75]
  const VecR sum = raw_add(x, y);
  y = raw_add_multiple<kNtt52Above>(raw_sub(x, y));
  x = sum;
}

// The layers down to `to`, 0 or 1.   In: rows in [0, 2].   Out: rows in [0, 65], before inverse52_last in [0, 33].
PROVER_NOINLINE void inverse52_tile(const Ntt52Pass& pass, VecR* tile, uint32_t to, Ntt52Ahead& ahead) {
  for (uint32_t j = pass.layers; j-- > to;) {
    j > 0 && pass.layers - j <= 3 ? inverse52_small(pass, tile, j, ahead) : inverse52_layer(pass, tile, j, ahead);
  }
}
