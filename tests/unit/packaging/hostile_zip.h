#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jixia::hostile {

/// One file of an archive whose every field can lie. Written from the text of PKWARE's APPNOTE,
/// apart from the program's own writer. Defaults are what an honest stored file has.
struct Entry {
  std::string name;
  std::string content;
  std::uint16_t version = 10, flags = 0, method = 0, time = 0, date = 33, made_by = 788;
  std::uint32_t attributes = 0100644u << 16;
  std::string central_name = "\x01"; ///< "\x01": as `name`
  std::int64_t local_size = -1;      ///< -1: the content's
  std::int64_t local_packed = -1, central_size = -1, central_offset = -1, sum = -1;
  std::string local_extra, central_extra, comment;
};

struct Archive {
  std::vector<Entry> entries;
  std::string before, between, behind; ///< bytes hidden between the parts
  std::string comment;
  int directory_twice = 0; ///< lists the first file so often again
  std::int64_t count = -1, directory_offset = -1;

  std::string bytes() const;
};

/// An honest entry.
inline Entry file(const std::string& name, const std::string& content) {
  Entry entry;
  entry.name = name;
  entry.content = content;
  return entry;
}

} // namespace jixia::hostile
