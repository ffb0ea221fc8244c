#pragma once

#include <string>
#include <vector>

#include "world/world.h"

namespace jixia::hmi {

/// The values people read: taken from the world twice a second, so that digits can be read, and at
/// once after an action or while the run is frozen.
class ShownValues {
 public:
  static constexpr double kInterval = 0.5; ///< [s] of wall time

  /// @param now wall time of the window [s]
  void refresh(const World& world, double now, bool at_once);

  /// NaN if the tag is not of the world last seen.
  double of(const World& world, const Tag& tag) const;

 private:
  std::vector<double> values_;
  double taken_at_ = -1e9;
};

/// The value in the tag's display unit, "60.4" or the name of its state; "----" if it is not a
/// number.
std::string shown_text(const Tag& tag, double value, Language language);
/// A number with the tag's decimals, also for a discrete tag.
std::string number_of(const Tag& tag, double value);
/// "%", "℃", "MPa(g)"; empty for a discrete or dimensionless tag.
std::string unit_text(const Tag& tag);
/// "60.4 %"
std::string value_and_unit(const Tag& tag, double value, Language language);
/// From 0 to 1 over the tag's display range.
double share_of_range(const Tag& tag, double value);
/// What a person typed, in the tag's display unit. nullopt: not a number.
std::optional<double> read_entry(const Tag& tag, const std::string& typed);
/// The part of a tag before its port: "FIC101" of "FIC101.PV".
std::string component_of(const std::string& tag);

/// The component's tag with that port; nullptr if it has none.
const Tag* find_port(const World& world, const std::string& component, const std::string& port);
/// The first of `ports` that the component has.
const Tag* find_any_port(const World& world, const std::string& component,
                         std::initializer_list<const char*> ports);

} // namespace jixia::hmi
