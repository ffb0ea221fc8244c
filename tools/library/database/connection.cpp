#include "database/connection.h"

namespace jixia {

std::unique_ptr<PreparedStatement> Connection::take(std::string_view sql) {
  const auto known = ready_.find(sql);
  if (known == ready_.end() || known->second.empty()) {
    return prepare(std::string(sql));
  }
  std::unique_ptr<PreparedStatement> statement = std::move(known->second.back());
  known->second.pop_back();
  return statement;
}

void Connection::give_back(std::string_view sql, std::unique_ptr<PreparedStatement> statement) {
  statement->reset();
  auto known = ready_.find(sql);
  if (known == ready_.end()) {
    known =
        ready_.emplace(std::string(sql), std::vector<std::unique_ptr<PreparedStatement>>()).first;
  }
  known->second.push_back(std::move(statement));
}

Transaction::~Transaction() {
  if (!is_open_ || !connection_.is_in_transaction()) {
    return;
  }
  try {
    connection_.execute("ROLLBACK");
  } catch (const DatabaseError&) { // the engine gave it up already
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
  is_open_ = false;
}

Savepoint::~Savepoint() {
  if (!is_open_ || !connection_.is_in_transaction()) {
    return;
  }
  try {
    connection_.execute("ROLLBACK TO part; RELEASE part");
  } catch (const DatabaseError&) { // the whole transaction is gone
  }
}

void Savepoint::keep() {
  connection_.execute("RELEASE part");
  is_open_ = false;
}

} // namespace jixia
