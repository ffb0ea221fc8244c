// Schools and keys.
#include "accounts/hub.h"

#include <gtest/gtest.h>

#include "support/test_databases.h"

namespace jixia {
namespace {

class HubTest : public testing::Test {
 protected:
  TestDatabases databases_;
  Hub hub_{databases_.hub()};
};

TEST_F(HubTest, AKeyOpensItsOwnSchoolOnly) {
  ASSERT_TRUE(hub_.add_school({"zibo", "淄博学校", "Zibo school"}));
  const std::string secret = make_secret();
  ASSERT_TRUE(hub_.add_key("writer", "zibo", Scope::StatementsWrite, secret));
  const std::optional<Caller> caller = hub_.find_caller("writer", secret);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->school, "zibo");
  EXPECT_TRUE(caller->scopes.has(Scope::StatementsWrite));
  EXPECT_FALSE(caller->scopes.has(Scope::StatementsRead));
}

TEST_F(HubTest, AWrongSecretAnUnknownAndARevokedKeyOpenNothing) {
  hub_.add_key("k", kLocalSchool, Scope::All, "right");
  EXPECT_FALSE(hub_.find_caller("k", "wrong"));
  EXPECT_FALSE(hub_.find_caller("k", ""));
  EXPECT_FALSE(hub_.find_caller("other", "right"));
  EXPECT_TRUE(hub_.revoke_key("k"));
  EXPECT_FALSE(hub_.find_caller("k", "right"));
}

TEST_F(HubTest, NamesThatWouldBreakSomethingAreRefused) {
  for (const char* id : {"", "../x", "A", "a/b", "-a"}) {
    EXPECT_FALSE(hub_.add_school({id, "x", "x"})) << id;
  }
  for (const char* name : {"", "a:b", "a b", "a\nb"}) {
    EXPECT_FALSE(hub_.add_key(name, kLocalSchool, Scope::All, "s")) << name;
  }
  EXPECT_FALSE(hub_.add_key("k", "nowhere", Scope::All, "s"));
  EXPECT_TRUE(hub_.add_key("k", kLocalSchool, Scope::All, "s"));
  EXPECT_FALSE(hub_.add_key("k", kLocalSchool, Scope::All, "t"));
}

TEST_F(HubTest, TheSecretIsNotInTheFile) {
  const std::string secret = make_secret();
  hub_.add_key("k", kLocalSchool, Scope::All, secret);
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT salt, hash FROM access_key");
  ASSERT_TRUE(query.next());
  EXPECT_EQ(query.text(0).find(secret), std::string::npos);
  EXPECT_EQ(query.text(1).find(secret), std::string::npos);
}

} // namespace
} // namespace jixia
