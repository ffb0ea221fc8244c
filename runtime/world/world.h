#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/sim_time.h"
#include "world/component_spec.h"
#include "world/operator_action.h"

namespace jixia {

/// How a tag is written and drawn for people; a pack gives it, else it follows from the port.
struct TagDisplay {
  Text name;               ///< what the tag is, e.g. 原料罐液位 / Feed drum level
  std::string unit;        ///< a spelling of the tag's unit, e.g. "atm(g)"
  int decimals = 2;        ///< digits after the point
  double range_low = 0.0;  ///< of bars and trends [SI]
  double range_high = 1.0; ///< [SI]
};

/// The public name of one signal.
struct Tag {
  std::string name; ///< "LIC101.PV"
  SignalId signal{};
  std::size_t component = 0; ///< index into World::components()
  std::string port;
  PortSpec::Direction direction = PortSpec::Direction::Output;
  bool is_free = false; ///< an input that no component drives, so a person may
  Unit unit = Unit::One;
  Place place = Place::None;
  double lowest = 0.0;  ///< of what a person may set [SI]
  double highest = 0.0; ///< [SI]
  std::vector<Text> states;
  TagDisplay display;

  /// True if a person may set this tag somewhere.
  bool is_operable() const {
    return place != Place::None && (is_free || direction == PortSpec::Direction::Operable);
  }
};

/// One component as onlookers see it.
struct ComponentInfo {
  std::string tag;  ///< "LIC101"
  std::string type; ///< "PidController"
  Text name;        ///< as the pack names it
  std::map<std::string, double> quantities; ///< its parameters [SI], e.g. alarm limits and priority
  std::map<std::string, std::string> words; ///< its choices, references and words
};

/// The complete state of a World between two steps, as bytes.
struct Snapshot {
  SimTime time{0};
  std::vector<double> signals;
  std::vector<std::int64_t> state; ///< bit patterns, in the order components list them
};

/// Everything that is simulated in one run, and nothing else: no window, no
/// file, no score. Observers hold it as `const World&`.
class World {
 public:
  World(Signals signals, std::vector<Tag> tags, std::vector<ComponentInfo> infos,
        std::vector<std::unique_ptr<Component>> components, SimTime step);

  /// Advances by one fixed step.
  void step();

  /// Carries out `action`.
  /// @returns nullopt, or why it is refused (no such tag, read only, out of range, not a finite
  ///          number, locked by its component); a refused action leaves the world as it was.
  std::optional<Text> apply(const OperatorAction& action);

  /// The tag called `name`; a bare component name stands for its main port. nullptr if none.
  const Tag* find_tag(const std::string& name) const;

  double value(const Tag& tag) const { return signals_.get(tag.signal); }

  /// @throws std::out_of_range if there is no tag of that name.
  double value(const std::string& name) const;

  SimTime time() const { return time_; }
  SimTime step_length() const { return step_; }
  const std::vector<Tag>& tags() const { return tags_; }              ///< sorted by name
  const std::vector<ComponentInfo>& components() const { return infos_; } ///< as in the pack
  const ComponentInfo* find_component(const std::string& tag) const;

  /// Every workpiece of every component, by component, then id.
  std::vector<const EntityTable*> entities() const;

  bool can_snapshot() const;
  /// @pre can_snapshot()
  Snapshot snapshot();
  /// Goes back to `snapshot`, which this very world made. The next steps are bit-identical.
  void restore(const Snapshot& snapshot);

  /// Of time, all signals and all listed state.
  std::uint64_t fingerprint();

  /// Sets the clock. A settling run begins below zero, so that the exercise begins at 0 and what
  /// starts at a time of its own does not start before.
  void set_clock(SimTime time) { time_ = time; }

 private:
  Signals signals_;
  std::vector<Tag> tags_;
  std::map<std::string, std::size_t> tag_index_; ///< full and bare names
  std::vector<ComponentInfo> infos_;
  std::map<std::string, std::size_t> info_index_;
  std::vector<std::unique_ptr<Component>> components_; ///< those that step; hosts before parts do not count
  std::vector<std::size_t> stepper_of_info_;           ///< info -> components_ (a part: its host's)
  SimTime step_;
  SimTime time_{0};

  friend class WorldBuilder;
};

} // namespace jixia
