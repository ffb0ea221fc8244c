// People: passwords, signing in and what stands against guessing, sessions, classes, their lists.
#include <gtest/gtest.h>

#include "accounts/class_list.h"
#include "accounts/sign_in.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

constexpr HashingCost kCheap{1, 8192};
constexpr std::int64_t kMinute = 60'000;

class PeopleTest : public testing::Test {
 protected:
  PeopleTest() {
    hub_.add_school({"zibo", "淄博学校", "Zibo school"});
    hub_.add_school({"linzi", "临淄学校", "Linzi school"});
    li_ = add("zibo", "2026001", "李明", Role::Learner);
    wang_ = add("zibo", "wang", "王老师", Role::Teacher);
  }

  std::string add(const std::string& school, const std::string& login, const std::string& name,
                  Role role, const std::string& password = "start-pass-7") {
    Person person;
    person.school = school;
    person.login = login;
    person.name = name;
    person.role = role;
    person.learner = role == Role::Learner ? login : "";
    return people_.add(person, password, kBy).value_or("");
  }

  SignIn::Result sign_in(const std::string& password, const std::string& login = "2026001",
                         const std::string& device = "", const std::string& address = "10.1.2.3") {
    return sign_in_.sign_in({"zibo", login, password, address, "browser", device});
  }

  std::vector<std::string> audit_actions() {
    std::vector<std::string> actions;
    for (const AuditRow& row : AuditLog(hub_).rows(std::nullopt, 0, 100)) {
      actions.push_back(row.action);
    }
    return actions;
  }

  const Actor kBy{kCommandLine, ""};
  TestDatabases databases_;
  Hub hub_{databases_.hub()};
  PasswordHashing hashing_{kCheap};
  std::int64_t now_ = 1'800'000'000'000;
  People people_{hub_, hashing_};
  Sessions sessions_{hub_, {}, [this] { return now_; }};
  SignIn sign_in_{people_, sessions_, [this] { return now_; }};
  std::string li_, wang_;
};

TEST_F(PeopleTest, APasswordIsKeptAsArgon2idWithItsParameters) {
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT password FROM person WHERE id=?", li_);
  ASSERT_TRUE(query.next());
  EXPECT_EQ(query.text(0).find("$argon2id$v=19$m=8,t=1,p=1$"), 0u);
}

TEST_F(PeopleTest, AHashOfLessCostIsMadeAnewAtTheNextSignIn) {
  const PasswordHashing dearer({2, 16384});
  People people(hub_, dearer);
  SignIn sign_in(people, sessions_, [this] { return now_; });
  ASSERT_TRUE(sign_in.sign_in({"zibo", "2026001", "start-pass-7", "10.1.2.3", "", ""}).person);
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT password FROM person WHERE id=?", li_);
  ASSERT_TRUE(query.next());
  EXPECT_NE(query.text(0).find("$m=16,t=2,p=1$"), std::string::npos);
  EXPECT_TRUE(sign_in.sign_in({"zibo", "2026001", "start-pass-7", "10.1.2.3", "", ""}).person);
}

TEST_F(PeopleTest, OnlyTheRightPasswordOfTheRightSchoolSignsIn) {
  EXPECT_TRUE(sign_in("start-pass-7").person);
  EXPECT_FALSE(sign_in("start-pass-8").person);
  EXPECT_FALSE(sign_in("").person);
  EXPECT_FALSE(sign_in("start-pass-7", "nobody").person);
  EXPECT_FALSE(sign_in_.sign_in({"linzi", "2026001", "start-pass-7", "10.1.2.3", "", ""}).person);
  EXPECT_TRUE(people_.set_disabled("zibo", li_, true, kBy));
  EXPECT_FALSE(sign_in("start-pass-7").person);
}

TEST_F(PeopleTest, GuessingIsSlowedDownAndTheCountRunsOut) {
  for (int k = 0; k < 10; ++k) {
    EXPECT_EQ(sign_in("wrong").wait_s, 0);
  }
  EXPECT_EQ(sign_in("start-pass-7").wait_s, 60); // one a minute
  now_ += kMinute;
  EXPECT_TRUE(sign_in("start-pass-7").person);
  int looked_at = 0;
  for (int k = 0; k < 24 * 12; ++k, now_ += 5 * kMinute) {
    looked_at += sign_in("wrong").wait_s == 0 ? 1 : 0;
  }
  EXPECT_LE(looked_at, 200); // 100 at once and 100 that came back over the day
}

TEST_F(PeopleTest, AClassmateAtTheSameAddressLocksNobodyOutOfAKnownBrowser) {
  add("zibo", "2026002", "赵静", Role::Learner);
  const SignIn::Result first = sign_in("start-pass-7");
  ASSERT_TRUE(first.person);
  for (int k = 0; k < 350; ++k) { // spends the account's count and the address's
    sign_in("wrong", k % 2 == 0 ? "2026001" : "made-up-" + std::to_string(k));
  }
  EXPECT_GT(sign_in("start-pass-7").wait_s, 0);                         // strange browser
  EXPECT_TRUE(sign_in("start-pass-7", "2026001", first.device).person); // her own
  EXPECT_EQ(sign_in("wrong", "2026001", first.device).wait_s, 0);
  EXPECT_TRUE(sign_in("start-pass-7", "2026002", "", "10.9.9.9").person); // from elsewhere
}

TEST_F(PeopleTest, FailuresForOneAccountDoNotTouchAnotherAtTheSameAddress) {
  add("zibo", "2026002", "赵静", Role::Learner);
  for (int k = 0; k < 50; ++k) {
    sign_in("wrong");
  }
  EXPECT_TRUE(sign_in("start-pass-7", "2026002").person);
}

TEST_F(PeopleTest, ANewPasswordFromTheTeacherClearsTheCount) {
  for (int k = 0; k < 12; ++k) {
    sign_in("wrong");
  }
  ASSERT_TRUE(people_.reset_password("zibo", li_, "another-start-1", {wang_, ""}));
  sign_in_.forget_failures(li_);
  EXPECT_TRUE(sign_in("another-start-1").person);
}

TEST_F(PeopleTest, ASessionEndsIdleAbsolutelyAndWhenItsOwnerIsDisabled) {
  const std::string secret = sign_in("start-pass-7").session;
  ASSERT_TRUE(sessions_.find(secret));
  EXPECT_EQ(sessions_.find(secret)->name, "李明");
  EXPECT_EQ(sessions_.find(secret)->school_name.zh, "淄博学校");
  EXPECT_TRUE(sessions_.find(secret)->must_change_password);
  now_ += 59 * kMinute;
  EXPECT_TRUE(sessions_.find(secret)); // used: begins anew
  now_ += 59 * kMinute;
  EXPECT_TRUE(sessions_.find(secret));
  now_ += 61 * kMinute;
  EXPECT_FALSE(sessions_.find(secret));

  const std::string long_one = sign_in("start-pass-7").session;
  for (int k = 0; k < 12 * 2; ++k, now_ += 30 * kMinute) {
    EXPECT_TRUE(sessions_.find(long_one)) << k;
  }
  EXPECT_FALSE(sessions_.find(long_one)); // 12 h

  const std::string of_disabled = sign_in("start-pass-7").session;
  people_.set_disabled("zibo", li_, true, kBy);
  EXPECT_FALSE(sessions_.find(of_disabled));
}

TEST_F(PeopleTest, ASessionMadeUnderAClockThatWasAheadIsNotKeptForEver) {
  const std::string secret = sign_in("start-pass-7").session;
  now_ -= 10 * kMinute;
  EXPECT_FALSE(sessions_.find(secret));
}

TEST_F(PeopleTest, TheDatabaseHoldsNothingThatOpensASession) {
  const std::string secret = sign_in("start-pass-7").session;
  EXPECT_EQ(secret.size(), 64u); // 256 bits
  const ReadConnections::Loan db = hub_.readers().borrow();
  Query query(*db, "SELECT hash FROM session");
  ASSERT_TRUE(query.next());
  EXPECT_NE(query.text(0), secret);
  EXPECT_FALSE(sessions_.find(query.text(0)));
  EXPECT_NE(sign_in("start-pass-7").session, secret); // a new one at every sign-in
}

TEST_F(PeopleTest, SigningOutEndsOneSessionAndEverywhereEndsAll) {
  const std::string one = sign_in("start-pass-7").session, two = sign_in("start-pass-7").session,
                    three = sign_in("start-pass-7").session;
  const std::optional<Caller> caller = sessions_.find(one);
  sessions_.close(caller->session, *caller, "");
  EXPECT_FALSE(sessions_.find(one));
  EXPECT_TRUE(sessions_.find(two));
  sessions_.close_all(*caller, "");
  EXPECT_FALSE(sessions_.find(two));
  EXPECT_FALSE(sessions_.find(three));
}

TEST_F(PeopleTest, ANewPasswordClosesTheOtherSessions) {
  const std::string here = sign_in("start-pass-7").session, there = sign_in("start-pass-7").session;
  people_.change_password(*people_.find("zibo", li_), "my own one 9", sessions_.find(here)->session,
                          {li_, ""});
  EXPECT_TRUE(sessions_.find(here));
  EXPECT_FALSE(sessions_.find(here)->must_change_password);
  EXPECT_FALSE(sessions_.find(there));
  EXPECT_FALSE(sign_in("start-pass-7").person);
}

TEST(Password, SaysWhyItIsTooWeak) {
  for (const char* weak : {"short1", "12345678", "abcdefgh", "aaaaaaaaaa", "2026001x", "xx2026001",
                           "87654321", "abababab"}) {
    EXPECT_TRUE(find_password_fault(weak, "2026001", "李明明明")) << weak;
  }
  EXPECT_FALSE(find_password_fault("泵房在三号楼后面", "2026001", "李明"));
  EXPECT_FALSE(find_password_fault("correct horse", "2026001", "李明"));
  EXPECT_TRUE(find_password_fault(std::string(300, 'x') + "abcdef", "2026001", "李明"));
  EXPECT_FALSE(find_password_fault(make_start_password() + "!", "2026001", "李明"));
}

TEST_F(PeopleTest, AnotherSchoolsPeopleAndClassesAreNotFound) {
  const std::string id = *Classes(hub_).add("zibo", "化工 1 班", kBy);
  Classes classes(hub_);
  EXPECT_FALSE(people_.find("linzi", li_));
  EXPECT_FALSE(people_.set_role("linzi", li_, Role::Teacher, kBy));
  EXPECT_FALSE(people_.set_disabled("linzi", li_, true, kBy));
  EXPECT_FALSE(people_.reset_password("linzi", li_, "another-start", kBy));
  EXPECT_FALSE(classes.find("linzi", id));
  EXPECT_FALSE(classes.add_member("linzi", id, li_, kBy));
  const std::string stranger = add("linzi", "x", "外校", Role::Learner);
  EXPECT_FALSE(classes.add_member("zibo", id, stranger, kBy));
  EXPECT_TRUE(classes.members("linzi", id).empty());
}

TEST_F(PeopleTest, ATeacherSeesTheLearnersOfHerClassesOnly) {
  Classes classes(hub_);
  const std::string id = *classes.add("zibo", "化工 1 班", kBy);
  const std::string zhao = add("zibo", "2026002", "赵静", Role::Learner);
  classes.add_member("zibo", id, wang_, kBy);
  classes.add_member("zibo", id, li_, kBy);
  Caller teacher;
  teacher.school = "zibo";
  teacher.person = wang_;
  teacher.role = Role::Teacher;
  EXPECT_TRUE(classes.may_see(teacher, li_));
  EXPECT_FALSE(classes.may_see(teacher, zhao));
  EXPECT_TRUE(classes.find_for(teacher, id));
  const std::string other = *classes.add("zibo", "化工 2 班", kBy);
  EXPECT_FALSE(classes.find_for(teacher, other));
  teacher.role = Role::SchoolAdministrator;
  EXPECT_TRUE(classes.may_see(teacher, zhao));
  teacher.role = Role::AllianceOffice;
  teacher.school.clear();
  EXPECT_FALSE(classes.may_see(teacher, zhao));
  EXPECT_FALSE(classes.find_for(teacher, id));
}

TEST_F(PeopleTest, RolesGoWithTheirKindOfSchoolAndOneAdministratorStays) {
  EXPECT_THROW(add("", "x", "x", Role::Teacher), Refusal);
  EXPECT_THROW(add("zibo", "x", "x", Role::Auditor), Refusal);
  EXPECT_THROW(add("nowhere", "x", "x", Role::Teacher), Refusal);
  EXPECT_NE(add("", "office", "办公室", Role::AllianceOffice), "");
  EXPECT_THROW(people_.set_role("zibo", li_, Role::Auditor, kBy), Refusal);
  const std::string first = add("zibo", "admin", "管理员", Role::SchoolAdministrator);
  EXPECT_THROW(people_.set_role("zibo", first, Role::Teacher, kBy), Refusal);
  EXPECT_THROW(people_.set_disabled("zibo", first, true, kBy), Refusal);
  add("zibo", "admin2", "管理员", Role::SchoolAdministrator);
  EXPECT_TRUE(people_.set_role("zibo", first, Role::Teacher, kBy));
}

TEST(ClassList, ReadsWhatSpreadsheetsWrite) {
  const auto one =
      read_class_list("\xEF\xBB\xBF学号,姓名,性别\r\n2026001,李明,男\r\n2026002,\"赵,静\"\r\n\r\n");
  ASSERT_EQ(one.size(), 2u);
  EXPECT_EQ(one[0].number, "2026001");
  EXPECT_EQ(one[0].name, "李明");
  EXPECT_EQ(one[1].name, "赵,静");
  // 李明 in GB2312, which GB18030 begins with: areas 32-78 and 35-87, each byte + A0 (hex).
  const auto gb = read_class_list("2026001,\xC0\xEE\xC3\xF7\n");
  ASSERT_EQ(gb.size(), 1u);
  EXPECT_EQ(gb[0].name, "李明");
  EXPECT_EQ(read_class_list("2026001\t李明\n").size(), 1u);
}

TEST(ClassList, SaysWhichLineIsWrong) {
  const auto fault = [](std::string_view text) {
    try {
      read_class_list(text);
    } catch (const Refusal& refusal) {
      return refusal.reason.en;
    }
    return std::string("none");
  };
  EXPECT_NE(fault("1,a\n2\n").find("line 2"), std::string::npos);
  EXPECT_NE(fault("1,a\n1,b\n").find("stands twice"), std::string::npos);
  EXPECT_NE(fault("1,\"a\n").find("not closed"), std::string::npos);
  EXPECT_NE(fault("").find("empty"), std::string::npos);
  EXPECT_NE(fault("1,a\xFF\xFF\n").find("neither"), std::string::npos);
  EXPECT_NE(fault("1,a\x01\n").find("line 1"), std::string::npos);
  std::string many;
  for (int k = 0; k < 201; ++k) {
    many += std::to_string(k) + ",x\n";
  }
  EXPECT_NE(fault(many).find("line 201"), std::string::npos);
}

TEST_F(PeopleTest, AListIsImportedWholeAndGivesStartPasswords) {
  const std::string id = *Classes(hub_).add("zibo", "化工 1 班", kBy);
  ClassLists lists(hub_, hashing_);
  const auto made = lists.import("zibo", id, {{"2026001", "李明"}, {"2026003", "孙强"}}, kBy);
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(made[0].start_password, ""); // had an account
  EXPECT_TRUE(sign_in(made[1].start_password, "2026003").person);
  EXPECT_EQ(Classes(hub_).members("zibo", id).size(), 2u);
  EXPECT_THROW(lists.import("zibo", id, {{"2026004", "新人"}, {"wang", "王"}}, kBy), Refusal);
  EXPECT_FALSE(people_.find_login("zibo", "2026004")); // all or none
  EXPECT_THROW(lists.import("linzi", id, {{"1", "x"}}, kBy), Refusal);
}

class AuditTest : public PeopleTest {
 protected:
  AuditTest() {
    sign_in("wrong");
    sign_in("start-pass-7");
    people_.set_role("zibo", wang_, Role::SchoolAdministrator, kBy);
  }
  void spoil(const std::string& sql) {
    hub_.writer().run([&](Connection& db) { db.execute(sql); });
  }
  AuditLog log_{hub_};
};

TEST_F(AuditTest, TellsWhatHappened) {
  const std::vector<std::string> actions = audit_actions();
  ASSERT_GE(actions.size(), 5u);
  EXPECT_EQ(actions[0], "role-changed");
  EXPECT_EQ(actions[1], "signed-in");
  EXPECT_EQ(actions[2], "sign-in-refused");
  EXPECT_EQ(actions[3], "person-added");
  EXPECT_TRUE(log_.verify().is_whole);
  for (const AuditRow& row : log_.rows(std::nullopt, 0, 100)) { // ids, never names
    EXPECT_EQ((row.actor + row.target + row.detail).find("李"), std::string::npos);
  }
  EXPECT_TRUE(log_.rows("linzi", 0, 100).size() == 1); // its own founding
}

TEST_F(AuditTest, AChangedRemovedMovedOrCutOffRowIsFound) {
  const AuditCheck before = log_.verify();
  const std::int64_t last = before.rows;
  const std::string middle = std::to_string(last - 2);
  const std::pair<const char*, std::string> spoilings[] = {
      {"changed", "UPDATE audit_row SET detail='x' WHERE seq=" + middle},
      {"changed time", "UPDATE audit_row SET at_ms=at_ms+1 WHERE seq=" + middle},
      {"removed", "DELETE FROM audit_row WHERE seq=" + middle},
      {"moved", "UPDATE audit_row SET seq=-1 WHERE seq=" + middle + "; UPDATE audit_row SET seq=" +
                    middle + " WHERE seq=" + std::to_string(last - 1) +
                    "; UPDATE audit_row SET seq=" + std::to_string(last - 1) + " WHERE seq=-1"},
      {"cut off", "DELETE FROM audit_row WHERE seq=" + std::to_string(last)},
      {"moved between fields",
       "UPDATE audit_row SET target=target || detail, detail='' WHERE seq=" + std::to_string(last)},
  };
  spoil("CREATE TABLE kept AS SELECT * FROM audit_row");
  for (const auto& [what, sql] : spoilings) {
    spoil(sql);
    EXPECT_FALSE(log_.verify().is_whole) << what;
    spoil("DELETE FROM audit_row; INSERT INTO audit_row SELECT * FROM kept");
    EXPECT_TRUE(log_.verify().is_whole) << what;
  }
}

TEST_F(AuditTest, AChainThatWasMadeAnewIsFoundByWhatWasNotedOutside) {
  const AuditCheck noted = log_.verify();
  sign_in("start-pass-7");
  EXPECT_TRUE(log_.verify(noted.rows, noted.head).is_whole); // grew since
  spoil("DELETE FROM audit_row; DELETE FROM audit_head");
  for (int k = 0; k < 10; ++k) {
    sign_in("start-pass-7");
  }
  EXPECT_TRUE(log_.verify().is_whole);
  EXPECT_FALSE(log_.verify(noted.rows, noted.head).is_whole);
}

TEST(TokenBuckets, AreBoundedAndForgetTheLongestUnused) {
  TokenBuckets buckets({2, 1.0}, 3);
  EXPECT_EQ(buckets.take("a", 0), 0);
  EXPECT_EQ(buckets.take("a", 0), 0);
  EXPECT_EQ(buckets.take("a", 0), 1);
  EXPECT_EQ(buckets.take("a", 1000), 0);
  EXPECT_EQ(buckets.take("a", 500), 1); // a clock that goes back gives nothing
  for (int k = 0; k < 1000; ++k) {
    buckets.take("other" + std::to_string(k), 1000);
  }
  EXPECT_EQ(buckets.size(), 3u);
  EXPECT_EQ(network_of("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::9"));
  EXPECT_NE(network_of("2001:db8:1:2::9"), network_of("2001:db8:1:3::9"));
}

} // namespace
} // namespace jixia
