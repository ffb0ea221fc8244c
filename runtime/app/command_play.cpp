#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/finish_attempt.h"
#include "app/headless_frontend.h"
#include "app/loaded_exercise.h"
#include "app/new_attempt.h"
#include "app/score_table.h"
#include "catalogue/component_catalogue.h"
#include "scenario/load_scenario.h"
#include "session/run_session.h"

namespace jixia {
namespace {

// An operator of the pack by its name, or one of the author's own by its file.
std::optional<OperatorScript> find_script(const Exercise& exercise, const std::string& name,
                                          const Console& console) {
  std::string known;
  for (const OperatorScript& script : exercise.operators) {
    if (script.id == name) {
      return script;
    }
    known += (known.empty() ? "" : ", ") + script.id;
  }
  std::error_code error;
  if (std::filesystem::is_regular_file(name, error)) {
    Diagnostics problems;
    std::optional<OperatorScript> script = load_operator(name, exercise.id, problems);
    console.report(problems);
    return script;
  }
  console.note(fill(
      {"练习 {0} 没有操作脚本 {1}，可选：{2}", "exercise {0} has no operator {1}; there are: {2}"},
      std::vector{exercise.id, name, known}));
  return std::nullopt;
}

int play_headless(const PlayOptions& options, const LoadedExercise& loaded, double speed,
                  Console& console) {
  const ComponentRegistry registry = make_registry();
  Diagnostics problems;
  Session::Options session_options;
  session_options.seed = options.seed.value_or(1);
  session_options.is_exam = options.is_exam;
  const std::unique_ptr<Session> session =
      Session::start(*loaded.scenario, *loaded.exercise, registry, session_options, problems);
  std::optional<ScriptOperator> script;
  if (session && !options.operator_name.empty()) {
    const std::optional<OperatorScript> written =
        find_script(*loaded.exercise, options.operator_name, console);
    if (!written) {
      return kFailed;
    }
    script.emplace(*written, session->world(), problems);
  }
  const AttemptHeader header =
      make_attempt_header(*loaded.scenario, *loaded.exercise, session_options, options.learner);
  std::unique_ptr<AttemptWriter> writer;
  if (!problems.has_errors()) {
    writer = create_attempt(header, options.attempt, problems);
  }
  if (problems.has_errors()) {
    console.report(problems);
    return kFailed;
  }

  session->record_to(writer.get());
  HeadlessFrontend frontend(script ? &*script : nullptr, speed, loaded.scenario->step, console);
  run_session(*session, frontend, writer.get());
  session->finish();
  console.end_progress();
  const FinishedAttempt finished =
      finish_attempt(*session, header, *writer, console.language(), options.has_pictures, problems);
  console.report(problems);
  if (options.json) {
    console.say(score_json(session->score(), finished.folder));
  } else {
    print_score_table(session->score(), console);
    print_places(finished, console);
  }
  if (!options.library.empty()) { // away from the network is no failure: the result waits
    run_send(options.library, "", console, options.json);
  }
  return problems.has_errors() ? kFailed : kDone;
}

} // namespace

int run_play(const PlayOptions& options, Console& console) {
  const std::string speed_text =
      !options.speed.empty() ? options.speed : std::string(options.is_headless ? "max" : "1");
  const std::optional<double> speed = read_speed(speed_text);
  if (!speed) {
    console.note(
        fill({"倍速 {0} 应为 0.1 到 1000，或 max", "speed {0} must be 0.1 to 1000, or max"},
             std::vector{speed_text}));
    return kWrongUse;
  }
  const std::optional<LoadedExercise> loaded =
      load_exercise(options.pack, options.exercise, console);
  if (!loaded) {
    return kFailed;
  }
  if (options.is_headless) {
    return play_headless(options, *loaded, *speed, console);
  }
  return run_window(options, console);
}

} // namespace jixia
