#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace jixia {

/// One value on its way to PostgreSQL.
struct PostgresParameter {
  std::string value;
  bool is_null = true;
  bool is_binary = false; ///< else text
};

/// An answer of PostgreSQL.
class PostgresResult {
 public:
  explicit PostgresResult(pg_result* result) : result_(result) {}
  ~PostgresResult();
  PostgresResult(const PostgresResult&) = delete;
  PostgresResult& operator=(const PostgresResult&) = delete;
  pg_result* get() const { return result_; }

 private:
  pg_result* result_;
};

/// A connection to a PostgreSQL server that is opened again when it broke between transactions.
/// Everything throws DatabaseError; one that broke within a transaction gives the transaction up.
class PostgresSession {
 public:
  /// @param set_up  SQL that every new connection begins with
  PostgresSession(std::string url, std::string set_up);
  ~PostgresSession();
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  /// Several statements without values. @returns what the last of them said it did, e.g. "COMMIT"
  std::string execute(const std::string& sql);

  /// Prepares `sql` with $1, $2, ... @returns its name on this connection
  std::string prepare(const std::string& sql);
  pg_result* run(const std::string& name, const std::vector<PostgresParameter>& parameters);

  /// Sends rows in COPY's text format.
  void copy(const std::string& command, std::string_view rows);

  bool is_in_transaction() const;
  bool is_usable() const; ///< false: it broke
  /// Connects again if it broke, whatever was open.
  void begin_anew();
  /// Grows with every new connection: what was prepared on an older one is gone.
  int generation() const { return generation_; }

 private:
  void connect();
  void want_connection();
  pg_result* check(pg_result* result);
  [[noreturn]] void fail(const pg_result* result);

  std::string url_, set_up_;
  pg_conn* connection_ = nullptr;
  int generation_ = 0, prepared_ = 0;
  bool is_transaction_open_ = false; ///< as we see it, also when the connection broke
};

} // namespace jixia
