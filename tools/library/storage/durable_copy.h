#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace jixia {

struct FileDigest {
  std::uintmax_t size = 0; ///< [byte]
  std::string sha256;      ///< hexadecimal
};

/// Reads a file of any size. @throws std::runtime_error
FileDigest digest_file(const std::filesystem::path& file);

/// Copies a file with its permissions; it is on the disk when this returns.
/// @throws std::runtime_error if the target exists, std::filesystem::filesystem_error
void copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace jixia
