#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// After a run: score by group, whether it is verified, lost points with their evidence in the
/// trend, advice, and the timeline of phases, actions, alarms, lost points and score.
void draw_debrief_page(Ui& ui, const RunView& run, UiState& state, UiCommands& commands);

} // namespace jixia::hmi
