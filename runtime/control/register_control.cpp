#include "control/register_control.h"

#include "control/alarm.h"
#include "control/lag.h"
#include "control/pid_controller.h"
#include "control/split_range.h"
#include "control/transmitter.h"

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
  registry.add(split_range_spec());
}

} // namespace jixia::control
