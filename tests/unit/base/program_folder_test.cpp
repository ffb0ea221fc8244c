#include "base/program_folder.h"

#include <gtest/gtest.h>

namespace jixia {
namespace {

TEST(ProgramFolder, HoldsTheRunningProgram) {
  EXPECT_TRUE(std::filesystem::exists(program_folder() / "unit_base"));
}

} // namespace
} // namespace jixia
