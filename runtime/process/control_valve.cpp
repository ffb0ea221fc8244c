#include "process/control_valve.h"

#include <algorithm>
#include <cmath>

#include "process/spec_entries.h"
#include "process/stem.h"
#include "process/unit_operation.h"
#include "process/valve_words.h"

namespace jixia::process {
namespace {

class ControlValve final : public InlineUnit {
 public:
  explicit ControlValve(ComponentInputs in)
      : InlineUnit(std::move(in)),
        trim_(read_trim(inputs_)),
        position_(quantity("initial")),
        demand_(quantity("initial")) {}

  void advance(const PlantView& view, FlowNetwork&) override {
    const Signals& signals = view.signals;
    leak_ = std::max(0.0, signals.get(leak_id_));
    if (is_controlled_ || signals.get(demand_id_) >= 0.0) {
      demand_ = std::clamp(signals.get(demand_id_), 0.0, 1.0);
    }
    const double wish = std::clamp(demand_ + signals.get(positioner_bias_id_), 0.0, 1.0);
    const double limit = std::clamp(signals.get(travel_limit_id_), 0.0, 1.0);
    if (signals.is_on(stuck_id_)) {
      return;
    }
    const bool has_air = !has_air_line_ ||
                         signals.get(air_pressure_id_) >= air_needed_;
    const bool is_driven = has_air && !signals.is_on(trip_id_);
    const double target = is_driven ? std::min(wish, limit) : find_fail_position();
    position_ = move_stem(position_, target, lag_, stroke_time_, view.dt);
  }

  FlowElement element(const FlowNetwork&, int, double) const override {
    return trim_.element(position_, leak_);
  }

  void publish(const FlowNetwork& network, Signals& signals) const override {
    publish_flow(network, signals);
    signals.set(pos_id_, position_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("position", position_);
    visitor.visit("demand", demand_);
    visitor.visit("leak", leak_);
  }

 private:
  double find_fail_position() const {
    return fails_open_ ? 1.0 : fails_closed_ ? 0.0 : position_;
  }

  Trim trim_;
  double position_;
  double demand_;
  double leak_ = 0.0;

  const SignalId leak_id_ = port("leak");
  const SignalId demand_id_ = port("demand");
  const SignalId positioner_bias_id_ = port("positioner_bias");
  const SignalId travel_limit_id_ = port("travel_limit");
  const SignalId stuck_id_ = port("stuck");
  const SignalId air_pressure_id_ = port("air_pressure");
  const SignalId trip_id_ = port("trip");
  const SignalId pos_id_ = port("POS");
  const bool is_controlled_ = inputs_.is_connected("demand");
  const bool has_air_line_ = inputs_.is_connected("air_pressure");
  const bool fails_open_ = inputs_.word("fail") == "open";
  const bool fails_closed_ = inputs_.word("fail") == "closed";
  const double lag_ = quantity("lag");
  const double stroke_time_ = quantity("stroke_time");
  const double air_needed_ = quantity("air_needed");
};

} // namespace

ComponentSpec control_valve_spec() {
  ComponentSpec spec;
  spec.type = "ControlValve";
  spec.meaning = {"气动调节阀", "control valve with a pneumatic actuator"};
  spec.host = "Flowsheet";
  spec.main_port = "POS";
  spec.parameters = with_ends(with_trim({
      quantity_spec("stroke_time", {"全行程时间", "time of a full stroke"}, Unit::Second, 0.1, 600.0, 5.0),
      quantity_spec("lag", {"定位器时间常数", "time constant of the positioner"}, Unit::Second, 0.0, 60.0, 0.8),
      choice_spec("fail", {"失气位置", "where it goes without air"}, {"closed", "open", "stay"}),
      quantity_spec("air_needed", {"工作所需仪表风压力", "instrument air it needs to work"}, Unit::Pascal, 1e5, 1e6, 351325.0),
      quantity_spec("initial", {"初始阀位", "position at the start"}, Unit::One, 0.0, 1.0, 0.0),
  }));
  PortSpec demand = input_spec("demand", {"阀位指令；未接时可由内操给定，-1 表示保持", "wanted position; if nothing drives it the console may, -1 keeps it"}, Unit::One, -1.0);
  demand.place = Place::Console;
  demand.lowest = -1.0;
  demand.highest = 1.0;
  spec.ports = with_flow({
      output_spec("POS", {"实际阀位", "actual position"}, Unit::One),
      demand,
      input_spec("air_pressure", {"仪表风压力", "pressure of the instrument air"}, Unit::Pascal, 0.0),
      input_spec("trip", {"电磁阀失电：到故障位置", "solenoid tripped: go to the fail position"}, Unit::One),
      fault_spec("stuck", {"卡住", "stem is stuck"}, Unit::One, 0.0, 0.0, 1.0),
      fault_spec("travel_limit", {"执行机构可达最大开度", "farthest the actuator can open it"}, Unit::One, 1.0, 0.0, 1.0),
      fault_spec("positioner_bias", {"定位器偏差", "positioner error, added to the demand"}, Unit::One, 0.0, -1.0, 1.0),
      fault_spec("leak", {"内漏 Kv", "Kv that passes when it is shut"}, Unit::Kv, 0.0, 0.0, 100.0),
  });
  spec.make_part = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<ControlValve>(std::move(in)); };
  return spec;
}

} // namespace jixia::process
