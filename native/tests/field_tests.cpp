// Conversions, single products and vectors over Fr, against schoolbook arithmetic.
#include "reference.h"

namespace test {
namespace {

prover_fe montgomery_reference(const prover_fe& a, const prover_fe& m) {
  prover_fe out = a;
  for (int i = 0; i < 256; i++) {
    out = add_mod(out, out, m);
  }
  return out;
}

void conversions() {
  Random random(seed);
  const std::vector<prover_fe> values = samples(random, kR, 40);
  const std::vector<prover_fe> mont = fr_to(values, PROVER_FORM_CANONICAL, PROVER_FORM_MONTGOMERY);
  for (size_t i = 0; i < values.size(); i++) {
    CHECK(mont[i] == montgomery_reference(values[i], kR));
  }
  CHECK(fr_to(mont, PROVER_FORM_MONTGOMERY, PROVER_FORM_CANONICAL) == values);
  const std::vector<prover_fe> held = fr_to(mont, PROVER_FORM_MONTGOMERY, PROVER_FORM_RESIDENT);
  CHECK(canonical(held) == values);
  CHECK(fr_to(held, PROVER_FORM_RESIDENT, PROVER_FORM_MONTGOMERY) == mont);

  prover_fe out = fe(7);
  for (const prover_fe& bad : {kR, fe(~0ull, ~0ull, ~0ull, ~0ull), fe(0, 0, 0, 0x30644e72e131a02a)}) {
    CHECK(prover_fr_convert(&out, &bad, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_ERROR_RANGE);
    CHECK(prover_fr_convert(&out, &bad, 1, PROVER_FORM_MONTGOMERY, PROVER_FORM_CANONICAL) == PROVER_ERROR_RANGE);
  }
  CHECK(prover_fq_convert(&out, &kR, 1, PROVER_FORM_CANONICAL, PROVER_FORM_MONTGOMERY) == PROVER_OK);
  CHECK(out == montgomery_reference(kR, kQ));
  CHECK(prover_fq_convert(&out, &kQ, 1, PROVER_FORM_CANONICAL, PROVER_FORM_MONTGOMERY) == PROVER_ERROR_RANGE);
  CHECK(prover_fr_convert(nullptr, &kR, 1, 0, 1) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_fr_convert(&out, &kR, 1, 0, 3) == PROVER_ERROR_ARGUMENT);
  CHECK(prover_fr_convert(nullptr, nullptr, 0, 0, 1) == PROVER_OK);
}

void single_products() {
  Random random(seed + 1);
  const std::vector<prover_fe> a = samples(random, kQ, 60);
  std::vector<prover_fe> b = samples(random, kQ, 60);
  for (size_t i = 0; i < b.size(); i++) {  // every edge value against every other
    std::swap(b[i], b[random.next() % b.size()]);
  }
  for (size_t i = 0; i + 1 < a.size(); i++) {
    prover_fe2 x{}, y{}, out{};
    const prover_fe2 p = {a[i], b[i]}, q = {b[i + 1], a[i + 1]};
    CHECK(prover_fq_convert(&x.c0, &p.c0, 2, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_OK);
    CHECK(prover_fq_convert(&y.c0, &q.c0, 2, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_OK);
    CHECK(prover_test_fq2_mul(&out, &x, &y) == PROVER_OK);
    CHECK(prover_fq_convert(&out.c0, &out.c0, 2, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL) == PROVER_OK);
    CHECK(out == (RefFq2::of(p) * RefFq2::of(q)).v);
    prover_fe product{};
    CHECK(prover_test_fq_mul(&product, &x.c0, &x.c1) == PROVER_OK);
    CHECK(prover_fq_convert(&product, &product, 1, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL) == PROVER_OK);
    CHECK(product == mul_mod(p.c0, p.c1, kQ));
  }
  const prover_fe u = resident(fe(3)), v = resident(fe(5));
  prover_fe chain{};
  CHECK(prover_test_fr_mul_chain(&chain, &u, &v, 20) == PROVER_OK);
  CHECK(canonical({chain})[0] == fe(3ull * 95367431640625u));  // 3·5^20
}

void vectors() {
  Random random(seed + 2);
  const size_t n = 77;
  const std::vector<prover_fe> a = samples(random, kR, n);
  std::vector<prover_fe> b = samples(random, kR, n), c = samples(random, kR, n);
  for (size_t i = 0; i < n; i++) {
    std::swap(b[i], b[random.next() % n]);
    std::swap(c[i], c[random.next() % n]);
  }
  const std::vector<prover_fe> ra = resident(a), rb = resident(b), rc = resident(c);
  const prover_fe k = random_below(random, kR), rk = resident(k);
  std::vector<prover_fe> sum(n), difference(n), product(n), scaled(n), fused(n), reduced(n), inverse(n), scratch(n);
  CHECK(prover_fr_add(sum.data(), ra.data(), rb.data(), n) == PROVER_OK);
  CHECK(prover_fr_sub(difference.data(), ra.data(), rb.data(), n) == PROVER_OK);
  CHECK(prover_fr_mul(product.data(), ra.data(), rb.data(), n) == PROVER_OK);
  CHECK(prover_fr_scale(scaled.data(), ra.data(), &rk, n) == PROVER_OK);
  CHECK(prover_fr_mul_add(fused.data(), ra.data(), rb.data(), rc.data(), n) == PROVER_OK);
  CHECK(prover_fr_mul_sub(reduced.data(), ra.data(), rb.data(), rc.data(), n) == PROVER_OK);
  CHECK(prover_fr_invert(inverse.data(), ra.data(), n, scratch.data()) == PROVER_OK);
  prover_fe dot{}, expected_dot = fe(0);
  CHECK(prover_fr_dot(&dot, ra.data(), rb.data(), n) == PROVER_OK);
  sum = canonical(sum), difference = canonical(difference), product = canonical(product), scaled = canonical(scaled);
  fused = canonical(fused), reduced = canonical(reduced);
  const std::vector<prover_fe> plain_inverse = canonical(inverse);
  for (size_t i = 0; i < n; i++) {
    const prover_fe ab = mul_mod(a[i], b[i], kR);
    CHECK(sum[i] == add_mod(a[i], b[i], kR));
    CHECK(difference[i] == sub_mod(a[i], b[i], kR));
    CHECK(product[i] == ab);
    CHECK(scaled[i] == mul_mod(a[i], k, kR));
    CHECK(fused[i] == add_mod(ab, c[i], kR));
    CHECK(reduced[i] == sub_mod(ab, c[i], kR));
    CHECK(plain_inverse[i] == (a[i] == fe(0) ? fe(0) : inverse_mod(a[i], kR)));
    expected_dot = add_mod(expected_dot, ab, kR);
  }
  CHECK(canonical({dot})[0] == expected_dot);

  // In place, and without any element.
  std::vector<prover_fe> held = ra;
  CHECK(prover_fr_mul(held.data(), held.data(), rb.data(), n) == PROVER_OK);
  CHECK(canonical(held) == product);
  held = ra;
  CHECK(prover_fr_invert(held.data(), held.data(), n, scratch.data()) == PROVER_OK);
  CHECK(held == inverse);
  CHECK(prover_fr_add(nullptr, nullptr, nullptr, 0) == PROVER_OK);
  CHECK(prover_fr_add(nullptr, ra.data(), rb.data(), 1) == PROVER_ERROR_ARGUMENT);
}

// The vectors again where only the largest element occurs, in every length up to four vectors of eight lanes and some.
void largest_elements() {
  const prover_fe top = minus(kR, fe(1)), two = fe(2);
  for (const size_t n : {1u, 7u, 8u, 15u, 16u, 17u, 31u, 32u, 48u, 63u, 64u, 79u, 300u}) {
    const std::vector<prover_fe> all = resident(std::vector<prover_fe>(n, top));
    std::vector<prover_fe> out(n), scratch(n);
    const auto is = [&](const prover_fe& expected) { return canonical(out) == std::vector<prover_fe>(n, expected); };
    CHECK(prover_fr_add(out.data(), all.data(), all.data(), n) == PROVER_OK && is(minus(kR, two)));
    CHECK(prover_fr_sub(out.data(), all.data(), all.data(), n) == PROVER_OK && is(fe(0)));
    CHECK(prover_fr_mul(out.data(), all.data(), all.data(), n) == PROVER_OK && is(fe(1)));
    CHECK(prover_fr_scale(out.data(), all.data(), all.data(), n) == PROVER_OK && is(fe(1)));
    CHECK(prover_fr_mul_add(out.data(), all.data(), all.data(), all.data(), n) == PROVER_OK && is(fe(0)));
    CHECK(prover_fr_mul_sub(out.data(), all.data(), all.data(), all.data(), n) == PROVER_OK && is(two));
    CHECK(prover_fr_invert(out.data(), all.data(), n, scratch.data()) == PROVER_OK && is(top));
    prover_fe dot{};
    CHECK(prover_fr_dot(&dot, all.data(), all.data(), n) == PROVER_OK && canonical({dot})[0] == fe(n));
    std::vector<prover_fe> zeros(n, fe(0));
    CHECK(prover_fr_invert(out.data(), zeros.data(), n, scratch.data()) == PROVER_OK && is(fe(0)));
    // Elements that are not in [0, r), at the end and before it.
    for (const size_t bad : {n - 1, n / 2}) {
      std::vector<prover_fe> in(n, top);
      in[bad] = kR;
      CHECK(prover_fr_convert(out.data(), in.data(), n, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) ==
            PROVER_ERROR_RANGE);
    }
  }
  // Numbers of words of ones and of zeros, as the forms of elements see them.
  std::vector<prover_fe> edges;
  const prover_fe ones = fe(~0ull, ~0ull, ~0ull, 1ull << 61);
  for (const prover_fe& value : {fe(0), fe(1), top, fe(0, 0, 0, 0x30644e72e131a029), ones, fe(0, 0, 0, 1ull << 61),
                                 fe((1ull << 52) - 1), fe(1ull << 52)}) {
    edges.insert(edges.end(), 5, value);
  }
  const std::vector<prover_fe> held = fr_to(edges, PROVER_FORM_MONTGOMERY, PROVER_FORM_RESIDENT);
  const std::vector<prover_fe> plain = fr_to(edges, PROVER_FORM_MONTGOMERY, PROVER_FORM_CANONICAL);
  std::vector<prover_fe> out(edges.size());
  for (size_t shift = 1; shift < edges.size(); shift += 3) {
    std::vector<prover_fe> other(held.begin() + long(shift), held.end());
    other.insert(other.end(), held.begin(), held.begin() + long(shift));
    CHECK(prover_fr_mul(out.data(), held.data(), other.data(), out.size()) == PROVER_OK);
    const std::vector<prover_fe> products = canonical(out);
    for (size_t i = 0; i < out.size(); i++) {
      CHECK(products[i] == mul_mod(plain[i], plain[(i + shift) % edges.size()], kR));
    }
  }
}

void powers_and_chains() {
  Random random(seed + 3);
  const prover_fe start = random_below(random, kR), ratio = random_below(random, kR);
  const prover_fe held_start = resident(start), held_ratio = resident(ratio);
  for (const size_t n : {5u, 31u, 32u, 70u}) {
    std::vector<prover_fe> powers(n);
    CHECK(prover_fr_powers(powers.data(), &held_start, &held_ratio, n) == PROVER_OK);
    powers = canonical(powers);
    prover_fe expected = start;
    for (size_t i = 0; i < n; i++, expected = mul_mod(expected, ratio, kR)) {
      CHECK(powers[i] == expected);
    }
  }
  // 70 products are three for each of the 32 chains.
  prover_fe out{};
  CHECK(prover_test_fr_mul_throughput(&out, &held_start, &held_ratio, 70) == PROVER_OK);
  CHECK(canonical({out})[0] == mul_mod(start, pow_mod(ratio, fe(3), kR), kR));
  prover_fe q_start{}, q_ratio{};
  CHECK(prover_fq_convert(&q_start, &start, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_OK);
  CHECK(prover_fq_convert(&q_ratio, &ratio, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT) == PROVER_OK);
  CHECK(prover_test_fq_mul_throughput(&out, &q_start, &q_ratio, 96) == PROVER_OK);
  CHECK(prover_fq_convert(&out, &out, 1, PROVER_FORM_RESIDENT, PROVER_FORM_CANONICAL) == PROVER_OK);
  CHECK(out == mul_mod(start, pow_mod(ratio, fe(3), kQ), kQ));
  CHECK(prover_test_fr_mul_throughput(nullptr, &held_start, &held_ratio, 1) == PROVER_ERROR_ARGUMENT);
}

}  // namespace

void field_tests() {
  conversions();
  single_products();
  vectors();
  largest_elements();
  powers_and_chains();
}

}  // namespace test
