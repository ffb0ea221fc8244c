#include "factory/belt_drive.h"

#include <algorithm>
#include <cmath>

namespace jixia::factory {
namespace {

double sign(double value) {
  return value > 0.0 ? 1.0 : value < 0.0 ? -1.0 : 0.0;
}

} // namespace

BeltMotion calc_belt_motion(const BeltDrive& drive, const BeltMotion& before, const BeltLoad& load,
                            double dt) {
  BeltMotion now = before;
  const double friction = drive.idle_force + load.drag;
  double most = 0.0;
  if (load.is_powered) {
    const double change = drive.acceleration * dt;
    now.drum_speed += std::clamp(load.reference - before.drum_speed, -change, change);
    const double grip = (1.0 - std::clamp(load.slip, 0.0, 1.0)) * drive.grip_force;
    most = std::min(drive.most_force, grip);
    const double wanted = drive.mass * (now.drum_speed - before.belt_speed) / dt - load.boxes +
                          sign(now.drum_speed) * friction;
    now.force = std::clamp(wanted, -most, most);
  } else {
    now.force = 0.0;
  }
  const double free_speed = before.belt_speed + (now.force + load.boxes) * dt / drive.mass;
  const double lost = friction * dt / drive.mass;
  now.belt_speed =
      std::abs(free_speed) <= lost ? 0.0 : free_speed - sign(free_speed) * lost;
  const bool is_stalling = std::abs(now.force) >= drive.most_force;
  if (!load.is_powered || is_stalling) {
    now.drum_speed = now.belt_speed;
  }
  return now;
}

double calc_motor_current(double force, double rated_force, double rated_current,
                          double no_load_current) {
  const double active =
      std::sqrt(std::max(0.0, rated_current * rated_current - no_load_current * no_load_current));
  return std::hypot(no_load_current, active * force / rated_force);
}

} // namespace jixia::factory
