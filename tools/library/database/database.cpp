#include "database/database.h"

namespace jixia {

ReadConnections::Loan ReadConnections::borrow() {
  {
    std::lock_guard lock(lock_);
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return {*this, std::move(connection)};
    }
  }
  return {*this, database_.connect()};
}

ReadConnections::Loan::~Loan() {
  std::lock_guard lock(owner_.lock_);
  if (owner_.idle_.size() < kMostIdle) {
    owner_.idle_.push_back(std::move(connection_));
  }
}

} // namespace jixia
