#pragma once

#include <string>
#include <vector>

#include "hmi/run_view.h"
#include "hmi/symbols.h"

namespace jixia::hmi {

/// The states of STATE of an alarm component, in the order of ISA-18.2 as control/ numbers them.
enum class AlarmPhase { Normal, Unacknowledged, Acknowledged, Returned, Shelved, Suppressed, OutOfService };

/// One alarm as banner and summary show it.
struct AlarmItem {
  std::string component; ///< the alarm's own tag, "PIC101_H"
  std::string point;     ///< what it watches, "PIC101"
  Text text;             ///< "V101 压力高"
  int priority = 3;
  AlarmPhase phase = AlarmPhase::Normal;
  SimTime since{0};        ///< of the last annunciation
  std::string value;       ///< "0.56 MPa", of the point now
  std::string limit;       ///< "0.55"; empty for a discrete alarm
  bool is_high = true;
  bool is_standing() const { return phase == AlarmPhase::Unacknowledged || phase == AlarmPhase::Acknowledged; }
  bool is_unseen() const { return phase == AlarmPhase::Unacknowledged || phase == AlarmPhase::Returned; }
  AlarmLook look() const;
};

/// Every alarm of the world that is not normal: unacknowledged first, then by priority, then newest.
/// An alarm is a component with the ports STATE, ACK and SHELVE; what it watches is its connection
/// to IN, known from `scenario`.
std::vector<AlarmItem> find_alarms(const RunView& run, Language language);

/// The worst standing or unseen alarm of a component; nullptr if it has none.
const AlarmItem* find_alarm_of(const std::vector<AlarmItem>& alarms, const std::string& component);

/// Limits of a component's alarms for bars and faceplates.
struct AlarmLimit {
  double value = 0; ///< [SI]
  bool is_high = true;
  int priority = 3;
  std::string name; ///< "HH", "H", "L", "LL"
};
std::vector<AlarmLimit> find_limits(const RunView& run, const std::string& component);

} // namespace jixia::hmi
