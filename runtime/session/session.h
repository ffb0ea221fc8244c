#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assessment/score_run.h"
#include "recording/attempt.h"
#include "recording/run_log.h"
#include "scenario/scenario.h"
#include "world/world.h"

namespace jixia {

/// One run of one exercise: actions in, log and score out.
class Session {
 public:
  struct Options {
    std::uint64_t seed = 1;
    bool is_exam = false;
    std::vector<std::string> trend_tags = {}; ///< logged once a second for trends; empty: every tag
  };

  /// Builds the world of an exercise, settles it and stands at time 0.
  /// @param registry  must outlive the session (a rewind without snapshots builds anew)
  /// @param scenario  must outlive the session
  /// @returns nullptr if the pack is wrong; `problems` then says what.
  static std::unique_ptr<Session> start(const Scenario& scenario, const Exercise& exercise,
                                        const ComponentRegistry& registry, const Options& options,
                                        Diagnostics& problems);

  /// From now on everything that happens is written to `writer`, which must outlive the session.
  void record_to(AttemptWriter* writer) { writer_ = writer; }

  /// Queues `action` for the next step, also while the run is frozen.
  void submit(OperatorAction action) { pending_.push_back(std::move(action)); }

  /// Applies the queued actions, advances one step, records and scores.
  void advance();

  /// Applies the queued actions without a step: a frozen run shows them at once.
  void apply_pending();

  /// Back to `time` (whole seconds; clamped to the run so far). What came after is forgotten by
  /// log and score; the journal keeps that it happened. Refused in an exam.
  std::optional<Text> rewind(SimTime time);

  /// True when the exercise's end, its time or a hand-in is reached; advance() may still be called.
  bool finished() const;

  /// Closes the journal with the log's fingerprint. Call once, when the run is over.
  void finish();

  const World& world() const { return *world_; }
  const RunLog& log() const { return *log_; }
  const ScoreSheet& score() const { return fold_->sheet(); }
  const Scenario& scenario() const { return *scenario_; }
  const Exercise& exercise() const { return *exercise_; }
  const Options& options() const { return options_; }
  int rewinds() const { return rewinds_; }

  /// What a criterion waits for now: score_run.h, ScoreFold::conditions.
  std::vector<ConditionLine> conditions(const std::string& id) const {
    return fold_->conditions(id);
  }

  /// Of the world now, as the journal keeps it.
  std::uint64_t fingerprint() const { return world_->fingerprint(); }

  /// Called with every refused action, so that a frontend can say why at the control.
  std::function<void(const RunLog::ActionRecord&)> on_refusal;

 private:
  Session() = default;
  void apply(OperatorAction action);
  std::optional<Text> check_actor(const OperatorAction& action) const;
  void begin_records();
  void score_now();
  void rescore();
  std::optional<Text> go_back(SimTime time);
  void keep_snapshot();
  void journal(JournalRecord record);
  std::optional<World> make_world(Diagnostics& problems) const;

  const Scenario* scenario_ = nullptr;
  const Exercise* exercise_ = nullptr;
  const ComponentRegistry* registry_ = nullptr;
  Options options_;
  std::unique_ptr<World> world_;
  std::unique_ptr<RunLog> log_;
  std::unique_ptr<ScoreFold> fold_;
  std::vector<const Tag*> fold_tags_; ///< what the criteria read, and their values now
  std::vector<double> fold_values_;
  std::vector<OperatorAction> pending_;
  std::vector<Snapshot> snapshots_; ///< one each kSnapshotInterval
  AttemptWriter* writer_ = nullptr;
  int rewinds_ = 0;
  bool is_replaying_ = false;
};

} // namespace jixia
