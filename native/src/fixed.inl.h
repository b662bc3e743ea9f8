// Many multiples of one base, from a table of its multiples: the setup of Groth16 makes all its points so.

template <class F>
PROVER_INLINE uint64_t fixed_magic() {
  return 0x4445584946564f50u ^ (sizeof(F) << 8) ^ PROVER_LEVEL_ID;
}

// entries[j] = (j + 1)·P, j < 2^(c−1), from entries[0] = P: [1..m] + m·P gives [m+1..2m].
template <class F>
PROVER_INLINE void fill_multiples(Affine<F>* entries, uint32_t c, AddPair* pairs, void* add_scratch) {
  for (uint32_t m = 1; m < 1u << (c - 1); m *= 2) {
    memcpy(entries + m, entries, m * sizeof(Affine<F>));
    uint32_t pair_count = 0;
    for (uint32_t j = 0; j < m; j++) {
      pairs[pair_count++] = AddPair{m + j, m - 1};
      if (pair_count == BlockSize<F>::kEntries) {
        batch_add(entries, entries, pairs, pair_count, add_scratch);
        pair_count = 0;
      }
    }
    batch_add(entries, entries, pairs, pair_count, add_scratch);
  }
  for (uint32_t j = 0; j < 1u << (c - 1); j++) {
    make_canonical(entries[j]);
  }
}

template <class F>
PROVER_INLINE prover_status fixed_table_init(void* memory, const Affine<F>& base, uint32_t c, void* scratch,
                                             Cancel cancel) {
  FixedHeader* header = static_cast<FixedHeader*>(memory);
  memset(header, 0, sizeof *header);
  header->window_bits = c;
  header->windows = window_count(c);
  const FixedLayout l = fixed_layout(sizeof(Affine<F>), BlockSize<F>::kEntries, c);
  AddPair* pairs = reinterpret_cast<AddPair*>(static_cast<char*>(scratch) + l.pairs);
  void* add_scratch = static_cast<char*>(scratch) + l.products;
  Affine<F>* entries = reinterpret_cast<Affine<F>*>(header + 1);
  Affine<F> power = base;
  for (uint32_t w = 0; w < header->windows; w++, entries += uint64_t(1) << (c - 1)) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    entries[0] = power;
    fill_multiples(entries, c, pairs, add_scratch);
    Xyzz<F> next = to_xyzz(entries[(uint64_t(1) << (c - 1)) - 1]);  // 2^(c−1)·P
    double_in_place(next);
    power = to_affine(next);
  }
  header->magic = fixed_magic<F>();
  return PROVER_OK;
}

// out[i] = k_i·base. One batch of affine additions per window for each group of scalars.
// Cost: 6M per window and scalar.
template <class F>
PROVER_INLINE prover_status fixed_multiply(const void* memory, Affine<F>* out, const prover_fe* scalars, uint32_t form,
                                           uint64_t n, void* scratch, Cancel cancel) {
  const FixedHeader* header = static_cast<const FixedHeader*>(memory);
  const Affine<F>* table = reinterpret_cast<const Affine<F>*>(header + 1);
  const uint32_t c = header->window_bits;
  const FixedLayout l = fixed_layout(sizeof(Affine<F>), BlockSize<F>::kEntries, c);
  int16_t* digits = static_cast<int16_t*>(scratch);
  AddPair* pairs = reinterpret_cast<AddPair*>(static_cast<char*>(scratch) + l.pairs);
  void* add_scratch = static_cast<char*>(scratch) + l.products;
  for (uint64_t first = 0; first < n; first += kFixedGroup) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    const uint64_t count = n - first < kFixedGroup ? n - first : kFixedGroup;
    const prover_status status = scalar_digits(digits, kFixedGroup, c, header->windows, scalars + first, form, count);
    if (status != PROVER_OK) {
      return status;
    }
    memset(out + first, 0, count * sizeof(Affine<F>));
    for (uint32_t w = 0; w < header->windows; w++) {
      uint32_t pair_count = 0;
      for (uint32_t i = 0; i < count; i++) {
        const int32_t d = digits[w * kFixedGroup + i];
        if (d != 0) {
          const uint32_t index = (w << (c - 1)) + uint32_t(d < 0 ? -d : d) - 1;
          pairs[pair_count++] = AddPair{i, index | (d < 0 ? kNegate : 0)};
        }
      }
      batch_add(out + first, table, pairs, pair_count, add_scratch);
    }
    for (uint32_t i = 0; i < count; i++) {
      make_canonical(out[first + i]);
    }
  }
  return PROVER_OK;
}
