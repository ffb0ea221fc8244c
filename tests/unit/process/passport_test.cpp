#include "process/passport.h"

#include <gtest/gtest.h>

namespace jixia::process {
namespace {

TEST(Passport, EveryCheckPasses) {
  const std::vector<PassportCheck> checks = calc_passport();
  EXPECT_GT(checks.size(), 20u);
  for (const PassportCheck& check : checks) {
    EXPECT_TRUE(check.passes()) << check.name.en << ": expected " << check.expected << " (" << check.source
                                << "), computed " << check.computed;
    EXPECT_FALSE(check.name.zh.empty());
  }
}

} // namespace
} // namespace jixia::process
