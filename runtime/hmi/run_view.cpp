#include "hmi/run_view.h"

#include <algorithm>

namespace jixia::hmi {

const Criterion* find_criterion(const Exercise& exercise, const std::string& id) {
  const auto found = std::find_if(exercise.criteria.begin(), exercise.criteria.end(),
                                  [&](const Criterion& c) { return c.id == id; });
  return found == exercise.criteria.end() ? nullptr : &*found;
}

const ScoreLine* find_active_line(const ScoreSheet& sheet) {
  const auto is_step = [](const ScoreLine& line) {
    return line.kind == Criterion::Kind::Step || line.kind == Criterion::Kind::Question;
  };
  const auto first = [&](ScoreLine::State state) -> const ScoreLine* {
    const auto found = std::find_if(sheet.lines.begin(), sheet.lines.end(), [&](const ScoreLine& line) {
      return is_step(line) && line.state == state;
    });
    return found == sheet.lines.end() ? nullptr : &*found;
  };
  const ScoreLine* line = first(ScoreLine::State::Active);
  return line != nullptr ? line : first(ScoreLine::State::Waiting);
}

} // namespace jixia::hmi
