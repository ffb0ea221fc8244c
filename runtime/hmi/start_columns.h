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

/// The frame of something that is chosen by a click.
void draw_choice(Ui& ui, const Box& box, const Touch& touch, bool is_chosen);

/// "71.5", or 未做 for an exercise that nobody has tried.
std::string score_text(const Ui& ui, const PastScore& past);

/// "45 分钟".
std::string minutes(const Ui& ui, SimTime time);

} // namespace jixia::hmi
