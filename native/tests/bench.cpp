// prover_native_bench [portable|adx|ifma]: CPU time of one thread per kernel, best of a few runs. Figures for
// native/README.md; ratchets live in bench/.
#include <algorithm>
#include <cstring>
#include <ctime>
#include <functional>

#include "reference.h"

namespace test {
int failures = 0;
int checks = 0;
uint64_t seed = 1;
}  // namespace test

namespace {

using namespace test;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

double best_ms(int runs, const std::function<void()>& body) {
  double best = 1e300;
  for (int i = 0; i < runs; i++) {
    const double start = cpu_ms();
    body();
    best = std::min(best, cpu_ms() - start);
  }
  return best;
}

std::vector<prover_fe> random_scalars(size_t n) {
  Random random(seed);
  std::vector<prover_fe> out(n);
  for (prover_fe& value : out) {
    value = random_below(random, kR);
  }
  return out;
}

void bench_field() {
  const std::vector<prover_fe> in = resident(random_scalars(4096));
  std::vector<prover_fe> out = in, scratch = in;
  prover_fe chain{};
  const double n = 4096;
  std::printf("Fr product, chain       %8.2f ns\n",
              1e6 / 1e6 * best_ms(5, [&] { prover_test_fr_mul_chain(&chain, &in[0], &in[1], 1000000); }));
  std::printf("Fr product, array       %8.2f ns\n",
              1e6 / n * best_ms(9, [&] { prover_fr_mul(out.data(), in.data(), out.data(), 4096); }));
  std::printf("Fr sum, array           %8.2f ns\n",
              1e6 / n * best_ms(9, [&] { prover_fr_add(out.data(), in.data(), out.data(), 4096); }));
  std::printf("Fr inversion, batch     %8.2f ns\n",
              1e6 / n * best_ms(9, [&] { prover_fr_invert(out.data(), in.data(), 4096, scratch.data()); }));
  std::printf("Fr inversion, single    %8.2f ns\n", 1e6 / 1000 * best_ms(3, [&] {
                                                      for (int i = 0; i < 1000; i++) {
                                                        prover_fr_invert(&out[size_t(i)], &in[size_t(i)], 1,
                                                                         scratch.data());
                                                      }
                                                    }));
}

void bench_ntt(uint32_t log_n) {
  const size_t n = size_t(1) << log_n;
  const std::vector<prover_fe> values = resident(random_scalars(n));
  Aligned memory(n * sizeof(prover_fe));
  prover_fe* data = static_cast<prover_fe*>(memory.get());
  std::copy(values.begin(), values.end(), data);
  Aligned table(prover_ntt_table_size(log_n, 0));
  const double init = best_ms(1, [&] { prover_ntt_table_init(table.get(), table.size(), log_n, nullptr); });
  for (const uint32_t flags : {0u, 2u, 1u}) {
    prover_ntt_plan plan{};
    prover_ntt_plan_init(&plan, log_n, flags);
    Aligned scratch(plan.scratch_bytes);
    std::printf("NTT 2^%u flags %u         %8.1f ms   (table %.1f ms)\n", log_n, flags,
                best_ms(3, [&] { prover_ntt(&plan, data, table.get(), scratch.get(), scratch.size(), nullptr); }),
                init);
  }
}

template <class Point, class Partial, class Convert, class Init, class Multiply, class Accumulate, class Combine>
void bench_group(const char* name, uint32_t group, const Point& generator, uint32_t log_n, Convert convert, Init init,
                 Multiply multiply, Accumulate accumulate, Combine combine) {
  const size_t n = size_t(1) << log_n;
  const std::vector<prover_fe> scalars = random_scalars(n);
  Point base{};
  convert(&base, &generator, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  const uint32_t window = 13;
  Aligned table(prover_fixed_table_size(group, window)), fixed_scratch(prover_fixed_scratch_size(group, window));
  Aligned memory(n * sizeof(Point));
  Point* points = static_cast<Point*>(memory.get());
  const double table_ms = best_ms(
      1, [&] { init(table.get(), table.size(), &base, window, fixed_scratch.get(), fixed_scratch.size(), nullptr); });
  const double fixed_ms = best_ms(1, [&] {
    multiply(table.get(), points, scalars.data(), PROVER_FORM_CANONICAL, n, fixed_scratch.get(), fixed_scratch.size(),
             nullptr);
  });
  std::printf("%s fixed base (w = 13)  %8.2f us each (table %.1f ms)\n", name, fixed_ms * 1e3 / double(n), table_ms);
  prover_msm_plan plan{};
  prover_msm_plan_init(&plan, group, n, 0);
  Aligned digits(prover_msm_digits_size(&plan)), scratch(prover_msm_scratch_size(&plan, n));
  std::vector<Partial> partials(plan.windows);
  Point sum{};
  const auto run = [&](const std::vector<prover_fe>& k) {
    prover_msm_digits(&plan, digits.get(), k.data(), PROVER_FORM_CANONICAL, 0, n);
    for (uint32_t w = 0; w < plan.windows; w++) {
      accumulate(&plan, &partials[w], digits.get(), points, w, 0, n, scratch.get(), scratch.size(), nullptr);
    }
    combine(&plan, &sum, partials.data(), 1);
  };
  const double ms = best_ms(3, [&] { run(scalars); });
  std::printf("%s MSM 2^%u (c = %u)     %8.1f ms   %.0f ns per point and window\n", name, log_n, plan.window_bits, ms,
              ms * 1e6 / double(n) / plan.windows);
  std::vector<prover_fe> binary(n);
  for (size_t i = 0; i < n; i++) {
    binary[i] = i % 8 == 0 ? scalars[i] : fe(i & 1);
  }
  std::printf("%s MSM 2^%u, 7/8 binary  %8.1f ms\n", name, log_n, best_ms(3, [&] { run(binary); }));
}

// A time, also as a multiple of one product of a chain in the same run.
void print_in_products(const char* name, double ms) {
  const prover_fe in = resident(random_scalars(1))[0];
  prover_fe chain{};
  const double product = best_ms(5, [&] { prover_test_fr_mul_chain(&chain, &in, &in, 100000); }) / 100000;
  std::printf("%-32s %8.3f ms %8.0f products\n", name, ms, ms / product);
}

void bench_pairing() {
  prover_g1 p{};
  prover_g2 q{};
  prover_g1_convert(&p, &kG1, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  prover_g2_convert(&q, &kG2, 1, PROVER_FORM_CANONICAL, PROVER_FORM_RESIDENT);
  const std::vector<prover_g1> ps(32, p);
  const std::vector<prover_g2> qs(32, q);
  Aligned table(prover_pairing_table_size(3));
  const double table_ms =
      best_ms(15, [&] { prover_pairing_table_init(table.get(), table.size(), qs.data(), 3, nullptr); });
  prover_fq12 f{}, e{};
  std::vector<uint8_t> valid(64);
  const auto miller = [&](uint64_t n, uint64_t fixed) {
    return best_ms(15, [&] {
      prover_pairing_miller(&f, valid.data(), ps.data(), qs.data(), n, table.get(), ps.data(), fixed, nullptr);
    });
  };
  print_in_products("Miller loop, 1 pair", miller(1, 0));
  print_in_products("Miller loop, 1 pair and 2 fixed", miller(1, 2));
  print_in_products("Miller loop, 3 fixed pairs", miller(0, 3));
  print_in_products("Miller loop, 32 pairs, each", miller(32, 0) / 32);
  print_in_products("final exponentiation", best_ms(15, [&] { prover_pairing_finish(&e, &f, 1); }));
  int32_t one = 0;
  print_in_products("pairing check, 4 pairs",
                    best_ms(15, [&] { prover_pairing_check(&one, ps.data(), qs.data(), 4, nullptr); }));
  print_in_products("table of 3 fixed points", table_ms);
  uint64_t bad = 0;
  print_in_products("G2 subgroup check", best_ms(15, [&] { prover_g2_check(&bad, &q, 1, nullptr); }));
  const std::vector<prover_fe> scalars = random_scalars(32);
  std::vector<prover_g1> out(32);
  const auto sum = [&](uint64_t n) {
    return best_ms(15,
                   [&] { prover_g1_sum(out.data(), ps.data(), scalars.data(), PROVER_FORM_CANONICAL, n, nullptr); });
  };
  print_in_products("G1 multiple", sum(1));
  print_in_products("G1 sum of 3", sum(3));
  print_in_products("G1 sum of 32", sum(32));
}

}  // namespace

int main(int argc, char** argv) {
  const char* names[] = {"auto", "portable", "adx", "ifma"};
  const char* wanted = argc > 1 ? argv[1] : "auto";
  uint32_t isa = 0;
  while (isa < 3 && std::strcmp(wanted, names[isa]) != 0) {
    isa++;
  }
  if (prover_isa_select(isa) != PROVER_OK) {
    std::printf("level %s is not available here\n", wanted);
    return 77;
  }
  std::printf("%s, level %s\n", prover_build_info(), names[prover_isa_selected()]);
  bench_field();
  bench_ntt(18);
  bench_group<prover_g1, prover_g1_partial>("G1", PROVER_G1, kG1, 16, prover_g1_convert, prover_g1_fixed_table_init,
                                            prover_g1_fixed_mul, prover_g1_msm_accumulate, prover_g1_msm_combine);
  bench_group<prover_g2, prover_g2_partial>("G2", PROVER_G2, kG2, 14, prover_g2_convert, prover_g2_fixed_table_init,
                                            prover_g2_fixed_mul, prover_g2_msm_accumulate, prover_g2_msm_combine);
  bench_pairing();
  return 0;
}
