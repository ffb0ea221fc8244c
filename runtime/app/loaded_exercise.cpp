#include "app/loaded_exercise.h"

#include "base/spelling.h"
#include "packaging/opened_pack.h"
#include "scenario/find_pack.h"
#include "scenario/load_scenario.h"

namespace jixia {
namespace {

void say_unknown_pack(const std::string& name, const Console& console) {
  std::vector<std::string> names;
  for (const auto& pack : all_packs()) {
    names.push_back(pack.filename().string());
  }
  const std::string nearest = nearest_spelling(name, names);
  console.note(fill({"没有场景包 {0}", "there is no pack {0}"}, std::vector{name}));
  if (nearest.empty()) {
    console.note({"用 jixia list 查看全部", "see jixia list"});
  } else {
    console.note(fill({"是否为 {0}", "did you mean {0}?"}, std::vector{nearest}));
  }
}

void say_unknown_exercise(const Scenario& scenario, const std::string& name,
                          const Console& console) {
  std::string ids;
  for (const Exercise& exercise : scenario.exercises) {
    ids += (ids.empty() ? "" : ", ") + exercise.id;
  }
  console.note(fill({"{0} 没有练习 {1}，可选：{2}", "{0} has no exercise {1}; there are: {2}"},
                    std::vector{scenario.id, name, ids}));
}

/// The folder of a pack by name, by path or in its distributed form; empty after having said why.
std::filesystem::path find_folder(const std::string& pack, const Console& console) {
  std::error_code ignored;
  if (pack.ends_with(".zip") && std::filesystem::exists(pack, ignored)) {
    Diagnostics problems;
    const auto opened = open_pack_file(pack, problems);
    console.report(problems);
    return opened.value_or(std::filesystem::path());
  }
  const std::filesystem::path folder = find_pack(pack);
  if (folder.empty()) {
    say_unknown_pack(pack, console);
  }
  return folder;
}

} // namespace

std::optional<LoadedExercise> load_exercise(const std::string& pack, const std::string& exercise,
                                            const Console& console) {
  const std::filesystem::path folder = find_folder(pack, console);
  if (folder.empty()) {
    return std::nullopt;
  }
  Diagnostics problems;
  std::optional<Scenario> scenario = load_scenario(folder, problems);
  console.report(problems);
  if (!scenario) {
    return std::nullopt;
  }
  LoadedExercise loaded{std::make_unique<Scenario>(std::move(*scenario)), nullptr};
  loaded.exercise = find_exercise(*loaded.scenario, exercise);
  if (loaded.exercise == nullptr) {
    say_unknown_exercise(*loaded.scenario, exercise, console);
    return std::nullopt;
  }
  return loaded;
}

} // namespace jixia
