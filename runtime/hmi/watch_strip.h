#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/watched_run.h"

namespace jixia::hmi {

inline constexpr float kWatchStrip = 34;

/// The row at the bottom of the page of a run that is only looked at: what it is, what was done
/// last, and how far it is; a playback is moved by click and by Ctrl + ← →.
/// @param losses  times at which the run lost points, marked on the bar [s]
void draw_watch_strip(Ui& ui, const Box& box, const RunView& run, const WatchedRun& watched,
                      const std::vector<double>& losses, UiCommands& commands);

} // namespace jixia::hmi
