#include "hmi/alarm_sound.h"

#include <alsa/asoundlib.h>

#include <chrono>

namespace jixia::hmi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kTryAgain = std::chrono::seconds(30);
constexpr unsigned kBuffer = 100'000;              // [us] that the device may lag behind
constexpr auto kLongest = std::chrono::seconds(3); // that one tone may take; then the device hangs

/// ALSA would write what it misses to the terminal.
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// An open device, closed again.
class Device {
 public:
  explicit Device(const std::string& name) {
    snd_lib_error_set_handler(&say_nothing);
    if (snd_pcm_open(&handle_, name.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK) < 0) {
      handle_ = nullptr;
    } else if (snd_pcm_set_params(handle_, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                                  kToneRate, 1, kBuffer) < 0) {
      snd_pcm_close(handle_);
      handle_ = nullptr;
    }
  }
  ~Device() {
    if (handle_ != nullptr) {
      snd_pcm_close(handle_);
    }
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// @returns false if there is no device or it does not take the tone
  bool play(const std::vector<std::int16_t>& samples) {
    if (handle_ == nullptr || snd_pcm_prepare(handle_) < 0) {
      return false;
    }
    const Clock::time_point end = Clock::now() + kLongest;
    std::size_t done = 0;
    while (done < samples.size() && Clock::now() < end) {
      const snd_pcm_sframes_t took =
          snd_pcm_writei(handle_, samples.data() + done, samples.size() - done);
      if (took >= 0) {
        done += static_cast<std::size_t>(took);
      } else if (took == -EAGAIN) {
        snd_pcm_wait(handle_, 50);
      } else if (snd_pcm_recover(handle_, static_cast<int>(took), 1) < 0) {
        return false;
      }
    }
    return done == samples.size();
  }

 private:
  snd_pcm_t* handle_ = nullptr;
};

} // namespace

AlarmSound::AlarmSound(std::string device)
    : device_(std::move(device)), thread_([this] { run(); }) {}

AlarmSound::~AlarmSound() {
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void AlarmSound::update(int priority, double now) {
  const bool is_more_urgent = priority != 0 && (sounding_ == 0 || priority < sounding_);
  sounding_ = priority;
  if (priority == 0 || (now < next_at_ && !is_more_urgent)) {
    return;
  }
  next_at_ = now + make_alarm_tone(priority).interval;
  {
    const std::lock_guard lock(mutex_);
    wanted_ = priority;
  }
  wake_.notify_one();
}

int AlarmSound::played() const {
  const std::lock_guard lock(mutex_);
  return played_;
}

int AlarmSound::unheard() const {
  const std::lock_guard lock(mutex_);
  return unheard_;
}

void AlarmSound::run() {
  std::optional<Device> device;
  Clock::time_point quiet_until{};
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stops_ || wanted_.has_value(); });
    if (stops_) {
      return;
    }
    const AlarmTone tone = make_alarm_tone(*wanted_);
    wanted_.reset();
    lock.unlock();
    bool is_heard = false;
    if (Clock::now() >= quiet_until) {
      if (!device) {
        device.emplace(device_);
      }
      is_heard = device->play(tone.samples);
      if (!is_heard) { // unplugged, taken by another program, or never there
        device.reset();
        quiet_until = Clock::now() + kTryAgain;
      }
    }
    lock.lock();
    (is_heard ? played_ : unheard_) += 1;
  }
}

} // namespace jixia::hmi
