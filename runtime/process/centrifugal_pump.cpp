#include "process/centrifugal_pump.h"

#include <algorithm>
#include <cmath>

#include "process/flowsheet_builder.h"
#include "process/impeller.h"
#include "process/pipe_friction.h"
#include "process/shaft.h"
#include "process/spec_entries.h"
#include "process/unit_start.h"

namespace jixia::process {
namespace {

constexpr double kGasLag = 2.0;         // [s]
constexpr double kBoundAbove = 0.10;    // gas fraction
constexpr double kFreedBelow = 0.01;
constexpr double kBoundFactor = 0.03;
constexpr double kGasRise = 30.0 / 3600.0; // gas rising from the eye into a standing casing [m3/s]
constexpr double kBearingPower = 900.0; // at bearing_wear 1 [W]
constexpr double kBearingVibration = 7.5; // [mm/s]
constexpr double kStartWindow = 1800.0; // [s]
constexpr double kMostCavitationRatio = 99.0;

class CentrifugalPump final : public UnitOperation {
 public:
  explicit CentrifugalPump(ComponentInputs in)
      : UnitOperation(std::move(in)),
        curves_{quantity("h0"), quantity("h2"), quantity("p0"), quantity("p1"),
                quantity("p2"), quantity("n0"), quantity("n2")},
        rated_(quantity("speed")) {
    is_running_ = inputs_.word("initial_running") == "yes";
    has_breaker_ = is_running_ || inputs_.word("initial_breaker") == "in";
    motor_speed_ = impeller_speed_ = is_running_ ? rated_ : 0.0;
  }

  void place(FlowsheetBuilder& builder) override {
    HoldupSpec spec;
    spec.volume = quantity("casing_volume");
    spec.elevation = quantity("elevation");
    spec.wall_heat_capacity = quantity("wall_heat_capacity");
    spec.heat_loss = quantity("heat_loss");
    HoldupStart start = read_start(inputs_);
    casing_ = builder.network().add_holdup(spec, start);
    LinePoint here;
    here.port = {.node = casing_, .elevation = spec.elevation};
    builder.add_place(tag(), here);
    here.port.nozzle = Nozzle::Top;
    builder.add_place(tag() + ".top", here);
    here.port.nozzle = Nozzle::Bottom;
    builder.add_place(tag() + ".bottom", here);
  }

  void connect(FlowsheetBuilder& builder) override {
    const LinePoint* eye = builder.find_place(inputs_.word("from"), *this);
    if (eye == nullptr) {
      return;
    }
    FlowNetwork& network = builder.network();
    eye_ = eye->port.node;
    const double rise = quantity("elevation") - eye->port.elevation;
    const PortSpecification outlet{.node = casing_, .elevation = quantity("elevation")};
    branch_ = network.add_branch(std::make_unique<Impeller>(curves_, rise),
                                 network.add_port(eye->port), network.add_port(outlet));
    gas_ = gas_fraction_at_start();
    if (!network.is_boundary(eye_)) {
      PortSpecification above = outlet, below = eye->port;
      above.nozzle = Nozzle::Liquid;
      below.nozzle = Nozzle::Gas;
      rise_ = network.add_branch(std::make_unique<ExchangeBranch>(), network.add_port(above),
                                 network.add_port(below));
    }
  }

  void begin(FlowNetwork& network) override {
    network.own_unknowns(branch_)[Impeller::kFlow] = 0.0;
    network.own_unknowns(branch_)[Impeller::kHeadShare] = 1.0;
  }

  std::optional<Text> operate(SignalId asked, double value) override {
    if (asked == breaker_id_) {
      has_breaker_ = value > 0.5;
      is_running_ = is_running_ && has_breaker_;
      return std::nullopt;
    }
    return value > 0.5 ? start() : stop();
  }

  void advance(const PlantView& view, FlowNetwork& network) override {
    const Signals& signals = view.signals;
    is_tripped_ = signals.is_on(trip_id_);
    is_sheared_ = signals.is_on(coupling_shear_id_);
    wear_ = std::clamp(signals.get(bearing_wear_id_), 0.0, 1.0);
    const bool wants_auto = signals.is_on(auto_start_id_);
    if (wants_auto && !wanted_auto_) {
      start();
    }
    wanted_auto_ = wants_auto;
    has_power_ = !signals.is_on(power_loss_id_);
    is_running_ = is_running_ && !is_tripped_ && has_power_;
    turn(view);
    follow_gas(view);
    age_starts(view.dt);
    double* in = network.branch_inputs(branch_);
    in[Impeller::kOpen] = 1.0;
    in[Impeller::kSpeed] = impeller_speed_ / rated_;
    in[Impeller::kGasFactor] = is_bound_ ? kBoundFactor : calc_gas_factor(gas_);
    if (rise_ >= 0) {
      const double stream = std::fabs(network.volume_flow(branch_)) / kGasRise;
      const double standing = 1.0 - smooth_step(impeller_speed_ / rated_, 0.02, 0.1);
      network.branch_inputs(rise_)[ExchangeBranch::kCapacity] =
          kGasRise * standing * std::max(0.0, 1.0 - stream);
    }
    in[Impeller::kHealth] = 1.0 - std::clamp(signals.get(impeller_wear_id_), 0.0, 0.9);
  }

  void publish(const FlowNetwork& network, Signals& signals) const override;

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_running", is_running_);
    visitor.visit("has_breaker", has_breaker_);
    visitor.visit("is_tripped", is_tripped_);
    visitor.visit("is_sheared", is_sheared_);
    visitor.visit("has_power", has_power_);
    visitor.visit("wanted_auto", wanted_auto_);
    visitor.visit("wear", wear_);
    visitor.visit("motor_speed", motor_speed_);
    visitor.visit("impeller_speed", impeller_speed_);
    visitor.visit("gas", gas_);
    visitor.visit("is_bound", is_bound_);
    visitor.visit("starts", starts_);
    visitor.visit("start_ages", start_ages_);
  }

 private:
  std::optional<Text> start() {
    if (!has_breaker_) {
      return fill({"{0} 断路器未合闸，不能启动", "the breaker of {0} is out; it cannot start"},
                  std::vector<std::string>{tag()});
    }
    if (is_tripped_) {
      return fill({"{0} 联锁未复位，不能启动", "an interlock holds {0}; reset it before starting"},
                  std::vector<std::string>{tag()});
    }
    if (!is_running_ && has_power_) {
      is_running_ = true;
      ++starts_;
      start_ages_.push_back(0.0);
    }
    return std::nullopt;
  }

  std::optional<Text> stop() {
    is_running_ = false;
    return std::nullopt;
  }

  void turn(const PlantView& view) {
    const double power = view.network.power(branch_);
    Shaft shaft{inertia_, rated_, starting_torque_, dry_friction_};
    if (!is_sheared_) {
      motor_speed_ = shaft.advance(motor_speed_, is_running_, power + friction(), view.dt);
      impeller_speed_ = motor_speed_;
      return;
    }
    Shaft impeller = shaft;
    impeller.inertia = impeller_inertia_;
    shaft.inertia -= impeller.inertia;
    motor_speed_ = shaft.advance(motor_speed_, is_running_, friction(), view.dt);
    impeller_speed_ = impeller.advance(impeller_speed_, false, power, view.dt);
  }

  double friction() const { return motor_speed_ > 0.0 ? wear_ * kBearingPower : 0.0; }

  // Share of a holdup's volume that non-condensable gas takes at its pressure; vapour is not gas.
  double calc_gas_fraction(const FlowNetwork& network, int node) const {
    if (network.is_boundary(node)) {
      return network.void_fraction(node);
    }
    double moles = 0.0;
    for (std::size_t k = 0; k < gas::kCount; ++k) {
      moles += network.gas_moles(node, k);
    }
    const double volume = moles * gas::kUniversalConstant * network.temperature(node) /
                          std::max(network.pressure(node), 1e3);
    return std::min(1.0, volume / network.holdup(node).volume);
  }

  double gas_fraction_at_start() const { return 1.0 - quantity("initial_liquid"); }

  void follow_gas(const PlantView& view) {
    const double now = std::max(calc_gas_fraction(view.network, eye_),
                                calc_gas_fraction(view.network, casing_));
    gas_ += (now - gas_) * (1.0 - std::exp(-view.dt / kGasLag));
    const double speed = impeller_speed_ / rated_;
    const bool is_venting = view.signals.get(vent_id_) > 0.05;
    if (gas_ > kBoundAbove && speed > 0.3) {
      is_bound_ = true;
    } else if (gas_ < kFreedBelow && (speed < 0.05 || is_venting)) {
      is_bound_ = false;
    }
  }

  void age_starts(double dt) {
    for (double& age : start_ages_) {
      age += dt;
    }
    if (!start_ages_.empty() && start_ages_.front() > kStartWindow) {
      start_ages_.erase(start_ages_.begin());
    }
  }

  double calc_current(double shaft_power) const {
    if (!is_running_) {
      return 0.0;
    }
    const double running = calc_motor_current(magnetising_current_,
                                              current_per_power_ * 1e3, shaft_power / 1e3);
    const double run_up = smooth_step(motor_speed_ / rated_, 0.9, 1.0);
    return run_up * running + (1.0 - run_up) * inrush_current_;
  }

  PumpCurves curves_;
  double rated_; // [rad/s]
  int casing_ = -1, eye_ = -1, branch_ = -1, rise_ = -1;
  bool is_running_ = false, has_breaker_ = false, is_tripped_ = false, is_sheared_ = false;
  bool has_power_ = true, wanted_auto_ = false;
  double wear_ = 0.0, motor_speed_ = 0.0, impeller_speed_ = 0.0;
  double gas_ = 1.0; // alpha
  bool is_bound_ = false;
  std::int64_t starts_ = 0;
  std::vector<double> start_ages_; // of the last half hour [s]

  const SignalId breaker_id_ = port("BREAKER");
  const SignalId trip_id_ = port("trip");
  const SignalId coupling_shear_id_ = port("coupling_shear");
  const SignalId bearing_wear_id_ = port("bearing_wear");
  const SignalId auto_start_id_ = port("auto_start");
  const SignalId power_loss_id_ = port("power_loss");
  const SignalId impeller_wear_id_ = port("impeller_wear");
  const SignalId vent_id_ = port("vent");
  const SignalId run_id_ = port("RUN");
  const SignalId speed_id_ = port("speed");
  const SignalId i_id_ = port("I");
  const SignalId shaft_power_id_ = port("shaft_power");
  const SignalId ps_id_ = port("PS");
  const SignalId pd_id_ = port("PD");
  const SignalId t_id_ = port("T");
  const SignalId flow_id_ = port("flow");
  const SignalId npsha_id_ = port("NPSHa");
  const SignalId npshr_id_ = port("NPSHr");
  const SignalId s_id_ = port("s");
  const SignalId alpha_id_ = port("alpha");
  const SignalId bound_id_ = port("bound");
  const SignalId vibration_id_ = port("vibration");
  const SignalId crackle_id_ = port("crackle");
  const SignalId gravel_id_ = port("gravel");
  const SignalId starts_id_ = port("starts");
  const SignalId starts_30min_id_ = port("starts_30min");
  const double inertia_ = quantity("inertia");
  const double impeller_inertia_ = quantity("impeller_inertia");
  const double starting_torque_ = quantity("starting_torque");
  const double dry_friction_ = quantity("dry_friction");
  const double magnetising_current_ = quantity("magnetising_current");
  const double current_per_power_ = quantity("current_per_power");
  const double inrush_current_ = quantity("inrush_current");
  const double suction_bore_ = quantity("suction_bore");
  const double discharge_bore_ = quantity("discharge_bore");
};

void CentrifugalPump::publish(const FlowNetwork& network, Signals& signals) const {
  const double speed = impeller_speed_ / rated_;
  const double flow = network.volume_flow(branch_);
  const double density = network.flowing_density(branch_);
  const double liquid = network.liquid_density(eye_);
  const double available =
      (network.pressure(eye_) - network.saturation_pressure(eye_)) / (liquid * kGravity);
  const double needed = calc_npsh_required(curves_, std::max(0.0, flow * 3600.0), speed);
  const double s = std::clamp(available / (needed + 0.01), -kMostCavitationRatio, kMostCavitationRatio);
  const double shown_s = speed > 0.05 ? s : kMostCavitationRatio;
  const auto clip = [](double x) { return std::clamp(x, 0.0, 1.0); };
  const auto dynamic = [&](double bore) {
    const double velocity = flow / bore_area(bore);
    return 0.5 * density * velocity * velocity;
  };
  const double turning = motor_speed_ / rated_;
  const double power = network.power(branch_);
  signals.set(run_id_, is_running_ ? 1.0 : 0.0);
  signals.set(breaker_id_, has_breaker_ ? 1.0 : 0.0);
  signals.set(speed_id_, motor_speed_);
  signals.set(i_id_, calc_current(power + friction()));
  signals.set(shaft_power_id_, power + friction());
  signals.set(ps_id_, network.pressure(eye_) - dynamic(suction_bore_));
  signals.set(pd_id_, network.pressure(casing_) - dynamic(discharge_bore_));
  signals.set(t_id_, network.temperature(casing_));
  signals.set(flow_id_, network.mass_flow(branch_));
  signals.set(npsha_id_, available);
  signals.set(npshr_id_, needed);
  signals.set(s_id_, shown_s);
  signals.set(alpha_id_, gas_);
  signals.set(bound_id_, is_bound_ ? 1.0 : 0.0);
  const double full = calc_vibration(shown_s, gas_, std::max(0.0, flow * 3600.0));
  const double hydraulic = is_sheared_ ? 2.0 : full;
  signals.set(vibration_id_, 1e-3 * turning * (hydraulic + kBearingVibration * wear_)); // m/s
  signals.set(crackle_id_, speed > 0.05 ? clip((2.5 - s) / 1.2) * speed : 0.0);
  signals.set(gravel_id_, speed > 0.05 ? clip((1.3 - s) / 0.35) * speed : 0.0);
  signals.set(starts_id_, static_cast<double>(starts_));
  signals.set(starts_30min_id_, static_cast<double>(start_ages_.size()));
}

std::vector<ParameterSpec> pump_parameters() {
  ParameterSpec from;
  from.name = "from";
  from.kind = ParameterSpec::Kind::Reference;
  from.meaning = {"吸入口处的管路点", "the place at its eye, e.g. a Junction"};
  std::vector<ParameterSpec> all = with_start({
      from,
      quantity_spec("h0", {"零流量扬程", "head at zero flow"}, Unit::Metre, 1.0, 3000.0, {}),
      quantity_spec("h2", {"扬程系数：H = h0 r2 - h2 Q2，Q 以 m3/h 计", "H = h0 r2 - h2 Q2, Q in m3/h"}, Unit::One, 0.0, 100.0, {}),
      quantity_spec("p0", {"轴功率系数：P = p0 r3 + p1 Q r2 + p2 Q2 r，kW 与 m3/h", "P = p0 r3 + p1 Q r2 + p2 Q2 r, in kW and m3/h"}, Unit::One, 0.0, 1e4, {}),
      quantity_spec("p1", {"轴功率系数 p1", "p1 of the shaft power"}, Unit::One, -100.0, 100.0, 0.0),
      quantity_spec("p2", {"轴功率系数 p2", "p2 of the shaft power"}, Unit::One, -10.0, 10.0, 0.0),
      quantity_spec("n0", {"必需汽蚀余量：NPSHr = n0 r2 + n2 Q2", "NPSHr = n0 r2 + n2 Q2"}, Unit::Metre, 0.0, 100.0, {}),
      quantity_spec("n2", {"必需汽蚀余量系数 n2", "n2 of NPSHr"}, Unit::One, 0.0, 10.0, 0.0),
      quantity_spec("speed", {"额定转速", "rated speed"}, Unit::RadianPerSecond, 1.0, 2000.0, 308.9232776),
      quantity_spec("elevation", {"泵中心标高", "elevation of the centre line"}, Unit::Metre, -50.0, 200.0, 0.0),
      quantity_spec("casing_volume", {"泵腔容积", "volume of the casing"}, Unit::CubicMetre, 1e-3, 10.0, 0.009),
      quantity_spec("wall_heat_capacity", {"泵体金属热容", "heat capacity of the casing's metal"}, Unit::JoulePerKelvin, 1.0, 1e8, 28.8e3),
      quantity_spec("heat_loss", {"散热系数 UA", "heat loss to the surroundings, UA"}, Unit::WattPerKelvin, 0.0, 1e5, 0.0),
      quantity_spec("suction_bore", {"入口测压处内径", "bore at the suction tap"}, Unit::Metre, 0.005, 5.0, {}),
      quantity_spec("discharge_bore", {"出口测压处内径", "bore at the discharge tap"}, Unit::Metre, 0.005, 5.0, {}),
      quantity_spec("inertia", {"电机与泵转动惯量", "inertia of motor and pump"}, Unit::KgSquareMetre, 1e-4, 1e4, 0.12),
      quantity_spec("impeller_inertia", {"其中叶轮侧转动惯量", "of that, the impeller's side"}, Unit::KgSquareMetre, 1e-4, 1e4, 0.03),
      quantity_spec("starting_torque", {"起动转矩", "torque while it runs up"}, Unit::NewtonMetre, 0.1, 1e5, 75.0),
      quantity_spec("dry_friction", {"机械摩擦转矩", "dry friction torque"}, Unit::NewtonMetre, 0.0, 1e4, 1.0),
      quantity_spec("magnetising_current", {"空载电流", "current at no load"}, Unit::Ampere, 0.0, 1e4, 9.5),
      quantity_spec("current_per_power", {"每千瓦轴功率的有功电流（A/W）", "active current per shaft power, A/W"}, Unit::One, 0.0, 1.0, 1.855e-3),
      quantity_spec("inrush_current", {"起动电流", "current while it runs up"}, Unit::Ampere, 0.0, 1e5, 206.0),
  });
  all.push_back(choice_spec("initial_running", {"开始时在运行", "running at the start"}, {"no", "yes"}));
  all.push_back(choice_spec("initial_breaker", {"开始时断路器", "breaker at the start"}, {"out", "in"}));
  return all;
}

std::vector<PortSpec> pump_ports() {
  const auto operable = [](const char* name, Text meaning, std::vector<Text> states) {
    PortSpec spec = output_spec(name, std::move(meaning), Unit::One);
    spec.direction = PortSpec::Direction::Operable;
    spec.place = Place::Field;
    spec.lowest = 0.0;
    spec.highest = 1.0;
    spec.states = std::move(states);
    return spec;
  };
  return {
      operable("RUN", {"启停", "start and stop"}, {{"停", "stopped"}, {"运行", "running"}}),
      operable("BREAKER", {"断路器", "breaker"}, {{"分", "out"}, {"合", "in"}}),
      input_spec("trip", {"联锁停车", "interlock trip"}, Unit::One),
      input_spec("auto_start", {"自启动", "automatic start"}, Unit::One),
      input_spec("vent", {"放空阀开度，用于解除气缚", "position of its vent, frees it from gas"}, Unit::One),
      output_spec("speed", {"转速", "speed of the motor shaft"}, Unit::RadianPerSecond),
      output_spec("I", {"电流", "motor current"}, Unit::Ampere),
      output_spec("shaft_power", {"轴功率", "shaft power"}, Unit::Watt),
      output_spec("PS", {"入口压力（静压）", "suction pressure (static)"}, Unit::Pascal),
      output_spec("PD", {"出口压力（静压）", "discharge pressure (static)"}, Unit::Pascal),
      output_spec("T", {"泵体温度", "casing temperature"}, Unit::Kelvin),
      output_spec("flow", {"过泵流量", "flow through the impeller"}, Unit::KgPerSecond),
      output_spec("NPSHa", {"有效汽蚀余量", "NPSH available"}, Unit::Metre),
      output_spec("NPSHr", {"必需汽蚀余量", "NPSH required"}, Unit::Metre),
      output_spec("s", {"汽蚀余量比", "NPSHa / NPSHr; 99 at rest"}, Unit::One),
      output_spec("alpha", {"泵内含气率", "gas fraction in the pump"}, Unit::One),
      flag_spec("bound", {"气缚", "gas-bound"}),
      output_spec("vibration", {"振动速度", "vibration velocity"}, Unit::MetrePerSecond),
      output_spec("crackle", {"初生汽蚀声", "sound of incipient cavitation, 0 to 1"}, Unit::One),
      output_spec("gravel", {"汽蚀砂石声", "gravel sound of cavitation, 0 to 1"}, Unit::One),
      output_spec("starts", {"累计启动次数", "starts so far"}, Unit::One),
      output_spec("starts_30min", {"30 分钟内启动次数", "starts within 30 minutes"}, Unit::One),
      fault_spec("bearing_wear", {"轴承磨损程度", "bearing wear, 0 to 1"}, Unit::One, 0.0, 0.0, 1.0),
      fault_spec("coupling_shear", {"联轴器断裂", "coupling sheared"}, Unit::One, 0.0, 0.0, 1.0),
      fault_spec("impeller_wear", {"叶轮磨损：扬程损失分数", "impeller wear: share of head lost"}, Unit::One, 0.0, 0.0, 0.9),
      fault_spec("power_loss", {"失电", "power lost"}, Unit::One, 0.0, 0.0, 1.0),
  };
}

} // namespace

ComponentSpec centrifugal_pump_spec() {
  ComponentSpec spec;
  spec.type = "CentrifugalPump";
  spec.meaning = {"离心泵（含泵腔、联轴器和电机）", "centrifugal pump with casing, coupling and motor"};
  spec.host = "Flowsheet";
  spec.main_port = "RUN";
  spec.parameters = pump_parameters();
  spec.ports = pump_ports();
  spec.make_part = [](ComponentInputs&& in, Diagnostics& problems) -> std::unique_ptr<EquipmentPart> {
    if (in.quantity("impeller_inertia") >= in.quantity("inertia")) {
      problems.error(in.mark, fill({"{0} 的 impeller_inertia 应小于 inertia（它是其中一部分）",
                                    "impeller_inertia of {0} is part of inertia and must be smaller"},
                                   std::vector<std::string>{in.tag}));
    }
    return std::make_unique<CentrifugalPump>(std::move(in));
  };
  return spec;
}

} // namespace jixia::process
