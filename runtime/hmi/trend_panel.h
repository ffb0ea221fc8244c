#pragma once

#include "hmi/alarm_list.h"
#include "hmi/ui.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// A trend group: plot in percent of each tag's range, cursor, legend, times of alarms and of the
/// learner's actions; drag pans, the wheel zooms at the mouse, 现在 follows the run again.
/// With room enough the legend has buttons to add and remove any tag.
void draw_trend_panel(Ui& ui, const Box& box, const RunView& run, UiState& state);

} // namespace jixia::hmi
