#pragma once

#include <span>
#include <string_view>

namespace jixia {

/// The numbered steps of the shared database, oldest first; see database/migration.h. A part of the
/// library that needs a shared table adds a step at the end.
std::span<const std::string_view> hub_schema();

} // namespace jixia
