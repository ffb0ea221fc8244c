#include "process/pipe.h"

#include <algorithm>
#include <cmath>

#include "process/flowsheet_builder.h"
#include "process/pipe_friction.h"
#include "process/spec_entries.h"
#include "process/unit_start.h"

namespace jixia::process {
namespace {

constexpr double kGasDensity = 100.0; // below this the stream counts as gas [kg/m3]

class Pipe final : public InlineUnit {
 public:
  explicit Pipe(ComponentInputs in)
      : InlineUnit(std::move(in)),
        diameter_(quantity("diameter")),
        length_(quantity("length")),
        loss_(quantity("loss")),
        roughness_(quantity("roughness") / diameter_),
        area_(bore_area(diameter_)) {}

  void advance(const PlantView& view, FlowNetwork&) override {
    plugging_ = std::max(0.0, view.signals.get(plugging_id_));
  }

  FlowElement element(const FlowNetwork& network, int branch, double share) const override {
    const double density = network.flowing_density(branch);
    const double velocity = std::fabs(network.volume_flow(branch)) / area_;
    const int upstream = network.node_of_port(network.port_a(branch));
    const double viscosity = density > kGasDensity
                                 ? calc_water_viscosity(network.temperature(upstream))
                                 : kGasViscosity;
    const double factor = calc_friction_factor(density * velocity * diameter_ / viscosity, roughness_);
    FlowElement found;
    const double total = factor * length_ / diameter_ + loss_ + plugging_;
    found.conductance = conductance_of_loss(share * total, area_);
    return found;
  }

  int cells() const override { return static_cast<int>(quantity("cells") + 0.5); }

  HoldupSpec cell(int, double elevation) const override {
    HoldupSpec spec;
    spec.volume = area_ * length_ / cells();
    spec.elevation = elevation;
    spec.wall_heat_capacity = quantity("wall_heat_capacity") * length_ / cells();
    spec.heat_loss = quantity("heat_loss") / cells();
    return spec;
  }

  HoldupStart cell_start() const override { return read_start(inputs_); }
  void take_cell(int node) override { cells_.push_back(node); }
  double drain_back() const override { return cells() > 0 ? quantity("drain_back") : 0.0; }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    publish_flow(network, signals);
    double gas = 0.0;
    for (const int cell : cells_) {
      gas += network.void_fraction(cell);
    }
    signals.set(void_id_, cells_.empty() ? 0.0 : gas / static_cast<double>(cells_.size()));
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("plugging", plugging_); }

 private:
  std::vector<int> cells_; // nodes
  double diameter_;
  double length_;
  double loss_;
  double roughness_; // relative
  double area_;
  double plugging_ = 0.0;

  const SignalId plugging_id_ = port("plugging");
  const SignalId void_id_ = port("void");
};

class Strainer final : public InlineUnit {
 public:
  explicit Strainer(ComponentInputs in)
      : InlineUnit(std::move(in)), area_(bore_area(quantity("diameter"))) {}

  void advance(const PlantView& view, FlowNetwork&) override {
    plugging_ = std::max(0.0, view.signals.get(plugging_id_));
  }

  FlowElement element(const FlowNetwork&, int, double share) const override {
    FlowElement found;
    found.conductance = conductance_of_loss(share * (quantity("loss") + plugging_), area_);
    return found;
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    publish_flow(network, signals);
  }

  void list_state(StateVisitor& visitor) override { visitor.visit("plugging", plugging_); }

 private:
  double area_;
  double plugging_ = 0.0;

  const SignalId plugging_id_ = port("plugging");
};

ParameterSpec diameter_spec() {
  return quantity_spec("diameter", {"内径", "bore"}, Unit::Metre, 1e-3, 5.0, {});
}

PortSpec plugging_spec() {
  return fault_spec("plugging", {"堵塞：附加阻力系数 K", "plugging: K added to its loss coefficient"},
                    Unit::One, 0.0, 0.0, 1e7);
}

} // namespace

ComponentSpec pipe_spec() {
  ComponentSpec spec;
  spec.type = "Pipe";
  spec.meaning = {"管线及管件：摩擦、局部阻力与位差", "a line with its fittings: friction, losses and static head"};
  spec.host = "Flowsheet";
  spec.main_port = "flow";
  spec.parameters = with_ends(with_start({
      diameter_spec(),
      quantity_spec("length", {"长度", "length"}, Unit::Metre, 0.0, 1e5, {}),
      quantity_spec("loss", {"管件总阻力系数 K", "loss coefficient K of its fittings"}, Unit::One, 0.0, 1e5, 0.0),
      quantity_spec("roughness", {"管壁粗糙度", "wall roughness"}, Unit::Metre, 0.0, 0.01, 1e-4),
      quantity_spec("cells", {"分段数；0 表示不计容积", "number of cells; 0: its volume is not counted here"}, Unit::One, 0.0, 50.0, 0.0),
      quantity_spec("drain_back", {"液体可逆着气体回流的能力", "liquid that can run down it against rising gas"}, Unit::CubicMetrePerSecond, 0.0, 10.0, 0.0),
      quantity_spec("wall_heat_capacity", {"每米金属热容", "heat capacity of the metal per metre"}, Unit::JoulePerKelvin, 1.0, 1e7, 3e3),
      quantity_spec("heat_loss", {"散热系数 UA", "heat loss to the surroundings, UA"}, Unit::WattPerKelvin, 0.0, 1e6, 0.0),
  }));
  spec.ports = with_flow({
      plugging_spec(),
      output_spec("void", {"管内含气体积分数（分段时）", "gas share of its volume, if it has cells"}, Unit::One),
  });
  spec.make_part = [](ComponentInputs&& in, Diagnostics& problems) -> std::unique_ptr<EquipmentPart> {
    if (in.quantity("drain_back") > 0.0 && in.quantity("cells") < 0.5) {
      problems.error(in.mark, fill({"{0} 写了 drain_back，但没有分段 cells，液体无处可存",
                                    "{0} has drain_back but no cells for the liquid to stand in"},
                                   std::vector<std::string>{in.tag}),
                     {"加上 cells: 4", "add cells: 4"});
    }
    return std::make_unique<Pipe>(std::move(in));
  };
  return spec;
}

ComponentSpec strainer_spec() {
  ComponentSpec spec;
  spec.type = "Strainer";
  spec.meaning = {"过滤器", "a strainer or filter"};
  spec.host = "Flowsheet";
  spec.main_port = "dp";
  spec.parameters = with_ends({
      diameter_spec(),
      quantity_spec("loss", {"清洁时阻力系数 K", "loss coefficient K when clean"}, Unit::One, 0.0, 1e5, 0.0),
  });
  spec.ports = with_flow({plugging_spec()});
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Strainer>(std::move(in)); };
  return spec;
}

} // namespace jixia::process
