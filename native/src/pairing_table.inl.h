// Tables of fixed points of G2: the lines of their Miller loops. Included after pairing.inl.h.

static int32_t pairing_table_fits(const void* table, uint64_t points) {
  const PairingTableHeader* header = static_cast<const PairingTableHeader*>(table);
  return header->magic == pairing_magic() && points <= header->count ? 1 : 0;
}

// Where the lines of the points of a walk go, step by step.
struct LineStore {
  TwistLine* next[kWalkPoints];

  void square() {}

  void lines(const AffineWalk& walk) {
    for (uint32_t i = 0; i < walk.count; i++) {
      *next[i]++ = walk.line[i];
    }
  }
};

// The lines of all points of a walk. False when a point is outside the subgroup.
PROVER_NOINLINE bool draw_lines(AffineWalk& walk, LineStore& store) {
  walk_loop(walk, store);
  bool all = true;
  for (uint32_t i = 0; i < walk.count; i++) {
    all = all && walk.ended(i);
  }
  return all;
}

// PROVER_ERROR_RANGE when a point is not one of G2.   Cost: 2,000 products in 𝔽q per point and 90 inversions for 32.
static prover_status pairing_table_init(void* table, const prover_g2* points, uint64_t n, Cancel cancel) {
  PairingTableHeader* header = static_cast<PairingTableHeader*>(table);
  memset(header, 0, sizeof *header);
  header->count = n;
  char* start = static_cast<char*>(table) + sizeof *header;
  for (uint64_t first = 0; first < n; first += kWalkPoints) {
    if (cancel != nullptr && *cancel != 0) {
      return PROVER_CANCELLED;
    }
    AffineWalk walk;
    LineStore store;
    for (uint64_t i = first; i < n && i < first + kWalkPoints; i++, start += kFixedPointBytes) {
      const Affine<Fq2>& q = reinterpret_cast<const Affine<Fq2>*>(points)[i];
      if (!is_point(q)) {
        return PROVER_ERROR_RANGE;
      }
      memset(start, 0, sizeof(FixedPointHeader));
      reinterpret_cast<FixedPointHeader*>(start)->is_identity = is_identity(q) ? 1 : 0;
      if (!is_identity(q)) {
        store.next[walk.count] = reinterpret_cast<TwistLine*>(start + sizeof(FixedPointHeader));
        walk.start(q);
      }
    }
    if (!draw_lines(walk, store)) {
      return PROVER_ERROR_RANGE;
    }
  }
  header->magic = pairing_magic();  // last: a table that was not finished fits nothing
  return PROVER_OK;
}
