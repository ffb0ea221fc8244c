#include "control/signal_block.h"

#include <cmath>

#include "bench.h"

namespace jixia::control {
namespace {

const ComponentSpec& spec_of(const std::string& type) {
  static const std::vector<ComponentSpec> specs = signal_block_specs();
  return find_spec(specs, type);
}

TEST(Ratio, MultipliesTheWildFlowAndAddsItsBias) {
  Bench bench(spec_of("FlowRatio"), {{{"initial_ratio", 2.5}, {"bias", -1.0}}, {}, {}});
  bench.set("IN", 4.0);
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("OUT"), 9.0);
  EXPECT_DOUBLE_EQ(bench.get("RATIO"), 2.5);
  EXPECT_EQ(bench.operate("RATIO", 0.5), "");
  bench.step();
  EXPECT_DOUBLE_EQ(bench.get("OUT"), 1.0);
  bench.set("IN", 0.1);
  bench.step();
  EXPECT_EQ(bench.get("OUT"), 0.0); // a flow set point is never negative
  bench.set("IN", std::nan(""));
  bench.step();
  EXPECT_EQ(bench.get("OUT"), 0.0);
}

TEST(Selector, PicksTheHighestOrLowestOfItsConnectedInputs) {
  for (const auto& [pick, value, number] :
       {std::tuple{"high", 410.0, 3.0}, std::tuple{"low", 305.0, 1.0}}) {
    Bench bench(spec_of("TemperatureSelector"), {{}, {{"pick", pick}}, {"IN1", "IN2", "IN3"}});
    bench.set("IN1", 305.0);
    bench.set("IN2", 350.0);
    bench.set("IN3", 410.0);
    bench.set("IN4", 1e9); // not connected: does not count
    bench.step();
    EXPECT_EQ(bench.get("OUT"), value);
    EXPECT_EQ(bench.get("SELECTED"), number);
  }
}

TEST(Selector, PassesOverAnInputThatIsNotANumber) {
  Bench bench(spec_of("LevelSelector"), {{}, {{"pick", "high"}}, {"IN1", "IN2"}});
  bench.set("IN1", 0.3);
  bench.set("IN2", std::nan(""));
  bench.step();
  EXPECT_EQ(bench.get("OUT"), 0.3);
}

TEST(Difference, SubtractsInTheUnitOfADifference) {
  EXPECT_EQ(spec_of("PressureDifference").ports.back().unit, Unit::PascalDifference);
  Bench bench(spec_of("PressureDifference"), {});
  bench.set("IN", 3e5);
  bench.set("MINUS", 1e5);
  bench.step();
  EXPECT_EQ(bench.get("OUT"), 2e5);
}

TEST(OutputSwitch, SendsTheOtherValueWhileOn) {
  Bench bench(spec_of("OutputSwitch"), {});
  bench.set("IN", 0.7);
  bench.step();
  EXPECT_EQ(bench.get("OUT"), 0.7);
  bench.set("ON", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("OUT"), 0.0);
}

} // namespace
} // namespace jixia::control
