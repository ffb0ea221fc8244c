#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// What a person or a malfunction does to a transmitter, as fractions of its span [-].
struct TransmitterFault {
  double bias = 0.0;  ///< constant offset
  double drift = 0.0; ///< offset grown so far
};

/// Limits of a working 4-20 mA signal (NAMUR NE 43): 3.8 mA and 20.5 mA as fractions of the span.
/// A failed transmitter goes to 3.6 mA or 21 mA and its value is bad.
inline constexpr double kSaturatedLow = -0.0125;
inline constexpr double kSaturatedHigh = 1.03125;
inline constexpr double kFailedLow = -0.025;
inline constexpr double kFailedHigh = 1.0625;

/// The value a healthy transmitter shows:
///
///     shown = low + span clip(x + gain_error x + zero_error + fault + noise, -1.25 %, 103.125 %)
///
/// with x = (value - low) / span. @param errors, noise fractions of the span [-].
double calc_shown_value(double value, double low, double high, double zero_error, double gain_error,
                        const TransmitterFault& fault, double noise);

/// Low-flow cut-off: below `cut` times `high` a flow reads 0, as does any reverse flow, because an
/// orifice cannot tell it. `cut` = 0 switches it off.
double apply_low_flow_cut(double value, double high, double cut);

/// PressureTransmitter, LevelTransmitter, FlowTransmitter, TemperatureTransmitter ... of every
/// MeasuredKind: measures `input` [SI of the kind] in the phase Sense.
///
/// In this order: dead time (analyser), first-order lag, fixed error (drawn once per run and tag
/// within +- `accuracy`, half of it zero error, half gain error), bias, drift, noise (white,
/// normal, sigma `noise`; goes to `noise_disturbed` as the input `DISTURBANCE` goes to 1, e.g. with
/// cavitation), low-flow cut-off, saturation as in NE 43.
///
/// Ports: PV; BAD = 1 when failed or when the input is not a number (PV then holds). Instructor:
/// BIAS [span], DRIFT [span/s; back to 0 means repaired], FREEZE, FAIL (0 none, 1 low, 2 high).
///
/// Not modelled: power supply, digital resolution, hysteresis, ambient effects.
std::vector<ComponentSpec> transmitter_specs();

} // namespace jixia::control
