#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sim_time.h"
#include "base/text.h"
#include "world/operator_action.h"
#include "world/world.h"

namespace jixia {

/// What happened in one run, in order. Scores, trends, debriefs and exports
/// are computed from this and never from the live world, so an old run can be
/// scored again after the criteria change.
///
/// `exact` tags are kept at every step, because criteria read them; `trend` tags once every
/// `kTrendInterval`. A value is stored only when it changed.
class RunLog {
 public:
  static constexpr SimTime kTrendInterval = std::chrono::seconds(1);

  struct ActionRecord {
    SimTime time;
    OperatorAction action;
    std::optional<Text> refusal; ///< nullopt: it was carried out
  };

  /// The values of one tag where they changed; equal lengths, times rising.
  struct Series {
    std::vector<SimTime> times;
    std::vector<double> values;

    /// The value that held at `time`; NaN before the first.
    double at(SimTime time) const;
  };

  /// Names are as find_tag() takes them. @throws std::out_of_range at the first record() if the
  /// world lacks one.
  RunLog(std::vector<std::string> exact, std::vector<std::string> trend);

  /// Appends the present values. Call once before the first step and after each step.
  void record(const World& world);
  void record(ActionRecord action) { actions_.push_back(std::move(action)); }

  const std::vector<std::string>& exact_tags() const { return exact_; }
  const std::vector<std::string>& trend_tags() const { return trend_; }

  /// Times of all records, rising by one step.
  const std::vector<SimTime>& times() const { return times_; }
  const std::vector<ActionRecord>& actions() const { return actions_; }

  /// The series of a tag, exact or trend; nullptr if it is not logged.
  const Series* find_series(const std::string& tag) const;

  /// Forgets everything later than `time`: what a rewind does.
  void truncate(SimTime time);

  /// Of every recorded bit. Equal runs have equal fingerprints.
  std::uint64_t fingerprint() const;

 private:
  std::vector<std::string> exact_, trend_;
  std::vector<Series> series_; ///< exact, then trend
  std::vector<const Tag*> tags_; ///< of the world last recorded
  const World* world_ = nullptr;
  std::vector<SimTime> times_;
  std::vector<ActionRecord> actions_;
};

} // namespace jixia
