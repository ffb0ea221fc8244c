#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace jixia {

/// Unix time [ms] of an RFC 3339 text in UTC, with milliseconds or without:
/// 2026-03-09T08:15:30.250Z, 2026-03-09T08:15:30Z. nullopt for anything else, a day that the
/// calendar lacks, a leap second or a time before 1970.
std::optional<std::int64_t> read_utc_ms(std::string_view text);

} // namespace jixia
