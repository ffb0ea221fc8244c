#pragma once

#include <cstddef>

#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// The teacher's settings of this machine over the start page, while they are open: teacher's page
/// in practice, class roster and what is wrong with it, what the school puts into exports.
/// @param learners  that the roster has
void draw_teacher_settings(Ui& ui, std::size_t learners, UiState& state, UiCommands& commands);

} // namespace jixia::hmi
