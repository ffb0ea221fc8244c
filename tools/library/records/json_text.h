#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace jixia {

using Json = nlohmann::json;

/// Parses JSON from a stranger: UTF-8, at most kDeepestJson levels, no name twice in an object.
/// @returns nullopt for anything else
std::optional<Json> parse_json(std::string_view text);

/// Compact JSON; names of an object in alphabetical order, so that equal values give equal text.
std::string json_text(const Json& value);

inline constexpr int kDeepestJson = 64;

} // namespace jixia
