// The eight-lane arithmetic at the ends of its ranges, against exact numbers: what comes out must be congruent to the
// textbook value, have normal limbs and stay below the bound that stands at the function.
#include "reference.h"
#include "vector_probe.h"

namespace test {
namespace {

// A number of up to 320 bits, exact.
struct Wide {
  uint64_t w[6];
};

Wide wide(const prover_fe& a) { return Wide{{a.limb[0], a.limb[1], a.limb[2], a.limb[3], 0, 0}}; }

Wide plus(const Wide& a, const Wide& b) {
  Wide out{};
  uint64_t carry = 0;
  for (int i = 0; i < 6; i++) {
    const uint64_t first = a.w[i] + b.w[i];
    out.w[i] = first + carry;
    carry = (first < a.w[i] ? 1u : 0u) | (out.w[i] < first ? 1u : 0u);
  }
  return out;
}

Wide times(const Wide& a, uint32_t k) {
  Wide out{};
  for (uint32_t i = 0; i < k; i++) {
    out = plus(out, a);
  }
  return out;
}

// k/1000 of p, rounded down.
Wide thousandths(const prover_fe& p, uint32_t k) {
  const Wide product = times(wide(p), k);
  Wide out{};
  uint64_t rest = 0;
  for (int i = 5; i >= 0; i--) {  // long division by 1000, in halves of words
    const uint64_t high = (rest << 32) | (product.w[i] >> 32);
    const uint64_t low = ((high % 1000) << 32) | (product.w[i] & 0xffffffffu);
    out.w[i] = (high / 1000) << 32 | low / 1000;
    rest = low % 1000;
  }
  return out;
}

bool below(const Wide& a, const Wide& b) {
  for (int i = 5; i >= 0; i--) {
    if (a.w[i] != b.w[i]) {
      return a.w[i] < b.w[i];
    }
  }
  return false;
}

constexpr uint64_t kMask = (uint64_t(1) << 52) - 1;

void put(probe::Lanes52& to, int lane, const Wide& a) {
  for (int i = 0; i < 5; i++) {
    const int at = 52 * i;
    uint64_t limb = a.w[at / 64] >> (at % 64);
    if (at % 64 > 12) {
      limb |= a.w[at / 64 + 1] << (64 - at % 64);
    }
    to.l[i][lane] = limb & kMask;
  }
}

Wide get(const probe::Lanes52& from, int lane) {
  Wide out{};
  for (int i = 0; i < 5; i++) {
    CHECK(from.l[i][lane] <= kMask);  // normal
    const int at = 52 * i;
    Wide limb{};
    limb.w[at / 64] = from.l[i][lane] << (at % 64);
    if (at % 64 > 12) {
      limb.w[at / 64 + 1] = from.l[i][lane] >> (64 - at % 64);
    }
    out = plus(out, limb);
  }
  return out;
}

prover_fe modulo(const Wide& a, const prover_fe& p) {
  prover_fe out = fe(0);
  for (int i = 383; i >= 0; i--) {
    out = add_mod(out, out, p);
    if ((a.w[i / 64] >> (i % 64)) & 1) {
      out = add_mod(out, fe(1), p);
    }
  }
  return out;
}

// a·2^260 mod p
prover_fe times_r260(prover_fe a, const prover_fe& p) {
  for (int i = 0; i < 260; i++) {
    a = add_mod(a, a, p);
  }
  return a;
}

// Numbers up to `most`: 0, 1, p, multiples of p and their neighbours, the bound itself less one, words of ones, random.
std::vector<Wide> numbers_below(Random& random, const prover_fe& p, const Wide& most, size_t n) {
  std::vector<Wide> out = {Wide{}, Wide{{1}}, wide(p), wide(minus(p, fe(1)))};
  const Wide minus_one = Wide{{~uint64_t(0), ~uint64_t(0), ~uint64_t(0), ~uint64_t(0), ~uint64_t(0), ~uint64_t(0)}};
  out.push_back(plus(most, minus_one));
  for (uint32_t k = 2; below(times(wide(p), k), most); k++) {
    out.push_back(times(wide(p), k));
    out.push_back(plus(times(wide(p), k), minus_one));
  }
  while (out.size() < n) {
    Wide a{{random.next(), random.next(), random.next(), random.next(), random.next() & 15, 0}};
    if (random.next() % 4 == 0) {
      a.w[random.next() % 4] = ~uint64_t(0);
    }
    while (!below(a, most)) {
      for (int i = 0; i < 5; i++) {
        a.w[i] = a.w[i] >> 1 | a.w[i + 1] << 63;
      }
    }
    out.push_back(a);
  }
  return out;
}

void check_product(const Wide& out, const prover_fe& expected, const prover_fe& p, uint32_t bound) {
  CHECK(times_r260(modulo(out, p), p) == expected);
  CHECK(below(out, thousandths(p, bound)));
}

// Products up to the limit of 64·p²: below 8·p each, or below 2·p and 32·p.   Bound: 1.89·p.
void products_stay_below_their_bound() {
  Random random(seed + 700);
  for (const uint32_t left : {1u, 2u, 8u}) {
    const std::vector<Wide> as = numbers_below(random, kQ, times(wide(kQ), left), 64);
    const std::vector<Wide> bs = numbers_below(random, kQ, times(wide(kQ), 64 / left), 64);
    for (size_t i = 0; i < 64; i += 8) {
      probe::Lanes52 a{}, b{}, one{}, two[2]{}, of_fr{};
      for (int j = 0; j < 8; j++) {
        put(a, j, as[i + size_t(j)]);
        put(b, j, bs[(i * 5 + size_t(j) * 9) % 64]);
      }
      probe::mul_fq(one, a, b);
      probe::mul2_fq(two, a, b);
      probe::mul_fr(of_fr, a, b);
      for (int j = 0; j < 8; j++) {
        const Wide x = get(a, j), y = get(b, j);
        const prover_fe expected = mul_mod(modulo(x, kQ), modulo(y, kQ), kQ);
        check_product(get(one, j), expected, kQ, 1890);
        check_product(get(two[0], j), expected, kQ, 1890);
        check_product(get(two[1], j), expected, kQ, 1890);
        check_product(get(of_fr, j), mul_mod(modulo(x, kR), modulo(y, kR), kR), kR, 1890);
      }
    }
  }
}

void squares_match_products() {
  Random random(seed + 710);
  const std::vector<Wide> as = numbers_below(random, kQ, times(wide(kQ), 8), 64);
  for (size_t i = 0; i < 64; i += 16) {
    probe::Lanes52 in[2]{}, out[2]{};
    for (int j = 0; j < 16; j++) {
      put(in[j / 8], j % 8, as[i + size_t(j)]);
    }
    probe::sqr2_fq(out, in[0], in[1]);
    for (int j = 0; j < 16; j++) {
      const prover_fe a = modulo(as[i + size_t(j)], kQ);
      check_product(get(out[j / 8], j % 8), mul_mod(a, a, kQ), kQ, 1890);
    }
  }
}

// a < 2·q, b < 14.7·q, the widest that the second pass of batch_add multiplies.
void products_of_fq2_match_the_textbook() {
  Random random(seed + 720);
  const std::vector<Wide> as = numbers_below(random, kQ, times(wide(kQ), 2), 128);
  const std::vector<Wide> bs = numbers_below(random, kQ, thousandths(kQ, 14700), 128);
  for (size_t i = 0; i < 128; i += 16) {
    probe::Lanes52 a[2]{}, b[2]{}, product[2]{}, square[2]{};
    for (int j = 0; j < 16; j++) {
      put(a[j / 8], j % 8, as[i + size_t(j)]);
      put(b[j / 8], j % 8, bs[(i * 3 + size_t(j) * 7) % 128]);
    }
    probe::mul_fq2(product, a, b);
    probe::sqr_fq2(square, a);
    for (int j = 0; j < 8; j++) {
      const prover_fe a0 = modulo(get(a[0], j), kQ), a1 = modulo(get(a[1], j), kQ);
      const prover_fe b0 = modulo(get(b[0], j), kQ), b1 = modulo(get(b[1], j), kQ);
      check_product(get(product[0], j), sub_mod(mul_mod(a0, b0, kQ), mul_mod(a1, b1, kQ), kQ), kQ, 1890);
      check_product(get(product[1], j), add_mod(mul_mod(a0, b1, kQ), mul_mod(a1, b0, kQ), kQ), kQ, 1890);
      check_product(get(square[0], j), sub_mod(mul_mod(a0, a0, kQ), mul_mod(a1, a1, kQ), kQ), kQ, 1320);
      check_product(get(square[1], j), mul_mod(add_mod(a0, a0, kQ), a1, kQ), kQ, 1320);
    }
  }
}

// Raw differences u − v across all intervals and at their edges (multiples of 2^253), with limbs left negative.
void settling_keeps_the_value_and_the_bound() {
  Random random(seed + 730);
  const Wide edge{{0, 0, 0, uint64_t(1) << 61, 0, 0}};  // 2^253
  for (const bool of_x : {true, false}) {
    const int lowest = of_x ? -9 : -3;
    const int highest = of_x ? -2 : 2;
    for (int interval = lowest; interval <= highest; interval++) {
      probe::Lanes52 raw{}, out{};
      Wide u[8], v[8];
      for (int j = 0; j < 8; j++) {
        // value = interval·2^253 + offset, 0 ≤ offset < 2^253; v and u are the two sides of a difference
        Wide offset = numbers_below(random, kQ, edge, 40)[random.next() % 40];
        // The inner edges exactly; 2^212 away from the two outer ones, which are outside of the range.
        const Wide margin{{0, 0, 0, uint64_t(1) << 20, 0, 0}};
        if (interval == lowest && below(offset, margin)) {
          offset = margin;
        }
        if (interval == highest && below(edge, plus(offset, margin))) {
          offset = margin;
        }
        if ((j == 0 && interval > lowest) || (j == 1 && interval < highest)) {
          offset = j == 0 ? Wide{} : Wide{{~uint64_t(0), ~uint64_t(0), ~uint64_t(0), (uint64_t(1) << 61) - 1, 0, 0}};
        }
        const Wide noise = numbers_below(random, kQ, wide(kQ), 40)[random.next() % 40];
        u[j] = plus(plus(offset, noise), interval > 0 ? times(edge, uint32_t(interval)) : Wide{});
        v[j] = plus(noise, interval < 0 ? times(edge, uint32_t(-interval)) : Wide{});
        probe::Lanes52 a{}, b{};
        put(a, j, u[j]);
        put(b, j, v[j]);
        for (int i = 0; i < 5; i++) {
          raw.l[i][j] = a.l[i][j] - b.l[i][j];
        }
      }
      (of_x ? probe::settle_x : probe::settle_y)(out, raw);
      for (int j = 0; j < 8; j++) {
        const Wide settled = get(out, j);
        CHECK(modulo(settled, kQ) == sub_mod(modulo(u[j], kQ), modulo(v[j], kQ), kQ));
        CHECK(below(settled, thousandths(kQ, of_x ? 1372 : 1662)));
      }
    }
  }
}

void words_and_limbs_match() {
  Random random(seed + 740);
  const Wide all = Wide{{0, 0, 0, 0, 1, 0}};
  const std::vector<Wide> as = numbers_below(random, kQ, all, 64);
  for (size_t i = 0; i < 64; i += 8) {
    probe::Lanes64 words{}, back{};
    probe::Lanes52 limbs{}, shifted{};
    for (size_t j = 0; j < 8; j++) {
      for (int k = 0; k < 4; k++) {
        words.w[k][j] = as[i + j].w[k];
      }
    }
    probe::unpack(limbs, words);
    probe::unpack_times16(shifted, words);
    probe::pack(back, limbs);
    for (int j = 0; j < 8; j++) {
      const Wide a = as[i + size_t(j)], plain = get(limbs, j), sixteen = get(shifted, j);
      CHECK(!below(plain, a) && !below(a, plain));
      CHECK(!below(sixteen, times(a, 16)) && !below(times(a, 16), sixteen));
      for (int k = 0; k < 4; k++) {
        CHECK(back.w[k][j] == a.w[k]);
      }
    }
  }
}

}  // namespace

void vector_tests() {
  products_stay_below_their_bound();
  squares_match_products();
  products_of_fq2_match_the_textbook();
  settling_keeps_the_value_and_the_bound();
  words_and_limbs_match();
}

}  // namespace test
