#pragma once

namespace jixia::process {

/// One step of a shaft with its motor. Speeds [rad/s], torques [N m].
struct Shaft {
  double inertia;         ///< [kg m2]
  double rated_speed;     ///< the motor holds it [rad/s]
  double starting_torque; ///< constant while it runs up
  double dry_friction;    ///< while it coasts

  /// @param power taken from the shaft at `speed` [W]; while coasting its torque falls as speed^2,
  ///        which is integrated exactly: w / (1 + k w dt / J).
  double advance(double speed, bool is_driven, double power, double dt) const;
};

} // namespace jixia::process
