#include "session/session.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "session/pacing.h"
#include "session/replay.h"
#include "session/run_session.h"
#include "tiny_scenario.h"

namespace jixia {
namespace {

using namespace std::chrono_literals;
using test::tiny_registry;
using test::tiny_scenario;

class SessionTest : public testing::Test {
 protected:
  std::unique_ptr<Session> start(Session::Options options = {}) {
    Diagnostics problems;
    auto session = Session::start(pack_, pack_.exercises[0], registry_, options, problems);
    EXPECT_TRUE(session) << problems.text(Language::English);
    return session;
  }

  static void advance_to(Session& session, SimTime time) {
    while (session.world().time() < time) {
      session.advance();
    }
  }

  Scenario pack_ = tiny_scenario();
  ComponentRegistry registry_ = tiny_registry();
};

// S1 is worth 60 and S2 40 points: by the pack's own words.
TEST_F(SessionTest, ScoresWhatTheLearnerReached) {
  const auto session = start();
  EXPECT_EQ(session->score().max, 100.0);
  advance_to(*session, 1s);
  session->submit({"A", 1.0});
  advance_to(*session, 2s);
  EXPECT_DOUBLE_EQ(session->score().score, 60.0);
  session->submit({"B", 1.0});
  advance_to(*session, 10s);
  EXPECT_DOUBLE_EQ(session->score().score, 100.0);
}

// MF1 starts 5 s into the run (plus at most 3 s): not 5 s into the minute that the plant settles.
TEST_F(SessionTest, NothingStartsByItselfWhileThePlantSettles) {
  pack_.exercises[0].settle = 1min;
  const auto session = start();
  EXPECT_EQ(session->world().time(), SimTime{0});
  advance_to(*session, 4900ms);
  EXPECT_EQ(session->world().value("MF1.ACTIVE"), 0.0);
  advance_to(*session, 8200ms);
  EXPECT_EQ(session->world().value("MF1.ACTIVE"), 1.0);
}

TEST_F(SessionTest, EndsWhenHandedInOrWhenTimeIsUp) {
  const auto first = start();
  first->submit({"HANDIN", 1.0});
  first->advance();
  first->advance();
  EXPECT_TRUE(first->finished());
  const auto second = start();
  advance_to(*second, 2min);
  EXPECT_TRUE(second->finished());
}

TEST_F(SessionTest, KeepsLearnersAwayFromTheInstructorsTags) {
  const auto session = start();
  std::string said;
  session->on_refusal = [&](const RunLog::ActionRecord& record) { said = record.refusal->en; };
  session->submit({"MF1", 1.0});
  session->advance();
  EXPECT_EQ(said, "only the instructor can operate MF1.ACTIVE");
  session->submit({"MF1", 1.0, OperatorAction::Actor::Instructor});
  advance_to(*session, 1s);
  EXPECT_EQ(session->world().value("MF1"), 1.0);
}

TEST_F(SessionTest, ShowsAnActionAtOnceWhileFrozen) {
  const auto session = start();
  session->submit({"A", 1.0});
  session->apply_pending();
  EXPECT_EQ(session->world().value("A"), 1.0);
  EXPECT_EQ(session->world().time(), 0s);
}

TEST_F(SessionTest, RewindForgetsWhatCameAfterAndGoesOnAlike) {
  const auto straight = start();
  const auto rewound = start();
  for (const auto& session : {straight.get(), rewound.get()}) {
    advance_to(*session, 3s);
    session->submit({"A", 1.0});
    advance_to(*session, 27s);
  }
  rewound->submit({"B", 1.0});
  advance_to(*rewound, 45s);
  EXPECT_DOUBLE_EQ(rewound->score().score, 100.0);
  EXPECT_FALSE(rewound->rewind(27s));
  EXPECT_EQ(rewound->world().time(), 27s);
  EXPECT_DOUBLE_EQ(rewound->score().score, 60.0);
  for (const auto& session : {straight.get(), rewound.get()}) {
    advance_to(*session, 60s);
  }
  EXPECT_EQ(straight->log().fingerprint(), rewound->log().fingerprint());
}

TEST_F(SessionTest, AnExamCannotBeRewound) {
  const auto session = start({.is_exam = true});
  advance_to(*session, 3s);
  EXPECT_TRUE(session->rewind(1s));
  EXPECT_EQ(session->world().time(), 3s);
}

/// Acts at given times and takes `steps` at a time.
class ScriptFrontend final : public Frontend {
 public:
  explicit ScriptFrontend(int steps) : steps_(steps) {}
  Turn next_turn(const Session& session) override {
    Turn turn;
    turn.steps = steps_;
    if (session.world().time() == 10s) {
      turn.actions.push_back({"A", 1.0});
    }
    return turn;
  }
  void present(const Session&) override {}

 private:
  int steps_;
};

TEST_F(SessionTest, DoesNotDependOnPace) {
  const auto slow = start();
  const auto fast = start();
  ScriptFrontend one(1), twenty(20);
  run_session(*slow, one);
  run_session(*fast, twenty);
  EXPECT_EQ(slow->log().fingerprint(), fast->log().fingerprint());
}

/// Asks for one turn and stops, as a window does once a frame.
class OneTurn final : public Frontend {
 public:
  explicit OneTurn(Turn turn) : turn_(std::move(turn)) {}
  Turn next_turn(const Session&) override {
    Turn stop;
    stop.stop = true;
    return std::exchange(turn_, stop);
  }
  void refused(const Text& reason) override { reason_ = reason.en; }
  const std::string& reason() const { return reason_; }

 private:
  Turn turn_;
  std::string reason_;
};

TEST_F(SessionTest, ATurnGoesBackThenActsThenSteps) {
  const auto session = start();
  advance_to(*session, 8s);
  OneTurn turn({.rewind_to = 4s, .actions = {{"A", 1.0}}, .steps = 10});
  run_session(*session, turn);
  EXPECT_EQ(session->world().time(), 5s);
  ASSERT_EQ(session->log().actions().size(), 1u);
  EXPECT_EQ(session->log().actions()[0].time, 4s);
}

TEST_F(SessionTest, AFrozenTurnShowsItsActionsAndTellsARefusedRewind) {
  const auto session = start({.is_exam = true});
  advance_to(*session, 8s);
  OneTurn turn({.rewind_to = 4s, .actions = {{"A", 1.0}}, .steps = 0});
  run_session(*session, turn);
  EXPECT_EQ(session->world().time(), 8s);
  EXPECT_EQ(session->world().value("A"), 1.0);
  EXPECT_EQ(turn.reason(), "an exam cannot be rewound");
}

TEST(Pacing, OwesTheStepsOfTheTimeThatPassed) {
  Pacing pacing(100ms);
  int steps = 0;
  for (int frame = 0; frame < 300; ++frame) { // 10 s at 30 frames/s
    steps += pacing.calc_steps(1.0 / 30.0, 0);
  }
  EXPECT_NEAR(steps, 100, 1);
  pacing.set_speed(10.0);
  EXPECT_NEAR(pacing.calc_steps(0.2, 0), 20, 1);
  EXPECT_LE(pacing.calc_steps(60.0, 0), 26); // a stall does not snowball
  pacing.set_speed(0.0);
  EXPECT_EQ(pacing.calc_steps(1.0, 0), 0);
}

class ReplayTest : public SessionTest {
 protected:
  Attempt attempt_of(std::vector<JournalRecord> journal) const {
    Attempt attempt;
    attempt.header.pack_id = pack_.id;
    attempt.header.pack_digest = pack_.digest;
    attempt.header.exercise = "only";
    attempt.header.seed = 1;
    attempt.journal = std::move(journal);
    return attempt;
  }

  // A run of 70 s with an action at 3 s, a rewind from 40 s to 20 s and an action at 25 s.
  std::vector<JournalRecord> recorded() {
    const auto session = start();
    std::vector<JournalRecord> journal;
    advance_to(*session, 3s);
    session->submit({"A", 1.0});
    journal.push_back({.time = 3s, .action = {"A", 1.0}});
    advance_to(*session, 40s);
    session->rewind(20s);
    journal.push_back({.kind = JournalRecord::Kind::Rewind, .time = 40s, .to = 20s});
    advance_to(*session, 25s);
    session->submit({"B", 1.0});
    journal.push_back({.time = 25s, .action = {"B", 1.0}});
    advance_to(*session, 60s);
    journal.push_back({.kind = JournalRecord::Kind::Fingerprint,
                       .time = 60s,
                       .fingerprint = session->fingerprint()});
    advance_to(*session, 70s);
    journal.push_back({.kind = JournalRecord::Kind::Finish,
                       .time = 70s,
                       .fingerprint = session->log().fingerprint()});
    return journal;
  }

  ReplayResult replay(const Attempt& attempt) {
    Diagnostics problems;
    auto result = replay_attempt(attempt, pack_, registry_, problems);
    EXPECT_TRUE(result) << problems.text(Language::English);
    return std::move(*result);
  }
};

TEST_F(ReplayTest, VerifiesAnUntouchedJournal) {
  const ReplayResult result = replay(attempt_of(recorded()));
  EXPECT_TRUE(result.is_verified) << result.verdict.en;
  EXPECT_DOUBLE_EQ(result.session->score().score, 100.0);
}

TEST_F(ReplayTest, SaysWhereAnEditedActionDeparts) {
  auto journal = recorded();
  journal[0].action.value = 0.0;
  const ReplayResult result = replay(attempt_of(journal));
  EXPECT_FALSE(result.is_verified);
  EXPECT_EQ(result.departs_at, SimTime(60s));
}

TEST_F(ReplayTest, SeesAnotherSeedAndAnotherParameter) {
  Attempt attempt = attempt_of(recorded());
  attempt.header.seed = 2; // moves the malfunction's start
  EXPECT_FALSE(replay(attempt).is_verified);
  attempt.header.seed = 1;
  pack_.components.back().parameters["ramp"].items = {"11 s"};
  EXPECT_FALSE(replay(attempt).is_verified);
}

TEST_F(ReplayTest, SurvivesAForgedJournal) {
  const auto verdict = [&](std::vector<JournalRecord> journal) {
    return replay(attempt_of(std::move(journal))).is_verified;
  };
  EXPECT_FALSE(verdict({}));
  EXPECT_FALSE(verdict({{.kind = JournalRecord::Kind::Mark, .time = 500h}}));
  EXPECT_FALSE(verdict({{.kind = JournalRecord::Kind::Mark, .time = -5s}}));
  EXPECT_FALSE(verdict({{.kind = JournalRecord::Kind::Rewind, .time = 1s, .to = 99h}}));
  EXPECT_FALSE(verdict({{.time = 1s, .action = {"NO", 1.0}, .accepted = true}}));
}

// The exercise is over at 2 min: nobody can have acted or finished it later.
TEST_F(ReplayTest, RefusesWhatComesAfterTheEndOfTheExercise) {
  const auto session = start();
  advance_to(*session, 2min);
  ASSERT_TRUE(session->finished());
  std::vector<JournalRecord> journal{{.kind = JournalRecord::Kind::Mark, .time = 2min}};
  const JournalRecord finish{.kind = JournalRecord::Kind::Finish,
                             .time = 2min,
                             .fingerprint = session->log().fingerprint()};
  journal.push_back(finish);
  EXPECT_TRUE(replay(attempt_of(journal)).is_verified);
  journal.insert(journal.begin() + 1, {.time = 2min, .action = {"A", 1.0}});
  EXPECT_EQ(replay(attempt_of(journal)).departs_at, SimTime(2min));
}

TEST_F(ReplayTest, CanBeStoppedAtAnyMinute) {
  Diagnostics problems;
  double reached = -1;
  const auto result = replay_attempt(attempt_of(recorded()), pack_, registry_, problems, [&](double share) {
    reached = share;
    return false;
  });
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->is_verified);
  EXPECT_NEAR(reached, 60.0 / 70, 1e-9);
  EXPECT_EQ(result->session->world().time(), SimTime(1min));
}

TEST_F(ReplayTest, ResumesWhereTheJournalEnds) {
  auto journal = recorded();
  journal.pop_back(); // the power went before the end
  journal.push_back({.kind = JournalRecord::Kind::Mark, .time = 66s});
  Diagnostics problems;
  const auto session = resume_attempt(attempt_of(journal), pack_, registry_, problems);
  ASSERT_TRUE(session) << problems.text(Language::English);
  EXPECT_EQ(session->world().time(), 66s);
  advance_to(*session, 70s);
  EXPECT_EQ(session->log().fingerprint(), recorded().back().fingerprint);
}

} // namespace
} // namespace jixia
