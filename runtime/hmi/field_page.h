#pragma once

#include "hmi/alarm_list.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// Everything that is operated at the equipment (外操), as a list that can be searched, with the
/// orders of the chosen one beside it: the way without the 3D picture. Nothing of the console here.
void draw_field_page(Ui& ui, const Box& box, const RunView& run, UiState& state, UiCommands& commands);

/// The operator panel of a line: every tag with the place Panel as button, switch, lamp or e-stop.
void draw_console_panel(Ui& ui, const Box& box, const RunView& run, UiState& state, UiCommands& commands);

/// How wide that panel wants to be: two rows of switches and lamps beside the emergency stop.
float calc_panel_width(const RunView& run);

/// True if all that the panel has is an emergency stop.
bool has_only_estop(const RunView& run);
/// The emergency stop by itself, over the corner of the 3D picture.
void draw_estop_plate(Ui& ui, const Box& box, const RunView& run, UiCommands& commands);

/// F12 presses the emergency stop, R turns it free, whatever page is shown.
void handle_estop_keys(Ui& ui, const RunView& run, UiCommands& commands);

/// True if the run has a panel to operate (checkpoints do not count).
bool has_panel(const RunView& run);

/// Every action so far with time, place, and why it was refused.
void draw_action_log(Ui& ui, const Box& box, const RunView& run, UiState& state);

} // namespace jixia::hmi
