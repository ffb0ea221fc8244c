#include "control/motor_starter.h"

#include <algorithm>
#include <sstream>

#include "control/declare.h"
#include "control/stopwatch.h"
#include "control/warm_up.h"

namespace jixia::control {
namespace {

class MotorStarter final : public Component {
 public:
  explicit MotorStarter(const ComponentInputs& in)
      : tag_(in.tag),
        start_time_(sim_time(in.quantity("start_time"))),
        start_window_(in.quantity("start_window")),
        most_starts_(static_cast<std::size_t>(in.quantity("most_starts") + 0.5)),
        has_feedback_(in.is_connected("FEEDBACK")),
        permit_(in.port("PERMIT")),
        power_(in.port("POWER")),
        feedback_(in.port("FEEDBACK")),
        standby_(in.port("STANDBY_START")),
        run_port_(in.port("RUN")),
        local_run_port_(in.port("LOCAL_RUN")),
        local_port_(in.port("LOCAL")),
        auto_port_(in.port("AUTO")),
        running_out_(in.port("RUNNING")),
        tripped_out_(in.port("TRIPPED")),
        failed_out_(in.port("FAILED")),
        ready_out_(in.port("READY")),
        starts_out_(in.port("STARTS")),
        is_running_(in.word("initial") == "running") {
    std::istringstream names(in.word("interlocks"));
    for (int k = 1; k <= kTripCount; ++k) {
      trips_.push_back(in.port("TRIP" + std::to_string(k)));
      std::string name;
      names >> name;
      trip_names_.push_back(name.empty() ? "TRIP" + std::to_string(k) : name);
    }
  }

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Control) {
      return;
    }
    forget_old_starts(info.dt);
    is_tripped_ = find_trip(signals) >= 0;
    if (warm_up_.step() && (is_tripped_ || !signals.is_on(power_))) {
      is_running_ = false;
    }
    start_standby(signals);
    watch_feedback(signals, info);
    publish(signals);
  }

  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    const bool on = value > 0.5;
    if (port == local_port_) {
      is_local_ = on;
    } else if (port == auto_port_) {
      is_auto_ = on;
    } else if (!on) {
      is_running_ = false;
      has_failed_ = false;
    } else if (std::optional<Text> refusal = accept_start(port == local_run_port_, signals)) {
      return refusal;
    }
    publish(signals);
    return std::nullopt;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_running", is_running_);
    visitor.visit("is_local", is_local_);
    visitor.visit("is_auto", is_auto_);
    visitor.visit("is_tripped", is_tripped_);
    visitor.visit("has_failed", has_failed_);
    visitor.visit("was_standby_on", was_standby_on_);
    visitor.visit("start_ages", start_ages_);
    missing_.list_state("missing", visitor);
    warm_up_.list_state(visitor);
  }

 private:
  /// Index of the lowest trip that is on, -1 if none.
  int find_trip(const Signals& signals) const {
    const auto found = std::find_if(trips_.begin(), trips_.end(),
                                    [&](SignalId trip) { return signals.is_on(trip); });
    return found == trips_.end() ? -1 : static_cast<int>(found - trips_.begin());
  }

  std::optional<Text> find_obstacle(const Signals& signals) const {
    if (const int trip = find_trip(signals); trip >= 0) {
      return fill({"{0} 联锁，{1} 不能启动；先复位", "{0} has tripped; reset it to start {1}"},
                  std::vector{trip_names_[static_cast<std::size_t>(trip)], tag_});
    }
    if (!signals.is_on(power_)) {
      return fill({"{0} 未送电，不能启动；先合断路器", "{0} has no power; close its breaker"},
                  std::vector{tag_});
    }
    if (!signals.is_on(permit_)) {
      return fill({"{0} 启动条件不满足，不能启动", "the start conditions of {0} are not met"},
                  std::vector{tag_});
    }
    if (most_starts_ > 0 && start_ages_.size() >= most_starts_) {
      return fill({"{0} 启动次数已满，再等 {1} s", "{0} was started too often; wait {1} s"},
                  std::vector{tag_, number_text(start_window_ - start_ages_.front(), 4)});
    }
    return std::nullopt;
  }

  std::optional<Text> accept_start(bool from_field, const Signals& signals) {
    if (from_field != is_local_) {
      return fill(is_local_ ? Text{"{0} 在就地，不能从内操启动；先切远程",
                                   "{0} is in local; switch to remote to start from the console"}
                            : Text{"{0} 在远程，不能从现场启动；先切就地",
                                   "{0} is in remote; switch to local to start from the field"},
                  std::vector{tag_});
    }
    if (is_running_) {
      return std::nullopt;
    }
    std::optional<Text> obstacle = find_obstacle(signals);
    if (!obstacle) {
      start();
    }
    return obstacle;
  }

  void start() {
    is_running_ = true;
    has_failed_ = false;
    missing_.restart();
    start_ages_.push_back(0.0);
  }

  void start_standby(const Signals& signals) {
    const bool is_on = signals.is_on(standby_);
    if (is_on && !was_standby_on_ && is_auto_ && !is_local_ && !is_running_ &&
        !find_obstacle(signals)) {
      start();
    }
    was_standby_on_ = is_on;
  }

  void watch_feedback(const Signals& signals, const StepInfo& info) {
    if (!has_feedback_ || !is_running_ || signals.is_on(feedback_)) {
      missing_.restart();
      return;
    }
    missing_.advance(info);
    if (missing_.elapsed() > start_time_) {
      is_running_ = false;
      has_failed_ = true;
    }
  }

  void forget_old_starts(double dt) {
    for (double& age : start_ages_) {
      age += dt;
    }
    std::erase_if(start_ages_, [&](double age) { return age >= start_window_; });
  }

  void publish(Signals& signals) const {
    signals.set(run_port_, is_running_);
    signals.set(local_run_port_, is_running_);
    signals.set(local_port_, is_local_);
    signals.set(auto_port_, is_auto_);
    signals.set(running_out_, has_feedback_ ? signals.is_on(feedback_) : is_running_);
    signals.set(tripped_out_, is_tripped_);
    signals.set(failed_out_, has_failed_);
    signals.set(ready_out_, !is_running_ && !find_obstacle(signals));
    signals.set(starts_out_, static_cast<double>(start_ages_.size()));
  }

  std::string tag_;
  SimTime start_time_;
  double start_window_;
  std::size_t most_starts_;
  bool has_feedback_;
  std::vector<SignalId> trips_;
  std::vector<std::string> trip_names_;
  SignalId permit_, power_, feedback_, standby_;
  SignalId run_port_, local_run_port_, local_port_, auto_port_;
  SignalId running_out_, tripped_out_, failed_out_, ready_out_, starts_out_;
  bool is_running_;
  bool is_local_ = false;
  bool is_auto_ = false;
  bool is_tripped_ = false;
  bool has_failed_ = false;
  bool was_standby_on_ = false;
  std::vector<double> start_ages_; // [s], oldest first
  Stopwatch missing_;              // how long FEEDBACK has been missing
  WarmUp warm_up_;
};

std::vector<PortSpec> starter_ports() {
  const std::vector<Text> stop_run{{"停止", "stopped"}, {"运行", "running"}};
  std::vector<PortSpec> list{
      switch_input("PERMIT", {"启动条件。", "Start permit."}, true),
      switch_input("POWER", {"已送电。", "Power is on."}, true),
      switch_input("FEEDBACK", {"运行反馈。", "Running, as reported by the motor."}),
      switch_input("STANDBY_START", {"备用自启信号。", "Asks the standby to start."})};
  for (int k = 1; k <= kTripCount; ++k) {
    const std::vector number{std::to_string(k)};
    list.push_back(
        switch_input("TRIP" + number[0], fill({"联锁 {0}。", "Interlock {0}."}, number)));
  }
  const std::vector<PortSpec> rest{
      selector("RUN", Place::Console, {"启停命令。", "Start and stop."}, stop_run),
      selector("LOCAL_RUN", Place::Field, {"现场启停。", "Start and stop in the field."}, stop_run),
      selector("LOCAL", Place::Field, {"远程就地选择。", "Remote or local."},
               {{"远程", "remote"}, {"就地", "local"}}),
      selector("AUTO", Place::Console, {"备用自启选择。", "Standby auto-start."},
               {{"手动", "manual"}, {"自动", "automatic"}}),
      switch_output("RUNNING", {"运行。", "Running."}),
      switch_output("TRIPPED", {"联锁动作。", "An interlock is on."}),
      switch_output("FAILED", {"启动失败。", "Did not start or dropped out."}),
      switch_output("READY", {"可以启动。", "Ready to start."}),
      output("STARTS", Unit::One, {"窗口时间内的启动次数。", "Starts within the window."})};
  list.insert(list.end(), rest.begin(), rest.end());
  return list;
}

} // namespace

ComponentSpec motor_starter_spec() {
  ComponentSpec spec;
  spec.type = "MotorStarter";
  spec.meaning = {"电机启停：命令、联锁、远程就地、备用自启。",
                  "Motor starter: orders, interlocks, local or remote, standby."};
  spec.parameters = {
      choice("initial", {"开始时的状态。", "State at the start."}, {"stopped", "running"}),
      quantity("start_time", Unit::Second, {"等待反馈的时间。", "How long to wait for FEEDBACK."},
               0.0, 600.0, 5.0),
      quantity("start_window", Unit::Second,
               {"统计启动次数的时间。", "Window in which starts count."}, 1.0, 86400.0, 1800.0),
      quantity("most_starts", Unit::One,
               {"窗口内最多启动次数；0 只计数。", "Most starts; 0: only counted."}, 0.0, 100.0,
               0.0),
      optional_words("interlocks", {"TRIP1 起各联锁的名称，空格分开。",
                                    "Names of the TRIP inputs in order, separated by spaces."})};
  spec.ports = starter_ports();
  spec.main_port = "RUN";
  spec.make = [](ComponentInputs&& in, Diagnostics&) { return std::make_unique<MotorStarter>(in); };
  return spec;
}

} // namespace jixia::control
