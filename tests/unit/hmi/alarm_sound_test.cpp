// The horn: tones by priority, and a device that may not be there.
#include "hmi/alarm_sound.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "hmi/alarm_panels.h"

namespace jixia::hmi {
namespace {

int pulses_of(const AlarmTone& tone) {
  int pulses = 0;
  int quiet = 1000;
  for (const std::int16_t sample : tone.samples) {
    quiet = sample == 0 ? quiet + 1 : quiet;
    if (std::abs(sample) > 200) {
      pulses += quiet > kToneRate / 100 ? 1 : 0; // after 10 ms of silence
      quiet = 0;
    }
  }
  return pulses;
}

TEST(AlarmTones, AreToldApartByNumberOfPulsesAndHaste) {
  EXPECT_EQ(pulses_of(make_alarm_tone(1)), 6);
  EXPECT_EQ(pulses_of(make_alarm_tone(2)), 2);
  EXPECT_EQ(pulses_of(make_alarm_tone(3)), 1);
  EXPECT_EQ(pulses_of(make_alarm_tone(4)), 1);
  for (int priority = 2; priority <= 4; ++priority) {
    EXPECT_GT(make_alarm_tone(priority).interval, make_alarm_tone(priority - 1).interval);
  }
}

/// Upward crossings of zero per second in the first pulse.
double pitch_of(const AlarmTone& tone) {
  const std::size_t from = kToneRate / 50; // past the rise
  const std::size_t to = kToneRate / 12;
  int crossings = 0;
  for (std::size_t k = from; k < to; ++k) {
    crossings += tone.samples[k - 1] < 0 && tone.samples[k] >= 0 ? 1 : 0;
  }
  return crossings / (static_cast<double>(to - from) / kToneRate);
}

TEST(AlarmTones, SoundLowerTheLessUrgentTheyAre) {
  EXPECT_NEAR(pitch_of(make_alarm_tone(1)), 1046, 20);
  EXPECT_NEAR(pitch_of(make_alarm_tone(2)), 784, 20);
  EXPECT_NEAR(pitch_of(make_alarm_tone(3)), 587, 20);
  EXPECT_NEAR(pitch_of(make_alarm_tone(4)), 392, 20);
}

TEST(AlarmTones, AreNeitherLoudNorClicking) {
  for (int priority = 1; priority <= 4; ++priority) {
    const AlarmTone tone = make_alarm_tone(priority);
    int largest_step = 0;
    int peak = 0;
    for (std::size_t k = 1; k < tone.samples.size(); ++k) {
      largest_step = std::max(largest_step, std::abs(tone.samples[k] - tone.samples[k - 1]));
      peak = std::max(peak, std::abs(static_cast<int>(tone.samples[k])));
    }
    EXPECT_EQ(tone.samples.front(), 0);
    EXPECT_EQ(tone.samples.back(), 0);
    EXPECT_LT(peak, 32767 * 0.3);
    EXPECT_GT(peak, 32767 * 0.2);
    EXPECT_LT(largest_step, 32767 * 0.12); // the steepest of its own waves
    EXPECT_LT(static_cast<double>(tone.samples.size()) / kToneRate, tone.interval);
  }
}

/// Waits until the thread has dealt with `count` tones.
bool wait_for(const AlarmSound& sound, int count) {
  for (int k = 0; k < 500 && sound.played() + sound.unheard() < count; ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return sound.played() + sound.unheard() >= count;
}

TEST(AlarmSound, PlaysThroughTheNullDeviceAndRepeats) {
  AlarmSound sound("null");
  sound.update(2, 0);
  ASSERT_TRUE(wait_for(sound, 1));
  sound.update(2, 1); // not yet
  sound.update(2, 3.1);
  ASSERT_TRUE(wait_for(sound, 2));
  EXPECT_EQ(sound.played(), 2);
  EXPECT_EQ(sound.unheard(), 0);
}

TEST(AlarmSound, AMoreUrgentAlarmSoundsAtOnceAndSilenceStops) {
  AlarmSound sound("null");
  sound.update(3, 0);
  ASSERT_TRUE(wait_for(sound, 1));
  sound.update(1, 0.5);
  ASSERT_TRUE(wait_for(sound, 2));
  sound.update(0, 2);
  sound.update(0, 20);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(sound.played(), 2);
}

TEST(AlarmSound, WithoutADeviceIsSilentAndDoesNotHoldUpAnyone) {
  const auto begun = std::chrono::steady_clock::now();
  {
    AlarmSound sound("no_such_device");
    sound.update(1, 0);
    ASSERT_TRUE(wait_for(sound, 1));
    EXPECT_EQ(sound.played(), 0);
    EXPECT_EQ(sound.unheard(), 1);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

AlarmItem alarm(const std::string& name, int priority, AlarmPhase phase) {
  AlarmItem item;
  item.component = name;
  item.priority = priority;
  item.phase = phase;
  return item;
}

TEST(Silence, HoldsForTheAlarmsThatStandAndNotForANewOne) {
  UiState state;
  std::vector<AlarmItem> alarms{alarm("LIC101_L", 2, AlarmPhase::Unacknowledged)};
  update_sound(alarms, state);
  EXPECT_EQ(state.sounding_priority, 2);
  state.is_muted = true;
  state.silenced = {"LIC101_L@00:00:00"};
  update_sound(alarms, state);
  EXPECT_EQ(state.sounding_priority, 0);
  alarms.push_back(alarm("PIC101_H", 3, AlarmPhase::Unacknowledged));
  update_sound(alarms, state);
  EXPECT_FALSE(state.is_muted);
  EXPECT_EQ(state.sounding_priority, 2);
}

TEST(Silence, EndsWithTheLastAlarmThatNobodyHasAcknowledged) {
  UiState state;
  state.is_muted = true;
  update_sound(
      {alarm("LIC101_L", 1, AlarmPhase::Acknowledged), alarm("LIC101_H", 1, AlarmPhase::Returned)},
      state);
  EXPECT_FALSE(state.is_muted);
  EXPECT_EQ(state.sounding_priority, 0);
}

} // namespace
} // namespace jixia::hmi
