#include "http/base64.h"

#include <array>
#include <cstdint>

namespace jixia {
namespace {

constexpr std::string_view kUsual =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kForUrls =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> make_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t k = 0; k < 64; ++k) {
    values[static_cast<unsigned char>(kUsual[k])] = static_cast<std::int8_t>(k);
    values[static_cast<unsigned char>(kForUrls[k])] = static_cast<std::int8_t>(k);
  }
  return values;
}
constexpr std::array<std::int8_t, 256> kValues = make_values();

std::string encode(std::string_view bytes, std::string_view alphabet, bool is_padded) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6;) {
      bits -= 6;
      text += alphabet[(held >> bits) & 63u];
    }
  }
  if (bits > 0) {
    text += alphabet[(held << (6 - bits)) & 63u];
  }
  while (is_padded && text.size() % 4 != 0) {
    text += '=';
  }
  return text;
}

} // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  while (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) {
    return std::nullopt;
  }
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t held = 0;
  int bits = 0;
  for (const char letter : text) {
    const std::int8_t value = kValues[static_cast<unsigned char>(letter)];
    if (value < 0) {
      return std::nullopt;
    }
    held = (held << 6) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((held >> bits) & 255u);
    }
  }
  return bytes;
}

std::string encode_base64(std::string_view bytes) {
  return encode(bytes, kUsual, true);
}
std::string encode_base64url(std::string_view bytes) {
  return encode(bytes, kForUrls, false);
}

} // namespace jixia
