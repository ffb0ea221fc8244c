#pragma once

#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// 冷态开车, 正常运行, 正常停车, 事故处理.
Text mode_name(Exercise::Mode mode);

/// The dark bar of the start page: sign, name of the platform, language and menu.
void draw_start_bar(Ui& ui, UiState& state, UiCommands& commands);

/// Sign, unit, exercise; run and freeze, speed, simulated time, score; learner, language, menu.
void draw_top_bar(Ui& ui, const RunView& run, UiState& state, UiCommands& commands);

/// Sign, unit, exercise; export and once more; learner, language, menu.
void draw_debrief_bar(Ui& ui, const RunView& run, UiState& state, UiCommands& commands);

/// Where a page ends: above the status bar, if there is one.
float page_bottom(const Ui& ui);

/// One hint on the status bar: key and what it does.
struct KeyHint {
  std::string key, meaning;
};
/// The dark bar at the bottom: keys left, state right. A low window has none: there, what is said for
/// a moment floats over the page.
void draw_status_bar(Ui& ui, const UiState& state, const std::vector<KeyHint>& hints,
                     const std::string& right);

} // namespace jixia::hmi
