#include "control/trip.h"

#include <cmath>

#include "control/declare.h"
#include "control/measured_kind.h"
#include "control/stopwatch.h"
#include "control/warm_up.h"

namespace jixia::control {
namespace {

enum class OnBad { Trip, Hold, Ignore };

class Trip final : public Component {
 public:
  explicit Trip(const ComponentInputs& in)
      : sign_(in.word("kind") == "high" ? 1.0 : -1.0),
        limit_(in.quantity("limit")),
        reset_(in.quantity("reset")),
        on_bad_(in.word("on_bad") == "trip"   ? OnBad::Trip
                : in.word("on_bad") == "hold" ? OnBad::Hold
                                              : OnBad::Ignore),
        delayed_(sim_time(in.quantity("delay")), SimTime{0}),
        in_(in.port("IN")),
        bad_(in.port("BAD")),
        enable_(in.port("ENABLE")),
        on_out_(in.port("ON")),
        clear_out_(in.port("CLEAR")) {}

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    if (warm_up_.step()) {
      judge(signals);
    }
    signals.set(on_out_, delayed_.step(is_beyond_, info));
    signals.set(clear_out_, is_clear_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_beyond", is_beyond_);
    visitor.visit("is_clear", is_clear_);
    delayed_.list_state(visitor);
    warm_up_.list_state(visitor);
  }

 private:
  void judge(const Signals& signals) {
    const double value = signals.get(in_);
    const bool is_bad = signals.is_on(bad_) || !std::isfinite(value);
    if (!signals.is_on(enable_) || (is_bad && on_bad_ == OnBad::Ignore)) {
      is_beyond_ = false;
      is_clear_ = true;
    } else if (is_bad && on_bad_ == OnBad::Trip) {
      is_beyond_ = true;
      is_clear_ = false;
    } else if (!is_bad) {
      is_beyond_ = sign_ * value > sign_ * limit_;
      is_clear_ = sign_ * value < sign_ * reset_;
    }
  }

  double sign_, limit_, reset_;
  OnBad on_bad_;
  bool is_beyond_ = false;
  bool is_clear_ = true;
  DelayedCondition delayed_;
  WarmUp warm_up_;
  SignalId in_, bad_, enable_, on_out_, clear_out_;
};

std::unique_ptr<Component> make_trip(ComponentInputs&& in, Diagnostics& problems) {
  const double gap = in.quantity("limit") - in.quantity("reset");
  const bool is_high = in.word("kind") == "high";
  if (is_high ? gap < 0.0 : gap > 0.0) {
    problems.error(in.mark, fill({"{0} 的 reset 应在 limit 的安全一侧",
                                  "reset of {0} must lie on the safe side of its limit"},
                                 std::vector{in.tag}));
    return nullptr;
  }
  return std::make_unique<Trip>(in);
}

} // namespace

std::vector<ComponentSpec> trip_specs() {
  std::vector<ComponentSpec> specs;
  for (const MeasuredKind& kind : all_measured_kinds()) {
    ComponentSpec spec;
    spec.type = kind.name + "Trip";
    spec.meaning = fill({"{0}联锁条件：越限延时与复位条件。",
                         "Interlock cause from a {0}: limit, delay and reset condition."},
                        std::vector{kind.noun});
    spec.parameters = {
        choice("kind", {"high 高于或 low 低于限值时动作。", "Trips high or low."}, {"high", "low"}),
        needed("limit", kind.unit, {"动作限值。", "The limit."}, -kNoLimit, kNoLimit),
        needed("reset", kind.unit, {"复位限值，在安全一侧。", "Reset limit, on the safe side."},
               -kNoLimit, kNoLimit),
        quantity("delay", Unit::Second, {"延时。", "Delay."}, 0.0, 3600.0, 0.0),
        choice("on_bad", {"坏值时：trip 动作，hold 保持，ignore 不理。", "On a bad value."},
               {"trip", "hold", "ignore"})};
    spec.ports = {input("IN", kind.unit, {"被监视的值。", "The value watched."}),
                  switch_input("BAD", {"坏值。", "The value is bad."}),
                  switch_input("ENABLE", {"投用条件。", "Judged only while on."}, true),
                  switch_output("ON", {"条件成立。", "The cause is present."}),
                  switch_output("CLEAR", {"允许复位。", "Resetting is allowed."}, true)};
    spec.main_port = "ON";
    spec.make = make_trip;
    specs.push_back(std::move(spec));
  }
  return specs;
}

} // namespace jixia::control
