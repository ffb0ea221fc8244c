#include <sys/resource.h>

#include <chrono>
#include <cmath>

#include "app/commands.h"
#include "app/loaded_exercise.h"
#include "app/score_table.h"
#include "catalogue/component_catalogue.h"
#include "session/script_operator.h"
#include "session/session.h"

namespace jixia {
namespace {

using Clock = std::chrono::steady_clock;

double elapsed(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

const OperatorScript* find_expert(const Exercise& exercise) {
  for (const OperatorScript& script : exercise.operators) {
    if (script.id.ends_with("expert")) {
      return &script;
    }
  }
  return nullptr;
}

// The largest of the plant's closure tags ("closure_..." of a flowsheet) at any second.
void watch_closure(const World& world, const std::vector<const Tag*>& closures, double& worst) {
  for (const Tag* tag : closures) {
    worst = std::max(worst, std::abs(world.value(*tag)));
  }
}

struct Measured {
  double simulated = 0.0, start = 0.0, run = 0.0, closure = 0.0, score = 0.0;
};

// Plays the expert once, with log and score.
Measured measure(const Scenario& scenario, const Exercise& exercise,
                 const ComponentRegistry& registry, Diagnostics& problems) {
  Measured measured;
  auto begin = Clock::now();
  const auto session = Session::start(scenario, exercise, registry, {}, problems);
  const OperatorScript* written = find_expert(exercise);
  if (!session || written == nullptr) {
    return measured;
  }
  measured.start = elapsed(begin);
  ScriptOperator script(*written, session->world(), problems);
  std::vector<const Tag*> closures;
  for (const Tag& tag : session->world().tags()) {
    if (tag.port.starts_with("closure_")) {
      closures.push_back(&tag);
    }
  }
  begin = Clock::now();
  while (!session->finished()) {
    for (OperatorAction& action : script.actions_at(session->world())) {
      session->submit(std::move(action));
    }
    session->advance();
    if (session->world().time() % std::chrono::seconds(1) == SimTime{0}) {
      watch_closure(session->world(), closures, measured.closure);
    }
  }
  measured.run = elapsed(begin);
  measured.simulated = seconds(session->world().time());
  measured.score = session->score().score;
  return measured;
}

} // namespace

int run_bench(const std::string& pack, Console& console) {
  const std::optional<LoadedExercise> loaded = load_exercise(pack, "", console);
  if (!loaded) {
    return kFailed;
  }
  const ComponentRegistry registry = make_registry();
  Diagnostics problems;
  const auto word = [&](const Text& text) { return text.in(console.language()); };
  console.say(column(word({"练习", "exercise"}), 24) + column(word({"模拟时间", "simulated"}), 12) +
              column(word({"准备 s", "start s"}), 10) + column(word({"运行 s", "run s"}), 10) +
              column(word({"倍速", "x real time"}), 13) +
              column(word({"最大收支误差", "worst closure"}), 16) + word({"得分", "score"}));
  for (const Exercise& exercise : loaded->scenario->exercises) {
    const Measured m = measure(*loaded->scenario, exercise, registry, problems);
    console.say(column(exercise.id, 24) + column(clock_text(sim_time(m.simulated)), 12) +
                column(number_text(m.start, 3), 10) + column(number_text(m.run, 3), 10) +
                column(number_text(m.run > 0 ? m.simulated / m.run : 0.0, 4), 13) +
                column(number_text(m.closure, 2), 16) + number_text(m.score, 4));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  console.say(fill({"内存峰值 {0} MB", "peak memory {0} MB"},
                   std::vector{number_text(static_cast<double>(usage.ru_maxrss) / 1024.0, 4)}));
  console.report(problems);
  return problems.has_errors() ? kFailed : kDone;
}

} // namespace jixia
