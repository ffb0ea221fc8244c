#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// "×5", or 最快 for as fast as it can.
Text speed_name(double speed);

/// Which speeds a row has room for.
enum class Speeds { All, Slow, Fast };

/// One button for each of `which` from `place` on; an exam runs at ×1 only.
/// @param is_dark  on the top bar
/// @returns the x after them
float draw_speeds(Ui& ui, const Box& place, bool is_exam, bool is_dark, Speeds which,
                  UiState& state);

/// 中 | EN.
void draw_language_choice(Ui& ui, const Box& box, bool is_dark, UiState& state,
                          UiCommands& commands);

/// The menu under the button at the right of the top bar, while it is open: scale, sound, teacher's
/// panel, keys, leave, quit; and what a narrow bar has left out. Draw it last.
/// @param run  nullptr on the start page
void draw_menu(Ui& ui, const RunView* run, UiState& state, UiCommands& commands);

} // namespace jixia::hmi
