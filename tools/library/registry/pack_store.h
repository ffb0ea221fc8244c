#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accounts/hub.h"
#include "registry/pack_row.h"

namespace jixia {

/// What a search asks for; empty: everything. All that is said must hold; of several values of one
/// facet, one.
struct PackSearch {
  std::string words = {}; ///< in title, summary, names; Chinese or English, parts of words too
  std::vector<std::pair<std::string, std::string>> facets = {}; ///< e.g. {"speciality", "470201"}
  bool only_newest = false;                                     ///< of each pack the newest version
  std::int64_t before = 0; ///< go on below this number; 0: from the newest
  int limit = 20;
};

/// The tables of packs in the shared database. Any number of threads may use it.
class PackStore {
 public:
  explicit PackStore(Hub& hub) : hub_(hub) {}

  std::optional<PackRow> find(const PackName& name) const;
  std::optional<PackRow> find(std::int64_t number) const;
  std::vector<PackRow> versions(const std::string& school, const std::string& id) const;
  std::vector<PackRow> listed() const; ///< every listed version, oldest first
  std::vector<PackRow> changed(std::int64_t from_ms, std::int64_t until_ms, std::int64_t after,
                               int limit) const; ///< listed ones by number, for harvesters
  std::vector<PackRow> search(const PackSearch& search) const; ///< newest first, none withdrawn
  /// The same packs with no more than another order of them needs.
  struct Match {
    std::int64_t number = 0;
    std::string school, id, facts;
  };
  std::vector<Match> matches(const PackSearch& search) const;
  std::optional<std::int64_t> oldest_waiting() const;

  /// How many packs (their newest versions) have a value to be searched by; most first.
  struct FacetCount {
    std::string kind, value;
    std::int64_t packs = 0;
  };
  std::vector<FacetCount> facet_counts() const;
  std::int64_t count_packs() const; ///< listed ones, not their versions

  std::optional<PackRow> oldest_undrawn() const; ///< listed and without a picture
  bool is_picture(const std::string& sha256) const;
  int count_unlisted(const std::string& school) const;
  bool has_waiting(const std::string& school) const;

  /// Digests that a listed pack consists of, or its whole file, are for everybody.
  bool is_public(const std::string& sha256) const;
  /// True if any version names this digest, published or not: as a file of it or as a whole.
  bool is_named(const std::string& sha256) const;

  /// A new row, or in place of one that was never listed. @returns its number
  std::int64_t announce(PackRow row, const PackManifest& manifest);
  void set_waiting(std::int64_t number, const std::string& list_text, const std::string& minisig,
                   const std::string& sha256, std::int64_t size);
  void set_refused(std::int64_t number, const std::string& report);
  /// `publish` runs inside the transaction, with the rows as they will be: if it throws, nothing is
  /// listed.
  void set_listed(const PackRow& row, const std::string& search_text,
                  const std::vector<std::pair<std::string, std::string>>& facets,
                  const std::function<void(const std::vector<PackRow>&)>& publish);
  /// @param sha256  of the picture, or "-" if there can be none
  void set_picture(std::int64_t number, const std::string& sha256);
  void set_withdrawn(std::int64_t number, const std::string& withdrawn, const Text& reason,
                     const std::function<void(const std::vector<PackRow>&)>& publish);

 private:
  Hub& hub_;
};

/// What is searched: letters small, no space or punctuation between, cut into pieces of one and two
/// letters. Two, because most Chinese words have two.
std::string search_form(const std::string& text);
std::set<std::string> search_grams(const std::string& form);

} // namespace jixia
