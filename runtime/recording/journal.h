#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "recording/attempt.h"

namespace jixia {

/// The bytes of journal.bin. All numbers little-endian:
///
///     file    "JIXIAJNL", u32 version = 1, then records
///     record  u16 length, u16 ~length, u32 CRC-32 (zlib) of the payload, payload
///     payload u8 kind, i64 time [ns], i64 wall [ms], then by kind
///             Action       u8 actor, u8 accepted, u64 bits of the value, u16 length, tag
///             Rewind       i64 to [ns]
///             Fingerprint, Finish   u64
///             Mark         nothing
///
/// The length stands twice so that a damaged length is told from a record that was cut off.
namespace journal {

inline constexpr std::size_t kHeaderSize = 12;
inline constexpr std::size_t kMostBytes = 64u << 20; ///< of a journal; 25 bytes a second are usual
inline constexpr std::size_t kMostRecords = 2'000'000;
inline constexpr std::size_t kLongestTag = 200; ///< [byte]
inline constexpr SimTime kLongestRun = std::chrono::hours(24 * 30);

/// The first bytes of every journal.
std::vector<std::uint8_t> header();

/// Appends `record` to `bytes`. @throws std::length_error if its tag is longer than kLongestTag.
void encode(const JournalRecord& record, std::vector<std::uint8_t>& bytes);

/// What a journal holds.
struct Content {
  /// Something between intact records that is not one.
  struct Damage {
    std::size_t offset = 0; ///< [byte] from the beginning of the file
    Text what;
  };
  std::vector<JournalRecord> records; ///< up to the damage
  std::size_t intact_bytes = 0; ///< where the next record belongs; 0: the header is missing too
  bool is_torn = false;         ///< unreadable bytes follow the last record
  std::optional<Damage> damage;
};

/// Reads a journal that may come from a stranger. Bytes at the end that hold no whole record are
/// torn: what a power cut leaves of writes not yet synced. The same with an intact record behind
/// it, or longer than any such tail can be, is damage.
Content decode(std::span<const std::uint8_t> bytes);

} // namespace journal
} // namespace jixia
