#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// The teacher's page, practice only: malfunctions with severity and switch, every other tag of the
/// instructor, rewind to any second, moments that were marked.
void draw_instructor_page(Ui& ui, const Box& box, const RunView& run, UiState& state, UiCommands& commands);

/// Rewind by slider, by entry and by the marks; also shown beside the action log in practice.
void draw_rewind_panel(Ui& ui, const Box& box, const RunView& run, UiState& state, UiCommands& commands);

} // namespace jixia::hmi
