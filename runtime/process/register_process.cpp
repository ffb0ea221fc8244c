#include "process/register_process.h"

#include "process/centrifugal_pump.h"
#include "process/check_valve.h"
#include "process/control_valve.h"
#include "process/flowsheet.h"
#include "process/hand_valve.h"
#include "process/header.h"
#include "process/junction.h"
#include "process/pipe.h"
#include "process/relief_valve.h"
#include "process/vessel.h"

namespace jixia::process {

void register_process(ComponentRegistry& registry) {
  registry.add(flowsheet_spec());
  registry.add(vessel_spec());
  registry.add(centrifugal_pump_spec());
  registry.add(control_valve_spec());
  registry.add(hand_valve_spec());
  registry.add(vent_spec());
  registry.add(drain_spec());
  registry.add(check_valve_spec());
  registry.add(relief_valve_spec());
  registry.add(pipe_spec());
  registry.add(strainer_spec());
  registry.add(junction_spec());
  registry.add(header_spec());
}

} // namespace jixia::process
