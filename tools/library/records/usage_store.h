#pragma once

#include <string>
#include <vector>

#include "accounts/hub.h"
#include "records/result_store.h"

namespace jixia {

/// What schools' results say of exercises and months, as sums without persons, in the shared
/// database: the pages of packs and of the alliance look here and never into a school's records.
class UsageStore {
 public:
  explicit UsageStore(Hub& hub) : hub_(hub) {}

  /// Takes a school's sums anew; in place of what was known.
  void put_exercise(const std::string& school, const ExerciseEdition& edition,
                    const ExerciseUse& use);
  void put_month(const std::string& school, const MonthUse& use, const Text& pack_title,
                 const Text& title);

  /// An exercise's sums, of one school each.
  struct SchoolUse {
    std::string school;
    ExerciseUse use;
  };
  struct ExerciseUses {
    std::string exercise;
    Text title;
    std::vector<ExerciseEdition::Step> steps;
    std::vector<SchoolUse> schools;
  };
  /// Of every exercise of an edition of a pack that somebody has done.
  std::vector<ExerciseUses> of_pack(const std::string& digest);

  /// How many learners did an exercise of one version of a pack.
  struct PackCount {
    std::string school, id; ///< of the pack
    std::int64_t schools = 0, learners = 0;
    std::int64_t largest = 0; ///< learners of the school that has most of them
  };
  std::vector<PackCount> pack_counts();

  /// Rows of a month, of one school or (school empty) of all; those with an empty pack are sums
  /// over everything.
  struct MonthRow {
    std::string school;
    Text pack_title, title;
    MonthUse use;
  };
  std::vector<MonthRow> of_month(const std::string& month, const std::string& school);
  /// The sums over everything of the `most` latest months up to `month`, oldest first.
  std::vector<MonthRow> months_until(const std::string& month, const std::string& school,
                                     int most = 12);

 private:
  Hub& hub_;
};

} // namespace jixia
