#include "app/attempt_progress.h"

#include <nlohmann/json.hpp>

#include "base/file_io.h"

namespace jixia {
namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr int kMostSteps = 10'000;

int count_of(const nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  const bool is_count = found != json.end() && found->is_number_unsigned();
  return is_count
             ? static_cast<int>(std::min<std::uint64_t>(found->get<std::uint64_t>(), kMostSteps))
             : 0;
}

} // namespace

AttemptProgress calc_progress(const ScoreSheet& sheet) {
  AttemptProgress progress;
  for (const ScoreLine& line : sheet.lines) {
    const bool is_step =
        line.kind == Criterion::Kind::Step || line.kind == Criterion::Kind::Question;
    progress.steps += is_step ? 1 : 0;
    progress.steps_done += is_step && line.state == ScoreLine::State::Done ? 1 : 0;
  }
  return progress;
}

AttemptProgress load_progress(const std::filesystem::path& attempt) {
  Diagnostics ignored;
  std::error_code none;
  if (!std::filesystem::exists(attempt / "progress.json", none)) {
    return {};
  }
  const auto text = read_file_limited(attempt / "progress.json", kMostBytes, ignored);
  const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
  if (!json.is_object()) {
    return {};
  }
  AttemptProgress progress{count_of(json, "done"), count_of(json, "steps")};
  return progress.steps_done <= progress.steps ? progress : AttemptProgress{};
}

void write_progress(const std::filesystem::path& attempt, const AttemptProgress& progress) {
  const nlohmann::json json{{"done", progress.steps_done}, {"steps", progress.steps}};
  Diagnostics ignored; // a picture of how far it is can be missed
  write_file_atomically(attempt / "progress.json", json.dump() + "\n", ignored);
}

void remove_progress(const std::filesystem::path& attempt) {
  std::error_code ignored;
  std::filesystem::remove(attempt / "progress.json", ignored);
}

} // namespace jixia
