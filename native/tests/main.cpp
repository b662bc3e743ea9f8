// prover_native_tests [portable|adx|ifma] [seed]: all kernel tests at one level; 77 when this CPU or build lacks it.
#include <cstring>

#include "check.h"
#include "prover_native.h"

namespace test {
int failures = 0;
int checks = 0;
uint64_t seed = 1;
}  // namespace test

int main(int argc, char** argv) {
  const char* names[] = {"auto", "portable", "adx", "ifma"};
  const char* wanted = argc > 1 ? argv[1] : "auto";
  test::seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20240607;
  uint32_t isa = 0;
  while (isa < 4 && std::strcmp(wanted, names[isa]) != 0) {
    isa++;
  }
  if (isa == 4) {
    std::printf("unknown level %s\n", wanted);
    return 1;
  }
  const prover_status status = prover_isa_select(isa);
  if (status == PROVER_ERROR_UNSUPPORTED) {
    std::printf("level %s is not available here (available: bits %u)\n", wanted, prover_isa_available());
    return 77;
  }
  CHECK(status == PROVER_OK);
  CHECK(prover_abi_version() == PROVER_ABI_VERSION);
  CHECK(isa == 0 || prover_isa_selected() == isa);
  CHECK(prover_isa_select(9) == PROVER_ERROR_ARGUMENT);
  std::printf("%s, level %s, seed %llu\n", prover_build_info(), names[prover_isa_selected()],
              static_cast<unsigned long long>(test::seed));
  test::field_tests();
  test::ntt_tests();
  test::msm_tests();
  test::other_tests();
  test::few_tests();
  test::pairing_tests();
#if defined(PROVER_HAS_IFMA)
  if (prover_isa_selected() == PROVER_ISA_IFMA) {
    test::vector_tests();
  }
#endif
  std::printf("%d checks, %d failed\n", test::checks, test::failures);
  return test::failures == 0 ? 0 : 1;
}
