#include "control/timer.h"

#include "control/declare.h"

namespace jixia::control {

void IecTimer::advance(const StepInfo& info) {
  watch_.advance(info);
  if (watch_.elapsed() >= preset_) {
    watch_.set(preset_);
  }
}

bool IecTimer::step_on(bool in, const StepInfo& info) {
  if (in && was_in_) {
    advance(info);
  } else {
    watch_.restart();
  }
  return in && watch_.elapsed() >= preset_;
}

bool IecTimer::step_off(bool in, const StepInfo& info) {
  if (in) {
    is_timing_ = false;
    watch_.restart();
    return true;
  }
  if (was_in_) {
    is_timing_ = true;
  } else if (is_timing_) {
    advance(info);
  }
  is_timing_ = is_timing_ && watch_.elapsed() < preset_;
  return is_timing_;
}

bool IecTimer::step_pulse(bool in, const StepInfo& info) {
  if (is_timing_) {
    advance(info);
    is_timing_ = watch_.elapsed() < preset_;
  } else if (in && !was_in_) {
    watch_.restart();
    is_timing_ = preset_.count() > 0;
  }
  if (!is_timing_ && !in) {
    watch_.restart();
  }
  return is_timing_;
}

bool IecTimer::step(bool in, const StepInfo& info) {
  const bool out = kind_ == Kind::On    ? step_on(in, info)
                   : kind_ == Kind::Off ? step_off(in, info)
                                        : step_pulse(in, info);
  was_in_ = in;
  return out;
}

void IecTimer::list_state(StateVisitor& visitor) {
  watch_.list_state("elapsed", visitor);
  visitor.visit("was_in", was_in_);
  visitor.visit("is_timing", is_timing_);
}

namespace {

IecTimer::Kind kind_of(const std::string& word) {
  return word == "TON"   ? IecTimer::Kind::On
         : word == "TOF" ? IecTimer::Kind::Off
                         : IecTimer::Kind::Pulse;
}

class Timer final : public Component {
 public:
  explicit Timer(const ComponentInputs& in)
      : timer_(kind_of(in.word("kind")), sim_time(in.quantity("PT"))),
        in_(in.port("IN")),
        q_out_(in.port("Q")),
        et_out_(in.port("ET")) {}

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase == Phase::Publish) {
      signals.set(q_out_, timer_.step(signals.is_on(in_), info));
      signals.set(et_out_, seconds(timer_.elapsed()));
    }
  }

  void list_state(StateVisitor& visitor) override { timer_.list_state(visitor); }

 private:
  IecTimer timer_;
  SignalId in_, q_out_, et_out_;
};

} // namespace

ComponentSpec timer_spec() {
  ComponentSpec spec;
  spec.type = "Timer";
  spec.meaning = {"定时器 TON、TOF、TP（IEC 61131-3）。", "Timer TON, TOF or TP (IEC 61131-3)."};
  spec.parameters = {choice("kind", {"种类。", "Kind."}, {"TON", "TOF", "TP"}),
                     needed("PT", Unit::Second, {"预设时间。", "Preset time."}, 0.0, 1e6)};
  spec.ports = {switch_input("IN", {"输入。", "Input."}), switch_output("Q", {"输出。", "Output."}),
                output("ET", Unit::Second, {"已计时间。", "Elapsed time."})};
  spec.main_port = "Q";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Timer>(in); };
  return spec;
}

} // namespace jixia::control
