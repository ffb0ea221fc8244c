#include "world/malfunction.h"

#include <algorithm>

namespace jixia {
namespace {

double calc_profile(const std::vector<double>& times, const std::vector<double>& values,
                    double time) {
  if (time <= times.front()) {
    return values.front();
  }
  for (std::size_t k = 1; k < times.size(); ++k) {
    if (time < times[k]) {
      const double share = (time - times[k - 1]) / (times[k] - times[k - 1]);
      return values[k - 1] + share * (values[k] - values[k - 1]);
    }
  }
  return values.back();
}

class Malfunction final : public Component {
 public:
  explicit Malfunction(const ComponentInputs& in)
      : normal_(in.quantity("normal")),
        severity_(in.quantity("severity")),
        ramp_(in.quantity("ramp")),
        duration_(in.quantity("duration")),
        times_(in.list("profile_time")),
        values_(in.list("profile_value")),
        out_(in.port("OUT")),
        active_out_(in.port("ACTIVE")),
        value_(normal_) {
    RandomStream random(in.seed, in.tag);
    const double start = in.quantity("start");
    start_ = start < 0.0 ? -1.0 : start + in.quantity("spread") * random.uniform();
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Publish) {
      return;
    }
    if (start_ >= 0.0 && seconds(info.time) >= start_) {
      is_active_ = true;
      active_time_ = 0.0;
      start_ = -1.0;
    }
    if (is_active_ && duration_ > 0.0 && active_time_ >= duration_) {
      is_active_ = false;
    }
    value_ = is_active_ ? calc_value() : normal_;
    active_time_ += is_active_ ? info.dt : 0.0;
    signals.set(out_, value_);
    signals.set(active_out_, is_active_);
  }

  std::optional<Text> operate(SignalId, double value, Signals& signals) override {
    is_active_ = value > 0.5;
    active_time_ = 0.0;
    start_ = -1.0;
    signals.set(active_out_, is_active_);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("start", start_);
    visitor.visit("is_active", is_active_);
    visitor.visit("active_time", active_time_);
    visitor.visit("value", value_);
  }

 private:
  double calc_value() const {
    if (!times_.empty()) {
      return calc_profile(times_, values_, active_time_);
    }
    const double share = ramp_ > 0.0 ? std::min(1.0, active_time_ / ramp_) : 1.0;
    return normal_ + share * (severity_ - normal_);
  }

  double normal_, severity_, ramp_, duration_;
  std::vector<double> times_, values_;
  SignalId out_, active_out_;
  double start_ = -1.0; ///< [s] into the run; negative: not by itself
  bool is_active_ = false;
  double active_time_ = 0.0;
  double value_;
};

ParameterSpec quantity(std::string name, Text meaning, Unit unit, double lowest, double highest,
                       double default_value) {
  ParameterSpec spec;
  spec.name = std::move(name);
  spec.meaning = std::move(meaning);
  spec.unit = unit;
  spec.lowest = lowest;
  spec.highest = highest;
  spec.default_value = default_value;
  return spec;
}

ParameterSpec list(std::string name, Text meaning, Unit unit) {
  ParameterSpec spec;
  spec.name = std::move(name);
  spec.meaning = std::move(meaning);
  spec.kind = ParameterSpec::Kind::List;
  spec.unit = unit;
  spec.optional = true;
  return spec;
}

std::unique_ptr<Component> make_malfunction(ComponentInputs&& in, Diagnostics& problems) {
  const std::vector<double>& times = in.list("profile_time");
  const bool is_rising = std::adjacent_find(times.begin(), times.end(),
                                            std::greater_equal<>()) == times.end();
  if (times.size() != in.list("profile_value").size() || !is_rising) {
    problems.error(in.mark, fill({"{0} 的 profile_time 与 profile_value 要一样长，时间递增",
                                  "profile_time and profile_value of {0} must be equally long and "
                                  "the times must rise"},
                                 std::vector{in.tag}));
    return nullptr;
  }
  return std::make_unique<Malfunction>(in);
}

} // namespace

ComponentSpec malfunction_spec() {
  constexpr double kDay = 86'400.0, kHuge = 1e12;
  ComponentSpec spec;
  spec.type = "Malfunction";
  spec.meaning = {"让一台设备按给定程度出故障", "Makes a piece of equipment fail to a given degree"};
  spec.parameters = {
      quantity("normal", {"正常时的值", "Value while healthy"}, Unit::One, -kHuge, kHuge, 0.0),
      quantity("severity", {"故障时的值", "Value while failed"}, Unit::One, -kHuge, kHuge, 1.0),
      quantity("ramp", {"从正常到故障的时间", "Time from healthy to failed"}, Unit::Second, 0.0,
               kDay, 0.0),
      quantity("duration", {"持续时间，0 为一直持续", "How long it lasts; 0 for ever"},
               Unit::Second, 0.0, kDay, 0.0),
      quantity("start", {"开始时刻，负数为不自动开始", "When it starts; negative: not by itself"},
               Unit::Second, -1.0, kDay, -1.0),
      quantity("spread", {"开始时刻的随机延迟上限", "Upper end of a seeded random delay of the start"},
               Unit::Second, 0.0, kDay, 0.0),
      list("profile_time", {"曲线的时间点", "Times of a profile"}, Unit::Second),
      list("profile_value", {"曲线的值", "Values of a profile"}, Unit::One)};
  PortSpec out;
  out.name = "OUT";
  out.meaning = {"加在设备上的值", "Value put on the equipment"};
  PortSpec active;
  active.name = "ACTIVE";
  active.direction = PortSpec::Direction::Operable;
  active.meaning = {"故障投入", "Malfunction on"};
  active.place = Place::Instructor;
  active.lowest = 0.0;
  active.highest = 1.0;
  active.states = {{"正常", "healthy"}, {"故障", "failed"}};
  spec.ports = {out, active};
  spec.main_port = "ACTIVE";
  spec.make = make_malfunction;
  return spec;
}

} // namespace jixia
