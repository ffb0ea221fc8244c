#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "database/database_error.h"

namespace jixia {

/// Which program keeps the data.
enum class Engine { Sqlite, Postgres };

/// One SQL text made ready: bind, step, read columns. Places and columns count from 0. A view that
/// text() returns holds until the next step() or reset().
class PreparedStatement {
 public:
  virtual ~PreparedStatement() = default;
  virtual void bind_integer(int place, std::int64_t value) = 0;
  virtual void bind_number(int place, double value) = 0;
  virtual void bind_text(int place, std::string_view value) = 0;
  virtual void bind_bytes(int place, std::string_view value) = 0;
  virtual void bind_null(int place) = 0;
  /// @returns false when there are no more rows
  virtual bool step() = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double number(int column) const = 0;
  virtual std::string_view text(int column) const = 0; ///< text or bytes; null: empty
  virtual bool is_null(int column) const = 0;
  /// Forgets rows and bindings.
  virtual void reset() = 0;
};

/// A value that is stored as bytes, not as text.
struct Bytes {
  std::string_view value;
};

using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Bytes>;

class RowBlock;

/// One connection, used by one thread at a time. SQL is written in the part of the language that
/// every engine here speaks, with `?` for values.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Several statements without values.
  virtual void execute(const std::string& sql) = 0;
  virtual std::unique_ptr<PreparedStatement> prepare(const std::string& sql) = 0;
  /// False again if the engine itself gave a transaction up, e.g. on a full disk.
  virtual bool is_in_transaction() const = 0;
  /// Takes the right to write at once where an engine has such a right.
  virtual void begin() = 0;
  /// Writes many rows; see row_block.h.
  virtual void insert(const RowBlock& block);
  /// How many rows the last INSERT, UPDATE or DELETE touched.
  virtual std::int64_t changed_rows() const = 0;
  virtual Engine engine() const = 0;
  /// The part of the data that this connection sees, where an engine keeps several; else empty.
  virtual std::string tenant() const { return ""; }
  /// The number for what is stored after `newest` at this time [Unix ms]: larger, and where tables
  /// are cut by time, such that numbers of a time lie together.
  virtual std::int64_t order_number(std::int64_t newest, std::int64_t now_ms) const = 0;
  /// A migration's step in this engine's words; see migration.h.
  virtual std::string schema_text(std::string_view step) = 0;
  /// With the last step: takes new tables under what the tenants have in common, if anything.
  virtual void adopt_new_tables() {}

 private:
  friend class Query;
  std::unique_ptr<PreparedStatement> take(std::string_view sql);
  void give_back(std::string_view sql, std::unique_ptr<PreparedStatement> statement);
  std::map<std::string, std::vector<std::unique_ptr<PreparedStatement>>, std::less<>> ready_;
};

/// Runs one SQL text; what was prepared is kept for the next time.
///
///     Query query(db, "SELECT body FROM statement WHERE id=?", id);
///     while (query.next()) use(query.text(0));
class Query {
 public:
  template <typename... Values>
  Query(Connection& connection, std::string_view sql, const Values&... values)
      : connection_(connection), sql_(sql), statement_(connection.take(sql)) {
    (bind(values), ...);
  }
  ~Query() { connection_.give_back(sql_, std::move(statement_)); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool next() { return statement_->step(); }
  /// For what answers nothing.
  Query& run() {
    while (next()) {
    }
    return *this;
  }
  std::int64_t changed_rows() const { return connection_.changed_rows(); }
  std::int64_t integer(int column) const { return statement_->integer(column); }
  double number(int column) const { return statement_->number(column); }
  std::string_view view(int column) const { return statement_->text(column); }
  std::string text(int column) const { return std::string(view(column)); }
  bool is_null(int column) const { return statement_->is_null(column); }

  void bind(std::int64_t value) { statement_->bind_integer(bound_++, value); }
  void bind(int value) { statement_->bind_integer(bound_++, value); }
  void bind(double value) { statement_->bind_number(bound_++, value); }
  void bind(std::string_view value) { statement_->bind_text(bound_++, value); }
  void bind(const std::string& value) { statement_->bind_text(bound_++, value); }
  void bind(const char* value) { statement_->bind_text(bound_++, value); }
  void bind(Bytes bytes) { statement_->bind_bytes(bound_++, bytes.value); }
  void bind(const SqlValue& value) {
    std::visit([this](const auto& one) { bind(one); }, value);
  }
  void bind(std::nullptr_t) { statement_->bind_null(bound_++); }

 private:
  Connection& connection_;
  std::string_view sql_;
  std::unique_ptr<PreparedStatement> statement_;
  int bound_ = 0;
};

/// Everything until commit() happens, or nothing.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) { connection_.begin(); }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
  bool is_open_ = true;
};

/// A part of a transaction that can be undone alone.
class Savepoint {
 public:
  explicit Savepoint(Connection& connection) : connection_(connection) {
    connection_.execute("SAVEPOINT part");
  }
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  void keep();

 private:
  Connection& connection_;
  bool is_open_ = true;
};

} // namespace jixia
