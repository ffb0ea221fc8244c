#include "hmi/debrief_facts.h"

#include <algorithm>
#include <cmath>

namespace jixia::hmi {
namespace {

using Kind = Criterion::Kind;

bool is_of(int group, Kind kind) {
  switch (kind) {
    case Kind::Step:
    case Kind::Question:
    case Kind::Sequence: return group == 0;
    case Kind::Hold:
    case Kind::Limit: return group == 1;
    case Kind::Forbidden: return group == 2;
    case Kind::Time: return group == 3;
  }
  return false;
}

Text group_title(int group) {
  switch (group) {
    case 0: return {"操作步骤", "Procedure"};
    case 1: return {"工艺指标", "Process values"};
    case 2: return {"安全", "Safety"};
    default: return {"时间", "Time"};
  }
}

} // namespace

double lost_points(const ScoreLine& line) {
  return std::max(0.0, line.available - line.points);
}

std::vector<ScoreGroup> find_score_groups(const ScoreSheet& sheet) {
  std::vector<ScoreGroup> groups;
  for (int k = 0; k < 4; ++k) {
    ScoreGroup group{group_title(k), {}, 0, 0};
    int full = 0;
    int all = 0;
    for (const ScoreLine& line : sheet.lines) {
      if (is_of(k, line.kind)) {
        ++all;
        full += lost_points(line) < 0.05 ? 1 : 0;
        group.points += line.points;
        group.available += line.available;
      }
    }
    const std::string share = std::to_string(full) + " / " + std::to_string(all);
    group.count = k == 2 ? fill({"{0} 次违反", "{0} broken"}, std::vector{std::to_string(all - full)}) : same_text(share);
    if (all > 0) {
      groups.push_back(std::move(group));
    }
  }
  return groups;
}

std::vector<double> find_loss_times(const ScoreSheet& sheet) {
  std::vector<double> times;
  for (const ScoreLine& line : sheet.lines) {
    if (lost_points(line) >= 0.05 && !line.evidence.empty()) {
      times.push_back(seconds(line.evidence.front().time));
    } else if (lost_points(line) >= 0.05 && line.ended) {
      times.push_back(seconds(*line.ended));
    }
  }
  return times;
}

std::vector<const ScoreLine*> sorted_by_loss(const ScoreSheet& sheet) {
  std::vector<const ScoreLine*> lines;
  for (const ScoreLine& line : sheet.lines) {
    if (line.available > 0 || lost_points(line) > 0) {
      lines.push_back(&line);
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const ScoreLine* a, const ScoreLine* b) { return lost_points(*a) > lost_points(*b) + 1e-9; });
  return lines;
}

std::vector<AlarmSpan> find_alarm_spans(const RunView& run) {
  std::vector<AlarmSpan> spans;
  const double end = seconds(run.world.time());
  for (const ComponentInfo& info : run.world.components()) {
    const auto priority = info.quantities.find("priority");
    const RunLog::Series* series = run.log.find_series(info.tag + ".STATE");
    if (priority == info.quantities.end() || series == nullptr) {
      continue;
    }
    const auto stands = [&](std::size_t k) { return series->values[k] > 0.5 && series->values[k] < 2.5; };
    for (std::size_t k = 0; k < series->values.size(); ++k) {
      if (!stands(k) || (k > 0 && stands(k - 1))) {
        continue;
      }
      std::size_t last = k;
      while (last + 1 < series->values.size() && stands(last + 1)) {
        ++last;
      }
      const double to = last + 1 < series->times.size() ? seconds(series->times[last + 1]) : end;
      spans.push_back({seconds(series->times[k]), to, static_cast<int>(std::lround(std::clamp(priority->second, 1.0, 4.0))), info.tag});
    }
  }
  std::sort(spans.begin(), spans.end(), [](const AlarmSpan& a, const AlarmSpan& b) { return a.from < b.from; });
  return spans;
}

std::vector<PhaseSpan> find_phase_spans(const RunView& run) {
  std::vector<PhaseSpan> spans;
  for (const ProcedurePhase& phase : run.exercise.phases) {
    const double begin = spans.empty() ? 0 : spans.back().to;
    PhaseSpan span{phase.title, begin, begin};
    for (const ScoreLine& line : run.score.lines) {
      const bool is_step = line.kind == Kind::Step || line.kind == Kind::Question;
      if (line.group == phase.id && is_step) {
        span.to = std::max(span.to, seconds(line.ended.value_or(run.world.time())));
      }
    }
    spans.push_back(span);
  }
  return spans;
}

std::vector<std::pair<double, double>> find_score_steps(const ScoreSheet& sheet) {
  std::vector<std::pair<double, double>> gains;
  for (const ScoreLine& line : sheet.lines) {
    if (line.ended && line.points != 0) {
      gains.emplace_back(seconds(*line.ended), line.points);
    }
  }
  std::sort(gains.begin(), gains.end());
  double sum = 0;
  for (auto& [time, points] : gains) {
    sum += points;
    points = sum;
  }
  return gains;
}

} // namespace jixia::hmi
