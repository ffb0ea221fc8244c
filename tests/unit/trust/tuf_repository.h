#pragma once

#include <map>
#include <string>
#include <vector>

#include "trust/tuf_client.h"

namespace jixia {

/// A library in memory as its owners run it: five root keys of which three must agree, one school
/// that the top-level targets delegates to. Tests change it as owner or as attacker.
class TufRepository {
 public:
  static constexpr std::int64_t kNow = 1'800'000'000; ///< [s] 2027-01-15
  static constexpr std::int64_t kDay = 86'400;

  TufRepository();

  /// Writes every list anew: `targets` and the school's if `has_new_targets`, then snapshot and
  /// timestamp, each one version up.
  void publish();
  void publish_snapshot();
  void publish_timestamp();

  /// Adds a file of the school, signed by its key.
  void add(const std::string& path, const std::string& content);

  /// Writes the next root, signed with these keys.
  void publish_root(const std::vector<SecretKey>& signers);

  TufSource source();
  std::vector<SecretKey> first_root_keys(std::size_t count) const {
    return {root_keys.begin(), root_keys.begin() + static_cast<std::ptrdiff_t>(count)};
  }

  static SecretKey key(unsigned char number);

  std::vector<SecretKey> root_keys;
  std::vector<SecretKey> timestamp_keys, snapshot_keys, targets_keys, school_keys;
  TufRoot root;
  TufTargets targets, school;
  TufSnapshot snapshot;
  TufTimestamp timestamp;
  std::map<std::string, std::string> metadata, files;     ///< what the source gives
  std::vector<std::pair<std::string, std::size_t>> asked; ///< path and limit of every request
};

/// The role of these keys.
TufRole role_of(const std::vector<SecretKey>& keys, std::int64_t threshold);

} // namespace jixia
