// A school moves from one PostgreSQL server to another while statements stream in.
#include "storage/shard_move.h"

#include <fstream>

#include "running_library.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

class ShardMoveTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::getenv("JIXIA_TEST_POSTGRES_2")) {
      GTEST_SKIP() << "wants two servers: library/records_and_people_are_the_same_on_postgresql";
    }
    places_ = databases_.places();
    places_.shard_map = places_.folder / "shards.txt";
    std::ofstream(places_.shard_map) << "# all schools are where --db says\n";
  }
  static std::int64_t count(const std::string& url, const std::string& sql) {
    const auto db = make_postgres_database(url, kLocalSchool)->connect();
    Query query(*db, sql);
    return query.next() ? query.integer(0) : -1;
  }

  TestDatabases databases_, second_{"JIXIA_TEST_POSTGRES_2"};
  LibraryPlaces places_;
};

TEST_F(ShardMoveTest, UnderLoadLosesNothingDoublesNothingAndComesBack) {
  const std::string first = places_.url, second = second_.places().url;
  RunningLibrary library(places_);
  library.start_sending();
  library.wait_for(200);

  const ShardMoveSummary moved = move_school(places_, kLocalSchool, second);
  EXPECT_GE(moved.statements, 200);
  EXPECT_LT(moved.stopped_ms, 15'000);
  library.wait_for(library.acknowledged().size() + 100);
  EXPECT_GT(count(second, "SELECT count(*) FROM statement"), moved.statements);

  move_school(places_, kLocalSchool, first);
  library.wait_for(library.acknowledged().size() + 100);
  library.stop_sending();

  const std::set<std::string> acknowledged = library.acknowledged();
  const std::vector<std::string> ids = library.stored_ids();
  const std::set<std::string> there(ids.begin(), ids.end());
  EXPECT_EQ(there.size(), ids.size()); // none twice
  for (const std::string& id : acknowledged) {
    EXPECT_TRUE(there.contains(id)) << id;
  }
  EXPECT_EQ(count(first, "SELECT count(*) FROM statement"), static_cast<std::int64_t>(ids.size()));
}

TEST_F(ShardMoveTest, IsRefusedWhereTheSchoolIsAlreadyOrTablesLie) {
  { RunningLibrary library(places_); }
  EXPECT_THROW(move_school(places_, kLocalSchool, places_.url), std::runtime_error);
  const std::string second = second_.places().url;
  make_postgres_database(second, kLocalSchool)->connect()->execute("CREATE TABLE mine(x INTEGER)");
  EXPECT_THROW(move_school(places_, kLocalSchool, second), std::runtime_error);
}

} // namespace
} // namespace jixia
