#include "control/motor_overload.h"

#include <algorithm>
#include <cmath>

#include "control/declare.h"
#include "control/lag.h"
#include "control/stopwatch.h"

namespace jixia::control {
namespace {

class MotorOverload final : public Component {
 public:
  explicit MotorOverload(const ComponentInputs& in)
      : pickup_current_(in.quantity("pickup") * in.quantity("rated_current")),
        share_(calc_lag_share(in.dt, in.quantity("tau"))),
        reset_time_(sim_time(in.quantity("reset_time"))),
        in_(in.port("IN")),
        heat_out_(in.port("HEAT")),
        on_out_(in.port("ON")),
        clear_out_(in.port("CLEAR")) {}

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    constexpr double kMost = 1000.0; // no motor current is larger; keeps the model finite
    const double load = std::min(std::abs(signals.get(in_)) / pickup_current_, kMost);
    if (!std::isnan(load)) {
      heat_ += share_ * (load * load - heat_);
    }
    since_trip_.advance(info);
    if (!is_on_ && heat_ >= 1.0) {
      is_on_ = true;
      since_trip_.restart();
    } else if (heat_ < 1.0 && since_trip_.elapsed() >= reset_time_) {
      is_on_ = false;
    }
    signals.set(heat_out_, heat_);
    signals.set(on_out_, is_on_);
    signals.set(clear_out_, !is_on_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("heat", heat_);
    visitor.visit("is_on", is_on_);
    since_trip_.list_state("since_trip", visitor);
  }

 private:
  double pickup_current_, share_;
  SimTime reset_time_;
  SignalId in_, heat_out_, on_out_, clear_out_;
  double heat_ = 0.0;
  bool is_on_ = false;
  Stopwatch since_trip_;
};

} // namespace

ComponentSpec motor_overload_spec() {
  ComponentSpec spec;
  spec.type = "MotorOverload";
  spec.meaning = {"电机热过载保护（I2t）。", "Thermal overload relay of a motor (I2t)."};
  spec.parameters = {
      needed("rated_current", Unit::Ampere, {"额定电流。", "Rated current."}, 0.01, 1e5),
      quantity("pickup", Unit::One, {"动作倍数。", "Pick-up, times the rated current."}, 1.0, 3.0,
               1.15),
      quantity("tau", Unit::Second, {"热时间常数。", "Thermal time constant."}, 1.0, 1e5, 390.0),
      quantity("reset_time", Unit::Second, {"动作后最短复位时间。", "Shortest time until reset."},
               0.0, 7200.0, 60.0)};
  spec.ports = {input("IN", Unit::Ampere, {"电机电流。", "Motor current."}),
                output("HEAT", Unit::One, {"热容量，1 时动作。", "Heat; trips at 1."}),
                switch_output("ON", {"过载动作。", "Overload."}),
                switch_output("CLEAR", {"允许复位。", "Resetting is allowed."}, true)};
  spec.main_port = "ON";
  spec.make = [](ComponentInputs&& in, Diagnostics&) {
    return std::make_unique<MotorOverload>(in);
  };
  return spec;
}

} // namespace jixia::control
