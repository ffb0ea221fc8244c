#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace jixia {

/// Files by the SHA-256 of their content: blobs/ab/cdef... Each is stored once, whoever sends it,
/// and never changes.
class BlobStore {
 public:
  explicit BlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  bool has(const std::string& sha256) const;
  std::filesystem::path file(const std::string& sha256) const;

  /// Durable when it returns. @throws DatabaseError, e.g. on a full disk
  void put(const std::string& sha256, std::string_view content);

  /// Deletes every file whose digest `is_needed` does not know, and what a power cut left half
  /// written. @returns how many
  std::size_t remove_unless(const std::function<bool(const std::string& sha256)>& is_needed);

  /// @returns nullopt if it is not there or not what its name says
  std::optional<std::string> read(const std::string& sha256) const;

 private:
  std::filesystem::path folder_;
};

} // namespace jixia
