#pragma once

#include "hmi/debrief_facts.h"
#include "hmi/ui.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// The whole run at a glance: phases, actions, alarms, lost points, score. A click on a lost point
/// selects it.
void draw_timeline(Ui& ui, const Box& box, const RunView& run, UiState& state);

} // namespace jixia::hmi
