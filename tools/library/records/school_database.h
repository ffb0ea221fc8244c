#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "database/database.h"
#include "database/group_writer.h"

namespace jixia {

/// One school's records: a database of its own, so that one school's data is one thing to back up,
/// to move and to erase, and no query can reach another school's. Any number of threads may use it.
class SchoolDatabase {
 public:
  /// Opens or makes it. @throws DatabaseError
  explicit SchoolDatabase(std::unique_ptr<Database> database);

  ReadConnections& readers() { return readers_; }
  GroupWriter& writer() { return writer_; }

 private:
  std::unique_ptr<Database> database_;
  ReadConnections readers_;
  GroupWriter writer_;
};

/// The databases of all schools, each opened when it is first asked for.
class SchoolDatabases {
 public:
  using Open = std::function<std::unique_ptr<Database>(const std::string& school)>;
  explicit SchoolDatabases(Open open) : open_(std::move(open)) {}

  /// @param school  the id of a school that exists
  SchoolDatabase& of(const std::string& school);

 private:
  Open open_;
  std::mutex lock_;
  std::map<std::string, std::unique_ptr<SchoolDatabase>> opened_;
};

} // namespace jixia
