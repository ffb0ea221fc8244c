#pragma once

#include <filesystem>
#include <optional>

#include "base/diagnostics.h"

namespace jixia {

/// Unpacks a pack file into the data folder, as opened/<SHA-256 of the file>/<id>, and returns that
/// folder; a file that was opened before is only compared. So `jixia play FILE.zip` plays from a
/// folder that stays, and a replay finds it again.
/// @returns nullopt with the reason in `problems`
std::optional<std::filesystem::path> open_pack_file(const std::filesystem::path& file,
                                                    Diagnostics& problems);

} // namespace jixia
