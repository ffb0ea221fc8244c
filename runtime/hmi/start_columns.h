#pragma once

#include "hmi/start_page.h"

namespace jixia::hmi {

/// Domain, search, cards of the units.
void draw_units(Ui& ui, const Box& area, const StartContent& content, UiState& state);

/// Exercises of the chosen unit with the learner's results; practice or exam.
void draw_exercises(Ui& ui, const Box& area, const StartContent& content, UiState& state);

/// Class, search and the learners with what they reached in the chosen unit.
/// @returns true if another learner was chosen
bool draw_roster(Ui& ui, const Box& area, const StartContent& content, UiState& state);

/// The card of what will be started. @param b  nullptr: only measured @returns its height
float draw_task(Ui& ui, const Box* b, float width, const StartContent& content,
                const UiState& state);

} // namespace jixia::hmi
