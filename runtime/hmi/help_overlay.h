#pragma once

#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// F1: every key of the page. Esc or F1 closes it.
void draw_help(Ui& ui, UiState& state);

/// The question that waits, if any; its answer goes into `commands`.
void draw_question(Ui& ui, UiState& state, UiCommands& commands);

/// While a world is built: says what is loaded.
void draw_loading(Ui& ui, const UiState& state);

} // namespace jixia::hmi
