#include "process/flowsheet.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "process/flowsheet_builder.h"

namespace jixia::process {
namespace {

class Flowsheet final : public Component {
 public:
  Flowsheet(ComponentInputs&& in, Diagnostics& problems) : inputs_(std::move(in)) {
    for (HostedPart& hosted : inputs_.parts) {
      if (auto* unit = dynamic_cast<UnitOperation*>(hosted.part.get())) {
        units_.push_back(unit);
      }
    }
    FlowsheetBuilder builder(network_, problems);
    std::vector<InlineUnit*> inline_units;
    for (UnitOperation* unit : units_) {
      unit->place(builder);
      if (auto* inline_unit = dynamic_cast<InlineUnit*>(unit)) {
        inline_units.push_back(inline_unit);
      }
    }
    builder.build_trains(inline_units);
    for (UnitOperation* unit : units_) {
      unit->connect(builder);
      for (const auto& [name, signal] : unit->ports()) {
        unit_of_signal_[static_cast<std::size_t>(signal)] = unit;
      }
    }
    if (problems.has_errors()) {
      return;
    }
    trains_ = builder.take_trains();
    exchanges_ = builder.take_exchanges();
    network_.start();
    for (UnitOperation* unit : units_) {
      unit->begin(network_);
    }
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase == Phase::Publish && !is_published_) {
      is_published_ = true;
      publish(signals);
    }
    if (phase == Phase::Solve) {
      solve(info.dt, signals);
      publish(signals);
    }
  }

  std::optional<Text> operate(SignalId port, double value, Signals&) override {
    const auto unit = unit_of_signal_.find(static_cast<std::size_t>(port));
    return unit == unit_of_signal_.end() ? std::nullopt : unit->second->operate(port, value);
  }

  void list_state(StateVisitor& visitor) override {
    network_.list_state(visitor);
    for (UnitOperation* unit : units_) {
      unit->list_state(visitor);
    }
    visitor.visit("is_published", is_published_);
    visitor.visit("is_stalled", is_stalled_);
  }

 private:
  void solve(double dt, const Signals& signals) {
    network_.refresh();
    const PlantView view{network_, signals, dt};
    for (UnitOperation* unit : units_) {
      unit->advance(view, network_);
    }
    for (Train& train : trains_) {
      set_train(train);
    }
    for (const Exchange& exchange : exchanges_) {
      set_exchange(exchange);
    }
    is_stalled_ = !network_.advance(dt);
  }

  void set_train(Train& train) {
    double leak = -1.0, cracking = 0.0;
    for (std::size_t k = 0; k < train.members.size(); ++k) {
      const Train::Member& member = train.members[k];
      train.elements[k] = member.unit->element(network_, train.branch, member.share);
      leak = std::max(leak, train.elements[k].leak);
      cracking += train.elements[k].cracking;
    }
    const Restriction r = calc_restriction(train.elements);
    double* in = network_.branch_inputs(train.branch);
    if (train.has_check) {
      in[CheckPathBranch::kConductance] = r.conductance;
      in[CheckPathBranch::kLeak] = std::min(leak, r.conductance);
      in[CheckPathBranch::kCracking] = cracking;
      in[CheckPathBranch::kGasLimit] = r.gas_limit;
      return;
    }
    in[PathBranch::kConductance] = r.conductance;
    in[PathBranch::kValveShare] = r.valve_share;
    in[PathBranch::kBeforeShare] = r.before_share;
    in[PathBranch::kRecovery] = r.recovery_squared;
    in[PathBranch::kGasLimit] = r.gas_limit;
    in[PathBranch::kOneWay] = train.one_way ? 1.0 : 0.0;
  }

  void set_exchange(const Exchange& exchange) {
    const Train& train = trains_[exchange.train];
    double open = 1.0;
    for (const FlowElement& element : train.elements) {
      open = std::min(open, element.openness);
    }
    const double stream = std::fabs(network_.volume_flow(train.branch)) / exchange.capacity;
    network_.branch_inputs(exchange.branch)[ExchangeBranch::kCapacity] =
        exchange.capacity * open * std::max(0.0, 1.0 - stream);
  }

  void publish(Signals& signals) const {
    for (const UnitOperation* unit : units_) {
      unit->publish(network_, signals);
    }
    const SolverCounts& counts = network_.counts();
    signals.set(closure_mass_id_, network_.mass_closure());
    signals.set(closure_water_id_, network_.water_closure());
    signals.set(closure_nitrogen_id_, network_.gas_closure(gas::kNitrogen));
    signals.set(closure_oxygen_id_, network_.gas_closure(gas::kOxygen));
    signals.set(closure_energy_id_, network_.energy_closure());
    signals.set(iterations_id_, static_cast<double>(counts.iterations));
    signals.set(jacobians_id_, static_cast<double>(counts.jacobians));
    signals.set(retries_id_, static_cast<double>(counts.retries));
    signals.set(halvings_id_, static_cast<double>(counts.halvings));
    signals.set(failures_id_, static_cast<double>(counts.failures));
    signals.set(deficits_id_, static_cast<double>(counts.deficits));
    signals.set(smallest_amount_id_, network_.smallest_amount());
    signals.set(stalled_id_, is_stalled_ ? 1.0 : 0.0);
  }

  ComponentInputs inputs_;
  FlowNetwork network_;
  std::vector<UnitOperation*> units_;
  std::vector<Train> trains_;
  std::vector<Exchange> exchanges_;
  std::map<std::size_t, UnitOperation*> unit_of_signal_;
  bool is_published_ = false;
  bool is_stalled_ = false;

  const SignalId closure_mass_id_ = inputs_.port("closure_mass");
  const SignalId closure_water_id_ = inputs_.port("closure_water");
  const SignalId closure_nitrogen_id_ = inputs_.port("closure_nitrogen");
  const SignalId closure_oxygen_id_ = inputs_.port("closure_oxygen");
  const SignalId closure_energy_id_ = inputs_.port("closure_energy");
  const SignalId iterations_id_ = inputs_.port("iterations");
  const SignalId jacobians_id_ = inputs_.port("jacobians");
  const SignalId retries_id_ = inputs_.port("retries");
  const SignalId halvings_id_ = inputs_.port("halvings");
  const SignalId failures_id_ = inputs_.port("failures");
  const SignalId deficits_id_ = inputs_.port("deficits");
  const SignalId smallest_amount_id_ = inputs_.port("smallest_amount");
  const SignalId stalled_id_ = inputs_.port("stalled");
};

} // namespace

ComponentSpec flowsheet_spec() {
  const auto output = [](const char* name, Text meaning) {
    PortSpec port;
    port.name = name;
    port.meaning = std::move(meaning);
    return port;
  };
  ComponentSpec spec;
  spec.type = "Flowsheet";
  spec.meaning = {"全流程：联立求解所有设备与管路的压力、流量、温度和存量",
                  "the whole flowsheet: solves pressures, flows, temperatures and holdups together"};
  spec.ports = {
      output("closure_mass", {"总质量闭合差（相对）", "closure of total mass, relative"}),
      output("closure_water", {"水闭合差（相对）", "closure of water, relative"}),
      output("closure_nitrogen", {"氮闭合差（相对）", "closure of nitrogen, relative"}),
      output("closure_oxygen", {"氧闭合差（相对）", "closure of oxygen, relative"}),
      output("closure_energy", {"能量闭合差（相对）", "closure of energy, relative"}),
      output("iterations", {"牛顿迭代次数", "Newton iterations so far"}),
      output("jacobians", {"雅可比分解次数", "Jacobians factored so far"}),
      output("retries", {"改用阻尼法的次数", "steps taken over by the damped method"}),
      output("halvings", {"步长减半次数", "halvings of a step so far"}),
      output("failures", {"未能求解的步数", "steps that could not be solved"}),
      output("deficits", {"舍入补正次数", "deficits of rounding size taken back"}),
      output("smallest_amount", {"各处最小存量", "smallest amount of any substance anywhere"}),
      output("stalled", {"本步未能求解，流程停留", "this step could not be solved; the plant stood still"}),
  };
  spec.make = [](ComponentInputs&& in, Diagnostics& problems) -> std::unique_ptr<Component> {
    auto flowsheet = std::make_unique<Flowsheet>(std::move(in), problems);
    return problems.has_errors() ? nullptr : std::move(flowsheet);
  };
  return spec;
}

} // namespace jixia::process
