// Products of pairings: values against the textbook, tables, partitions, points that are not in the groups.
#include <algorithm>
#include <cstring>

#include "multiples.h"
#include "pairing_reference.h"

namespace test {
namespace {

// A point of the twist of full order, and one of order 10069, the least prime of the cofactor 2q − r.
const prover_g2 kOutside = {{fe(1), fe(0)},
                            {fe(0xab4b871c0531f1bb, 0xaadd70e52c9830e9, 0xf8e2728fdb825a51, 0x2869111d5381f072),
                             fe(0x1b7f8da82de048a4, 0x998c7f790cb4d751, 0x36846e70a1934187, 0x0d1271953ed9ea08)}};
const prover_g2 kSmallOrder = {{fe(0x94b4867a332815ec, 0xdf508cf88faf3704, 0xbbfed41ccb191fe4, 0x25d0b2ba5c369c1d),
                                fe(0x905d1a444b982519, 0x533ef81d16b752be, 0xad55ab9b17e3c4f9, 0x0f0a87c117963381)},
                               {fe(0x6a36d8fbb3ee84a1, 0xb0ff30b352fdf58d, 0x71c90a2d1d38655c, 0x2e4585f85183195d),
                                fe(0x580462e2a5a99847, 0x42c3ad7ada8b3fb5, 0x27fe2b87137614a1, 0x01961c59a0d89a4d)}};

bool same(const prover_fq12& a, const prover_fq12& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

// Resident points with their logarithms.
struct Pairs {
  std::vector<prover_g1> p;
  std::vector<prover_g2> q;
  prover_fe logarithm = fe(0);  // Σ of the products

  Pairs(Random& random, size_t n) {
    std::vector<prover_fe> a, b;
    for (size_t i = 0; i < n; i++) {
      a.push_back(random_below(random, kR));
      b.push_back(random_below(random, kR));
    }
    add(a, b);
  }
  void add(const std::vector<prover_fe>& a, const std::vector<prover_fe>& b) {
    const std::vector<prover_g1> more_p = g1_multiples(a);
    const std::vector<prover_g2> more_q = g2_multiples(b);
    p.insert(p.end(), more_p.begin(), more_p.end());
    q.insert(q.end(), more_q.begin(), more_q.end());
    for (size_t i = 0; i < a.size(); i++) {
      logarithm = add_mod(logarithm, mul_mod(a[i], b[i], kR), kR);
    }
  }
};

// e(G, H)^k by one pairing.
prover_fq12 power(const prover_fe& k) {
  const prover_g1 p = g1_multiples({k})[0];
  const prover_g2 q = hold(kG2);
  prover_fq12 f{}, out{};
  uint8_t valid = 0;
  CHECK(prover_pairing_miller(&f, &valid, &p, &q, 1, nullptr, nullptr, 0, nullptr) == PROVER_OK);
  CHECK(valid == 1);
  CHECK(prover_pairing_finish(&out, &f, 1) == PROVER_OK);
  return out;
}

// The product of pairs first ≤ i < last as fresh ones and of the others through a table, in one call.
prover_fq12 product(const Pairs& pairs, size_t fresh) {
  const size_t fixed = pairs.p.size() - fresh;
  Aligned table(prover_pairing_table_size(fixed));
  CHECK(prover_pairing_table_init(table.get(), table.size(), pairs.q.data() + fresh, fixed, nullptr) == PROVER_OK);
  std::vector<uint8_t> valid(pairs.p.size(), 7);
  prover_fq12 f{}, out{};
  CHECK(prover_pairing_miller(&f, valid.data(), pairs.p.data(), pairs.q.data(), fresh, table.get(),
                              pairs.p.data() + fresh, fixed, nullptr) == PROVER_OK);
  CHECK(std::all_of(valid.begin(), valid.end(), [](uint8_t v) { return v == 1; }));
  CHECK(prover_pairing_finish(&out, &f, 1) == PROVER_OK);
  return out;
}

prover_fq12 resident(const RefFq12& a) {
  prover_fq12 out{};
  const size_t order[6] = {0, 2, 4, 1, 3, 5};  // 1, v, v², w, vw, v²w with v = w²
  for (size_t i = 0; i < 6; i++) {
    CHECK(prover_fq_convert(&out.coefficient[i].c0, &a.c[order[i]].v.c0, 2, PROVER_FORM_CANONICAL,
                            PROVER_FORM_RESIDENT) == PROVER_OK);
  }
  return out;
}

// Every combination of edge limbs, as they lie in memory: the bounds of unreduced sums are met by p − 1 everywhere.
void sums_of_products_are_right_at_the_edges() {
  Random random(seed + 906);
  const std::vector<prover_fe> raw = samples(random, kQ, 10);
  std::vector<prover_fe> value(raw.size());
  CHECK(prover_fq_convert(value.data(), raw.data(), raw.size(), PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL) ==
        PROVER_OK);
  const auto check = [](const prover_fe2& found, const RefFq2& expected) {
    prover_fe2 canonical{};
    CHECK(prover_fq_convert(&canonical.c0, &found.c0, 2, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL) == PROVER_OK);
    CHECK(canonical == expected.v);
  };
  for (int run = 0; run < 600; run++) {
    prover_fe2 x[3], u[3], out[2];
    RefFq2 rx[3], ru[3];
    for (size_t i = 0; i < 3; i++) {
      // First all coordinates the same edge, then any.
      const auto pick = [&] { return run < 100 ? size_t(run / 10) : size_t(random.next() % raw.size()); };
      const size_t a = pick(), b = pick(), c = run < 100 ? size_t(run % 10) : pick(), d = run < 100 ? c : pick();
      x[i] = prover_fe2{raw[a], raw[b]};
      u[i] = prover_fe2{raw[c], raw[d]};
      rx[i] = RefFq2{{value[a], value[b]}};
      ru[i] = RefFq2{{value[c], value[d]}};
    }
    const RefFq2 first = rx[0] * ru[0], second = first + rx[1] * ru[1];
    CHECK(prover_test_fq2_dot(out, x, u, 1) == PROVER_OK);
    check(out[0], first);
    CHECK(prover_test_fq2_dot(out, x, u, 2) == PROVER_OK);
    check(out[0], second);
    CHECK(prover_test_fq2_dot(out, x, u, 3) == PROVER_OK);
    check(out[0], second + rx[2] * ru[2]);
    const prover_fe2 pair[2] = {x[0], u[0]};
    CHECK(prover_test_fq4_sqr(out, pair) == PROVER_OK);
    check(out[0], rx[0] * rx[0] + xi() * ru[0] * ru[0]);
    check(out[1], first + first);
  }
  CHECK(prover_test_fq2_dot(nullptr, nullptr, nullptr, 1) == PROVER_ERROR_ARGUMENT);
}

void values_are_those_of_the_textbook() {
  Random random(seed + 900);
  const prover_fe a = random_below(random, kR), b = random_below(random, kR);
  const prover_fq12 expected = resident(ref_pairing(RefG1::multiply(kG1, a), RefG2::multiply(kG2, b)));
  Pairs pairs(random, 0);
  pairs.add({a}, {b});
  CHECK(same(product(pairs, 1), expected));
  CHECK(same(product(pairs, 0), expected));
  CHECK(same(power(mul_mod(a, b, kR)), expected));
  CHECK(!same(power(mul_mod(a, a, kR)), expected));
}

// All ways to cut a product into fresh and fixed pairs, around the sizes of one loop and of the kinds of steps.
void products_do_not_depend_on_how_they_are_cut() {
  Random random(seed + 901);
  for (const size_t n : {0u, 1u, 2u, 3u, 4u, 5u, 9u}) {
    const Pairs pairs(random, n);
    const prover_fq12 expected = power(pairs.logarithm);
    for (size_t fresh = 0; fresh <= n; fresh++) {
      CHECK(same(product(pairs, fresh), expected));
    }
  }
  const Pairs many(random, 67);
  const prover_fq12 expected = power(many.logarithm);
  for (const size_t fresh : {0u, 31u, 32u, 33u, 64u, 67u}) {
    CHECK(same(product(many, fresh), expected));
  }
  // Several calls, one finish.
  std::vector<prover_fq12> f;
  std::vector<uint8_t> valid(67);
  for (size_t first = 0; first < 67; first += 10) {
    const size_t count = std::min<size_t>(10, 67 - first);
    f.emplace_back();
    CHECK(prover_pairing_miller(&f.back(), valid.data(), many.p.data() + first, many.q.data() + first, count, nullptr,
                                nullptr, 0, nullptr) == PROVER_OK);
  }
  prover_fq12 out{};
  CHECK(prover_pairing_finish(&out, f.data(), f.size()) == PROVER_OK);
  CHECK(same(out, expected));
}

void identities_count_as_one() {
  Random random(seed + 902);
  for (const size_t n : {1u, 5u}) {
    Pairs pairs(random, n);
    pairs.add({fe(0), fe(5), fe(0)}, {fe(5), fe(0), fe(0)});
    for (size_t fresh = 0; fresh <= pairs.p.size(); fresh++) {
      CHECK(same(product(pairs, fresh), power(pairs.logarithm)));
    }
  }
  Pairs none(random, 0);
  none.add({fe(0)}, {fe(5)});
  CHECK(same(product(none, 1), power(fe(0))));
}

void edges_of_the_scalars() {
  const prover_fe last = minus(kR, fe(1));
  Random random(seed + 903);
  for (const prover_fe& k : {fe(1), last}) {
    Pairs pairs(random, 0);
    pairs.add({k, k}, {last, k});
    CHECK(same(product(pairs, 2), power(pairs.logarithm)));
    CHECK(same(product(pairs, 0), power(pairs.logarithm)));
  }
}

// Every bad point is found, whatever stands beside it, and nothing else is called bad.
void bad_points_are_told(size_t n, size_t position, bool bad_p, const prover_g1& p, const prover_g2& q) {
  Random random(seed + 904);
  Pairs pairs(random, n);
  if (bad_p) {
    pairs.p[position] = p;
  } else {
    pairs.q[position] = q;
  }
  std::vector<uint8_t> valid(n, 7), expected(n, 1);
  expected[position] = 0;
  prover_fq12 f{};
  CHECK(prover_pairing_miller(&f, valid.data(), pairs.p.data(), pairs.q.data(), n, nullptr, nullptr, 0, nullptr) ==
        PROVER_ERROR_RANGE);
  CHECK(valid == expected);
  int32_t one = 7;
  CHECK(prover_pairing_check(&one, pairs.p.data(), pairs.q.data(), n, nullptr) == PROVER_ERROR_RANGE);
  CHECK(one == 7);
  if (bad_p) {  // as the partner of a fixed point
    Aligned table(prover_pairing_table_size(n));
    CHECK(prover_pairing_table_init(table.get(), table.size(), pairs.q.data(), n, nullptr) == PROVER_OK);
    CHECK(prover_pairing_miller(&f, valid.data(), nullptr, nullptr, 0, table.get(), pairs.p.data(), n, nullptr) ==
          PROVER_ERROR_RANGE);
    CHECK(valid == expected);
  } else {
    Aligned table(prover_pairing_table_size(n));
    CHECK(prover_pairing_table_init(table.get(), table.size(), pairs.q.data(), n, nullptr) == PROVER_ERROR_RANGE);
    CHECK(prover_pairing_miller(&f, valid.data(), nullptr, nullptr, 0, table.get(), pairs.p.data(), 1, nullptr) ==
          PROVER_ERROR_ARGUMENT);     // an unfinished table
    pairs.p[position] = prover_g1{};  // beside the identity
    CHECK(prover_pairing_miller(&f, valid.data(), pairs.p.data(), pairs.q.data(), n, nullptr, nullptr, 0, nullptr) ==
          PROVER_ERROR_RANGE);
    CHECK(valid == expected);
    uint64_t bad = 0;
    CHECK(prover_g2_check(&bad, pairs.q.data(), n, nullptr) == PROVER_ERROR_RANGE || q.x.c1 == kQ);
    CHECK(bad == position || q.x.c1 == kQ);
  }
}

void bad_points() {
  prover_g1 off1 = hold(kG1), wide1{};  // off the curve; (q, y) with y² = 3 does not exist, so any y will do
  off1.y = off1.x;
  wide1.x = kQ;
  prover_g2 off2 = hold(kG2), wide2 = hold(kG2);
  off2.y.c1 = off2.y.c0;
  wide2.x.c1 = kQ;
  const prover_g1 any1{};
  const prover_g2 any2{};
  for (const size_t n : {1u, 3u, 6u, 40u}) {
    for (const size_t position : {size_t(0), n / 2, n - 1}) {
      bad_points_are_told(n, position, true, off1, any2);
      bad_points_are_told(n, position, true, wide1, any2);
      for (const prover_g2& q : {off2, wide2, hold(kOutside), hold(kSmallOrder)}) {
        bad_points_are_told(n, position, false, any1, q);
      }
    }
  }
}

// Sums of a point of the subgroup and a small one are outside too.
void subgroup_checks_see_the_cofactor() {
  Random random(seed + 905);
  std::vector<prover_g2> points = {hold(kOutside)};
  prover_g2 multiple = kSmallOrder;
  prover_g2 inside = RefG2::multiply(kG2, fe(random.next()));
  for (int i = 0; i < 6; i++) {
    multiple = RefG2::add(multiple, multiple);
    inside = RefG2::add(inside, inside);
    points.push_back(hold(multiple));
    points.push_back(hold(RefG2::add(multiple, inside)));
  }
  CHECK(RefG2::is_identity(RefG2::multiply(kSmallOrder, fe(10069))));
  for (const prover_g2& q : points) {
    const prover_g1 p = hold(kG1);
    prover_fq12 f{};
    uint8_t valid = 7;
    CHECK(prover_g2_check(nullptr, &q, 1, nullptr) == PROVER_ERROR_RANGE);
    CHECK(prover_pairing_miller(&f, &valid, &p, &q, 1, nullptr, nullptr, 0, nullptr) == PROVER_ERROR_RANGE);
    CHECK(valid == 0);
    const std::vector<prover_g1> ps(8, p);
    const std::vector<prover_g2> qs(8, q);
    std::vector<uint8_t> all(8, 7);
    CHECK(prover_pairing_miller(&f, all.data(), ps.data(), qs.data(), 8, nullptr, nullptr, 0, nullptr) ==
          PROVER_ERROR_RANGE);
    CHECK(all == std::vector<uint8_t>(8, 0));
  }
  CHECK(prover_g2_check(nullptr, Pairs(random, 8).q.data(), 8, nullptr) == PROVER_OK);
}

void arguments_are_checked() {
  CHECK(prover_pairing_table_size(0) > 0);
  CHECK(prover_pairing_table_size((1u << 16) + 1) == 0);
  const prover_g2 q = hold(kG2);
  const std::vector<prover_g2> qs(2, q);
  const std::vector<prover_g1> ps(3, hold(kG1));
  Aligned table(prover_pairing_table_size(2));
  CHECK(prover_pairing_table_init(table.get(), table.size() - 64, qs.data(), 2, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_table_init(static_cast<char*>(table.get()) + 8, table.size(), qs.data(), 1, nullptr) ==
        PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_table_init(table.get(), table.size(), nullptr, 2, nullptr) == PROVER_ERROR_ARGUMENT);
  prover_fq12 f{};
  uint8_t valid[4];
  CHECK(prover_pairing_miller(&f, valid, nullptr, nullptr, 0, table.get(), ps.data(), 1, nullptr) ==
        PROVER_ERROR_ARGUMENT);  // never filled
  const int32_t stop = 1;
  CHECK(prover_pairing_table_init(table.get(), table.size(), qs.data(), 2, &stop) == PROVER_CANCELLED);
  CHECK(prover_pairing_table_init(table.get(), table.size(), qs.data(), 2, nullptr) == PROVER_OK);
  CHECK(prover_pairing_miller(&f, valid, ps.data(), &q, 1, table.get(), ps.data(), 2, nullptr) == PROVER_OK);
  CHECK(prover_pairing_miller(&f, valid, nullptr, nullptr, 0, table.get(), ps.data(), 3, nullptr) ==
        PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_miller(&f, valid, nullptr, nullptr, 0, nullptr, ps.data(), 1, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_miller(&f, nullptr, ps.data(), &q, 1, nullptr, nullptr, 0, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_miller(nullptr, valid, ps.data(), &q, 1, nullptr, nullptr, 0, nullptr) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_miller(&f, valid, ps.data(), &q, 1, nullptr, nullptr, 0, &stop) == PROVER_CANCELLED);
  CHECK(prover_pairing_finish(&f, nullptr, 1) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_pairing_finish(nullptr, &f, 1) == PROVER_ERROR_ARGUMENT);
}

// Π e(aᵢ·G, bᵢ·H) = 1?
int32_t is_one(const std::vector<prover_fe>& a, const std::vector<prover_fe>& b) {
  int32_t out = -1;
  CHECK(prover_pairing_check(&out, g1_multiples(a).data(), g2_multiples(b).data(), a.size(), nullptr) == PROVER_OK);
  return out;
}

// e(a·P, b·Q)·e(−ab·P, Q) = 1 and nothing near it.
void pairing_check() {
  const prover_fe one = fe(1), minus_one = minus(kR, one), five = fe(5), seven = fe(7), product = fe(35);
  const prover_fe opposite = minus(kR, product);
  CHECK(is_one({}, {}) == 1);
  CHECK(is_one({fe(0)}, {one}) == 1);
  CHECK(is_one({one}, {fe(0)}) == 1);
  CHECK(is_one({one}, {one}) == 0);
  CHECK(is_one({one, one}, {one, one}) == 0);
  CHECK(is_one({one, one}, {one, minus_one}) == 1);
  CHECK(is_one({five, opposite}, {seven, one}) == 1);
  CHECK(is_one({five, product}, {seven, one}) == 0);
  CHECK(is_one({five, opposite}, {one, seven}) == 0);
  CHECK(is_one({product, opposite, one}, {one, one, fe(0)}) == 1);
  // More pairs than one Miller loop takes at once.
  std::vector<prover_fe> a, b;
  prover_fe sum = fe(0);
  for (uint64_t i = 1; i <= 40; i++) {
    a.push_back(fe(i));
    b.push_back(fe(2 * i + 1));
    sum = add_mod(sum, fe(i * (2 * i + 1)), kR);
  }
  a.push_back(minus(kR, sum));
  b.push_back(one);
  CHECK(is_one(a, b) == 1);
  a.back() = add_mod(a.back(), one, kR);
  CHECK(is_one(a, b) == 0);
}

}  // namespace

void pairing_tests() {
  sums_of_products_are_right_at_the_edges();
  values_are_those_of_the_textbook();
  products_do_not_depend_on_how_they_are_cut();
  identities_count_as_one();
  edges_of_the_scalars();
  bad_points();
  subgroup_checks_see_the_cofactor();
  arguments_are_checked();
  pairing_check();
}

}  // namespace test
