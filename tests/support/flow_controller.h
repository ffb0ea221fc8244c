#pragma once

#include <algorithm>
#include <cmath>

#include "support/pump_plant.h"

namespace jixia::test {

/// FIC101 of the design basis for tests of the hydraulics alone: velocity PI, 0.25 s scan, Kc 0.236,
/// Ti 1.6 s, 0..30 000 kg/h, behind a transmitter lag of 0.5 s.
class FlowController {
 public:
  explicit FlowController(double set_point) : set_point_(set_point), measured_(set_point) {}

  /// One world step of 0.1 s, with the controller scanned as it falls due.
  void step(World& world) {
    world.step();
    const double flow = 3600.0 * world.value("FV101.flow");
    measured_ += (flow - measured_) * (1.0 - std::exp(-0.1 / 0.5));
    since_scan_ += 0.1;
    if (since_scan_ < 0.25 - 1e-9) {
      return;
    }
    const double error = (set_point_ - measured_) / 30000.0;
    output_ += 0.236 * (error - last_error_ + error * since_scan_ / 1.6);
    output_ = std::clamp(output_, 0.0, 1.0);
    last_error_ = error;
    since_scan_ = 0.0;
    set_tag(world, "FV101.demand", output_);
  }

  void settle(World& world, double seconds) {
    output_ = world.value("FV101.POS");
    for (double t = 0.0; t < seconds; t += 0.1) {
      step(world);
    }
  }

 private:
  double set_point_;
  double measured_;
  double output_ = 0.5;
  double last_error_ = 0.0;
  double since_scan_ = 0.0;
};

} // namespace jixia::test
