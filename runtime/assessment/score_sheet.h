#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/criterion.h"

namespace jixia {

/// Why points were lost or a condition failed: which tag had which value when.
struct Evidence {
  SimTime time{0};
  SimTime until{0};   ///< end of the span that lost points; equal to `time` if it is an instant
  std::string tag;
  double value = 0.0; ///< [SI]
  Text reason;        ///< one line with limit and value in display units
};

/// What one criterion earned.
struct ScoreLine {
  enum class State { Waiting, Active, Done, Lost, Locked };
  std::string id;
  Criterion::Kind kind = Criterion::Kind::Step;
  Text title;
  Text requirement;
  std::string group;
  double points = 0.0;    ///< earned so far
  double available = 0.0; ///< 0 for a veto
  State state = State::Waiting;
  std::optional<SimTime> started; ///< when it became active
  std::optional<SimTime> ended;   ///< when it was done or lost for good
  std::vector<Evidence> evidence; ///< of lost points, in time order
};

/// The score of one run: a pure function of its log and its exercise.
struct ScoreSheet {
  double score = 0.0; ///< after hints, caps and vetoes, 0 to `max`
  double max = 0.0;
  double pass_mark = 60.0;
  bool is_finished = false;     ///< the exercise's finish was reached or the run was ended by a veto
  int hints = 0;            ///< taken; each costs ScoreFold::kHintCost points
  std::vector<std::string> vetoes; ///< ids of Forbidden criteria with a cap or an end that came true
  std::vector<ScoreLine> lines; ///< in the order of the exercise
};

} // namespace jixia
