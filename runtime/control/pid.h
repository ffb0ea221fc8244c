#pragma once

namespace jixia::control {

/// Tuning of a PID in ISA form; every term shares the gain.
struct PidTuning {
  double gain = 1.0;            ///< Kc [% OP per % PV]; >= 0, the action gives the sign
  double integral_time = 0.0;   ///< Ti [s per repeat]; 0: no integral action
  double derivative_time = 0.0; ///< Td [s]; 0: no derivative action
};

/// What one scan leaves to the next; everything in fractions of the span, the output in 0..1.
struct PidMemory {
  double bias = 0.0; ///< integral term I [-]
  double rate = 0.0; ///< filtered derivative term, without gain [-]
  double last_measured = 0.0;
  bool has_measured = false;
};

/// Derivative filter: the derivative is lagged by Td / kDerivativeFilter.
inline constexpr double kDerivativeFilter = 8.0;

/// One scan of
///
///     OP = Kc (p + d) + I,   dI/dt = Kc e / Ti,   d = Td s / (1 + s Td / 8) applied to -measured
///
/// limited to low..high. At a limit, I is set back so that the sum is the limit: exactly what the
/// velocity form does, so there is no wind-up and OP leaves the limit in the scan in which the
/// error turns. Without integral action I stays, and OP is proportional again as soon as it can be.
///
/// @param error        set point minus measured value, sign turned for direct action [span]
/// @param proportional what the proportional term acts on: `error`, or minus the measured value
/// @param measured     measured value, sign turned for direct action [span]
/// @param dt           length of the scan [s]; > 0
double apply_pid(const PidTuning& tuning, PidMemory& memory, double error, double proportional,
                 double measured, double dt, double low, double high);

/// A scan in which something else decides `output` (a person, an interlock, the scan that takes
/// over control): I = output - Kc (p + d), so that the next scan of apply_pid goes on without a
/// bump.
void track_pid(const PidTuning& tuning, PidMemory& memory, double output, double proportional,
               double measured, double dt);

} // namespace jixia::control
