#pragma once

#include <optional>
#include <vector>

#include "hmi/start_page.h"

namespace jixia::hmi {

/// Chooses a domain and its first pack.
void choose_domain(const StartContent& content, StartState& state, int domain);
/// Chooses a pack and its first exercise.
void choose_pack(const StartContent& content, StartState& state, const std::string& pack);

/// The packs of the chosen domain that the search finds in id, title or summary.
std::vector<const PackSummary*> find_packs(const StartContent& content, const StartState& state);
const PackSummary* find_pack_summary(const StartContent& content, const std::string& id);
const ExerciseSummary* find_exercise_summary(const StartContent& content, const StartState& state);
const Learner* find_learner(const StartContent& content, const std::string& id);
/// A learner's best score and number of tries; `exercise` empty: of all exercises of the pack.
/// tries is 0 if there are none.
PastScore past_score(const StartContent& content, const std::string& learner, const std::string& pack,
                     const std::string& exercise = {});
/// The classes of the roster, each once, in its order.
std::vector<std::string> classes_of(const std::vector<Learner>& roster);

} // namespace jixia::hmi
