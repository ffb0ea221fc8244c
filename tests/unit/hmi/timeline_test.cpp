// Marks of lost points on the timeline: 20 px of text beside a sign; a mark is 13 px left and 17 +
// 20 px right of its place, or the other way round at the end.
#include "hmi/timeline.h"

#include <gtest/gtest.h>

namespace jixia::hmi {
namespace {

float width(const LossCluster&) {
  return 20;
}

TEST(Timeline, KeepsLossesApartThatHaveRoom) {
  const auto clusters = cluster_losses({{100, 3}, {200, 5}}, 1000, width);
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_EQ(clusters[1].rows, std::vector<int>{1});
  EXPECT_LT(clusters[0].right, clusters[1].left);
}

TEST(Timeline, MakesOneMarkOfLossesThatWouldCoverOneAnother) {
  const auto clusters = cluster_losses({{500, 3}, {510, 5}, {100, 1}, {520, 2}}, 1000, width);
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_EQ(clusters[0].rows, std::vector<int>{2});
  EXPECT_EQ(clusters[1].rows, (std::vector<int>{0, 1, 3}));
  EXPECT_DOUBLE_EQ(clusters[1].points, 10);
}

TEST(Timeline, StaysInsideItsEndAndCoversNothingThere) {
  std::vector<std::pair<float, double>> at;
  for (int k = 0; k < 30; ++k) {
    at.emplace_back(900 + static_cast<float>(k % 7) * 15, 1.0);
  }
  const auto clusters = cluster_losses(at, 1000, width);
  std::size_t rows = 0;
  for (std::size_t k = 0; k < clusters.size(); ++k) {
    rows += clusters[k].rows.size();
    EXPECT_LE(clusters[k].right, 1005); // the sign itself may reach over the end of the scale
    EXPECT_TRUE(k == 0 || clusters[k - 1].right < clusters[k].left);
  }
  EXPECT_EQ(rows, 30U);
}

} // namespace
} // namespace jixia::hmi
