#pragma once

#include "hmi/alarm_list.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"
#include "hmi/view3d.h"

namespace jixia::hmi {

/// The page of a run: top bar, alarm banner, tabs with the 3D plant, DCS, trend, alarms, field,
/// actions; the procedure at the right, or as a tab below 1366 wide.
/// @param real_speed simulated seconds per second, for the status bar
void draw_training_page(Ui& ui, const RunView& run, double real_speed, PlantScene* picture, render::Renderer& renderer, View3d& view,
                        UiState& state, UiCommands& commands, double elapsed);

} // namespace jixia::hmi
