#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "recording/attempt.h"

namespace jixia {

inline constexpr std::size_t kMostHeaderBytes = 65536;

/// The text of attempt.json.
std::string header_json(const AttemptHeader& header);

/// Reads attempt.json, which may come from a stranger: every field of the right kind and length,
/// the id a UUID. Unknown fields are passed over; a later format is refused.
/// @param file  named in `problems`
std::optional<AttemptHeader> read_header(std::string_view json, const std::string& file,
                                         Diagnostics& problems);

} // namespace jixia
