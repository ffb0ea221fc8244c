#pragma once

#include <cstdint>
#include <string>

#include "accounts/audit_log.h"

namespace jixia {

/// How long a school keeps what [days]; 0: for ever, until it says otherwise.
struct RetentionRule {
  std::int64_t bundle_days = 0; ///< raw attempts (journal, trends), after they came in
  std::int64_t person_days = 0; ///< a learner, after the last sign-in and the last attempt
};

inline constexpr std::int64_t kMostRetentionDays = 36'500;

RetentionRule find_retention(Hub& hub, const std::string& school);
/// @throws Refusal  400 outside 0 to kMostRetentionDays
void set_retention(Hub& hub, const std::string& school, const RetentionRule& rule, const Actor& by);

} // namespace jixia
