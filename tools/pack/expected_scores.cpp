#include "expected_scores.h"

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "base/file_io.h"

namespace jixia {
namespace {

using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr double kNear = 0.05; // [points], between builds whose last bits differ

std::filesystem::path file_of(const Scenario& scenario, const std::string& exercise) {
  return scenario.folder / "expected" / (exercise + ".json");
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t k = 16; k-- > 0; value >>= 4u) {
    text[k] = "0123456789abcdef"[value & 15u];
  }
  return text;
}

} // namespace

std::string build_kind() {
#if defined(__clang__)
  return "clang " + std::to_string(__clang_major__);
#else
  return "gcc " + std::to_string(__GNUC__);
#endif
}

void compare_expected(const Scenario& scenario, std::uint64_t seed, OperatorRun& run) {
  const std::filesystem::path file = file_of(scenario, run.exercise);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    return;
  }
  Diagnostics problems;
  const std::optional<std::string> content = read_file_limited(file, kMostBytes, problems);
  const Json json = Json::parse(content.value_or(""), nullptr, false);
  if (json.is_discarded() || !json.is_object() || !json.contains("operators")) {
    run.faults.push_back(fill({"{0} 读不出", "{0} cannot be read"}, Strings{file.string()}));
    return;
  }
  const Json& all = json["operators"];
  if (json.value("seed", std::uint64_t{0}) != seed || !all.contains(run.operator_id)) {
    return;
  }
  const Json& stored = all[run.operator_id];
  const double score = stored.value("score", 0.0);
  if (std::abs(score - run.sheet.score) > kNear) {
    run.faults.push_back(fill({"以前得 {0} 分，现在 {1}", "used to score {0}, now {1}"},
                              Strings{number_text(score), number_text(run.sheet.score)}));
  } else if (json.value("build", "") == build_kind() &&
             stored.value("fingerprint", "") != hex(run.fingerprint)) {
    run.remarks.push_back({"指纹与 expected 不同：场景或程序已改动，用 --write-expected 更新",
                           "the fingerprint is not the expected one: pack or program has changed; "
                           "renew it with --write-expected"});
  }
}

bool write_expected(const Scenario& scenario, std::uint64_t seed,
                    const std::vector<OperatorRun>& runs,
                    Diagnostics& problems) {
  std::map<std::string, Json> files;
  for (const OperatorRun& run : runs) {
    Json& file = files[run.exercise];
    file["build"] = build_kind();
    file["seed"] = seed;
    Json lost = Json::object();
    for (const ScoreLine& line : run.sheet.lines) {
      if (line.points < line.available - 1e-9) {
        lost[line.id] = std::round((line.available - line.points) * 100.0) / 100.0;
      }
    }
    file["operators"][run.operator_id] = {{"score", std::round(run.sheet.score * 100.0) / 100.0},
                                          {"fingerprint", hex(run.fingerprint)},
                                          {"lost", lost},
                                          {"vetoes", run.sheet.vetoes}};
  }
  bool is_good = make_folder(scenario.folder / "expected", problems);
  for (const auto& [exercise, json] : files) {
    is_good = is_good &&
              write_file_atomically(file_of(scenario, exercise), json.dump(2) + "\n", problems);
  }
  return is_good;
}

} // namespace jixia
