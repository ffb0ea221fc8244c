#include "library_store.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sqlite3.h>

#include <array>

namespace jixia {
namespace {

constexpr const char* kSchema = R"sql(
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
CREATE TABLE IF NOT EXISTS keys(
  id TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS statements(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stored TEXT NOT NULL,
  body TEXT NOT NULL, canonical TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS attempts(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, received_at TEXT NOT NULL,
  digest TEXT NOT NULL, learner TEXT NOT NULL, pack TEXT NOT NULL, exercise TEXT NOT NULL,
  score REAL NOT NULL, max REAL NOT NULL, state TEXT NOT NULL, verdict TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS attempts_by_state ON attempts(state, seq);
CREATE TABLE IF NOT EXISTS bundles(
  id TEXT PRIMARY KEY REFERENCES attempts(id), content BLOB NOT NULL);
)sql";

constexpr int kHashRounds = 100'000; // PBKDF2-HMAC-SHA256
using Bytes16 = std::array<unsigned char, 16>;
using Bytes32 = std::array<unsigned char, 32>;

Bytes32 calc_hash(const std::string& secret, const unsigned char* salt, int salt_size) {
  Bytes32 hash{};
  PKCS5_PBKDF2_HMAC(secret.data(), static_cast<int>(secret.size()), salt, salt_size, kHashRounds,
                    EVP_sha256(), static_cast<int>(hash.size()), hash.data());
  return hash;
}

/// A prepared statement: bind in order, step, read columns.
class Query {
 public:
  Query(sqlite3* db, const char* sql) { sqlite3_prepare_v2(db, sql, -1, &query_, nullptr); }
  ~Query() { sqlite3_finalize(query_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& bind(const std::string& text) {
    sqlite3_bind_text(query_, ++bound_, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
    return *this;
  }
  Query& bind_blob(const void* data, std::size_t size) {
    sqlite3_bind_blob64(query_, ++bound_, data, size, SQLITE_TRANSIENT);
    return *this;
  }
  Query& bind(double value) {
    sqlite3_bind_double(query_, ++bound_, value);
    return *this;
  }
  Query& bind(int value) {
    sqlite3_bind_int(query_, ++bound_, value);
    return *this;
  }

  bool next() { return query_ != nullptr && sqlite3_step(query_) == SQLITE_ROW; }
  bool run() { return query_ != nullptr && sqlite3_step(query_) == SQLITE_DONE; }
  std::string text(int column) const {
    const void* data = sqlite3_column_blob(query_, column);
    const int size = sqlite3_column_bytes(query_, column);
    return data ? std::string(static_cast<const char*>(data), static_cast<std::size_t>(size)) : "";
  }
  double number(int column) const { return sqlite3_column_double(query_, column); }
  std::int64_t integer(int column) const { return sqlite3_column_int64(query_, column); }

 private:
  sqlite3_stmt* query_ = nullptr;
  int bound_ = 0;
};

/// Everything until commit() happens, or nothing.
class Transaction {
 public:
  explicit Transaction(sqlite3* db)
      : db_(db), is_open_(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK) {}
  ~Transaction() {
    if (is_open_) {
      sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  bool is_open() const { return is_open_; }
  bool commit() {
    const bool is_done = sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK;
    is_open_ = is_open_ && !is_done;
    return is_done;
  }

 private:
  sqlite3* db_;
  bool is_open_;
};

constexpr const char* kColumns =
    "id, received_at, digest, learner, pack, exercise, score, max, state, verdict";

AttemptRow read_row(const Query& query) {
  return {query.text(0), query.text(1),   query.text(2),   query.text(3), query.text(4),
          query.text(5), query.number(6), query.number(7), query.text(8), query.text(9)};
}

} // namespace

std::unique_ptr<LibraryStore> LibraryStore::open(const std::filesystem::path& file,
                                                 Diagnostics& problems) {
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  char* reason = nullptr;
  if (sqlite3_open_v2(file.c_str(), &db, flags, nullptr) != SQLITE_OK ||
      sqlite3_busy_timeout(db, 5000) != SQLITE_OK ||
      sqlite3_exec(db, kSchema, nullptr, nullptr, &reason) != SQLITE_OK) {
    problems.error({file.string(), 0, 0},
                   fill({"打不开资源库文件：{0}", "cannot open the library file: {0}"},
                        std::vector<std::string>{reason ? reason : sqlite3_errmsg(db)}));
    sqlite3_free(reason);
    sqlite3_close(db);
    return nullptr;
  }
  return std::unique_ptr<LibraryStore>(new LibraryStore(db));
}

LibraryStore::~LibraryStore() { sqlite3_close(db_); }

bool LibraryStore::add_key(const std::string& id, const std::string& secret) {
  Bytes16 salt{};
  if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1) {
    return false;
  }
  const Bytes32 hash = calc_hash(secret, salt.data(), static_cast<int>(salt.size()));
  Query insert(db_, "INSERT INTO keys VALUES(?,?,?)");
  return insert.bind(id).bind_blob(salt.data(), salt.size()).bind_blob(hash.data(), hash.size()).run();
}

bool LibraryStore::is_key(const std::string& id, const std::string& secret) {
  Query query(db_, "SELECT salt, hash FROM keys WHERE id=?");
  const bool is_known = query.bind(id).next();
  const std::string salt = is_known ? query.text(0) : std::string(16, 'x');
  const std::string wanted = is_known ? query.text(1) : std::string(32, 'x');
  // The same work for an unknown key, so that time does not tell which keys exist.
  const Bytes32 hash = calc_hash(secret, reinterpret_cast<const unsigned char*>(salt.data()),
                                 static_cast<int>(salt.size()));
  unsigned difference = is_known && wanted.size() == hash.size() ? 0u : 1u;
  for (std::size_t k = 0; k < hash.size() && k < wanted.size(); ++k) {
    difference |= static_cast<unsigned char>(wanted[k]) ^ hash[k];
  }
  return difference == 0;
}

StoreResult LibraryStore::put_statements(const std::vector<NewStatement>& statements) {
  Transaction all(db_);
  if (!all.is_open()) {
    return StoreResult::Failed;
  }
  bool is_new = false;
  for (const NewStatement& statement : statements) {
    Query known(db_, "SELECT canonical FROM statements WHERE id=?");
    if (known.bind(statement.id).next()) {
      if (known.text(0) != statement.canonical) {
        return StoreResult::Conflict;
      }
      continue;
    }
    Query insert(db_, "INSERT INTO statements(id, stored, body, canonical) VALUES(?,?,?,?)");
    if (!insert.bind(statement.id).bind(statement.stored).bind(statement.body)
             .bind(statement.canonical).run()) {
      return StoreResult::Failed;
    }
    is_new = true;
  }
  if (!all.commit()) {
    return StoreResult::Failed;
  }
  return is_new ? StoreResult::Stored : StoreResult::Same;
}

std::optional<std::string> LibraryStore::find_statement(const std::string& id) {
  Query query(db_, "SELECT body FROM statements WHERE id=?");
  return query.bind(id).next() ? std::optional(query.text(0)) : std::nullopt;
}

std::int64_t LibraryStore::count_statements() {
  Query query(db_, "SELECT count(*) FROM statements");
  return query.next() ? query.integer(0) : 0;
}

StoreResult LibraryStore::put_attempt(const AttemptRow& row, const std::string& bundle) {
  Transaction all(db_);
  if (!all.is_open()) {
    return StoreResult::Failed;
  }
  if (const std::optional<AttemptRow> known = find_attempt(row.id)) {
    return known->digest == row.digest ? StoreResult::Same : StoreResult::Conflict;
  }
  Query attempt(db_, "INSERT INTO attempts(id, received_at, digest, learner, pack, exercise, score,"
                     " max, state, verdict) VALUES(?,?,?,?,?,?,?,?,?,?)");
  attempt.bind(row.id).bind(row.received_at).bind(row.digest).bind(row.learner).bind(row.pack);
  attempt.bind(row.exercise).bind(row.score).bind(row.max).bind(row.state).bind(row.verdict);
  Query content(db_, "INSERT INTO bundles VALUES(?,?)");
  content.bind(row.id).bind_blob(bundle.data(), bundle.size());
  return attempt.run() && content.run() && all.commit() ? StoreResult::Stored
                                                        : StoreResult::Failed;
}

std::optional<AttemptRow> LibraryStore::find_attempt(const std::string& id) {
  const std::string sql = std::string("SELECT ") + kColumns + " FROM attempts WHERE id=?";
  Query query(db_, sql.c_str());
  return query.bind(id).next() ? std::optional(read_row(query)) : std::nullopt;
}

std::optional<std::string> LibraryStore::find_bundle(const std::string& id) {
  Query query(db_, "SELECT content FROM bundles WHERE id=?");
  return query.bind(id).next() ? std::optional(query.text(0)) : std::nullopt;
}

std::vector<AttemptRow> LibraryStore::list_attempts(int most, int offset) {
  const std::string sql =
      std::string("SELECT ") + kColumns + " FROM attempts ORDER BY seq DESC LIMIT ? OFFSET ?";
  Query query(db_, sql.c_str());
  query.bind(most).bind(offset);
  std::vector<AttemptRow> rows;
  while (query.next()) {
    rows.push_back(read_row(query));
  }
  return rows;
}

std::int64_t LibraryStore::count_attempts() {
  Query query(db_, "SELECT count(*) FROM attempts");
  return query.next() ? query.integer(0) : 0;
}

std::optional<std::string> LibraryStore::take_waiting() {
  Query query(db_, "UPDATE attempts SET state='running' WHERE seq=(SELECT seq FROM attempts WHERE "
                   "state='waiting' ORDER BY seq LIMIT 1) RETURNING id");
  if (!query.next()) {
    return std::nullopt;
  }
  std::string id = query.text(0);
  query.run(); // the change is made when the query has run to its end
  return id;
}

void LibraryStore::set_result(const AttemptRow& row) {
  Query update(db_, "UPDATE attempts SET learner=?, pack=?, exercise=?, score=?, max=?, state=?,"
                    " verdict=? WHERE id=?");
  update.bind(row.learner).bind(row.pack).bind(row.exercise).bind(row.score).bind(row.max);
  update.bind(row.state).bind(row.verdict).bind(row.id).run();
}

void LibraryStore::requeue_running() {
  sqlite3_exec(db_, "UPDATE attempts SET state='waiting' WHERE state='running'", nullptr, nullptr,
               nullptr);
}

} // namespace jixia
