#include "hmi/alarm_list.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace jixia::hmi {
namespace {

bool is_alarm(const World& world, const std::string& component) {
  return find_port(world, component, "STATE") != nullptr && find_port(world, component, "ACK") != nullptr &&
         find_port(world, component, "SHELVE") != nullptr;
}

double quantity_of(const ComponentInfo& info, const std::string& name, double otherwise) {
  const auto found = info.quantities.find(name);
  return found == info.quantities.end() ? otherwise : found->second;
}

bool is_high_alarm(const ComponentInfo& info) {
  const auto found = info.words.find("kind");
  return found == info.words.end() || found->second != "low";
}

/// What the alarm's input is connected to, "PIC101.PV"; "" if it is not in the pack.
std::string source_of(const RunView& run, const std::string& alarm) {
  for (const auto* list : {&run.exercise.components, &run.scenario.components}) {
    for (const ComponentEntry& entry : *list) {
      if (entry.tag != alarm) {
        continue;
      }
      const auto input = entry.connections.find("IN");
      return input == entry.connections.end() || input->second.items.empty() ? "" : input->second.items.front();
    }
  }
  return {};
}

/// The component a person thinks of: the alarm's name before its suffix if that is a component,
/// else what its input is connected to.
std::string point_of(const RunView& run, const std::string& alarm, const Tag* source) {
  const std::size_t cut = alarm.find_last_of("_-");
  if (cut != std::string::npos && run.world.find_component(alarm.substr(0, cut)) != nullptr) {
    return alarm.substr(0, cut);
  }
  return source != nullptr ? component_of(source->name) : alarm;
}

AlarmItem make_item(const RunView& run, const ComponentInfo& info, AlarmPhase phase, Language language) {
  AlarmItem item;
  item.component = info.tag;
  item.text = info.name;
  item.phase = phase;
  item.priority = static_cast<int>(std::lround(std::clamp(quantity_of(info, "priority", 3), 1.0, 4.0)));
  item.is_high = is_high_alarm(info);
  if (const Tag* since = find_port(run.world, info.tag, "SINCE")) {
    item.since = sim_time(std::max(0.0, run.world.value(*since)));
  }
  const std::string written = source_of(run, info.tag);
  const Tag* source = run.world.find_tag(written);
  item.point = point_of(run, info.tag, source);
  if (source != nullptr) {
    item.value = value_and_unit(*source, run.shown.of(run.world, *source), language);
    if (info.quantities.contains("limit") && source->states.empty()) {
      item.limit = number_of(*source, info.quantities.at("limit"));
    }
  }
  return item;
}

int rank(const AlarmItem& item) {
  return item.phase == AlarmPhase::Unacknowledged ? 0
         : item.phase == AlarmPhase::Returned     ? 1
         : item.phase == AlarmPhase::Acknowledged ? 2
                                                  : 3;
}

} // namespace

AlarmLook AlarmItem::look() const {
  return phase == AlarmPhase::Unacknowledged ? AlarmLook::Unacknowledged
         : phase == AlarmPhase::Acknowledged ? AlarmLook::Acknowledged
                                             : AlarmLook::Gone;
}

std::vector<AlarmItem> find_alarms(const RunView& run, Language language) {
  std::vector<AlarmItem> items;
  for (const ComponentInfo& info : run.world.components()) {
    const Tag* state = find_port(run.world, info.tag, "STATE");
    if (state == nullptr || !is_alarm(run.world, info.tag)) {
      continue;
    }
    const auto phase = static_cast<AlarmPhase>(std::lround(std::clamp(run.world.value(*state), 0.0, 6.0)));
    if (phase != AlarmPhase::Normal) {
      items.push_back(make_item(run, info, phase, language));
    }
  }
  std::stable_sort(items.begin(), items.end(), [](const AlarmItem& a, const AlarmItem& b) {
    return std::tuple(rank(a), a.priority, -a.since.count()) < std::tuple(rank(b), b.priority, -b.since.count());
  });
  return items;
}

const AlarmItem* find_alarm_of(const std::vector<AlarmItem>& alarms, const std::string& component) {
  const AlarmItem* worst = nullptr;
  for (const AlarmItem& item : alarms) {
    if (item.point == component && item.is_standing() && (worst == nullptr || item.priority < worst->priority)) {
      worst = &item;
    }
  }
  return worst;
}

std::vector<AlarmLimit> find_limits(const RunView& run, const std::string& component) {
  std::vector<AlarmLimit> limits;
  for (const ComponentInfo& info : run.world.components()) {
    const auto limit = info.quantities.find("limit");
    if (limit == info.quantities.end() || !is_alarm(run.world, info.tag) || info.words.find("kind") == info.words.end()) {
      continue;
    }
    const std::string written = source_of(run, info.tag);
    const Tag* source = run.world.find_tag(written);
    if (point_of(run, info.tag, source) == component) {
      limits.push_back({limit->second, is_high_alarm(info), static_cast<int>(std::lround(quantity_of(info, "priority", 3))), ""});
    }
  }
  std::sort(limits.begin(), limits.end(), [](const AlarmLimit& a, const AlarmLimit& b) { return a.value > b.value; });
  const auto highs = std::count_if(limits.begin(), limits.end(), [](const AlarmLimit& l) { return l.is_high; });
  const auto lows = static_cast<long>(limits.size()) - highs;
  long low = 0;
  for (std::size_t k = 0; k < limits.size(); ++k) {
    limits[k].name = limits[k].is_high ? (highs > 1 && k == 0 ? "HH" : "H") : (++low == lows && lows > 1 ? "LL" : "L");
  }
  return limits;
}

} // namespace jixia::hmi
