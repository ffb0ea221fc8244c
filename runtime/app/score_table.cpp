#include "app/score_table.h"

#include <nlohmann/json.hpp>

namespace jixia {
namespace {

using Json = nlohmann::json;

std::string padded(const std::string& text, int columns) {
  const int missing = columns - terminal_width(text);
  return text + std::string(static_cast<std::size_t>(std::max(0, missing)), ' ');
}

std::string right(const std::string& text, int columns) {
  const int missing = columns - terminal_width(text);
  return std::string(static_cast<std::size_t>(std::max(0, missing)), ' ') + text;
}

std::string points_text(double points) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f", points);
  return buffer;
}

Text state_text(ScoreLine::State state) {
  switch (state) {
    case ScoreLine::State::Done:
      return {"完成", "done"};
    case ScoreLine::State::Active:
      return {"进行中", "active"};
    case ScoreLine::State::Lost:
      return {"失分", "lost"};
    case ScoreLine::State::Locked:
      return {"未到", "not reached"};
    case ScoreLine::State::Waiting:
      return {"等待", "waiting"};
  }
  return {};
}

const char* state_word(ScoreLine::State state) {
  switch (state) {
    case ScoreLine::State::Done:
      return "done";
    case ScoreLine::State::Active:
      return "active";
    case ScoreLine::State::Lost:
      return "lost";
    case ScoreLine::State::Locked:
      return "locked";
    case ScoreLine::State::Waiting:
      return "waiting";
  }
  return "";
}

Json line_json(const ScoreLine& line) {
  Json evidence = Json::array();
  for (const Evidence& found : line.evidence) {
    evidence.push_back({{"time", seconds(found.time)},
                        {"until", seconds(found.until)},
                        {"tag", found.tag},
                        {"value", found.value},
                        {"zh", found.reason.zh},
                        {"en", found.reason.en}});
  }
  Json json{{"id", line.id},
            {"title", {{"zh", line.title.zh}, {"en", line.title.en}}},
            {"points", line.points},
            {"max", line.available},
            {"state", state_word(line.state)},
            {"evidence", evidence}};
  if (line.ended) {
    json["ended"] = seconds(*line.ended);
  }
  return json;
}

} // namespace

int terminal_width(const std::string& text) {
  int columns = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    const auto byte = static_cast<unsigned char>(text[k]);
    const bool continues = (byte & 0xc0) == 0x80;
    columns += continues ? 0 : byte >= 0xe3 && byte <= 0xef ? 2 : 1;
  }
  return columns;
}

std::string column(const std::string& text, int width) {
  const int missing = std::max(1, width - terminal_width(text));
  return text + std::string(static_cast<std::size_t>(missing), ' ');
}

void print_score_table(const ScoreSheet& sheet, const Console& console) {
  const Language language = console.language();
  for (const ScoreLine& line : sheet.lines) {
    const bool is_quiet_veto = line.available == 0.0 && line.state != ScoreLine::State::Lost;
    if (is_quiet_veto) {
      continue;
    }
    std::string row = padded(line.id, 6) + padded(line.title.in(language), 34) +
                      right(points_text(line.points), 6) + " / " +
                      padded(points_text(line.available), 7) +
                      padded(state_text(line.state).in(language), 12);
    if (line.ended) {
      row += clock_text(*line.ended);
    }
    console.say(row);
    if (line.points < line.available && !line.evidence.empty()) {
      console.say("      " + line.evidence.front().reason.in(language));
    }
  }
  console.say(fill({"总分 {0} / {1}", "Total {0} / {1}"},
                   std::vector{points_text(sheet.score), points_text(sheet.max)}));
}

std::string score_json(const ScoreSheet& sheet, const std::filesystem::path& attempt) {
  Json criteria = Json::array();
  for (const ScoreLine& line : sheet.lines) {
    criteria.push_back(line_json(line));
  }
  return Json{{"score", sheet.score},
              {"max", sheet.max},
              {"vetoes", sheet.vetoes},
              {"criteria", criteria},
              {"attempt", attempt.string()}}
      .dump();
}

} // namespace jixia
