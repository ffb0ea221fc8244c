#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "base/units.h"

namespace jixia::control {

/// A quantity that plants measure. One class serves them all; each has its own component type, so
/// that limits and ranges are written, checked and shown in the right unit: PressureTransmitter,
/// PressureController, PressureAlarm, PressureDeviationAlarm, PressureTrip, PressureSelector ...
struct MeasuredKind {
  std::string name; ///< first half of the type name, e.g. "Pressure"
  Text noun;        ///< e.g. 压力 / pressure
  Unit unit;        ///< of the measured value
};

/// Pressure [Pa], DifferentialPressure [Pa], Level [-], Flow [kg/s], VolumeFlow [m3/s],
/// Temperature [K], Current [A], Power [W], Vibration [m/s], Speed [rad/s], Analyser [-],
/// Position [-], Weight [kg], Distance [m].
const std::vector<MeasuredKind>& all_measured_kinds();

} // namespace jixia::control
