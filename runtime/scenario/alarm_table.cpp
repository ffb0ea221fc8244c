#include "scenario/alarm_table.h"

#include "scenario/map_reader.h"

namespace jixia {
namespace {

using Strings = std::vector<std::string>;

// One column of the table.
struct LimitKind {
  const char* key;
  const char* side; ///< parameter `kind` of the alarm; "" if it has none
  const char* type; ///< second half of its type
  Text words;       ///< appended to the row's name
};

const std::vector<LimitKind>& limit_kinds() {
  static const std::vector<LimitKind> kinds{
      {"LL", "low", "Alarm", {"低低", " low-low"}},
      {"L", "low", "Alarm", {"低", " low"}},
      {"H", "high", "Alarm", {"高", " high"}},
      {"HH", "high", "Alarm", {"高高", " high-high"}},
      {"DEV", "", "DeviationAlarm", {"偏差大", " deviation"}},
      {"ON", "", "DiscreteAlarm", {"", ""}},
  };
  return kinds;
}

const KeyTable& limit_keys() {
  static const KeyTable keys{
      "limit",
      {"一个报警限", "One limit of an alarm"},
      {{"limit", KeySpec::Form::Value, {"限值", "The limit"}},
       {"priority",
        KeySpec::Form::Value,
        {"优先级：1 紧急，2 高，3 中，4 低", "1 urgent, 2 high, 3 medium, 4 low"},
        true},
       {"delay", KeySpec::Form::Value, {"延时", "On-delay"}},
       {"deadband", KeySpec::Form::Value, {"回差", "Deadband"}},
       {"when",
        KeySpec::Form::Name,
        {"只在这个位号为 1 时判断", "Judged only while this tag is on"}}}};
  return keys;
}

class AlarmRow {
 public:
  AlarmRow(const YamlEntry& row, Diagnostics& problems)
      : row_(row),
        reader_(row.value, alarm_keys(), row.key, problems),
        problems_(problems),
        name_(reader_.text("name")),
        watched_(reader_.has("of") ? reader_.name("of") : row.key) {
    kind_ = reader_.has("kind") ? reader_.name("kind") : measured_kind_of(row.key);
  }

  void read(std::vector<ComponentEntry>& components) {
    bool is_empty = true;
    for (const LimitKind& kind : limit_kinds()) {
      if (const YamlNode* node = reader_.find(kind.key)) {
        components.push_back(make(kind, *node));
        is_empty = false;
      }
    }
    if (is_empty) {
      problems_.error(row_.mark,
                      fill({"{0} 没有报警限", "{0} has no alarm limit"}, Strings{row_.key}),
                      {"写 LL、L、H、HH、DEV 或 ON", "write LL, L, H, HH, DEV or ON"});
    }
  }

 private:
  ComponentEntry make(const LimitKind& kind, const YamlNode& node) {
    ComponentEntry alarm;
    alarm.mark = node.mark;
    alarm.tag = row_.key + "_" + kind.key;
    const bool is_discrete = std::string(kind.key) == "ON";
    alarm.type = (is_discrete ? "" : kind_) + kind.type;
    alarm.name = {name_.zh + kind.words.zh, name_.en + kind.words.en};
    if (!is_discrete && kind_.empty()) {
      problems_.error(row_.mark,
                      fill({"看不出 {0} 是什么量", "cannot tell what kind of quantity {0} is"},
                           Strings{row_.key}),
                      {"加 kind，如 kind: Pressure", "add `kind`, e.g. kind: Pressure"});
    }
    if (*kind.side != '\0') {
      alarm.parameters["kind"] = {{kind.side}, node.mark};
    }
    alarm.connections["IN"] = {{watched_}, row_.mark};
    take_row(alarm, is_discrete);
    take_limit(alarm, node, is_discrete);
    if (std::string(kind.key) == "DEV") {
      take_reference(alarm, node);
    }
    return alarm;
  }

  void take_row(ComponentEntry& alarm, bool is_discrete) {
    const auto take = [&](const char* key, const char* parameter) {
      if (const YamlNode* found = reader_.find(key)) {
        alarm.parameters[parameter] = read_value(*found, problems_);
      }
    };
    alarm.parameters["on_delay"] = {{"2 s"}, row_.mark};
    take("delay", "on_delay");
    if (!is_discrete) {
      take("deadband", "deadband");
    }
    if (const YamlNode* when = reader_.find("when")) {
      alarm.connections["ENABLE"] = {{read_name(*when, problems_)}, when->mark};
    }
  }

  void take_limit(ComponentEntry& alarm, const YamlNode& node, bool is_discrete) {
    if (node.kind == YamlNode::Kind::Map) {
      const MapReader limit(node, limit_keys(), alarm.tag, problems_);
      for (const auto& [key, parameter] :
           std::vector<std::pair<const char*, const char*>>{{"limit", "limit"},
                                                            {"priority", "priority"},
                                                            {"delay", "on_delay"},
                                                            {"deadband", "deadband"}}) {
        if (const YamlNode* found = limit.find(key)) {
          alarm.parameters[parameter] = read_value(*found, problems_);
        }
      }
      if (const YamlNode* when = limit.find("when")) {
        alarm.connections["ENABLE"] = {{read_name(*when, problems_)}, when->mark};
      }
      return;
    }
    const WrittenValue value = read_value(node, problems_);
    const std::size_t wanted = is_discrete ? 1 : 2;
    if (value.items.size() != wanted) {
      problems_.error(
          node.mark,
          is_discrete ? Text{"开关量报警只写优先级", "a discrete alarm has a priority only"}
                      : Text{"报警限应为 [限值, 优先级]", "an alarm limit is [limit, priority]"},
          {"例如 H: [70 %, 3]", "for example H: [70 %, 3]"});
      return;
    }
    if (!is_discrete) {
      alarm.parameters["limit"] = {{value.items[0]}, node.mark};
    }
    alarm.parameters["priority"] = {{value.items.back()}, node.mark};
  }

  void take_reference(ComponentEntry& alarm, const YamlNode& node) {
    const YamlNode* reference = reader_.find("reference");
    if (reference == nullptr) {
      problems_.error(node.mark, fill({"{0} 的 DEV 缺少 reference", "DEV of {0} lacks `reference`"},
                                      Strings{row_.key}));
      return;
    }
    alarm.connections["REFERENCE"] = {{read_name(*reference, problems_)}, reference->mark};
    if (const YamlNode* fraction = reader_.find("fraction")) {
      alarm.parameters["fraction"] = read_value(*fraction, problems_);
    }
  }

  const YamlEntry& row_;
  MapReader reader_;
  Diagnostics& problems_;
  Text name_;
  std::string watched_, kind_;
};

} // namespace

std::string measured_kind_of(const std::string& tag) {
  static const std::vector<std::pair<std::string, std::string>> kinds{
      {"PD", "DifferentialPressure"},
      {"P", "Pressure"},
      {"L", "Level"},
      {"F", "Flow"},
      {"T", "Temperature"},
      {"I", "Current"},
      {"V", "Vibration"},
      {"S", "Speed"},
      {"A", "Analyser"},
      {"Z", "Position"},
      {"W", "Weight"},
      {"J", "Power"}};
  for (const auto& [letters, kind] : kinds) {
    if (tag.starts_with(letters)) {
      return kind;
    }
  }
  return {};
}

void read_alarms(const YamlEntry& row, std::vector<ComponentEntry>& components,
                 Diagnostics& problems) {
  AlarmRow(row, problems).read(components);
}

} // namespace jixia
