#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

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

  /// Before statements are stored at this time [Unix ms], and not within the writer.
  void prepare_for(std::int64_t now_ms);

 private:
  std::unique_ptr<Database> database_;
  ReadConnections readers_;
  std::atomic<std::int64_t> prepared_until_ms_{0};
  GroupWriter writer_;
};

/// The databases of all schools, each opened when it is first asked for, and anew when the school
/// has moved.
class SchoolDatabases {
 public:
  using Open = std::function<std::unique_ptr<Database>(const std::string& school)>;
  using Locate = std::function<std::string(const std::string& school)>;
  /// @param locate  says where a school's database is; another answer than before: it has moved
  explicit SchoolDatabases(Open open, Locate locate = {})
      : open_(std::move(open)), locate_(std::move(locate)) {}

  /// @param school  the id of a school that exists
  SchoolDatabase& of(const std::string& school);

 private:
  struct Opened {
    std::string place;
    std::unique_ptr<SchoolDatabase> database;
  };
  Open open_;
  Locate locate_;
  std::mutex lock_;
  std::map<std::string, Opened> opened_;
  std::vector<std::unique_ptr<SchoolDatabase>> left_; ///< where schools were; requests may be there
};

} // namespace jixia
