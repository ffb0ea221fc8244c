#include "base/data_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace jixia {
namespace {

TEST(DataFolder, FollowsTheEnvironmentAndIsMadePrivate) {
  const auto wanted = std::filesystem::path(testing::TempDir()) / "jixia-data" / "deep";
  std::filesystem::remove_all(wanted);
  ::setenv("JIXIA_DATA", wanted.c_str(), 1);
  EXPECT_EQ(data_folder(), wanted);
  EXPECT_EQ(std::filesystem::status(wanted).permissions(), std::filesystem::perms::owner_all);
  ::unsetenv("JIXIA_DATA");
}

TEST(ProgramFolder, HoldsTheRunningProgram) {
  EXPECT_TRUE(std::filesystem::exists(program_folder() / "unit_base"));
}

} // namespace
} // namespace jixia
