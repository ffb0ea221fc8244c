#include "verify_table.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string row(const OperatorRun& run, std::size_t exercise_width, std::size_t operator_width,
                Language language) {
  const double speed = seconds(run.duration) / std::max(run.wall_seconds, 1e-9);
  std::string lost;
  for (const std::string& veto : run.sheet.vetoes) {
    lost += " " + veto;
  }
  return padded(run.exercise, exercise_width) + padded(run.operator_id, operator_width) +
         padded(fixed(run.sheet.score, 1), 7) +
         padded(number_text(run.lowest) + "-" + number_text(run.highest), 9) +
         (run.faults.empty() ? Text{"符合", "kept  "} : Text{"不符", "BROKEN"}).in(language) +
         "  " + clock_text(run.duration) + "  x" + fixed(speed, 0) + lost + "\n";
}

std::string lost_lines(const OperatorRun& run, Language language) {
  std::string text;
  for (const ScoreLine& line : run.sheet.lines) {
    const bool is_rule = line.kind == Criterion::Kind::Forbidden;
    if (is_rule ? line.state != ScoreLine::State::Lost : line.points > line.available - 1e-9) {
      continue;
    }
    text +=
        "      " + line.id + "  " + fixed(line.points, 2) + " / " + fixed(line.available, 2) + "\n";
    for (const Evidence& evidence : line.evidence) {
      text += "        " + clock_text(evidence.time) + "-" + clock_text(evidence.until) + "  " +
              evidence.tag + "  " + evidence.reason.in(language) + "\n";
    }
  }
  return text;
}

} // namespace

std::string verify_table(const std::vector<OperatorRun>& runs, bool shows_lost, Language language) {
  std::size_t exercise_width = 0, operator_width = 0, broken = 0;
  for (const OperatorRun& run : runs) {
    exercise_width = std::max(exercise_width, run.exercise.size() + 2);
    operator_width = std::max(operator_width, run.operator_id.size() + 2);
    broken += run.faults.empty() ? 0u : 1u;
  }
  std::string text;
  for (const OperatorRun& run : runs) {
    text += row(run, exercise_width, operator_width, language);
    for (const Text& fault : run.faults) {
      text += "    ! " + fault.in(language) + "\n";
    }
    for (const Text& remark : run.remarks) {
      text += "    - " + remark.in(language) + "\n";
    }
    if (shows_lost) {
      text += lost_lines(run, language);
    }
  }
  return text + fill({"{0} 次运行，{1} 次不符\n", "{0} runs, {1} broken\n"},
                     std::vector{std::to_string(runs.size()), std::to_string(broken)})
                    .in(language);
}

std::string verify_json(const std::vector<OperatorRun>& runs) {
  Json list = Json::array();
  for (const OperatorRun& run : runs) {
    Json faults = Json::array(), lost = Json::object();
    for (const Text& fault : run.faults) {
      faults.push_back({{"zh", fault.zh}, {"en", fault.en}});
    }
    for (const ScoreLine& line : run.sheet.lines) {
      if (line.points < line.available) {
        lost[line.id] = line.available - line.points;
      }
    }
    list.push_back({{"exercise", run.exercise},
                    {"operator", run.operator_id},
                    {"score", run.sheet.score},
                    {"expected", {run.lowest, run.highest}},
                    {"kept", run.faults.empty()},
                    {"seconds", seconds(run.duration)},
                    {"wall_seconds", run.wall_seconds},
                    {"vetoes", run.sheet.vetoes},
                    {"lost", lost},
                    {"faults", faults}});
  }
  return Json{{"runs", list}}.dump(2) + "\n";
}

} // namespace jixia
