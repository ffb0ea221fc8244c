// Numbered steps forward, with both engines.
#include "database/migration.h"

#include <gtest/gtest.h>

#include <array>

#include "support/test_databases.h"

namespace jixia {
namespace {

constexpr std::array<std::string_view, 2> kSteps{
    "CREATE TABLE thing(seq {rowid} PRIMARY KEY, content {bytes} NOT NULL);",
    "ALTER TABLE thing ADD COLUMN name TEXT NOT NULL DEFAULT 'none';"};

class MigrationTest : public testing::Test {
 protected:
  static std::string name_of(Connection& db, int seq) {
    Query query(db, "SELECT name FROM thing WHERE seq=?", seq);
    return query.next() ? query.text(0) : "";
  }
  TestDatabases databases_;
};

TEST_F(MigrationTest, GoesForwardStepByStepAndKeepsWhatIsThere) {
  const auto db = databases_.school("a")->connect();
  migrate(*db, std::span(kSteps).first(1));
  EXPECT_EQ(schema_version(*db), 1);
  Query(*db, "INSERT INTO thing(seq, content) VALUES(7, ?)", Bytes{std::string_view("a\0b", 3)})
      .run();
  migrate(*db, kSteps);
  migrate(*db, kSteps); // nothing more to do
  EXPECT_EQ(schema_version(*db), 2);
  EXPECT_EQ(name_of(*db, 7), "none");
  Query content(*db, "SELECT content FROM thing");
  ASSERT_TRUE(content.next());
  EXPECT_EQ(content.text(0), std::string("a\0b", 3));
}

TEST_F(MigrationTest, OneSchoolMayBeFurtherThanAnother) {
  const auto early = databases_.school("a")->connect(), late = databases_.school("b")->connect();
  migrate(*early, std::span(kSteps).first(1));
  migrate(*late, kSteps);
  Query(*early, "INSERT INTO thing(seq, content) VALUES(1, ?)", Bytes{"x"}).run();
  Query(*late, "INSERT INTO thing(seq, content, name) VALUES(2, ?, 'late')", Bytes{"x"}).run();
  migrate(*early, kSteps);
  EXPECT_EQ(name_of(*early, 1), "none");
  EXPECT_EQ(name_of(*early, 2), ""); // that is the other school's
}

TEST_F(MigrationTest, ADatabaseOfANewerProgramIsRefusedAndLeftAlone) {
  const auto db = databases_.school("a")->connect();
  migrate(*db, kSteps);
  EXPECT_THROW(migrate(*db, std::span(kSteps).first(1)), DatabaseError);
  EXPECT_EQ(schema_version(*db), 2);
}

TEST_F(MigrationTest, AStepThatFailsChangesNothing) {
  const std::array<std::string_view, 2> steps{kSteps[0], "CREATE TABLE second(x INTEGER); NO SQL;"};
  const auto db = databases_.school("a")->connect();
  EXPECT_THROW(migrate(*db, steps), DatabaseError);
  EXPECT_EQ(schema_version(*db), 1);
  EXPECT_THROW(Query(*db, "SELECT x FROM second").next(), DatabaseError);
}

} // namespace
} // namespace jixia
