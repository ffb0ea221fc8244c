#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace jixia {

/// An attempt folder as one run of bytes, to be sent to a library. All numbers little-endian:
///
///     "JIXIABDL", u32 version = 1, u32 number of files, then per file
///     u16 length, name, u64 size [byte], u32 CRC-32 (zlib) of the content, content
///
/// Only the names of attempt_files(), each once and in that order, each within its limit; nothing
/// behind the last. So no name can leave a folder, and nothing unpacks to more than it is.
/// The same folder gives the same bytes.
inline constexpr std::size_t kMostBundleBytes = 96u << 20;

/// One file inside a bundle; both views point into its bytes.
struct BundledFile {
  std::string_view name;
  std::string_view content;
};

/// @returns nullopt with the reason in `problems` if the folder is no attempt or a file too large
std::optional<std::string> make_attempt_bundle(const std::filesystem::path& folder,
                                               Diagnostics& problems);

/// Takes a bundle from a stranger apart. @returns nullopt with the reason in `problems`.
std::optional<std::vector<BundledFile>> read_attempt_bundle(std::string_view bytes,
                                                            Diagnostics& problems);

/// Writes a checked bundle as the attempt folder `folder`, which must not exist yet: beside it,
/// then renamed, so that it is there whole or not at all.
bool write_bundled_attempt(const std::vector<BundledFile>& files,
                           const std::filesystem::path& folder, Diagnostics& problems);

} // namespace jixia
