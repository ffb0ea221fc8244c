#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "http/s3_bucket.h"

namespace jixia {

/// Files by the SHA-256 of their content: blobs/ab/cdef... Each is stored once, whoever sends it,
/// and never changes. With a bucket, that has them all, and the folder those that were asked for.
class BlobStore {
 public:
  /// @param bucket  see S3Bucket; nullopt: the folder has them all
  explicit BlobStore(std::filesystem::path folder, std::optional<S3Bucket> bucket = std::nullopt)
      : folder_(std::move(folder)), bucket_(std::move(bucket)) {}

  bool has(const std::string& sha256) const;
  std::filesystem::path file(const std::string& sha256) const;
  /// True if the file is in the folder, maybe now. @throws DatabaseError
  bool fetch(const std::string& sha256) const;

  /// Durable when it returns. @throws DatabaseError, e.g. on a full disk
  void put(const std::string& sha256, std::string_view content);

  /// Deletes every file of the folder whose digest `is_needed` does not know, and what a power cut
  /// left half written. @returns how many
  std::size_t remove_unless(const std::function<bool(const std::string& sha256)>& is_needed);

  /// @returns nullopt if it is not there or not what its name says
  std::optional<std::string> read(const std::string& sha256) const;

 private:
  bool is_here(const std::string& sha256) const;
  void write(const std::string& sha256, std::string_view content) const;

  std::filesystem::path folder_;
  std::optional<S3Bucket> bucket_;
};

} // namespace jixia
