#include "registry/admission.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

#include "catalogue/component_catalogue.h"
#include "check_pack.h"
#include "registry/child_process.h"
#include "registry/sandbox.h"
#include "verify_pack.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMostAnswerBytes = std::size_t{2} << 20;
constexpr std::size_t kMostProblems = 100;

Json text_json(const Text& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

std::string json_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json problems_json(const Diagnostics& problems) {
  Json list = Json::array();
  for (const Diagnostic& found : problems.all()) {
    if (list.size() < kMostProblems) {
      list.push_back(
          {{"severity", found.severity == Diagnostic::Severity::Error ? "error" : "warning"},
           {"file", found.mark.file},
           {"line", found.mark.line},
           {"problem", text_json(found.problem)},
           {"help", text_json(found.help)}});
    }
  }
  return list;
}

Json facts_json(const Scenario& pack) {
  Json exercises = Json::array(), objectives = Json::array();
  for (const Exercise& exercise : pack.exercises) {
    exercises.push_back({{"id", exercise.id}, {"title", text_json(exercise.title)}});
  }
  for (const Text& objective : pack.objectives) {
    objectives.push_back(text_json(objective));
  }
  std::set<std::string> units; // what the plant or line is built of
  for (const ComponentEntry& component : pack.components) {
    units.insert(component.type);
  }
  return {{"title", text_json(pack.title)},
          {"summary", text_json(pack.summary)},
          {"domain", pack.domain},
          {"school", pack.school},
          {"community", pack.community},
          {"occupations", pack.occupations},
          {"specialities", pack.specialities},
          {"licence", pack.licence},
          {"objectives", objectives},
          {"exercises", exercises},
          {"units", units},
          {"languages", {"zh", "en"}}}; // the loader refuses a text that lacks one
}

Json run_json(const OperatorRun& run) {
  Json faults = Json::array();
  for (const Text& fault : run.faults) {
    faults.push_back(text_json(fault));
  }
  return {{"exercise", run.exercise}, {"operator", run.operator_id}, {"score", run.sheet.score},
          {"lowest", run.lowest},     {"highest", run.highest},      {"faults", faults}};
}

Json judge(const fs::path& folder, unsigned threads) {
  const ComponentRegistry registry = make_registry();
  Diagnostics problems;
  const std::optional<Scenario> pack = check_pack(folder, registry, problems);
  Json runs = Json::array();
  bool has_passed = pack && !problems.has_errors();
  if (has_passed) {
    VerifyOptions options;
    options.threads = threads;
    std::size_t experts = 0;
    for (const OperatorRun& run : verify_pack(*pack, registry, options, {})) {
      has_passed = has_passed && run.faults.empty();
      experts += run.operator_id != "do-nothing" ? 1 : 0;
      runs.push_back(run_json(run));
    }
    if (experts == 0) {
      problems.error({"pack.yaml", 0, 0},
                     {"没有操作员，不能证明自己", "it has no operators and cannot prove itself"});
      has_passed = false;
    }
  }
  return {
      {"facts", pack ? facts_json(*pack) : Json::object()},
      {"report", {{"passed", has_passed}, {"problems", problems_json(problems)}, {"runs", runs}}}};
}

std::string program_file() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).string();
}

} // namespace

int run_admission(const fs::path& folder, unsigned threads) {
  const std::string missing = enter_sandbox(folder);
  Json answer = judge(folder, threads);
  answer["report"]["sandbox"] = missing.empty() ? "complete" : "without" + missing;
  std::puts(json_line(answer).c_str());
  return 0;
}

Admission admit_in_child(const fs::path& folder, int most_seconds) {
  const std::string said = run_child({program_file(), "admit", folder.string()}, {},
                                     most_seconds, kMostAnswerBytes);
  const Json answer = Json::parse(said, nullptr, false);
  Admission admission;
  if (!answer.is_object() || !answer.contains("report") || !answer["report"].is_object() ||
      !answer.contains("facts") || !answer["facts"].is_object()) {
    const Text why{"检查时出错或超时", "the check failed or took too long"};
    admission.report = json_line({{"passed", false},
                                  {"problems", Json::array({{{"severity", "error"},
                                                             {"file", ""},
                                                             {"line", 0},
                                                             {"problem", text_json(why)},
                                                             {"help", text_json({})}}})},
                                  {"runs", Json::array()}});
    return admission;
  }
  admission.has_passed = answer["report"].value("passed", false);
  admission.facts = json_line(answer["facts"]);
  admission.report = json_line(answer["report"]);
  return admission;
}

} // namespace jixia
