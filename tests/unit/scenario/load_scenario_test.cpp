#include "scenario/load_scenario.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "unit/scenario/pack_on_disk.h"

namespace jixia {
namespace {

using test::PackOnDisk;

TEST(LoadScenario, reads_every_part_of_a_pack) {
  PackOnDisk pack;
  const auto scenario = pack.load();
  ASSERT_TRUE(scenario) << pack.report();
  EXPECT_EQ(pack.report(), "");
  EXPECT_EQ(scenario->id, "tank");
  EXPECT_EQ(scenario->title.zh, "水罐");
  EXPECT_EQ(scenario->step, std::chrono::milliseconds(100));
  ASSERT_EQ(scenario->components.size(), 1u);
  EXPECT_EQ(scenario->components[0].parameters.at("diameter").items[0], "1.6 m");
  EXPECT_EQ(scenario->components[0].connections.at("heat").items[0], "E1.DUTY");
  ASSERT_EQ(scenario->exercises.size(), 1u);
  const Exercise& exercise = scenario->exercises[0];
  EXPECT_EQ(exercise.duration, std::chrono::minutes(10));
  EXPECT_EQ(exercise.criteria[0].done.text, "LIC1 >= 48 %");
  EXPECT_EQ(exercise.criteria[0].done.mark.line, 14);
  EXPECT_EQ(exercise.criteria[0].done.mark.column, 11);
  ASSERT_EQ(exercise.operators.size(), 1u);
  const std::vector<ScriptStep>& steps = exercise.operators[0].steps;
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps[0].wait, std::chrono::seconds(5)); // one map of settings: waits once
  EXPECT_EQ(steps[0].tag, "HV1");
  EXPECT_EQ(steps[1].wait, SimTime{0});
  EXPECT_EQ(steps[1].tag, "HV2");
  EXPECT_EQ(steps[2].timeout, std::chrono::minutes(2));
  EXPECT_EQ(steps[3].ramp, std::chrono::seconds(20));
}

TEST(LoadScenario, reports_the_mistakes_of_all_files_at_once_with_place_and_suggestion) {
  PackOnDisk pack;
  pack.change("pack.yaml", "licence:", "licnece:");
  pack.change("plant.yaml", "diameter: 1.6 m", "diameter:");
  pack.change("exercises/fill.yaml", "duration: 10 min", "duration: 10 parsec");
  pack.change("exercises/fill.yaml", "en: Fill}\ngoal", "fr: Fill}\ngoal");
  pack.change("operators/fill/expert.yaml", "over: 20 s", "ovre: 20 s");
  EXPECT_FALSE(pack.load());
  const std::string report = pack.report();
  EXPECT_NE(report.find("pack.yaml:7:1: error: pack.yaml has no key 'licnece'"), std::string::npos);
  EXPECT_NE(report.find("did you mean licence?"), std::string::npos);
  EXPECT_NE(report.find("plant.yaml:4:3"), std::string::npos) << report;
  EXPECT_NE(report.find("exercises/fill.yaml:5:11: error: '10 parsec'"), std::string::npos);
  EXPECT_NE(report.find("exercises/fill.yaml:2:8: error: the text lacks English"),
            std::string::npos);
  EXPECT_NE(report.find("did you mean over?"), std::string::npos) << report;
}

TEST(LoadScenario, makes_one_alarm_of_each_limit) {
  PackOnDisk pack;
  pack.write("control.yaml", R"(alarms:
  LIC1: {name: {zh: 液位, en: Level}, LL: [10 %, 1], H: {limit: 70 %, priority: 3, delay: 5 s}, when: P1.RUN}
  PDI7: {name: {zh: 差压, en: Drop}, HH: [15 kPa, 3]}
  PIC1: {name: {zh: 压力, en: Pressure}, DEV: [0.5 atm, 2], reference: PI5, delay: 10 s}
  XA1: {name: {zh: 门开, en: Door open}, ON: 2}
tags:
  LIC1: {name: {zh: 液位, en: Level}, unit: "%", decimals: 1, range: [0 %, 100 %]}
)");
  const auto scenario = pack.load();
  ASSERT_TRUE(scenario) << pack.report();
  const auto& all = scenario->components;
  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[1].tag, "LIC1_LL");
  EXPECT_EQ(all[1].type, "LevelAlarm");
  EXPECT_EQ(all[1].name.zh, "液位低低");
  EXPECT_EQ(all[1].parameters.at("kind").items[0], "low");
  EXPECT_EQ(all[1].parameters.at("limit").items[0], "10 %");
  EXPECT_EQ(all[1].parameters.at("priority").items[0], "1");
  EXPECT_EQ(all[1].connections.at("ENABLE").items[0], "P1.RUN");
  EXPECT_EQ(all[2].parameters.at("on_delay").items[0], "5 s");
  EXPECT_EQ(all[3].type, "DifferentialPressureAlarm");
  EXPECT_EQ(all[4].type, "PressureDeviationAlarm");
  EXPECT_EQ(all[4].connections.at("REFERENCE").items[0], "PI5");
  EXPECT_EQ(all[5].type, "DiscreteAlarm");
  EXPECT_EQ(scenario->displays[0].high, "100 %");
}

TEST(LoadScenario, a_mistake_is_another_operator_with_some_parts_changed) {
  PackOnDisk pack;
  pack.write("operators/fill/forgets.yaml", R"(title: {zh: 忘记关阀, en: Forgets to close}
score: [0, 60]
loses: [S1]
like: expert
instead: {close: []}
)");
  const auto scenario = pack.load();
  ASSERT_TRUE(scenario) << pack.report();
  ASSERT_EQ(scenario->exercises[0].operators.size(), 2u);
  EXPECT_EQ(scenario->exercises[0].operators[1].id, "forgets");
  EXPECT_EQ(scenario->exercises[0].operators[1].steps.size(), 2u);
  pack.change("operators/fill/forgets.yaml", "{close", "{clsoe");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("did you mean close?"), std::string::npos) << pack.report();
}

TEST(LoadScenario, refuses_steps_that_wait_for_one_another) {
  PackOnDisk pack;
  pack.change("exercises/fill.yaml", "    time: 60 s\n", R"(    after: S2
  - {id: S2, title: {zh: 二, en: Two}, do: {zh: 做, en: Do}, points: 0, done: LIC1 > 0, after: [S1]}
)");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("wait for one another"), std::string::npos) << pack.report();
}

TEST(LoadScenario, refuses_keys_that_mean_nothing_to_a_kind_of_criterion) {
  PackOnDisk pack;
  pack.change("exercises/fill.yaml", "    time: 60 s\n", "    cap: 59\n");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("S1 is a step; 'cap' means nothing"), std::string::npos)
      << pack.report();
}

TEST(LoadScenario, the_digest_changes_with_any_byte_but_not_with_what_was_expected) {
  PackOnDisk pack;
  const std::string before = pack.load()->digest;
  EXPECT_EQ(before.size(), 64u);
  pack.write("expected/fill.json", "{}");
  EXPECT_EQ(pack.load()->digest, before);
  pack.change("plant.yaml", "1.6 m", "1.7 m");
  EXPECT_NE(pack.load()->digest, before);
}

TEST(LoadScenario, refuses_a_model_outside_the_pack) {
  PackOnDisk pack;
  pack.write("scene.yaml",
             "models:\n  - {id: a, model: ../../etc/passwd, at: [0, 0, 0]}\n"
             "  - {id: b, model: models/none.glb, at: [0, 0, 0]}\n");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("scene.yaml:2:5: error: a model is"), std::string::npos)
      << pack.report();
  EXPECT_NE(pack.report().find("the pack has no models/none.glb"), std::string::npos);
}

TEST(LoadScenario, refuses_links_out_of_the_pack) {
  PackOnDisk pack;
  std::filesystem::create_symlink("/etc/passwd", pack.folder() / "lesson.zh.md");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("lesson.zh.md: error: not a regular file"), std::string::npos);
}

TEST(LoadScenario, refuses_what_is_too_big_too_deep_or_no_file) {
  PackOnDisk pack;
  pack.write("lesson.zh.md", "");
  std::filesystem::resize_file(pack.folder() / "lesson.zh.md", (1u << 20) + 1);
  std::filesystem::create_directories(pack.folder() / "models/a/b/c/d/e/f/g");
  ASSERT_EQ(::mkfifo((pack.folder() / "rules.yaml").c_str(), 0600), 0);
  pack.write("models/bad name.glb", "x");
  EXPECT_FALSE(pack.load()); // and does not wait for the pipe
  EXPECT_NE(pack.report().find("lesson.zh.md: error"), std::string::npos) << pack.report();
  EXPECT_NE(pack.report().find("folders are nested too deeply"), std::string::npos);
  EXPECT_NE(pack.report().find("rules.yaml: error: not a regular file"), std::string::npos);
  EXPECT_NE(pack.report().find("a file name cannot be used"), std::string::npos);
}

TEST(LoadScenario, refuses_a_pack_above_its_total_and_reads_no_further) {
  PackOnDisk pack;
  for (int k = 0; k < 6; ++k) { // 6 x 15 MiB of holes
    const std::string path = "models/m" + std::to_string(k) + ".glb";
    pack.write(path, "");
    std::filesystem::resize_file(pack.folder() / path, 15u << 20);
  }
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("the pack is too big"), std::string::npos) << pack.report();
}

TEST(LoadScenario, numbers_must_be_finite_and_in_range) {
  PackOnDisk pack;
  pack.change("exercises/fill.yaml", "points: 100", "points: nan");
  pack.change("exercises/fill.yaml", "time: 60 s", "time: inf s");
  pack.change("exercises/fill.yaml", "duration: 10 min", "duration: 1e9 h");
  pack.change("operators/fill/expert.yaml", "score: [98, 100]", "score: [.inf, 100]");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("'nan' is not a number"), std::string::npos) << pack.report();
  EXPECT_NE(pack.report().find("'inf s' is not a time"), std::string::npos) << pack.report();
  EXPECT_NE(pack.report().find("'1e9 h' is not a time"), std::string::npos) << pack.report();
  EXPECT_NE(pack.report().find("'.inf' is not a number"), std::string::npos) << pack.report();
}

TEST(LoadScenario, refuses_files_that_have_no_place_in_a_pack) {
  PackOnDisk pack;
  pack.write("palnt.yaml", "a: b\n");
  EXPECT_FALSE(pack.load());
  EXPECT_NE(pack.report().find("did you mean plant.yaml?"), std::string::npos) << pack.report();
}

TEST(LoadScenario, reads_an_operator_that_stands_alone_from_any_file) {
  PackOnDisk pack;
  Diagnostics problems;
  const std::string file = (pack.folder() / "operators/fill/expert.yaml").string();
  const auto script = load_operator(file, "fill", problems);
  ASSERT_TRUE(script) << problems.text(Language::English);
  EXPECT_EQ(script->id, "expert");
  EXPECT_EQ(script->steps.size(), 4u);
  pack.change("operators/fill/expert.yaml", "score: [98, 100]", "score: [98, 100]\nlike: another");
  EXPECT_FALSE(load_operator(file, "fill", problems));
  EXPECT_FALSE(load_operator("/nowhere.yaml", "fill", problems));
}

TEST(LoadScenario, says_that_a_folder_is_missing) {
  Diagnostics problems;
  EXPECT_FALSE(load_scenario("/nowhere/at/all", problems));
  EXPECT_TRUE(problems.has_errors());
}

} // namespace
} // namespace jixia
