#include "registry/pack_store.h"

#include <algorithm>
#include <map>

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr const char* kPackColumns =
    "number, school, id, version, state, manifest, sha256, size, digest, list_text, minisig, "
    "facts, "
    "report, withdrawn, reason_zh, reason_en, announced_ms, changed_ms, picture";
constexpr std::int64_t kListed = static_cast<std::int64_t>(PackRow::State::Listed);
constexpr std::int64_t kWaiting = static_cast<std::int64_t>(PackRow::State::Waiting);
constexpr std::int64_t kRefused = static_cast<std::int64_t>(PackRow::State::Refused);

/// Of each pack the version that was published last and is not withdrawn.
constexpr const char* kIsNewest =
    " AND NOT EXISTS (SELECT 1 FROM pack_version newer WHERE newer.school=pack_version.school AND "
    "newer.id=pack_version.id AND newer.number>pack_version.number AND newer.state=2 AND "
    "newer.withdrawn='')";
static_assert(kListed == 2);

std::string select(const std::string& rest) {
  return std::string("SELECT ") + kPackColumns + " FROM pack_version " + rest;
}

PackRow read_row(const Query& query) {
  PackRow row;
  row.number = query.integer(0);
  row.name = {query.text(1), query.text(2), query.text(3)};
  row.state = static_cast<PackRow::State>(query.integer(4));
  row.manifest = query.text(5);
  row.sha256 = query.text(6);
  row.size = query.integer(7);
  row.digest = query.text(8);
  row.list_text = query.text(9);
  row.minisig = query.text(10);
  row.facts = query.text(11);
  row.report = query.text(12);
  row.withdrawn = query.text(13);
  row.reason_zh = query.text(14);
  row.reason_en = query.text(15);
  row.announced_ms = query.integer(16);
  row.changed_ms = query.integer(17);
  row.picture = query.text(18);
  return row;
}

template <typename... Values>
std::vector<PackRow> find_rows(Connection& db, const std::string& sql, const Values&... values) {
  std::vector<PackRow> rows;
  Query query(db, sql, values...);
  while (query.next()) {
    rows.push_back(read_row(query));
  }
  return rows;
}

template <typename... Values>
std::optional<PackRow> find_row(Hub& hub, const std::string& sql, const Values&... values) {
  const ReadConnections::Loan db = hub.readers().borrow();
  std::vector<PackRow> rows = find_rows(*db, sql, values...);
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<PackRow> all_listed(Connection& db) {
  return find_rows(db, select("WHERE state=? ORDER BY number"), kListed);
}

/// Length of the UTF-8 letter at the front; 1 for what is none.
std::size_t letter_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return std::min(size, text.size());
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

std::string search_form(const std::string& text) {
  std::string form;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t size = letter_size(rest);
    const std::string_view letter = rest.substr(0, size);
    rest.remove_prefix(size);
    const char c = letter.front();
    if (size > 1) {
      const bool is_punctuation = letter >= "\u3000" && letter <= "\u303f";
      form += is_punctuation || (letter >= "\uff00" && letter <= "\uff0f") ? "" : letter;
    } else if (c >= 'A' && c <= 'Z') {
      form += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      form += c;
    }
  }
  return form;
}

std::set<std::string> search_grams(const std::string& form) {
  std::set<std::string> grams;
  std::string_view before;
  for (std::string_view rest = form; !rest.empty();) {
    const std::string_view letter = rest.substr(0, letter_size(rest));
    grams.emplace(letter);
    if (!before.empty()) {
      grams.insert(std::string(before) + std::string(letter));
    }
    before = letter;
    rest.remove_prefix(letter.size());
  }
  return grams;
}

std::optional<PackRow> PackStore::find(const PackName& name) const {
  return find_row(hub_, select("WHERE school=? AND id=? AND version=?"), name.school, name.id,
                  name.version);
}

std::optional<PackRow> PackStore::find(std::int64_t number) const {
  return find_row(hub_, select("WHERE number=?"), number);
}

std::vector<PackRow> PackStore::versions(const std::string& school, const std::string& id) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  return find_rows(*db, select("WHERE school=? AND id=? AND state=? ORDER BY number DESC"), school,
                   id, kListed);
}

std::vector<PackRow> PackStore::listed() const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  return all_listed(*db);
}

std::vector<PackRow> PackStore::changed(std::int64_t from_ms, std::int64_t until_ms,
                                        std::int64_t after, int limit) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  return find_rows(*db,
                   select("WHERE state=? AND changed_ms>=? AND changed_ms<=? AND number>? ORDER BY "
                          "number LIMIT ?"),
                   kListed, from_ms, until_ms, after, limit);
}

std::vector<PackStore::Match> PackStore::matches(const PackSearch& search) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  std::vector<std::string> words;
  std::set<std::string> grams;
  std::string word;
  for (const char c : search.words + " ") {
    if (c != ' ') {
      word += c;
    } else if (const std::string form = search_form(word); !form.empty()) {
      words.push_back(form);
      grams.merge(search_grams(form));
    }
    word = c == ' ' ? "" : word;
  }
  std::string sql =
      "SELECT number, search_text, school, id, facts FROM pack_version WHERE state=? AND "
      "withdrawn='' AND number<?";
  constexpr std::size_t kMostGrams = 8; // the longest are the rarest; the rest is seen in the text
  std::vector<std::string> longest(grams.begin(), grams.end());
  std::sort(longest.begin(), longest.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  longest.resize(std::min(longest.size(), kMostGrams));
  for (std::size_t k = 0; k < longest.size(); ++k) {
    sql += " AND number IN (SELECT pack FROM pack_gram WHERE gram=?)";
  }
  std::map<std::string, std::vector<std::string>> facets;
  for (const auto& [kind, value] : search.facets) {
    facets[kind].push_back(value);
  }
  for (const auto& [kind, values] : facets) {
    sql += " AND number IN (SELECT pack FROM pack_facet WHERE kind=? AND value IN (?";
    for (std::size_t k = 1; k < values.size(); ++k) {
      sql += ",?";
    }
    sql += "))";
  }
  sql += search.only_newest ? kIsNewest : "";
  sql += " ORDER BY number DESC";
  std::vector<Match> found;
  Query query(*db, sql, kListed, search.before > 0 ? search.before : std::int64_t{1} << 60);
  for (const std::string& gram : longest) {
    query.bind(gram);
  }
  for (const auto& [kind, values] : facets) {
    query.bind(kind);
    for (const std::string& value : values) {
      query.bind(value);
    }
  }
  while (static_cast<int>(found.size()) < search.limit && query.next()) {
    const std::string text = query.text(1);
    if (std::all_of(words.begin(), words.end(),
                    [&](const std::string& one) { return contains(text, one); })) {
      found.push_back({query.integer(0), query.text(2), query.text(3), query.text(4)});
    }
  }
  return found;
}

std::vector<PackRow> PackStore::search(const PackSearch& search) const {
  const std::vector<Match> found = matches(search);
  const ReadConnections::Loan db = hub_.readers().borrow();
  std::vector<PackRow> rows;
  for (const Match& match : found) {
    for (PackRow& row : find_rows(*db, select("WHERE number=?"), match.number)) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::optional<std::int64_t> PackStore::oldest_waiting() const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT number FROM pack_version WHERE state=? ORDER BY number LIMIT 1",
              kWaiting);
  return query.next() ? std::optional(query.integer(0)) : std::nullopt;
}

std::vector<PackStore::FacetCount> PackStore::facet_counts() const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  static const std::string sql =
      std::string(
          "SELECT kind, value, COUNT(*) FROM pack_facet JOIN pack_version ON number=pack ") +
      "WHERE state=2 AND withdrawn='' AND value<>''" + kIsNewest +
      " GROUP BY kind, value ORDER BY COUNT(*) DESC, value";
  Query query(*db, sql);
  std::vector<FacetCount> counts;
  while (query.next()) {
    counts.push_back({query.text(0), query.text(1), query.integer(2)});
  }
  return counts;
}

std::int64_t PackStore::count_packs() const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(
      *db,
      "SELECT COUNT(*) FROM (SELECT DISTINCT school, id FROM pack_version WHERE state=? AND "
      "withdrawn='') packs",
      kListed);
  return query.next() ? query.integer(0) : 0;
}

std::optional<PackRow> PackStore::oldest_undrawn() const {
  return find_row(hub_, select("WHERE state=? AND picture='' ORDER BY number LIMIT 1"), kListed);
}

bool PackStore::is_picture(const std::string& sha256) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT 1 FROM pack_version WHERE picture=? AND state=? LIMIT 1", sha256,
              kListed);
  return query.next();
}

int PackStore::count_unlisted(const std::string& school) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT COUNT(*) FROM pack_version WHERE school=? AND state<>?", school,
              kListed);
  return query.next() ? static_cast<int>(query.integer(0)) : 0;
}

bool PackStore::has_waiting(const std::string& school) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT 1 FROM pack_version WHERE school=? AND state=? LIMIT 1", school,
              kWaiting);
  return query.next();
}

bool PackStore::is_public(const std::string& sha256) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(
      *db,
      "SELECT 1 FROM pack_blob JOIN pack_version ON number=pack WHERE pack_blob.sha256=? AND "
      "state=? LIMIT 1",
      sha256, kListed);
  return query.next();
}

bool PackStore::is_named(const std::string& sha256) const {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db,
              "SELECT 1 FROM pack_blob WHERE sha256=? UNION ALL SELECT 1 FROM pack_version WHERE "
              "sha256=? UNION ALL SELECT 1 FROM pack_version WHERE picture=? LIMIT 1",
              sha256, sha256, sha256);
  return query.next();
}

std::int64_t PackStore::announce(PackRow row, const PackManifest& manifest) {
  hub_.writer().run([&](Connection& db) {
    Query(db,
          "DELETE FROM pack_blob WHERE pack IN (SELECT number FROM pack_version WHERE school=? AND "
          "id=? AND version=? AND state<>?)",
          row.name.school, row.name.id, row.name.version, kListed)
        .run();
    Query(db, "DELETE FROM pack_version WHERE school=? AND id=? AND version=? AND state<>?",
          row.name.school, row.name.id, row.name.version, kListed)
        .run();
    Query newest(db, "SELECT COALESCE(MAX(number), 0) FROM pack_version");
    row.number = newest.next() ? newest.integer(0) + 1 : 1;
    Query(db,
          "INSERT INTO pack_version(number, school, id, version, state, manifest, sha256, size, "
          "digest, "
          "list_text, minisig, facts, report, search_text, withdrawn, reason_zh, reason_en, "
          "announced_ms, changed_ms) VALUES(?,?,?,?,0,?,'',0,?,'','','{}','','','','','',?,?)",
          row.number, row.name.school, row.name.id, row.name.version, row.manifest, manifest.digest,
          wall_clock_ms(), wall_clock_ms())
        .run();
    for (const PackManifest::File& file : manifest.files) {
      Query(db, "INSERT INTO pack_blob(sha256, pack) VALUES(?,?) ON CONFLICT DO NOTHING",
            file.sha256, row.number)
          .run();
    }
  });
  return row.number;
}

void PackStore::set_waiting(std::int64_t number, const std::string& list_text,
                            const std::string& minisig, const std::string& sha256,
                            std::int64_t size) {
  hub_.writer().run([&](Connection& db) {
    Query(
        db,
        "UPDATE pack_version SET state=?, list_text=?, minisig=?, sha256=?, size=? WHERE number=?",
        kWaiting, list_text, minisig, sha256, size, number)
        .run();
  });
}

void PackStore::set_refused(std::int64_t number, const std::string& report) {
  hub_.writer().run([&](Connection& db) {
    Query(db,
          "UPDATE pack_version SET state=?, list_text='', report=?, changed_ms=? WHERE number=?",
          kRefused, report, wall_clock_ms(), number)
        .run();
  });
}

void PackStore::set_listed(const PackRow& row, const std::string& search_text,
                           const std::vector<std::pair<std::string, std::string>>& facets,
                           const std::function<void(const std::vector<PackRow>&)>& publish) {
  hub_.writer().run([&](Connection& db) {
    Query(db,
          "UPDATE pack_version SET state=?, list_text='', facts=?, report=?, search_text=?, "
          "changed_ms=? WHERE number=?",
          kListed, row.facts, row.report, search_form(search_text), wall_clock_ms(), row.number)
        .run();
    Query(db, "INSERT INTO pack_blob(sha256, pack) VALUES(?,?) ON CONFLICT DO NOTHING", row.sha256,
          row.number)
        .run();
    for (const std::string& gram : search_grams(search_form(search_text))) {
      Query(db, "INSERT INTO pack_gram(gram, pack) VALUES(?,?) ON CONFLICT DO NOTHING", gram,
            row.number)
          .run();
    }
    for (const auto& [kind, value] : facets) {
      Query(db, "INSERT INTO pack_facet(kind, value, pack) VALUES(?,?,?) ON CONFLICT DO NOTHING",
            kind, value, row.number)
          .run();
    }
    publish(all_listed(db));
  });
}

void PackStore::set_picture(std::int64_t number, const std::string& sha256) {
  hub_.writer().run([&](Connection& db) {
    Query(db, "UPDATE pack_version SET picture=? WHERE number=?", sha256, number).run();
  });
}

void PackStore::set_withdrawn(std::int64_t number, const std::string& withdrawn, const Text& reason,
                              const std::function<void(const std::vector<PackRow>&)>& publish) {
  hub_.writer().run([&](Connection& db) {
    Query(db,
          "UPDATE pack_version SET withdrawn=?, reason_zh=?, reason_en=?, changed_ms=? WHERE "
          "number=?",
          withdrawn, reason.zh, reason.en, wall_clock_ms(), number)
        .run();
    publish(all_listed(db));
  });
}

} // namespace jixia
