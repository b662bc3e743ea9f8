// The yardstick of the benches: products without memory traffic.

// As many chains as a throughput kernel runs, at every level.
static const uint32_t kThroughputChains = 32;

// *out = a·b^m by kThroughputChains equal chains of m = ⌈n/kThroughputChains⌉ products each.
#if defined(PROVER_LEVEL_IFMA)
template <class P>
PROVER_NOINLINE void mul_throughput(Fp<P>* out, const Fp<P>& a, const Fp<P>& b, uint64_t n) {
  const uint64_t steps = (n + kThroughputChains - 1) / kThroughputChains;
  // b·16, so that a product of two resident numbers is resident.
  const Vec<P> factor = unpack<4, P>({word8(b.l[0]), word8(b.l[1]), word8(b.l[2]), word8(b.l[3])});
  Vec<P> chain[4];
  for (int k = 0; k < 4; k++) {
    chain[k] = unpack<0, P>({word8(a.l[0]), word8(a.l[1]), word8(a.l[2]), word8(a.l[3])});
  }
  for (uint64_t i = 0; i < steps; i++) {  // < 1.127 + 0.0119·16·1.5 < 1.5·p
    mul2(chain[0], chain[1], chain[0], factor, chain[1], factor);
    mul2(chain[2], chain[3], chain[2], factor, chain[3], factor);
  }
  alignas(64) uint64_t words[4][8];
  for (int k = 3; k >= 0; k--) {  // all four, so that none is left out of the work
    Word8 w[4];
    pack(w, chain[k]);
    memcpy(words, w, sizeof w);
    reduce_once<P>(out->l, words[0][k], words[1][k], words[2][k], words[3][k]);
  }
}
#else
template <class P>
PROVER_NOINLINE void mul_throughput(Fp<P>* out, const Fp<P>& a, const Fp<P>& b, uint64_t n) {
  const uint64_t steps = (n + kThroughputChains - 1) / kThroughputChains;
  Fp<P> chain[kThroughputChains];
  for (uint32_t k = 0; k < kThroughputChains; k++) {
    chain[k] = a;
  }
  const Fp<P> factor = b;
  for (uint64_t i = 0; i < steps; i++) {
    for (uint32_t k = 0; k < kThroughputChains; k++) {
      chain[k] = mul(chain[k], factor);
    }
  }
  *out = chain[kThroughputChains - 1];
}
#endif
