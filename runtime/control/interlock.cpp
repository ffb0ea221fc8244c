#include "control/interlock.h"

#include <algorithm>
#include <array>

#include "control/declare.h"
#include "control/stopwatch.h"
#include "control/warm_up.h"

namespace jixia::control {
namespace {

class Interlock final : public Component {
 public:
  explicit Interlock(const ComponentInputs& in)
      : tag_(in.tag),
        bypass_time_(sim_time(in.quantity("bypass_time")).count()),
        is_automatic_(in.word("reset") == "automatic"),
        key_(in.port("KEY")),
        reset_(in.port("RESET")),
        bypass_(in.port("BYPASS")),
        trip_out_(in.port("TRIP")),
        ok_out_(in.port("TRIP_OK")),
        first_out_(in.port("FIRST_OUT")),
        bypassed_out_(in.port("BYPASSED")),
        left_out_(in.port("BYPASS_LEFT")) {
    for (int k = 0; k < kCauseCount; ++k) {
      causes_[static_cast<std::size_t>(k)] = in.port("CAUSE" + std::to_string(k + 1));
      clears_[static_cast<std::size_t>(k)] = in.port("CLEAR" + std::to_string(k + 1));
    }
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Control) {
      return;
    }
    bypass_left_ = std::max<std::int64_t>(0, bypass_left_ - sim_time(info.dt).count());
    if (warm_up_.step()) {
      scan(signals);
    }
    publish(signals);
  }

  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    std::optional<Text> refusal;
    if (port == bypass_) {
      refusal = value > 0.5 ? accept_bypass(signals) : end_bypass();
    } else if (value > 0.5) {
      refusal = accept_reset(signals);
    }
    if (!refusal) {
      publish(signals);
    }
    return refusal;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("first", first_);
    visitor.visit("bypass_left", bypass_left_);
    warm_up_.list_state(visitor);
  }

 private:
  bool is_bypassed() const { return bypass_left_ > 0; }

  /// Number of the lowest cause that is on, 0 if none.
  std::int64_t present_cause(const Signals& signals) const {
    for (std::size_t k = 0; k < causes_.size(); ++k) {
      if (signals.is_on(causes_[k])) {
        return static_cast<std::int64_t>(k) + 1;
      }
    }
    return 0;
  }

  std::int64_t missing_clear(const Signals& signals) const {
    for (std::size_t k = 0; k < clears_.size(); ++k) {
      if (!signals.is_on(clears_[k])) {
        return static_cast<std::int64_t>(k) + 1;
      }
    }
    return 0;
  }

  void scan(const Signals& signals) {
    const std::int64_t cause = present_cause(signals);
    if (first_ == 0 && !is_bypassed()) {
      first_ = cause;
    } else if (is_automatic_ && cause == 0 && missing_clear(signals) == 0) {
      first_ = 0;
    }
  }

  std::optional<Text> accept_reset(const Signals& signals) {
    if (first_ == 0) {
      return fill({"{0} 未动作，不用复位", "{0} has not tripped; nothing to reset"},
                  std::vector{tag_});
    }
    if (!is_bypassed()) {
      if (const std::int64_t cause = present_cause(signals)) {
        return fill({"{0} 的原因 {1} 仍在，不能复位；先消除原因",
                     "cause {1} of {0} is still present; remove it, then reset"},
                    std::vector{tag_, std::to_string(cause)});
      }
      if (const std::int64_t missing = missing_clear(signals)) {
        return fill({"{0} 的复位条件 {1} 未满足，不能复位；等它恢复",
                     "reset condition {1} of {0} is not met yet; wait until it is"},
                    std::vector{tag_, std::to_string(missing)});
      }
    }
    first_ = 0;
    return std::nullopt;
  }

  std::optional<Text> accept_bypass(const Signals& signals) {
    if (!signals.is_on(key_)) {
      return fill({"{0} 没有主管钥匙，不能旁路；先投钥匙",
                   "{0} cannot be bypassed without the supervisor's key"},
                  std::vector{tag_});
    }
    bypass_left_ = bypass_time_;
    return std::nullopt;
  }

  std::optional<Text> end_bypass() {
    bypass_left_ = 0;
    return std::nullopt;
  }

  void publish(Signals& signals) const {
    signals.set(trip_out_, first_ != 0);
    signals.set(ok_out_, first_ == 0);
    signals.set(first_out_, static_cast<double>(first_));
    signals.set(bypassed_out_, is_bypassed());
    signals.set(bypass_, is_bypassed());
    signals.set(left_out_, seconds(SimTime{bypass_left_}));
  }

  std::string tag_;
  std::int64_t bypass_time_; // [ns]
  bool is_automatic_;
  std::array<SignalId, kCauseCount> causes_{}, clears_{};
  SignalId key_, reset_, bypass_, trip_out_, ok_out_, first_out_, bypassed_out_, left_out_;
  std::int64_t first_ = 0;       // number of the cause that tripped, 0 while not tripped
  std::int64_t bypass_left_ = 0; // [ns]
  WarmUp warm_up_;
};

std::vector<PortSpec> interlock_ports() {
  std::vector<PortSpec> list;
  for (int k = 1; k <= kCauseCount; ++k) {
    const std::vector number{std::to_string(k)};
    list.push_back(switch_input("CAUSE" + number[0], fill({"原因 {0}。", "Cause {0}."}, number)));
    list.push_back(switch_input(
        "CLEAR" + number[0],
        fill({"原因 {0} 的复位条件。", "Reset condition of cause {0}."}, number), true));
  }
  list.push_back(set_by(Place::Instructor,
                        switch_input("KEY", {"主管钥匙。", "The supervisor's key."}), 0.0, 1.0));
  list.push_back(
      selector("RESET", Place::Console, {"复位。", "Reset."}, {{"无", "none"}, {"复位", "reset"}}));
  list.push_back(selector("BYPASS", Place::Console, {"旁路。", "Bypass."},
                          {{"投用", "in service"}, {"旁路", "bypassed"}}));
  list.push_back(switch_output("TRIP", {"联锁动作。", "Tripped."}, false,
                               {{"正常", "healthy"}, {"动作", "tripped"}}));
  list.push_back(switch_output("TRIP_OK", {"未动作（失电动作用）。", "Not tripped."}, true));
  list.push_back(switch_output("FIRST_OUT", {"首出原因。", "The cause that came first."}, false,
                               {{"无", "none"},
                                {"原因 1", "cause 1"},
                                {"原因 2", "cause 2"},
                                {"原因 3", "cause 3"},
                                {"原因 4", "cause 4"}}));
  list.push_back(switch_output("BYPASSED", {"旁路中。", "Bypassed."}));
  list.push_back(
      output("BYPASS_LEFT", Unit::Second, {"旁路余下时间。", "Time left of the bypass."}));
  return list;
}

} // namespace

ComponentSpec interlock_spec() {
  ComponentSpec spec;
  spec.type = "Interlock";
  spec.meaning = {"联锁：因果、首出、锁存、复位、旁路。",
                  "Interlock: causes, first-out, latch, reset, bypass."};
  spec.parameters = {
      choice("reset", {"manual 手动复位，automatic 自动复位。", "manual or automatic reset."},
             {"manual", "automatic"}),
      quantity("bypass_time", Unit::Second, {"旁路最长时间。", "Longest bypass."}, 1.0, 86400.0,
               1800.0)};
  spec.ports = interlock_ports();
  spec.main_port = "TRIP";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Interlock>(in); };
  return spec;
}

} // namespace jixia::control
