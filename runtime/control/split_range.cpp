#include "control/split_range.h"

#include <algorithm>
#include <cmath>

#include "control/declare.h"

namespace jixia::control {
namespace {

struct Segment {
  double from, to, at_from, at_to;
  double at(double op) const { return calc_split(op, from, to, at_from, at_to); }
};

Segment read_segment(const ComponentInputs& in, const std::string& name) {
  return {in.quantity(name + "_from"), in.quantity(name + "_to"), in.quantity(name + "_at_from"),
          in.quantity(name + "_at_to")};
}

class SplitRange final : public Component {
 public:
  explicit SplitRange(const ComponentInputs& in)
      : a_(read_segment(in, "a")),
        b_(read_segment(in, "b")),
        in_(in.port("IN")),
        a_out_(in.port("A")),
        b_out_(in.port("B")) {}

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    const double op = signals.get(in_);
    if (phase == Phase::Publish && std::isfinite(op)) {
      signals.set(a_out_, a_.at(op));
      signals.set(b_out_, b_.at(op));
    }
  }

 private:
  Segment a_, b_;
  SignalId in_, a_out_, b_out_;
};

void add_segment(std::vector<ParameterSpec>& list, const std::string& name, const Segment& usual) {
  const auto add = [&](const std::string& end, Text meaning, double value) {
    list.push_back(
        quantity(name + end, Unit::One, fill(meaning, std::vector{name}), 0.0, 1.0, value));
  };
  add("_from", {"输出 {0} 这一段从 IN 的何处开始。", "IN at which the range of output {0} begins."},
      usual.from);
  add("_to", {"输出 {0} 这一段到 IN 的何处为止。", "IN at which the range of output {0} ends."},
      usual.to);
  add("_at_from", {"该段起点的输出 {0}。", "Output {0} where its range begins."}, usual.at_from);
  add("_at_to", {"该段终点的输出 {0}。", "Output {0} where its range ends."}, usual.at_to);
}

std::unique_ptr<Component> make_split_range(ComponentInputs&& in, Diagnostics& problems) {
  for (const std::string name : {"a", "b"}) {
    if (in.quantity(name + "_to") <= in.quantity(name + "_from")) {
      problems.error(in.mark,
                     fill({"{0} 的 {1}_to 应大于 {1}_from", "{1}_to of {0} must be above {1}_from"},
                          std::vector{in.tag, name}));
      return nullptr;
    }
  }
  return std::make_unique<SplitRange>(in);
}

} // namespace

double calc_split(double op, double from, double to, double at_from, double at_to) {
  return at_from + (at_to - at_from) * std::clamp((op - from) / (to - from), 0.0, 1.0);
}

ComponentSpec split_range_spec() {
  ComponentSpec spec;
  spec.type = "SplitRange";
  spec.meaning = {"分程：一个输出带两个阀。", "Split range: one output moves two valves."};
  add_segment(spec.parameters, "a", {0.52, 1.0, 0.0, 1.0});
  add_segment(spec.parameters, "b", {0.0, 0.48, 1.0, 0.0});
  spec.ports = {input("IN", Unit::One, {"调节器输出。", "Controller output."}),
                output("A", Unit::One, {"到阀 A。", "To valve A."}),
                output("B", Unit::One, {"到阀 B。", "To valve B."})};
  spec.make = make_split_range;
  return spec;
}

} // namespace jixia::control
