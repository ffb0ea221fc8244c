#include "base/random_stream.h"

#include "base/fingerprint.h"

namespace jixia {

RandomStream::RandomStream(std::uint64_t seed, std::string_view name) {
  Fingerprint hash;
  hash.add(static_cast<std::int64_t>(seed));
  hash.add(name);
  state_ = static_cast<std::int64_t>(hash.value());
}

std::uint64_t RandomStream::next() {
  auto z = static_cast<std::uint64_t>(state_) + 0x9e3779b97f4a7c15ull;
  state_ = static_cast<std::int64_t>(z);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

double RandomStream::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double RandomStream::normal() {
  double sum = -6.0;
  for (int k = 0; k < 12; ++k) {
    sum += uniform();
  }
  return sum;
}

} // namespace jixia
