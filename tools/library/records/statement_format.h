#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "records/json_text.h"

namespace jixia {

/// The languages of an Accept-Language header, best first ("*" for any).
std::vector<std::string> read_accepted_languages(std::string_view header);

/// The one entry of a language map that fits best; an empty map stays empty.
Json choose_language(const Json& map, const std::vector<std::string>& accepted);

/// format=ids: of agents, activities, verbs and groups only what identifies them.
void reduce_to_ids(Json& statement);

/// format=canonical: activities with the definition the library knows, every language map with the
/// one language that fits best.
/// @param find_definition  JSON of an activity's definition; null if none is known
void make_canonical(Json& statement, const std::vector<std::string>& accepted,
                    const std::function<Json(const std::string& id)>& find_definition);

} // namespace jixia
