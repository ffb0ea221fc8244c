#pragma once

#include <string>
#include <vector>

#include "hmi/run_view.h"

namespace jixia::hmi {

/// Points by what they were given for.
struct ScoreGroup {
  Text title;
  Text count; ///< "17 / 18"
  double points = 0, available = 0;
};
std::vector<ScoreGroup> find_score_groups(const ScoreSheet& sheet);

/// Points a line lost; a Forbidden has none to earn and can only lose.
double lost_points(const ScoreLine& line);

/// When lines lost points, [s], in no order.
std::vector<double> find_loss_times(const ScoreSheet& sheet);

/// The lines, the most lost first, then in the order of the exercise.
std::vector<const ScoreLine*> sorted_by_loss(const ScoreSheet& sheet);

/// A time during which an alarm stood.
struct AlarmSpan {
  double from = 0, to = 0; ///< [s]
  int priority = 3;
  std::string name; ///< "PIC101_H"
};
/// From the logged STATE of every alarm, in order of time.
std::vector<AlarmSpan> find_alarm_spans(const RunView& run);

/// A phase of the procedure on the timeline: from the end of the one before until its last step
/// is over, because steps of two phases may be done in turns.
struct PhaseSpan {
  Text title;
  double from = 0, to = 0; ///< [s]
};
std::vector<PhaseSpan> find_phase_spans(const RunView& run);

/// Score credited up to then, as steps: (time [s], points so far).
std::vector<std::pair<double, double>> find_score_steps(const ScoreSheet& sheet);

} // namespace jixia::hmi
