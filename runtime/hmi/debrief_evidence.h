#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// When the learner should take up again to do better in `line`: half a minute before the points
/// were lost, or when its step began. [s], within the run
double calc_repeat_time(const ScoreLine& line, double end);

/// Why a line lost points: the trend of its evidence with band, limits, the learner's actions and a
/// cursor that is dragged; a button starts a practice attempt from the cursor on.
/// @param line  nullptr: nothing to show
void draw_evidence(Ui& ui, const Box& box, const RunView& run, const ScoreLine* line,
                   UiState& state, UiCommands& commands);

/// A vertical line with the time as a flag.
void draw_time_cursor(Canvas& canvas, float x, float top, float bottom, double at);

} // namespace jixia::hmi
