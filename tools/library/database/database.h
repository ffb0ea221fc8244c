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

/// Copies a SQLite database as it is at one moment, while others read and write it, into a new
/// file.
/// @throws DatabaseError
void copy_sqlite_database(const std::filesystem::path& from, const std::filesystem::path& to);

/// One tenant's tables in a PostgreSQL database: a schema of its own, which is made if missing;
/// "hub" if `tenant` is empty, else "school_<tenant>". Connections come back by themselves after
/// the database server was away. PostgreSQL keeps no NUL in texts: U+FFFD is stored instead.
/// @param url  postgresql://..., or what else libpq takes
std::unique_ptr<Database> make_postgres_database(const std::string& url, const std::string& tenant);

/// Connections for reading, some kept for the next reader.
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

  static constexpr std::size_t kMostIdle = 8;

 private:
  Database& database_;
  std::mutex lock_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

} // namespace jixia
