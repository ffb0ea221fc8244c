#pragma once

#include "process/flow_network.h"
#include "world/component_spec.h"

namespace jixia::process {

/// Reads the parameters of `with_start`.
inline HoldupStart read_start(const ComponentInputs& in) {
  HoldupStart start;
  start.liquid_fraction = in.quantity("initial_liquid");
  start.pressure = in.quantity("initial_pressure");
  start.temperature = in.quantity("initial_temperature");
  start.composition = {};
  start.composition[gas::kNitrogen] = 1.0 - in.quantity("initial_oxygen");
  start.composition[gas::kOxygen] = in.quantity("initial_oxygen");
  return start;
}

} // namespace jixia::process
