#include "process/shaft.h"

#include <algorithm>

namespace jixia::process {

double Shaft::advance(double speed, bool is_driven, double power, double dt) const {
  const double torque = speed > 0.01 * rated_speed ? std::max(0.0, power) / speed : 0.0;
  if (is_driven) {
    const double gained = (starting_torque - torque) * dt / inertia;
    return std::clamp(speed + gained, 0.0, rated_speed);
  }
  if (speed <= 0.0) {
    return 0.0;
  }
  const double coasting = speed / (1.0 + torque * dt / (speed * inertia) );
  return std::max(0.0, coasting - dry_friction * dt / inertia);
}

} // namespace jixia::process
