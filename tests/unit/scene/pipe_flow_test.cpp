#include "scene/pipe_flow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "world/component_registry.h"
#include "world/world_builder.h"

namespace jixia {
namespace {

class Silent final : public Component {
 public:
  void step(Phase, const StepInfo&, Signals&) override {}
};

/// A thing whose flow a test sets.
ComponentSpec meter_spec() {
  ComponentSpec spec;
  spec.type = "Meter";
  PortSpec port;
  port.name = "flow";
  port.direction = PortSpec::Direction::Input;
  port.place = Place::Field;
  port.unit = Unit::KgPerSecond;
  port.lowest = -1e9;
  port.highest = 1e9;
  spec.ports.push_back(port);
  spec.main_port = "flow";
  spec.make = [](ComponentInputs&&, Diagnostics&) { return std::make_unique<Silent>(); };
  return spec;
}

/// 6 m of water pipe of 0.1 m along x, its flow that of A and B together.
class PipeFlowTest : public testing::Test {
 protected:
  PipeFlowTest() {
    ComponentRegistry registry;
    registry.add(meter_spec());
    std::vector<ComponentEntry> entries(2);
    entries[0].tag = "A";
    entries[1].tag = "B";
    entries[0].type = entries[1].type = "Meter";
    Diagnostics problems;
    world_ = std::make_unique<World>(*build_world(entries, {}, registry, {}, problems));
    run_.diameter = 0.1;
    run_.medium = "water";
    run_.flow_tags = {"A.flow", "B.flow"};
  }

  PipeFlow make() { return {view_, 0, run_, PipePath({{0, 0, 0}, {6, 0, 0}}, 0.1), *world_}; }
  void set(const char* tag, double flow) { ASSERT_FALSE(world_->apply({tag, flow})); }

  bool is_arrow(const Instance& i) const { return i.colour.has_value(); }
  std::vector<Instance> arrows() const {
    std::vector<Instance> found;
    std::copy_if(view_.instances.begin(), view_.instances.end(), std::back_inserter(found), [&](const Instance& i) { return is_arrow(i); });
    return found;
  }
  std::vector<Instance> marks() const {
    std::vector<Instance> found;
    std::copy_if(view_.instances.begin(), view_.instances.end(), std::back_inserter(found), [&](const Instance& i) { return !is_arrow(i) && i.visible; });
    return found;
  }
  /// Where the third mark is; between the arrows, which hide marks.
  double middle_mark() const { return view_.instances[4].pose.position.x; }
  static double way(const Instance& i) { return rotate(i.pose.rotation, {1, 0, 0}).x; }

  std::unique_ptr<World> world_;
  PipeRun run_;
  SceneView view_;
};

constexpr double kArea = 3.14159265358979323846 / 4 * 0.1 * 0.1; // [m2]

TEST(FlowSpeed, IsThatOfTheMediumInThePipe) {
  // 10 kg/s of water through 0.1 m: 0.01 m3/s / 0.00785 m2.
  EXPECT_NEAR(calc_flow_speed(10, Unit::KgPerSecond, "water", 0.1), 0.01 / kArea, 1e-12);
  EXPECT_NEAR(calc_flow_speed(-10, Unit::KgPerSecond, "", 0.1), -0.01 / kArea, 1e-12);
  EXPECT_NEAR(calc_flow_speed(0.02, Unit::CubicMetrePerSecond, "gas", 0.1), 0.02 / kArea, 1e-12);
  EXPECT_GT(calc_flow_speed(1, Unit::KgPerSecond, "gas", 0.1), 100 * calc_flow_speed(1, Unit::KgPerSecond, "water", 0.1));
  EXPECT_LT(calc_flow_speed(-0.5, Unit::One, "water", 0.1), 0);
  EXPECT_EQ(calc_flow_speed(0, Unit::One, "water", 0.1), 0);
}

TEST_F(PipeFlowTest, WithoutFlowTheArrowsAreGreyAndNothingElseIsSeen) {
  PipeFlow flow = make();
  flow.update(view_, *world_, 1);
  ASSERT_EQ(arrows().size(), 2u);
  const Colour still = *arrows()[0].colour;
  EXPECT_TRUE(marks().empty());
  set("A.flow", 1);
  flow.update(view_, *world_, 1);
  EXPECT_NE(*arrows()[0].colour, still);
  EXPECT_FALSE(marks().empty());
}

TEST_F(PipeFlowTest, ArrowsAndMarksPointTheWayOfTheSign) {
  PipeFlow flow = make();
  for (const double sign : {1.0, -1.0, 1.0}) {
    set("A.flow", 2 * sign);
    flow.update(view_, *world_, 0.1);
    EXPECT_EQ(flow.sign(), sign);
    ASSERT_FALSE(marks().empty());
    for (const Instance& i : arrows()) EXPECT_NEAR(way(i), sign, 1e-9);
    for (const Instance& i : marks()) EXPECT_NEAR(way(i), sign, 1e-9);
  }
}

TEST_F(PipeFlowTest, TwoTagsAreAdded) {
  PipeFlow flow = make();
  set("A.flow", 3);
  set("B.flow", -5);
  flow.update(view_, *world_, 0.1);
  EXPECT_EQ(flow.flow(*world_), -2);
  EXPECT_EQ(flow.sign(), -1);
  set("B.flow", -3);
  flow.update(view_, *world_, 0.1);
  EXPECT_EQ(flow.sign(), 0);
}

// 2 kg/s of water through 0.1 m: 0.2546 m/s; in 0.5 s 0.1273 m.
TEST_F(PipeFlowTest, MarksMoveAsFarAsTheMediumAndBackWithIt) {
  PipeFlow flow = make();
  set("A.flow", 2);
  flow.update(view_, *world_, 0.5);
  const double at = middle_mark();
  flow.update(view_, *world_, 0.5);
  EXPECT_NEAR(middle_mark() - at, 2 / 1000.0 / kArea * 0.5, 1e-9);
  set("A.flow", -2);
  flow.update(view_, *world_, 0.5);
  EXPECT_NEAR(middle_mark(), at, 1e-9);
}

TEST_F(PipeFlowTest, FrozenAllStandsStill) {
  PipeFlow flow = make();
  set("A.flow", 2);
  flow.update(view_, *world_, 0.5);
  const double at = middle_mark();
  flow.update(view_, *world_, 0);
  EXPECT_EQ(middle_mark(), at);
}

TEST_F(PipeFlowTest, SpeedIsCappedAndNoPictureSkipsAQuarterOfASpacing) {
  PipeFlow flow = make();
  set("A.flow", 1e6);
  flow.update(view_, *world_, 0.01);
  double at = middle_mark();
  flow.update(view_, *world_, 0.1);
  EXPECT_NEAR(middle_mark() - at, PipeFlow::kFastestMark * 0.1, 1e-9);
  at = middle_mark();
  flow.update(view_, *world_, 100);
  EXPECT_NEAR(middle_mark() - at, PipeFlow::kSpacing / 4, 1e-9);
}

// 0.003 m/s lies between kStops and kStarts.
TEST_F(PipeFlowTest, ATrickleNeitherStartsNorStopsIt) {
  PipeFlow flow = make();
  const double trickle = 0.003 * 1000 * kArea;
  set("A.flow", trickle);
  flow.update(view_, *world_, 0.1);
  EXPECT_EQ(flow.sign(), 0);
  set("A.flow", 1);
  flow.update(view_, *world_, 0.1);
  set("A.flow", trickle);
  flow.update(view_, *world_, 0.1);
  EXPECT_EQ(flow.sign(), 1);
  set("A.flow", trickle / 3);
  flow.update(view_, *world_, 0.1);
  EXPECT_EQ(flow.sign(), 0);
}

TEST_F(PipeFlowTest, WithoutATagThereIsNoArrow) {
  run_.flow_tags = {"nobody.flow"};
  PipeFlow flow = make();
  flow.update(view_, *world_, 1);
  EXPECT_TRUE(view_.instances.empty());
  EXPECT_TRUE(std::isnan(flow.flow(*world_)));
}

TEST_F(PipeFlowTest, HoldsTheNumberOfMarksOfALongRun) {
  PipeFlow flow(view_, 0, run_, PipePath({{0, 0, 0}, {5000, 0, 0}}, 0.1), *world_);
  EXPECT_LE(view_.instances.size(), PipeFlow::kMostMarks + 3u);
}

} // namespace
} // namespace jixia
