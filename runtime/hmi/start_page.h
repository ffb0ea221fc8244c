#pragma once

#include <vector>

#include "hmi/app_services.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"

namespace jixia::hmi {

/// What the start page shows; read once when it opens.
struct StartContent {
  std::vector<PackSummary> packs;
  std::vector<Learner> roster;
  std::vector<PastScore> past;              ///< of every learner
  std::vector<UnfinishedAttempt> unfinished;
};

/// Reads what the start page shows and chooses what was chosen last.
StartContent read_start_content(AppServices& services, StartState& state);

/// 1 domain and unit, 2 exercise, 3 learner; what was left unfinished; demonstration, teacher's
/// settings, start. A compact window shows one of them at a time.
/// @returns true when another learner was chosen
bool draw_start_page(Ui& ui, const StartContent& content, UiState& state, UiCommands& commands);

/// Learners that `search` finds by number, name or initials; an empty search finds all.
std::vector<const Learner*> find_learners(const std::vector<Learner>& roster, const std::string& search);

} // namespace jixia::hmi
