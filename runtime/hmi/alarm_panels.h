#pragma once

#include "hmi/alarm_list.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// Always there, under the top bar: counts by priority, the first alarm in full, acknowledge F2,
/// silence F3, summary F4.
void draw_alarm_banner(Ui& ui, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands);

/// The alarm list with its filters and acknowledge, shelve, out of service.
void draw_alarm_summary(Ui& ui, const Box& box, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands);

/// Which alarm sounds now: the most urgent that nobody has acknowledged. 消音 holds for the alarms
/// that stood then; a new one sounds again. Goes into `state`.
void update_sound(const std::vector<AlarmItem>& alarms, UiState& state);

/// The word for a phase: 未确认, 已确认, 已恢复, 已搁置, 已抑制, 停用.
Text phase_name(AlarmPhase phase);

/// True in the lit half of the 1 Hz blink of what nobody has acknowledged.
bool is_blink_on(const Ui& ui);

} // namespace jixia::hmi
