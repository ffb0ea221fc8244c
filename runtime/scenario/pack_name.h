#pragma once

#include <string_view>

namespace jixia {

/// True if `id` may name a distributed pack, a school or a role: letters a-z, digits and single
/// '-', at most 64, a letter first.
bool is_pack_id(std::string_view id);

/// True if `version` is a semantic version MAJOR.MINOR.PATCH[-PRERELEASE], at most 64 bytes, all in
/// lower case and without build metadata, so that two spellings of one version cannot be.
bool is_pack_version(std::string_view version);

/// Order of two versions by semantic versioning 2.0, section 11: -1, 0 or 1.
int compare_pack_versions(std::string_view a, std::string_view b);

} // namespace jixia
