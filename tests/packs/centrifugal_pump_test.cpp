// The pack scenarios/chemical/centrifugal-pump, held to the hand calculation of its design basis
// (Churchill friction, Kv valves, pump curves; atm(g) counts from 101 325 Pa) and to its operators.
#include <gtest/gtest.h>

#include <cmath>

#include "catalogue/component_catalogue.h"
#include "check_pack.h"
#include "scenario/load_scenario.h"
#include "session/session.h"
#include "verify_pack.h"
#include "verify_table.h"

namespace jixia {
namespace {

const ComponentRegistry& registry() {
  static const ComponentRegistry all = make_registry();
  return all;
}

const Scenario& pack() {
  static const std::optional<Scenario> loaded = [] {
    Diagnostics problems;
    std::optional<Scenario> scenario =
        check_pack(std::string(JIXIA_SOURCE_DIR) + "/scenarios/chemical/centrifugal-pump",
                   registry(), problems);
    EXPECT_FALSE(problems.has_errors()) << problems.text(Language::English);
    return scenario;
  }();
  return *loaded;
}

// A run of the normal operation that nobody scores.
class Plant {
 public:
  Plant() {
    Diagnostics problems;
    Session::Options options;
    options.trend_tags = {"HANDIN"};
    session_ = Session::start(pack(), *find_exercise(pack(), "normal-operation"), registry(),
                              options, problems);
    EXPECT_TRUE(session_) << problems.text(Language::English);
  }
  void set(const std::string& tag, double value) { session_->submit({tag, value}); }
  void run(double for_seconds) {
    const SimTime end = session_->world().time() + sim_time(for_seconds);
    while (session_->world().time() < end) {
      session_->advance();
    }
  }
  double operator[](const std::string& tag) const { return session_->world().value(tag); }
  double atm(const std::string& tag) const { return ((*this)[tag] - 101325.0) / 101325.0; }

 private:
  std::unique_ptr<Session> session_;
};

struct Steady {
  double flow;                // [kg/h]
  double feed_travel, travel; // LV101, FV101 [%]
  double suction, discharge;  // PI101, PI102 [atm(g)]
  double current, npsh_ratio; // [A], s
};

class CentrifugalPumpSteady : public testing::TestWithParam<Steady> {};

TEST_P(CentrifugalPumpSteady, agrees_with_the_hand_calculation_within_one_percent) {
  const Steady& want = GetParam();
  Plant plant;
  plant.set("FIC101.SP", want.flow / 3600.0);
  plant.run(2400.0);
  EXPECT_NEAR(plant["L4.flow"] * 3600.0, want.flow, 0.01 * want.flow);
  EXPECT_NEAR(plant["V101.L"], 0.50, 0.005);
  EXPECT_NEAR(plant.atm("V101.P"), 5.0, 0.05);
  EXPECT_NEAR(plant["LV101.flow"] * 3600.0, want.flow, 0.015 * want.flow); // closes
  EXPECT_NEAR(100.0 * plant["LV101"], want.feed_travel,
              0.02 * want.feed_travel); // level still moves a little
  EXPECT_NEAR(100.0 * plant["FV101"], want.travel, 0.01 * want.travel);
  EXPECT_NEAR(plant.atm("P101A.PS"), want.suction, 0.05);
  EXPECT_NEAR(plant.atm("P101A.PD"), want.discharge, 0.01 * want.discharge);
  EXPECT_NEAR(plant["P101A.I"], want.current, 0.01 * want.current);
  EXPECT_NEAR(plant["P101A.s"], want.npsh_ratio, 0.02 * want.npsh_ratio);
}

INSTANTIATE_TEST_SUITE_P(DesignBasis, CentrifugalPumpSteady,
                         testing::Values(Steady{16000, 41.5, 45.4, 4.516, 12.844, 18.37, 24.5},
                                         Steady{20000, 52.9, 54.5, 4.082, 12.070, 19.61, 20.0},
                                         Steady{24000, 65.0, 63.9, 3.554, 11.126, 20.81, 15.8}));

TEST(CentrifugalPumpStatic, a_dead_headed_pump_shows_its_zero_flow_head) {
  Plant plant;
  plant.set("HV114", 0.0);
  plant.run(90.0);
  // blanket + 3.2 m + 93 m of liquid; the blanket moves a little meanwhile
  const double want = plant.atm("V101.P") + 992.4 * 9.80665 * (3.2 + 93.0) / 101325.0;
  EXPECT_NEAR(plant.atm("P101A.PD"), want, 0.01 * want);
}

TEST(CentrifugalPumpStatic, stopped_pumps_show_the_blanket_and_the_column_and_nothing_flows) {
  Plant plant;
  plant.set("P101A.RUN", 0.0);
  plant.run(90.0);
  const double column = 992.4 * 9.80665 * (5.30 - 2.30) * plant["V101.L"] / 101325.0;
  const double want = plant.atm("V101.P") + column + 992.4 * 9.80665 * (2.30 - 0.60) / 101325.0;
  EXPECT_NEAR(plant.atm("P101A.PS"), want, 0.01 * want);
  EXPECT_NEAR(plant["L4.flow"] * 3600.0, 0.0, 50.0);
}

TEST(CentrifugalPumpStatic, a_valve_at_35_percent_passes_what_the_calculation_says) {
  Plant plant;
  plant.set("FIC101.MODE", 0.0);
  plant.set("FIC101.OP", 0.35);
  plant.run(120.0);
  EXPECT_NEAR(plant["L4.flow"] * 3600.0, 11950.0, 0.01 * 11950.0);
  EXPECT_NEAR(plant.atm("P101A.PD"), 13.46, 0.01 * 13.46);
  EXPECT_NEAR(plant["P101A.I"], 17.1, 0.01 * 17.1);
}

TEST(CentrifugalPumpPack, every_operator_gets_the_score_that_it_should) {
  const std::vector<OperatorRun> runs = verify_pack(pack(), registry(), {}, {});
  EXPECT_GE(runs.size(), 9u * 5u); // nine exercises: expert, three mistakes, nobody
  for (const OperatorRun& run : runs) {
    EXPECT_TRUE(run.faults.empty()) << verify_table({run}, true, Language::English);
  }
}

TEST(CentrifugalPumpPack, has_an_expert_and_three_mistakes_for_each_exercise) {
  ASSERT_EQ(pack().exercises.size(), 9u);
  for (const Exercise& exercise : pack().exercises) {
    EXPECT_GE(exercise.operators.size(), 4u) << exercise.id;
    for (const OperatorScript& script : exercise.operators) {
      EXPECT_TRUE(script.id == "expert" ? script.lowest_score >= 98.0
                                        : !script.loses.empty() || script.lowest_score >= 98.0)
          << exercise.id << " " << script.id;
    }
  }
}

TEST(CentrifugalPumpPack, repeated_runs_are_bit_identical) {
  VerifyOptions options;
  options.exercise = "shutdown";
  options.operator_id = "expert";
  options.repeats = 2;
  for (const OperatorRun& run : verify_pack(pack(), registry(), options, {})) {
    EXPECT_TRUE(run.faults.empty()) << verify_table({run}, true, Language::English);
  }
}

} // namespace
} // namespace jixia
