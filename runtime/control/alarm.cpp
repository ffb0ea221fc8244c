#include "control/alarm.h"

#include <algorithm>
#include <cmath>

#include "control/alarm_state.h"
#include "control/declare.h"
#include "control/measured_kind.h"
#include "control/warm_up.h"

namespace jixia::control {
namespace {

enum class Sort { High, Low, Deviation, Discrete };

class Alarm final : public Component {
 public:
  Alarm(const ComponentInputs& in, Sort sort)
      : tag_(in.tag),
        sort_(sort),
        limit_(sort == Sort::Discrete ? 0.5 : in.quantity("limit")),
        fraction_(sort == Sort::Deviation ? in.quantity("fraction") : 0.0),
        deadband_(sort == Sort::Discrete ? 0.0 : in.quantity("deadband")),
        longest_shelve_(in.quantity("longest_shelve")),
        delayed_(sim_time(in.quantity("on_delay")), sim_time(in.quantity("off_delay"))),
        in_(in.port("IN")),
        reference_(sort == Sort::Deviation ? in.port("REFERENCE") : in_),
        enable_(in.port("ENABLE")),
        suppress_(in.port("SUPPRESS")),
        ack_(in.port("ACK")),
        shelve_(in.port("SHELVE")),
        out_of_service_(in.port("OUT_OF_SERVICE")),
        state_out_(in.port("STATE")),
        active_out_(in.port("ACTIVE")),
        sound_out_(in.port("SOUND")),
        since_out_(in.port("SINCE")) {}

  void step(Phase phase, const StepInfo& info, Signals& signals) override {
    if (phase != Phase::Sense) {
      return;
    }
    is_beyond_ = warm_up_.step() && signals.is_on(enable_) && judge(signals);
    const bool condition = delayed_.step(is_beyond_, info);
    if (machine_.step(condition, signals.is_on(suppress_), info)) {
      since_ = std::max(0.0, seconds(info.time)); // below zero: while the plant settles
    }
    publish(signals);
  }

  std::optional<Text> operate(SignalId port, double value, Signals& signals) override {
    std::optional<Text> refusal = accept(port, value);
    if (!refusal) {
      publish(signals);
    }
    return refusal;
  }

  void list_state(StateVisitor& visitor) override {
    visitor.visit("is_beyond", is_beyond_);
    visitor.visit("since", since_);
    delayed_.list_state(visitor);
    machine_.list_state(visitor);
    warm_up_.list_state(visitor);
  }

 private:
  bool judge(const Signals& signals) const {
    const double value = signals.get(in_);
    switch (sort_) {
      case Sort::Low:
        return is_beyond(is_beyond_, -value, -limit_, deadband_);
      case Sort::Deviation: {
        const double reference = signals.get(reference_);
        return is_beyond(is_beyond_, std::abs(value - reference),
                         limit_ + fraction_ * std::abs(reference), deadband_);
      }
      default:
        return is_beyond(is_beyond_, value, limit_, deadband_);
    }
  }

  std::optional<Text> accept(SignalId port, double value) {
    if (port == ack_) {
      return accept_acknowledge(value);
    }
    if (port == shelve_) {
      return accept_shelve(value);
    }
    machine_.set_out_of_service(value > 0.5);
    return std::nullopt;
  }

  std::optional<Text> accept_acknowledge(double value) {
    if (value > 0.5 && !machine_.acknowledge()) {
      return fill({"{0} 没有未确认的报警", "{0} has nothing to acknowledge"}, std::vector{tag_});
    }
    return std::nullopt;
  }

  std::optional<Text> accept_shelve(double value) {
    if (value > 0.0 && machine_.is_out_of_service()) {
      return fill({"{0} 已停用，不能搁置", "{0} is out of service; it cannot be shelved"},
                  std::vector{tag_});
    }
    if (value > longest_shelve_) {
      return fill({"{0} 最长可搁置 {1} s", "{0} may be shelved for {1} s at most"},
                  std::vector{tag_, number_text(longest_shelve_)});
    }
    machine_.shelve(sim_time(value));
    return std::nullopt;
  }

  void publish(Signals& signals) const {
    const AlarmState state = machine_.state();
    signals.set(state_out_, static_cast<double>(state));
    signals.set(active_out_,
                state == AlarmState::Unacknowledged || state == AlarmState::Acknowledged);
    signals.set(sound_out_, state == AlarmState::Unacknowledged);
    signals.set(since_out_, since_);
    signals.set(shelve_, seconds(machine_.shelved_left()));
    signals.set(out_of_service_, machine_.is_out_of_service());
  }

  std::string tag_;
  Sort sort_;
  double limit_, fraction_, deadband_, longest_shelve_;
  bool is_beyond_ = false;
  double since_ = -1.0;
  DelayedCondition delayed_;
  AlarmStateMachine machine_;
  WarmUp warm_up_;
  SignalId in_, reference_, enable_, suppress_, ack_, shelve_, out_of_service_;
  SignalId state_out_, active_out_, sound_out_, since_out_;
};

void add_common_parameters(std::vector<ParameterSpec>& list) {
  list.push_back(quantity("on_delay", Unit::Second,
                          {"超限持续多久才报警。", "How long beyond the limit before it counts."},
                          0.0, 3600.0, 0.0));
  list.push_back(quantity("off_delay", Unit::Second,
                          {"恢复持续多久才消除。", "How long back before it has returned."}, 0.0,
                          3600.0, 0.0));
  list.push_back(needed(
      "priority", Unit::One,
      {"优先级：1 紧急，2 高，3 中，4 低。", "1 urgent, 2 high, 3 medium, 4 low."}, 1.0, 4.0));
  list.push_back(quantity("longest_shelve", Unit::Second,
                          {"最长搁置时间。", "Longest time it may be shelved."}, 1.0, 86400.0,
                          28800.0));
}

void add_common_ports(std::vector<PortSpec>& list) {
  constexpr double kDay = 86400.0;
  const std::vector<PortSpec> common{
      switch_input("ENABLE", {"条件允许，如泵在运行。", "Judged only while on, e.g. running."},
                   true),
      switch_input("SUPPRESS", {"按设计抑制。", "Suppressed by design."}),
      selector("ACK", Place::Console, {"确认。", "Acknowledge."},
               {{"无", "none"}, {"确认", "acknowledge"}}),
      operable("SHELVE", Unit::Second, Place::Console, {"搁置，余下时间。", "Shelve; time left."},
               0.0, 0.0, kDay),
      selector("OUT_OF_SERVICE", Place::Console, {"停用。", "Out of service."},
               {{"投用", "in service"}, {"停用", "out of service"}}),
      switch_output("STATE", {"报警状态。", "State of the alarm."}, false,
                    {{"正常", "normal"},
                     {"未确认", "unacknowledged"},
                     {"已确认", "acknowledged"},
                     {"已恢复未确认", "returned, unacknowledged"},
                     {"已搁置", "shelved"},
                     {"按设计抑制", "suppressed by design"},
                     {"停用", "out of service"}}),
      switch_output("ACTIVE", {"报警存在。", "The alarm stands."}),
      switch_output("SOUND", {"等待确认。", "Waits to be acknowledged."}),
      output("SINCE", Unit::Second, {"最近一次报警的时刻。", "Time of the last annunciation."},
             -1.0)};
  list.insert(list.end(), common.begin(), common.end());
}

ComponentSpec finish(ComponentSpec spec) {
  add_common_parameters(spec.parameters);
  add_common_ports(spec.ports);
  spec.main_port = "STATE";
  return spec;
}

ComponentSpec limit_alarm_spec(const MeasuredKind& kind) {
  ComponentSpec spec;
  spec.type = kind.name + "Alarm";
  spec.meaning = fill({"{0}高低限报警（ISA-18.2）。", "High or low alarm of a {0} (ISA-18.2)."},
                      std::vector{kind.noun});
  spec.parameters = {
      choice("kind", {"high 高限或 low 低限。", "high or low."}, {"high", "low"}),
      needed("limit", kind.unit, {"报警限。", "The limit."}, -kNoLimit, kNoLimit),
      quantity("deadband", difference_unit(kind.unit),
               {"回差。", "How far back behind the limit it must come."}, 0.0, kNoLimit, 0.0)};
  spec.ports = {input("IN", kind.unit, {"被监视的值。", "The value watched."})};
  spec.make = [](ComponentInputs&& in, Diagnostics&) {
    return std::make_unique<Alarm>(in, in.word("kind") == "high" ? Sort::High : Sort::Low);
  };
  return finish(std::move(spec));
}

ComponentSpec deviation_alarm_spec(const MeasuredKind& kind) {
  const Unit unit = difference_unit(kind.unit);
  ComponentSpec spec;
  spec.type = kind.name + "DeviationAlarm";
  spec.meaning = fill({"{0}偏差报警（ISA-18.2）。", "Deviation alarm of a {0} (ISA-18.2)."},
                      std::vector{kind.noun});
  spec.parameters = {
      quantity("limit", unit, {"允许偏差。", "Largest difference."}, 0.0, kNoLimit, 0.0),
      quantity("fraction", Unit::One,
               {"另加允许偏差，占 REFERENCE。", "Further allowance, of REFERENCE."}, 0.0, 10.0,
               0.0),
      quantity("deadband", unit, {"回差。", "How far back it must come."}, 0.0, kNoLimit, 0.0)};
  spec.ports = {
      input("IN", kind.unit, {"被监视的值。", "The value watched."}),
      input("REFERENCE", kind.unit, {"比较的值，如给定值。", "Compared to, e.g. set point."})};
  spec.make = [](ComponentInputs&& in, Diagnostics&) {
    return std::make_unique<Alarm>(in, Sort::Deviation);
  };
  return finish(std::move(spec));
}

ComponentSpec discrete_alarm_spec() {
  ComponentSpec spec;
  spec.type = "DiscreteAlarm";
  spec.meaning = {"开关量报警（ISA-18.2）。", "Alarm of a discrete signal (ISA-18.2)."};
  spec.ports = {switch_input("IN", {"报警条件。", "The condition."})};
  spec.make = [](ComponentInputs&& in, Diagnostics&) {
    return std::make_unique<Alarm>(in, Sort::Discrete);
  };
  return finish(std::move(spec));
}

} // namespace

bool is_beyond(bool was_beyond, double value, double limit, double deadband) {
  if (std::isnan(value)) {
    return was_beyond;
  }
  return value > (was_beyond ? limit - deadband : limit);
}

std::vector<ComponentSpec> alarm_specs() {
  std::vector<ComponentSpec> specs{discrete_alarm_spec()};
  for (const MeasuredKind& kind : all_measured_kinds()) {
    specs.push_back(limit_alarm_spec(kind));
    specs.push_back(deviation_alarm_spec(kind));
  }
  return specs;
}

} // namespace jixia::control
