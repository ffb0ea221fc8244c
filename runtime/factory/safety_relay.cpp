#include "factory/safety_relay.h"

#include "control/declare.h"

namespace jixia::factory {
namespace {

class SafetyRelay final : public Component {
 public:
  explicit SafetyRelay(const ComponentInputs& in)
      : channel1_(in.port("CHANNEL1")),
        channel2_(in.port("CHANNEL2")),
        reset_(in.port("RESET")),
        welded_(in.port("WELDED")),
        ok_out_(in.port("OK")),
        fault_out_(in.port("FAULT")),
        is_ok_(in.word("initial") == "closed") {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Control) {
      return;
    }
    const bool is_closed1 = signals.is_on(channel1_) || signals.is_on(welded_);
    const bool is_closed2 = signals.is_on(channel2_);
    const bool is_reset = signals.is_on(reset_);
    if (!is_closed1 && !is_closed2) {
      is_fault_ = false;
    } else if (is_closed1 != is_closed2) {
      is_fault_ = true;
    }
    const bool is_let_go = was_reset_ && !is_reset;
    is_ok_ = is_closed1 && is_closed2 && !is_fault_ && (is_ok_ || is_let_go);
    was_reset_ = is_reset;
    signals.set(ok_out_, is_ok_);
    signals.set(fault_out_, is_fault_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_ok", is_ok_);
    visitor.visit("is_fault", is_fault_);
    visitor.visit("was_reset", was_reset_);
  }

 private:
  SignalId channel1_, channel2_, reset_, welded_, ok_out_, fault_out_;
  bool is_ok_;
  bool is_fault_ = false, was_reset_ = false;
};

} // namespace

ComponentSpec safety_relay_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "SafetyRelay";
  spec.meaning = {"急停安全继电器，双通道，手动复位", "An e-stop relay, two channels, manual reset"};
  spec.parameters = {choice("initial", {"开始时：断开，或已复位闭合", "At the start: open, or reset and closed"},
                            {"open", "closed"})};
  spec.ports = {
      switch_input("CHANNEL1", {"通道 1 触点闭合", "Contact of channel 1 closed"}),
      switch_input("CHANNEL2", {"通道 2 触点闭合", "Contact of channel 2 closed"}),
      set_by(Place::Panel, switch_input("RESET", {"复位按钮", "Reset button"}), 0.0, 1.0),
      set_by(Place::Instructor, switch_input("WELDED", {"通道 1 触点粘连", "Contact 1 is welded"}), 0.0, 1.0),
      switch_output("OK", {"安全回路接通", "Safety circuit closed"}),
      switch_output("FAULT", {"通道不一致", "Channels disagree"})};
  spec.main_port = "OK";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<SafetyRelay>(in); };
  return spec;
}

} // namespace jixia::factory
