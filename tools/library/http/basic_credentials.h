#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jixia {

struct Credentials {
  std::string name, secret;
};

/// Reads the value of an Authorization header of the Basic scheme (RFC 7617); nullopt if it is not
/// one or longer than a kilobyte.
std::optional<Credentials> read_basic_credentials(std::string_view header);

} // namespace jixia
