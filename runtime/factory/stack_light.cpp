#include "factory/stack_light.h"

#include <array>
#include <cmath>

#include "control/declare.h"

namespace jixia::factory {
namespace {

constexpr std::array<const char*, 4> kLamps{"RED", "YELLOW", "GREEN", "BUZZER"};

class StackLight final : public Component {
 public:
  explicit StackLight(const ComponentInputs& in)
      : rate_(in.quantity("rate")), burnt_(in.port("BURNT")) {
    for (std::size_t k = 0; k < kLamps.size(); ++k) {
      in_[k] = in.port(std::string(kLamps[k]) + "_IN");
      out_[k] = in.port(kLamps[k]);
    }
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Sense) {
      return;
    }
    const double turn = seconds(info.time) * rate_;
    const bool is_bright = turn - std::floor(turn) < 0.5;
    const long burnt = std::lround(signals.get(burnt_));
    for (std::size_t k = 0; k < kLamps.size(); ++k) {
      const long wanted = std::lround(signals.get(in_[k]));
      const bool is_dead = burnt == static_cast<long>(k) + 1;
      signals.set(out_[k], !is_dead && (wanted == 1 || (wanted == 2 && is_bright)));
    }
  }

 private:
  double rate_;
  SignalId burnt_;
  std::array<SignalId, kLamps.size()> in_{}, out_{};
};

} // namespace

ComponentSpec stack_light_spec() {
  using namespace control;
  ComponentSpec spec;
  spec.type = "StackLight";
  spec.meaning = {"三色灯塔与蜂鸣器", "A signal tower with a buzzer"};
  spec.parameters = {quantity("rate", Unit::PerSecond, {"闪烁频率", "Rate of flashing"}, 0.1, 5.0, 1.0)};
  const std::array<Text, 4> names{Text{"红灯", "Red lamp"}, Text{"黄灯", "Yellow lamp"},
                                  Text{"绿灯", "Green lamp"}, Text{"蜂鸣器", "Buzzer"}};
  for (std::size_t k = 0; k < kLamps.size(); ++k) {
    PortSpec command = input(std::string(kLamps[k]) + "_IN", Unit::One,
                             fill({"{0}命令", "{0}, command"}, std::vector{names[k]}));
    command.lowest = 0.0;
    command.highest = 2.0;
    command.states = {{"灭", "off"}, {"亮", "on"}, {"闪", "flashing"}};
    spec.ports.push_back(command);
    spec.ports.push_back(
        switch_output(kLamps[k], names[k], false, {{"灭", "dark"}, {"亮", "lit"}}));
  }
  PortSpec burnt = set_by(Place::Instructor, input("BURNT", Unit::One, {"灯泡烧坏", "A lamp is burnt out"}),
                          0.0, 3.0);
  burnt.states = {{"无", "none"}, {"红", "red"}, {"黄", "yellow"}, {"绿", "green"}};
  spec.ports.push_back(burnt);
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<StackLight>(in); };
  return spec;
}

} // namespace jixia::factory
