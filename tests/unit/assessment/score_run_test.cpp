#include "assessment/score_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random_stream.h"
#include "world/register_world.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// A world of Checkpoints A, B, C, D, Q, HINT and HANDIN: whatever is set is what is read.
World make_world() {
  ComponentRegistry registry;
  register_world(registry);
  std::vector<ComponentEntry> entries;
  for (const char* tag : {"A", "B", "C", "D", "Q", "HINT", "HANDIN"}) {
    ComponentEntry entry;
    entry.tag = tag;
    entry.type = "Checkpoint";
    entries.push_back(entry);
  }
  Diagnostics problems;
  std::optional<World> world = build_world(entries, {}, registry, {}, problems);
  EXPECT_TRUE(world) << problems.text(Language::English);
  return std::move(world).value();
}

Condition condition(const std::string& text) { return {text, {"exercise.yaml", 5, 11}}; }

Criterion criterion(Criterion::Kind kind, const std::string& id, double points = 10.0) {
  Criterion made;
  made.kind = kind;
  made.id = id;
  made.mark = {"exercise.yaml", 3, 5};
  made.title = {"标题", "title"};
  made.points = points;
  return made;
}

Criterion step(const std::string& id, const std::string& done,
               std::vector<std::string> after = {}) {
  Criterion made = criterion(Criterion::Kind::Step, id);
  made.done = condition(done);
  made.after = std::move(after);
  return made;
}

/// Drives a world second by second and scores it live.
class Trial {
 public:
  explicit Trial(std::vector<Criterion> criteria, SimTime duration = std::chrono::hours(1))
      : world_(make_world()) {
    exercise_.criteria = std::move(criteria);
    exercise_.duration = duration;
    Diagnostics problems;
    fold_.emplace(exercise_, world_, problems);
    problems_ = problems.text(Language::English);
    log_.emplace(fold_->tags(), std::vector<std::string>{});
    record();
  }

  Trial& set(const std::string& tag, double value) {
    EXPECT_FALSE(world_.apply({tag, value}));
    return *this;
  }

  Trial& wait(double time) {
    for (long k = std::lround(time * 10.0); k > 0; --k) {
      world_.step();
      record();
    }
    return *this;
  }

  Trial& hand_in() { return set("HANDIN", 1.0).wait(0.1); }

  const ScoreSheet& sheet() const { return fold_->sheet(); }
  const ScoreLine& line(std::size_t index) const { return sheet().lines.at(index); }
  double score() const { return sheet().score; }
  std::string evidence(std::size_t index = 0) const {
    std::string all;
    for (const Evidence& each : line(index).evidence) {
      all += each.reason.en + "\n";
    }
    return all;
  }
  ScoreSheet replayed() const { return score_run(*log_, exercise_, world_); }
  ScoreFold& fold() { return *fold_; }
  const RunLog& log() const { return *log_; }
  const std::string& problems() const { return problems_; }

 private:
  void record() {
    log_->record(world_);
    std::vector<double> values;
    for (const std::string& tag : fold_->tags()) {
      values.push_back(world_.value(tag));
    }
    fold_->advance(world_.time(), values);
  }

  World world_;
  Exercise exercise_;
  std::optional<ScoreFold> fold_;
  std::optional<RunLog> log_;
  std::string problems_;
};

TEST(Step, EarnsItsPointsWhenItIsDone) {
  Trial run({step("S1", "A >= 3")});
  EXPECT_EQ(run.wait(5).score(), 0.0);
  EXPECT_EQ(run.line(0).state, ScoreLine::State::Active);
  EXPECT_EQ(run.set("A", 3).wait(0.1).score(), 10.0);
  EXPECT_EQ(run.line(0).state, ScoreLine::State::Done);
  EXPECT_EQ(run.line(0).ended, sim_time(5.1));
  EXPECT_EQ(run.set("A", 0).wait(1).score(), 10.0); // done is done
}

TEST(Step, CountsOnlyWhileActive) {
  // B was done long before A; it must be so for 2 s after S1.
  Trial run({step("S1", "A >= 1"), step("S2", "for(B >= 1, 2 s)", {"S1"})});
  run.set("B", 1).wait(10);
  EXPECT_EQ(run.line(1).state, ScoreLine::State::Locked);
  EXPECT_EQ(run.set("A", 1).wait(1).score(), 10.0);
  EXPECT_EQ(run.line(1).state, ScoreLine::State::Active);
  EXPECT_EQ(run.wait(2).score(), 20.0);
}

TEST(Step, WaitsForItsStartCondition) {
  Criterion late = step("S1", "A >= 1");
  late.start = condition("B >= 40");
  Trial run({late});
  run.set("A", 1).wait(5);
  EXPECT_EQ(run.line(0).state, ScoreLine::State::Waiting);
  EXPECT_EQ(run.set("B", 41).wait(0.1).score(), 10.0);
}

TEST(Step, EarnsQualityByTheShareOfTime) {
  Criterion good = step("S1", "A >= 1");
  good.quality = condition("B <= 5.5");
  Trial run({good});
  run.wait(6).set("B", 5.8).wait(4).set("B", 0).set("A", 1).wait(0.1);
  // 60 % for the end, 40 % for being inside 6.1 of 10.1 s.
  EXPECT_NEAR(run.score(), 6.0 + 4.0 * 6.1 / 10.1, 1e-9);
  ASSERT_EQ(run.line(0).evidence.size(), 1u);
  const Evidence& why = run.line(0).evidence[0];
  EXPECT_EQ(why.time, sim_time(6.1));
  EXPECT_EQ(why.until, sim_time(10.0));
  EXPECT_EQ(why.tag, "B.VALUE");
  EXPECT_EQ(why.value, 5.8);
  EXPECT_EQ(why.reason.en, "B 5.80 > 5.50, for 3.9 s");
  EXPECT_EQ(why.reason.zh, "B 5.80 > 5.50，持续 3.9 s");
}

TEST(Step, NamesTheWorstValueOfASpan) {
  Criterion good = step("S1", "A >= 1");
  good.quality = condition("4 <= B <= 5 and C == 0");
  Trial run({good});
  run.set("B", 4.5).wait(10); // the span of the start, when B was 0, is another
  for (const double value : {5.2, 6.5, 5.1, 4.5}) {
    run.set("B", value).wait(1);
  }
  run.wait(10).set("A", 1).wait(1);
  EXPECT_EQ(run.line(0).evidence.at(1).value, 6.5);
  EXPECT_EQ(run.evidence(), "B 0 < 4\nB 6.50 > 5, for 2.9 s\n");
}

TEST(Step, LosesAQuarterWhenLaterThanTwiceTheTime) {
  Criterion timed = step("S1", "A >= 1");
  timed.expected = std::chrono::seconds(10);
  EXPECT_EQ(Trial({timed}).wait(19.8).set("A", 1).wait(0.1).score(), 10.0);
  Trial late({timed});
  EXPECT_EQ(late.wait(25).set("A", 1).wait(0.1).score(), 7.5);
  EXPECT_EQ(late.evidence(), "took 25.1 s, more than twice 10 s\n");
}

TEST(Step, TellsWhatIsMissingAtTheEnd) {
  Trial run({step("S1", "for(A >= 95, 10 s)"), step("S2", "B >= 1", {"S1"})});
  run.set("A", 46).wait(3).hand_in();
  EXPECT_TRUE(run.sheet().is_finished);
  EXPECT_EQ(run.score(), 0.0);
  EXPECT_EQ(run.line(0).state, ScoreLine::State::Lost);
  EXPECT_EQ(run.evidence(0), "not done: A 46 < 95\n");
  EXPECT_EQ(run.evidence(1), "never began\n");
}

TEST(Step, MayReferToOtherCriteria) {
  Trial run({step("S1", "A >= 1"), step("S2", "S1.DONE and B >= 1")});
  EXPECT_EQ(run.set("B", 1).wait(1).score(), 0.0);
  EXPECT_EQ(run.set("A", 1).wait(0.2).score(), 20.0);
}

TEST(Hold, EarnsByTheShareOfTimeInTheBand) {
  Criterion hold = criterion(Criterion::Kind::Hold, "H1");
  hold.good = condition("abs(A - 5) <= 1");
  hold.finish = condition("B == 1");
  Trial run({hold});
  run.set("A", 5).wait(6).set("A", 7.5).wait(3).set("A", 5).wait(0.9);
  EXPECT_EQ(run.score(), 0.0); // not over yet
  run.set("B", 1).wait(0.1);
  EXPECT_NEAR(run.score(), 7.0, 0.11); // 0.1 s are lost at time 0 and at the first record
  EXPECT_NE(run.evidence().find("A 7.50 outside 5 ± 1, for 2.9 s"), std::string::npos)
      << run.evidence();
}

TEST(Hold, CountsNoTimeBeforeItBegins) {
  Criterion hold = criterion(Criterion::Kind::Hold, "H1");
  hold.start = condition("B == 1");
  hold.good = condition("A == 0");
  hold.finish = condition("B == 2");
  Trial run({hold});
  run.set("A", 1).wait(5).set("B", 1).wait(0.1).set("A", 0).wait(1).set("B", 2).wait(0.1);
  EXPECT_EQ(run.score(), 10.0);
}

TEST(Hold, EarnsNothingWhenItsEndIsNeverReached) {
  Criterion hold = criterion(Criterion::Kind::Hold, "H1");
  hold.good = condition("A == 0");
  hold.finish = condition("B == 1");
  EXPECT_EQ(Trial({hold}).wait(60).hand_in().score(), 0.0);
  hold.expected = std::chrono::seconds(100);
  EXPECT_NEAR(Trial({hold}).wait(49.9).hand_in().score(), 5.0, 1e-9);
  hold.finish = {};
  EXPECT_NEAR(Trial({hold}).wait(60).hand_in().score(), 10.0, 1e-9);
}

TEST(Limit, IsAllOrNothing) {
  Criterion limit = criterion(Criterion::Kind::Limit, "L1");
  limit.start = condition("B == 1");
  limit.good = condition("A <= 5");
  limit.finish = condition("B == 2");
  Trial good({limit}), bad({limit}), never({limit});
  good.set("A", 9).wait(1).set("A", 1).set("B", 1).wait(5).set("B", 2).wait(1);
  EXPECT_EQ(good.score(), 10.0);
  bad.set("B", 1).wait(2).set("A", 6).wait(0.1).set("A", 0).wait(3).set("B", 2).wait(1);
  EXPECT_EQ(bad.score(), 0.0);
  EXPECT_EQ(bad.evidence(), "A 6 > 5\n");
  EXPECT_EQ(never.wait(5).hand_in().score(), 0.0);
}

TEST(Sequence, WantsTheOrder) {
  Criterion order = criterion(Criterion::Kind::Sequence, "Q1");
  order.order = {condition("A == 1"), condition("B == 1"), condition("C == 1")};
  Trial good({order}), wrong({order});
  good.set("A", 1).wait(1).set("B", 1).wait(1).set("C", 1).wait(1);
  EXPECT_EQ(good.score(), 10.0);
  wrong.wait(1).set("A", 1).wait(1).set("C", 1).wait(1).set("B", 1).wait(1);
  EXPECT_EQ(wrong.score(), 0.0);
  EXPECT_EQ(wrong.evidence(), "number 3 came too early: C = 1\n");
}

TEST(Time, FallsLinearlyToZeroAtTwiceTheTime) {
  Criterion time = criterion(Criterion::Kind::Time, "T1");
  time.done = condition("A == 1");
  time.expected = std::chrono::seconds(10);
  EXPECT_EQ(Trial({time}).wait(9.9).set("A", 1).wait(0.1).score(), 10.0);
  EXPECT_NEAR(Trial({time}).wait(14.9).set("A", 1).wait(0.1).score(), 5.0, 1e-9);
  EXPECT_EQ(Trial({time}).wait(30).set("A", 1).wait(0.1).score(), 0.0);
}

TEST(Question, TakesTheRightAnswer) {
  Criterion question = criterion(Criterion::Kind::Question, "Q1");
  question.answer_tag = "Q";
  question.right_answer = 2;
  question.answers = {{"甲", "first"}, {"乙", "second"}};
  EXPECT_EQ(Trial({question}).wait(5).set("Q", 2).wait(1).score(), 10.0);
  Trial wrong({question});
  EXPECT_EQ(wrong.set("Q", 1).wait(1).score(), 0.0);
  EXPECT_EQ(wrong.evidence(), "answered 1 first, which is wrong\n"); // tells no answer yet
  EXPECT_EQ(wrong.hand_in().evidence(), "answered 1 first, which is wrong; right is 2 second\n");
  EXPECT_EQ(Trial({question}).set("Q", 1).wait(1).set("Q", 2).wait(1).score(), 10.0);
  question.expected = std::chrono::seconds(2);
  EXPECT_EQ(Trial({question}).wait(5).set("Q", 2).wait(1).score(), 7.5);
  EXPECT_EQ(Trial({question}).hand_in().evidence(), "not answered\n");
}

TEST(Question, ClosesWhenItsTimeIsOver) {
  Criterion question = criterion(Criterion::Kind::Question, "Q1");
  question.answer_tag = "Q";
  question.right_answer = 2;
  question.finish = condition("since(B == 1) >= 5 s");
  Trial late({question}), changed({question});
  late.wait(1).set("B", 1).wait(6).set("Q", 2).wait(1);
  EXPECT_EQ(late.score(), 0.0);
  EXPECT_EQ(late.evidence(), "not answered in time: time since B = 1 5 s ≥ 5 s\n");
  changed.set("Q", 2).wait(1).set("B", 1).wait(6).set("Q", 1).wait(1);
  EXPECT_EQ(changed.hand_in().score(), 10.0);
}

TEST(Forbidden, TakesPointsCapsOrEnds) {
  Criterion veto = criterion(Criterion::Kind::Forbidden, "V1", 0.0);
  veto.when = condition("becomes(B == 1) and C > 0.05");
  const std::vector<Criterion> goal{step("S1", "A == 1"), step("S2", "A == 1")};
  const auto score_with = [&](const Criterion& forbidden, Trial** out = nullptr) {
    auto criteria = goal;
    criteria.push_back(forbidden);
    static std::optional<Trial> run;
    run.emplace(criteria);
    run->set("C", 1).wait(1).set("B", 1).wait(1).set("A", 1).wait(1);
    if (out != nullptr) {
      *out = &*run;
    }
    return run->score();
  };
  veto.penalty = 3.0;
  EXPECT_EQ(score_with(veto), 17.0);
  veto.penalty = 0.0;
  veto.score_cap = 12.0;
  Trial* run = nullptr;
  EXPECT_EQ(score_with(veto, &run), 12.0);
  EXPECT_EQ(run->sheet().vetoes, std::vector<std::string>{"V1"});
  EXPECT_EQ(run->evidence(2), "B = 1\n");
  EXPECT_FALSE(run->sheet().is_finished);
  veto.ends_run = true;
  EXPECT_EQ(score_with(veto, &run), 0.0);
  EXPECT_TRUE(run->sheet().is_finished);
}

TEST(Score, CountsHintsAndStaysAboveZero) {
  Trial run({step("S1", "A == 1")});
  EXPECT_EQ(run.set("HINT", 2).set("A", 1).wait(1).score(), 8.0);
  EXPECT_EQ(run.set("HINT", 0).wait(1).score(), 8.0); // taken is taken
  EXPECT_EQ(run.set("HINT", 90).wait(1).score(), 0.0);
  EXPECT_EQ(run.sheet().hints, 90);
}

TEST(Score, EndsAtItsDuration) {
  Trial run({step("S1", "A == 1")}, std::chrono::seconds(10));
  EXPECT_FALSE(run.wait(9.9).sheet().is_finished);
  EXPECT_TRUE(run.wait(0.1).sheet().is_finished);
  EXPECT_EQ(run.set("A", 1).wait(1).score(), 0.0); // too late
}

TEST(Score, ReportsEveryFaultOfAnExercise) {
  Criterion broken = step("S1", "A >= ");
  Trial run({broken, step("S2", "AA > 1 and Bb > 1", {"S9"}), step("S3", "A > 1", {"S4"}),
           step("S4", "A > 1", {"S3"}), criterion(Criterion::Kind::Hold, "H1"),
           step("S5", "A > 1", {"V1"}), criterion(Criterion::Kind::Forbidden, "V1")});
  for (const char* part :
       {"exercise.yaml:5:16: error: the expression ends too early", "there is no tag AA",
        "exercise.yaml:5:22: error: there is no tag Bb", "S2 comes after S9",
        "S3 waits for itself", "S4 waits for itself", "H1 lacks 'good'", "S5 cannot come after V1", "V1 lacks 'when'"}) {
    EXPECT_NE(run.problems().find(part), std::string::npos) << part << "\n" << run.problems();
  }
  EXPECT_EQ(run.set("A", 5).wait(5).hand_in().score(), 0.0);
  EXPECT_EQ(run.sheet().max, 60.0);
}

TEST(Score, ListsTheTagsItReads) {
  Criterion question = criterion(Criterion::Kind::Question, "Q1");
  question.answer_tag = "Q";
  Trial run({step("S1", "B > 1 and S1.ACTIVE"), question});
  EXPECT_EQ(run.fold().tags(),
            (std::vector<std::string>{"B.VALUE", "HANDIN.VALUE", "HINT.VALUE", "Q.VALUE"}));
}

/// Every kind of criterion at once.
std::vector<Criterion> all_kinds() {
  std::vector<Criterion> all{step("S1", "for(A > 2, 3 s)"), step("S2", "count(B > 2) >= 2", {"S1"}),
                             step("S3", "within(C > 3, 20 s) or change(A, 5 s) > 2")};
  all[0].quality = condition("B <= 3 and not C == 2");
  all[1].quality = condition("for(A >= 1, 2 s)");
  all[1].expected = std::chrono::seconds(4);
  Criterion hold = criterion(Criterion::Kind::Hold, "H1");
  hold.good = condition("lowest(A) >= 0 and D <= 3");
  Criterion limit = criterion(Criterion::Kind::Limit, "L1");
  limit.good = condition("highest(D) <= 4.5");
  Criterion order = criterion(Criterion::Kind::Sequence, "O1");
  order.order = {condition("A > 3"), condition("B > 3"), condition("C > 3")};
  Criterion time = criterion(Criterion::Kind::Time, "T1");
  time.done = condition("since(D > 2) > 5 s");
  time.expected = std::chrono::seconds(15);
  Criterion question = criterion(Criterion::Kind::Question, "Q1");
  question.answer_tag = "Q";
  question.right_answer = 3;
  Criterion veto = criterion(Criterion::Kind::Forbidden, "V1");
  veto.when = condition("for(A > 3 and D > 3, 4 s)");
  veto.score_cap = 31.0;
  all.insert(all.end(), {hold, limit, order, time, question, veto});
  return all;
}

void expect_equal(const ScoreSheet& a, const ScoreSheet& b) {
  EXPECT_EQ(a.score, b.score);
  EXPECT_EQ(a.is_finished, b.is_finished);
  EXPECT_EQ(a.vetoes, b.vetoes);
  ASSERT_EQ(a.lines.size(), b.lines.size());
  for (std::size_t k = 0; k < a.lines.size(); ++k) {
    EXPECT_EQ(a.lines[k].points, b.lines[k].points) << a.lines[k].id;
    EXPECT_EQ(a.lines[k].state, b.lines[k].state) << a.lines[k].id;
    EXPECT_EQ(a.lines[k].started, b.lines[k].started);
    EXPECT_EQ(a.lines[k].ended, b.lines[k].ended);
    ASSERT_EQ(a.lines[k].evidence.size(), b.lines[k].evidence.size());
    for (std::size_t n = 0; n < a.lines[k].evidence.size(); ++n) {
      EXPECT_EQ(a.lines[k].evidence[n].reason, b.lines[k].evidence[n].reason);
      EXPECT_EQ(a.lines[k].evidence[n].until, b.lines[k].evidence[n].until);
    }
  }
}

TEST(Score, IsTheSameLiveReplayedAndAfterARewind) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Trial run(all_kinds(), std::chrono::seconds(70));
    ASSERT_EQ(run.problems(), "");
    RandomStream random(seed, "actions");
    for (int k = 0; k < 60; ++k) {
      const std::string tag(1, "ABCDQ"[random.next() % 5]);
      run.set(tag, static_cast<double>(random.next() % 6)).wait(0.1 * double(random.next() % 20));
    }
    const ScoreSheet live = run.sheet();
    expect_equal(live, run.replayed());

    // A rewind to an earlier time, then the same records again.
    feed_log(run.fold(), run.log());
    expect_equal(live, run.sheet());
    EXPECT_GE(live.score, 0.0);
    EXPECT_LE(live.score, live.max);
  }
}

TEST(Score, DoesNotDependOnTheOrderOfTheCriteria) {
  std::vector<Criterion> forward = all_kinds(), backward = forward;
  std::reverse(backward.begin(), backward.end());
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Trial first(forward, std::chrono::seconds(70)), second(backward, std::chrono::seconds(70));
    RandomStream random(seed, "order");
    for (int k = 0; k < 60; ++k) {
      const std::string tag(1, "ABCDQ"[random.next() % 5]);
      const auto value = static_cast<double>(random.next() % 6);
      const double pause = 0.1 * static_cast<double>(random.next() % 20);
      first.set(tag, value).wait(pause);
      second.set(tag, value).wait(pause);
    }
    ScoreSheet turned = second.sheet();
    std::reverse(turned.lines.begin(), turned.lines.end());
    turned.score = first.score(); // sums round in another order
    EXPECT_NEAR(second.score(), first.score(), 1e-9);
    expect_equal(first.sheet(), turned);
  }
}

TEST(Score, TakesUnknownAndInfiniteValuesForUntrue) {
  Trial run(all_kinds(), std::chrono::seconds(70));
  RandomStream random(3, "hostile");
  const std::vector<double> wild{kUnknown, std::numeric_limits<double>::infinity(), -1e308, 1e308,
                                 -0.0, 4.0};
  for (int k = 1; k < 900; ++k) {
    std::vector<double> values(run.fold().tags().size());
    for (double& value : values) {
      value = wild[random.next() % wild.size()];
    }
    run.fold().advance(sim_time(0.1 * k), values);
    ASSERT_TRUE(std::isfinite(run.score()));
    for (const Criterion& each : all_kinds()) {
      run.fold().conditions(each.id);
    }
  }
}

TEST(Score, LacksNothingOrSaysSo) {
  const World world = make_world();
  Exercise exercise;
  exercise.criteria = {step("S1", "A > 1")};
  RunLog log({"B.VALUE"}, {});
  EXPECT_THROW(score_run(log, exercise, world), std::out_of_range);
}

} // namespace
} // namespace jixia
