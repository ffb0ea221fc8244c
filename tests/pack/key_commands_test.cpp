#include "key_commands.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_folder.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

class KeyCommands : public testing::Test {
 protected:
  void SetUp() override {
    options_.secret_key = (folder_ / "school.key").string();
    options_.public_key = (folder_ / "school.pub").string();
    options_.file = (folder_ / "pack.zip").string();
    options_.is_open = true;
    std::ofstream(options_.file) << "a pack";
  }

  bool make() { return make_key(options_, Language::English, problems_).is_good; }
  bool sign() { return sign_file(options_, Language::English, problems_).is_good; }
  bool check() { return check_signature_of(options_, problems_).is_good; }

  TemporaryFolder folder_;
  KeyOptions options_;
  Diagnostics problems_;
};

TEST_F(KeyCommands, ASignedFileIsValidUntilItChanges) {
  ASSERT_TRUE(make() && sign() && check()) << problems_.text(Language::English);
  std::ofstream(options_.file, std::ios::app) << "!";
  EXPECT_FALSE(check());
}

TEST_F(KeyCommands, TheSecretKeyIsForItsOwnerAlone) {
  ASSERT_TRUE(make());
  EXPECT_EQ(fs::status(options_.secret_key).permissions(), fs::perms(0600));
}

TEST_F(KeyCommands, NoKeyIsOverwritten) {
  ASSERT_TRUE(make() && sign());
  EXPECT_FALSE(make());
  fs::remove(options_.secret_key);
  EXPECT_FALSE(make()); // the public one is still there
  EXPECT_TRUE(check());
}

TEST_F(KeyCommands, WithoutAKeyThePersonIsToldToMakeOne) {
  EXPECT_FALSE(sign());
  EXPECT_NE(problems_.text(Language::English).find("jixia-pack keygen"), std::string::npos);
}

} // namespace
} // namespace jixia
