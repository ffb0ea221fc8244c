#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "registry/admission.h"
#include "registry/blob_store.h"
#include "registry/pack_store.h"
#include "registry/signed_lists.h"

namespace jixia {

/// The pack registry: what schools publish, and what anybody may have.
///
/// Publishing: announce (the manifest) -> put_blob (each file that is missing) -> submit (the
/// school's next signed list, which names the digest of the whole) -> admission -> listed. A name
/// and version that was listed never changes its bytes.
class Registry {
 public:
  /// Judges the unpacked pack in a folder; admit_in_child, or a test's own.
  using Admit = std::function<Admission(const std::filesystem::path& folder)>;

  /// Draws the unpacked pack in a folder as PNG; empty: it cannot be drawn.
  using Draw = std::function<std::string(const std::filesystem::path& folder)>;

  /// @param folder  of the library: blobs/, tuf/, admission/, packs/
  /// @param draw  empty: nothing is ever drawn
  /// @param bucket  keeps all blobs; nullopt: the folder does
  Registry(const std::filesystem::path& folder, Hub& hub, Admit admit, Draw draw = {},
           std::optional<S3Bucket> bucket = std::nullopt);

  /// What is still to be sent: digests. Empty and `is_listed`: nothing to do. @throws Refusal
  struct Announced {
    bool is_listed = false;
    std::vector<std::string> missing;
  };
  Announced announce(const PackName& name, const std::string& manifest);

  /// @throws Refusal if the manifest does not name it, or it is not what its name says
  void put_blob(const PackName& name, const std::string& sha256, const std::string& content);

  /// Holds the rebuilt file to the signed list and queues it for admission. @throws Refusal
  void submit(const PackName& name, const std::string& list_text, const std::string& minisig);

  /// Yanks or recalls: the school's next list, in which nothing but this mark differs.
  /// @throws Refusal
  void withdraw(const PackName& name, const std::string& list_text);

  /// The alliance recalls a pack over the school's head. @throws std::runtime_error
  void recall(const PackName& name, const Text& reason, const OfflineKeys& keys);

  /// Admits the pack that waits longest. @returns false if none waits
  bool admit_waiting();

  /// Draws the listed pack that waits longest for its picture. @returns false if none waits
  bool draw_waiting();

  /// Every pack that was ever listed, in a folder named by the digest that attempts carry: what an
  /// attempt was played on is what it is run again on, also when the version is withdrawn.
  const std::filesystem::path& unpacked() const { return unpacked_; }
  PackStore& packs() { return packs_; }
  SignedLists& lists() { return lists_; }
  const BlobStore& blobs() const { return blobs_; }

 private:
  PackRow existing(const PackName& name);
  std::optional<std::string> rebuild(const PackRow& row);
  /// Into a scratch folder; nullopt if it cannot be.
  std::optional<std::filesystem::path> unpack(const PackRow& row);
  bool admit(const PackRow& row);
  void unpack_missing();
  void keep_unpacked(const std::filesystem::path& folder, const std::string& digest);
  void refuse(const PackRow& row, const Text& why);

  std::filesystem::path scratch_, unpacked_;
  BlobStore blobs_;
  PackStore packs_;
  SignedLists lists_;
  Admit admit_;
  Draw draw_;
  std::mutex submitting_; ///< one school list at a time
};

/// The catalogue that is signed and mirrored: one line of JSON with every listed version.
std::string catalogue_text(const std::vector<PackRow>& rows);

/// The part of a row that anybody may see, as JSON.
std::string pack_json(const PackRow& row, bool has_report);

} // namespace jixia
