// A small test harness: CHECK counts and prints, a test is a function, main runs them all.
#ifndef PROVER_TESTS_CHECK_H
#define PROVER_TESTS_CHECK_H

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace test {

extern int failures;
extern int checks;
extern uint64_t seed;

#define CHECK(condition)                                                 \
  do {                                                                   \
    test::checks++;                                                      \
    if (!(condition)) {                                                  \
      test::failures++;                                                  \
      std::printf("FAILED %s:%d  %s\n", __FILE__, __LINE__, #condition); \
    }                                                                    \
  } while (false)

// xorshift64*, enough for tests.
class Random {
 public:
  explicit Random(uint64_t start) : state_(start * 2654435769u + 88172645463325252u) {}
  uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 2685821657736338717u;
  }

 private:
  uint64_t state_;
};

// Memory aligned to 64 bytes, with a guard behind it that must stay untouched.
class Aligned {
 public:
  explicit Aligned(size_t bytes) : bytes_((bytes + 63) / 64 * 64) {
    const size_t page = size_t(2) << 20;  // large blocks as C# allocates them: on huge pages
    const size_t alignment = bytes_ >= 2 * page ? page : 64;
    const size_t total = (bytes_ + 64 + alignment - 1) / alignment * alignment;
    data_ = static_cast<unsigned char*>(std::aligned_alloc(alignment, total));
#if defined(__linux__)
    if (alignment == page) {
      madvise(data_, total, MADV_HUGEPAGE);
    }
#endif
    for (size_t i = 0; i < bytes_; i++) {
      data_[i] = 0xa5;  // scratch is not zeroed: kernels must not rely on it
    }
    for (size_t i = 0; i < 64; i++) {
      data_[bytes_ + i] = 0x5a;
    }
  }
  Aligned(const Aligned&) = delete;
  Aligned& operator=(const Aligned&) = delete;
  ~Aligned() {
    for (size_t i = 0; i < 64; i++) {
      CHECK(data_[bytes_ + i] == 0x5a);
    }
    std::free(data_);
  }
  void* get() const { return data_; }
  size_t size() const { return bytes_; }

 private:
  unsigned char* data_;
  size_t bytes_;
};

void field_tests();
void ntt_tests();
void msm_tests();
void other_tests();
void pairing_tests();
void few_tests();
#if defined(PROVER_HAS_IFMA)
void vector_tests();  // only where the level ifma is available
#endif

}  // namespace test

#endif  // PROVER_TESTS_CHECK_H
