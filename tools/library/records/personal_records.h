#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "records/attempt_store.h"

namespace jixia {

/// What one school's records hold about one learner, to copy and to erase. A learner is known here
/// in two ways: by the number that attempts carry, and in statements by the pseudonym that the
/// school's secret makes of it (`agent`: its agent_key()).
///
/// Statements are append-only: others hold copies of them, and receipts prove them. So erasing
/// leaves the statements, under the pseudonym, and the attempts' scores and digests, under nobody;
/// it takes away the number and name, the raw bundles (they hold both), state and profile
/// documents, and the names that were said of the agent. Whoever has the school's secret AND knows
/// the number from elsewhere could still make the pseudonym again. Attempts that came before and
/// still wait to be judged tell nobody's number before they were run: the server asks was_erased()
/// then. What arrives later under the same number begins anew.
class PersonalRecords {
 public:
  explicit PersonalRecords(SchoolDatabase& database) : database_(database) {}

  /// The newest first.
  std::vector<AttemptRow> attempts(const std::string& learner, int most);

  struct KeptDocument {
    std::string kind, activity, registration, id, content_type, content;
  };
  std::vector<KeptDocument> documents(const std::string& agent, int most);

  void erase(const std::string& learner, const std::string& agent);
  /// Whether the learner was erased after an attempt had come at that time [Unix ms].
  bool was_erased(const std::string& agent, std::int64_t received_ms);

  /// Drops the raw bundle of an attempt.
  void drop_bundle(const std::string& attempt);

  /// Retention. Drops the raw bundles of attempts that were judged and came before `before_ms`.
  /// @returns how many attempts lost theirs
  std::int64_t drop_bundles(std::int64_t before_ms);
  /// Learners whose newest attempt came before `before_ms`, at most `most`.
  std::vector<std::string> find_quiet_learners(std::int64_t before_ms, int most);
  /// When the newest attempt of a learner came [Unix ms]; 0: there is none.
  std::int64_t newest_attempt_ms(const std::string& learner);

 private:
  SchoolDatabase& database_;
};

} // namespace jixia
