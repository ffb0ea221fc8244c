#include "control/signal_block.h"

#include <algorithm>
#include <cmath>

#include "control/declare.h"
#include "control/measured_kind.h"

namespace jixia::control {
namespace {

constexpr int kSelectorInputs = 4;

class Ratio final : public Component {
 public:
  explicit Ratio(const ComponentInputs& in)
      : bias_(in.quantity("bias")),
        in_(in.port("IN")),
        ratio_port_(in.port("RATIO")),
        out_(in.port("OUT")),
        ratio_(in.quantity("initial_ratio")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    signals.set(ratio_port_, ratio_);
    const double result = ratio_ * signals.get(in_) + bias_;
    if (std::isfinite(result)) {
      signals.set(out_, std::max(0.0, result));
    }
  }

  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    ratio_ = value;
    signals.set(ratio_port_, ratio_);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("ratio", ratio_); }

 private:
  double bias_;
  SignalId in_, ratio_port_, out_;
  double ratio_;
};

class Selector final : public Component {
 public:
  explicit Selector(const ComponentInputs& in)
      : sign_(in.word("pick") == "high" ? 1.0 : -1.0),
        out_(in.port("OUT")),
        selected_out_(in.port("SELECTED")) {
    for (int k = 1; k <= kSelectorInputs; ++k) {
      const std::string name = "IN" + std::to_string(k);
      if (in.is_connected(name)) {
        inputs_.push_back(in.port(name));
        numbers_.push_back(k);
      }
    }
  }

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    int picked = -1;
    double best = 0.0;
    for (std::size_t k = 0; k < inputs_.size(); ++k) {
      const double value = signals.get(inputs_[k]);
      if (std::isfinite(value) && (picked < 0 || sign_ * value > sign_ * best)) {
        picked = static_cast<int>(k);
        best = value;
      }
    }
    if (picked >= 0) {
      signals.set(out_, best);
      signals.set(selected_out_, static_cast<double>(numbers_[static_cast<std::size_t>(picked)]));
    }
  }

 private:
  double sign_;
  std::vector<SignalId> inputs_;
  std::vector<int> numbers_;
  SignalId out_, selected_out_;
};

class Difference final : public Component {
 public:
  explicit Difference(const ComponentInputs& in)
      : in_(in.port("IN")), minus_(in.port("MINUS")), out_(in.port("OUT")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    const double result = signals.get(in_) - signals.get(minus_);
    if (phase == Phase::Publish && std::isfinite(result)) {
      signals.set(out_, result);
    }
  }

 private:
  SignalId in_, minus_, out_;
};

class OutputSwitch final : public Component {
 public:
  explicit OutputSwitch(const ComponentInputs& in)
      : other_(in.quantity("other")),
        in_(in.port("IN")),
        on_(in.port("ON")),
        out_(in.port("OUT")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    const double value = signals.is_on(on_) ? other_ : signals.get(in_);
    if (phase == Phase::Publish && std::isfinite(value)) {
      signals.set(out_, value);
    }
  }

 private:
  double other_;
  SignalId in_, on_, out_;
};

ComponentSpec ratio_spec(const std::string& type, Unit unit) {
  ComponentSpec spec;
  spec.type = type;
  spec.meaning = {"比值：从动流量给定 = 比值 × 主动流量 + 偏置。",
                  "Ratio station: set point of the dependent flow = ratio x wild flow + bias."};
  spec.parameters = {
      needed("initial_ratio", Unit::One, {"开始时的比值。", "Ratio at the start."}, 0.0, 1000.0),
      quantity("bias", unit, {"偏置。", "Bias."}, -kNoLimit, kNoLimit, 0.0)};
  spec.ports = {
      input("IN", unit, {"主动流量。", "The wild flow."}),
      operable("RATIO", Unit::One, Place::Console, {"比值。", "The ratio."}, 0.0, 0.0, 1000.0),
      output("OUT", unit, {"从动流量给定。", "Set point of the dependent flow."})};
  spec.main_port = "OUT";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Ratio>(in); };
  return spec;
}

std::unique_ptr<Component> make_selector(ComponentInputs&& in, Diagnostics& problems) {
  if (in.connected.empty()) {
    problems.error(
        in.mark, fill({"{0} 没有接任何输入；至少接 IN1", "{0} has no input connected; connect IN1"},
                      std::vector{in.tag}));
    return nullptr;
  }
  return std::make_unique<Selector>(in);
}

ComponentSpec selector_spec(const MeasuredKind& kind) {
  ComponentSpec spec;
  spec.type = kind.name + "Selector";
  spec.meaning =
      fill({"{0}高选或低选。", "Highest or lowest of several: {0}."}, std::vector{kind.noun});
  spec.parameters = {choice("pick", {"high 高选，low 低选。", "high or low."}, {"high", "low"})};
  for (int k = 1; k <= kSelectorInputs; ++k) {
    const std::vector number{std::to_string(k)};
    spec.ports.push_back(
        input("IN" + number[0], kind.unit, fill({"输入 {0}。", "Input {0}."}, number)));
  }
  spec.ports.push_back(output("OUT", kind.unit, {"选中的值。", "The value picked."}));
  spec.ports.push_back(
      output("SELECTED", Unit::One, {"选中的输入号。", "Number of the input picked."}));
  spec.main_port = "OUT";
  spec.make = make_selector;
  return spec;
}

ComponentSpec difference_spec(const MeasuredKind& kind) {
  ComponentSpec spec;
  spec.type = kind.name + "Difference";
  spec.meaning = fill({"两个{0}之差。", "Difference of two values: {0}."}, std::vector{kind.noun});
  spec.ports = {input("IN", kind.unit, {"被减数。", "Minuend."}),
                input("MINUS", kind.unit, {"减数。", "Subtrahend."}),
                output("OUT", difference_unit(kind.unit), {"差。", "IN - MINUS."})};
  spec.main_port = "OUT";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Difference>(in); };
  return spec;
}

ComponentSpec output_switch_spec() {
  ComponentSpec spec;
  spec.type = "OutputSwitch";
  spec.meaning = {"输出切换：联锁时改送另一值（电磁阀）。",
                  "Sends another value while on, as a solenoid under an interlock."};
  spec.parameters = {
      quantity("other", Unit::One, {"ON 时的输出。", "Output while ON."}, 0.0, 1.0, 0.0)};
  spec.ports = {input("IN", Unit::One, {"平时的信号。", "The usual signal."}),
                switch_input("ON", {"切换。", "Switches over."}),
                output("OUT", Unit::One, {"到阀门。", "To the valve."})};
  spec.main_port = "OUT";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<OutputSwitch>(in); };
  return spec;
}

} // namespace

std::vector<ComponentSpec> signal_block_specs() {
  std::vector<ComponentSpec> specs{ratio_spec("FlowRatio", Unit::KgPerSecond),
                                   ratio_spec("VolumeFlowRatio", Unit::CubicMetrePerSecond),
                                   output_switch_spec()};
  for (const MeasuredKind& kind : all_measured_kinds()) {
    specs.push_back(selector_spec(kind));
    specs.push_back(difference_spec(kind));
  }
  return specs;
}

} // namespace jixia::control
