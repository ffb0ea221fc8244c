#include "recording/journal.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace jixia::journal {
namespace {

constexpr std::string_view kMagic = "JIXIAJNL";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kFrameSize = 8;
constexpr std::size_t kLongestPayload = 29 + kLongestTag;
constexpr std::size_t kLongestTail = 65536; ///< a power cut cannot tear more: a second of records

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

template <typename Word>
void put(Bytes& bytes, Word word) {
  for (std::size_t k = 0; k < sizeof(Word); ++k) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(word) >> (8 * k)));
  }
}

template <typename Word>
Word get(View bytes, std::size_t at) {
  std::uint64_t word = 0;
  for (std::size_t k = 0; k < sizeof(Word); ++k) {
    word |= static_cast<std::uint64_t>(bytes[at + k]) << (8 * k);
  }
  return static_cast<Word>(word);
}

std::uint32_t checksum(View bytes) {
  return static_cast<std::uint32_t>(::crc32(0L, bytes.data(), static_cast<unsigned>(bytes.size())));
}

/// Takes values off a payload; after one that is not there, `is_short`.
class PayloadReader {
 public:
  explicit PayloadReader(View bytes) : bytes_(bytes) {}

  template <typename Word>
  Word take() {
    if (bytes_.size() < sizeof(Word)) {
      is_short_ = true;
      return Word{};
    }
    const Word word = get<Word>(bytes_, 0);
    bytes_ = bytes_.subspan(sizeof(Word));
    return word;
  }

  std::string take_text(std::size_t length) {
    if (bytes_.size() < length) {
      is_short_ = true;
      return {};
    }
    std::string text(reinterpret_cast<const char*>(bytes_.data()), length);
    bytes_ = bytes_.subspan(length);
    return text;
  }

  bool is_used_up() const { return !is_short_ && bytes_.empty(); }

 private:
  View bytes_;
  bool is_short_ = false;
};

bool is_time(std::int64_t nanoseconds) {
  return nanoseconds >= 0 && nanoseconds <= kLongestRun.count();
}

bool decode_action(PayloadReader& reader, JournalRecord& record) {
  const auto actor = reader.take<std::uint8_t>();
  const auto accepted = reader.take<std::uint8_t>();
  record.action.value = std::bit_cast<double>(reader.take<std::uint64_t>());
  const auto length = reader.take<std::uint16_t>();
  record.action.tag = reader.take_text(length);
  record.action.actor = static_cast<OperatorAction::Actor>(actor);
  record.accepted = accepted == 1;
  return actor <= 1 && accepted <= 1 && length <= kLongestTag;
}

/// The record in a payload whose checksum is right; nullopt if it makes no sense all the same.
std::optional<JournalRecord> decode_payload(View payload) {
  PayloadReader reader(payload);
  JournalRecord record;
  const auto kind = reader.take<std::uint8_t>();
  const auto time = reader.take<std::int64_t>();
  record.kind = static_cast<JournalRecord::Kind>(kind);
  record.time = SimTime{time};
  record.wall_ms = reader.take<std::int64_t>();
  bool is_right = is_time(time);
  switch (record.kind) {
    case JournalRecord::Kind::Action:
      is_right = decode_action(reader, record) && is_right;
      break;
    case JournalRecord::Kind::Rewind: {
      const auto to = reader.take<std::int64_t>();
      record.to = SimTime{to};
      is_right = is_right && is_time(to) && to <= time;
      break;
    }
    case JournalRecord::Kind::Fingerprint:
    case JournalRecord::Kind::Finish:
      record.fingerprint = reader.take<std::uint64_t>();
      break;
    case JournalRecord::Kind::Mark:
      break;
    default:
      return std::nullopt;
  }
  return is_right && reader.is_used_up() ? std::optional(record) : std::nullopt;
}

/// The payload of the record that begins at `at`, if a whole and intact one does.
std::optional<View> find_payload(View bytes, std::size_t at) {
  if (bytes.size() - at < kFrameSize) {
    return std::nullopt;
  }
  const auto length = get<std::uint16_t>(bytes, at);
  const auto inverse = get<std::uint16_t>(bytes, at + 2);
  if (static_cast<std::uint16_t>(~length) != inverse || length > kLongestPayload ||
      bytes.size() - at - kFrameSize < length) {
    return std::nullopt;
  }
  const View payload = bytes.subspan(at + kFrameSize, length);
  return checksum(payload) == get<std::uint32_t>(bytes, at + 4) ? std::optional(payload)
                                                                : std::nullopt;
}

bool is_record_after(View bytes, std::size_t at) {
  for (std::size_t next = at + 1; next < bytes.size(); ++next) {
    if (find_payload(bytes, next)) {
      return true;
    }
  }
  return false;
}

/// True if what begins at `at` can be what a power cut leaves.
bool is_torn_tail(View bytes, std::size_t at) {
  return bytes.size() - at <= kLongestTail && !is_record_after(bytes, at);
}

/// Checks the first bytes. Leaves `content` torn or damaged if they are not a journal's.
bool check_header(View bytes, Content& content) {
  const Bytes expected = header();
  const std::size_t shown = std::min(bytes.size(), expected.size());
  if (std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(shown),
                 expected.begin())) {
    content.is_torn = shown < expected.size();
    return !content.is_torn;
  }
  const bool is_other_version =
      bytes.size() >= kHeaderSize && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
  content.damage = {0, is_other_version
                           ? fill({"日志版本 {0}，本程序只读版本 {1}",
                                   "journal version {0}; this program reads version {1}"},
                                  {std::to_string(get<std::uint32_t>(bytes, kMagic.size())),
                                   std::to_string(kVersion)})
                           : Text{"不是稷下的操作日志", "this is not a Jixia journal"}};
  return false;
}

} // namespace

Bytes header() {
  Bytes bytes(kMagic.begin(), kMagic.end());
  put(bytes, kVersion);
  return bytes;
}

void encode(const JournalRecord& record, Bytes& bytes) {
  if (record.action.tag.size() > kLongestTag) {
    throw std::length_error("a tag of " + std::to_string(record.action.tag.size()) + " bytes");
  }
  Bytes payload;
  put(payload, static_cast<std::uint8_t>(record.kind));
  put(payload, static_cast<std::int64_t>(record.time.count()));
  put(payload, record.wall_ms);
  switch (record.kind) {
    case JournalRecord::Kind::Action:
      put(payload, static_cast<std::uint8_t>(record.action.actor));
      put(payload, static_cast<std::uint8_t>(record.accepted ? 1 : 0));
      put(payload, std::bit_cast<std::uint64_t>(record.action.value));
      put(payload, static_cast<std::uint16_t>(record.action.tag.size()));
      payload.insert(payload.end(), record.action.tag.begin(), record.action.tag.end());
      break;
    case JournalRecord::Kind::Rewind:
      put(payload, static_cast<std::int64_t>(record.to.count()));
      break;
    case JournalRecord::Kind::Fingerprint:
    case JournalRecord::Kind::Finish:
      put(payload, record.fingerprint);
      break;
    case JournalRecord::Kind::Mark:
      break;
  }
  put(bytes, static_cast<std::uint16_t>(payload.size()));
  put(bytes, static_cast<std::uint16_t>(~payload.size()));
  put(bytes, checksum(payload));
  bytes.insert(bytes.end(), payload.begin(), payload.end());
}

Content decode(View bytes) {
  Content content;
  if (!check_header(bytes, content)) {
    return content;
  }
  content.intact_bytes = kHeaderSize;
  while (content.intact_bytes < bytes.size()) {
    const std::size_t at = content.intact_bytes;
    const std::optional<View> payload = find_payload(bytes, at);
    if (!payload) {
      content.is_torn = is_torn_tail(bytes, at);
      if (!content.is_torn) {
        content.damage = {at, {"记录损坏或被改动", "a record is damaged or was altered"}};
      }
      return content;
    }
    std::optional<JournalRecord> record = decode_payload(*payload);
    if (!record || content.records.size() == kMostRecords) {
      content.damage = {at, record ? Text{"记录过多", "too many records"}
                                   : Text{"记录内容无效", "a record makes no sense"}};
      return content;
    }
    content.records.push_back(std::move(*record));
    content.intact_bytes = at + kFrameSize + payload->size();
  }
  return content;
}

} // namespace jixia::journal
