#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "assessment/score_sheet.h"
#include "scenario/scenario.h"
#include "world/component_registry.h"

namespace jixia {

/// What one operator made of one exercise, and whether it is what the pack promises.
struct OperatorRun {
  std::string exercise;
  std::string operator_id;              ///< "do-nothing" is played by everyone, in every exercise
  double lowest = 0.0, highest = 100.0; ///< expected score
  ScoreSheet sheet;
  std::uint64_t fingerprint = 0; ///< of every bit that was scored, and of the world at the end
  SimTime duration{0};           ///< simulated
  double wall_seconds = 0.0;     ///< taken, of the quickest run
  std::vector<Text> faults;      ///< why the promise is broken; empty: it is kept
  std::vector<Text> remarks;     ///< e.g. actions that were refused
};

struct VerifyOptions {
  std::string exercise;    ///< empty: all
  std::string operator_id; ///< empty: all
  int repeats = 1;         ///< each run so often; all must be bit-identical
  unsigned threads = 0;    ///< 0: one for each core
  std::uint64_t seed = 1;
  double most_for_nothing = 20.0; ///< score that doing nothing may get
};

/// Plays every operator of every exercise headless, each run on a thread of its own, and holds the
/// scores to what the operators' files promise and to what expected/ stored.
/// @param progress called with (done, all) from one thread at a time
std::vector<OperatorRun> verify_pack(const Scenario& scenario, const ComponentRegistry& registry,
                                     const VerifyOptions& options,
                                     const std::function<void(std::size_t, std::size_t)>& progress);

/// Writes expected/EXERCISE.json: score and fingerprint of each operator.
/// @returns false with the reason in `problems`
bool write_expected(const Scenario& scenario, std::uint64_t seed,
                    const std::vector<OperatorRun>& runs,
                    Diagnostics& problems);

/// What tells builds apart whose results may differ in the last bits (libm, compiler).
std::string build_kind();

} // namespace jixia
