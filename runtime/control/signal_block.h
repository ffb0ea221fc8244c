#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// Analog blocks between transmitters, controllers and valves. All compute in the phase Publish, so
/// they add no step of delay; an input that is not a number holds the output.
///
/// FlowRatio, VolumeFlowRatio: OUT = RATIO IN + bias, never below 0; RATIO is set at the console.
/// PressureSelector, ... of every MeasuredKind: OUT = the highest or lowest of the connected ones
/// of IN1..IN4, SELECTED its number. PressureDifference, ...: OUT = IN - MINUS, in the unit of a
/// difference. OutputSwitch: OUT = ON ? `other` : IN, e.g. a solenoid that shuts one valve of a
/// split range.
std::vector<ComponentSpec> signal_block_specs();

} // namespace jixia::control
