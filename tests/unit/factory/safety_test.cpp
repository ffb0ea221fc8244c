#include <gtest/gtest.h>

#include "line_bench.h"

namespace jixia::factory {
namespace {

LineBench make_panel() {
  return LineBench({entry("ES1", "EmergencyStop", {}), entry("RST", "Switch", {}),
                    entry("K1", "SafetyRelay", {},
                          {{"CHANNEL1", "ES1.OFF"}, {"CHANNEL2", "ES1.OFF"}, {"RESET", "RST.ON"}})});
}

void press_reset(LineBench& panel) {
  panel.set("RST.POSITION", 1);
  panel.run(0.2);
  panel.set("RST.POSITION", 0);
  panel.run(0.2);
}

TEST(SafetyRelay, NeedsAResetAfterPowerUp) {
  LineBench panel = make_panel();
  panel.run(1.0);
  EXPECT_EQ(panel.get("K1.OK"), 0);
  press_reset(panel);
  EXPECT_EQ(panel.get("K1.OK"), 1);
}

TEST(SafetyRelay, DropsAndStaysOffUntilTurnedBackAndReset) {
  LineBench panel = make_panel();
  panel.run(0.1);
  press_reset(panel);
  panel.set("ES1.PRESS", 1);
  panel.run(0.02); // button, then relay: the third step shows it
  EXPECT_EQ(panel.get("K1.OK"), 0);
  press_reset(panel); // still pressed
  EXPECT_EQ(panel.get("K1.OK"), 0);
  panel.set("ES1.PRESS", 0);
  panel.run(1.0);
  EXPECT_EQ(panel.get("K1.OK"), 0); // turning back resets nothing
  press_reset(panel);
  EXPECT_EQ(panel.get("K1.OK"), 1);
}

TEST(SafetyRelay, AHeldResetButtonResetsNothing) {
  LineBench panel = make_panel();
  panel.set("RST.POSITION", 1);
  panel.run(2.0);
  EXPECT_EQ(panel.get("K1.OK"), 0);
}

TEST(SafetyRelay, AWeldedContactStillStopsAndForbidsReset) {
  LineBench panel = make_panel();
  panel.run(0.1);
  press_reset(panel);
  panel.set("K1.WELDED", 1, OperatorAction::Actor::Instructor);
  panel.run(0.1);
  EXPECT_EQ(panel.get("K1.OK"), 1); // not to be seen yet
  panel.set("ES1.PRESS", 1);
  panel.run(0.1);
  EXPECT_EQ(panel.get("K1.OK"), 0);
  EXPECT_EQ(panel.get("K1.FAULT"), 1);
  panel.set("ES1.PRESS", 0);
  panel.run(0.1);
  press_reset(panel);
  EXPECT_EQ(panel.get("K1.OK"), 0);
  panel.set("K1.WELDED", 0, OperatorAction::Actor::Instructor);
  panel.set("ES1.PRESS", 1); // both seen open
  panel.run(0.1);
  panel.set("ES1.PRESS", 0);
  panel.run(0.1);
  press_reset(panel);
  EXPECT_EQ(panel.get("K1.OK"), 1);
}

TEST(StackLight, LightsFlashesAndBurnsOut) {
  LineBench bench({entry("S1", "Switch", {}),
                   entry("HL", "StackLight", {}, {{"GREEN_IN", "S1.ON"}, {"RED_IN", "S1.ON"}})});
  bench.set("S1.POSITION", 1);
  bench.run(0.1);
  EXPECT_EQ(bench.get("HL.GREEN"), 1);
  EXPECT_EQ(bench.get("HL.YELLOW"), 0);
  bench.set("HL.BURNT", 3, OperatorAction::Actor::Instructor);
  bench.run(0.1);
  EXPECT_EQ(bench.get("HL.GREEN"), 0);
  EXPECT_EQ(bench.get("HL.RED"), 1);
}

} // namespace
} // namespace jixia::factory
