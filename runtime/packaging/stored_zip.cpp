#include "packaging/stored_zip.h"

#include <zlib.h>

#include <cstdint>

namespace jixia {
namespace {

constexpr std::string_view kLocalMark = "PK\x03\x04";
constexpr std::string_view kCentralMark = "PK\x01\x02";
constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::uint16_t kVersionNeeded = 10;   ///< 1.0: stored files only
constexpr std::uint16_t kMadeBy = 3 << 8 | 20; ///< Unix, so that the mode below counts
constexpr std::uint16_t kDate = 1 << 5 | 1;    ///< 1980-01-01, the first day there is
constexpr std::uint32_t kMode = 0100644u << 16;
constexpr std::size_t kLocalSize = 30;
constexpr std::uint16_t kEncrypted = 1, kDescriptor = 8;

void put16(std::string& bytes, std::size_t number) {
  bytes += static_cast<char>(number & 255);
  bytes += static_cast<char>(number >> 8 & 255);
}

void put32(std::string& bytes, std::size_t number) {
  put16(bytes, number & 0xffff);
  put16(bytes, number >> 16 & 0xffff);
}

std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0L, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

/// What local and central header of a file have in common, from "version needed" on.
std::string shared_fields(const ZipEntry& entry, std::uint32_t sum) {
  std::string fields;
  put16(fields, kVersionNeeded);
  put16(fields, 0); // flags
  put16(fields, 0); // stored
  put16(fields, 0); // midnight
  put16(fields, kDate);
  put32(fields, sum);
  put32(fields, entry.content.size());
  put32(fields, entry.content.size());
  put16(fields, entry.name.size());
  put16(fields, 0); // no extra field
  return fields;
}

std::string central_header(const ZipEntry& entry, const std::string& fields, std::size_t offset) {
  std::string header(kCentralMark);
  put16(header, kMadeBy);
  header += fields;
  put16(header, 0); // no comment
  put16(header, 0); // disk
  put16(header, 0); // internal attributes
  put32(header, kMode);
  put32(header, offset);
  header += entry.name;
  return header;
}

std::string end_record(std::size_t count, std::size_t size, std::size_t offset) {
  std::string end(kEndMark);
  put32(end, 0); // disks
  put16(end, count);
  put16(end, count);
  put32(end, size);
  put32(end, offset);
  put16(end, 0); // no comment
  return end;
}

/// Hands the archive over piece by piece, so that writer and reader cannot differ.
/// @param take  returns false to stop
template <typename Take>
bool write_pieces(const std::vector<ZipEntry>& entries, const Take& take) {
  std::string directory;
  std::size_t offset = 0;
  for (const ZipEntry& entry : entries) {
    const std::string fields = shared_fields(entry, checksum(entry.content));
    const std::string local = std::string(kLocalMark) + fields;
    directory += central_header(entry, fields, offset);
    if (!take(local) || !take(entry.name) || !take(entry.content)) {
      return false;
    }
    offset += local.size() + entry.name.size() + entry.content.size();
  }
  return take(directory) && take(end_record(entries.size(), directory.size(), offset));
}

std::size_t number16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) |
         std::size_t{static_cast<unsigned char>(bytes[at + 1])} << 8;
}

std::size_t number32(std::string_view bytes, std::size_t at) {
  return number16(bytes, at) | number16(bytes, at + 2) << 16;
}

const Text kForeign{"这不是 jixia-pack build 写出的文件",
                    "jixia-pack build did not write this file"};

/// Why a local header cannot be read, in the words of what a person may have done.
Text find_header_fault(std::string_view header) {
  const std::size_t flags = number16(header, 6);
  if ((flags & kEncrypted) != 0) {
    return {"压缩包加了密", "the archive is encrypted"};
  }
  if (number16(header, 8) != 0 || (flags & kDescriptor) != 0) {
    return {"压缩包里的文件是压缩过的；资源包只存不压",
            "the archive holds compressed files; a pack's are stored as they are"};
  }
  return {};
}

/// Takes one file off the front of `rest`; nullopt with the reason in `problem`.
std::optional<ZipEntry> take_entry(std::string_view& rest, Text& problem) {
  if (rest.size() < kLocalSize) {
    problem = {"压缩包不完整", "the archive is cut off"};
    return std::nullopt;
  }
  problem = find_header_fault(rest);
  const std::size_t size = number32(rest, 22);
  const std::size_t name = number16(rest, 26);
  const std::size_t extra = number16(rest, 28);
  if (problem.empty() && (extra != 0 || size != number32(rest, 18))) {
    problem = kForeign;
  }
  if (problem.empty() &&
      (name > rest.size() - kLocalSize || size > rest.size() - kLocalSize - name)) {
    problem = {"压缩包不完整，或声明的大小不对", "the archive is cut off or lies about a size"};
  }
  if (!problem.empty()) {
    return std::nullopt;
  }
  const ZipEntry entry{rest.substr(kLocalSize, name), rest.substr(kLocalSize + name, size)};
  rest.remove_prefix(kLocalSize + name + size);
  return entry;
}

} // namespace

std::string make_stored_zip(const std::vector<ZipEntry>& entries) {
  std::string bytes;
  write_pieces(entries, [&](std::string_view piece) {
    bytes += piece;
    return true;
  });
  return bytes;
}

std::optional<std::vector<ZipEntry>> read_stored_zip(std::string_view bytes,
                                                     std::size_t most_entries, Text& problem) {
  std::vector<ZipEntry> entries;
  std::string_view rest = bytes;
  while (rest.starts_with(kLocalMark)) {
    const std::optional<ZipEntry> entry = take_entry(rest, problem);
    if (entry && entries.size() == most_entries) {
      problem =
          fill({"压缩包里文件过多，上限 {0} 个", "too many files in the archive, at most {0}"},
               std::vector{std::to_string(most_entries)});
    }
    if (!problem.empty()) {
      return std::nullopt;
    }
    entries.push_back(*entry);
  }
  std::string_view expected = bytes;
  const bool is_same = write_pieces(entries, [&](std::string_view piece) {
    const bool is_next = expected.starts_with(piece);
    expected.remove_prefix(is_next ? piece.size() : 0);
    return is_next;
  });
  if (entries.empty() || !is_same || !expected.empty()) {
    problem = kForeign;
    return std::nullopt;
  }
  return entries;
}

} // namespace jixia
