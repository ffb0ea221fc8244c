#include "scenario/load_operator.h"

#include <algorithm>

#include "scenario/map_reader.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

// {set: {HV101: 100 %, HV102: 0 %}} gives one step each; `wait` and `until` come before the first.
void add_settings(const YamlNode& settings, const ScriptStep& before, SimTime ramp,
                  std::vector<ScriptStep>& steps, Diagnostics& problems) {
  if (!is_map(settings, problems)) {
    return;
  }
  ScriptStep step = before;
  for (const YamlEntry& entry : settings.entries) {
    step.mark = entry.mark;
    step.tag = entry.key;
    step.value = read_line(entry.value, problems);
    step.ramp = ramp;
    steps.push_back(step);
    step = ScriptStep{};
  }
}

// One item of a list of steps; `part` is handled by the caller.
void add_action(const YamlNode& node, std::vector<ScriptStep>& steps, Diagnostics& problems) {
  const MapReader reader(node, action_keys(), "step", problems);
  ScriptStep before;
  before.mark = node.mark;
  before.wait = reader.time("wait");
  before.until = reader.condition("until");
  before.timeout = reader.time("timeout");
  const YamlNode* set = reader.find("set");
  const YamlNode* ramp = reader.find("ramp");
  if (reader.has("timeout") && !reader.has("until")) {
    problems.error(node.mark, {"timeout 只与 until 一起用", "`timeout` goes with `until`"});
  }
  if ((ramp != nullptr) != reader.has("over")) {
    problems.error(node.mark, {"ramp 与 over 要一起写", "`ramp` and `over` go together"},
                   {"例如 {ramp: {HV114: 100 %}, over: 20 s}",
                    "for example {ramp: {HV114: 100 %}, over: 20 s}"});
  }
  if (set != nullptr && ramp != nullptr) {
    problems.error(node.mark,
                   {"一步不能既有 set 又有 ramp", "one step cannot both `set` and `ramp`"},
                   {"分成两步", "make it two steps"});
  } else if (set != nullptr) {
    add_settings(*set, before, SimTime{0}, steps, problems);
  } else if (ramp != nullptr) {
    add_settings(*ramp, before, reader.time("over"), steps, problems);
  } else if (reader.has("wait") || reader.has("until")) {
    steps.push_back(before);
  } else if (node.kind == YamlNode::Kind::Map && !reader.has("part")) {
    problems.error(node.mark, {"这一步什么也不做", "this step does nothing"},
                   {"写 wait、until、set 或 ramp", "write wait, until, set or ramp"});
  }
}

std::vector<ScriptStep> read_steps(const YamlNode& list, Diagnostics& problems) {
  std::vector<ScriptStep> steps;
  if (is_list(list, problems)) {
    for (const YamlNode& item : list.items) {
      add_action(item, steps, problems);
    }
  }
  return steps;
}

void read_parts(const YamlNode& list, WrittenOperator& written, Diagnostics& problems) {
  if (!is_list(list, problems)) {
    return;
  }
  written.parts.emplace_back();
  for (const YamlNode& item : list.items) {
    if (const YamlNode* part = item.find("part")) {
      written.parts.push_back({read_name(*part, problems), {}});
    }
    add_action(item, written.parts.back().steps, problems);
  }
}

// The steps of `written`, with `changes` in place of the parts they name.
std::vector<ScriptStep> join_parts(const WrittenOperator& written, const WrittenOperator* changed,
                                   Diagnostics& problems) {
  std::vector<ScriptStep> steps;
  Strings known;
  for (const WrittenOperator::Part& part : written.parts) {
    known.push_back(part.name);
    const std::vector<ScriptStep>* source = &part.steps;
    if (changed != nullptr) {
      const auto instead = changed->instead.find(part.name);
      source = instead != changed->instead.end() ? &instead->second : source;
    }
    steps.insert(steps.end(), source->begin(), source->end());
  }
  if (changed != nullptr) {
    for (const auto& [name, ignored] : changed->instead) {
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        problems.error(changed->mark,
                       fill({"{0} 没有名为 {1} 的部分", "{0} has no part '{1}'"},
                            Strings{written.script.id, name}),
                       suggest(name, known));
      }
    }
  }
  return steps;
}

} // namespace

WrittenOperator read_operator(const std::string& exercise, const std::string& id,
                              const YamlNode& file, Diagnostics& problems) {
  const MapReader reader(file, script_keys(), id, problems);
  WrittenOperator written;
  written.mark = file.mark;
  written.script.id = id;
  written.script.exercise = exercise;
  written.script.title = reader.text("title");
  const auto score = reader.numbers<2>("score", {0.0, 100.0});
  written.script.lowest_score = score[0];
  written.script.highest_score = score[1];
  if (score[0] > score[1]) {
    problems.error(reader.find("score")->mark,
                   {"score 应为 [最低, 最高]", "`score` is [lowest, highest]"});
  }
  written.script.loses = reader.names("loses");
  written.script.keeps = reader.names("keeps");
  written.like = reader.name("like");
  if (const YamlNode* instead = reader.find("instead"); instead && is_map(*instead, problems)) {
    for (const YamlEntry& entry : instead->entries) {
      written.instead[entry.key] = read_steps(entry.value, problems);
    }
  }
  if (!written.instead.empty() && written.like.empty()) {
    problems.error(file.mark, {"instead 只与 like 一起用", "`instead` goes with `like`"});
  }
  if (const YamlNode* steps = reader.find("steps")) {
    read_parts(*steps, written, problems);
  }
  return written;
}

std::vector<OperatorScript> assemble_operators(
    const std::map<std::string, WrittenOperator>& written, Diagnostics& problems) {
  std::vector<OperatorScript> scripts;
  Strings known;
  for (const auto& [id, one] : written) {
    known.push_back(id);
  }
  for (const auto& [id, one] : written) {
    OperatorScript script = one.script;
    if (!one.like.empty()) {
      const auto model = written.find(one.like);
      if (model == written.end() || !model->second.like.empty()) {
        problems.error(one.mark,
                       fill({"like 写的 {0} 不存在，或自己也用了 like",
                             "`like` names {0}, which does not exist or uses `like` itself"},
                            Strings{one.like}),
                       suggest(one.like, known));
        continue;
      }
      script.steps = join_parts(model->second, &one, problems);
    }
    const std::vector<ScriptStep> own = join_parts(one, nullptr, problems);
    script.steps.insert(script.steps.end(), own.begin(), own.end());
    scripts.push_back(std::move(script));
  }
  return scripts;
}

} // namespace jixia
