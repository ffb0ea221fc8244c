#include "scenario/load_exercise.h"

#include <algorithm>

#include "scenario/load_components.h"
#include "scenario/map_reader.h"
#include "scenario/read_criterion.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

// Long enough for every measurement to arrive before anything is judged.
constexpr SimTime kSettle = std::chrono::seconds(2);

using ValueTable = std::map<std::string, std::map<std::string, WrittenValue>>;

// {V101: {start_level: 50 %}}
ValueTable read_value_table(const MapReader& reader, const char* key) {
  ValueTable table;
  const YamlNode* node = reader.find(key);
  if (node == nullptr || !is_map(*node, reader.problems())) {
    return table;
  }
  for (const YamlEntry& row : node->entries) {
    if (is_map(row.value, reader.problems())) {
      for (const YamlEntry& entry : row.value.entries) {
        table[row.key][entry.key] = read_value(entry.value, reader.problems());
      }
    }
  }
  return table;
}

void read_start_actions(const MapReader& reader, Exercise& exercise) {
  const YamlNode* node = reader.find("start_actions");
  if (node != nullptr && is_map(*node, reader.problems())) {
    for (const YamlEntry& entry : node->entries) {
      exercise.start_actions.push_back(
          {entry.key, read_line(entry.value, reader.problems()), entry.mark});
    }
  }
}

void read_own_components(const MapReader& reader, Exercise& exercise) {
  const YamlNode* node = reader.find("components");
  if (node != nullptr && is_map(*node, reader.problems())) {
    for (const YamlEntry& entry : node->entries) {
      exercise.components.push_back(read_component(entry.key, entry.value, reader.problems()));
      exercise.components.back().mark = entry.mark;
    }
  }
}

void read_phases(const MapReader& reader, Exercise& exercise) {
  const YamlNode* node = reader.find("phases");
  if (node != nullptr && is_map(*node, reader.problems())) {
    for (const YamlEntry& entry : node->entries) {
      exercise.phases.push_back({entry.key, read_text(entry.value, reader.problems())});
    }
  }
}

void take_rules(const MapReader& reader, const std::vector<Criterion>& rules, Exercise& exercise) {
  const Strings wanted = reader.names("rules");
  if (wanted == Strings{"all"}) {
    exercise.criteria.insert(exercise.criteria.end(), rules.begin(), rules.end());
    return;
  }
  Strings known;
  for (const Criterion& rule : rules) {
    known.push_back(rule.id);
  }
  for (const std::string& id : wanted) {
    const auto found = std::find(known.begin(), known.end(), id);
    if (found != known.end()) {
      exercise.criteria.push_back(rules[static_cast<std::size_t>(found - known.begin())]);
    } else if (!id.empty()) {
      reader.problems().error(
          reader.find("rules")->mark,
          fill({"rules.yaml 里没有 {0}", "rules.yaml has no '{0}'"}, Strings{id}),
          suggest(id, known));
    }
  }
}

// Ids, phases and `after` must fit together.
void check_criteria(const Exercise& exercise, Diagnostics& problems) {
  std::map<std::string, int> seen;
  Strings ids, phases;
  for (const Criterion& criterion : exercise.criteria) {
    ids.push_back(criterion.id);
    if (!criterion.id.empty() && ++seen[criterion.id] == 2) {
      problems.error(criterion.mark, fill({"编号 {0} 用了两次", "the id '{0}' is used twice"},
                                          Strings{criterion.id}));
    }
  }
  for (const ProcedurePhase& phase : exercise.phases) {
    phases.push_back(phase.id);
  }
  for (const Criterion& criterion : exercise.criteria) {
    if (!criterion.group.empty() &&
        std::find(phases.begin(), phases.end(), criterion.group) == phases.end()) {
      problems.error(
          criterion.mark,
          fill({"{0} 的阶段 {1} 没有写在 phases 里", "{0} names phase '{1}', not in `phases`"},
               Strings{criterion.id, criterion.group}),
          suggest(criterion.group, phases));
    }
    for (const std::string& id : criterion.after) {
      if (!id.empty() && !seen.contains(id)) {
        problems.error(criterion.mark,
                       fill({"{0} 的 after 写了 {1}，但没有这一项",
                             "{0} comes after '{1}', which does not exist"},
                            Strings{criterion.id, id}),
                       suggest(id, ids));
      }
    }
  }
}

// Steps that wait for one another would never begin.
void check_order(const Exercise& exercise, Diagnostics& problems) {
  std::map<std::string, const Criterion*> open;
  for (const Criterion& criterion : exercise.criteria) {
    open[criterion.id] = &criterion;
  }
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (auto it = open.begin(); it != open.end();) {
      const Strings& after = it->second->after;
      const bool is_free = std::none_of(after.begin(), after.end(),
                                        [&](const std::string& id) { return open.contains(id); });
      it = is_free ? open.erase(it) : std::next(it);
      has_moved = has_moved || is_free;
    }
  }
  if (!open.empty()) {
    Strings ids;
    for (const auto& [id, criterion] : open) {
      ids.push_back(id);
    }
    problems.error(open.begin()->second->mark,
                   fill({"{0} 用 after 互相等待，谁也不能开始",
                         "{0} wait for one another through `after`; none can begin"},
                        Strings{joined(ids)}));
  }
}

void check_points(const Exercise& exercise, const SourceMark& mark, Diagnostics& problems) {
  double sum = 0.0;
  for (const Criterion& criterion : exercise.criteria) {
    sum += criterion.points;
  }
  if (sum < 99.999 || sum > 100.001) {
    problems.warning(mark,
                     fill({"分值合计 {0}，一般为 100", "the points add up to {0}; usually 100"},
                          Strings{number_text(sum)}));
  }
}

} // namespace

std::vector<Criterion> read_rules(const YamlNode& file, Diagnostics& problems) {
  const MapReader reader(file, rules_keys(), "rules.yaml", problems);
  std::vector<Criterion> rules;
  const YamlNode* list = reader.find("rules");
  if (list != nullptr && is_list(*list, problems)) {
    for (const YamlNode& item : list->items) {
      rules.push_back(read_criterion(item, problems));
    }
  }
  return rules;
}

Exercise read_exercise(const std::string& id, const YamlNode& file,
                       const std::vector<Criterion>& rules, Diagnostics& problems) {
  const MapReader reader(file, exercise_keys(), id, problems);
  Exercise exercise;
  exercise.id = id;
  exercise.mark = file.mark;
  exercise.mode = static_cast<Exercise::Mode>(reader.choice("mode", 0));
  exercise.title = reader.text("title");
  exercise.goal = reader.text("goal");
  exercise.briefing = reader.text("briefing");
  const std::size_t known = problems.all().size();
  exercise.duration = reader.time("duration");
  if (reader.has("duration") && known == problems.all().size() &&
      exercise.duration < std::chrono::seconds(1)) {
    problems.error(reader.find("duration")->mark,
                   {"duration 至少 1 s", "duration is at least 1 s"});
  }
  exercise.settle = reader.time("settle", kSettle);
  exercise.pass_mark = reader.number("pass", 60.0, 0.0, 100.0);
  exercise.start_values = read_value_table(reader, "start_values");
  exercise.connections = read_value_table(reader, "connections");
  read_start_actions(reader, exercise);
  read_own_components(reader, exercise);
  read_phases(reader, exercise);
  if (const YamlNode* list = reader.find("steps"); list != nullptr && is_list(*list, problems)) {
    for (const YamlNode& item : list->items) {
      exercise.criteria.push_back(read_criterion(item, problems));
    }
  }
  take_rules(reader, rules, exercise);
  exercise.finish = reader.condition("finish");
  check_criteria(exercise, problems);
  check_order(exercise, problems);
  check_points(exercise, file.mark, problems);
  return exercise;
}

} // namespace jixia
