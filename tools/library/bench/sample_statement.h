#pragma once

#include <random>
#include <string>

namespace jixia {

/// Statements as a criterion of an exercise makes them (about 950 bytes): 2000 learners, 8 verbs,
/// 40 packs.
struct SampleStatements {
  static constexpr int kLearners = 2000, kVerbs = 8, kPacks = 40, kSteps = 30;
  /// Whose run a statement tells of: statements of one run come together.
  struct Run {
    explicit Run(std::mt19937_64& random);
    unsigned learner, pack;
    std::string registration;
  };
  static std::string make(std::mt19937_64& random, const Run& run);
  /// Parameters of GET /xapi/statements.
  static std::string learner(std::mt19937_64& random);
  static std::string verb(std::mt19937_64& random);
  static std::string pack(std::mt19937_64& random);
};

} // namespace jixia
