#include "control/register_control.h"

#include "control/alarm.h"
#include "control/counter.h"
#include "control/interlock.h"
#include "control/lag.h"
#include "control/logic.h"
#include "control/motor_overload.h"
#include "control/motor_starter.h"
#include "control/operator_switch.h"
#include "control/pid_controller.h"
#include "control/sequence.h"
#include "control/signal_block.h"
#include "control/split_range.h"
#include "control/timer.h"
#include "control/transmitter.h"
#include "control/trip.h"

namespace jixia::control {
namespace {

void add_all(ComponentRegistry& registry, std::vector<ComponentSpec> specs) {
  for (ComponentSpec& spec : specs) {
    registry.add(std::move(spec));
  }
}

} // namespace

void register_control(ComponentRegistry& registry) {
  add_all(registry, transmitter_specs());
  add_all(registry, pid_controller_specs());
  add_all(registry, alarm_specs());
  add_all(registry, lag_specs());
  add_all(registry, signal_block_specs());
  add_all(registry, trip_specs());
  add_all(registry, operator_switch_specs());
  add_all(registry, logic_specs());
  registry.add(split_range_spec());
  registry.add(interlock_spec());
  registry.add(motor_overload_spec());
  registry.add(motor_starter_spec());
  registry.add(timer_spec());
  registry.add(counter_spec());
  registry.add(sequence_spec());
}

} // namespace jixia::control
