// Any bytes as journal.bin and attempt.json: no crash, and what is read writes back to the same
// bytes.
#include <cstdlib>
#include <string_view>

#include "recording/attempt_header.h"
#include "recording/journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jixia;
  // Every other input begins with a right header, so that the records are reached.
  std::vector<std::uint8_t> bytes(data, data + size);
  if (size > 0 && data[0] % 2 == 0) {
    bytes = journal::header();
    bytes.insert(bytes.end(), data + 1, data + size);
  }
  const journal::Content content = journal::decode(bytes);
  if (content.intact_bytes > 0) {
    std::vector<std::uint8_t> again = journal::header();
    for (const JournalRecord& record : content.records) {
      journal::encode(record, again);
    }
    if (again.size() != content.intact_bytes ||
        !std::equal(again.begin(), again.end(), bytes.begin())) {
      std::abort();
    }
  }
  Diagnostics problems;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto header = read_header(text, "attempt.json", problems);
  if (header && !read_header(header_json(*header), "attempt.json", problems)) {
    std::abort();
  }
  return 0;
}
