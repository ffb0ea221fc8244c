// The example of scenarios/README.md, written to disk from the text as `jixia-pack new` does, is a
// pack without errors whose operators get what it promises.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "catalogue/component_catalogue.h"
#include "check_pack.h"
#include "new_pack.h"
#include "pack_schema.h"
#include "readme_example.h"
#include "verify_pack.h"
#include "verify_table.h"

namespace jixia {
namespace {

class AuthorsGuide : public testing::Test {
 protected:
  AuthorsGuide()
      : folder_(std::filesystem::temp_directory_path() /
                ("my-tank-" + std::to_string(::getpid()))) {}
  ~AuthorsGuide() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  ComponentRegistry registry_ = make_registry();
  Diagnostics problems_;
};

TEST_F(AuthorsGuide, the_program_carries_the_text_as_it_stands) {
  std::ifstream file(JIXIA_SOURCE_DIR "/scenarios/README.md", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(authors_guide(), text);
}

TEST_F(AuthorsGuide, its_example_checks_and_proves_itself) {
  ASSERT_TRUE(new_pack(folder_, problems_)) << problems_.text(Language::English);
  const std::optional<Scenario> pack = check_pack(folder_, registry_, problems_);
  ASSERT_TRUE(pack && problems_.all().empty()) << problems_.text(Language::English);
  EXPECT_EQ(pack->id, folder_.filename().string()); // named after its folder
  const std::vector<OperatorRun> runs = verify_pack(*pack, registry_, {}, {});
  ASSERT_EQ(runs.size(), 4u); // expert, two mistakes, nobody
  for (const OperatorRun& run : runs) {
    EXPECT_TRUE(run.faults.empty()) << verify_table({run}, true, Language::English);
  }
}

TEST_F(AuthorsGuide, new_does_not_touch_a_folder_that_has_something_in_it) {
  std::filesystem::create_directories(folder_);
  std::ofstream(folder_ / "mine.txt") << "mine";
  EXPECT_FALSE(new_pack(folder_, problems_));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "pack.yaml"));
}

TEST_F(AuthorsGuide, check_reports_what_only_the_world_knows_in_all_files_at_once) {
  ASSERT_TRUE(new_pack(folder_, problems_));
  const auto change = [&](const std::string& path, const std::string& from, const std::string& to) {
    std::ifstream in(folder_ / path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    text.replace(text.find(from), from.size(), to);
    std::ofstream(folder_ / path, std::ios::binary) << text;
  };
  change("exercises/fill.yaml", "done: LIC1 >= 45 %", "done: LIC1 >= 4.5 bar");
  change("exercises/fill.yaml", "focus: [LIC1, HV1]", "focus: [LIC1, HV7]");
  change("operators/fill/expert.yaml", "set: {LIC1.OP: 60 %}", "set: {LIC1.PO: 60 %}");
  change("operators/fill/overfills.yaml", "LIC1.OP: 100 %", "LIC1.OP: 140 %");
  change("screens/mimic.yaml", "tag: HV2", "tag: HV02");
  EXPECT_TRUE(check_pack(folder_, registry_, problems_));
  const std::string report = problems_.text(Language::English);
  EXPECT_NE(report.find("exercises/fill.yaml:17"), std::string::npos) << report;
  EXPECT_NE(report.find("there is no tag HV7"), std::string::npos) << report;
  EXPECT_NE(report.find("there is no tag LIC1.PO"), std::string::npos) << report;
  EXPECT_NE(report.find("LIC1.OP cannot be set to '140 %'"), std::string::npos) << report;
  EXPECT_NE(report.find("screens/mimic.yaml:8"), std::string::npos) << report;
}

TEST_F(AuthorsGuide, check_names_the_range_a_parameter_must_keep) {
  ASSERT_TRUE(new_pack(folder_, problems_));
  std::ofstream(folder_ / "line.yaml")
      << "HV9: {type: HandValve, from: V1.bottom, to: SEWER, kv: -3 m3/h}\n"
         "HV8: {type: HandVavle, from: V1.bottom, to: SEWER, kv: 3 m3/h}\n";
  check_pack(folder_, registry_, problems_);
  const std::string report = problems_.text(Language::English);
  EXPECT_NE(report.find("allowed 0.0001 m3/h to 100000 m3/h"), std::string::npos) << report;
  EXPECT_NE(report.find("did you mean HandValve?"), std::string::npos) << report;
}

TEST_F(AuthorsGuide, the_schema_knows_every_component_type_and_file) {
  for (const char* file : {"pack", "plant", "exercise", "rules", "operator", "screen", "scene"}) {
    EXPECT_NE(schema_text(registry_, file, Language::English), "") << file;
  }
  const std::string all = schema_text(registry_, "", Language::Chinese);
  for (const auto& [type, spec] : registry_.all()) {
    EXPECT_NE(all.find("\"type-" + type + "\""), std::string::npos) << type;
  }
  EXPECT_EQ(schema_text(registry_, "nothing", Language::English), "");
  EXPECT_NE(catalogue_text(registry_, Language::English).find("## Vessel"), std::string::npos);
}

} // namespace
} // namespace jixia
