#pragma once

#include <span>
#include <string_view>

namespace jixia {

/// The numbered steps of a school's database, oldest first; see database/migration.h.
std::span<const std::string_view> school_schema();

} // namespace jixia
