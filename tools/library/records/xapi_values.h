#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jixia {

/// The data types of xAPI 1.0.3 part 2, section 4, as a store has to know them.

/// An absolute IRI: a scheme, a colon, something behind it, and no letter that RFC 3987 forbids.
bool is_iri(std::string_view text);

/// "mailto:" and an address with one @.
bool is_mailto(std::string_view text);

/// Hexadecimal digits only, as many as `length`.
bool is_hexadecimal(std::string_view text, std::size_t length);

/// A language tag by the grammar of RFC 5646, e.g. "zh-Hans-CN", "en", "i-klingon", "x-own".
bool is_language_tag(std::string_view text);

/// A duration of ISO 8601:2004 4.4.3.2, e.g. "PT4H35M59.14S", "P3Y1M", "P4W".
bool is_duration(std::string_view text);

/// type "/" subtype and parameters (RFC 2046).
bool is_media_type(std::string_view text);

/// An instant. Without a zone it counts as UTC.
struct Timestamp {
  std::int64_t unix_s = 0;
  std::string fraction; ///< digits behind the seconds' point as they were written
  /// Unix time [ms], rounded down
  std::int64_t unix_ms() const;
  /// RFC 3339 in UTC, with all digits that were written and at least three
  std::string utc_text() const;
};

/// Reads date and time of ISO 8601, extended form, e.g. "2015-11-18T12:17:00+00:00". An offset of
/// -00 is refused, as RFC 3339 gives it another meaning.
std::optional<Timestamp> read_timestamp(std::string_view text);

} // namespace jixia
