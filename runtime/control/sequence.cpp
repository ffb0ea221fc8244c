#include "control/sequence.h"

#include <algorithm>

#include "control/declare.h"
#include "control/sequence_program.h"
#include "control/stopwatch.h"

namespace jixia::control {
namespace {

class Sequence final : public Component {
 public:
  Sequence(const ComponentInputs& in, std::vector<SequenceStep> steps)
      : steps_(std::move(steps)),
        reset_(in.port("RESET")),
        step_out_(in.port("STEP")),
        time_out_(in.port("TIME")) {
    for (int k = 1; k <= kSequenceSignals; ++k) {
      inputs_.push_back(in.port("I" + std::to_string(k)));
      outputs_.push_back(in.port("Q" + std::to_string(k)));
    }
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Control) {
      return;
    }
    in_step_.advance(info);
    if (signals.is_on(reset_)) {
      enter(0);
    } else {
      follow_transition(signals);
    }
    publish(signals);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("current", current_);
    in_step_.list_state("in_step", visitor);
  }

 private:
  void enter(std::size_t step) {
    current_ = static_cast<std::int64_t>(step);
    in_step_.restart();
  }

  const SequenceStep& current() const { return steps_[static_cast<std::size_t>(current_)]; }

  bool holds(const SequenceCondition& condition, const Signals& signals) const {
    return condition.holds(condition.input < 0
                               ? seconds(in_step_.elapsed())
                               : signals.get(inputs_[static_cast<std::size_t>(condition.input)]));
  }

  void follow_transition(const Signals& signals) {
    for (const SequenceTransition& transition : current().transitions) {
      if (std::all_of(transition.conditions.begin(), transition.conditions.end(),
                      [&](const SequenceCondition& each) { return holds(each, signals); })) {
        enter(transition.target);
        return;
      }
    }
  }

  void publish(Signals& signals) const {
    for (std::size_t k = 0; k < outputs_.size(); ++k) {
      signals.set(outputs_[k], current().outputs[k]);
    }
    signals.set(step_out_, static_cast<double>(current_));
    signals.set(time_out_, seconds(in_step_.elapsed()));
  }

  std::vector<SequenceStep> steps_;
  std::vector<SignalId> inputs_, outputs_;
  SignalId reset_, step_out_, time_out_;
  std::int64_t current_ = 0;
  Stopwatch in_step_;
};

std::unique_ptr<Component> make_sequence(ComponentInputs&& in, Diagnostics& problems) {
  SequenceProblem problem;
  std::optional<std::vector<SequenceStep>> steps = read_sequence(in.word("program"), problem);
  if (!steps) {
    problems.error(
        in.mark,
        fill({"{0} 的 program 第 {1} 个字符：{2}", "program of {0}, character {1}: {2}"},
             std::vector{same_text(in.tag), same_text(std::to_string(problem.position + 1)),
                         problem.problem}),
        {"写法：idle: if I1 go run; run: Q1 if not I1 go idle",
         "e.g. idle: if I1 go run; run: Q1 if not I1 go idle"});
    return nullptr;
  }
  return std::make_unique<Sequence>(in, std::move(*steps));
}

} // namespace

ComponentSpec sequence_spec() {
  ComponentSpec spec;
  spec.type = "Sequence";
  spec.meaning = {"步进顺序：步、输出与转换条件。", "Step sequence: steps, outputs, transitions."};
  ParameterSpec program =
      optional_words("program", {"步序，如 idle: if I1 go run; run: Q1 if not I1 go idle",
                                 "The steps, e.g. idle: if I1 go run; run: Q1 if not I1 go idle"});
  program.optional = false;
  spec.parameters = {program};
  for (int k = 1; k <= kSequenceSignals; ++k) {
    const std::vector number{std::to_string(k)};
    spec.ports.push_back(
        input("I" + number[0], Unit::One, fill({"输入 {0}。", "Input {0}."}, number)));
    spec.ports.push_back(
        switch_output("Q" + number[0], fill({"输出 {0}。", "Output {0}."}, number)));
  }
  spec.ports.push_back(switch_input("RESET", {"回到第一步。", "Goes to the first step."}));
  spec.ports.push_back(output("STEP", Unit::One, {"当前步号，从 0 起。", "Current step, from 0."}));
  spec.ports.push_back(output("TIME", Unit::Second, {"本步时间。", "Time in this step."}));
  spec.main_port = "STEP";
  spec.make = make_sequence;
  return spec;
}

} // namespace jixia::control
