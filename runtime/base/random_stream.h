#pragma once

#include <cstdint>
#include <string_view>

namespace jixia {

/// A stream of random numbers of its own for each user, seeded by the run's seed and the user's
/// name, so that adding one component never changes the noise of another.
/// splitmix64 (Steele, Lea, Flood 2014): its whole state is one word, which a snapshot copies.
class RandomStream {
 public:
  RandomStream() = default;
  RandomStream(std::uint64_t seed, std::string_view name);

  std::uint64_t next();

  /// Uniform in [0, 1).
  double uniform();

  /// Standard normal, as the sum of twelve uniforms less six (no libm, so the same bits everywhere;
  /// tails end at 6 sigma).
  double normal();

  std::int64_t& state() { return state_; }

 private:
  std::int64_t state_ = 0;
};

} // namespace jixia
