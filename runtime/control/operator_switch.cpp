#include "control/operator_switch.h"

#include "control/declare.h"
#include "control/stopwatch.h"

namespace jixia::control {
namespace {

class PushButton final : public Component {
 public:
  explicit PushButton(const ComponentInputs& in)
      : release_after_(sim_time(in.quantity("release_after"))),
        press_(in.port("PRESS")),
        on_out_(in.port("ON")),
        off_out_(in.port("OFF")) {}

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Sense) { // after everybody has seen the button in this step
      return;
    }
    held_.advance(info);
    const bool is_over = release_after_.count() > 0 && held_.elapsed() >= release_after_;
    if (is_pressed_ && (must_release_ || is_over)) {
      is_pressed_ = false;
    }
    publish(signals);
  }

  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    must_release_ = value <= 0.5;
    if (!must_release_) {
      is_pressed_ = true;
      held_.restart();
    }
    publish(signals);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_pressed", is_pressed_);
    visitor.visit("must_release", must_release_);
    held_.list_state("held", visitor);
  }

 private:
  void publish(Signals& signals) const {
    signals.set(press_, is_pressed_);
    signals.set(on_out_, is_pressed_);
    signals.set(off_out_, !is_pressed_);
  }

  SimTime release_after_;
  SignalId press_, on_out_, off_out_;
  bool is_pressed_ = false;
  bool must_release_ = false;
  Stopwatch held_;
};

class Switch final : public Component {
 public:
  Switch(const ComponentInputs& in, const std::string& port)
      : position_(in.port(port)),
        on_out_(in.port("ON")),
        off_out_(in.port("OFF")),
        is_on_(in.word("initial") == "on") {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase == Phase::Publish) {
      publish(signals);
    }
  }

  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    is_on_ = value > 0.5;
    publish(signals);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("is_on", is_on_); }

 private:
  void publish(Signals& signals) const {
    signals.set(position_, is_on_);
    signals.set(on_out_, is_on_);
    signals.set(off_out_, !is_on_);
  }

  SignalId position_, on_out_, off_out_;
  bool is_on_;
};

std::vector<PortSpec> contacts(PortSpec operated) {
  return {std::move(operated), switch_output("ON", {"常开触点。", "Normally open contact."}),
          switch_output("OFF", {"常闭触点。", "Normally closed contact."}, true)};
}

ComponentSpec button_spec(const std::string& type, Place place) {
  ComponentSpec spec;
  spec.type = type;
  spec.meaning = {"按钮。", "A push button."};
  spec.parameters = {quantity(
      "release_after", Unit::Second,
      {"自动松开的时间；0 按住不放。", "Lets go after this time; 0: is held."}, 0.0, 60.0, 0.5)};
  spec.ports = contacts(
      selector("PRESS", place, {"按下。", "Press."}, {{"松开", "released"}, {"按下", "pressed"}}));
  spec.main_port = "PRESS";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<PushButton>(in); };
  return spec;
}

ComponentSpec latching_spec(const std::string& type, Text meaning, PortSpec operated) {
  ComponentSpec spec;
  spec.type = type;
  spec.meaning = std::move(meaning);
  spec.parameters = {
      choice("initial", {"开始时的位置。", "Position at the start."}, {"off", "on"})};
  spec.main_port = operated.name;
  spec.ports = contacts(std::move(operated));
  spec.make = [port = spec.main_port](ComponentInputs&& in, Diagnostics&) {
    return std::make_unique<Switch>(in, port);
  };
  return spec;
}

ComponentSpec switch_spec(const std::string& type, Place place) {
  return latching_spec(
      type, {"两位开关。", "A switch with two positions."},
      selector("POSITION", place, {"位置。", "Position."}, {{"关", "off"}, {"开", "on"}}));
}

} // namespace

std::vector<ComponentSpec> operator_switch_specs() {
  return {button_spec("PushButton", Place::Panel),
          button_spec("ConsoleButton", Place::Console),
          button_spec("FieldButton", Place::Field),
          switch_spec("Switch", Place::Panel),
          switch_spec("ConsoleSwitch", Place::Console),
          switch_spec("FieldSwitch", Place::Field),
          latching_spec("EmergencyStop", {"急停按钮，按下自锁。", "Emergency stop, stays pressed."},
                        selector("PRESS", Place::Panel, {"急停。", "Emergency stop."},
                                 {{"释放", "released"}, {"按下", "pressed"}}))};
}

} // namespace jixia::control
