#include "control/counter.h"

#include <algorithm>
#include <cmath>

#include "control/declare.h"

namespace jixia::control {

void IecCounter::step(const Inputs& in) {
  const int change = (in.up && !was_up_ ? 1 : 0) - (in.down && !was_down_ ? 1 : 0);
  if (in.reset) {
    value_ = 0;
  } else if (in.load) {
    value_ = preset_;
  } else {
    value_ = std::clamp(value_ + change, std::min(lowest_, value_), std::max(highest_, value_));
  }
  was_up_ = in.up;
  was_down_ = in.down;
}

void IecCounter::list_state(StateVisitor& visitor) {
  visitor.visit("value", value_);
  visitor.visit("was_up", was_up_);
  visitor.visit("was_down", was_down_);
}

namespace {

constexpr std::int64_t kLowestInt = -32768;
constexpr std::int64_t kHighestInt = 32767;

IecCounter make_counter(const ComponentInputs& in) {
  const auto preset = static_cast<std::int64_t>(std::llround(in.quantity("PV")));
  const bool stops = in.word("stops_at_preset") == "yes";
  return {preset, stops ? 0 : kLowestInt, stops ? preset : kHighestInt};
}

class Counter final : public Component {
 public:
  explicit Counter(const ComponentInputs& in)
      : counter_(make_counter(in)),
        up_(in.port("CU")),
        down_(in.port("CD")),
        reset_(in.port("R")),
        load_(in.port("LD")),
        up_out_(in.port("QU")),
        down_out_(in.port("QD")),
        value_out_(in.port("CV")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    counter_.step(
        {signals.is_on(up_), signals.is_on(down_), signals.is_on(reset_), signals.is_on(load_)});
    signals.set(up_out_, counter_.is_up());
    signals.set(down_out_, counter_.is_down());
    signals.set(value_out_, static_cast<double>(counter_.value()));
  }

  void list_state(StateVisitor& visitor) override { counter_.list_state(visitor); }

 private:
  IecCounter counter_;
  SignalId up_, down_, reset_, load_, up_out_, down_out_, value_out_;
};

} // namespace

ComponentSpec counter_spec() {
  ComponentSpec spec;
  spec.type = "Counter";
  spec.meaning = {"计数器（IEC 61131-3 CTU、CTD、CTUD）。",
                  "Counter (IEC 61131-3 CTU, CTD, CTUD)."};
  spec.parameters = {
      needed("PV", Unit::One, {"预设值。", "Preset value."}, 0.0, 32767.0),
      choice("stops_at_preset", {"计到预设值（或 0）即停。", "Stops at the preset and at 0."},
             {"no", "yes"})};
  spec.ports = {switch_input("CU", {"加计数。", "Counts up."}),
                switch_input("CD", {"减计数。", "Counts down."}),
                switch_input("R", {"清零。", "Reset to 0."}),
                switch_input("LD", {"装入预设值。", "Load the preset."}),
                switch_output("QU", {"不小于预设值。", "CV is at least PV."}),
                switch_output("QD", {"不大于 0。", "CV is at most 0."}, true),
                output("CV", Unit::One, {"当前值。", "Current value."})};
  spec.main_port = "CV";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Counter>(in); };
  return spec;
}

} // namespace jixia::control
