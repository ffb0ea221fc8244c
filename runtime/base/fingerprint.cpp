#include "base/fingerprint.h"

#include <bit>
#include <cstdio>

namespace jixia {

void Fingerprint::mix(std::uint64_t word) {
  for (int byte = 0; byte < 8; ++byte) {
    hash_ = (hash_ ^ (word & 0xff)) * 1099511628211ull;
    word >>= 8;
  }
}

void Fingerprint::add(double value) { mix(std::bit_cast<std::uint64_t>(value)); }

void Fingerprint::add(std::int64_t value) { mix(static_cast<std::uint64_t>(value)); }

void Fingerprint::add(std::string_view text) {
  for (const char letter : text) {
    hash_ = (hash_ ^ static_cast<unsigned char>(letter)) * 1099511628211ull;
  }
  mix(text.size());
}

std::string Fingerprint::text() const {
  char buffer[17];
  std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(hash_));
  return buffer;
}

} // namespace jixia
