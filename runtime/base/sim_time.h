#pragma once

#include <chrono>
#include <string>

namespace jixia {

/// Simulated time since the start of the run. Integer nanoseconds, so that
/// adding the same step a million times gives the same instant on every machine.
using SimTime = std::chrono::nanoseconds;

/// The same instant in seconds, for formulas and display only.
inline double seconds(SimTime time) { return std::chrono::duration<double>(time).count(); }

/// The instant nearest to `value` [s].
SimTime sim_time(double value);

/// hh:mm:ss, rounded down, e.g. "00:12:31"; hours may pass 99.
std::string clock_text(SimTime time);

} // namespace jixia
