#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "link/library_client.h"

namespace jixia {

/// A result that waits to be sent.
struct OutboxItem {
  std::string attempt_id;
  std::filesystem::path attempt_folder;
  std::string statements; ///< JSON array; empty: none
  int tries = 0;
  std::int64_t next_try_ms = 0; ///< Unix time
  Text last_problem;            ///< of the last try
};

/// Results that wait for a library, one file each: `outbox/<attempt_id>.json` in the data folder.
///
/// A file is written by rename and removed only after the library has said that it holds both
/// statements and attempt. Whatever happens in between (power cut, kill), the worst is that the
/// library is told twice, and it knows both by their ids. So a result arrives exactly once.
/// What a library refuses for good goes to `outbox/refused/`, with the reason: nothing is thrown
/// away.
class Outbox {
 public:
  explicit Outbox(const std::filesystem::path& data_folder) : folder_(data_folder / "outbox") {}

  /// Adds a result. @pre is_uuid(item.attempt_id)
  /// @returns false with the reason in `problems` (disk full); the attempt's folder still has all
  bool put(const OutboxItem& item, Diagnostics& problems);

  /// Every result that waits, by id. A file that cannot be read is reported and left alone.
  std::vector<OutboxItem> items(Diagnostics& problems) const;

  /// Every result that a library refused for good; damaged files are left out.
  std::vector<OutboxItem> refused_items() const;

  void remove(const std::string& attempt_id);
  bool move_to_refused(const OutboxItem& item, Diagnostics& problems);

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path file_of(const std::string& attempt_id) const;
  std::filesystem::path folder_;
};

/// What one round of sending did.
struct SendRound {
  int sent = 0;
  int waiting = 0; ///< still in the outbox
  int refused = 0;
  std::vector<Text> lines; ///< for the person: one per result that was not sent
};

/// Sends what waits: the attempt first, then its statements unless the library makes them itself.
/// After a failure to connect the rest of the round waits too.
/// @param now_ms  Unix time
/// @param only_due  leave out results whose next try is not due yet; false when a person asks
SendRound send_outbox(Outbox& outbox, ResultReceiver& library, std::int64_t now_ms, bool only_due,
                      Diagnostics& problems);

/// How long to wait after `tries` failures: 10 s, doubling up to an hour, and up to half as much
/// again by the attempt's id, so that a class that finished together does not call together.
std::int64_t calc_retry_delay_ms(int tries, const std::string& attempt_id);

} // namespace jixia
