#include "base/random_stream.h"

#include <gtest/gtest.h>

namespace jixia {
namespace {

// Reference: the first outputs of splitmix64 for state 0, published with the algorithm.
TEST(RandomStream, FollowsSplitmix64) {
  RandomStream stream;
  EXPECT_EQ(stream.next(), 0xe220a8397b1dcdafull);
  EXPECT_EQ(stream.next(), 0x6e789e6aa1b965f4ull);
}

TEST(RandomStream, GivesEachNameItsOwnNumbers) {
  EXPECT_NE(RandomStream(1, "PI101").next(), RandomStream(1, "PI102").next());
  EXPECT_NE(RandomStream(1, "PI101").next(), RandomStream(2, "PI101").next());
  EXPECT_EQ(RandomStream(7, "PI101").next(), RandomStream(7, "PI101").next());
}

TEST(RandomStream, NormalHasMeanZeroAndVarianceOne) {
  RandomStream stream(20240501, "noise");
  double sum = 0.0, squares = 0.0;
  constexpr int kDraws = 100'000;
  for (int k = 0; k < kDraws; ++k) {
    const double x = stream.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kDraws, 0.0, 0.02);
  EXPECT_NEAR(squares / kDraws, 1.0, 0.02);
}

} // namespace
} // namespace jixia
