#include "exporting/report_alarms.h"

#include <algorithm>
#include <cmath>

#include "exporting/tag_text.h"

namespace jixia {
namespace {

// The values of an alarm's STATE (control/alarm_state.h, which this floor does not include: it
// knows alarms only by their signals).
enum State { kNormal = 0, kUnacknowledged = 1, kAcknowledged = 2, kReturned = 3 };

/// The tag that the alarm watches, so that its limit can be written in that tag's unit.
const Tag* find_watched(const ComponentInfo& alarm, const World& world,
                        const std::vector<ComponentEntry>& entries) {
  for (const ComponentEntry& entry : entries) {
    const auto source = entry.connections.find("IN");
    if (entry.tag == alarm.tag && source != entry.connections.end() &&
        !source->second.items.empty()) {
      return world.find_tag(source->second.items.front());
    }
  }
  return world.find_tag(alarm.tag + ".IN");
}

Text limit_text(const ComponentInfo& alarm, const World& world,
                const std::vector<ComponentEntry>& entries) {
  const auto limit = alarm.quantities.find("limit");
  const auto kind = alarm.words.find("kind");
  const Tag* watched = find_watched(alarm, world, entries);
  if (limit == alarm.quantities.end() || kind == alarm.words.end() || watched == nullptr) {
    return {};
  }
  const Text sign = same_text(kind->second == "low" ? "<" : ">");
  return fill({"{0} {1}", "{0} {1}"},
              std::vector<Text>{sign, shown_value(*watched, limit->second)});
}

/// Follows one alarm through its states.
class AlarmStory {
 public:
  explicit AlarmStory(const ReportAlarm& blank) : blank_(blank) {}

  void advance(SimTime time, int state) {
    const bool is_standing = state == kUnacknowledged || state == kAcknowledged;
    if (state == kUnacknowledged && (!is_open_ || events_.back().returned)) {
      events_.push_back(blank_);
      events_.back().came = time;
      is_open_ = true;
    }
    if (!is_open_) {
      return;
    }
    ReportAlarm& event = events_.back();
    const bool was_unseen = last_ == kUnacknowledged || last_ == kReturned;
    if (was_unseen && (state == kAcknowledged || (state == kNormal && last_ == kReturned))) {
      event.acknowledged = time;
    }
    if (!is_standing && !event.returned && state <= kReturned) {
      event.returned = time;
    }
    is_open_ = state == kReturned || is_standing;
    last_ = state;
  }

  const std::vector<ReportAlarm>& events() const { return events_; }

 private:
  ReportAlarm blank_;
  std::vector<ReportAlarm> events_;
  bool is_open_ = false;
  int last_ = kNormal;
};

void add_events(const ComponentInfo& alarm, const RunLog::Series& states, const Text& limit,
                std::vector<ReportAlarm>& events) {
  ReportAlarm blank;
  blank.tag = alarm.tag;
  blank.name = alarm.name.empty() ? same_text(alarm.tag) : alarm.name;
  const auto priority = alarm.quantities.find("priority");
  if (priority != alarm.quantities.end()) {
    blank.priority = static_cast<int>(std::clamp(std::round(priority->second), 1.0, 4.0));
  }
  blank.limit = limit;
  AlarmStory story(blank);
  for (std::size_t k = 0; k < states.times.size(); ++k) {
    story.advance(states.times[k], static_cast<int>(std::lround(states.values[k])));
  }
  events.insert(events.end(), story.events().begin(), story.events().end());
}

} // namespace

std::vector<ReportAlarm> find_alarms(const RunLog& log, const World& world,
                                     const std::vector<ComponentEntry>& entries) {
  std::vector<ReportAlarm> events;
  for (const ComponentInfo& component : world.components()) {
    const RunLog::Series* states = log.find_series(component.tag + ".STATE");
    if (component.type.ends_with("Alarm") && states != nullptr) {
      add_events(component, *states, limit_text(component, world, entries), events);
    }
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const ReportAlarm& a, const ReportAlarm& b) { return a.came < b.came; });
  return events;
}

} // namespace jixia
