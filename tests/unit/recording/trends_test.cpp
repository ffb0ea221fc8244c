#include "recording/trends.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random_stream.h"

namespace jixia {
namespace {

RunLog::Series noisy(std::size_t count) {
  RandomStream random(3, "noise");
  RunLog::Series series;
  for (std::size_t k = 0; k < count; ++k) {
    series.times.push_back(sim_time(static_cast<double>(k)));
    series.values.push_back(random.normal());
  }
  return series;
}

TEST(ThinSeries, KeepsFewPointsAsTheyAre) {
  const RunLog::Series series = noisy(50);
  const RunLog::Series thinned = thin_series(series, SimTime{0}, sim_time(49), 100);
  EXPECT_EQ(thinned.times, series.times);
  EXPECT_EQ(thinned.values, series.values);
}

TEST(ThinSeries, KeepsTheHighestAndLowestPointAndTheLimitOnCount) {
  RunLog::Series series = noisy(36'000);
  series.values[17'333] = 99.0;
  series.values[17'334] = -99.0;
  const RunLog::Series thinned = thin_series(series, SimTime{0}, sim_time(35'999), 400);
  EXPECT_LE(thinned.times.size(), 401u);
  EXPECT_TRUE(std::is_sorted(thinned.times.begin(), thinned.times.end()));
  EXPECT_EQ(*std::max_element(thinned.values.begin(), thinned.values.end()), 99.0);
  EXPECT_EQ(*std::min_element(thinned.values.begin(), thinned.values.end()), -99.0);
  EXPECT_EQ(thinned.values.front(), series.values.front());
  EXPECT_EQ(thinned.values.back(), series.values.back());
}

TEST(ThinSeries, EveryPointKeptIsOneOfTheRun) {
  const RunLog::Series series = noisy(5000);
  const RunLog::Series thinned = thin_series(series, sim_time(100.5), sim_time(4000.5), 40);
  for (std::size_t k = 1; k < thinned.times.size(); ++k) {
    EXPECT_EQ(thinned.values[k], series.at(thinned.times[k]));
  }
  EXPECT_EQ(thinned.times.front(), sim_time(100.5));
  EXPECT_EQ(thinned.values.front(), series.values[100]);
  EXPECT_LE(thinned.times.back(), sim_time(4000.5));
}

TEST(ThinSeries, OfNothingIsNothing) {
  EXPECT_TRUE(thin_series({}, SimTime{0}, sim_time(10), 10).times.empty());
  EXPECT_TRUE(thin_series(noisy(10), sim_time(9), sim_time(3), 10).times.empty());
}

TEST(Trends, ReadBackWhatWasWritten) {
  Diagnostics problems;
  const auto trends =
      read_trends(R"({"format":1,"end":2500,"tags":[{"tag":"LI\"1","t":[0,1000],"v":[1.5,null]}]})",
                  "t", problems);
  ASSERT_TRUE(trends);
  EXPECT_EQ(trends->end, sim_time(2.5));
  const RunLog::Series& series = trends->series.at("LI\"1");
  EXPECT_EQ(series.values[0], 1.5);
  EXPECT_TRUE(std::isnan(series.values[1]));
}

TEST(Trends, RefuseEveryBrokenForm) {
  for (const char* text :
       {"", "[]", "{", R"({"format":2,"end":1,"tags":[]})", R"({"format":1,"end":-1,"tags":[]})",
        R"({"format":1,"end":1})", R"({"format":1,"end":1,"tags":[3]})",
        R"({"format":1,"end":1,"tags":[{"tag":"a","t":[1],"v":[]}]})",
        R"({"format":1,"end":1,"tags":[{"tag":"a","t":[2,1],"v":[1,1]}]})",
        R"({"format":1,"end":1,"tags":[{"tag":"a","t":[1e99],"v":[1]}]})",
        R"({"format":1,"end":99999999999999,"tags":[]})"}) {
    Diagnostics problems;
    EXPECT_FALSE(read_trends(text, "t", problems)) << text;
    EXPECT_TRUE(problems.has_errors());
  }
}

} // namespace
} // namespace jixia
