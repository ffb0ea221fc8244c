#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jixia {

/// Decodes base64 (RFC 4648) in the usual alphabet or the one for URLs, padded or not; nullopt for
/// any other letter or a length that cannot be.
std::optional<std::string> decode_base64(std::string_view text);

std::string encode_base64(std::string_view bytes);    ///< `+/`, padded
std::string encode_base64url(std::string_view bytes); ///< `-_`, not padded

} // namespace jixia
