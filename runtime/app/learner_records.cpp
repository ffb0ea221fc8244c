#include "app/learner_records.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/file_io.h"
#include "recording/attempt.h"
#include "recording/attempt_header.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostRosterBytes = 4u << 20;
constexpr std::size_t kMostScoreBytes = 4u << 20;
constexpr std::size_t kMostLearners = 20'000;

std::vector<std::string> split_fields(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream rest(line);
  for (std::string field; std::getline(rest, field, ',');) {
    const std::size_t begin = field.find_first_not_of(" \t\r");
    const std::size_t end = field.find_last_not_of(" \t\r");
    fields.push_back(begin == std::string::npos ? "" : field.substr(begin, end - begin + 1));
  }
  fields.resize(std::max<std::size_t>(fields.size(), 4));
  return fields;
}

void read_score(const fs::path& folder, KeptAttempt& attempt) {
  Diagnostics ignored;
  std::error_code none;
  if (!fs::exists(folder / "score.json", none)) {
    return;
  }
  const auto text = read_file_limited(folder / "score.json", kMostScoreBytes, ignored);
  const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
  if (json.is_object() && json.contains("score") && json["score"].is_number()) {
    attempt.score = json["score"].get<double>();
    attempt.is_finished = true;
  }
}

std::optional<KeptAttempt> read_kept(const fs::path& folder) {
  Diagnostics ignored;
  const auto text = read_file_limited(folder / "attempt.json", kMostHeaderBytes, ignored);
  const auto header = text ? read_header(*text, "attempt.json", ignored) : std::nullopt;
  if (!header) {
    return std::nullopt;
  }
  KeptAttempt kept{folder, header->pack_id, header->exercise, header->learner_id,
                   header->learner_name, header->started_at};
  read_score(folder, kept);
  if (!kept.is_finished) {
    const std::optional<Attempt> attempt = load_attempt(folder, ignored);
    if (!attempt || attempt->journal.empty()) {
      return std::nullopt;
    }
    kept.is_finished = attempt->is_finished();
    kept.reached = attempt->journal.back().time;
  }
  return kept;
}

} // namespace

std::vector<RosterLine> load_roster(Diagnostics& problems) {
  std::vector<RosterLine> roster;
  const fs::path file = find_data_folder() / "roster.csv";
  std::error_code none;
  if (!fs::exists(file, none)) {
    return roster;
  }
  std::istringstream lines(read_file_limited(file, kMostRosterBytes, problems).value_or(""));
  int number = 0;
  for (std::string line; std::getline(lines, line) && roster.size() < kMostLearners;) {
    ++number;
    if (line.starts_with("\xef\xbb\xbf")) {
      line.erase(0, 3); // the mark that Excel puts first
    }
    const std::vector<std::string> fields = split_fields(line);
    if (line.empty() || line[0] == '#' || line == "\r") {
      continue;
    }
    if (fields[0].empty() || fields[1].empty()) {
      problems.warning({file.string(), number, 1}, {"应为 学号,姓名,班级,拼音首字母",
                                                    "expected number,name,class,initials"});
      continue;
    }
    roster.push_back({fields[0], fields[1], fields[2], fields[3]});
  }
  return roster;
}

std::vector<KeptAttempt> list_attempts(std::size_t most) {
  std::vector<fs::path> folders;
  std::error_code none;
  for (fs::directory_iterator at(find_data_folder() / "attempts", none), end; at != end;
       at.increment(none)) {
    folders.push_back(at->path());
  }
  std::sort(folders.rbegin(), folders.rend()); // names begin with the day
  std::vector<KeptAttempt> attempts;
  for (const fs::path& folder : folders) {
    if (attempts.size() >= most) {
      break;
    }
    if (std::optional<KeptAttempt> kept = read_kept(folder)) {
      attempts.push_back(std::move(*kept));
    }
  }
  std::stable_sort(attempts.begin(), attempts.end(), [](const KeptAttempt& a, const KeptAttempt& b) {
    return a.started_at > b.started_at;
  });
  return attempts;
}

} // namespace jixia
