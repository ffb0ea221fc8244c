#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace jixia {

/// Reads a whole regular file that may come from a stranger. A pipe, a device or a folder is
/// refused instead of waited for, and so is a file that grows past the limit while it is read.
///
/// @param most_bytes  larger files are refused without being read
/// @returns nullopt with the reason in `problems`
std::optional<std::string> read_file_limited(const std::filesystem::path& file,
                                             std::size_t most_bytes, Diagnostics& problems);

/// Writes `content` so that after a power cut `file` holds either all of the old or all of the new
/// content: written beside, synced, renamed over, folder synced.
///
/// @param mode  permissions of the new file, e.g. 0600 for a key
/// @returns false with the reason in `problems`; `file` then is what it was
bool write_file_atomically(const std::filesystem::path& file, std::string_view content,
                           Diagnostics& problems, unsigned mode = 0644);

/// Makes `folder` and what is missing above it. @returns false with the reason in `problems`.
bool make_folder(const std::filesystem::path& folder, Diagnostics& problems);

/// Makes the names in `folder` durable: what a rename or a new file needs to survive a power cut.
void sync_folder(const std::filesystem::path& folder);

/// Where this user's attempts, outbox, settings and machine key are kept: $JIXIA_DATA if set, else
/// $XDG_DATA_HOME/jixia, else ~/.local/share/jixia (XDG Base Directory 0.8: relative values are
/// ignored). The folder may not exist yet.
std::filesystem::path find_data_folder();

/// The reason behind a system error number, in one line for a person, e.g. 磁盘已满 / disk full.
Text system_error_text(int error);

} // namespace jixia
