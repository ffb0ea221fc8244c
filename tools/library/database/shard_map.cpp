#include "database/shard_map.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "base/file_io.h"
#include "database/database_error.h"

namespace jixia {
namespace {

constexpr std::size_t kLargestMap = 4u << 20; // [byte]

// Another file or another time of change gives another stamp.
std::int64_t calc_stamp(const std::filesystem::path& file) {
  struct stat info {};
  if (stat(file.c_str(), &info) != 0) {
    return 0;
  }
  return static_cast<std::int64_t>(info.st_ino) * 1'000'003 + info.st_mtim.tv_sec * 1'000'000'000 +
         info.st_mtim.tv_nsec;
}

} // namespace

ShardMap::Urls ShardMap::read() const {
  Diagnostics problems;
  const auto text = read_file_limited(file_, kLargestMap, problems);
  if (!text) {
    throw DatabaseError(DatabaseError::Kind::Other, problems.text(Language::English));
  }
  Urls urls;
  std::istringstream lines(*text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    std::string school, url, more;
    if (!(words >> school)) {
      continue;
    }
    if (!(words >> url) || !url.starts_with("postgres") || words >> more) {
      throw DatabaseError(DatabaseError::Kind::Other,
                          file_.string() + ":" + std::to_string(number) +
                              ": want a line SCHOOL postgresql://ADDRESS");
    }
    urls[school] = url;
  }
  return urls;
}

// A map that became unreadable changes nothing: where schools are is known.
void ShardMap::read_if_changed() {
  const std::int64_t stamp = calc_stamp(file_);
  if (file_.empty() || stamp == stamp_) {
    return;
  }
  try {
    urls_ = read();
  } catch (const DatabaseError& error) {
    if (stamp_ < 0) {
      throw;
    }
    std::fprintf(stderr, "%s\n", error.what());
  }
  stamp_ = stamp;
}

std::string ShardMap::url_of(const std::string& school) {
  std::lock_guard lock(lock_);
  read_if_changed();
  const auto found = urls_.find(school);
  return found == urls_.end() ? rest_ : found->second;
}

std::vector<std::string> ShardMap::urls() {
  std::lock_guard lock(lock_);
  read_if_changed();
  std::vector<std::string> all{rest_};
  for (const auto& [school, url] : urls_) {
    if (std::find(all.begin(), all.end(), url) == all.end()) {
      all.push_back(url);
    }
  }
  return all;
}

void ShardMap::move(const std::string& school, const std::string& url) {
  std::lock_guard lock(lock_);
  Urls urls = read();
  urls[school] = url;
  std::string text = "# SCHOOL ADDRESS; schools that do not stand here are where --db says\n";
  for (const auto& [known, where] : urls) {
    text += known + " " + where + "\n";
  }
  Diagnostics problems;
  if (!write_file_atomically(file_, text, problems, 0600)) {
    throw DatabaseError(DatabaseError::Kind::Other, problems.text(Language::English));
  }
  urls_ = urls;
  stamp_ = calc_stamp(file_);
}

} // namespace jixia
