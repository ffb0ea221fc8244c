#pragma once

#include "hmi/alarm_list.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

inline constexpr float kFaceplateWidth = 264, kFaceplateHeight = 352;
inline constexpr float kLeastFaceplateHeight = 284; ///< on a low page its bars are shorter

/// Opens the faceplate of a component, or brings it to the front; at most four are open, the oldest
/// gives way. It stands where it stood last.
void open_faceplate(const std::string& component, UiState& state);

/// All open faceplates, floating over the page inside `area`. A controller has mode, bars, set
/// point, output and tuning; any other component the orders of the console.
void draw_faceplates(Ui& ui, const Box& area, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands);

/// True if the component is a controller: has MODE, PV, SP and OP.
bool is_controller(const World& world, const std::string& component);

} // namespace jixia::hmi
