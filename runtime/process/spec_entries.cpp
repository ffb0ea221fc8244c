#include "process/spec_entries.h"

namespace jixia::process {

ParameterSpec quantity_spec(std::string name, Text meaning, Unit unit, double lowest,
                            double highest, std::optional<double> default_value) {
  ParameterSpec spec;
  spec.name = std::move(name);
  spec.meaning = std::move(meaning);
  spec.unit = unit;
  spec.lowest = lowest;
  spec.highest = highest;
  spec.default_value = default_value;
  return spec;
}

ParameterSpec choice_spec(std::string name, Text meaning, std::vector<std::string> choices) {
  ParameterSpec spec;
  spec.name = std::move(name);
  spec.meaning = std::move(meaning);
  spec.kind = ParameterSpec::Kind::Choice;
  spec.choices = std::move(choices);
  return spec;
}

PortSpec output_spec(std::string name, Text meaning, Unit unit) {
  PortSpec spec;
  spec.name = std::move(name);
  spec.meaning = std::move(meaning);
  spec.unit = unit;
  return spec;
}

PortSpec flag_spec(std::string name, Text meaning) {
  PortSpec spec = output_spec(std::move(name), std::move(meaning), Unit::One);
  spec.states = {{"否", "no"}, {"是", "yes"}};
  return spec;
}

PortSpec input_spec(std::string name, Text meaning, Unit unit, double initial) {
  PortSpec spec = output_spec(std::move(name), std::move(meaning), unit);
  spec.direction = PortSpec::Direction::Input;
  spec.initial = initial;
  return spec;
}

PortSpec fault_spec(std::string name, Text meaning, Unit unit, double initial, double lowest,
                    double highest) {
  PortSpec spec = input_spec(std::move(name), std::move(meaning), unit, initial);
  spec.place = Place::Instructor;
  spec.lowest = lowest;
  spec.highest = highest;
  return spec;
}

std::vector<ParameterSpec> with_start(std::vector<ParameterSpec> rest) {
  rest.push_back(quantity_spec("initial_liquid", {"初始充液体积分数", "share of the volume that is liquid at the start"},
                               Unit::One, 0.0, 1.0, 0.0));
  rest.push_back(quantity_spec("initial_pressure", {"初始压力", "pressure at the start"},
                               Unit::Pascal, 1e3, 1e7, 101325.0));
  rest.push_back(quantity_spec("initial_temperature", {"初始温度", "temperature at the start"},
                               Unit::Kelvin, 273.15, 453.15, 293.15));
  rest.push_back(quantity_spec("initial_oxygen", {"初始气相氧含量（干基，其余为氮）",
                                                  "oxygen in the dry gas at the start, the rest nitrogen"},
                               Unit::One, 0.0, 1.0, 0.0));
  return rest;
}

} // namespace jixia::process
