#pragma once

#include <string>
#include <vector>

#include "assessment/condition_text.h"
#include "assessment/score_sheet.h"
#include "hmi/shown_values.h"
#include "recording/run_log.h"
#include "scenario/scenario.h"
#include "world/world.h"

namespace jixia::hmi {

class WatchedRun;

/// All that the pages of a run may look at. Nothing here can be changed through it.
struct RunView {
  const Scenario& scenario;
  const Exercise& exercise;
  const World& world;
  const RunLog& log;
  const ScoreSheet& score;
  const ShownValues& shown; ///< values of the tags for reading, refreshed twice a second
  bool is_exam = false;
  std::string learner_name = {}, class_name = {};
  bool can_rewind = true;
  /// A run that is only looked at: nobody's attempt, orders have no effect.
  enum class Watched { No, Playback, Demonstration } watched = Watched::No;
  bool is_watched() const { return watched != Watched::No; }
  const WatchedRun* watched_run = nullptr;
  std::vector<double> losses = {}; ///< [s] when the run played back lost points
  std::vector<ConditionLine> active_conditions = {}; ///< of the step that `active_step` names
  std::string active_step = {};
};

/// The criterion behind a line of the sheet; nullptr if the sheet is of another exercise.
const Criterion* find_criterion(const Exercise& exercise, const std::string& id);

/// The step to do next: the first active line, else the first waiting one; nullptr when all is over.
const ScoreLine* find_active_line(const ScoreSheet& sheet);

} // namespace jixia::hmi
