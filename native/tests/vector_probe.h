// Single steps of the eight-lane arithmetic of level ifma, as functions that a test can call. Only behind a check that
// this CPU has the level.
#ifndef PROVER_TESTS_VECTOR_PROBE_H
#define PROVER_TESTS_VECTOR_PROBE_H

#include <cstdint>

namespace probe {

// Eight numbers of five limbs, radix 2^52: limb i of lane j in l[i][j].
struct Lanes52 {
  alignas(64) uint64_t l[5][8];
};
// Eight numbers of four words.
struct Lanes64 {
  alignas(64) uint64_t w[4][8];
};

void mul_fq(Lanes52& out, const Lanes52& a, const Lanes52& b);      // a·b / 2^260, one product in flight
void mul2_fq(Lanes52 (&out)[2], const Lanes52& a, const Lanes52& b);  // a·b and b·a, two in flight
void sqr2_fq(Lanes52 (&out)[2], const Lanes52& a, const Lanes52& b);  // a² and b²
void mul_fr(Lanes52& out, const Lanes52& a, const Lanes52& b);
void mul_fq2(Lanes52 (&out)[2], const Lanes52 (&a)[2], const Lanes52 (&b)[2]);
void sqr_fq2(Lanes52 (&out)[2], const Lanes52 (&a)[2]);
void settle_x(Lanes52& out, const Lanes52& raw);  // intervals −9 to −2; limbs may be negative
void settle_y(Lanes52& out, const Lanes52& raw);  // intervals −3 to 4
void unpack(Lanes52& out, const Lanes64& a);
void unpack_times16(Lanes52& out, const Lanes64& a);
void pack(Lanes64& out, const Lanes52& a);

}  // namespace probe

#endif  // PROVER_TESTS_VECTOR_PROBE_H
