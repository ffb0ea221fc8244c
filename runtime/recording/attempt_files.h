#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace jixia {

/// One file that an attempt folder may hold.
struct AttemptFile {
  std::string_view name;
  std::size_t most_bytes;
  bool is_needed; ///< an attempt without it is none
};

/// Every file of an attempt that is signed and sent, in this order; "signature.json" is the last.
std::span<const AttemptFile> attempt_files();

/// The entry of attempt_files() called `name`; nullptr if an attempt has no such file.
const AttemptFile* find_attempt_file(std::string_view name);

/// Reads one file of an attempt within its limit.
/// @returns an empty text if it is not there and not needed; nullopt with the reason in `problems`
std::optional<std::string> read_attempt_file(const std::filesystem::path& folder,
                                             const AttemptFile& file, Diagnostics& problems);

/// Writes trends.json or score.json, once the run has ended. @pre find_attempt_file(name)
bool write_attempt_file(const std::filesystem::path& folder, std::string_view name,
                        std::string_view content, Diagnostics& problems);

} // namespace jixia
