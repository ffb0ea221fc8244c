#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "link/library_connection.h"
#include "trust/tuf_client.h"

namespace jixia {

/// One version of a pack as the library's signed catalogue has it.
struct CatalogueEntry {
  std::string school, id, version;
  Text title, summary;
  std::string domain, community;
  std::vector<std::string> occupations, specialities, units, languages;
  std::int64_t size = 0; ///< [byte]
  std::string withdrawn; ///< "", "yanked" or "recalled"
  Text reason;           ///< of the withdrawal
  std::string text() const { return school + "/" + id + "@" + version; }
};

/// What a search asks for; all that is said must hold.
struct CatalogueSearch {
  std::string words = {};
  std::string school = {}, domain = {}, community = {}, speciality = {}, occupation = {};
  std::string unit = {}, language = {};
};

/// A library on the network, or a mirror of it in a folder, as somebody who fetches packs sees it.
/// Nothing that it says is believed before its signatures and digests are checked
/// (trust/tuf_client.h); searching happens here, in the signed catalogue, so it works off line and
/// tells the library nothing.
class PackLibrary {
 public:
  /// @param place  "http://host:port", "https://host", or the folder of a mirror
  /// @param data_folder  holds trust/ (what is trusted of each place), packs/ and downloads/
  PackLibrary(std::string place, std::filesystem::path data_folder, std::int64_t now);

  /// Trusts the library whose root.json this is, from now on; nothing if this place is trusted
  /// already.
  bool trust_root(const std::filesystem::path& root_file, Diagnostics& problems);

  /// Gets the newest signed lists and the catalogue. A version here that was recalled since leaves
  /// packs/ for recalled/, where nothing plays it, with a warning that has the reason.
  bool update(Diagnostics& problems);

  const std::vector<CatalogueEntry>& catalogue() const { return catalogue_; }
  /// Newest versions that match, none withdrawn.
  std::vector<CatalogueEntry> search(const CatalogueSearch& search) const;

  /// Called with the bytes that are here and all that are needed; false ends the fetch.
  using Progress = std::function<bool(std::int64_t done, std::int64_t all)>;

  /// Fetches a pack, named [SCHOOL/]ID[@VERSION], into packs/SCHOOL/ID@VERSION. Without a version
  /// the newest that is not withdrawn. Files that another version here has do not travel; what was
  /// interrupted goes on where it stopped.
  /// @returns the folder, or nullopt with the reason in `problems`
  std::optional<std::filesystem::path> fetch(const std::string& name, const Progress& progress,
                                             Diagnostics& problems);

  /// Of the last fetch: bytes that came over the network.
  std::int64_t fetched_bytes() const { return fetched_bytes_; }

  TufClient& lists() { return *client_; }

 private:
  const CatalogueEntry* resolve(const std::string& name, Diagnostics& problems) const;
  bool is_allowed(const CatalogueEntry& entry, const TufTarget& target, bool is_exact,
                  Diagnostics& problems) const;
  std::filesystem::path folder_of(const CatalogueEntry& entry) const;
  void put_recalled_aside(Diagnostics& problems) const;
  std::optional<std::string> assemble(const CatalogueEntry& entry, const TufTarget& target,
                                      const Progress& progress);
  std::optional<std::string> fetch_blob(const std::string& sha256, std::int64_t size,
                                        const std::function<bool(std::int64_t)>& progress);
  TufSource make_source();

  std::string place_;
  std::filesystem::path data_folder_;
  std::unique_ptr<LibraryConnection> connection_; ///< nullptr: a mirror's folder
  std::unique_ptr<TufClient> client_;
  std::vector<CatalogueEntry> catalogue_;
  std::int64_t fetched_bytes_ = 0;
  std::vector<std::filesystem::path> downloads_; ///< of this fetch, whole and right
};

/// Copies a whole library into `folder`: metadata/ and targets/, to be carried to a school without
/// network or served by any web server. Called again, only what is new travels.
/// @returns how many files are new, or nullopt with the reason in `problems`
std::optional<int> mirror_library(const std::string& place, const std::filesystem::path& folder,
                                  const std::filesystem::path& root_file, std::int64_t now,
                                  Diagnostics& problems);

/// Where the lists and files of a place come from.
TufSource make_tuf_source(const std::string& place, LibraryConnection* connection);

} // namespace jixia
