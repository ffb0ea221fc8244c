#include "control/pid_controller.h"

#include <algorithm>
#include <cmath>

#include "control/measured_kind.h"
#include "control/pid.h"
#include "control/pid_controller_ports.h"
#include "control/warm_up.h"

namespace jixia::control {
namespace {

enum class Mode { Manual, Automatic, Cascade };

// A PV farther out than this counts as this far, so that arithmetic stays finite [span].
constexpr double kFarthest = 10.0;

std::optional<Text> refused(const Text& pattern, const std::string& tag) {
  return fill(pattern, std::vector{tag});
}

class PidController final : public Component {
 public:
  explicit PidController(const ComponentInputs& in)
      : tag_(in.tag),
        low_(in.quantity("range_low")),
        span_(in.quantity("range_high") - low_),
        sign_(in.word("action") == "reverse" ? 1.0 : -1.0),
        sp_rate_(in.quantity("sp_rate")),
        op_low_(in.quantity("output_low")),
        op_high_(in.quantity("output_high")),
        track_output_(in.quantity("track_output")),
        scan_steps_(std::max<std::int64_t>(1, std::llround(in.quantity("scan") / in.dt))),
        scan_time_(static_cast<double>(scan_steps_) * in.dt),
        tracks_sp_(in.word("sp_in_manual") == "track"),
        is_kicked_by_sp_(in.word("proportional_on") == "error"),
        has_cas_(in.is_connected("CAS")),
        has_cas_op_(in.is_connected("CAS_OP")),
        has_track_op_(in.is_connected("TRACK_OP")),
        input_(in.port("input")),
        bad_(in.port("BAD")),
        cas_(in.port("CAS")),
        cas_op_(in.port("CAS_OP")),
        track_(in.port("TRACK")),
        track_op_(in.port("TRACK_OP")),
        mode_port_(in.port("MODE")),
        sp_port_(in.port("SP")),
        op_port_(in.port("OP")),
        kp_port_(in.port("KP")),
        ti_port_(in.port("TI")),
        td_port_(in.port("TD")),
        pv_out_(in.port("PV")),
        wsp_out_(in.port("WSP")),
        sp_op_out_(in.port("SP_OP")),
        not_cas_out_(in.port("NOT_CAS")),
        pv_bad_out_(in.port("PV_BAD")),
        tuning_{in.quantity("gain"), in.quantity("integral_time"), in.quantity("derivative_time")},
        sp_(to_fraction(in.quantity("initial_sp"))),
        op_(std::clamp(in.quantity("initial_op"), op_low_, op_high_)) {
    const std::string& mode = in.word("initial_mode");
    mode_ = mode == "AUTO" ? Mode::Automatic : mode == "CAS" ? Mode::Cascade : Mode::Manual;
    wsp_ = sp_;
  }

  void step(Phase phase, const StepInfo&, Signals& signals) override {
    if (phase == Phase::Publish) {
      publish(signals);
    } else if (phase == Phase::Control) {
      read(signals);
      if (warm_up_.step()) {
        control(signals);
      }
      publish(signals);
    }
  }

  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    std::optional<Text> refusal = accept(port, value, signals);
    if (!refusal) {
      publish(signals);
    }
    return refusal;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("mode", mode_);
    visitor.visit("pv", pv_);
    visitor.visit("sp", sp_);
    visitor.visit("wsp", wsp_);
    visitor.visit("op", op_);
    visitor.visit("gain", tuning_.gain);
    visitor.visit("integral_time", tuning_.integral_time);
    visitor.visit("derivative_time", tuning_.derivative_time);
    visitor.visit("bias", memory_.bias);
    visitor.visit("rate", memory_.rate);
    visitor.visit("last_measured", memory_.last_measured);
    visitor.visit("has_measured", memory_.has_measured);
    visitor.visit("is_bad", is_bad_);
    visitor.visit("must_track", must_track_);
    visitor.visit("is_forced", is_forced_);
    visitor.visit("steps_to_scan", steps_to_scan_);
    warm_up_.list_state(visitor);
  }

 private:
  double to_fraction(double value) const {
    return std::clamp((value - low_) / span_, -kFarthest, kFarthest);
  }
  double to_value(double fraction) const { return low_ + span_ * fraction; }

  void read(const Signals& signals) {
    const double value = signals.get(input_);
    is_bad_ = signals.is_on(bad_) || !std::isfinite(value);
    if (std::isfinite(value)) {
      pv_ = to_fraction(value);
    }
  }

  void control(const Signals& signals) {
    if (is_bad_ && mode_ != Mode::Manual) {
      mode_ = Mode::Manual;
    }
    is_forced_ = signals.is_on(track_);
    if (is_forced_) {
      const double forced = has_track_op_ ? signals.get(track_op_) : track_output_;
      op_ = std::isfinite(forced) ? std::clamp(forced, 0.0, 1.0) : op_;
      must_track_ = true;
    }
    if (steps_to_scan_ > 0) {
      --steps_to_scan_;
      return;
    }
    steps_to_scan_ = scan_steps_ - 1;
    move_set_point(signals);
    scan();
  }

  void move_set_point(const Signals& signals) {
    if (mode_ == Mode::Cascade) {
      const double remote = signals.get(has_cas_ ? cas_ : cas_op_);
      if (std::isfinite(remote)) {
        sp_ = std::clamp(has_cas_ ? to_fraction(remote) : remote, 0.0, 1.0);
      }
      wsp_ = sp_;
      return;
    }
    if (mode_ == Mode::Manual && tracks_sp_ && !is_bad_) {
      sp_ = std::clamp(pv_, 0.0, 1.0);
    }
    if (sp_rate_ <= 0.0) {
      wsp_ = sp_;
    } else if (mode_ == Mode::Manual) {
      wsp_ = std::clamp(pv_, 0.0, 1.0);
    } else {
      const double reach = sp_rate_ * scan_time_;
      wsp_ += std::clamp(sp_ - wsp_, -reach, reach);
    }
  }

  void scan() {
    const double error = sign_ * (wsp_ - pv_);
    const double measured = sign_ * pv_;
    const double proportional = is_kicked_by_sp_ ? error : -measured;
    if (must_track_ || mode_ == Mode::Manual) {
      track_pid(tuning_, memory_, op_, proportional, measured, scan_time_);
      must_track_ = false;
    } else {
      op_ =
          apply_pid(tuning_, memory_, error, proportional, measured, scan_time_, op_low_, op_high_);
    }
  }

  void publish(Signals& signals) const {
    signals.set(pv_out_, to_value(pv_));
    signals.set(wsp_out_, to_value(wsp_));
    signals.set(sp_op_out_, wsp_);
    signals.set(not_cas_out_, mode_ != Mode::Cascade);
    signals.set(pv_bad_out_, is_bad_);
    signals.set(mode_port_, static_cast<double>(mode_));
    signals.set(sp_port_, to_value(sp_));
    signals.set(op_port_, op_);
    signals.set(kp_port_, tuning_.gain);
    signals.set(ti_port_, tuning_.integral_time);
    signals.set(td_port_, tuning_.derivative_time);
  }

  std::optional<Text> accept(SignalId port, double value, const Signals& signals) {
    if (port == mode_port_) {
      return accept_mode(static_cast<Mode>(std::lround(value)), signals);
    }
    if (port == sp_port_) {
      return accept_set_point(value);
    }
    if (port == op_port_) {
      return accept_output(value);
    }
    double& tuned = port == kp_port_   ? tuning_.gain
                    : port == ti_port_ ? tuning_.integral_time
                                       : tuning_.derivative_time;
    tuned = value;
    must_track_ = true;
    return std::nullopt;
  }

  std::optional<Text> accept_mode(Mode wanted, const Signals& signals) {
    const bool is_bad = signals.is_on(bad_) || !std::isfinite(signals.get(input_));
    if (wanted != Mode::Manual && is_bad) {
      return refused({"{0} 的 PV 是坏值，不能投自动；先处理变送器",
                      "PV of {0} is bad; repair the transmitter before AUTO"},
                     tag_);
    }
    if (wanted == Mode::Cascade && !has_cas_ && !has_cas_op_) {
      return refused({"{0} 没有接串级给定，不能投串级", "{0} has no remote set point; no CAS"},
                     tag_);
    }
    if (wanted != mode_) {
      if (mode_ == Mode::Manual) {
        wsp_ = sp_rate_ > 0.0 && warm_up_.is_over() ? std::clamp(pv_, 0.0, 1.0) : sp_;
      }
      mode_ = wanted;
      must_track_ = true;
    }
    return std::nullopt;
  }

  std::optional<Text> accept_set_point(double value) {
    if (mode_ == Mode::Cascade) {
      return refused({"{0} 在串级，不能改 SP；先投自动", "{0} is in CAS; switch to AUTO to set SP"},
                     tag_);
    }
    if (mode_ == Mode::Manual && tracks_sp_) {
      return refused(
          {"{0} 在手动时 SP 跟踪 PV；先投自动", "SP of {0} tracks PV in MAN; switch to AUTO"},
          tag_);
    }
    const double wanted = to_fraction(value);
    constexpr double kRounding = 1e-9;
    if (wanted < -kRounding || wanted > 1.0 + kRounding) {
      return fill({"{0} 的 SP 为量程的 {1} %，允许 0 到 100 %",
                   "SP of {0} is at {1} % of the range; allowed 0 to 100 %"},
                  std::vector{tag_, number_text(100.0 * wanted)});
    }
    sp_ = std::clamp(wanted, 0.0, 1.0);
    if (sp_rate_ <= 0.0) {
      wsp_ = sp_;
    }
    return std::nullopt;
  }

  std::optional<Text> accept_output(double value) {
    if (is_forced_) {
      return refused({"{0} 的 OP 被联锁或跟踪锁定，不能改；先复位",
                      "OP of {0} is held by an interlock or by tracking; reset that first"},
                     tag_);
    }
    if (mode_ != Mode::Manual) {
      return refused(
          mode_ == Mode::Automatic
              ? Text{"{0} 在自动，不能改 OP；先投手动", "{0} is in AUTO; switch to MAN to set OP"}
              : Text{"{0} 在串级，不能改 OP；先投手动", "{0} is in CAS; switch to MAN to set OP"},
          tag_);
    }
    if (value < op_low_ || value > op_high_) {
      return fill({"{0} 的 OP 允许 {1} 到 {2} %", "OP of {0} may be {1} to {2} %"},
                  std::vector{tag_, number_text(100.0 * op_low_), number_text(100.0 * op_high_)});
    }
    op_ = value;
    return std::nullopt;
  }

  std::string tag_;
  double low_, span_, sign_, sp_rate_, op_low_, op_high_, track_output_;
  std::int64_t scan_steps_;
  double scan_time_;
  bool tracks_sp_, is_kicked_by_sp_, has_cas_, has_cas_op_, has_track_op_;
  SignalId input_, bad_, cas_, cas_op_, track_, track_op_;
  SignalId mode_port_, sp_port_, op_port_, kp_port_, ti_port_, td_port_;
  SignalId pv_out_, wsp_out_, sp_op_out_, not_cas_out_, pv_bad_out_;
  PidTuning tuning_;
  Mode mode_ = Mode::Manual;
  double pv_ = 0.0, sp_ = 0.0, wsp_ = 0.0; // fractions of the range
  double op_ = 0.0;
  PidMemory memory_;
  bool is_bad_ = false;
  bool must_track_ = true; // the next scan starts from op_
  bool is_forced_ = false;
  std::int64_t steps_to_scan_ = 0;
  WarmUp warm_up_;
};

std::unique_ptr<Component> make_pid(ComponentInputs&& in, Diagnostics& problems) {
  const auto refuse = [&](const Text& pattern) -> std::unique_ptr<Component> {
    problems.error(in.mark, fill(pattern, std::vector{in.tag}));
    return nullptr;
  };
  if (in.quantity("range_high") <= in.quantity("range_low")) {
    return refuse(
        {"{0} 的 range_high 应大于 range_low", "range_high of {0} must be above range_low"});
  }
  if (in.quantity("output_high") <= in.quantity("output_low")) {
    return refuse(
        {"{0} 的 output_high 应大于 output_low", "output_high of {0} must be above output_low"});
  }
  const double sp = in.quantity("initial_sp");
  if (sp < in.quantity("range_low") || sp > in.quantity("range_high")) {
    return refuse({"{0} 的 initial_sp 应在量程内", "initial_sp of {0} must lie within its range"});
  }
  const bool has_cas = in.is_connected("CAS");
  const bool has_cas_op = in.is_connected("CAS_OP");
  if (has_cas && has_cas_op) {
    return refuse(
        {"{0} 只能接 CAS 与 CAS_OP 之一", "{0} may have CAS or CAS_OP connected, not both"});
  }
  if (in.word("initial_mode") == "CAS" && !has_cas && !has_cas_op) {
    return refuse({"{0} 的 initial_mode 为 CAS，但没有接 CAS 或 CAS_OP",
                   "initial_mode of {0} is CAS, but neither CAS nor CAS_OP is connected"});
  }
  return std::make_unique<PidController>(in);
}

} // namespace

std::vector<ComponentSpec> pid_controller_specs() {
  std::vector<ComponentSpec> specs;
  for (const MeasuredKind& kind : all_measured_kinds()) {
    ComponentSpec spec;
    spec.type = kind.name + "Controller";
    spec.meaning = fill({"{0} PID 调节器（ISA 标准式）。", "PID controller of a {0} (ISA form)."},
                        std::vector{kind.noun});
    spec.parameters = pid_parameters(kind.unit);
    spec.ports = pid_ports(kind.unit);
    spec.main_port = "PV";
    spec.make = make_pid;
    specs.push_back(std::move(spec));
  }
  return specs;
}

} // namespace jixia::control
