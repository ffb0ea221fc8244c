#include "control/alarm_state.h"

#include <algorithm>

namespace jixia::control {
namespace {

AlarmState next(AlarmState now, bool condition) {
  switch (now) {
    case AlarmState::Unacknowledged:
      return condition ? now : AlarmState::ReturnedUnacknowledged;
    case AlarmState::Acknowledged:
      return condition ? now : AlarmState::Normal;
    default: // Normal, ReturnedUnacknowledged
      return condition ? AlarmState::Unacknowledged : now;
  }
}

} // namespace

bool AlarmStateMachine::step(bool condition, bool is_suppressed, const StepInfo& info) {
  is_suppressed_ = is_suppressed;
  shelved_left_ = std::max<std::int64_t>(0, shelved_left_ - sim_time(info.dt).count());
  const AlarmState before = announced_;
  const bool is_hidden = is_out_of_service_ || is_suppressed_ || shelved_left_ > 0;
  announced_ = is_hidden ? AlarmState::Normal : next(announced_, condition);
  return announced_ == AlarmState::Unacknowledged && before != AlarmState::Unacknowledged;
}

bool AlarmStateMachine::acknowledge() {
  switch (state()) {
    case AlarmState::Unacknowledged:
      announced_ = AlarmState::Acknowledged;
      return true;
    case AlarmState::ReturnedUnacknowledged:
      announced_ = AlarmState::Normal;
      return true;
    default:
      return false;
  }
}

void AlarmStateMachine::shelve(SimTime duration) {
  shelved_left_ = duration.count();
}

AlarmState AlarmStateMachine::state() const {
  if (is_out_of_service_) {
    return AlarmState::OutOfService;
  }
  if (is_suppressed_) {
    return AlarmState::Suppressed;
  }
  return shelved_left_ > 0 ? AlarmState::Shelved : announced_;
}

void AlarmStateMachine::list_state(StateVisitor& visitor) {
  visitor.visit("announced", announced_);
  visitor.visit("is_suppressed", is_suppressed_);
  visitor.visit("is_out_of_service", is_out_of_service_);
  visitor.visit("shelved_left", shelved_left_);
}

} // namespace jixia::control
