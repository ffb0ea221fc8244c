#pragma once

#include "world/component_spec.h"

namespace jixia {

/// Something a person reports, ticks off or answers that leaves no other trace in the plant: "oil
/// level checked", "fault reported", the answer to a question. Setting it is an OperatorAction like
/// any other, so it is recorded, replayed and scored by the same road.
///
/// Port `VALUE`: Operable at the panel, 0 at the start; the number of the answer, 1 for "done", or a
/// reading as the person writes it down. `final: yes` refuses a second answer.
ComponentSpec checkpoint_spec();

} // namespace jixia
