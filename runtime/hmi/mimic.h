#pragma once

#include "hmi/alarm_list.h"
#include "hmi/ui.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// What a person did to a mimic.
struct MimicTouch {
  std::string clicked, double_clicked; ///< components
};

/// Draws a screen of the pack into `box`: its grid is scaled to fit (up to 1.6 times more in one
/// direction than in the other), symbols and texts keep their size; in a low box values lose their
/// frame. Kinds and what they show: vessel (level), pump (run, stop, trip), valve, control_valve,
/// check_valve, relief_valve, filter, orifice, value (number, mode, alarm), text, arrow, conveyor,
/// sensor, lamp, button, box.
MimicTouch draw_mimic(Ui& ui, const Box& box, const Screen& screen, const RunView& run, const std::vector<AlarmItem>& alarms, const UiState& state);

/// The height below which symbols of `screen` would stand on one another.
float calc_least_mimic_height(const Screen& screen);

/// Bars of the tags that a screen names as tiles, as many as fit. @returns the component clicked
/// twice, "" if none
std::string draw_tiles(Ui& ui, const Box& box, const Screen& screen, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state);

/// The screen called `id`, or the first; nullptr if the pack has none.
const Screen* find_screen(const Scenario& scenario, const std::string& id);

} // namespace jixia::hmi
