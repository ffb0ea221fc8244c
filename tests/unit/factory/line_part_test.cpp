#include <gtest/gtest.h>

#include "line_bench.h"

namespace jixia::factory {
namespace {

const ComponentEntry kBelt = entry("C1", "Conveyor", {{"length", "4 m"}});

LineBench running(std::vector<ComponentEntry> others, std::uint64_t seed = 1) {
  others.insert(others.begin(), kBelt);
  LineBench line(others, seed);
  line.run(0.1);
  line.set("C1.RUN", 1);
  return line;
}

TEST(Emitter, PutsABoxOnAtOnceAndThenAtItsInterval) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}, {"interval", "3 s"}})});
  line.run(2.0);
  line.set("E1.RUN", 1);
  line.run(0.01);
  EXPECT_EQ(line.get("E1"), 1);
  line.run(8.9);
  EXPECT_EQ(line.get("E1"), 3);
  line.run(0.2);
  EXPECT_EQ(line.get("E1"), 4);
  EXPECT_EQ(line.boxes().at(0).id, 1);
  EXPECT_EQ(line.boxes().at(0).kind, "box");
}

TEST(Emitter, WaitsWhileItsPlaceIsTaken) {
  LineBench line({kBelt, entry("E1", "Emitter", {{"at", "0.3 m"}, {"interval", "1 s"}})});
  line.set("E1.RUN", 1); // the belt stands still
  line.run(5.0);
  EXPECT_EQ(line.get("E1"), 1);
  EXPECT_EQ(line.get("E1.BLOCKED"), 1);
  line.set("C1.RUN", 1);
  line.run(0.5);
  line.set("E1.RUN", 0);
  line.run(3.0);
  EXPECT_EQ(line.get("E1"), 2); // the one that waited, no flood
  EXPECT_EQ(line.get("E1.BLOCKED"), 0);
}

TEST(Emitter, VariesBySeedAndOnlyBySeed) {
  const auto first_box = [](std::uint64_t seed) {
    LineBench line({kBelt, entry("E1", "Emitter", {{"at", "0.5 m"}, {"size_spread", "10 %"},
                                                   {"place_spread", "30 mm"}, {"turn_spread", "5 deg"}})},
                   seed);
    line.set("E1.ONE", 1);
    line.run(0.005);
    return line.boxes().at(0);
  };
  EXPECT_EQ(first_box(1).position, first_box(1).position);
  EXPECT_NE(first_box(1).position, first_box(2).position);
  EXPECT_NEAR(first_box(3).size[0], 0.4, 0.04);
  EXPECT_NEAR(first_box(3).position[1], 0.0, 0.03);
}

TEST(Emitter, StopsAtItsMost) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}, {"interval", "2 s"}, {"most", "2"}})});
  line.set("E1.RUN", 1);
  line.run(10.0);
  EXPECT_EQ(line.get("E1"), 2);
  EXPECT_EQ(line.get("E1.BLOCKED"), 0);
}

TEST(PhotoEye, SeesABoxForItsLengthOverTheSpeed) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}, {"most", "1"}}),
                            entry("B1", "PhotoEye", {{"at", "2 m"}, {"response", "20 ms"}})});
  line.set("E1.ONE", 1);
  EXPECT_GT(line.run_until("B1.SIGNAL", 1, 0.1, 20), 0);
  EXPECT_NEAR(line.run_until("B1.SIGNAL", 0, 0.1, 20), 0.4 / 0.3, 0.011);
}

TEST(PhotoEye, LightOnIsTheInverse) {
  LineBench line({kBelt, entry("B1", "PhotoEye", {{"at", "2 m"}, {"mode", "light_on"}})});
  line.run(0.1);
  EXPECT_EQ(line.get("B1"), 1);
}

TEST(PhotoEye, DirtLooksLikeABoxAndStuckLikeNothing) {
  LineBench line({kBelt, entry("B1", "PhotoEye", {{"at", "2 m"}})});
  line.set("B1.DIRT", 0.4);
  line.run(0.1);
  EXPECT_EQ(line.get("B1"), 0);
  line.set("B1.DIRT", 0.6);
  line.run(0.1);
  EXPECT_EQ(line.get("B1"), 1);
  line.set("B1.STUCK", 1);
  line.run(0.1);
  EXPECT_EQ(line.get("B1"), 0);
  line.set("B1.DIRT", 0);
  line.set("B1.STUCK", 2);
  line.run(0.1);
  EXPECT_EQ(line.get("B1"), 1);
}

TEST(StopBlade, TakesItsStrokeTimeAndFallsWithoutAir) {
  LineBench line({kBelt, entry("Y1", "StopBlade", {{"at", "2 m"}, {"stroke_time", "0.4 s"}})});
  line.set("Y1.UP", 1);
  EXPECT_NEAR(line.run_until("Y1.IS_UP", 1, 0.1, 2), 0.95 * 0.4, 0.011);
  line.set("Y1.AIR", 0);
  EXPECT_NEAR(line.run_until("Y1.IS_DOWN", 1, 0.1, 2), 0.90 * 0.4, 0.011); // from 95 % to 5 %
  line.set("Y1.AIR", 1);
  line.set("Y1.STUCK", 1);
  line.run(1.0);
  EXPECT_EQ(line.get("Y1.IS_DOWN"), 1);
}

TEST(StopBlade, HoldsAQueueAndLetsItGo) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}, {"interval", "3 s"}, {"most", "3"}}),
                            entry("Y1", "StopBlade", {{"at", "2.5 m"}}),
                            // A queue under pressure buckles out sideways where nothing guides it.
                            entry("G1", "GuideRail", {{"at", "1 m"}, {"from", "0 m"}, {"to", "3 m"},
                                                      {"gap", "0.34 m"}}),
                            entry("R1", "Remover", {{"at", "3.8 m"}})});
  line.set("Y1.UP", 1);
  line.set("E1.RUN", 1);
  line.run(30.0);
  EXPECT_EQ(line.get("R1"), 0);
  EXPECT_NEAR(line.boxes().at(0).position[0], 2.29, 0.01);
  EXPECT_NEAR(line.boxes().at(1).position[0], 1.89, 0.02); // against the first
  line.set("Y1.UP", 0);
  line.run(15.0);
  EXPECT_EQ(line.get("R1"), 3);
  EXPECT_NEAR(line.get("R1.TAKT"), 0.4 / 0.3, 0.1);
}

TEST(StopBlade, LiftsABoxThatStandsOverItWithoutLosingIt) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}}),
                            entry("Y1", "StopBlade", {{"at", "2 m"}})});
  line.set("E1.ONE", 1);
  line.run(5.7); // its centre is over the blade
  line.set("Y1.UP", 1);
  line.run(5.0);
  ASSERT_EQ(line.boxes().size(), 1u);
  EXPECT_GT(line.boxes()[0].position[2], 0.8 + 0.1);
}

TEST(Remover, CountsItsKindApart) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}, {"kind", "tall_box"}}),
                            entry("E2", "Emitter", {{"at", "1.3 m"}}),
                            entry("R1", "Remover", {{"at", "3 m"}, {"kind", "tall_box"}})});
  line.set("E1.ONE", 1);
  line.set("E2.ONE", 1);
  line.run(15.0);
  EXPECT_EQ(line.get("R1.COUNT"), 1);
  EXPECT_EQ(line.get("R1.OTHER"), 1);
  EXPECT_EQ(line.get("RigidBodyWorld.REMOVED"), 2);
}

TEST(RigidBodyWorld, BoxesThatFallAreCountedAndPickedUp) {
  LineBench line = running({entry("E1", "Emitter", {{"at", "0.3 m"}})});
  line.set("E1.ONE", 1);
  line.run(20.0);
  EXPECT_EQ(line.get("RigidBodyWorld.FALLEN"), 1);
  line.set("RigidBodyWorld.PICK_UP", 1);
  line.run(0.1);
  EXPECT_EQ(line.get("RigidBodyWorld.ON_LINE"), 0);
  EXPECT_EQ(line.get("RigidBodyWorld.TAKEN"), 1);
}

TEST(RigidBodyWorld, NamesWhatDoesNotFit) {
  const auto message = [](const std::vector<ComponentEntry>& entries) -> std::string {
    try {
      LineBench line(entries);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message({kBelt, entry("B1", "PhotoEye", {{"at", "4.5 m"}})})
                .find("B1 is at 4.5 m of conveyor C1; allowed 0 to 4 m"),
            std::string::npos);
  EXPECT_NE(message({kBelt, entry("B1", "PhotoEye", {{"at", "1 m"}, {"belt", "C2"}})})
                .find("did you mean C1?"),
            std::string::npos);
  EXPECT_NE(message({kBelt, entry("G1", "GuideRail", {{"at", "0.5 m"}, {"from", "1 m"}, {"to", "2 m"},
                                                      {"gap", "0.4 m"}})})
                .find("it must lie within the rails"),
            std::string::npos);
}

} // namespace
} // namespace jixia::factory
