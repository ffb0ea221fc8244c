#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jixia {

/// FNV-1a over 64-bit words: tells whether two runs are bit-identical. Not cryptographic.
class Fingerprint {
 public:
  void add(double value);
  void add(std::int64_t value);
  void add(std::string_view text);

  std::uint64_t value() const { return hash_; }

  /// 16 hexadecimal digits.
  std::string text() const;

 private:
  void mix(std::uint64_t word);
  std::uint64_t hash_ = 14695981039346656037ull;
};

} // namespace jixia
