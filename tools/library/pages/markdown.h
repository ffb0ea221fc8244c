#pragma once

#include <string>
#include <string_view>

namespace jixia {

/// CommonMark with tables, as HTML that is safe to show: no raw HTML, no links but http, https and
/// mailto. Headings begin with <h2>. At most kMostMarkdown bytes are read.
std::string markdown_html(std::string_view markdown);

inline constexpr std::size_t kMostMarkdown = 256 * 1024;

} // namespace jixia
