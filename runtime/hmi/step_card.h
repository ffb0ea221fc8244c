#pragma once

#include <string>

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

inline constexpr float kTitleLine = 20; ///< of a step's title that needs more than one

/// The room of a step's title in a list `width` wide, beside its sign, number and points.
constexpr float step_title_room(float width) {
  return width - 54 - 56;
}

/// Points with at most one decimal, "−3.5".
std::string points_text(double points);

/// The card of the step that is active: what is asked and why, hint, conditions with their values,
/// reports to tick, answers to choose, time used; locates its equipment.
void draw_step_card(Ui& ui, const Box& box, const ScoreLine& line, int number, const RunView& run,
                    UiState& state, UiCommands& commands);
float calc_step_card_height(Ui& ui, const RunView& run, const ScoreLine& line, float width);

} // namespace jixia::hmi
