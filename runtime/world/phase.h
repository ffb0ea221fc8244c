#pragma once

#include "base/sim_time.h"

namespace jixia {

/// The order of work inside one step. Every component sees every phase, in
/// this order; what a component writes in one phase is visible in the next.
enum class Phase {
  Publish,   ///< write outputs that follow from the present state
  Control,   ///< run controllers, interlocks, PLC scans and actuators
  Solve,     ///< find flows and forces from the present state
  Integrate, ///< advance the state by one step
  Sense,     ///< update transmitters, sensors and alarms
};

inline constexpr int kPhaseCount = 5;

struct StepInfo {
  SimTime time;  ///< instant at the start of the step
  double dt = 0; ///< length of the step [s]
};

} // namespace jixia
