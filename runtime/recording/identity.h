#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jixia {

/// A new random UUID (RFC 4122 version 4, from OpenSSL's generator), lower case.
/// @throws std::runtime_error if the system has no randomness to give.
std::string make_uuid();

/// The UUID of `name` within `space` (RFC 4122 version 5, SHA-1): the same for the same input, so
/// that what is sent twice carries the same id. @pre is_uuid(space)
std::string make_named_uuid(std::string_view space, std::string_view name);

/// 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text);

/// SHA-256, 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// Wall clock, Unix time [ms]. For reports only; nothing inside a step may ask for it.
std::int64_t wall_clock_ms();

/// Unix time [ms] as RFC 3339 in UTC with milliseconds, "2026-03-09T08:15:30.250Z".
std::string rfc3339_text(std::int64_t unix_ms);

/// The reverse; -1 if `text` is not of exactly that form (milliseconds may be left out).
std::int64_t read_rfc3339(std::string_view text);

} // namespace jixia
