#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "hmi/alarm_tone.h"

namespace jixia::hmi {

/// Plays the alarm tones through ALSA, in a thread of its own, so that no sound card ever holds up
/// the window. Without a sound device, or with a broken one, it is silent and says nothing: the
/// alarm stands on the screen. It tries again after half a minute.
class AlarmSound {
 public:
  /// @param device  an ALSA name: "default"; "null" swallows what is played
  explicit AlarmSound(std::string device = "default");
  ~AlarmSound();
  AlarmSound(const AlarmSound&) = delete;
  AlarmSound& operator=(const AlarmSound&) = delete;

  /// Once a frame: `priority` 1 to 4 sounds and repeats, 0 is silence. A more urgent one sounds at
  /// once. @param now  wall time of the window [s]
  void update(int priority, double now);

  /// Tones that a device took so far, and tones that found none.
  int played() const;
  int unheard() const;

 private:
  void run();

  std::string device_;
  int sounding_ = 0; ///< priority
  double next_at_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<int> wanted_; ///< priority of the tone to play
  bool stops_ = false;
  int played_ = 0, unheard_ = 0;
  std::thread thread_;
};

} // namespace jixia::hmi
