#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/expression.h"
#include "scenario/exercise.h"
#include "world/operator_action.h"
#include "world/world.h"

namespace jixia {

/// Plays an OperatorScript: the expert or a typical mistake that proves a pack, or a demonstration.
///
/// Each step first waits, then waits until its condition is true (or its timeout is over), then
/// sets its tag: at once, or along a ramp with one action a second that begins at the value the tag
/// has then and ends with exactly the value written. Steps that are due at the same time act in the
/// same call, in the order written. It goes on whether or not the world refuses an action.
///
/// It looks at the world through tags only and plays forward: to play again, make a new one.
class ScriptOperator {
 public:
  /// Checks the whole script: unknown tags, values that cannot be read or set, faulty conditions;
  /// findings carry the script's marks. A script with findings plays nothing and is finished.
  ScriptOperator(const OperatorScript& script, const World& world, Diagnostics& problems);

  /// What to ask of the world now. Call it before each step, with time rising.
  /// @param world  the one of the constructor, or another built from the same exercise
  std::vector<OperatorAction> actions_at(const World& world);

  bool finished() const { return next_ >= steps_.size(); }

  /// Counts of steps done and in all, for a progress bar.
  std::size_t steps_done() const { return next_; }
  std::size_t steps_total() const { return steps_.size(); }

  static constexpr SimTime kDefaultTimeout = std::chrono::hours(1);
  static constexpr SimTime kRampInterval = std::chrono::seconds(1);

 private:
  struct Step {
    SimTime wait{0}, timeout{0}, ramp{0};
    std::unique_ptr<const Expression> until; ///< nullptr: no condition
    std::optional<ExpressionState> state;
    std::size_t tag = kNoTag; ///< index into World::tags()
    double value = 0.0;       ///< [SI]
  };
  enum class Doing { Waiting, Watching, Ramping };
  static constexpr std::size_t kNoTag = static_cast<std::size_t>(-1);

  std::optional<Step> read(const ScriptStep& written, const World& world, Diagnostics& problems);
  bool take_turn(const World& world, std::vector<OperatorAction>& actions);
  bool is_condition_met(Step& step, const World& world);
  bool act(const Step& step, const World& world, std::vector<OperatorAction>& actions);

  std::vector<Step> steps_;
  std::size_t next_ = 0;
  Doing doing_ = Doing::Waiting;
  bool has_begun_ = false;
  SimTime since_{0};      ///< when the present wait, watch or ramp began
  SimTime last_action_{0};
  double ramp_from_ = 0.0;
  std::vector<double> values_; ///< of the tags that conditions read, by place in World::tags()
};

} // namespace jixia
