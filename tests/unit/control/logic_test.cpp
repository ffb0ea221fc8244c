#include "control/logic.h"

#include <string>

#include "bench.h"
#include "control/counter.h"
#include "control/timer.h"

namespace jixia::control {
namespace {

/// Plays a discrete input, one character a scan ('1' on), and writes down an output likewise.
std::string play(Bench& bench, const std::string& input, const std::string& in,
                 const std::string& out) {
  std::string result;
  for (const char c : in) {
    bench.set(input, c == '1' ? 1.0 : 0.0);
    bench.step();
    result += bench.get(out) > 0.5 ? '1' : '0';
  }
  return result;
}

Bench timer(const std::string& kind, double preset, double dt = 0.1) {
  return Bench(timer_spec(), {{{"PT", preset}}, {{"kind", kind}}, {}, dt, 1, "T1"});
}

// IEC 61131-3 timing diagrams, PT = 3 scans. The scan of the edge is time 0; Q at ET == PT.
TEST(Timer, OnDelayIsTrueWhenElapsedEqualsPreset) {
  Bench bench = timer("TON", 0.3);
  EXPECT_EQ(play(bench, "IN", "0111111001110", "Q"), "0000111000000");
}

TEST(Timer, OnDelayCountsFromZeroInTheRisingScan) {
  Bench bench = timer("TON", 0.3);
  bench.set("IN", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("ET"), 0.0);
  bench.run(5.0);
  EXPECT_DOUBLE_EQ(bench.get("ET"), 0.3);
  bench.set("IN", 0.0);
  bench.step();
  EXPECT_EQ(bench.get("ET"), 0.0);
}

TEST(Timer, OffDelayHoldsForPresetAfterTheInputGoes) {
  Bench bench = timer("TOF", 0.3);
  EXPECT_EQ(play(bench, "IN", "0011000000010010000", "Q"), "0011111000011111110");
  EXPECT_DOUBLE_EQ(bench.get("ET"), 0.3); // held until the input comes
}

TEST(Timer, PulseRunsItsTimeAndIsNotRetriggered) {
  Bench bench = timer("TP", 0.3);
  EXPECT_EQ(play(bench, "IN", "01010111110010000", "Q"), "01110111000011100");
}

TEST(Timer, PulseElapsedTimeHoldsUntilTheInputGoes) {
  Bench bench = timer("TP", 0.3);
  play(bench, "IN", "0111111", "Q");
  EXPECT_DOUBLE_EQ(bench.get("ET"), 0.3);
  play(bench, "IN", "0", "Q");
  EXPECT_EQ(bench.get("ET"), 0.0);
}

TEST(Timer, PresetOfZeroActsAtOnce) {
  Bench on = timer("TON", 0.0), off = timer("TOF", 0.0), pulse = timer("TP", 0.0);
  EXPECT_EQ(play(on, "IN", "0110", "Q"), "0110");
  EXPECT_EQ(play(off, "IN", "0110", "Q"), "0110");
  EXPECT_EQ(play(pulse, "IN", "0110", "Q"), "0000");
}

// 60 s of 5 ms steps: integer time, so it ends in exactly the 12 000th step after the edge.
TEST(Timer, DoesNotLoseTimeOverManySteps) {
  Bench bench = timer("TON", 60.0, 0.005);
  bench.set("IN", 1.0);
  bench.step(12000);
  EXPECT_EQ(bench.get("Q"), 0.0);
  bench.step();
  EXPECT_EQ(bench.get("Q"), 1.0);
}

Bench counter(const std::string& stops = "no") {
  return Bench(counter_spec(), {{{"PV", 3.0}}, {{"stops_at_preset", stops}}, {}});
}

TEST(Counter, CountsRisingEdgesUp) {
  Bench bench = counter();
  EXPECT_EQ(play(bench, "CU", "1100110101", "QU"), "0000000111");
  EXPECT_EQ(bench.get("CV"), 4.0);
  EXPECT_EQ(play(bench, "R", "1", "QU"), "0");
  EXPECT_EQ(bench.get("CV"), 0.0);
}

TEST(Counter, LoadsAndCountsDownBelowZero) {
  Bench bench = counter();
  play(bench, "LD", "10", "QD");
  EXPECT_EQ(bench.get("CV"), 3.0);
  EXPECT_EQ(play(bench, "CD", "10101010", "QD"), "00001111");
  EXPECT_EQ(bench.get("CV"), -1.0);
}

TEST(Counter, StopsAtItsPresetWhenToldSo) {
  Bench bench = counter("yes");
  play(bench, "CU", "1010101010", "QU");
  EXPECT_EQ(bench.get("CV"), 3.0);
  play(bench, "CD", "1010101010", "QD");
  EXPECT_EQ(bench.get("CV"), 0.0);
}

TEST(Counter, BothEdgesInOneScanChangeNothingAndResetWins) {
  Bench bench = counter();
  bench.set("CU", 1.0);
  bench.set("CD", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("CV"), 0.0);
  bench.set("LD", 1.0);
  bench.set("R", 1.0);
  bench.step();
  EXPECT_EQ(bench.get("CV"), 0.0);
}

TEST(Counter, StaysInsideAnInt) {
  IecCounter counter(3, -2, 4);
  for (int k = 0; k < 20; ++k) {
    counter.step({k % 2 == 0, false, false, false});
  }
  EXPECT_EQ(counter.value(), 4);
}

const ComponentSpec& spec_of(const std::string& type) {
  static const std::vector<ComponentSpec> specs = logic_specs();
  return find_spec(specs, type);
}

TEST(Logic, ComputesItsTruthTableOverTheConnectedInputs) {
  for (int bits = 0; bits < 8; ++bits) {
    const bool a = bits & 1, b = bits & 2, c = bits & 4;
    const auto q = [&](const std::string& function) {
      Bench bench(spec_of("Logic"), {{}, {{"function", function}}, {"I1", "I2", "I5"}});
      bench.set("I1", a);
      bench.set("I2", b);
      bench.set("I5", c);
      bench.step();
      EXPECT_EQ(bench.get("NQ"), 1.0 - bench.get("Q"));
      return bench.get("Q") > 0.5;
    };
    EXPECT_EQ(q("and"), a && b && c);
    EXPECT_EQ(q("or"), a || b || c);
    EXPECT_EQ(q("xor"), a != (b != c));
  }
}

TEST(Logic, WantsAtLeastOneInput) {
  Bench bench(spec_of("Logic"), {});
  EXPECT_FALSE(bench.is_made());
  EXPECT_TRUE(bench.problems.has_errors());
}

TEST(Latch, SetOrResetWinsAsItsKindSays) {
  for (const auto& [kind, both] : {std::pair{"SR", 1.0}, std::pair{"RS", 0.0}}) {
    Bench bench(spec_of("Latch"), {{}, {{"kind", kind}}, {}});
    EXPECT_EQ(play(bench, "S", "0100", "Q"), "0111");
    EXPECT_EQ(play(bench, "R", "010", "Q"), "100");
    bench.set("S", 1.0);
    bench.set("R", 1.0);
    bench.step();
    EXPECT_EQ(bench.get("Q"), both) << kind;
  }
}

TEST(Edge, IsOnForOneScan) {
  Bench rising(spec_of("Edge"), {{}, {{"kind", "rising"}}, {}});
  EXPECT_EQ(play(rising, "IN", "0110100", "Q"), "0100100");
  Bench falling(spec_of("Edge"), {{}, {{"kind", "falling"}}, {}});
  EXPECT_EQ(play(falling, "IN", "0110100", "Q"), "0001010");
}

TEST(Timer, ContinuesIdenticallyFromASnapshot) {
  for (const char* kind : {"TON", "TOF", "TP"}) {
    Bench bench = timer(kind, 0.5);
    play(bench, "IN", "0110001", "Q");
    bench.save();
    const std::string first = play(bench, "IN", "1111110000000110", "Q");
    bench.restore();
    EXPECT_EQ(play(bench, "IN", "1111110000000110", "Q"), first) << kind;
  }
}

} // namespace
} // namespace jixia::control
