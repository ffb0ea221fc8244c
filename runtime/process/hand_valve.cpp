#include "process/hand_valve.h"

#include <algorithm>

#include "process/spec_entries.h"
#include "process/stem.h"
#include "process/unit_operation.h"
#include "process/valve_words.h"

namespace jixia::process {
namespace {

class HandValve final : public InlineUnit {
 public:
  explicit HandValve(ComponentInputs in)
      : InlineUnit(std::move(in)),
        trim_(read_trim(inputs_)),
        position_(quantity("initial")),
        target_(position_) {}

  void advance(const PlantView& view, FlowNetwork&) override {
    leak_ = std::max(0.0, view.signals.get(leak_id_));
    if (!view.signals.is_on(stuck_id_)) {
      position_ = move_stem(position_, target_, 0.0, stroke_time_, view.dt);
    }
  }

  std::optional<Text> operate(SignalId, double value) override {
    target_ = std::clamp(value, 0.0, 1.0);
    return std::nullopt;
  }

  FlowElement element(const FlowNetwork&, int, double) const override {
    return trim_.element(position_, leak_);
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    publish_flow(network, signals);
    signals.set(pos_id_, position_);
    if (void_id_) {
      signals.set(*void_id_, network.flowing_void(branch_));
    }
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("position", position_);
    visitor.visit("target", target_);
    visitor.visit("leak", leak_);
  }

 private:
  Trim trim_;
  double position_;
  double target_;
  double leak_ = 0.0;

  const SignalId leak_id_ = port("leak");
  const SignalId stuck_id_ = port("stuck");
  const SignalId pos_id_ = port("POS");
  const std::optional<SignalId> void_id_ = // only a Vent or Drain has it
      inputs_.ports.contains("void") ? std::optional(port("void")) : std::nullopt;
  const double stroke_time_ = quantity("stroke_time");
};

} // namespace

ComponentSpec hand_valve_spec() {
  ComponentSpec spec;
  spec.type = "HandValve";
  spec.meaning = {"手动阀", "valve turned by hand"};
  spec.host = "Flowsheet";
  spec.main_port = "POS";
  spec.parameters = with_ends(with_trim({
      quantity_spec("stroke_time", {"从全关转到全开的时间", "time to turn it from shut to open"}, Unit::Second, 0.0, 600.0, 10.0),
      quantity_spec("initial", {"初始阀位", "position at the start"}, Unit::One, 0.0, 1.0, 0.0),
  }));
  PortSpec position = output_spec("POS", {"阀位", "position"}, Unit::One);
  position.direction = PortSpec::Direction::Operable;
  position.place = Place::Field;
  position.lowest = 0.0;
  position.highest = 1.0;
  spec.ports = with_flow({
      position,
      fault_spec("leak", {"内漏 Kv", "Kv that passes when it is shut"}, Unit::Kv, 0.0, 0.0, 100.0),
      fault_spec("stuck", {"卡住", "cannot be turned"}, Unit::One, 0.0, 0.0, 1.0),
  });
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<HandValve>(std::move(in)); };
  return spec;
}

ComponentSpec vent_spec() {
  ComponentSpec spec = hand_valve_spec();
  spec.type = "Vent";
  spec.meaning = {"高点放空阀，带视镜", "vent valve on a high point, with a sight glass"};
  spec.ports.push_back(output_spec("void", {"视镜含气率：1 为气，0 为满液", "gas share in the sight glass: 1 gas, 0 liquid"}, Unit::One));
  return spec;
}

ComponentSpec drain_spec() {
  ComponentSpec spec = vent_spec();
  spec.type = "Drain";
  spec.meaning = {"低点排放阀，带视镜", "drain valve on a low point, with a sight glass"};
  return spec;
}

} // namespace jixia::process
