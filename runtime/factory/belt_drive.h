#pragma once

namespace jixia::factory {

/// A belt on its drums, driven by a converter-fed motor.
struct BeltDrive {
  double mass = 30.0;         ///< belt, drums and rotor, seen at the belt [kg]
  double most_force = 300.0;  ///< of the motor, at the belt [N]
  double grip_force = 450.0;  ///< that the drum can pass on before the belt slips [N]
  double idle_force = 40.0;   ///< rolling and bearing friction [N]
  double acceleration = 0.5;  ///< ramp of the converter [m/s2]
};

struct BeltMotion {
  double drum_speed = 0.0; ///< of the drum's rim [m/s]
  double belt_speed = 0.0; ///< [m/s]
  double force = 0.0;      ///< drum on belt [N]
};

/// What acts on the belt during a step.
struct BeltLoad {
  double reference = 0.0; ///< speed asked for [m/s]
  bool is_powered = false;
  double boxes = 0.0; ///< force of the load on the belt, positive forward [N]
  double drag = 0.0;  ///< more friction of the belt [N], from 0
  double slip = 0.0;  ///< share of the grip that is lost, 0 to 1
};

/// One step of M dv/dt = F + F_boxes - sign(v) (F_idle + F_drag), Coulomb friction that holds at rest.
/// The drum follows the ramp; F is what that needs, but at most motor and grip can give. If the motor
/// is the weaker, the drum stays with the belt: it stalls. If the grip is, the drum runs on under the
/// belt. Without power the drum turns with the belt.
/// Left out: elasticity of the belt, tension (Euler-Eytelwein only as `grip_force`).
BeltMotion calc_belt_motion(const BeltDrive& drive, const BeltMotion& before, const BeltLoad& load,
                            double dt);

/// Stator current of an induction motor [A]: magnetising current and a part that goes with torque,
/// I = sqrt(I0^2 + (In^2 - I0^2) (F / Fn)^2).
double calc_motor_current(double force, double rated_force, double rated_current,
                          double no_load_current);

} // namespace jixia::factory
