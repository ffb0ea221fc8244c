#include <algorithm>

#include "app/commands.h"
#include "app/find_attempt_pack.h"
#include "app/finish_attempt.h"
#include "app/headless_frontend.h"
#include "app/score_table.h"
#include "catalogue/component_catalogue.h"
#include "session/replay.h"
#include "session/run_session.h"

namespace jixia {
namespace {

const OperatorScript* find_script(const Exercise& exercise, const std::string& name) {
  for (const OperatorScript& script : exercise.operators) {
    if (script.id == name) {
      return &script;
    }
  }
  return nullptr;
}

// A script looks only forward: what it did before the cut is played to it again without acting.
// What it wanted at the very moment of the cut and what did not reach the journal goes to `owed`.
std::optional<ScriptOperator> catch_up(const OperatorScript& written, const Attempt& attempt,
                                       const Scenario& scenario, const ComponentRegistry& registry,
                                       std::vector<OperatorAction>& owed, Diagnostics& problems) {
  Session::Options options;
  options.seed = attempt.header.seed;
  options.is_exam = attempt.header.is_exam;
  const std::unique_ptr<Session> shadow =
      Session::start(scenario, *find_exercise(scenario, attempt.header.exercise), registry, options,
                     problems);
  if (!shadow || attempt.journal.empty()) {
    return std::nullopt;
  }
  std::optional<ScriptOperator> script(std::in_place, written, shadow->world(), problems);
  while (shadow->world().time() < attempt.journal.back().time) {
    for (OperatorAction& action : script->actions_at(shadow->world())) {
      shadow->submit(std::move(action));
    }
    shadow->advance();
  }
  owed = script->actions_at(shadow->world());
  const SimTime cut = shadow->world().time();
  const auto written_down = std::count_if(
      attempt.journal.begin(), attempt.journal.end(), [&](const JournalRecord& record) {
        return record.kind == JournalRecord::Kind::Action && record.time == cut;
      });
  owed.erase(owed.begin(), owed.begin() + std::min<std::ptrdiff_t>(written_down, std::ssize(owed)));
  return script;
}

} // namespace

int run_resume(const ResumeOptions& options, Console& console) {
  Diagnostics problems;
  const std::optional<Attempt> attempt = load_attempt(options.attempt, problems);
  const std::unique_ptr<Scenario> scenario =
      attempt ? load_attempt_pack(attempt->header, "", problems) : nullptr;
  if (!scenario) {
    console.report(problems);
    return kFailed;
  }
  if (attempt->is_finished()) {
    console.note({"这次练习已经结束", "this attempt is finished"});
    return kFailed;
  }
  if (!options.is_headless) {
    return run_window_on(options.attempt, console);
  }
  const ComponentRegistry registry = make_registry();
  const std::unique_ptr<Session> session = resume_attempt(*attempt, *scenario, registry, problems);
  std::optional<ScriptOperator> script;
  std::vector<OperatorAction> owed;
  if (session && !options.operator_name.empty()) {
    const OperatorScript* written = find_script(session->exercise(), options.operator_name);
    if (written == nullptr) {
      problems.error({}, fill({"没有操作脚本 {0}", "there is no operator {0}"},
                              std::vector{options.operator_name}));
    } else {
      script = catch_up(*written, *attempt, *scenario, registry, owed, problems);
    }
  }
  std::unique_ptr<AttemptWriter> writer;
  if (session && !problems.has_errors()) {
    writer = AttemptWriter::reopen(options.attempt, problems);
  }
  console.report(problems);
  if (!writer) {
    return kFailed;
  }
  session->record_to(writer.get());
  for (OperatorAction& action : owed) {
    session->submit(std::move(action));
  }
  HeadlessFrontend frontend(script ? &*script : nullptr, Pacing::kAsFastAsItCan, scenario->step, console);
  run_session(*session, frontend, writer.get());
  session->finish();
  console.end_progress();
  Diagnostics findings;
  const FinishedAttempt finished =
      finish_attempt(*session, attempt->header, *writer, console.language(), false, findings);
  console.report(findings);
  print_score_table(session->score(), console);
  print_places(finished, console);
  return findings.has_errors() ? kFailed : kDone;
}

} // namespace jixia
