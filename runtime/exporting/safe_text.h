#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jixia {

/// `text` as valid UTF-8 that cannot disturb what stands around it: broken bytes become U+FFFD;
/// control characters except line feed and tab, and the marks that turn the direction of writing
/// (U+202A to U+202E, U+2066 to U+2069), are left out. For names that strangers wrote.
std::string clean_text(std::string_view text);

/// clean_text() with & < > " ' written as HTML character references.
std::string html_text(std::string_view text);

/// The first `most` characters (not bytes) of clean_text(); the last one is "…" if more were there.
std::string shortened(std::string_view text, std::size_t most);

/// How many characters (code points) `text` has.
std::size_t character_count(std::string_view text);

/// `value` with `decimals` digits after the point and a true minus, "−3.0"; "—" if not finite.
std::string fixed_text(double value, int decimals);

/// `points` with one decimal at most: "7.5", "10".
std::string points_text(double points);

} // namespace jixia
