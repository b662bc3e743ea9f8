// Factors for known52.inl.h and vectors of powers.

// −1/r modulo 2^260.
static constexpr uint64_t kNegInv260[5] = {0x1f593efffffff, 0x4b4c6911b3c2e, 0x9062391658686, 0x41b2e39a98289,
                                           0x273f82f1d0d83};

// f' = (f·2^260 − m)/p with m = f·2^260 mod p, so that f' ≡ −m/p modulo 2^260.   In: the element f, resident.
static Known known_of(const Fr& element) {
  const Fr plain = leave(element);
  const Fr m = dbl(dbl(dbl(dbl(element))));  // f·2^256 becomes f·2^260
  Known out;
  uint64_t limb[5];
  for (int i = 0; i < 5; i++) {
    const int word = 52 * i / 64, bit = 52 * i % 64;
    const uint64_t next = word < 3 && bit > 12 ? 1 : 0;
    out.f[i] = (plain.l[word] >> bit | (next ? plain.l[word + 1] << (64 - bit) : 0)) & kMask52;
    limb[i] = (m.l[word] >> bit | (next ? m.l[word + 1] << (64 - bit) : 0)) & kMask52;
  }
  u128 carry = 0;
  for (int k = 0; k < 5; k++) {
    for (int i = 0; i <= k; i++) {
      carry += u128(limb[i]) * kNegInv260[k - i];
    }
    out.q[k] = uint64_t(carry) & kMask52;
    carry >>= 52;
  }
  return out;
}

// The same for each lane.   In: f·2^260, normal, < 2·p.
static KnownLanes known_lanes(const VecR& power) {
  const VecR m = subtract_once(power);
  VecR one;
  for (int i = 0; i < 5; i++) {
    one.l[i] = word8(i == 0 ? 1 : 0);
  }
  const VecR f = subtract_once(mul(m, one));
  VecR q;
  for (int i = 0; i < 5; i++) {
    q.l[i] = _mm512_setzero_si512();
  }
  for (int i = 0; i < 5; i++) {
    for (int j = 0; i + j < 5; j++) {
      q.l[i + j] = _mm512_madd52lo_epu64(q.l[i + j], m.l[i], word8(kNegInv260[j]));
      if (i + j < 4) {
        q.l[i + j + 1] = _mm512_madd52hi_epu64(q.l[i + j + 1], m.l[i], word8(kNegInv260[j]));
      }
    }
  }
  q = settle_columns(q);
  KnownLanes out;
  for (int i = 0; i < 5; i++) {
    out.f[i] = f.l[i];
    out.q[i] = q.l[i];
  }
  return out;
}

// Elements as a·2^260.   Out: normal, < 16·p.
static VecR montgomery_lanes(const Fr (&in)[8]) {
  alignas(64) uint64_t word[4][8];
  for (int i = 0; i < 4; i++) {
    for (int lane = 0; lane < 8; lane++) {
      word[i][lane] = in[lane].l[i];
    }
  }
  return unpack<4, FrParams>({_mm512_load_si512(word[0]), _mm512_load_si512(word[1]), _mm512_load_si512(word[2]),
                              _mm512_load_si512(word[3])});
}

// One element in all lanes as a·2^260.   Out: normal, < p.
static VecR montgomery_all(const Fr& element) {
  const Fr m = dbl(dbl(dbl(dbl(element))));
  return unpack<0, FrParams>({word8(m.l[0]), word8(m.l[1]), word8(m.l[2]), word8(m.l[3])});
}
