#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sim_time.h"

namespace jixia {

/// An expression over tags as the author wrote it, e.g. "for(PIC101 >= 4.0 atm(g), 10 s)".
/// Empty text: not given. What may stand here: base/expression.h.
struct Condition {
  std::string text;
  SourceMark mark;
  bool empty() const { return text.empty(); }
};

/// One thing an exercise asks for, with the points it is worth. Plain data; assessment/ gives it
/// meaning. Fields that a kind does not name are unused by it.
struct Criterion {
  enum class Kind {
    Step,      ///< reach `done`; quality counts while it is active
    Hold,      ///< keep `good` true from `start` until `finish`; points by the share of time it was
    Limit,     ///< `good` never becomes false between `start` and `finish`; all or nothing
    Sequence,  ///< the conditions of `order` become true in that order
    Time,      ///< `done` before `expected`; no points at twice that time, linear between
    Forbidden, ///< `when` must never become true; see `penalty`, `score_cap`, `ends_run`
    Question,  ///< the Checkpoint `answer_tag` holds `right_answer`
  };
  Kind kind = Kind::Step;
  std::string id; ///< unique in the exercise, e.g. "S4"
  SourceMark mark;
  Text title;        ///< at most 14 Chinese characters
  Text requirement;  ///< one sentence: what is asked and why
  Text hint;         ///< what to do, shown in practice
  std::string group; ///< Phase of the procedure it belongs to
  double points = 0.0;

  Condition start; ///< the step may begin; empty: when its `after` are done
  Condition done;
  std::vector<std::string> after; ///< ids that must be done before
  Condition quality;              ///< should hold while the step is active
  double quality_share = 0.4;     ///< of the points
  double late_share = 0.25;       ///< of the points lost when later than twice `expected`
  SimTime expected{0};            ///< 0: no time is asked for
  Condition good;
  Condition finish;
  std::vector<Condition> order;
  Condition when;
  double penalty = 0.0;            ///< points taken when `when` becomes true
  std::optional<double> score_cap; ///< the total is at most this once `when` was true
  bool ends_run = false;           ///< the run ends with zero
  std::string answer_tag;
  std::vector<Text> answers;
  int right_answer = 0;           ///< counts from 1
  std::vector<std::string> focus; ///< tags to look at: evidence, arrow to the next step
};

} // namespace jixia
