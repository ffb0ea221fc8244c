// Score facts of a sheet made by hand.
#include <gtest/gtest.h>

#include "hmi/debrief_facts.h"

namespace jixia::hmi {
namespace {

ScoreLine line(const std::string& id, Criterion::Kind kind, double points, double available, double ended) {
  ScoreLine made;
  made.id = id;
  made.kind = kind;
  made.points = points;
  made.available = available;
  made.ended = sim_time(ended);
  return made;
}

ScoreSheet sheet() {
  ScoreSheet made;
  made.lines = {line("S1", Criterion::Kind::Step, 5, 5, 60), line("S2", Criterion::Kind::Step, 2, 10, 200),
                line("H1", Criterion::Kind::Hold, 7, 8, 300), line("V1", Criterion::Kind::Forbidden, -5, 0, 150)};
  return made;
}

TEST(Debrief, SortsByPointsLostAndKeepsTheOrderOfTheExercise) {
  const ScoreSheet s = sheet();
  const auto lines = sorted_by_loss(s);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0]->id, "S2"); // 8 lost
  EXPECT_EQ(lines[1]->id, "V1"); // 5 taken
  EXPECT_EQ(lines[2]->id, "H1"); // 1
  EXPECT_EQ(lines[3]->id, "S1");
}

TEST(Debrief, LeavesOutVetoesThatDidNotHappen) {
  ScoreSheet s = sheet();
  s.lines[3].points = 0;
  EXPECT_EQ(sorted_by_loss(s).size(), 3U);
}

TEST(Debrief, GroupsPointsByKind) {
  const auto groups = find_score_groups(sheet());
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_DOUBLE_EQ(groups[0].points, 7);
  EXPECT_DOUBLE_EQ(groups[0].available, 15);
  EXPECT_EQ(groups[0].count.en, "1 / 2");
  EXPECT_DOUBLE_EQ(groups[2].points, -5);
  EXPECT_EQ(groups[2].count.en, "1 broken");
}

TEST(Debrief, AddsPointsUpInTime) {
  const auto steps = find_score_steps(sheet());
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(steps[0], (std::pair<double, double>{60, 5}));
  EXPECT_EQ(steps[1], (std::pair<double, double>{150, 0}));
  EXPECT_EQ(steps[3], (std::pair<double, double>{300, 9}));
}

} // namespace
} // namespace jixia::hmi
