#include "exporting/report_data.h"

#include <algorithm>

#include "exporting/report_alarms.h"
#include "exporting/report_band.h"
#include "exporting/tag_text.h"
#include "recording/trends.h"

namespace jixia {
namespace {

constexpr std::size_t kChartPoints = 1200;
constexpr std::size_t kMostTrends = 6;
constexpr std::size_t kMostEvidence = 4; ///< of one criterion; the first one gets a chart
constexpr SimTime kLeastMargin = std::chrono::seconds(60); ///< of a chart around its span
constexpr SimTime kRampGap = std::chrono::seconds(3); ///< actions closer than this are one ramp
constexpr double kNothing = 1e-9;                     ///< points

SimTime length_of(const RunLog& log) {
  return log.times().empty() ? SimTime{0} : log.times().back();
}

/// The criterion of each line; an empty one for lines that the exercise does not know (any more).
std::vector<Criterion> criteria_of(const Exercise& exercise, const ScoreSheet& sheet) {
  std::vector<Criterion> criteria;
  for (const ScoreLine& line : sheet.lines) {
    const auto found =
        std::find_if(exercise.criteria.begin(), exercise.criteria.end(),
                     [&](const Criterion& criterion) { return criterion.id == line.id; });
    Criterion blank;
    blank.id = line.id;
    blank.kind = line.kind;
    criteria.push_back(found != exercise.criteria.end() ? *found : blank);
  }
  return criteria;
}

std::vector<ReportPhase> phases_of(const Exercise& exercise, const ScoreSheet& sheet) {
  std::vector<ReportPhase> phases;
  std::vector<bool> is_taken(sheet.lines.size(), false);
  const auto add = [&](const Text& title, const auto& belongs) {
    ReportPhase phase{title, {}, 0.0, 0.0};
    for (std::size_t k = 0; k < sheet.lines.size(); ++k) {
      if (!is_taken[k] && belongs(sheet.lines[k])) {
        is_taken[k] = true;
        phase.lines.push_back(k);
        phase.points += sheet.lines[k].points;
        phase.available += sheet.lines[k].available;
      }
    }
    if (!phase.lines.empty()) {
      phases.push_back(std::move(phase));
    }
  };
  for (const ProcedurePhase& phase : exercise.phases) {
    add(phase.title, [&](const ScoreLine& line) { return line.group == phase.id; });
  }
  add({}, [](const ScoreLine&) { return true; });
  return phases;
}

/// Collects what needs the log and the world.
class Collector {
 public:
  Collector(const RunLog& log, const World& world)
      : log_(log), world_(world), length_(length_of(log)) {}

  std::optional<ReportChart> chart(const std::string& name, SimTime begin, SimTime end) const {
    const Tag* tag = world_.find_tag(name);
    const RunLog::Series* series = tag != nullptr ? log_.find_series(tag->name) : nullptr;
    if (series == nullptr || begin >= end) {
      return std::nullopt;
    }
    ReportChart chart;
    chart.tag = name;
    chart.name = display_name(*tag);
    chart.unit = display_unit(*tag);
    chart.decimals = tag->display.decimals;
    chart.range_low = display_number(*tag, tag->display.range_low);
    chart.range_high = display_number(*tag, tag->display.range_high);
    chart.begin = begin;
    chart.end = end;
    chart.series = thin_series(*series, begin, end, kChartPoints);
    for (double& value : chart.series.values) {
      value = display_number(*tag, value);
    }
    return chart;
  }

  /// The trend around `evidence` with the band that `criterion` asks for.
  std::optional<ReportChart> chart_of(const Evidence& evidence, const Criterion& criterion) const {
    const SimTime until = std::max(evidence.time, evidence.until);
    const SimTime margin = std::max(kLeastMargin, (until - evidence.time) / 2);
    auto made = chart(evidence.tag, std::max(SimTime{0}, evidence.time - margin),
                      std::min(length_, until + margin));
    const Tag* tag = world_.find_tag(evidence.tag);
    if (!made || tag == nullptr) {
      return made;
    }
    const Band band = find_band(criterion, evidence.tag, world_);
    made->low = band.low ? std::optional(display_number(*tag, *band.low)) : std::nullopt;
    made->high = band.high ? std::optional(display_number(*tag, *band.high)) : std::nullopt;
    made->span_begin = evidence.time;
    made->span_end = until;
    for (const RunLog::ActionRecord& record : log_.actions()) {
      if (!record.refusal && record.time >= made->begin && record.time <= made->end &&
          record.action.actor == OperatorAction::Actor::Learner) {
        made->actions.push_back(record.time);
      }
    }
    return made;
  }

  ReportLoss loss(std::size_t index, const ScoreLine& line, const Criterion& criterion) const {
    ReportLoss loss{index, line.available - line.points, {}};
    for (const Evidence& evidence : line.evidence) {
      if (loss.evidence.size() == kMostEvidence) {
        break;
      }
      const Tag* tag = world_.find_tag(evidence.tag);
      ReportEvidence shown{
          evidence, tag != nullptr ? shown_value(*tag, evidence.value) : Text{}, {}};
      if (loss.evidence.empty()) {
        shown.chart = chart_of(evidence, criterion);
      }
      loss.evidence.push_back(std::move(shown));
    }
    return loss;
  }

  std::vector<ReportAction> actions() const {
    std::vector<ReportAction> actions;
    for (const RunLog::ActionRecord& record : log_.actions()) {
      const Tag* tag = world_.find_tag(record.action.tag);
      ReportAction action;
      action.time = action.until = record.time;
      action.tag = record.action.tag;
      action.name = tag != nullptr ? display_name(*tag) : same_text(record.action.tag);
      action.value = tag != nullptr ? shown_value(*tag, record.action.value)
                                    : same_text(number_text(record.action.value));
      action.is_instructor = record.action.actor == OperatorAction::Actor::Instructor;
      action.refusal = record.refusal;
      if (!actions.empty() && is_ramp(actions.back(), action)) {
        actions.back().until = action.time;
        actions.back().value = action.value;
        ++actions.back().count;
      } else {
        actions.push_back(std::move(action));
      }
    }
    return actions;
  }

  std::vector<ReportChart> trends(const Scenario& scenario, const Exercise& exercise) const {
    std::vector<std::string> tags;
    if (!scenario.screens.empty()) {
      tags = scenario.screens.front().trends;
    }
    for (std::size_t k = 0; tags.empty() && k < exercise.criteria.size(); ++k) {
      tags = exercise.criteria[k].focus;
    }
    std::vector<ReportChart> charts;
    for (const std::string& tag : tags) {
      auto made = chart(tag, SimTime{0}, length_);
      if (made && charts.size() < kMostTrends) {
        charts.push_back(std::move(*made));
      }
    }
    return charts;
  }

 private:
  static bool is_ramp(const ReportAction& last, const ReportAction& next) {
    return last.tag == next.tag && last.is_instructor == next.is_instructor && !last.refusal &&
           !next.refusal && next.time - last.until <= kRampGap;
  }

  const RunLog& log_;
  const World& world_;
  SimTime length_;
};

void collect_losses(ReportData& data, const Collector& collector) {
  for (std::size_t k = 0; k < data.sheet.lines.size(); ++k) {
    const ScoreLine& line = data.sheet.lines[k];
    const bool is_veto = line.available <= 0.0;
    const bool is_lost = is_veto ? line.state == ScoreLine::State::Lost || !line.evidence.empty()
                                 : line.available - line.points > kNothing;
    if (is_lost) {
      data.losses.push_back(collector.loss(k, line, data.criteria[k]));
    }
  }
  std::stable_sort(data.losses.begin(), data.losses.end(),
                   [](const ReportLoss& a, const ReportLoss& b) { return a.points > b.points; });
  for (const ReportLoss& loss : data.losses) {
    const Criterion& criterion = data.criteria[loss.line];
    const Text& hint =
        criterion.hint.empty() ? data.sheet.lines[loss.line].requirement : criterion.hint;
    if (!hint.empty()) {
      data.advice.push_back({data.sheet.lines[loss.line].title, hint, loss.points});
    }
  }
}

} // namespace

Text mode_name(Exercise::Mode mode) {
  switch (mode) {
    case Exercise::Mode::ColdStart:
      return {"冷态开车", "Cold start"};
    case Exercise::Mode::NormalOperation:
      return {"正常运行", "Normal operation"};
    case Exercise::Mode::Shutdown:
      return {"正常停车", "Shutdown"};
    case Exercise::Mode::FaultHandling:
      return {"事故处理", "Fault handling"};
  }
  return {};
}

Text kind_name(Criterion::Kind kind) {
  switch (kind) {
    case Criterion::Kind::Step:
      return {"步骤", "Step"};
    case Criterion::Kind::Hold:
      return {"保持", "Hold"};
    case Criterion::Kind::Limit:
      return {"限值", "Limit"};
    case Criterion::Kind::Sequence:
      return {"顺序", "Sequence"};
    case Criterion::Kind::Time:
      return {"时间", "Time"};
    case Criterion::Kind::Forbidden:
      return {"禁止", "Forbidden"};
    case Criterion::Kind::Question:
      return {"问题", "Question"};
  }
  return {};
}

Text state_name(const ScoreLine& line) {
  const bool is_partial = line.available - line.points > kNothing;
  switch (line.state) {
    case ScoreLine::State::Done:
      return is_partial ? Text{"完成，有失分", "Done, points lost"} : Text{"完成", "Done"};
    case ScoreLine::State::Lost:
      return {"失分", "Lost"};
    case ScoreLine::State::Active:
      return {"进行中", "Active"};
    case ScoreLine::State::Waiting:
    case ScoreLine::State::Locked:
      break;
  }
  return line.available > 0.0 ? Text{"未做", "Not done"} : Text{"未发生", "Did not happen"};
}

ReportData collect_report(const Scenario& scenario, const Exercise& exercise,
                          const AttemptHeader& header, const RunLog& log, const ScoreSheet& sheet,
                          const World& world, const Verification& verification) {
  const Collector collector(log, world);
  ReportData data;
  data.header = header;
  data.pack_title = scenario.title;
  data.exercise_title = exercise.title;
  data.mode = mode_name(exercise.mode);
  data.goal = exercise.goal;
  data.school = scenario.school;
  data.duration = exercise.duration;
  data.length = length_of(log);
  data.criteria = criteria_of(exercise, sheet);
  data.sheet = sheet;
  data.has_passed = sheet.score >= sheet.pass_mark;
  data.verification = verification;
  data.phases = phases_of(exercise, sheet);
  collect_losses(data, collector);
  data.alarms = find_alarms(log, world, exercise_components(scenario, exercise));
  data.actions = collector.actions();
  data.trends = collector.trends(scenario, exercise);
  return data;
}

} // namespace jixia
