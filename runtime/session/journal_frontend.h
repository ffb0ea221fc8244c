#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "recording/journal.h"
#include "session/frontend.h"

namespace jixia {

/// Plays a journal on a session that started as the recorded one did, and holds every acceptance
/// and fingerprint against it. After the first difference it goes on, so that the first tag that
/// shows it can be named. A journal from a stranger can only depart: records out of order, off the
/// step or beyond what the exercise may last end it.
class JournalFrontend final : public Frontend {
 public:
  /// @param journal  must outlive the frontend
  /// @param progress called once a simulated minute with the share done; return false to stop
  JournalFrontend(const std::vector<JournalRecord>& journal, std::function<bool(double)> progress);

  Turn next_turn(const Session& session) override;
  void refused(const Text& reason) override;

  /// Checks what stands behind the last step; call once after run_session.
  void check_end(const Session& session);

  /// Time of the first difference.
  const std::optional<SimTime>& departs_at() const { return departs_at_; }
  bool was_stopped() const { return was_stopped_; } ///< by `progress`
  bool is_finished() const { return is_finished_; } ///< the journal was closed by its Finish

 private:
  void check_records(const Session& session);
  void check_action(const Session& session);
  Turn turn_of(const JournalRecord& record, const Session& session);
  Turn walk_to(SimTime time, const Session& session);
  void depart(SimTime time);

  const std::vector<JournalRecord>& journal_;
  std::function<bool(double)> progress_;
  std::size_t next_ = 0; ///< record
  std::optional<SimTime> departs_at_;
  SimTime rewinding_from_{0};
  const JournalRecord* applied_ = nullptr; ///< an action whose acceptance is still to be checked
  std::size_t actions_before_ = 0;
  bool was_stopped_ = false, is_finished_ = false, is_broken_ = false;
};

} // namespace jixia
