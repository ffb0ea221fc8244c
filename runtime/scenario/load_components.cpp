#include "scenario/load_components.h"

#include "scenario/alarm_table.h"
#include "scenario/map_reader.h"

namespace jixia {
namespace {

DisplayEntry read_display(const std::string& tag, const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, display_keys(), tag, problems);
  DisplayEntry display;
  display.mark = node.mark;
  display.tag = tag;
  display.name = reader.text("name");
  display.unit = reader.name("unit");
  display.decimals = static_cast<int>(reader.number("decimals", -1, 0, 9));
  if (const YamlNode* range = reader.find("range")) {
    const WrittenValue ends = read_value(*range, problems);
    if (ends.items.size() != 2) {
      problems.error(range->mark, {"量程应为 [下限, 上限]", "a range is [low, high]"});
    } else {
      display.low = ends.items[0];
      display.high = ends.items[1];
    }
  }
  return display;
}

} // namespace

ComponentEntry read_component(const std::string& tag, const YamlNode& node, Diagnostics& problems) {
  const MapReader reader(node, component_keys(), tag, problems);
  ComponentEntry entry;
  entry.mark = node.mark;
  entry.tag = tag;
  entry.type = reader.name("type");
  entry.name = reader.text("name");
  for (const YamlEntry& written : node.entries) {
    if (component_keys().find(written.key) == nullptr) {
      entry.parameters[written.key] = read_value(written.value, problems);
    }
  }
  if (const YamlNode* in = reader.find("in"); in != nullptr && is_map(*in, problems)) {
    for (const YamlEntry& written : in->entries) {
      entry.connections[written.key] = {{read_name(written.value, problems)}, written.value.mark};
    }
  }
  return entry;
}

void read_components(const YamlNode& file, std::vector<ComponentEntry>& components,
                     std::vector<DisplayEntry>& displays, Diagnostics& problems) {
  if (!is_map(file, problems)) {
    return;
  }
  for (const YamlEntry& entry : file.entries) {
    if (entry.key == "alarms" && is_map(entry.value, problems)) {
      for (const YamlEntry& row : entry.value.entries) {
        read_alarms(row, components, problems);
      }
    } else if (entry.key == "tags" && is_map(entry.value, problems)) {
      for (const YamlEntry& row : entry.value.entries) {
        displays.push_back(read_display(row.key, row.value, problems));
        displays.back().mark = row.mark;
      }
    } else if (plant_keys().find(entry.key) == nullptr) {
      if (!is_name(entry.key) || entry.key.find('.') != std::string::npos) {
        problems.error(
            entry.mark,
            fill({"{0} 不能作位号", "'{0}' cannot be a tag"}, std::vector{entry.key.substr(0, 80)}),
            {"以字母或数字开头，只用字母、数字和 _ -，如 LIC101",
             "start with a letter or digit; use letters, digits, _ and -, e.g. LIC101"});
      }
      components.push_back(read_component(entry.key, entry.value, problems));
      components.back().mark = entry.mark;
    }
  }
}

} // namespace jixia
