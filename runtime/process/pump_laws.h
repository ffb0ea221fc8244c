#pragma once

#include <algorithm>
#include <cmath>

#include "numerics/smooth.h"

/// The curves of a centrifugal pump and what spoils them, at relative speed r = n / n_rated.
/// Flows in m3/h and head in m, as pump curves are drawn.
namespace jixia::process {

/// H = h0 r^2 - h2 Q^2 [m]; P = p0 r^3 + p1 Q r^2 + p2 Q^2 r [kW]; NPSHr = n0 r^2 + n2 Q^2 [m].
/// With r these forms obey the affinity laws (Q ~ n, H ~ n^2, P ~ n^3) exactly.
struct PumpCurves {
  double h0, h2, p0, p1, p2, n0, n2;
};

/// Beyond the flow of most power the power stays there: the parabola's other side means nothing.
template <typename S>
S calc_shaft_power(const PumpCurves& c, const S& flow, double speed) {
  const double r = speed;
  if (c.p2 < 0.0 && value_of(flow) > -0.5 * c.p1 / c.p2 * r) {
    return S((c.p0 - 0.25 * c.p1 * c.p1 / c.p2) * r * r * r);
  }
  return c.p0 * r * r * r + flow * (c.p1 * r * r) + flow * flow * (c.p2 * r);
}

template <typename S>
S calc_npsh_required(const PumpCurves& c, const S& flow, double speed) {
  return c.n0 * speed * speed + flow * flow * c.n2;
}

inline double calc_head(const PumpCurves& c, double flow, double speed) {
  return c.h0 * speed * speed - c.h2 * flow * std::fabs(flow);
}

/// Share of the head left when it cavitates, s = NPSHa/NPSHr: 1 from s = 1.3; 3 % lost at s = 1 (the
/// definition of NPSHr); then falling to 5 % within 0.35.
template <typename S>
S calc_cavitation_factor(const S& s) {
  if (value_of(s) >= 1.3) {
    return S(1.0);
  }
  if (value_of(s) >= 1.0) {
    const S t = (1.3 - s) * (1.0 / 0.3);
    return 1.0 - 0.03 * t * t;
  }
  const S factor = 0.97 * (1.0 - (1.0 - s) * (1.0 / 0.35));
  return value_of(factor) > 0.05 ? factor : S(0.05);
}

/// Share of the head left with gas in the impeller, by gas volume fraction: 1 to 2 %, 0.6 at 6 %,
/// 0.1 at 10 %, 0.03 beyond: gas-bound. A typical shape, not one pump's.
inline double calc_gas_factor(double fraction) {
  if (fraction <= 0.02) {
    return 1.0;
  }
  if (fraction <= 0.06) {
    return 1.0 - 0.40 * (fraction - 0.02) / 0.04;
  }
  return fraction <= 0.10 ? 0.60 - 0.50 * (fraction - 0.06) / 0.04 : 0.03;
}

/// Current of an induction motor [A]: sqrt(I_mu^2 + (a P)^2), P the shaft power [kW].
inline double calc_motor_current(double magnetising, double per_kilowatt, double power) {
  return std::sqrt(magnetising * magnetising + per_kilowatt * per_kilowatt * power * power);
}

/// Vibration [mm/s] from cavitation ratio s, gas fraction and flow [m3/h].
inline double calc_vibration(double s, double gas_fraction, double flow) {
  const auto clip = [](double x) { return std::clamp(x, 0.0, 1.0); };
  return 2.0 + 1.5 * clip((2.5 - s) / 1.2) + 4.5 * clip((1.3 - s) / 0.35) +
         4.0 * clip((gas_fraction - 0.02) / 0.06) + 1.5 * std::max(0.0, 1.0 - flow / 8.0);
}

} // namespace jixia::process
