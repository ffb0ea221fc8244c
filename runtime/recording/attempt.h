#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/sim_time.h"
#include "recording/run_log.h"

namespace jixia {

/// What an attempt is of: attempt.json, written once at the start.
struct AttemptHeader {
  std::string attempt_id; ///< random UUID; the idempotency key of every export
  std::string pack_id, pack_version, pack_digest;
  std::string pack_folder; ///< where it was; a hint for replay on the same machine
  std::string exercise;
  std::uint64_t seed = 1;
  bool is_exam = false;
  std::string learner_id, learner_name, class_name; ///< from the roster; may be empty
  std::string build_id;                             ///< program version and compiler
  std::string started_at;                           ///< RFC 3339, wall clock, UTC
};

/// One line of the journal.
struct JournalRecord {
  enum class Kind : std::uint8_t {
    Action = 1,      ///< an OperatorAction asked at `time`, before the step that begins there
    Rewind = 2,      ///< at `time` the run went back to `to`
    Fingerprint = 3, ///< of the world at `time`, every simulated minute
    Finish = 4,      ///< the run ended at `time`; `fingerprint` is the log's
    Mark = 5,        ///< the run had reached `time`; so that a resume knows, about once a second
  };
  Kind kind = Kind::Action;
  SimTime time{0};
  OperatorAction action = {};
  bool accepted = true;
  SimTime to{0};
  std::uint64_t fingerprint = 0;
  std::int64_t wall_ms = 0; ///< Unix time, for reports only; never read by a replay
};

/// Writes an attempt folder while the run goes on:
///
///     attempt.json   header            journal.bin   records, append-only, length + CRC-32 each
///     trends.json    thinned, at the end             score.json   at the end
///     signature.json Ed25519 over the digests of the others, at the end
///
/// A record has left the program at most kWriteInterval after append() and is safe from a power cut
/// after kSyncInterval, if append() or flush() is called often: kill -9 loses at most one second.
/// A second writer on the same folder is refused (file lock).
/// Waiting for the disk happens in flush(), at most once a second; a slow disk takes some 10 ms.
class AttemptWriter {
 public:
  /// Makes `folder`. @returns nullptr with the reason in `problems` (exists already, no space, no
  /// permission).
  static std::unique_ptr<AttemptWriter> create(const std::filesystem::path& folder,
                                               const AttemptHeader& header, Diagnostics& problems);

  /// Goes on with the journal of an interrupted attempt; a torn last record is cut off.
  static std::unique_ptr<AttemptWriter> reopen(const std::filesystem::path& folder,
                                               Diagnostics& problems);
  ~AttemptWriter();
  AttemptWriter(const AttemptWriter&) = delete;
  AttemptWriter& operator=(const AttemptWriter&) = delete;

  /// Takes `record`, then flush()es. Its tag must be one that a world has (at most 200 bytes).
  void append(const JournalRecord& record);

  /// Writes out what is due; call it once per frame or loop.
  /// @param now  everything, and wait until the disk has it
  /// @returns false if the disk refuses (full); what is pending is kept and tried again.
  bool flush(bool now = false);

  /// Why the last flush() failed; empty when all is well.
  const Text& trouble() const { return trouble_; }

  const std::filesystem::path& folder() const { return folder_; }

  static constexpr std::chrono::milliseconds kWriteInterval{50};
  static constexpr std::chrono::milliseconds kSyncInterval{1000};

 private:
  using Clock = std::chrono::steady_clock;
  AttemptWriter() = default;
  bool write_pending();
  bool sync();

  std::filesystem::path folder_;
  int file_ = -1;
  std::vector<std::uint8_t> pending_;
  Clock::time_point last_write_{}, last_sync_{};
  bool is_unsynced_ = false;
  Text trouble_;
};

/// An attempt as found on disk.
struct Attempt {
  std::filesystem::path folder;
  AttemptHeader header;
  std::vector<JournalRecord> journal;
  bool is_torn = false; ///< the last record was cut off (power cut); it is left out
  bool is_finished() const {
    return !journal.empty() && journal.back().kind == JournalRecord::Kind::Finish;
  }
};

/// Reads an attempt that may come from a stranger: every length, count and checksum is checked.
/// A damaged record in the middle is an error naming its offset.
std::optional<Attempt> load_attempt(const std::filesystem::path& folder, Diagnostics& problems);

} // namespace jixia
