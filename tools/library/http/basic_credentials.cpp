#include "http/basic_credentials.h"

#include "http/base64.h"

namespace jixia {

std::optional<Credentials> read_basic_credentials(std::string_view header) {
  constexpr std::size_t kMostLetters = 1000;
  if (!header.starts_with("Basic ") || header.size() > kMostLetters) {
    return std::nullopt;
  }
  const std::optional<std::string> plain = decode_base64(header.substr(6));
  const std::size_t colon = plain ? plain->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  return Credentials{plain->substr(0, colon), plain->substr(colon + 1)};
}

} // namespace jixia
