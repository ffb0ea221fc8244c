#include "process/junction.h"

#include "process/flowsheet_builder.h"
#include "process/spec_entries.h"
#include "process/unit_start.h"

namespace jixia::process {
namespace {

class Junction final : public UnitOperation {
 public:
  using UnitOperation::UnitOperation;

  void place(FlowsheetBuilder& builder) override {
    HoldupSpec spec;
    spec.volume = quantity("volume");
    spec.elevation = quantity("elevation");
    spec.wall_heat_capacity = quantity("wall_heat_capacity");
    spec.heat_loss = quantity("heat_loss");
    node_ = builder.network().add_holdup(spec, read_start(inputs_));
    LinePoint here;
    here.port = {.node = node_, .elevation = spec.elevation};
    builder.add_place(tag(), here);
    here.port.nozzle = Nozzle::Top;
    builder.add_place(tag() + ".top", here);
    here.port.nozzle = Nozzle::Bottom;
    builder.add_place(tag() + ".bottom", here);
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    signals.set(p_id_, network.pressure(node_));
    signals.set(t_id_, network.temperature(node_));
    signals.set(void_id_, network.void_fraction(node_));
  }

 private:
  int node_ = -1;

  const SignalId p_id_ = port("P");
  const SignalId t_id_ = port("T");
  const SignalId void_id_ = port("void");
};

} // namespace

ComponentSpec junction_spec() {
  ComponentSpec spec;
  spec.type = "Junction";
  spec.meaning = {"管路交汇点：有少量容积，可接仪表", "where lines meet: a small volume, with taps for instruments"};
  spec.host = "Flowsheet";
  spec.main_port = "P";
  spec.parameters = with_start({
      quantity_spec("volume", {"容积", "volume"}, Unit::CubicMetre, 1e-3, 100.0, {}),
      quantity_spec("elevation", {"标高（距地面）", "elevation above grade"}, Unit::Metre, -50.0, 200.0, 0.0),
      quantity_spec("wall_heat_capacity", {"金属热容", "heat capacity of the metal"}, Unit::JoulePerKelvin, 1.0, 1e9, 20e3),
      quantity_spec("heat_loss", {"散热系数 UA", "heat loss to the surroundings, UA"}, Unit::WattPerKelvin, 0.0, 1e5, 0.0),
  });
  spec.ports = {
      output_spec("P", {"压力（总压）", "pressure (total)"}, Unit::Pascal),
      output_spec("T", {"温度", "temperature"}, Unit::Kelvin),
      output_spec("void", {"含气体积分数", "gas share of the volume"}, Unit::One),
  };
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Junction>(std::move(in)); };
  return spec;
}

} // namespace jixia::process
