#pragma once

#include <optional>
#include <string_view>

#include "http/exchange.h"

namespace jixia {

inline constexpr std::size_t kMostHeadBytes = 16 * 1024; ///< request line and headers
inline constexpr std::size_t kMostHeaders = 100;

/// Looks at a request's head as it came, before anything is done with it, and says what is wrong
/// with it (RFC 9112, without what it allows for old times' sake): whatever two programs could read
/// in two ways, so that no request hides in another one. Refused are bare line feeds, folded lines,
/// spaces before a colon, control characters, a second Content-Length, Transfer-Encoding, Host,
/// Content-Type or Authorization, Content-Length beside Transfer-Encoding, any transfer coding but
/// chunked, a target that is no path, other versions than 1.0 and 1.1.
/// @param head  up to and including the empty line
/// @returns 400, 414, 417, 431, 501 or 505; nullopt: nothing
std::optional<Refusal> find_head_fault(std::string_view head);

/// The value of a header in a head that may be faulty; empty if there is none.
std::string_view find_header(std::string_view head, std::string_view name);

} // namespace jixia
