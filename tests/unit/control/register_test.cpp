#include <gtest/gtest.h>

#include <set>

#include "control/register_control.h"

namespace jixia::control {
namespace {

ComponentRegistry registry() {
  ComponentRegistry made;
  register_control(made);
  return made;
}

TEST(RegisterControl, EveryTextIsWrittenInBothLanguages) {
  const ComponentRegistry all = registry();
  const auto check = [](const std::string& where, const Text& text) {
    EXPECT_FALSE(text.zh.empty()) << where;
    EXPECT_FALSE(text.en.empty()) << where;
  };
  for (const auto& [type, spec] : all.all()) {
    check(type, spec.meaning);
    for (const ParameterSpec& parameter : spec.parameters) {
      check(type + "." + parameter.name, parameter.meaning);
    }
    for (const PortSpec& port : spec.ports) {
      check(type + "." + port.name, port.meaning);
      for (const Text& state : port.states) {
        check(type + "." + port.name, state);
      }
    }
  }
}

TEST(RegisterControl, EverySpecIsConsistent) {
  const ComponentRegistry all = registry();
  EXPECT_GT(all.all().size(), 60u);
  for (const auto& [type, spec] : all.all()) {
    std::set<std::string> names;
    for (const PortSpec& port : spec.ports) {
      EXPECT_TRUE(names.insert(port.name).second) << type << " has two ports " << port.name;
      EXPECT_LE(port.lowest, port.highest) << type << "." << port.name;
      if (port.direction == PortSpec::Direction::Operable) {
        EXPECT_NE(port.place, Place::None) << type << "." << port.name;
      }
    }
    EXPECT_TRUE(spec.main_port.empty() || names.contains(spec.main_port)) << type;
    std::set<std::string> parameters;
    for (const ParameterSpec& parameter : spec.parameters) {
      EXPECT_TRUE(parameters.insert(parameter.name).second) << type << "." << parameter.name;
      const double usual = parameter.default_value.value_or(parameter.lowest);
      EXPECT_GE(usual, parameter.lowest) << type << "." << parameter.name;
      EXPECT_LE(usual, parameter.highest) << type << "." << parameter.name;
    }
    EXPECT_TRUE(spec.make) << type;
  }
}

} // namespace
} // namespace jixia::control
