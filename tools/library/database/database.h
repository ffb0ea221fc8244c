#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "database/connection.h"

namespace jixia {

/// One database: hands out connections.
class Database {
 public:
  virtual ~Database() = default;
  /// @throws DatabaseError
  virtual std::unique_ptr<Connection> connect() = 0;
};

/// A SQLite file, made if missing: WAL, synchronous=FULL, so that what was committed survives a
/// power cut, and readers do not wait for the writer.
std::unique_ptr<Database> make_sqlite_database(const std::filesystem::path& file);

/// Connections for reading, kept for the next reader.
class ReadConnections {
 public:
  explicit ReadConnections(Database& database) : database_(database) {}

  /// A connection on loan; goes back by itself.
  class Loan {
   public:
    Loan(ReadConnections& owner, std::unique_ptr<Connection> connection)
        : owner_(owner), connection_(std::move(connection)) {}
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    ReadConnections& owner_;
    std::unique_ptr<Connection> connection_;
  };
  Loan borrow();

 private:
  Database& database_;
  std::mutex lock_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

} // namespace jixia
