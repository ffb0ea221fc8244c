#include "hostile_zip.h"

namespace jixia::hostile {
namespace {

void put(std::string& bytes, std::uint64_t number, int size) {
  for (int k = 0; k < size; ++k) {
    bytes += static_cast<char>(number >> (8 * k) & 255);
  }
}

/// CRC-32 of ISO 3309, bit by bit.
std::uint32_t crc(const std::string& bytes) {
  std::uint32_t sum = 0xffffffffu;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int k = 0; k < 8; ++k) {
      sum = (sum >> 1) ^ ((sum & 1u) != 0 ? 0xedb88320u : 0u);
    }
  }
  return ~sum;
}

std::uint64_t or_else(std::int64_t lie, std::uint64_t truth) {
  return lie >= 0 ? static_cast<std::uint64_t>(lie) : truth;
}

void put_fields(std::string& bytes, const Entry& entry, std::uint64_t packed, std::uint64_t size,
                std::size_t name, std::size_t extra) {
  put(bytes, entry.version, 2);
  put(bytes, entry.flags, 2);
  put(bytes, entry.method, 2);
  put(bytes, entry.time, 2);
  put(bytes, entry.date, 2);
  put(bytes, or_else(entry.sum, crc(entry.content)), 4);
  put(bytes, packed, 4);
  put(bytes, size, 4);
  put(bytes, name, 2);
  put(bytes, extra, 2);
}

std::string central(const Entry& entry, std::size_t offset) {
  const std::string name = entry.central_name == "\x01" ? entry.name : entry.central_name;
  const std::uint64_t size = or_else(entry.central_size, entry.content.size());
  std::string bytes = "PK\x01\x02";
  put(bytes, entry.made_by, 2);
  put_fields(bytes, entry, size, size, name.size(), entry.central_extra.size());
  put(bytes, entry.comment.size(), 2);
  put(bytes, 0, 4);
  put(bytes, entry.attributes, 4);
  put(bytes, or_else(entry.central_offset, offset), 4);
  return bytes + name + entry.central_extra + entry.comment;
}

} // namespace

std::string Archive::bytes() const {
  std::string all = before, directory;
  for (const Entry& entry : entries) {
    directory += central(entry, all.size());
    const std::uint64_t size = or_else(entry.local_size, entry.content.size());
    all += "PK\x03\x04";
    put_fields(all, entry, or_else(entry.local_packed, size), size, entry.name.size(),
               entry.local_extra.size());
    all += entry.name + entry.local_extra + entry.content;
  }
  for (int k = 0; k < directory_twice; ++k) {
    directory += central(entries.front(), before.size());
  }
  all += between;
  const std::size_t offset = all.size();
  all += directory + "PK\x05\x06";
  put(all, 0, 4);
  const std::uint64_t listed =
      or_else(count, entries.size() + static_cast<std::size_t>(directory_twice));
  put(all, listed, 2);
  put(all, listed, 2);
  put(all, directory.size(), 4);
  put(all, or_else(directory_offset, offset), 4);
  put(all, comment.size(), 2);
  return all + comment + behind;
}

} // namespace jixia::hostile
