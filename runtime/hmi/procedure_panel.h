#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// The steps of the exercise by phase: done, active with live conditions, waiting, lost; points;
/// hint (practice), locate, bookmark, hand in. Questions are answered and reports ticked here.
/// One phase is open; the active step scrolls into view.
void draw_procedure_panel(Ui& ui, const Box& box, const RunView& run, UiState& state, UiCommands& commands);

} // namespace jixia::hmi
