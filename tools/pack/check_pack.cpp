#include "check_pack.h"

#include <set>
#include <tuple>

#include "assessment/score_run.h"
#include "base/spelling.h"
#include "scenario/load_scenario.h"
#include "session/exercise_world.h"
#include "session/script_operator.h"
#include "session/start_values.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

// Passes on each finding once, though every exercise finds it again.
class OnceOnly {
 public:
  explicit OnceOnly(Diagnostics& problems) : problems_(problems) {}

  void take(const Diagnostics& found) {
    for (const Diagnostic& one : found.all()) {
      const auto key = std::tuple(one.mark.file, one.mark.line, one.mark.column, one.problem.en);
      if (!seen_.insert(key).second) {
        continue;
      }
      if (one.severity == Diagnostic::Severity::Error) {
        problems_.error(one.mark, one.problem, one.help);
      } else {
        problems_.warning(one.mark, one.problem, one.help);
      }
    }
  }

 private:
  Diagnostics& problems_;
  std::set<std::tuple<std::string, int, int, std::string>> seen_;
};

// Looks up tags and components that are drawn, not simulated.
class DrawnTags {
 public:
  DrawnTags(const World& world, Diagnostics& problems) : world_(world), problems_(problems) {
    for (const Tag& tag : world.tags()) {
      known_.push_back(tag.name);
    }
    for (const ComponentInfo& info : world.components()) {
      known_.push_back(info.tag);
    }
  }

  void check(const std::string& name, const SourceMark& mark) const {
    if (name.empty() || world_.find_tag(name) != nullptr ||
        world_.find_component(name) != nullptr) {
      return;
    }
    const std::string nearest = nearest_spelling(name, known_);
    problems_.error(
        mark, fill({"没有位号 {0}", "there is no tag {0}"}, Strings{name}),
        nearest.empty() ? Text{} : fill({"是否为 {0}", "did you mean {0}?"}, Strings{nearest}));
  }

  void check(const Screen& screen) const {
    const SourceMark file{"screens/" + screen.id + ".yaml", 0, 0};
    for (const MimicSymbol& symbol : screen.symbols) {
      check(symbol.tag, symbol.mark);
    }
    for (const MimicLine& line : screen.lines) {
      check(line.flow_tag, file);
    }
    for (const Strings& names : {screen.tiles, screen.trends}) {
      for (const std::string& name : names) {
        check(name, file);
      }
    }
  }

  void check(const SceneLayout& scene) const {
    for (const auto& model : scene.models) {
      check(model.tag, model.mark);
      if (model.label != "none") {
        check(model.label, model.mark);
      }
    }
    for (const NodeMotion& motion : scene.motions) {
      check(motion.tag, motion.mark);
    }
    for (const PipeRun& pipe : scene.pipes) {
      for (const std::string& name : pipe.flow_tags) {
        check(name, pipe.mark);
      }
    }
  }

 private:
  const World& world_;
  Diagnostics& problems_;
  Strings known_;
};

void check_exercise(const Scenario& scenario, const Exercise& exercise,
                    const ComponentRegistry& registry, Diagnostics& found) {
  std::optional<World> world = build_exercise_world(scenario, exercise, registry, 1, found);
  if (!world) {
    return;
  }
  apply_start_actions(*world, exercise, found);
  const ScoreFold fold(exercise, *world, found);
  for (const OperatorScript& script : exercise.operators) {
    const ScriptOperator player(script, *world, found);
  }
  const DrawnTags drawn(*world, found);
  for (const Criterion& criterion : exercise.criteria) {
    for (const std::string& name : criterion.focus) {
      drawn.check(name, criterion.mark);
    }
  }
  for (const Screen& screen : scenario.screens) {
    drawn.check(screen);
  }
  drawn.check(scenario.scene);
}

} // namespace

std::optional<Scenario> check_pack(const std::filesystem::path& folder,
                                   const ComponentRegistry& registry, Diagnostics& problems) {
  std::optional<Scenario> scenario = load_scenario(folder, problems);
  if (!scenario) {
    return std::nullopt;
  }
  if (scenario->exercises.empty()) {
    problems.error({"pack.yaml", 0, 0}, {"没有练习", "there is no exercise"});
  }
  OnceOnly once(problems);
  for (const Exercise& exercise : scenario->exercises) {
    Diagnostics found;
    check_exercise(*scenario, exercise, registry, found);
    once.take(found);
    if (exercise.operators.empty()) {
      problems.warning(
          exercise.mark,
          fill({"{0} 没有操作员，不能证明自己", "{0} has no operators and cannot prove itself"},
               Strings{exercise.id}),
          {"在 operators/ 下加 expert.yaml", "add expert.yaml under operators/"});
    }
  }
  return scenario;
}

} // namespace jixia
