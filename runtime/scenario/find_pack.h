#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace jixia {

/// Folders that hold packs as <domain>/<name>/pack.yaml: $JIXIA_SCENARIOS, those fetched from a
/// library, those beside the program (../share/jixia/scenarios), the source tree's, the user's own
/// in the data folder.
std::vector<std::filesystem::path> scenario_folders();

/// Where fetched packs lie, as <school>/<name>@<version>/pack.yaml, in the data folder.
std::filesystem::path fetched_packs_folder();

/// Every pack folder found there, sorted; the first of two with one name wins, and of the fetched
/// versions of one pack the newest.
std::vector<std::filesystem::path> all_packs();

/// The folder that `name` means: a path that has a pack.yaml, else a pack of that name or
/// domain/name, or a fetched one as name@version or school/name@version. Empty if there is none.
std::filesystem::path find_pack(const std::string& name);

} // namespace jixia
