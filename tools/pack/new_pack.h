#pragma once

#include <filesystem>
#include <string>

#include "base/diagnostics.h"

namespace jixia {

/// Starts a pack: the worked example of scenarios/README.md (a tank, a valve, a level loop) under
/// the name of `folder`. It plays and proves itself as it is; its author then changes it bit by
/// bit.
///
/// @param folder  must not exist or be empty; its last part becomes the pack's id
bool new_pack(const std::filesystem::path& folder, Diagnostics& problems);

} // namespace jixia
