#include "base/text.h"

#include <gtest/gtest.h>

#include "base/diagnostics.h"
#include "base/sim_time.h"

namespace jixia {
namespace {

TEST(Fill, PutsEachValueWhereItsLanguageWantsIt) {
  const Text filled = fill({"{1} 的 {0}", "{0} of {1}"}, std::vector<std::string>{"kv", "FV101"});
  EXPECT_EQ(filled.zh, "FV101 的 kv");
  EXPECT_EQ(filled.en, "kv of FV101");
}

TEST(Fill, LeavesBracesInsideValuesAlone) {
  EXPECT_EQ(fill({"{0}{1}", "{0}{1}"}, std::vector<std::string>{"{1}", "x"}).en, "{1}x");
  EXPECT_EQ(fill({"{7}", "{"}, std::vector<std::string>{"a"}), (Text{"{7}", "{"}));
}

TEST(Diagnostics, PrintPlaceProblemAndHelpInThePersonsLanguage) {
  Diagnostics problems;
  problems.error({"plant.yaml", 14, 5}, {"kv 缺失", "kv is missing"}, {"填写 kv", "give kv"});
  EXPECT_EQ(problems.text(Language::English),
            "plant.yaml:14:5: error: kv is missing\n  help: give kv\n");
  EXPECT_EQ(problems.text(Language::Chinese), "plant.yaml:14:5: 错误：kv 缺失\n  建议：填写 kv\n");
}

TEST(Diagnostics, AWarningAloneIsNoError) {
  Diagnostics problems;
  problems.warning({"a", 1, 1}, {"甲", "a"});
  EXPECT_FALSE(problems.has_errors());
}

TEST(Diagnostics, SayHowManyWereNotPrinted) {
  Diagnostics problems;
  for (int k = 0; k < 203; ++k) {
    problems.error({"a", 1, 1}, {"甲", "a"});
  }
  EXPECT_NE(problems.text(Language::English).find("3 more not listed"), std::string::npos);
}

TEST(ClockText, CountsHoursMinutesSeconds) {
  EXPECT_EQ(clock_text(sim_time(3 * 3600 + 25 * 60 + 7.9)), "03:25:07");
}

TEST(SimTime, AddsStepsWithoutDrift) {
  SimTime time{0};
  for (int k = 0; k < 36'000; ++k) {
    time += sim_time(0.1);
  }
  EXPECT_EQ(time, std::chrono::hours(1));
}

} // namespace
} // namespace jixia
