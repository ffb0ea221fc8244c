#include "database/postgres_session.h"

#include <libpq-fe.h>

#include <array>
#include <cstring>

#include "database/database_error.h"

namespace jixia {
namespace {

// By SQLSTATE, PostgreSQL documentation, appendix A.
DatabaseError::Kind kind_of(std::string_view state) {
  if (state == "53100" || state == "53400") { // disk full, a configured limit
    return DatabaseError::Kind::Full;
  }
  if (state.starts_with("23")) {
    return DatabaseError::Kind::Constraint;
  }
  if (state == "XX001" || state == "XX002") {
    return DatabaseError::Kind::Damaged;
  }
  // No answer at all, shutting down or starting up, out of connections, locks, deadlocks; and a
  // school whose tables moved to another server while one waited for them (42P01, 3F000).
  for (const std::string_view busy :
       {"", "08", "57", "53", "55", "40", "42P01", "3F000", "25006"}) {
    if (busy.empty() ? state.empty() : state.starts_with(busy)) {
      return DatabaseError::Kind::Busy;
    }
  }
  return DatabaseError::Kind::Other;
}

} // namespace

PostgresResult::~PostgresResult() {
  PQclear(result_);
}

PostgresSession::PostgresSession(std::string url, std::string set_up)
    : url_(std::move(url)), set_up_(std::move(set_up)) {
  connect();
}

PostgresSession::~PostgresSession() {
  PQfinish(connection_);
}

void PostgresSession::connect() {
  PQfinish(connection_);
  // What the address says itself comes last and holds.
  const std::array<const char*, 5> names{"connect_timeout", "application_name", "client_encoding",
                                         "dbname", nullptr};
  const std::array<const char*, 5> values{"5", "jixia-library", "UTF8", url_.c_str(), nullptr};
  connection_ = PQconnectdbParams(names.data(), values.data(), 1);
  ++generation_;
  is_transaction_open_ = false;
  if (PQstatus(connection_) != CONNECTION_OK) {
    throw DatabaseError(DatabaseError::Kind::Busy, PQerrorMessage(connection_));
  }
  PostgresResult done(check(PQexec(connection_, set_up_.c_str())));
}

void PostgresSession::begin_anew() {
  is_transaction_open_ = false;
  want_connection();
}

void PostgresSession::want_connection() {
  if (PQstatus(connection_) == CONNECTION_OK) {
    return;
  }
  if (is_transaction_open_) {
    is_transaction_open_ = false;
    throw DatabaseError(DatabaseError::Kind::Busy, "the connection broke within a transaction");
  }
  connect();
}

void PostgresSession::fail(const pg_result* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* reason = PQresultErrorMessage(result);
  throw DatabaseError(kind_of(state ? state : ""),
                      reason && *reason ? reason : PQerrorMessage(connection_));
}

pg_result* PostgresSession::check(pg_result* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) {
    const PostgresResult owned(result);
    fail(result);
  }
  return result;
}

std::string PostgresSession::execute(const std::string& sql) {
  want_connection();
  PostgresResult done(check(PQexec(connection_, sql.c_str())));
  is_transaction_open_ = PQtransactionStatus(connection_) != PQTRANS_IDLE;
  return PQcmdStatus(done.get());
}

std::string PostgresSession::prepare(const std::string& sql) {
  want_connection();
  const std::string name = "s" + std::to_string(++prepared_);
  PostgresResult done(check(PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr)));
  return name;
}

pg_result* PostgresSession::run(const std::string& name,
                                const std::vector<PostgresParameter>& parameters) {
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  for (const PostgresParameter& parameter : parameters) {
    values.push_back(parameter.is_null ? nullptr : parameter.value.c_str());
    lengths.push_back(static_cast<int>(parameter.value.size()));
    formats.push_back(parameter.is_binary ? 1 : 0);
  }
  return check(PQexecPrepared(connection_, name.c_str(), static_cast<int>(parameters.size()),
                              values.data(), lengths.data(), formats.data(), 0));
}

void PostgresSession::copy(const std::string& command, std::string_view rows) {
  want_connection();
  PostgresResult begun(check(PQexec(connection_, command.c_str())));
  if (PQputCopyData(connection_, rows.data(), static_cast<int>(rows.size())) != 1 ||
      PQputCopyEnd(connection_, nullptr) != 1) {
    throw DatabaseError(DatabaseError::Kind::Busy, PQerrorMessage(connection_));
  }
  PostgresResult done(PQgetResult(connection_));
  while (PGresult* rest = PQgetResult(connection_)) { // until it says that this was all
    PQclear(rest);
  }
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
    fail(done.get());
  }
}

bool PostgresSession::is_usable() const {
  return PQstatus(connection_) == CONNECTION_OK;
}

bool PostgresSession::is_in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_);
  return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

} // namespace jixia
