#pragma once

#include <string>
#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// The four sorts of port that every block of this floor is made of, and the two sorts of
/// parameter, so that a ComponentSpec reads as a table.

/// An analog input in the SI unit `unit`; `initial` holds while nothing is connected.
PortSpec input(std::string name, Unit unit, Text meaning, double initial = 0.0);

/// A discrete input, states 否/是.
PortSpec switch_input(std::string name, Text meaning, bool initial = false);

/// An input that a person at `place` drives while nothing is connected.
PortSpec set_by(Place place, PortSpec input, double lowest, double highest);

/// An analog output.
PortSpec output(std::string name, Unit unit, Text meaning, double initial = 0.0);

/// A discrete output, states 否/是 unless told otherwise.
PortSpec switch_output(std::string name, Text meaning, bool initial = false,
                       std::vector<Text> states = {{"否", "no"}, {"是", "yes"}});

/// A value that a person at `place` may ask the block to change.
PortSpec operable(std::string name, Unit unit, Place place, Text meaning, double initial,
                  double lowest, double highest);

/// A discrete operable; its range is the list of states.
PortSpec selector(std::string name, Place place, Text meaning, std::vector<Text> states,
                  double initial = 0.0);

/// A number that must be given.
ParameterSpec needed(std::string name, Unit unit, Text meaning, double lowest, double highest);

/// A number that may be left out.
ParameterSpec quantity(std::string name, Unit unit, Text meaning, double lowest, double highest,
                       double default_value);

/// One word of several; the first is the default.
ParameterSpec choice(std::string name, Text meaning, std::vector<std::string> choices);

/// Free text that may be left out.
ParameterSpec optional_words(std::string name, Text meaning);

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

} // namespace jixia::control
