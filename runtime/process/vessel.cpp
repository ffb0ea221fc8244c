#include "process/vessel.h"

#include <algorithm>

#include "process/flowsheet_builder.h"
#include "process/spec_entries.h"
#include "process/unit_start.h"

namespace jixia::process {
namespace {

constexpr double kDrainHeel = 0.03; // [m]

class Vessel final : public UnitOperation {
 public:
  explicit Vessel(ComponentInputs in)
      : UnitOperation(std::move(in)), geometry_(quantity("diameter"), quantity("length")) {}

  void place(FlowsheetBuilder& builder) override {
    HoldupSpec spec;
    spec.volume = geometry_.volume();
    spec.elevation = bottom();
    spec.wall_heat_capacity = quantity("wall_heat_capacity");
    spec.heat_loss = quantity("heat_loss");
    spec.geometry = &geometry_;
    node_ = builder.network().add_holdup(spec, read_start());
    add_nozzle(builder, "top", Nozzle::Top, quantity("inlet_elevation"), 0.0);
    add_nozzle(builder, "bottom", Nozzle::Bottom, bottom(), quantity("entrainment"));
    add_nozzle(builder, "drain", Nozzle::Bottom, bottom(), kDrainHeel);
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    const double liquid = geometry_.volume() - network.gas_volume(node_);
    const double density = network.liquid_density(node_);
    const double surface = bottom_ + geometry_.find_height(liquid);
    const double span = level_span_;
    const double covered = std::clamp(surface - level_zero_, 0.0, span);
    signals.set(l_id_, covered * density / (span * level_density_));
    signals.set(surface_id_,
                std::clamp(surface, glass_low_, glass_high_));
    signals.set(volume_id_, liquid);
    signals.set(p_id_, network.pressure(node_));
    signals.set(p_bottom_id_, network.pressure(node_) + density * kGravity * (surface - bottom_));
    signals.set(t_id_, network.temperature(node_));
    signals.set(o2_id_, network.gas_fractions(node_)[gas::kOxygen]);
  }

 private:
  double bottom() const { return quantity("bottom_tangent") - geometry_.head_depth(); }

  void add_nozzle(FlowsheetBuilder& builder, const char* name, Nozzle nozzle, double elevation,
                  double entrainment) {
    LinePoint here;
    here.port = {node_, nozzle, elevation, entrainment};
    builder.add_place(tag() + "." + name, here);
  }

  // The start level is given on the level transmitter's scale; below its zero it means empty.
  HoldupStart read_start() const {
    HoldupStart start = process::read_start(inputs_);
    const double level = quantity("initial_level");
    if (level > 0.0) {
      const double height = quantity("level_zero") + level * quantity("level_span") - bottom();
      start.liquid_fraction = geometry_.find_volume(height) / geometry_.volume();
    }
    return start;
  }

  VesselGeometry geometry_;
  int node_ = -1;

  const double bottom_ = bottom();
  const double level_zero_ = quantity("level_zero");
  const double level_span_ = quantity("level_span");
  const double level_density_ = quantity("level_density");
  const double glass_low_ = quantity("glass_low");
  const double glass_high_ = quantity("glass_high");
  const SignalId l_id_ = port("L");
  const SignalId surface_id_ = port("surface");
  const SignalId volume_id_ = port("volume");
  const SignalId p_id_ = port("P");
  const SignalId p_bottom_id_ = port("P_bottom");
  const SignalId t_id_ = port("T");
  const SignalId o2_id_ = port("O2");
};

} // namespace

ComponentSpec vessel_spec() {
  ComponentSpec spec;
  spec.type = "Vessel";
  spec.meaning = {"立式压力容器（2:1 椭圆封头），含液相、气相和蒸汽", "vertical pressure vessel with 2:1 elliptical heads, holding liquid, gas and vapour"};
  spec.host = "Flowsheet";
  spec.main_port = "P";
  spec.parameters = with_start({
      quantity_spec("diameter", {"内径", "inside diameter"}, Unit::Metre, 0.1, 20.0, {}),
      quantity_spec("length", {"切线间长度", "length, tangent to tangent"}, Unit::Metre, 0.1, 60.0, {}),
      quantity_spec("bottom_tangent", {"下切线标高", "elevation of the bottom tangent line"}, Unit::Metre, -50.0, 200.0, {}),
      quantity_spec("inlet_elevation", {"顶部接管内端标高", "elevation where the top nozzle's line ends"}, Unit::Metre, -50.0, 200.0, {}),
      quantity_spec("level_zero", {"液位 0 % 标高", "elevation of 0 % level"}, Unit::Metre, -50.0, 200.0, {}),
      quantity_spec("level_span", {"液位量程高度", "height from 0 to 100 % level"}, Unit::Metre, 0.1, 60.0, {}),
      quantity_spec("level_density", {"液位计标定密度", "density the level transmitter is calibrated for"}, Unit::KgPerCubicMetre, 300.0, 3000.0, 1000.0),
      quantity_spec("glass_low", {"玻璃板下端标高", "elevation of the level glass's lower end"}, Unit::Metre, -50.0, 200.0, -50.0),
      quantity_spec("glass_high", {"玻璃板上端标高", "elevation of the level glass's upper end"}, Unit::Metre, -50.0, 200.0, 200.0),
      quantity_spec("entrainment", {"底部出口开始夹带气体的液高", "liquid height above the bottom nozzle below which gas is drawn in"}, Unit::Metre, 0.02, 5.0, 0.25),
      quantity_spec("wall_heat_capacity", {"金属热容", "heat capacity of the metal"}, Unit::JoulePerKelvin, 1e3, 1e10, 1e6),
      quantity_spec("heat_loss", {"散热系数 UA", "heat loss to the surroundings, UA"}, Unit::WattPerKelvin, 0.0, 1e6, 0.0),
      quantity_spec("initial_level", {"初始液位（0 为空）", "level at the start; 0 means empty"}, Unit::One, 0.0, 1.2, 0.0),
  });
  spec.ports = {
      output_spec("P", {"气相压力", "pressure of the gas space"}, Unit::Pascal),
      output_spec("P_bottom", {"底部压力", "pressure at the bottom"}, Unit::Pascal),
      output_spec("T", {"温度", "temperature"}, Unit::Kelvin),
      output_spec("L", {"差压式液位", "level as a differential-pressure transmitter reads it"}, Unit::One),
      output_spec("surface", {"玻璃板液面标高", "elevation of the surface in the level glass"}, Unit::Metre),
      output_spec("volume", {"液体体积", "volume of liquid"}, Unit::CubicMetre),
      output_spec("O2", {"气相氧含量（干基摩尔分数）", "oxygen in the dry gas, mole fraction"}, Unit::One),
  };
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<Vessel>(std::move(in)); };
  return spec;
}

} // namespace jixia::process
