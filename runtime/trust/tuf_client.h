#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "trust/tuf_metadata.h"

namespace jixia {

/// Where a library's files come from: a server, a mirror on a USB stick, a test.
/// Called with a path such as "3.root.json" or "school/pump/<SHA-256>.1.0.0.zip".
struct TufSource {
  /// At most so many bytes; more is not read. nullopt: not there, or not to be reached.
  using Fetch =
      std::function<std::optional<std::string>(const std::string& path, std::size_t most_bytes)>;
  Fetch metadata;
  Fetch target;
};

/// Follows "Detailed client workflow" of the TUF specification 1.0: after update(), what
/// find_target() says is what the library's root of trust stands behind today, whoever sits
/// between. What was trusted is kept in a folder, so that nothing older is accepted later. One
/// client at a time may use the folder.
class TufClient {
 public:
  static constexpr std::size_t kMostRootBytes = std::size_t{256} << 10;
  static constexpr std::size_t kMostTimestampBytes = std::size_t{16} << 10;
  static constexpr std::size_t kMostListBytes = std::size_t{8} << 20; ///< snapshot, targets
  static constexpr int kMostRootSteps = 256;                          ///< new roots in one update
  static constexpr int kMostRolesAsked = 32; ///< in one search for a target

  /// @param now  [s] Unix time at which the update begins; fixed throughout
  TufClient(std::filesystem::path folder, TufSource source, std::int64_t now);

  /// Puts the first root into an empty folder: it came by a way that is trusted (with the
  /// program, from a teacher's hand). False with the reason in `problems` if it is none.
  bool trust_root(std::string_view root, Diagnostics& problems);
  bool has_root() const;

  /// Sections 5.2 to 5.6.6. False with the reason in `problems`; what was trusted before stays.
  bool update(Diagnostics& problems);

  /// Searches targets and delegations (5.6.7), fetching what is needed.
  /// @returns nullopt with the reason in `problems` if there is no such target
  std::optional<TufTarget> find_target(const std::string& path, Diagnostics& problems);

  /// Fetches a target and holds it to length and digest (5.7).
  std::optional<std::string> fetch_target(const std::string& path, Diagnostics& problems);

  /// The list of a school, checked; of version 0 and empty if it has none yet; nullopt if nobody
  /// delegates to it. For whoever signs its next version.
  std::optional<TufTargets> find_role(const std::string& name, Diagnostics& problems);

  const TufRoot& root() const { return *root_; }
  const TufTargets& targets() const { return *targets_; }

 private:
  bool load_root(Diagnostics& problems);
  bool update_root(Diagnostics& problems);
  bool take_root(const std::string& text, Diagnostics& problems);
  bool update_timestamp(Diagnostics& problems);
  bool update_snapshot(Diagnostics& problems);
  std::optional<TufTargets> load_targets(const std::string& name, const TufKeys& keys,
                                         const TufRole& role, Diagnostics& problems);
  std::optional<TufTarget> search(const std::string& path, Diagnostics& problems);

  std::optional<std::string> fetch(const std::string& name, std::int64_t version,
                                   std::size_t most_bytes, Diagnostics& problems);
  std::optional<std::string> stored(const std::string& name, std::size_t most_bytes) const;
  bool store(const std::string& name, const std::string& text, Diagnostics& problems);
  std::optional<TufFile> signed_file(const std::string& text, const TufKeys& keys,
                                     const TufRole& role) const;

  std::filesystem::path folder_;
  TufSource source_;
  std::int64_t now_;
  std::optional<TufRoot> root_;
  std::optional<TufTimestamp> timestamp_;
  std::optional<TufSnapshot> snapshot_;
  std::optional<TufTargets> targets_;
};

} // namespace jixia
