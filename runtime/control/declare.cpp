#include "control/declare.h"

namespace jixia::control {
namespace {

PortSpec port(std::string name, PortSpec::Direction direction, Unit unit, Text meaning,
              double initial) {
  PortSpec made;
  made.name = std::move(name);
  made.direction = direction;
  made.unit = unit;
  made.meaning = std::move(meaning);
  made.initial = initial;
  return made;
}

PortSpec with_states(PortSpec made, std::vector<Text> states) {
  made.lowest = 0.0;
  made.highest = static_cast<double>(states.size()) - 1.0;
  made.states = std::move(states);
  return made;
}

} // namespace

PortSpec input(std::string name, Unit unit, Text meaning, double initial) {
  return port(std::move(name), PortSpec::Direction::Input, unit, std::move(meaning), initial);
}

PortSpec switch_input(std::string name, Text meaning, bool initial) {
  return with_states(input(std::move(name), Unit::One, std::move(meaning), initial ? 1.0 : 0.0),
                     {{"否", "no"}, {"是", "yes"}});
}

PortSpec set_by(Place place, PortSpec input, double lowest, double highest) {
  input.place = place;
  input.lowest = lowest;
  input.highest = highest;
  return input;
}

PortSpec output(std::string name, Unit unit, Text meaning, double initial) {
  return port(std::move(name), PortSpec::Direction::Output, unit, std::move(meaning), initial);
}

PortSpec switch_output(std::string name, Text meaning, bool initial, std::vector<Text> states) {
  return with_states(output(std::move(name), Unit::One, std::move(meaning), initial ? 1.0 : 0.0),
                     std::move(states));
}

PortSpec operable(std::string name, Unit unit, Place place, Text meaning, double initial,
                  double lowest, double highest) {
  PortSpec made =
      port(std::move(name), PortSpec::Direction::Operable, unit, std::move(meaning), initial);
  return set_by(place, std::move(made), lowest, highest);
}

PortSpec selector(std::string name, Place place, Text meaning, std::vector<Text> states,
                  double initial) {
  PortSpec made =
      operable(std::move(name), Unit::One, place, std::move(meaning), initial, 0.0, 0.0);
  return with_states(std::move(made), std::move(states));
}

ParameterSpec needed(std::string name, Unit unit, Text meaning, double lowest, double highest) {
  ParameterSpec made;
  made.name = std::move(name);
  made.meaning = std::move(meaning);
  made.unit = unit;
  made.lowest = lowest;
  made.highest = highest;
  return made;
}

ParameterSpec quantity(std::string name, Unit unit, Text meaning, double lowest, double highest,
                       double default_value) {
  ParameterSpec made = needed(std::move(name), unit, std::move(meaning), lowest, highest);
  made.default_value = default_value;
  return made;
}

ParameterSpec choice(std::string name, Text meaning, std::vector<std::string> choices) {
  ParameterSpec made;
  made.name = std::move(name);
  made.meaning = std::move(meaning);
  made.kind = ParameterSpec::Kind::Choice;
  made.choices = std::move(choices);
  return made;
}

ParameterSpec optional_words(std::string name, Text meaning) {
  ParameterSpec made;
  made.name = std::move(name);
  made.meaning = std::move(meaning);
  made.kind = ParameterSpec::Kind::Words;
  made.optional = true;
  return made;
}

} // namespace jixia::control
