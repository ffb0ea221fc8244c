#include "accounts/retention.h"

#include "http/exchange.h"

namespace jixia {

RetentionRule find_retention(Hub& hub, const std::string& school) {
  const ReadConnections::Loan db = hub.readers().borrow();
  Query query(*db, "SELECT bundle_days, person_days FROM retention WHERE school=?", school);
  return query.next() ? RetentionRule{query.integer(0), query.integer(1)} : RetentionRule{};
}

void set_retention(Hub& hub, const std::string& school, const RetentionRule& rule,
                   const Actor& by) {
  for (const std::int64_t days : {rule.bundle_days, rule.person_days}) {
    if (days < 0 || days > kMostRetentionDays) {
      throw Refusal{400, fill({"天数应为 0（一直保存）到 {0}", "days: 0 (for ever) to {0}"},
                              std::vector{std::to_string(kMostRetentionDays)})};
    }
  }
  hub.writer().run([&](Connection& db) {
    Query(db,
          "INSERT INTO retention(school, bundle_days, person_days) VALUES(?,?,?) ON "
          "CONFLICT(school) DO UPDATE SET bundle_days=excluded.bundle_days, "
          "person_days=excluded.person_days",
          school, rule.bundle_days, rule.person_days)
        .run();
    AuditLog::append(db, {AuditAction::RetentionChanged, school, by, school,
                          "bundles " + std::to_string(rule.bundle_days) + " d, persons " +
                              std::to_string(rule.person_days) + " d"});
  });
}

} // namespace jixia
