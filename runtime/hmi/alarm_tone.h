#pragma once

#include <cstdint>
#include <vector>

namespace jixia::hmi {

inline constexpr int kToneRate = 22050; ///< samples per second, one channel, signed 16 bit

/// What the horn of a control room does for an alarm of `priority`: told apart by number, pitch and
/// haste of the pulses, so that the ear knows before the eye (ISA-18.2 asks for a distinct
/// annunciation by priority; the patterns are our own):
///
///     1 urgent      three pairs high-low, again after 1.2 s      3 general     one pulse, after 6
///     s 2 important   two pulses, again after 3 s                  4 diagnostic  one low pulse,
///     after 15 s
struct AlarmTone {
  std::vector<std::int16_t> samples; ///< begins and ends in silence, without a click
  double interval = 0;               ///< from one beginning to the next [s]
};
AlarmTone make_alarm_tone(int priority);

} // namespace jixia::hmi
