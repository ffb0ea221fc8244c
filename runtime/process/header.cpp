#include "process/header.h"

#include <algorithm>

#include "process/flowsheet_builder.h"
#include "process/spec_entries.h"

namespace jixia::process {
namespace {

class Header final : public UnitOperation {
 public:
  explicit Header(ComponentInputs in) : UnitOperation(std::move(in)) {
    state_.pressure = quantity("pressure");
    state_.temperature = quantity("temperature");
    state_.liquid_fraction = inputs_.word("contents") == "liquid" ? 1.0 : 0.0;
    state_.composition = {};
    state_.composition[gas::kNitrogen] = 1.0 - quantity("oxygen");
    state_.composition[gas::kOxygen] = quantity("oxygen");
  }

  void place(FlowsheetBuilder& builder) override {
    node_ = builder.network().add_boundary(state_);
    LinePoint here;
    here.port = {.node = node_, .elevation = quantity("elevation")};
    here.one_way = inputs_.word("one_way") == "yes";
    builder.add_place(tag(), here);
  }

  void advance(const PlantView& view, FlowNetwork& network) override {
    const double loss = std::clamp(view.signals.get(loss_id_), 0.0, 1.0);
    const double change = view.signals.get(pressure_change_id_);
    const double pressure = kAtmosphere + (1.0 - loss) * (normal_pressure_ - kAtmosphere) + change;
    state_.pressure = std::clamp(pressure, 1e3, 1e8);
    state_.temperature =
        std::clamp(normal_temperature_ + view.signals.get(temperature_change_id_), 273.15, 453.15);
    network.set_boundary(node_, state_);
  }

  void publish(const FlowNetwork&, Signals& signals) const override {
    signals.set(p_id_, state_.pressure);
    signals.set(t_id_, state_.temperature);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("pressure", state_.pressure);
    visitor.visit("temperature", state_.temperature);
  }

 private:
  BoundaryState state_;
  int node_ = -1;

  const double normal_pressure_ = quantity("pressure");
  const double normal_temperature_ = quantity("temperature");
  const SignalId loss_id_ = port("loss");
  const SignalId pressure_change_id_ = port("pressure_change");
  const SignalId temperature_change_id_ = port("temperature_change");
  const SignalId p_id_ = port("P");
  const SignalId t_id_ = port("T");
};

} // namespace

ComponentSpec header_spec() {
  ComponentSpec spec;
  spec.type = "Header";
  spec.meaning = {
      "界区：给定压力、温度和介质的来源或去处",
      "battery limit: a source or receiver of given pressure, temperature and contents"};
  spec.host = "Flowsheet";
  spec.main_port = "P";
  spec.parameters = {
      quantity_spec("pressure", {"压力", "pressure"}, Unit::Pascal, 1e3, 1e8, {}),
      quantity_spec("temperature", {"温度", "temperature"}, Unit::Kelvin, 273.15, 453.15, 293.15),
      choice_spec("contents",
                  {"介质：gas 干气，liquid 水", "contents: gas (dry) or liquid (water)"},
                  {"gas", "liquid"}),
      quantity_spec("oxygen", {"干气含氧摩尔分数", "oxygen in the dry gas, mole fraction"},
                    Unit::One, 0.0, 1.0, 0.0),
      quantity_spec("elevation", {"标高（距地面）", "elevation above grade"}, Unit::Metre, -50.0,
                    200.0, 0.0),
      choice_spec(
          "one_way",
          {"只出不进（出口设止回阀）", "nothing flows back into it (a check valve at its outlet)"},
          {"no", "yes"}),
  };
  spec.ports = {
      output_spec("P", {"压力", "pressure"}, Unit::Pascal),
      output_spec("T", {"温度", "temperature"}, Unit::Kelvin),
      fault_spec("loss",
                 {"压力丧失程度 0 到 1", "share of its gauge pressure that is lost, 0 to 1"},
                 Unit::One, 0.0, 0.0, 1.0),
      fault_spec("pressure_change", {"压力偏移", "change of its pressure"}, Unit::PascalDifference,
                 0.0, -2e6, 2e6),
      fault_spec("temperature_change", {"温度偏移", "change of its temperature"},
                 Unit::KelvinDifference, 0.0, -100.0, 100.0),
  };
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) {
    return std::make_unique<Header>(std::move(in));
  };
  return spec;
}

} // namespace jixia::process
