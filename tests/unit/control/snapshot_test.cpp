// Every block of this floor under random treatment: continues identically from any snapshot, and
// nothing it puts out ever stops being a number.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "bench.h"
#include "control/register_control.h"

namespace jixia::control {
namespace {

struct Case {
  std::string type;
  Written written;
};

std::vector<Case> cases() {
  const std::map<std::string, double> range{{"range_low", 0.0}, {"range_high", 1.0}};
  const auto with = [](std::map<std::string, double> base, std::map<std::string, double> more) {
    base.merge(more);
    return base;
  };
  const std::map<std::string, double> pid = with(range, {{"gain", 1.5},
                                                         {"integral_time", 3.0},
                                                         {"derivative_time", 0.7},
                                                         {"initial_sp", 0.5},
                                                         {"scan", 0.3},
                                                         {"sp_rate", 0.05}});
  return {
      {"LevelTransmitter",
       {with(range, {{"lag", 0.6}, {"dead_time", 0.7}, {"noise", 0.01}, {"low_cut", 0.03}}),
        {},
        {}}},
      {"LevelController", {pid, {{"initial_mode", "AUTO"}}, {"CAS"}}},
      {"LevelController", {pid, {{"sp_in_manual", "track"}}, {"CAS_OP", "TRACK_OP"}}},
      {"LevelAlarm",
       {{{"limit", 0.6},
         {"deadband", 0.1},
         {"on_delay", 0.3},
         {"off_delay", 0.4},
         {"priority", 1.0}},
        {},
        {}}},
      {"LevelDeviationAlarm", {{{"fraction", 0.1}, {"priority", 1.0}}, {}, {}}},
      {"DiscreteAlarm", {{{"on_delay", 0.2}, {"priority", 1.0}}, {}, {}}},
      {"LevelTrip", {{{"limit", 0.3}, {"reset", 0.6}, {"delay", 0.3}}, {{"kind", "low"}}, {}}},
      {"LevelTrip", {{{"limit", 0.6}, {"reset", 0.6}}, {{"on_bad", "hold"}}, {}}},
      {"LevelLag", {{{"tau", 1.0}}, {}, {}}},
      {"LevelSelector", {{}, {}, {"IN1", "IN3"}}},
      {"LevelDifference", {}},
      {"FlowRatio", {{{"initial_ratio", 2.0}}, {}, {}}},
      {"OutputSwitch", {}},
      {"SplitRange", {}},
      {"Interlock", {{{"bypass_time", 2.0}}, {}, {}}},
      {"Interlock", {{}, {{"reset", "automatic"}}, {}}},
      {"MotorOverload", {{{"rated_current", 1.0}, {"tau", 2.0}, {"reset_time", 0.5}}, {}, {}}},
      {"MotorStarter",
       {{{"start_time", 0.3}, {"start_window", 3.0}, {"most_starts", 4.0}}, {}, {"FEEDBACK"}}},
      {"PushButton", {}},
      {"Switch", {}},
      {"EmergencyStop", {}},
      {"Timer", {{{"PT", 0.4}}, {{"kind", "TON"}}, {}}},
      {"Timer", {{{"PT", 0.4}}, {{"kind", "TOF"}}, {}}},
      {"Timer", {{{"PT", 0.4}}, {{"kind", "TP"}}, {}}},
      {"Counter", {{{"PV", 5.0}}, {}, {}}},
      {"Logic", {{}, {}, {"I1", "I2"}}},
      {"Latch", {}},
      {"Edge", {{}, {{"kind", "falling"}}, {}}},
      {"Sequence",
       {{},
        {{"program", "a: if I1 go b; b: Q1 if time > 0.3 go c if I2 go a; c: Q2 if not I3 go a"}},
        {}}},
  };
}

/// One random step: some inputs change, perhaps one operation.
void treat(Bench& bench, const ComponentSpec& spec, std::mt19937_64& random, bool is_hostile) {
  static const std::vector<double> nasty{std::nan(""), INFINITY, -INFINITY, 1.7e308,
                                         -1.7e308,     1e90,     1e-310};
  for (const PortSpec& port : spec.ports) {
    const double fraction = static_cast<double>(random() % 1001) / 1000.0;
    const bool is_discrete = !port.states.empty();
    const double top = is_discrete ? port.highest : 1.0;
    const double value = is_discrete ? std::round(fraction * top) : fraction;
    if (port.direction == PortSpec::Direction::Input && random() % 4 == 0) {
      const bool is_nasty = is_hostile && random() % 8 == 0;
      bench.set(port.name, is_nasty ? nasty[random() % nasty.size()] : value);
    } else if (port.direction == PortSpec::Direction::Operable && random() % 12 == 0) {
      bench.operate(port.name, value);
    }
    if (port.direction != PortSpec::Direction::Input) {
      continue;
    }
    static const std::set<std::string> faults{"FAIL", "FREEZE", "BAD", "TRACK", "BIAS", "DRIFT"};
    if ((faults.contains(port.name) || port.name.starts_with("TRIP")) && random() % 8 != 0) {
      bench.set(port.name, 0.0); // most of the time healthy
    }
    if ((port.name == "POWER" || port.name == "PERMIT") && random() % 8 != 0) {
      bench.set(port.name, 1.0);
    }
  }
  bench.step();
}

TEST(EveryBlock, ContinuesIdenticallyFromASnapshot) {
  ComponentRegistry registry;
  register_control(registry);
  for (const Case& each : cases()) {
    const ComponentSpec& spec = *registry.find(each.type);
    std::mt19937_64 random(17);
    Bench bench(spec, each.written);
    ASSERT_TRUE(bench.is_made()) << each.type;
    for (int round = 0; round < 60; ++round) {
      for (std::uint64_t k = random() % 17; k > 0; --k) {
        treat(bench, spec, random, false);
      }
      bench.save();
      const auto play = [&, copy = random]() mutable {
        std::vector<double> trace;
        for (int k = 0; k < 13; ++k) {
          treat(bench, spec, copy, false);
          const std::vector<double> values = bench.values();
          trace.insert(trace.end(), values.begin(), values.end());
        }
        return trace;
      };
      auto first_time = play;
      auto second_time = play;
      const std::vector<double> first = first_time();
      bench.restore();
      ASSERT_EQ(second_time(), first) << each.type << " round " << round;
    }
  }
}

TEST(EveryBlock, OnlyEverPutsOutNumbers) {
  ComponentRegistry registry;
  register_control(registry);
  for (const Case& each : cases()) {
    const ComponentSpec& spec = *registry.find(each.type);
    std::mt19937_64 random(23);
    Bench bench(spec, each.written);
    for (int k = 0; k < 3000; ++k) {
      treat(bench, spec, random, true);
      for (const PortSpec& port : spec.ports) {
        if (port.direction != PortSpec::Direction::Input) {
          ASSERT_TRUE(std::isfinite(bench.get(port.name)))
              << each.type << "." << port.name << " step " << k;
        }
      }
    }
  }
}

} // namespace
} // namespace jixia::control
