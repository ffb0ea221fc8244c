#include "build_pack.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catalogue/component_catalogue.h"
#include "new_pack.h"
#include "packaging/opened_pack.h"
#include "packaging/pack_file.h"
#include "scenario/load_scenario.h"
#include "support/temporary_folder.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return content.str();
}

class BuildPack : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("JIXIA_DATA", (folder_ / "data").c_str(), 1);
    ASSERT_TRUE(new_pack(folder_ / "demo", problems_)) << problems_.text(Language::English);
  }
  void TearDown() override { ::unsetenv("JIXIA_DATA"); }

  std::optional<BuiltPack> build(const fs::path& pack, const std::string& out) {
    problems_ = {};
    return build_pack(pack.string(), registry_, folder_ / out, problems_);
  }

  TemporaryFolder folder_;
  ComponentRegistry registry_ = make_registry();
  Diagnostics problems_;
};

TEST_F(BuildPack, GivesTheSameBytesWhateverTimesModesAndOrderOnTheDisk) {
  const auto first = build(folder_ / "demo", "a.zip");
  ASSERT_TRUE(first) << problems_.text(Language::English);
  // A copy made backwards, with other times and modes, and a hidden file beside.
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "demo")) {
    if (entry.is_regular_file()) {
      files.push_back(fs::relative(entry.path(), folder_ / "demo"));
    }
  }
  std::sort(files.rbegin(), files.rend());
  for (const fs::path& file : files) {
    const fs::path copy = folder_ / "copy" / file;
    fs::create_directories(copy.parent_path());
    std::ofstream(copy, std::ios::binary) << read(folder_ / "demo" / file);
    fs::permissions(copy, fs::perms(0700));
    fs::last_write_time(copy, fs::file_time_type() - std::chrono::hours(24 * 365));
  }
  std::ofstream(folder_ / "copy/.DS_Store") << "x";
  const auto second = build(folder_ / "copy", "b.zip");
  ASSERT_TRUE(second) << problems_.text(Language::English);
  EXPECT_EQ(read(first->file), read(second->file));
  EXPECT_EQ(first->sha256, calc_sha256(read(first->file)));
  EXPECT_EQ(first->size, fs::file_size(first->file));
}

TEST_F(BuildPack, AnyChangeGivesOtherBytes) {
  const auto first = build(folder_ / "demo", "a.zip");
  std::ofstream(folder_ / "demo/pack.yaml", std::ios::app) << "# more\n";
  const auto second = build(folder_ / "demo", "b.zip");
  ASSERT_TRUE(first && second) << problems_.text(Language::English);
  EXPECT_NE(first->sha256, second->sha256);
  EXPECT_NE(first->digest, second->digest);
}

TEST_F(BuildPack, APackWithMistakesIsNotBuilt) {
  std::ofstream(folder_ / "demo/pack.yaml", std::ios::app) << "nonsense: 1\n";
  EXPECT_FALSE(build(folder_ / "demo", "a.zip"));
  EXPECT_TRUE(problems_.has_errors());
  EXPECT_FALSE(fs::exists(folder_ / "a.zip"));
  EXPECT_FALSE(build(folder_ / "nowhere", "a.zip"));
}

TEST_F(BuildPack, WhatWindowsCannotHoldIsNotBuilt) {
  fs::create_directories(folder_ / "demo/models");
  std::ofstream(folder_ / "demo/models/aux.md") << "x";
  EXPECT_FALSE(build(folder_ / "demo", "a.zip"));
  EXPECT_NE(problems_.text(Language::English).find("device"), std::string::npos);
}

TEST_F(BuildPack, TheFileOpensAsTheSamePack) {
  const auto built = build(folder_ / "demo", "a.zip");
  ASSERT_TRUE(built) << problems_.text(Language::English);
  const auto opened = open_pack_file(built->file, problems_);
  ASSERT_TRUE(opened) << problems_.text(Language::English);
  const auto scenario = load_scenario(*opened, problems_);
  ASSERT_TRUE(scenario) << problems_.text(Language::English);
  EXPECT_EQ(scenario->digest, built->digest);
  // Opened again: the same folder, and one that was tampered with is put right.
  std::ofstream(*opened / "pack.yaml", std::ios::app) << "# tampered\n";
  EXPECT_EQ(open_pack_file(built->file, problems_), opened);
  EXPECT_EQ(load_scenario(*opened, problems_)->digest, built->digest);
}

} // namespace
} // namespace jixia
