#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jixia {

/// Seconds since 1970 (Unix time), now, by the computer's clock.
std::int64_t utc_now();

/// "YYYY-MM-DDTHH:MM:SSZ", the only form TUF metadata has; years 1970 to 9999.
std::string utc_text(std::int64_t unix_seconds);

/// @returns nullopt if `text` is not exactly of that form or no such instant
std::optional<std::int64_t> read_utc(std::string_view text);

} // namespace jixia
