#include "scenario/pack_name.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "scenario/find_pack.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

TEST(PackName, VersionsAreSemantic) {
  for (const char* good : {"0.0.0", "1.2.3", "10.20.30", "1.0.0-beta", "1.0.0-rc.1", "1.0.0-x-y"}) {
    EXPECT_TRUE(is_pack_version(good)) << good;
  }
  for (const char* bad :
       {"", "1", "1.2", "1.2.3.4", "01.2.3", "1..3", "1.2.3-", "v1.2.3", "1.2.3-a/b", "1.2.x",
        "1.2.3+x", "-1.2.3", "1.2.3-..", "1234567890.0.0", "1.0.0-01", "1.0.0-Beta", "../1.0.0"}) {
    EXPECT_FALSE(is_pack_version(bad)) << bad;
  }
}

TEST(PackName, VersionsAreOrderedAsSemanticVersioningSays) {
  // The example of section 11.4.4, and of 11.2.
  const char* const order[] = {"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
                               "1.0.0-beta",  "1.0.0-beta.2",  "1.0.0-beta.11",
                               "1.0.0-rc.1",  "1.0.0",         "2.0.0",
                               "2.1.0",       "2.1.1",         "2.1.10"};
  for (std::size_t a = 0; a < std::size(order); ++a) {
    for (std::size_t b = 0; b < std::size(order); ++b) {
      EXPECT_EQ(compare_pack_versions(order[a], order[b]), a < b   ? -1
                                                           : a > b ? 1
                                                                   : 0)
          << order[a] << " " << order[b];
    }
  }
}

TEST(PackName, IdsArePlain) {
  for (const char* good : {"pump", "centrifugal-pump", "r2d2"}) {
    EXPECT_TRUE(is_pack_id(good)) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("Pump"), std::string("-a"), std::string("a-"),
        std::string("a--b"), std::string("2a"), std::string("a_b"), std::string("a/b"),
        std::string("a.b"), std::string("泵"), std::string(65, 'a')}) {
    EXPECT_FALSE(is_pack_id(bad)) << bad;
  }
}

class FetchedPacks : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("JIXIA_DATA", folder_.path().c_str(), 1);
    for (const char* name :
         {"a/demo-x@1.9.0", "a/demo-x@1.10.0", "a/demo-x@2.0.0-rc.1", "b/demo-y@0.1.0"}) {
      fs::create_directories(folder_ / "packs" / name);
      std::ofstream(folder_ / "packs" / name / "pack.yaml") << "id: x\n";
    }
  }
  void TearDown() override { ::unsetenv("JIXIA_DATA"); }

  TemporaryFolder folder_;
};

TEST_F(FetchedPacks, AreFoundByNameAndVersion) {
  const fs::path packs = folder_ / "packs";
  EXPECT_EQ(find_pack("demo-x@1.9.0"), packs / "a/demo-x@1.9.0");
  EXPECT_EQ(find_pack("a/demo-x@1.9.0"), packs / "a/demo-x@1.9.0");
  EXPECT_EQ(find_pack("b/demo-x@1.9.0"), fs::path());
  EXPECT_EQ(find_pack("demo-x@3.0.0"), fs::path());
}

TEST_F(FetchedPacks, TheNewestIsMeantWithoutAVersion) {
  const fs::path packs = folder_ / "packs";
  EXPECT_EQ(find_pack("demo-x"), packs / "a/demo-x@2.0.0-rc.1");
  EXPECT_EQ(find_pack("b/demo-y"), packs / "b/demo-y@0.1.0");
  std::size_t versions = 0;
  for (const fs::path& pack : all_packs()) {
    versions += pack.filename().string().starts_with("demo-x@") ? 1 : 0;
  }
  EXPECT_EQ(versions, 1u);
}

} // namespace
} // namespace jixia
