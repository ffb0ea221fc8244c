#include "control/logic.h"

#include <algorithm>

#include "control/declare.h"

namespace jixia::control {
namespace {

class Logic final : public Component {
 public:
  explicit Logic(const ComponentInputs& in)
      : function_(in.word("function")), q_out_(in.port("Q")), nq_out_(in.port("NQ")) {
    for (int k = 1; k <= kLogicInputs; ++k) {
      const std::string name = "I" + std::to_string(k);
      if (in.is_connected(name)) {
        inputs_.push_back(in.port(name));
      }
    }
  }

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    const auto on = std::count_if(inputs_.begin(), inputs_.end(),
                                  [&](SignalId id) { return signals.is_on(id); });
    const bool q = function_ == "and"  ? on == static_cast<std::ptrdiff_t>(inputs_.size())
                   : function_ == "or" ? on > 0
                                       : on % 2 == 1;
    signals.set(q_out_, q);
    signals.set(nq_out_, !q);
  }

 private:
  std::string function_;
  std::vector<SignalId> inputs_;
  SignalId q_out_, nq_out_;
};

class Latch final : public Component {
 public:
  explicit Latch(const ComponentInputs& in)
      : set_wins_(in.word("kind") == "SR"),
        set_(in.port("S")),
        reset_(in.port("R")),
        q_out_(in.port("Q")),
        nq_out_(in.port("NQ")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    const bool set = signals.is_on(set_);
    const bool reset = signals.is_on(reset_);
    is_on_ = set_wins_ ? set || (is_on_ && !reset) : !reset && (set || is_on_);
    signals.set(q_out_, is_on_);
    signals.set(nq_out_, !is_on_);
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("is_on", is_on_); }

 private:
  bool set_wins_;
  SignalId set_, reset_, q_out_, nq_out_;
  bool is_on_ = false;
};

class Edge final : public Component {
 public:
  explicit Edge(const ComponentInputs& in)
      : is_rising_(in.word("kind") == "rising"), in_(in.port("IN")), q_out_(in.port("Q")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    const bool now = signals.is_on(in_);
    signals.set(q_out_, is_rising_ ? now && !was_on_ : !now && was_on_);
    was_on_ = now;
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("was_on", was_on_); }

 private:
  bool is_rising_;
  SignalId in_, q_out_;
  bool was_on_ = false;
};

std::unique_ptr<Component> make_logic(ComponentInputs&& in, Diagnostics& problems) {
  if (in.connected.empty()) {
    problems.error(in.mark,
                   fill({"{0} 没有接任何输入；至少接 I1", "{0} has no input connected; connect I1"},
                        std::vector{in.tag}));
    return nullptr;
  }
  return std::make_unique<Logic>(in);
}

ComponentSpec logic_spec() {
  ComponentSpec spec;
  spec.type = "Logic";
  spec.meaning = {"与、或、异或。", "AND, OR, exclusive OR."};
  spec.parameters = {choice("function", {"逻辑。", "The function."}, {"and", "or", "xor"})};
  for (int k = 1; k <= kLogicInputs; ++k) {
    const std::vector number{std::to_string(k)};
    spec.ports.push_back(switch_input("I" + number[0], fill({"输入 {0}。", "Input {0}."}, number)));
  }
  spec.ports.push_back(switch_output("Q", {"结果。", "Result."}));
  spec.ports.push_back(switch_output("NQ", {"结果取反。", "Inverse of the result."}, true));
  spec.main_port = "Q";
  spec.make = make_logic;
  return spec;
}

ComponentSpec latch_spec() {
  ComponentSpec spec;
  spec.type = "Latch";
  spec.meaning = {"锁存器。", "Latch."};
  spec.parameters = {choice("kind", {"RS 复位优先，SR 置位优先。", "RS: reset wins; SR: set wins."},
                            {"RS", "SR"})};
  spec.ports = {switch_input("S", {"置位。", "Set."}), switch_input("R", {"复位。", "Reset."}),
                switch_output("Q", {"输出。", "Output."}),
                switch_output("NQ", {"输出取反。", "Inverse of the output."}, true)};
  spec.main_port = "Q";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Latch>(in); };
  return spec;
}

ComponentSpec edge_spec() {
  ComponentSpec spec;
  spec.type = "Edge";
  spec.meaning = {"边沿检测，输出一个扫描。", "Edge detection, on for one scan."};
  spec.parameters = {
      choice("kind", {"上升沿或下降沿。", "Rising or falling."}, {"rising", "falling"})};
  spec.ports = {switch_input("IN", {"输入。", "Input."}),
                switch_output("Q", {"输出。", "Output."})};
  spec.main_port = "Q";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Edge>(in); };
  return spec;
}

} // namespace

std::vector<ComponentSpec> logic_specs() {
  return {logic_spec(), latch_spec(), edge_spec()};
}

} // namespace jixia::control
