#include <sqlite3.h>

#include <array>

#include "database/database.h"
#include "database/migration.h"

namespace jixia {
namespace {

DatabaseError::Kind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return DatabaseError::Kind::Full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DatabaseError::Kind::Busy;
    case SQLITE_CONSTRAINT:
      return DatabaseError::Kind::Constraint;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return DatabaseError::Kind::Damaged;
    // A write that found no room shows as an input/output error where it happens in a mapping.
    case SQLITE_IOERR:
      return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE
                 ? DatabaseError::Kind::Full
                 : DatabaseError::Kind::Other;
    default:
      return DatabaseError::Kind::Other;
  }
}

void check(sqlite3* db, int code) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
    throw DatabaseError(kind_of(sqlite3_extended_errcode(db)), sqlite3_errmsg(db));
  }
}

class SqliteStatement : public PreparedStatement {
 public:
  SqliteStatement(sqlite3* db, const std::string& sql) : db_(db) {
    check(db_, sqlite3_prepare_v3(db_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_,
                                  nullptr));
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void bind_integer(int place, std::int64_t value) override {
    check(db_, sqlite3_bind_int64(statement_, place + 1, value));
  }
  void bind_number(int place, double value) override {
    check(db_, sqlite3_bind_double(statement_, place + 1, value));
  }
  void bind_text(int place, std::string_view value) override {
    check(db_, sqlite3_bind_text64(statement_, place + 1, value.data() ? value.data() : "",
                                   value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  void bind_bytes(int place, std::string_view value) override {
    check(db_, sqlite3_bind_blob64(statement_, place + 1, value.data() ? value.data() : "",
                                   value.size(), SQLITE_TRANSIENT));
  }
  void bind_null(int place) override { check(db_, sqlite3_bind_null(statement_, place + 1)); }

  bool step() override {
    const int code = sqlite3_step(statement_);
    check(db_, code);
    return code == SQLITE_ROW;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  double number(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string_view text(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return data ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size))
                : std::string_view();
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  void reset() override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

/// Closes the handle behind everything that was prepared on it.
struct Handle {
  sqlite3* db = nullptr;
  ~Handle() { sqlite3_close_v2(db); }
};

class SqliteConnection : public Connection {
 public:
  explicit SqliteConnection(const std::filesystem::path& file) {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    check(sqlite3_open_v2(file.c_str(), &handle_.db, kFlags, nullptr));
    sqlite3_extended_result_codes(handle_.db, 1);
    check(sqlite3_busy_timeout(handle_.db, 10'000));
    sqlite3_limit(handle_.db, SQLITE_LIMIT_ATTACHED, 0);
    execute(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF;"
        // What is written again and again goes from the log into the file seldom.
        "PRAGMA wal_autocheckpoint=8192; PRAGMA cache_size=-16384;");
  }

  void execute(const std::string& sql) override {
    check(sqlite3_exec(handle_.db, sql.c_str(), nullptr, nullptr, nullptr));
  }
  std::unique_ptr<PreparedStatement> prepare(const std::string& sql) override {
    return std::make_unique<SqliteStatement>(handle_.db, sql);
  }
  bool is_in_transaction() const override { return sqlite3_get_autocommit(handle_.db) == 0; }
  void begin() override { execute("BEGIN IMMEDIATE"); }
  std::int64_t changed_rows() const override { return sqlite3_changes64(handle_.db); }
  Engine engine() const override { return Engine::Sqlite; }
  std::int64_t order_number(std::int64_t newest, std::int64_t) const override { return newest + 1; }
  std::string schema_text(std::string_view step) override {
    constexpr std::array<SchemaWord, 6> kWords{{{"{rowid}", "INTEGER"}, // else a second index
                                                {"{bytes}", "BLOB"},
                                                {"{uuid}", "TEXT"},
                                                {"{clustered}", "WITHOUT ROWID"},
                                                {"{by_year}", ""},
                                                {"{unique_id}", "UNIQUE"}}};
    return replace_marks(step, kWords);
  }

 private:
  void check(int code) const { jixia::check(handle_.db, code); }
  Handle handle_;
};

class SqliteDatabase : public Database {
 public:
  explicit SqliteDatabase(std::filesystem::path file) : file_(std::move(file)) {}
  std::unique_ptr<Connection> connect() override {
    return std::make_unique<SqliteConnection>(file_);
  }

 private:
  std::filesystem::path file_;
};

} // namespace

void copy_sqlite_database(const std::filesystem::path& from, const std::filesystem::path& to) {
  Handle source, target;
  check(source.db, sqlite3_open_v2(from.c_str(), &source.db, SQLITE_OPEN_READONLY, nullptr));
  check(source.db, sqlite3_busy_timeout(source.db, 10'000));
  constexpr int kNew = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  check(target.db, sqlite3_open_v2(to.c_str(), &target.db, kNew, nullptr));
  check(target.db, sqlite3_exec(target.db, "PRAGMA synchronous=FULL", nullptr, nullptr, nullptr));
  sqlite3_backup* backup = sqlite3_backup_init(target.db, "main", source.db, "main");
  check(target.db, backup ? SQLITE_OK : sqlite3_errcode(target.db));
  sqlite3_backup_step(backup,
                      -1); // in one go: one moment, and no other writer makes it begin again
  check(target.db, sqlite3_backup_finish(backup));
}

std::unique_ptr<Database> make_sqlite_database(const std::filesystem::path& file) {
  return std::make_unique<SqliteDatabase>(file);
}

} // namespace jixia
