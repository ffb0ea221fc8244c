#include "control/pid.h"

#include <algorithm>

namespace jixia::control {
namespace {

void step_derivative(const PidTuning& tuning, PidMemory& memory, double measured, double dt) {
  const double change = memory.has_measured ? measured - memory.last_measured : 0.0;
  const double filter = tuning.derivative_time / kDerivativeFilter;
  memory.rate = (filter * memory.rate - tuning.derivative_time * change) / (filter + dt);
  memory.last_measured = measured;
  memory.has_measured = true;
}

} // namespace

double apply_pid(const PidTuning& tuning, PidMemory& memory, double error, double proportional,
                 double measured, double dt, double low, double high) {
  step_derivative(tuning, memory, measured, dt);
  if (tuning.integral_time > 0.0) {
    memory.bias += tuning.gain * error * dt / tuning.integral_time;
  }
  const double fast = tuning.gain * (proportional + memory.rate);
  const double output = std::clamp(fast + memory.bias, low, high);
  if (tuning.integral_time > 0.0) {
    memory.bias = output - fast;
  }
  return output;
}

void track_pid(const PidTuning& tuning, PidMemory& memory, double output, double proportional,
               double measured, double dt) {
  step_derivative(tuning, memory, measured, dt);
  memory.bias = output - tuning.gain * (proportional + memory.rate);
}

} // namespace jixia::control
