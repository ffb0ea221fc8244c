#pragma once

#include "accounts/accounts.h"
#include "records/school_database.h"

namespace jixia {

/// One person's data: a copy to take away, and erasing it.
///
/// Erased are the account (name, number, password, sessions, memberships of classes), and of the
/// school's records what records/personal_records.h says; it also says what remains and why. Of
/// the rest there remain sums over many learners, and in the audit log the person's random id: the
/// log is a chain, and without the account the id leads to nobody. Network addresses stay in it
/// too: the law wants them kept (Cybersecurity Law of the PRC, art. 21).
class PersonalData {
 public:
  PersonalData(Accounts& accounts, SchoolDatabases& schools)
      : accounts_(accounts), schools_(schools) {}

  /// A zip: person.json, attempts.json and the bundles, statements.json, documents. Bundles beyond
  /// kMostBundleBytesCopied are only listed.
  std::string make_copy(const Person& person, const Actor& by);

  /// May be repeated if it was cut off: the account goes last.
  /// @throws Refusal  409 the school's last administrator
  void erase(const Person& person, const Actor& by);

  struct Swept {
    std::int64_t bundles = 0, persons = 0;
  };
  /// Does what the school's retention rule says. @param now_ms  Unix time
  Swept apply_retention(const std::string& school, std::int64_t now_ms, const Actor& by);

  static constexpr std::size_t kMostBundleBytesCopied = 64u << 20;

 private:
  void erase_records(const std::string& school, const std::string& learner);
  std::int64_t erase_quiet_learners(const std::string& school, std::int64_t before_ms,
                                    const Actor& by);
  Accounts& accounts_;
  SchoolDatabases& schools_;
};

} // namespace jixia
