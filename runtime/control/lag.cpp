#include "control/lag.h"

#include <cmath>

#include "control/declare.h"
#include "control/measured_kind.h"

namespace jixia::control {
namespace {

class Lag final : public Component {
 public:
  explicit Lag(const ComponentInputs& in)
      : share_(calc_lag_share(in.dt, in.quantity("tau"))),
        in_(in.port("IN")),
        out_(in.port("OUT")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    const double now = signals.get(in_);
    if (std::abs(now) < kAbsurd) { // also refuses what is not a number
      // Two steps: in the first, the input may still hold its initial value.
      value_ = steps_ < 2 ? now : value_ + share_ * (now - value_);
    }
    steps_ += steps_ < 2 ? 1 : 0;
    signals.set(out_, value_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("value", value_);
    visitor.visit("steps", steps_);
  }

 private:
  double share_;
  SignalId in_, out_;
  double value_ = 0.0;
  std::int64_t steps_ = 0;
};

} // namespace

double calc_lag_share(double dt, double tau) {
  return tau > 0.0 ? -std::expm1(-dt / tau) : 1.0;
}

std::vector<ComponentSpec> lag_specs() {
  std::vector<ComponentSpec> specs;
  for (const MeasuredKind& kind : all_measured_kinds()) {
    ComponentSpec spec;
    spec.type = kind.name + "Lag";
    spec.meaning = fill({"{0}的一阶滞后。", "First-order lag of a {0}."}, std::vector{kind.noun});
    spec.parameters = {needed("tau", Unit::Second, {"时间常数。", "Time constant."}, 0.0, 1e6)};
    spec.ports = {input("IN", kind.unit, {"输入。", "Input."}),
                  output("OUT", kind.unit, {"滞后后的值。", "The lagged value."})};
    spec.main_port = "OUT";
    spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Lag>(in); };
    specs.push_back(std::move(spec));
  }
  return specs;
}

} // namespace jixia::control
