#include "control/transmitter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random_stream.h"
#include "control/declare.h"
#include "control/lag.h"
#include "control/measured_kind.h"

namespace jixia::control {
namespace {

enum class Failure { None, Low, High };

// The faults come from outside; whatever is not a number counts as no fault.
double or_none(double value) {
  return std::isfinite(value) ? value : 0.0;
}

class Transmitter final : public Component {
 public:
  explicit Transmitter(const ComponentInputs& in)
      : low_(in.quantity("range_low")),
        high_(in.quantity("range_high")),
        lag_share_(calc_lag_share(in.dt, in.quantity("lag"))),
        dead_steps_(static_cast<std::size_t>(std::lround(in.quantity("dead_time") / in.dt))),
        noise_(in.quantity("noise")),
        noise_disturbed_(std::max(noise_, in.quantity("noise_disturbed"))),
        cut_(in.quantity("low_cut")),
        input_(in.port("input")),
        disturbance_(in.port("DISTURBANCE")),
        bias_(in.port("BIAS")),
        drift_rate_(in.port("DRIFT")),
        freeze_(in.port("FREEZE")),
        fail_(in.port("FAIL")),
        pv_out_(in.port("PV")),
        bad_out_(in.port("BAD")),
        random_(in.seed, in.tag) {
    // Drawn whatever the accuracy, so that changing it does not change the noise.
    zero_error_ = 0.5 * in.quantity("accuracy") * (2.0 * random_.uniform() - 1.0);
    gain_error_ = 0.5 * in.quantity("accuracy") * (2.0 * random_.uniform() - 1.0);
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Sense) {
      return;
    }
    measure(signals.get(input_));
    drift(or_none(signals.get(drift_rate_) * info.dt));
    const double noise = draw_noise(or_none(signals.get(disturbance_)));
    const double fail = std::clamp(or_none(signals.get(fail_)), 0.0, 2.0);
    const auto failure = static_cast<Failure>(std::lround(fail));
    if (!signals.is_on(freeze_)) {
      pv_ = calc_shown_value(lagged_, low_, high_, zero_error_, gain_error_,
                             {or_none(signals.get(bias_)), drifted_}, noise);
      pv_ = apply_low_flow_cut(pv_, high_, cut_);
    }
    signals.set(pv_out_, failure == Failure::None ? pv_ : failed_value(failure));
    signals.set(bad_out_, failure != Failure::None || is_blind_);
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("pv", pv_);
    visitor.visit("lagged", lagged_);
    visitor.visit("drifted", drifted_);
    visitor.visit("delayed", delayed_);
    visitor.visit("oldest", oldest_);
    visitor.visit("has_started", has_started_);
    visitor.visit("is_blind", is_blind_);
    visitor.visit("random", random_);
  }

 private:
  void measure(double truth) {
    is_blind_ = !(std::abs(truth) < kAbsurd); // also what is not a number
    if (is_blind_) {
      return;
    }
    if (!has_started_) {
      delayed_.assign(dead_steps_, truth);
      lagged_ = truth;
      has_started_ = true;
    }
    lagged_ += lag_share_ * (pass_dead_time(truth) - lagged_);
  }

  double pass_dead_time(double truth) {
    if (dead_steps_ == 0) {
      return truth;
    }
    const double out = std::exchange(delayed_[static_cast<std::size_t>(oldest_)], truth);
    oldest_ = (oldest_ + 1) % static_cast<std::int64_t>(dead_steps_);
    return out;
  }

  void drift(double by) {
    constexpr double kFarthest = 10.0; // spans; the signal has long been saturated
    drifted_ = by == 0.0 ? 0.0 : std::clamp(drifted_ + by, -kFarthest, kFarthest);
  }

  double draw_noise(double disturbance) {
    if (noise_disturbed_ <= 0.0) {
      return 0.0;
    }
    const double sigma = noise_ + (noise_disturbed_ - noise_) * std::clamp(disturbance, 0.0, 1.0);
    return sigma * random_.normal();
  }

  double failed_value(Failure failure) const {
    return low_ + (high_ - low_) * (failure == Failure::Low ? kFailedLow : kFailedHigh);
  }

  double low_, high_;
  double lag_share_;
  std::size_t dead_steps_;
  double noise_, noise_disturbed_;
  double cut_;
  SignalId input_, disturbance_, bias_, drift_rate_, freeze_, fail_, pv_out_, bad_out_;
  RandomStream random_;
  double zero_error_ = 0.0, gain_error_ = 0.0;
  double pv_ = 0.0, lagged_ = 0.0, drifted_ = 0.0;
  std::vector<double> delayed_;
  std::int64_t oldest_ = 0;
  bool has_started_ = false;
  bool is_blind_ = false;
};

std::vector<ParameterSpec> parameters(Unit unit) {
  return {
      needed("range_low", unit, {"量程下限（4 mA）。", "Low end of the range (4 mA)."}, -kNoLimit,
             kNoLimit),
      needed("range_high", unit, {"量程上限（20 mA）。", "High end of the range (20 mA)."},
             -kNoLimit, kNoLimit),
      quantity("lag", Unit::Second, {"一阶滞后的时间常数。", "Time constant of the lag."}, 0.0,
               3600.0, 0.0),
      quantity("dead_time", Unit::Second,
               {"纯滞后，如分析仪的取样管。", "Dead time, e.g. an analyser's sample line."}, 0.0,
               3600.0, 0.0),
      quantity("noise", Unit::One, {"噪声标准差，占量程。", "Noise, one sigma, of the span."}, 0.0,
               0.5, 0.0),
      quantity("noise_disturbed", Unit::One,
               {"DISTURBANCE 为 1 时的噪声。", "Noise while DISTURBANCE is 1."}, 0.0, 0.5, 0.0),
      quantity("accuracy", Unit::One,
               {"固定误差的界限，占量程；每次运行按种子取一次，0 为无误差。",
                "Bound of the fixed error, of the span; drawn once a run. 0: none."},
               0.0, 0.2, 0.0),
      quantity("low_cut", Unit::One,
               {"小信号切除，占量程上限；用于流量。", "Low-flow cut-off, of the high end."}, 0.0,
               0.5, 0.0),
  };
}

std::vector<PortSpec> ports(Unit unit) {
  const auto by_instructor = [](PortSpec port, double lowest, double highest) {
    return set_by(Place::Instructor, std::move(port), lowest, highest);
  };
  PortSpec fail = by_instructor(
      input("FAIL", Unit::One, {"故障：输出到低端或高端。", "Fails low or high."}), 0.0, 2.0);
  fail.states = {{"正常", "healthy"}, {"低", "low"}, {"高", "high"}};
  return {
      input("input", unit, {"被测的真实值。", "The true value."}),
      input("DISTURBANCE", Unit::One, {"扰动强度 0 到 1，加大噪声。", "0 to 1, raises the noise."}),
      by_instructor(input("BIAS", Unit::One, {"零点偏移，占量程。", "Offset, of the span."}), -2.0,
                    2.0),
      by_instructor(input("DRIFT", Unit::PerSecond,
                          {"漂移速度，占量程每秒；回到 0 即修复。",
                           "Drift, of the span a second; 0 repairs."}),
                    -1.0, 1.0),
      by_instructor(switch_input("FREEZE", {"输出冻结。", "The output is frozen."}), 0.0, 1.0),
      fail,
      output("PV", unit, {"测量值。", "Measured value."}),
      switch_output("BAD", {"坏值。", "The value is bad."}),
  };
}

} // namespace

double calc_shown_value(double value, double low, double high, double zero_error, double gain_error,
                        const TransmitterFault& fault, double noise) {
  const double span = high - low;
  const double x = (value - low) / span;
  const double shown = x + gain_error * x + zero_error + fault.bias + fault.drift + noise;
  return low + span * std::clamp(shown, kSaturatedLow, kSaturatedHigh);
}

double apply_low_flow_cut(double value, double high, double cut) {
  return cut > 0.0 && value < cut * high ? 0.0 : value;
}

std::vector<ComponentSpec> transmitter_specs() {
  std::vector<ComponentSpec> specs;
  for (const MeasuredKind& kind : all_measured_kinds()) {
    ComponentSpec spec;
    spec.type = kind.name + "Transmitter";
    spec.meaning = fill({"{0}变送器：滞后、纯滞后、噪声、量程、故障。",
                         "Measures a {0}: lag, dead time, noise, range, faults."},
                        std::vector{kind.noun});
    spec.parameters = parameters(kind.unit);
    spec.ports = ports(kind.unit);
    spec.main_port = "PV";
    spec.make = [](ComponentInputs&& in, Diagnostics& problems) -> std::unique_ptr<Component> {
      if (in.quantity("range_high") <= in.quantity("range_low")) {
        problems.error(in.mark, fill({"{0} 的 range_high 应大于 range_low",
                                      "range_high of {0} must be above range_low"},
                                     std::vector{in.tag}));
        return nullptr;
      }
      return std::make_unique<Transmitter>(in);
    };
    specs.push_back(std::move(spec));
  }
  return specs;
}

} // namespace jixia::control
