#pragma once

#include <cstdint>
#include <string>

namespace jixia {

/// Unix time [s] as the date of HTTP headers (RFC 9110), "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date_text(std::int64_t unix_s);

} // namespace jixia
