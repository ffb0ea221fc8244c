#include "process/relief_valve.h"

#include <algorithm>

#include "process/spec_entries.h"
#include "process/stem.h"
#include "process/unit_operation.h"

namespace jixia::process {
namespace {

constexpr double kTravelTime = 0.2; // [s]
constexpr double kPopLift = 0.6;
constexpr double kGasLimit = 0.527; // makes choked gas flow Kd A 0.685 sqrt(p1 rho1)

class ReliefValve final : public InlineUnit {
 public:
  using InlineUnit::InlineUnit;

  void advance(const PlantView& view, FlowNetwork&) override {
    leak_ = std::max(0.0, view.signals.get(leak_id_));
    if (view.signals.is_on(stuck_id_)) {
      return;
    }
    const double pressure = view.network.port_pressure(view.network.port_a(branch_)) - kAtmosphere;
    const double target =
        find_relief_lift(lift_, pressure, set_ - kAtmosphere, reseat_ - kAtmosphere, overpressure_);
    if (lift_ == 0.0 && target > 0.0) {
      ++lifts_;
    }
    lift_ = move_stem(lift_, target, 0.0, kTravelTime, view.dt);
  }

  FlowElement element(const FlowNetwork&, int, double) const override {
    FlowElement found;
    found.conductance =
        lift_ * conductance_of_orifice(area_, discharge_) + conductance_of_kv(leak_);
    found.gas_limit = kGasLimit;
    found.openness = lift_;
    return found;
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    publish_flow(network, signals);
    signals.set(pos_id_, lift_);
    signals.set(lifts_id_, static_cast<double>(lifts_));
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("lift", lift_);
    visitor.visit("lifts", lifts_);
    visitor.visit("leak", leak_);
  }

 private:
  double lift_ = 0.0;
  double leak_ = 0.0;
  std::int64_t lifts_ = 0;

  const SignalId leak_id_ = port("leak");
  const SignalId stuck_id_ = port("stuck");
  const SignalId pos_id_ = port("POS");
  const SignalId lifts_id_ = port("lifts");
  const double set_ = quantity("set");
  const double reseat_ = quantity("reseat");
  const double overpressure_ = quantity("overpressure");
  const double area_ = quantity("area");
  const double discharge_ = quantity("discharge");
};

} // namespace

double find_relief_lift(double lift, double pressure, double set, double reseat,
                        double overpressure) {
  if (pressure >= set) {
    const double above = (pressure - set) / (overpressure * set);
    return kPopLift + (1.0 - kPopLift) * std::min(1.0, above);
  }
  return lift > 0.0 && pressure > reseat ? std::min(std::max(lift, 0.01), kPopLift) : 0.0;
}

ComponentSpec relief_valve_spec() {
  ComponentSpec spec;
  spec.type = "ReliefValve";
  spec.meaning = {"安全阀", "relief valve"};
  spec.host = "Flowsheet";
  spec.main_port = "POS";
  spec.parameters = with_ends({
      quantity_spec("set", {"整定压力", "set pressure"}, Unit::Pascal, 1.1e5, 1e8, {}),
      quantity_spec("reseat", {"回座压力", "pressure at which it shuts again"}, Unit::Pascal,
                    1.05e5, 1e8, {}),
      quantity_spec("overpressure",
                    {"全开超压（整定表压的分数）",
                     "overpressure for full lift, share of the set gauge pressure"},
                    Unit::One, 0.01, 0.5, 0.1),
      quantity_spec("area", {"喉部面积", "orifice area"}, Unit::SquareMetre, 1e-7, 1.0, {}),
      quantity_spec("discharge", {"排放系数 Kd", "discharge coefficient Kd"}, Unit::One, 0.1, 1.0,
                    0.9),
  });
  spec.ports = with_flow({
      output_spec("POS", {"开度", "lift"}, Unit::One),
      output_spec("lifts", {"起跳次数", "times it has lifted"}, Unit::One),
      fault_spec("stuck", {"卡住", "does not move"}, Unit::One, 0.0, 0.0, 1.0),
      fault_spec("leak", {"内漏 Kv", "Kv that passes the seat"}, Unit::Kv, 0.0, 0.0, 100.0),
  });
  spec.make_part = [](ComponentInputs&& in,
                      Diagnostics& problems) -> std::unique_ptr<EquipmentPart> {
    if (in.quantity("reseat") >= in.quantity("set")) {
      problems.error(in.mark, fill({"{0} 的回座压力 reseat 应低于整定压力 set",
                                    "reseat of {0} must lie below its set pressure"},
                                   std::vector<std::string>{in.tag}));
    }
    return std::make_unique<ReliefValve>(std::move(in));
  };
  return spec;
}

} // namespace jixia::process
