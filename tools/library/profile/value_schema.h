#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"

namespace jixia {

/// Holds a value against a JSON Schema (draft 7) made of: type, enum, required, properties,
/// additionalProperties, items (one schema), maxItems, minLength, maxLength (in bytes), pattern,
/// minimum, exclusiveMinimum, maximum.
/// @returns what is wrong, with places that begin with `where`; nothing if it fits
std::vector<Text> check_value(const nlohmann::json& value, const nlohmann::json& schema,
                              const std::string& where);

/// Throws std::invalid_argument if `schema` uses anything beyond the above: such a rule would never
/// be looked at.
void want_known_schema(const nlohmann::json& schema);

} // namespace jixia
