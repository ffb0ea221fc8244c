#pragma once

#include <string>

#include "base/text.h"
#include "world/component_registry.h"

namespace jixia {

/// JSON Schema (draft 2020-12) of a pack's files, from the loader's key tables and the component
/// specs, for editors that complete and check while typing. `file`: pack, plant, exercise, rules,
/// operator, screen or scene; empty: an object with all of them under $defs.
/// @returns "" if there is no such file
std::string schema_text(const ComponentRegistry& registry, const std::string& file,
                        Language language);

/// Every component type with its parameters and ports, as Markdown.
std::string catalogue_text(const ComponentRegistry& registry, Language language);

} // namespace jixia
