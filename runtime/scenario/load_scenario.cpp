#include "scenario/load_scenario.h"

#include <algorithm>

#include "base/file_io.h"
#include "scenario/load_components.h"
#include "scenario/load_exercise.h"
#include "scenario/load_operator.h"
#include "scenario/load_screen.h"
#include "scenario/map_reader.h"
#include "scenario/pack_folder.h"
#include "scenario/yaml_guard.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

// Reads one pack file by file; findings gather in `problems_`.
class PackReader {
 public:
  PackReader(const PackFolder& folder, Diagnostics& problems)
      : folder_(folder), problems_(problems) {}

  Scenario read(const std::filesystem::path& place) {
    scenario_.folder = place;
    scenario_.digest = folder_.digest();
    read_pack();
    for (const char* file : {"plant.yaml", "line.yaml", "control.yaml"}) {
      if (const std::optional<YamlNode> node = folder_.yaml(file, problems_)) {
        read_components(*node, scenario_.components, scenario_.displays, problems_);
      }
    }
    read_exercises();
    read_operators();
    read_screens();
    if (const std::optional<YamlNode> node = folder_.yaml("scene.yaml", problems_)) {
      scenario_.scene = read_scene(*node, problems_);
    }
    check_models();
    read_lesson();
    refuse_strange_files();
    return std::move(scenario_);
  }

 private:
  void read_pack() {
    if (!folder_.has("pack.yaml")) {
      problems_.error({"pack.yaml", 0, 0}, {"缺少 pack.yaml", "pack.yaml is missing"},
                      {"用 jixia-pack new 新建一个包", "start a pack with jixia-pack new"});
    }
    const std::optional<YamlNode> node = folder_.yaml("pack.yaml", problems_);
    if (!node) {
      return;
    }
    const MapReader reader(*node, pack_keys(), "pack.yaml", problems_);
    scenario_.id = reader.name("id");
    scenario_.version = reader.name("version");
    scenario_.domain = reader.choice("domain", 0) == 0 ? "chemical" : "manufacturing";
    scenario_.title = reader.text("title");
    scenario_.summary = reader.text("summary");
    scenario_.school = reader.name("school");
    scenario_.community = reader.name("community");
    scenario_.occupations = reader.names("occupations");
    scenario_.specialities = reader.names("specialities");
    scenario_.licence = reader.name("licence");
    scenario_.objectives = reader.texts("objectives");
    scenario_.step = reader.time("step", scenario_.step);
    exercise_ids_ = reader.names("exercises");
    exercises_mark_ = reader.has("exercises") ? reader.find("exercises")->mark : node->mark;
    check_pack(reader);
  }

  void check_pack(const MapReader& reader) {
    if (scenario_.step < std::chrono::milliseconds(1) || scenario_.step > std::chrono::seconds(1)) {
      problems_.error(reader.find("step")->mark,
                      {"步长应在 1 ms 到 1 s", "the step must be 1 ms to 1 s"});
    }
    const auto dots = std::count(scenario_.version.begin(), scenario_.version.end(), '.');
    if (reader.has("version") && (dots != 2 || !is_name(scenario_.version))) {
      problems_.error(reader.find("version")->mark, {"版本应为 主.次.修订，如 1.0.0",
                                                     "a version is MAJOR.MINOR.PATCH, e.g. 1.0.0"});
    }
  }

  // Files "FOLDER/NAME.yaml", by NAME.
  Strings names_in(const std::string& prefix) const {
    Strings names;
    for (const auto& [path, content] : folder_.files()) {
      if (path.starts_with(prefix) && path.ends_with(".yaml") &&
          path.find('/', prefix.size()) == std::string::npos) {
        names.push_back(path.substr(prefix.size(), path.size() - prefix.size() - 5));
      }
    }
    return names;
  }

  void read_exercises() {
    std::vector<Criterion> rules;
    if (const std::optional<YamlNode> node = folder_.yaml("rules.yaml", problems_)) {
      rules = read_rules(*node, problems_);
    }
    const Strings present = names_in("exercises/");
    for (const std::string& id : exercise_ids_) {
      if (std::find(present.begin(), present.end(), id) == present.end()) {
        problems_.error(
            exercises_mark_,
            fill({"没有 exercises/{0}.yaml", "there is no exercises/{0}.yaml"}, Strings{id}),
            suggest(id, present));
      }
    }
    for (const std::string& id : present) {
      if (std::find(exercise_ids_.begin(), exercise_ids_.end(), id) == exercise_ids_.end()) {
        problems_.error(
            {"exercises/" + id + ".yaml", 0, 0},
            {"没有写在 pack.yaml 的 exercises 里", "is not listed under `exercises` of pack.yaml"});
      }
      if (const std::optional<YamlNode> node =
              folder_.yaml("exercises/" + id + ".yaml", problems_)) {
        scenario_.exercises.push_back(read_exercise(id, *node, rules, problems_));
      }
    }
    const auto place = [&](const Exercise& exercise) {
      return std::find(exercise_ids_.begin(), exercise_ids_.end(), exercise.id);
    };
    std::stable_sort(scenario_.exercises.begin(), scenario_.exercises.end(),
                     [&](const Exercise& a, const Exercise& b) { return place(a) < place(b); });
  }

  void read_operators() {
    for (Exercise& exercise : scenario_.exercises) {
      const std::string prefix = "operators/" + exercise.id + "/";
      std::map<std::string, WrittenOperator> written;
      for (const std::string& id : names_in(prefix)) {
        if (const std::optional<YamlNode> node = folder_.yaml(prefix + id + ".yaml", problems_)) {
          written[id] = read_operator(exercise.id, id, *node, problems_);
        }
      }
      exercise.operators = assemble_operators(written, problems_);
      check_ids(exercise, written);
    }
  }

  void check_ids(const Exercise& exercise, const std::map<std::string, WrittenOperator>& written) {
    Strings known;
    for (const Criterion& criterion : exercise.criteria) {
      known.push_back(criterion.id);
    }
    for (const auto& [id, one] : written) {
      for (const Strings& ids : {one.script.loses, one.script.keeps}) {
        for (const std::string& wanted : ids) {
          if (!wanted.empty() && std::find(known.begin(), known.end(), wanted) == known.end()) {
            problems_.error(
                one.mark,
                fill({"{0} 里没有 {1}", "{0} has no '{1}'"}, Strings{exercise.id, wanted}),
                suggest(wanted, known));
          }
        }
      }
    }
  }

  void read_screens() {
    for (const std::string& id : names_in("screens/")) {
      if (const std::optional<YamlNode> node = folder_.yaml("screens/" + id + ".yaml", problems_)) {
        scenario_.screens.push_back(read_screen(id, *node, problems_));
      }
    }
  }

  void check_models() {
    for (const SceneModel& model : scenario_.scene.models) {
      if (model.model.starts_with("models/") && !folder_.has(model.model)) {
        problems_.error(model.mark,
                        fill({"包里没有 {0}", "the pack has no {0}"}, Strings{model.model}));
      }
    }
  }

  void read_lesson() {
    const auto found = folder_.files().find("lesson.zh.md");
    if (found != folder_.files().end() &&
        check_text_bytes(found->first, found->second, problems_)) {
      scenario_.lesson_zh = found->second;
    }
  }

  // A misspelt file name would otherwise be passed over in silence.
  void refuse_strange_files() {
    static const Strings known{"pack.yaml",  "plant.yaml", "line.yaml",    "control.yaml",
                               "rules.yaml", "scene.yaml", "lesson.zh.md", "README.md"};
    for (const auto& [path, content] : folder_.files()) {
      const std::string top = path.substr(0, path.find('/'));
      const bool is_used =
          (top == path && std::find(known.begin(), known.end(), path) != known.end()) ||
          (top == "operators" && is_operator(path)) || top == "models" || top == "expected" ||
          ((top == "exercises" || top == "screens") && path.ends_with(".yaml") &&
           std::count(path.begin(), path.end(), '/') == 1);
      if (!is_used) {
        problems_.error({path, 0, 0}, {"这个文件不属于资源包", "this file has no place in a pack"},
                        suggest(path, known));
      }
    }
  }

  bool is_operator(const std::string& path) const {
    return std::any_of(exercise_ids_.begin(), exercise_ids_.end(), [&](const std::string& id) {
      return path.starts_with("operators/" + id + "/") && path.ends_with(".yaml") &&
             std::count(path.begin(), path.end(), '/') == 2;
    });
  }

  const PackFolder& folder_;
  Diagnostics& problems_;
  Scenario scenario_;
  Strings exercise_ids_;
  SourceMark exercises_mark_;
};

void pass_on(const Diagnostics& found, Diagnostics& problems) {
  for (const Diagnostic& one : found.all()) {
    if (one.severity == Diagnostic::Severity::Error) {
      problems.error(one.mark, one.problem, one.help);
    } else {
      problems.warning(one.mark, one.problem, one.help);
    }
  }
}

} // namespace

std::optional<Scenario> load_scenario(const std::filesystem::path& folder, Diagnostics& problems) {
  Diagnostics found;
  const std::optional<PackFolder> files = PackFolder::read(folder, found);
  std::optional<Scenario> scenario;
  if (files) {
    scenario = PackReader(*files, found).read(folder);
  }
  pass_on(found, problems);
  return found.has_errors() ? std::nullopt : std::move(scenario);
}

std::optional<OperatorScript> load_operator(const std::filesystem::path& file,
                                            const std::string& exercise, Diagnostics& problems) {
  Diagnostics found;
  const std::string name = file.filename().string();
  const std::optional<std::string> content = read_file_limited(file, kMostTextBytes, found);
  const std::optional<YamlNode> node = content ? parse_yaml(name, *content, found) : std::nullopt;
  std::vector<OperatorScript> scripts;
  if (node) {
    const std::string id = file.stem().string();
    scripts = assemble_operators({{id, read_operator(exercise, id, *node, found)}}, found);
  }
  pass_on(found, problems);
  return found.has_errors() || scripts.empty() ? std::nullopt
                                               : std::optional(std::move(scripts.front()));
}

} // namespace jixia
