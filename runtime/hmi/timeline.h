#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "hmi/debrief_facts.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// Lost points that stand too close together to be told apart: one mark for all of them.
struct LossCluster {
  float x = 0;            ///< of the first
  float left = 0, right = 0; ///< of the mark
  std::vector<int> rows;  ///< of the score table
  double points = 0;
};

/// Puts marks at `at` [logical px] so that none covers another: what would overlap becomes one mark.
/// @param width  of the mark of some points, e.g. the text beside the sign
/// @param end    the marks stay left of it
std::vector<LossCluster> cluster_losses(const std::vector<std::pair<float, double>>& at, float end,
                                        const std::function<float(const LossCluster&)>& width);

/// The whole run at a glance: phases, actions, alarms, lost points, score, and the cursor. A click on
/// a lost point selects it, a click elsewhere moves the cursor, a double-click plays back from there.
void draw_timeline(Ui& ui, const Box& box, const RunView& run, UiState& state, UiCommands& commands);

} // namespace jixia::hmi
