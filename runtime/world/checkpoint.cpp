#include "world/checkpoint.h"

namespace jixia {
namespace {

class Checkpoint final : public Component {
 public:
  explicit Checkpoint(const ComponentInputs& in)
      : is_final_(in.word("final") == "yes"), value_out_(in.port("VALUE")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase == Phase::Publish) {
      signals.set(value_out_, value_);
    }
  }

  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    if (is_final_ && is_set_) {
      return Text{"已经提交，不能更改", "already handed in; it cannot be changed"};
    }
    value_ = value;
    is_set_ = true;
    signals.set(value_out_, value_);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("value", value_);
    visitor.visit("is_set", is_set_);
  }

 private:
  bool is_final_;
  SignalId value_out_;
  double value_ = 0.0;
  bool is_set_ = false;
};

} // namespace

ComponentSpec checkpoint_spec() {
  ComponentSpec spec;
  spec.type = "Checkpoint";
  spec.meaning = {"学员报告、勾选或回答的一项", "Something the learner reports, ticks or answers"};
  ParameterSpec is_final;
  is_final.name = "final";
  is_final.meaning = {"提交后是否不能再改", "Whether it cannot be changed once handed in"};
  is_final.kind = ParameterSpec::Kind::Choice;
  is_final.choices = {"no", "yes"};
  spec.parameters.push_back(is_final);
  PortSpec value;
  value.name = "VALUE";
  value.direction = PortSpec::Direction::Operable;
  value.meaning = {"0 未做；1 已做；或所选答案的序号", "0 not done; 1 done; or the answer's number"};
  value.place = Place::Panel;
  spec.ports.push_back(value);
  spec.main_port = "VALUE";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Checkpoint>(in); };
  return spec;
}

} // namespace jixia
