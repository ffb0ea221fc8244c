#include <gtest/gtest.h>

#include <cmath>

#include "process/register_process.h"
#include "support/pump_plant.h"

// Every mistake in a flowsheet is told with its place and what to do, in both languages.
namespace jixia::test {
namespace {

using Entries = std::vector<ComponentEntry>;

std::string problems_of(const Entries& entries) {
  ComponentRegistry registry;
  process::register_process(registry);
  Diagnostics problems;
  const std::optional<World> world = build_world(entries, {}, registry, {}, problems);
  EXPECT_EQ(world.has_value(), !problems.has_errors());
  return problems.text(Language::English);
}

Entries two_headers_and(Entries rest) {
  rest.push_back(plant_entry("IN", "Header", {{"pressure", "3 bar"}, {"contents", "liquid"}}));
  rest.push_back(plant_entry("OUT", "Header", {{"pressure", "1 bar"}, {"contents", "liquid"}}));
  return rest;
}

ComponentEntry valve(const std::string& tag, const std::string& from, const std::string& to) {
  return plant_entry(tag, "HandValve", {{"from", from}, {"to", to}, {"kv", "10 m3/h"}, {"initial", "100 %"}});
}

TEST(FlowsheetBuilder, FollowsValvesInSeriesWrittenInAnyOrder) {
  World world = make_world(two_headers_and({valve("V2", "V1", "OUT"), valve("V1", "IN", "V2")}));
  run_for(world, 1.0);
  // two valves in series, 2 bar: Kv 10/sqrt(2) m3/h of water at 20 C
  const double by_hand = 10.0 / std::sqrt(2.0) * std::sqrt(2.0 / (998.2 / 999.1)) / 3600.0 * 998.2;
  EXPECT_NEAR(world.value("V1.flow"), by_hand, 0.005 * by_hand);
  EXPECT_EQ(world.value("V1.flow"), world.value("V2.flow"));
  EXPECT_NEAR(world.value("V1.dp"), 1e5, 1e3);
}

TEST(FlowsheetBuilder, SuggestsTheTagThatWasMeant) {
  const std::string text = problems_of(two_headers_and({valve("V1", "INN", "OUT")}));
  EXPECT_NE(text.find("'INN'"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean IN?"), std::string::npos) << text;
}

TEST(FlowsheetBuilder, AsksForTheNozzle) {
  Entries entries = two_headers_and({valve("V1", "IN", "D1")});
  entries.push_back(plant_entry("D1", "Vessel",
                                {{"diameter", "1 m"}, {"length", "2 m"}, {"bottom_tangent", "1 m"},
                                 {"inlet_elevation", "3 m"}, {"level_zero", "1 m"}, {"level_span", "2 m"}}));
  const std::string text = problems_of(entries);
  EXPECT_NE(text.find("D1.bottom"), std::string::npos) << text;
}

TEST(FlowsheetBuilder, RefusesNeighboursThatDisagree) {
  const std::string text =
      problems_of(two_headers_and({valve("V1", "IN", "V2"), valve("V2", "IN", "OUT")}));
  EXPECT_NE(text.find("V1 goes to V2, but V2 comes from IN"), std::string::npos) << text;
}

TEST(FlowsheetBuilder, RefusesALineWithoutABeginning) {
  const std::string text =
      problems_of(two_headers_and({valve("V1", "V2", "V2"), valve("V2", "V1", "V1")}));
  EXPECT_NE(text.find("no beginning"), std::string::npos) << text;
}

TEST(FlowsheetBuilder, RefusesAPumpWithoutAPlaceAtItsEye) {
  const std::string text = problems_of({plant_entry(
      "P1", "CentrifugalPump",
      {{"from", "NOWHERE"}, {"h0", "50 m"}, {"h2", "0.01"}, {"p0", "2"}, {"n0", "2 m"},
       {"suction_bore", "50 mm"}, {"discharge_bore", "40 mm"}})});
  EXPECT_NE(text.find("'NOWHERE'"), std::string::npos) << text;
}

TEST(FlowsheetBuilder, RefusesAReliefValveThatCannotReseat) {
  const std::string text = problems_of(two_headers_and(
      {plant_entry("PSV1", "ReliefValve",
                   {{"from", "IN"}, {"to", "OUT"}, {"set", "5 bar"}, {"reseat", "6 bar"}, {"area", "100 mm2"}})}));
  EXPECT_NE(text.find("reseat"), std::string::npos) << text;
}

TEST(FlowsheetBuilder, SaysEveryMessageInChineseToo) {
  ComponentRegistry registry;
  process::register_process(registry);
  Diagnostics problems;
  build_world(two_headers_and({valve("V1", "INN", "OUTT"), valve("V3", "V4", "V5")}), {}, registry, {}, problems);
  ASSERT_GE(problems.all().size(), 2u);
  for (const Diagnostic& problem : problems.all()) {
    EXPECT_FALSE(problem.problem.zh.empty());
  }
}

TEST(FlowsheetBuilder, DescribesEveryTypeInBothLanguages) {
  ComponentRegistry registry;
  process::register_process(registry);
  EXPECT_EQ(registry.all().size(), 13u);
  for (const auto& [type, spec] : registry.all()) {
    EXPECT_FALSE(spec.meaning.zh.empty() || spec.meaning.en.empty()) << type;
    for (const ParameterSpec& parameter : spec.parameters) {
      EXPECT_FALSE(parameter.meaning.zh.empty() || parameter.meaning.en.empty()) << type << parameter.name;
    }
    for (const PortSpec& port : spec.ports) {
      EXPECT_FALSE(port.meaning.zh.empty() || port.meaning.en.empty()) << type << port.name;
    }
  }
}

// Nothing but headers, nothing at all: still a world.
TEST(FlowsheetBuilder, BuildsThePlantWithNothingInIt) {
  World world = make_world({plant_entry("Flowsheet", "Flowsheet", {})});
  run_for(world, 1.0);
  EXPECT_EQ(world.value("Flowsheet.failures"), 0.0);
  World headers = make_world(two_headers_and({}));
  run_for(headers, 1.0);
  EXPECT_EQ(headers.value("Flowsheet.failures"), 0.0);
}

} // namespace
} // namespace jixia::test
