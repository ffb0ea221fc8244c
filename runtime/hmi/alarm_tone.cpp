#include "hmi/alarm_tone.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace jixia::hmi {
namespace {

constexpr double kEdge = 0.012;    // [s] of a pulse's rise and fall
constexpr double kLoudness = 0.28; // of full scale
constexpr double kOvertone = 0.25; // of the second harmonic: a pure sine is hard to place

struct Pulse {
  double pitch;  ///< [Hz]
  double length; ///< [s]
  double pause;  ///< after it [s]
};

void add_pulse(const Pulse& pulse, std::vector<std::int16_t>& samples) {
  const auto count = static_cast<int>(std::lround(pulse.length * kToneRate));
  for (int k = 0; k < count; ++k) {
    const double at = static_cast<double>(k) / kToneRate;
    const double edge = std::min({1.0, at / kEdge, (pulse.length - at) / kEdge});
    const double swell = 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(edge, 0.0, 1.0));
    const double phase = 2 * std::numbers::pi * pulse.pitch * at;
    const double wave = (std::sin(phase) + kOvertone * std::sin(2 * phase)) / (1 + kOvertone);
    samples.push_back(static_cast<std::int16_t>(std::lround(32767 * kLoudness * swell * wave)));
  }
  samples.insert(samples.end(), static_cast<std::size_t>(std::lround(pulse.pause * kToneRate)), 0);
}

} // namespace

AlarmTone make_alarm_tone(int priority) {
  const Pulse high{1046, 0.11, 0.02};
  const Pulse low{784, 0.11, 0.05};
  std::vector<Pulse> pulses;
  AlarmTone tone;
  switch (std::clamp(priority, 1, 4)) {
    case 1:
      pulses = {high, low, high, low, high, low};
      tone.interval = 1.2;
      break;
    case 2:
      pulses = {{784, 0.16, 0.1}, {784, 0.16, 0.05}};
      tone.interval = 3;
      break;
    case 3:
      pulses = {{587, 0.22, 0.05}};
      tone.interval = 6;
      break;
    default:
      pulses = {{392, 0.25, 0.05}};
      tone.interval = 15;
  }
  for (const Pulse& pulse : pulses) {
    add_pulse(pulse, tone.samples);
  }
  return tone;
}

} // namespace jixia::hmi
