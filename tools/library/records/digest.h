#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jixia {

/// The SHA-2 with so many hexadecimal digits (56, 64, 96, 128); empty for another number.
std::string calc_sha2(std::string_view bytes, std::size_t digits);

/// SHA-1, 40 hexadecimal digits: what xAPI 1.0.3 wants as the ETag of a document.
std::string calc_sha1(std::string_view bytes);

} // namespace jixia
