// Decimation of trends. Expected columns by hand from the series of each test.
#include <gtest/gtest.h>

#include <cmath>

#include "hmi/trend_plot.h"

namespace jixia::hmi {
namespace {

RunLog::Series series_of(const std::vector<std::pair<double, double>>& points) {
  RunLog::Series series;
  for (const auto& [time, value] : points) {
    series.times.push_back(sim_time(time));
    series.values.push_back(value);
  }
  return series;
}

TEST(Decimation, KeepsASpikeOfOneStep) {
  const auto series = series_of({{0, 1}, {500.0, 9}, {500.1, 1}});
  const auto columns = decimate(series, 0, 1000, 1000, 100);
  double highest = 0;
  for (const MinMax& m : columns) {
    ASSERT_TRUE(m.is_known);
    highest = std::max(highest, m.high);
    EXPECT_EQ(m.last, 1);
  }
  EXPECT_EQ(highest, 9);
}

TEST(Decimation, HoldsEachValueUntilTheNext) {
  const auto columns = decimate(series_of({{0, 1}, {55, 2}}), 0, 100, 100, 10);
  EXPECT_EQ(columns[4].last, 1);
  EXPECT_EQ(columns[5].low, 1);
  EXPECT_EQ(columns[5].high, 2);
  EXPECT_EQ(columns[9].low, 2);
}

TEST(Decimation, KnowsNothingBeforeTheFirstValueNorAfterTheRun) {
  const auto columns = decimate(series_of({{30, 1}}), 0, 100, 60, 10);
  EXPECT_FALSE(columns[0].is_known);
  EXPECT_TRUE(columns[3].is_known);
  EXPECT_TRUE(columns[6].is_known);
  EXPECT_FALSE(columns[7].is_known);
}

TEST(Decimation, StandsEmptyAndHostileInput) {
  EXPECT_EQ(decimate({}, 0, 10, 10, 5).size(), 5U);
  EXPECT_TRUE(decimate(series_of({{0, 1}}), 0, 10, 10, 0).empty());
  EXPECT_FALSE(decimate(series_of({{0, 1}}), 10, 10, 10, 3)[0].is_known);
  EXPECT_FALSE(decimate(series_of({{0, std::nan("")}}), 0, 10, 10, 3)[0].is_known);
}

TEST(Pens, OfSetPointsAreDottedGrey) {
  const RunLog log({}, {});
  Tag tag;
  tag.name = "FIC101.SP";
  EXPECT_EQ(make_pen(0, &tag, log).ink, kText2);
  tag.name = "FIC101.PV";
  EXPECT_EQ(make_pen(0, &tag, log).ink, kPens[0]);
  EXPECT_GT(make_pen(1, &tag, log).dash_on, 0);
}

TEST(TimeSteps, AreRound) {
  EXPECT_EQ(round_step(300, 6), 60);
  EXPECT_EQ(round_step(3600, 6), 600);
  EXPECT_EQ(round_step(20, 10), 2);
}

} // namespace
} // namespace jixia::hmi
