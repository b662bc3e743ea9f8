// The layers of one pass on a tile: 2^layers rows of eight lanes, two layers at a time in registers.
//
// Rows lie in the tile as raw columns: a limb is off by multiples of 2^52 that settle_columns() carries on, the value
// counts modulo 2^260, and B, in multiples of p, bounds it. A product needs its input below 2^260 = 84.67·p and gives
// less than 11·p (known52.inl.h).

// −1/t for block 1 of a layer without a shift is i itself, since t = i; its block 0 has t = 1 and no product.
struct Ntt52Twiddles {
  const Known* layer0;  // twiddle of block b of layer l: layer0[(shifted ? 2^l : 0) + b]
  bool shifted;
};

PROVER_INLINE const Known* layer_twiddles(const Ntt52Twiddles& t, uint32_t layer) {
  return t.shifted ? t.layer0 + (uint64_t(1) << layer) : t.layer0;
}

PROVER_INLINE void reduce_row(VecR& row) { row = reduce_columns(settle_columns(row)); }  // to < 1.001·p

// Two forward layers on rows 0, q, 2q, 3q: t of the block, t1 and t2 of its halves.
// In: B ≤ 73.   Out: B + 22; Reduced: 24.
template <bool Reduced>
PROVER_INLINE void forward4(VecR* x, uint64_t q, const Known& t, const Known& t1, const Known& t2) {
  VecR r2, r3, s1, s3;
  mul_known2<false>(r2, r3, settle_columns(x[2 * q]), t, settle_columns(x[3 * q]), t);
  const VecR y1 = settle_columns(raw_add(x[q], r3));                          // < B + 11 ≤ 84
  const VecR y3 = settle_columns(raw_add_multiple<11>(raw_sub(x[q], r3)));    // the same
  VecR x0 = x[0];
  if (Reduced) {
    reduce_row(x0);
  }
  const VecR y0 = raw_add(x0, r2), y2 = raw_add_multiple<11>(raw_sub(x0, r2));
  mul_known2<false>(s1, s3, y1, t1, y3, t2);
  x[0] = raw_add(y0, s1);
  x[q] = raw_add_multiple<11>(raw_sub(y0, s1));
  x[2 * q] = raw_add(y2, s3);
  x[3 * q] = raw_add_multiple<11>(raw_sub(y2, s3));
}

// The same for block 0 without a shift, t = t1 = 1, t2 = i, on two neighbouring columns of rows.
// In: B ≤ 2, or any when Reduced.   Out: 15.
template <bool Reduced>
PROVER_INLINE void forward4_first(VecR* x, uint64_t q, const Known& i) {
  VecR d[2], r[2];
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    VecR* const at = x + k;
    if (Reduced) {
      reduce_row(at[0]);
      reduce_row(at[q]);
      reduce_row(at[2 * q]);
      reduce_row(at[3 * q]);
    }
    const VecR y0 = raw_add(at[0], at[2 * q]), y2 = raw_add_multiple<2>(raw_sub(at[0], at[2 * q]));  // < 4
    const VecR y1 = raw_add(at[q], at[3 * q]);                                                       // < 4
    d[k] = settle_columns(raw_add_multiple<2>(raw_sub(at[q], at[3 * q])));                           // < 4
    at[0] = raw_add(y0, y1);
    at[q] = raw_add_multiple<4>(raw_sub(y0, y1));
    at[2 * q] = y2;
  }
  mul_known2<false>(r[0], r[1], d[0], i, d[1], i);
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    const VecR y2 = x[2 * q + k];
    x[2 * q + k] = raw_add(y2, r[k]);
    x[3 * q + k] = raw_add_multiple<11>(raw_sub(y2, r[k]));
  }
}

// One forward layer, the first of a pass with an odd number.   In: B ≤ 2.   Out: 13.
PROVER_INLINE void forward2_layer(VecR* x, uint64_t half, const Known& t, bool is_one) {
  for (uint64_t i = 0; i < half; i += 2) {
    VecR r[2] = {x[half + i], x[half + i + 1]};
    if (!is_one) {
      mul_known2<false>(r[0], r[1], settle_columns(r[0]), t, settle_columns(r[1]), t);
    }
    for (uint64_t k = 0; k < 2; k++) {
      const VecR low = x[i + k];
      x[i + k] = raw_add(low, r[k]);
      x[half + i + k] = raw_add_multiple<11>(raw_sub(low, r[k]));
    }
  }
}

// The layers j, j + 1, … of a pass on the sub-block `b` of layer j, `rows` rows at `x`. `block`: of the whole tile.
struct Ntt52Pass {
  Ntt52Twiddles twiddles;
  uint32_t first;   // layer of the transform that is layer 0 of the tile
  uint32_t layers;
  uint64_t block;   // block of that layer
};

template <bool Reduced>
PROVER_INLINE void forward4_block(const Ntt52Pass& pass, VecR* x, uint32_t j, uint64_t b) {
  const uint64_t q = uint64_t(1) << (pass.layers - j - 2);
  const uint64_t index = (pass.block << j) + b;
  const Known* t = layer_twiddles(pass.twiddles, pass.first + j) + index;
  const Known* half = layer_twiddles(pass.twiddles, pass.first + j + 1) + 2 * index;
  if (!pass.twiddles.shifted && index == 0 && q > 1) {
    for (uint64_t i = 0; i < q; i += 2) {
      j == 0 ? forward4_first<false>(x + i, q, half[1]) : forward4_first<true>(x + i, q, half[1]);
    }
    return;
  }
  for (uint64_t i = 0; i < q; i++) {
    forward4<Reduced>(x + i, q, t[0], half[0], half[1]);
  }
}

// Rows that stay in the first-level cache: 20 KiB.
static const uint32_t kNtt52InnerLog = 6;

// B: 2 at first, 13 after a single layer, then + 22 per pair. The third pair and the fifth reduce:
// 2 (13) → 24 (35) → 46 (57) → reduced 24 → 46 → reduced 24, each below 62 where it enters an unreduced pair.
PROVER_INLINE void forward4_step(const Ntt52Pass& pass, VecR* x, uint32_t j, uint64_t b, uint32_t step) {
  step == 2 || step == 4 ? forward4_block<true>(pass, x, j, b) : forward4_block<false>(pass, x, j, b);
}

PROVER_NOINLINE void forward52_tile(const Ntt52Pass& pass, VecR* tile) {
  uint32_t j = pass.layers % 2, step = 0;
  if (j == 1) {
    const bool is_one = !pass.twiddles.shifted && pass.block == 0;
    forward2_layer(tile, uint64_t(1) << (pass.layers - 1), layer_twiddles(pass.twiddles, pass.first)[pass.block],
                   is_one);
  }
  for (; pass.layers - j > kNtt52InnerLog; j += 2, step++) {
    for (uint64_t b = 0; b < uint64_t(1) << j; b++) {
      forward4_step(pass, tile + (b << (pass.layers - j)), j, b, step);
    }
  }
  const uint64_t inner = uint64_t(1) << (pass.layers - j);
  for (uint64_t b = 0; b < uint64_t(1) << j; b++) {
    VecR* x = tile + b * inner;
    for (uint32_t k = j; k < pass.layers; k += 2) {
      const uint64_t sub = uint64_t(1) << (pass.layers - k);
      for (uint64_t i = 0; i < uint64_t(1) << (k - j); i++) {
        forward4_step(pass, x + i * sub, k, (b << (k - j)) + i, step + (k - j) / 2);
      }
    }
  }
}

// Two inverse layers on rows 0, q, 2q, 3q: (x, y) → (x + y, (y − x)·k), k = −1/t; k1 and k2 of the halves first.
// In: B = 21.   Out: 21.
PROVER_INLINE void inverse4(VecR* x, uint64_t q, const Known& k, const Known& k1, const Known& k2) {
  VecR r1, r3;
  const VecR d1 = settle_columns(raw_add_multiple<21>(raw_sub(x[q], x[0])));          // < 42
  const VecR d3 = settle_columns(raw_add_multiple<21>(raw_sub(x[3 * q], x[2 * q])));  // < 42
  mul_known2<false>(r1, r3, d1, k1, d3, k2);                                          // < 10 + 42/84.67 < 10.499
  const VecR a0 = raw_add(x[0], x[q]), a2 = raw_add(x[2 * q], x[3 * q]);              // < 42
  VecR s2, s3;
  const VecR e2 = settle_columns(raw_add_multiple<42>(raw_sub(a2, a0)));  // < 84
  const VecR e3 = settle_columns(raw_add_multiple<11>(raw_sub(r3, r1)));  // < 22
  mul_known2<false>(s2, s3, e2, k, e3, k);                                // < 11
  x[0] = reduce_columns(settle_columns(raw_add(a0, a2)));                 // < 84 before
  x[q] = raw_add(r1, r3);                                                 // < 21
  x[2 * q] = s2;
  x[3 * q] = s3;
}

// The same for block 0 without a shift, (x, y) → (x + y, x − y), but for k2 = i. Two neighbouring columns of rows.
PROVER_INLINE void inverse4_first(VecR* x, uint64_t q, const Known& i) {
  VecR r[2];
  {
    const VecR d0 = settle_columns(raw_add_multiple<21>(raw_sub(x[3 * q], x[2 * q])));
    const VecR d1 = settle_columns(raw_add_multiple<21>(raw_sub(x[3 * q + 1], x[2 * q + 1])));
    mul_known2<false>(r[0], r[1], d0, i, d1, i);  // < 10.5
  }
#pragma GCC unroll 2
  for (int k = 0; k < 2; k++) {
    VecR* const at = x + k;
    const VecR a0 = raw_add(at[0], at[q]), a1 = raw_add_multiple<21>(raw_sub(at[0], at[q]));  // < 42
    const VecR a2 = raw_add(at[2 * q], at[3 * q]);                                            // < 42
    at[0] = raw_add(a0, a2);                                                                  // < 84
    at[q] = raw_add(a1, r[k]);                                                                // < 53
    at[2 * q] = raw_add_multiple<42>(raw_sub(a0, a2));                                        // < 84
    at[3 * q] = raw_add_multiple<11>(raw_sub(a1, r[k]));                                      // < 53
    reduce_row(at[0]);
    reduce_row(at[q]);
    reduce_row(at[2 * q]);
    reduce_row(at[3 * q]);
  }
}

// One inverse layer, the last of a pass with an odd number.   In: B = 21.   Out: 42.
PROVER_INLINE void inverse2_layer(VecR* x, uint64_t half, const Known& k, bool is_one) {
  for (uint64_t i = 0; i < half; i += 2) {
    VecR d[2];
    for (uint64_t c = 0; c < 2; c++) {
      const VecR low = x[i + c], high = x[half + i + c];
      x[i + c] = raw_add(low, high);
      d[c] = raw_add_multiple<21>(is_one ? raw_sub(low, high) : raw_sub(high, low));
    }
    if (!is_one) {
      mul_known2<false>(d[0], d[1], settle_columns(d[0]), k, settle_columns(d[1]), k);
    }
    x[half + i] = d[0];
    x[half + i + 1] = d[1];
  }
}

PROVER_INLINE void inverse4_step(const Ntt52Pass& pass, VecR* x, uint32_t j, uint64_t b) {
  const uint64_t q = uint64_t(1) << (pass.layers - j - 2);
  const uint64_t index = (pass.block << j) + b;
  const Known* k = layer_twiddles(pass.twiddles, pass.first + j) + index;
  const Known* half = layer_twiddles(pass.twiddles, pass.first + j + 1) + 2 * index;
  if (!pass.twiddles.shifted && index == 0 && q > 1) {
    for (uint64_t i = 0; i < q; i += 2) {
      inverse4_first(x + i, q, half[1]);
    }
    return;
  }
  for (uint64_t i = 0; i < q; i++) {
    inverse4(x + i, q, k[0], half[0], half[1]);
  }
}

PROVER_NOINLINE void inverse52_tile(const Ntt52Pass& pass, VecR* tile) {
  const uint32_t odd = pass.layers % 2;
  uint32_t outer = odd;  // layers from here on stay within an inner block
  while (pass.layers - outer > kNtt52InnerLog) {
    outer += 2;
  }
  const uint64_t inner = uint64_t(1) << (pass.layers - outer);
  for (uint64_t b = 0; b < uint64_t(1) << outer; b++) {
    for (uint32_t k = pass.layers; k > outer; k -= 2) {
      const uint64_t sub = uint64_t(4) << (pass.layers - k);
      for (uint64_t i = 0; i < uint64_t(1) << (k - 2 - outer); i++) {
        inverse4_step(pass, tile + b * inner + i * sub, k - 2, (b << (k - 2 - outer)) + i);
      }
    }
  }
  for (uint32_t k = outer; k > odd; k -= 2) {
    for (uint64_t b = 0; b < uint64_t(1) << (k - 2); b++) {
      inverse4_step(pass, tile + (b << (pass.layers - k + 2)), k - 2, b);
    }
  }
  if (odd == 1) {
    const bool is_one = !pass.twiddles.shifted && pass.block == 0;
    inverse2_layer(tile, uint64_t(1) << (pass.layers - 1), layer_twiddles(pass.twiddles, pass.first)[pass.block],
                   is_one);
  }
}
