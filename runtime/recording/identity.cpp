#include "recording/identity.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <span>
#include <stdexcept>

#include "base/utc_time.h"

namespace jixia {
namespace {

std::string hex_text(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

bool is_hex(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
         (letter >= 'A' && letter <= 'F');
}

std::string uuid_text(std::array<unsigned char, 16> bytes, unsigned version) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fu) | (version << 4));
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fu) | 0x80u);
  std::string text = hex_text(bytes);
  for (const std::size_t dash : {20u, 16u, 12u, 8u}) {
    text.insert(dash, "-");
  }
  return text;
}

std::array<unsigned char, EVP_MAX_MD_SIZE> digest(const EVP_MD* kind, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> result{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), result.data(), &length, kind, nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot compute a digest");
  }
  return result;
}

std::string uuid_bytes(std::string_view uuid) {
  std::string bytes;
  std::string digits;
  for (const char letter : uuid) {
    if (letter != '-') {
      digits += letter;
    }
    if (digits.size() == 2) {
      bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
      digits.clear();
    }
  }
  return bytes;
}

} // namespace

std::string make_uuid() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("OpenSSL has no random numbers");
  }
  return uuid_text(bytes, 4);
}

std::string make_named_uuid(std::string_view space, std::string_view name) {
  const auto hash = digest(EVP_sha1(), uuid_bytes(space) + std::string(name));
  std::array<unsigned char, 16> bytes{};
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  return uuid_text(bytes, 5);
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) {
    return false;
  }
  for (std::size_t k = 0; k < text.size(); ++k) {
    const bool is_dash_place = k == 8 || k == 13 || k == 18 || k == 23;
    if (is_dash_place ? text[k] != '-' : !is_hex(text[k])) {
      return false;
    }
  }
  return true;
}

std::string sha256_hex(std::string_view bytes) {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr); // once: it is slow
  const auto hash = digest(kSha256, bytes);
  return hex_text(std::span(hash).first(32));
}

std::int64_t wall_clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string rfc3339_text(std::int64_t unix_ms) {
  namespace chrono = std::chrono;
  const chrono::sys_time<chrono::milliseconds> instant{chrono::milliseconds(unix_ms)};
  const auto day = chrono::floor<chrono::days>(instant);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss<chrono::milliseconds> clock(instant - day);
  char text[64];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::int64_t read_rfc3339(std::string_view text) {
  return read_utc_ms(text).value_or(-1);
}

} // namespace jixia
