#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "registry/blob_store.h"
#include "trust/tuf_metadata.h"

namespace jixia {

/// The role by which the library itself speaks for its catalogue, and the one file that it speaks
/// for.
inline constexpr const char* kCatalogueRole = "catalogue";
inline constexpr const char* kCataloguePath = "catalogue/index.json";

/// The secret keys that stay off line: on a stick in the alliance office, as minisign key files.
struct OfflineKeys {
  std::vector<SecretKey> root;
  std::vector<SecretKey> targets;
  std::int64_t root_threshold = 1;
};

/// What the library signs and serves: TUF metadata (trust/tuf_metadata.h) in FOLDER/tuf, with the
/// key that is on line (snapshot, timestamp, catalogue) beside it. Only root and top-level targets,
/// whose keys are off line, say which school's keys speak for which packs; so whoever breaks into
/// the server can publish nothing. Any number of threads may use it.
class SignedLists {
 public:
  /// Takes the lists of this folder for this process alone. @throws DatabaseError if another has
  /// them
  SignedLists(std::filesystem::path folder, BlobStore& blobs);
  ~SignedLists();
  SignedLists(const SignedLists&) = delete;
  SignedLists& operator=(const SignedLists&) = delete;

  /// False until make() was called once.
  bool is_ready() const;

  /// Founds the library: root, targets, an empty catalogue, a new key on line.
  /// @throws std::runtime_error if it is founded already, or files cannot be written
  void make(const OfflineKeys& keys, std::int64_t now);

  /// Lets these keys speak for `school`/*/* from now on, instead of earlier ones.
  void delegate(const std::string& school, const std::vector<PublicKey>& school_keys,
                const OfflineKeys& keys, std::int64_t now);

  /// The alliance speaks over a school's head: the pack's target moves into the top-level list,
  /// marked with `custom`, where no school can change it.
  void override_target(const std::string& path, const TufTarget& target, const OfflineKeys& keys,
                       std::int64_t now);

  /// After the machine was broken into: a new key on line, in a new root; clients recover.
  void replace_online_key(const OfflineKeys& keys, std::int64_t now);

  /// The list of a school as it is published; an empty one of version 0 if it never was.
  TufTargets school_list(const std::string& school) const;
  /// Who speaks for a school; nullopt if nobody was named.
  std::optional<TufDelegation> delegation(const std::string& school) const;
  TufKeys school_keys(const std::string& school) const;
  /// What the alliance put over the schools' heads.
  std::map<std::string, TufTarget> overrides() const;

  /// Takes the next list of a school apart: signed by its keys, the next version, not expired, no
  /// delegations, and nothing said of paths that are not its own. @throws Refusal
  TufTargets read_school_list(const std::string& school, const std::string& text,
                              std::int64_t now) const;

  /// Publishes a school's list (as read_school_list accepted it) and the catalogue together.
  /// @param text  empty: the catalogue alone
  void publish(const std::string& school, const std::string& text, const std::string& catalogue,
               std::int64_t now);

  /// Signs snapshot, timestamp and catalogue anew when a third of their time is over.
  bool refresh(std::int64_t now);

  /// File of the metadata `name`, e.g. "timestamp.json"; empty if there is none.
  std::filesystem::path file(const std::string& name) const;
  /// True if this is the digest of the catalogue that is published, or of the one before: a client
  /// that began its update a moment ago still asks for that.
  bool is_catalogue(const std::string& sha256) const;

 private:
  struct Lists {
    TufRoot root;
    TufTargets targets;
    TufSnapshot snapshot;
    TufTimestamp timestamp;
    TufTargets catalogue;
  };
  void load();
  void write(const std::string& name, const std::string& text) const;
  void write_list(const std::string& name, std::int64_t version, const std::string& text);
  void sign_root(TufRoot root, const std::vector<SecretKey>& keys, std::int64_t now);
  TufRoot root_with_online_key() const;
  void sign_targets(const OfflineKeys& keys, std::int64_t now);
  void sign_catalogue(std::int64_t now);
  void sign_snapshot(std::int64_t now);
  TufTargets load_list(const std::string& name) const;

  std::filesystem::path folder_;
  BlobStore& blobs_;
  mutable std::recursive_mutex lock_;
  std::optional<Lists> lists_;
  std::optional<SecretKey> online_;
  std::string former_catalogue_; ///< digest
  int lock_file_ = -1;
};

} // namespace jixia
