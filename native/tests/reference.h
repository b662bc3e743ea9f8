// Slow and obvious arithmetic on canonical numbers: the twin that every kernel is compared with.
#ifndef PROVER_TESTS_REFERENCE_H
#define PROVER_TESTS_REFERENCE_H

#include <vector>

#include "check.h"
#include "prover_native.h"

// In the global namespace, where the C types live, so that containers of them can be compared.
inline bool operator==(const prover_fe& a, const prover_fe& b) {
  return a.limb[0] == b.limb[0] && a.limb[1] == b.limb[1] && a.limb[2] == b.limb[2] && a.limb[3] == b.limb[3];
}
inline bool operator==(const prover_fe2& a, const prover_fe2& b) { return a.c0 == b.c0 && a.c1 == b.c1; }
inline bool operator==(const prover_g1& a, const prover_g1& b) { return a.x == b.x && a.y == b.y; }
inline bool operator==(const prover_g2& a, const prover_g2& b) { return a.x == b.x && a.y == b.y; }

namespace test {

inline prover_fe fe(uint64_t a, uint64_t b = 0, uint64_t c = 0, uint64_t d = 0) { return prover_fe{{a, b, c, d}}; }

const prover_fe kQ = fe(0x3c208c16d87cfd47, 0x97816a916871ca8d, 0xb85045b68181585d, 0x30644e72e131a029);
const prover_fe kR = fe(0x43e1f593f0000001, 0x2833e84879b97091, 0xb85045b68181585d, 0x30644e72e131a029);

inline bool less(const prover_fe& a, const prover_fe& b) {
  for (int i = 3; i >= 0; i--) {
    if (a.limb[i] != b.limb[i]) {
      return a.limb[i] < b.limb[i];
    }
  }
  return false;
}

// a − b, a ≥ b
inline prover_fe minus(const prover_fe& a, const prover_fe& b) {
  prover_fe out{};
  uint64_t borrow = 0;
  for (int i = 0; i < 4; i++) {
    const uint64_t first = a.limb[i] - b.limb[i];
    out.limb[i] = first - borrow;
    borrow = (a.limb[i] < b.limb[i] ? 1u : 0u) | (first < borrow ? 1u : 0u);
  }
  return out;
}

// a + b mod m; a, b < m < 2^255
inline prover_fe add_mod(const prover_fe& a, const prover_fe& b, const prover_fe& m) {
  prover_fe out{};
  uint64_t carry = 0;
  for (int i = 0; i < 4; i++) {
    const uint64_t first = a.limb[i] + b.limb[i];
    out.limb[i] = first + carry;
    carry = (first < a.limb[i] ? 1u : 0u) | (out.limb[i] < first ? 1u : 0u);
  }
  return less(out, m) ? out : minus(out, m);
}

inline prover_fe sub_mod(const prover_fe& a, const prover_fe& b, const prover_fe& m) {
  return less(a, b) ? minus(m, minus(b, a)) : minus(a, b);
}

// a·b mod m by doubling and adding: 254 steps, no product at all.
inline prover_fe mul_mod(const prover_fe& a, const prover_fe& b, const prover_fe& m) {
  prover_fe out = fe(0);
  for (int i = 255; i >= 0; i--) {
    out = add_mod(out, out, m);
    if ((b.limb[i / 64] >> (i % 64)) & 1) {
      out = add_mod(out, a, m);
    }
  }
  return out;
}

inline prover_fe pow_mod(const prover_fe& a, const prover_fe& e, const prover_fe& m) {
  prover_fe out = fe(1);
  for (int i = 255; i >= 0; i--) {
    out = mul_mod(out, out, m);
    if ((e.limb[i / 64] >> (i % 64)) & 1) {
      out = mul_mod(out, a, m);
    }
  }
  return out;
}

inline prover_fe inverse_mod(const prover_fe& a, const prover_fe& m) { return pow_mod(a, minus(m, fe(2)), m); }

inline prover_fe random_below(Random& random, const prover_fe& m) {
  for (;;) {
    const prover_fe a = fe(random.next(), random.next(), random.next(), random.next() >> 2);
    if (less(a, m)) {
      return a;
    }
  }
}

// Edge values and random ones, canonical.
inline std::vector<prover_fe> samples(Random& random, const prover_fe& m, size_t n) {
  std::vector<prover_fe> out = {fe(0),           fe(1),           fe(2),
                                minus(m, fe(1)), minus(m, fe(2)), fe(~0ull),
                                fe(0, ~0ull),    fe(0, 0, 0, 1),  fe(~0ull, ~0ull, ~0ull, 0x30644e72e131a028)};
  while (out.size() < n) {
    out.push_back(random_below(random, m));
  }
  out.resize(n);
  return out;
}

// Base fields of the two groups, for the affine law below.
struct RefFq {
  prover_fe v;
  static RefFq of(const prover_fe& a) { return RefFq{a}; }
  RefFq operator+(const RefFq& b) const { return {add_mod(v, b.v, kQ)}; }
  RefFq operator-(const RefFq& b) const { return {sub_mod(v, b.v, kQ)}; }
  RefFq operator*(const RefFq& b) const { return {mul_mod(v, b.v, kQ)}; }
  RefFq inverse() const { return {inverse_mod(v, kQ)}; }
  bool is_zero() const { return v == fe(0); }
};

struct RefFq2 {
  prover_fe2 v;
  static RefFq2 of(const prover_fe2& a) { return RefFq2{a}; }
  RefFq2 operator+(const RefFq2& b) const { return {{add_mod(v.c0, b.v.c0, kQ), add_mod(v.c1, b.v.c1, kQ)}}; }
  RefFq2 operator-(const RefFq2& b) const { return {{sub_mod(v.c0, b.v.c0, kQ), sub_mod(v.c1, b.v.c1, kQ)}}; }
  RefFq2 operator*(const RefFq2& b) const {
    return {{sub_mod(mul_mod(v.c0, b.v.c0, kQ), mul_mod(v.c1, b.v.c1, kQ), kQ),
             add_mod(mul_mod(v.c0, b.v.c1, kQ), mul_mod(v.c1, b.v.c0, kQ), kQ)}};
  }
  RefFq2 inverse() const {
    const prover_fe norm = inverse_mod(add_mod(mul_mod(v.c0, v.c0, kQ), mul_mod(v.c1, v.c1, kQ), kQ), kQ);
    return {{mul_mod(v.c0, norm, kQ), mul_mod(sub_mod(fe(0), v.c1, kQ), norm, kQ)}};
  }
  bool is_zero() const { return v.c0 == fe(0) && v.c1 == fe(0); }
};

// The affine law of the textbook on canonical coordinates. F: RefFq or RefFq2; Point: prover_g1 or prover_g2.
template <class F, class Point>
struct RefCurve {
  static bool is_identity(const Point& p) { return F::of(p.x).is_zero() && F::of(p.y).is_zero(); }

  static Point add(const Point& p, const Point& q) {
    if (is_identity(p)) {
      return q;
    }
    if (is_identity(q)) {
      return p;
    }
    const F x1 = F::of(p.x), y1 = F::of(p.y), x2 = F::of(q.x), y2 = F::of(q.y);
    if ((x1 - x2).is_zero() && (y1 + y2).is_zero()) {
      return Point{};
    }
    const F xx = x1 * x1;
    const F slope = (x1 - x2).is_zero() ? (xx + xx + xx) * (y1 + y1).inverse() : (y2 - y1) * (x2 - x1).inverse();
    const F x3 = slope * slope - x1 - x2;
    const F y3 = slope * (x1 - x3) - y1;
    return Point{x3.v, y3.v};
  }

  static Point multiply(const Point& p, const prover_fe& k) {
    Point out{};
    for (int i = 255; i >= 0; i--) {
      out = add(out, out);
      if ((k.limb[i / 64] >> (i % 64)) & 1) {
        out = add(out, p);
      }
    }
    return out;
  }

  static Point negate(const Point& p) {
    return is_identity(p) ? p : Point{p.x, (F::of(p.y) - F::of(p.y) - F::of(p.y)).v};
  }
};

using RefG1 = RefCurve<RefFq, prover_g1>;
using RefG2 = RefCurve<RefFq2, prover_g2>;

// The generators, canonical.   Source: EIP-197.
const prover_g1 kG1 = {fe(1), fe(2)};
const prover_g2 kG2 = {{fe(0x46debd5cd992f6ed, 0x674322d4f75edadd, 0x426a00665e5c4479, 0x1800deef121f1e76),
                        fe(0x97e485b7aef312c2, 0xf1aa493335a9e712, 0x7260bfb731fb5d25, 0x198e9393920d483a)},
                       {fe(0x4ce6cc0166fa7daa, 0xe3d1e7690c43d37b, 0x4aab71808dcb408f, 0x12c85ea5db8c6deb),
                        fe(0x55acdadcd122975b, 0xbc4b313370b38ef3, 0xec9e99ad690c3395, 0x090689d0585ff075)}};

// Conversions that must succeed.
inline std::vector<prover_fe> fr_to(const std::vector<prover_fe>& in, uint32_t from, uint32_t to) {
  std::vector<prover_fe> out(in.size());
  CHECK(prover_fr_convert(out.data(), in.data(), in.size(), from, to) == PROVER_OK);
  return out;
}
inline std::vector<prover_fe> resident(const std::vector<prover_fe>& in) {
  return fr_to(in, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
}
inline std::vector<prover_fe> canonical(const std::vector<prover_fe>& in) {
  return fr_to(in, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL);
}
inline prover_fe resident(const prover_fe& in) { return resident(std::vector<prover_fe>{in})[0]; }

}  // namespace test

#endif  // PROVER_TESTS_REFERENCE_H
