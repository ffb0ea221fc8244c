#pragma once

#include "world/component_spec.h"

namespace jixia::process {

/// A spring relief valve: pops at `set` (to 60 % lift), full lift at `set` + `overpressure` (of the
/// set gauge pressure), shuts again at `reseat`. Flow as an orifice, q = Kd A sqrt(2 dp/rho) for
/// liquid, and for gas choked at Kd A C1 p1/sqrt(R T) with C1 = 0.685 (k = 1.4), which xT = 0.527
/// gives with the valve law. Opens and shuts in 0.2 s, between steps.
///
/// Malfunctions: `stuck` (does not move), `leak` (Kv that passes the seat). Left out: back-pressure
/// on the spring, chatter.
ComponentSpec relief_valve_spec();

/// Where its lift goes at gauge pressure `pressure` when it stands at `lift` [-].
double find_relief_lift(double lift, double pressure, double set, double reseat,
                        double overpressure);

} // namespace jixia::process
