// Runs that are only looked at: the pack's expert, and what a learner did.
#include "hmi/watched_run.h"

#include <gtest/gtest.h>

#include "support/fake_services.h"

namespace jixia::hmi {
namespace {

class Watched : public ::testing::Test {
 protected:
  Watched() : services_(std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios") {
    Text problem;
    first_ =
        services_.start({"centrifugal-pump", "cold-start", services_.roster()[0], false}, problem);
    second_ = services_.watch(std::nullopt, problem);
  }

  /// The first session, until `until` seconds, with a valve opened at 5 s and shut at 20 s.
  void operate(double until) {
    while (seconds(first_->world().time()) < until) {
      const double now = seconds(first_->world().time());
      if (now == 5 || now == 20) {
        first_->submit({"HV101.POS", now == 5 ? 1.0 : 0.0});
      }
      first_->advance();
    }
  }

  test::FakeServices services_;
  Session* first_ = nullptr;
  Session* second_ = nullptr;
};

/// Lets `run` come to rest after a seek.
void settle(WatchedRun& run) {
  for (int k = 0; k < 400 && run.is_seeking(); ++k) {
    run.advance(0.03, k * 0.03, 1, false);
  }
}

TEST_F(Watched, PlaysBackEveryBitOfTheRun) {
  operate(60);
  WatchedRun run(*second_, first_->log().actions(), first_->world().time());
  run.seek(first_->world().time());
  settle(run);
  EXPECT_EQ(second_->world().time(), first_->world().time());
  EXPECT_EQ(second_->fingerprint(), first_->fingerprint());
  EXPECT_EQ(second_->log().fingerprint(), first_->log().fingerprint());
}

TEST_F(Watched, GoesBackAndForthAndIsStillTheSame) {
  operate(60);
  WatchedRun run(*second_, first_->log().actions(), first_->world().time());
  for (const double at : {50.0, 7.0, 30.0, 5.0, 60.0}) {
    run.seek(sim_time(at));
    settle(run);
    EXPECT_DOUBLE_EQ(seconds(second_->world().time()), at);
  }
  EXPECT_EQ(second_->log().actions().size(), first_->log().actions().size());
  EXPECT_EQ(second_->fingerprint(), first_->fingerprint());
}

TEST_F(Watched, EndsWhereTheRunEndedAndNoLater) {
  operate(30);
  WatchedRun run(*second_, first_->log().actions(), first_->world().time());
  for (int k = 0; k < 100; ++k) {
    run.advance(0.2, k * 0.2, 10, true);
  }
  EXPECT_TRUE(run.is_over());
  EXPECT_EQ(second_->world().time(), first_->world().time());
}

TEST_F(Watched, RunsAtTheSpeedChosenAndStandsStillWhenFrozen) {
  operate(30);
  WatchedRun run(*second_, first_->log().actions(), first_->world().time());
  for (int k = 0; k < 20; ++k) {
    run.advance(0.1, k * 0.1, 5, true); // 2 s of wall time
  }
  EXPECT_NEAR(seconds(second_->world().time()), 10, 0.2);
  run.advance(1.0, 3, 5, false);
  EXPECT_NEAR(seconds(second_->world().time()), 10, 0.2);
}

TEST_F(Watched, TheExpertShowsTheExerciseByItself) {
  Diagnostics problems;
  WatchedRun run(*second_, find_expert(second_->exercise()), problems);
  EXPECT_FALSE(problems.has_errors());
  EXPECT_FALSE(run.can_seek());
  for (int k = 0; k < 2000 && seconds(second_->world().time()) < 120; ++k) {
    run.advance(0.1, k * 0.1, Pacing::kAsFastAsItCan, true);
  }
  ASSERT_NE(run.last_action(), nullptr);
  EXPECT_FALSE(run.last_action()->refusal);
}

TEST(Experts, AreFoundByTheirNameThenByWhatTheyEarn) {
  Exercise exercise;
  EXPECT_EQ(find_expert(exercise), nullptr);
  exercise.operators.resize(2);
  exercise.operators[0].id = "forgets";
  exercise.operators[0].lowest_score = 20;
  exercise.operators[1].id = "does-well";
  exercise.operators[1].lowest_score = 80;
  EXPECT_EQ(find_expert(exercise)->id, "does-well");
  exercise.operators[0].id = "expert";
  EXPECT_EQ(find_expert(exercise)->id, "expert");
}

} // namespace
} // namespace jixia::hmi
