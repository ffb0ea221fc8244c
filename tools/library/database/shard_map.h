#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace jixia {

/// Which PostgreSQL primary has which school's records: a text file with a line `SCHOOL ADDRESS`
/// for each school that is not where all others are; `#` begins a remark. It is read again whenever
/// it changed, so that a school can move while the library runs. Any number of threads may use it.
class ShardMap {
 public:
  /// @param file  empty: every school is at `rest`
  ShardMap(std::filesystem::path file, std::string rest)
      : file_(std::move(file)), rest_(std::move(rest)) {}

  /// @throws DatabaseError if the file cannot be read or understood and never could
  std::string url_of(const std::string& school);
  /// `rest` first, each address once.
  std::vector<std::string> urls();

  /// Writes into the file, durably, that a school is at `url` from now on. @throws DatabaseError
  void move(const std::string& school, const std::string& url);

 private:
  using Urls = std::map<std::string, std::string>;
  void read_if_changed();
  Urls read() const;

  std::filesystem::path file_;
  std::string rest_;
  std::mutex lock_;
  Urls urls_;
  std::int64_t stamp_ = -1; ///< of the file as it was read
};

} // namespace jixia
