// Backup while the library is used, restore elsewhere: nothing acknowledged is missing, receipts
// hold.
#include "storage/backup.h"

#include <fstream>

#include "records/receipt.h"
#include "running_library.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

constexpr const char* kAttempt = "/api/attempts/6690e6c9-3ef0-4ed3-8b37-7f3964730bee";

std::string wait_for_receipt(httplib::Client client) {
  for (int k = 0; k < 200; ++k) {
    const auto receipt = client.Get(std::string(kAttempt) + "/receipt");
    if (receipt && receipt->status == 200) {
      return receipt->body;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return "";
}

class BackupTest : public testing::Test {
 protected:
  TestDatabases source_, target_;
  TemporaryFolder folder_;
  std::filesystem::path backup_ = folder_ / "backup";
};

TEST_F(BackupTest, UnderLoadHoldsAllThatWasAcknowledgedBefore) {
  std::set<std::string> before;
  std::string key, receipt;
  {
    RunningLibrary library(source_.places());
    httplib::Client client = library.client();
    client.Put(kAttempt, "bundle", "application/octet-stream");
    receipt = wait_for_receipt(library.client());
    ASSERT_NE(receipt, "");
    key = nlohmann::json::parse(client.Get("/api/log")->body)["public_key"];
    library.start_sending();
    library.wait_for(100);
    before = library.acknowledged();
    make_backup(source_.places(), backup_);
    library.wait_for(before.size() + 100); // and it went on
    EXPECT_GE(library.acknowledged().size(), before.size() + 100);
  }
  restore_backup(backup_, target_.places());

  const RunningLibrary restored(target_.places());
  const std::vector<std::string> ids = restored.stored_ids();
  const std::set<std::string> there(ids.begin(), ids.end());
  EXPECT_EQ(there.size(), ids.size());
  for (const std::string& id : before) {
    EXPECT_TRUE(there.contains(id)) << id;
  }
  EXPECT_EQ(restored.client().Get(kAttempt)->status, 200);
  const std::string again = wait_for_receipt(restored.client());
  EXPECT_TRUE(check_receipt(again, key).is_valid); // the same key, the same log
  EXPECT_TRUE(check_receipt(receipt, key).is_valid);
}

TEST_F(BackupTest, OfALibraryThatIsNotThereSaysWhereItLooked) {
  try {
    make_backup({folder_ / "nowhere", "", {}}, backup_);
    FAIL() << "there is nothing to back up";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos) << error.what();
  }
}

/// A school on one server, the hub and the rest on another; both are restored elsewhere.
class ShardedBackupTest : public BackupTest {
 protected:
  void SetUp() override {
    if (!std::getenv("JIXIA_TEST_POSTGRES_2")) {
      GTEST_SKIP() << "wants two servers: library/records_and_people_are_the_same_on_postgresql";
    }
    old_ = with_map(source_.places(), second_source_.places().url);
    new_ = with_map(target_.places(), second_target_.places().url);
  }
  LibraryPlaces with_map(LibraryPlaces places, const std::string& url_of_school) {
    places.shard_map = folder_ / (std::to_string(++maps_) + "-shards.txt");
    std::ofstream(places.shard_map) << kLocalSchool << " " << url_of_school << "\n";
    return places;
  }

  TestDatabases second_source_{"JIXIA_TEST_POSTGRES_2"}, second_target_{"JIXIA_TEST_POSTGRES_2"};
  LibraryPlaces old_, new_;
  int maps_ = 0;
};

TEST_F(ShardedBackupTest, BringsEveryShardToItsNewPlace) {
  std::vector<std::string> before;
  {
    RunningLibrary library(old_);
    library.start_sending();
    library.wait_for(100);
    library.stop_sending();
    before = library.stored_ids();
  }
  make_backup(old_, backup_);
  restore_backup(backup_, new_);
  const RunningLibrary restored(new_);
  EXPECT_EQ(restored.stored_ids(), before);
  EXPECT_GE(before.size(), 100u);
}

TEST_F(ShardedBackupTest, IsRefusedWhereTheMapPartsWhatIsInOneFile) {
  { RunningLibrary library(source_.places()); } // the school beside the hub
  make_backup(source_.places(), backup_);
  EXPECT_THROW(restore_backup(backup_, new_), std::runtime_error);
  EXPECT_TRUE(std::filesystem::is_empty(new_.folder)); // nothing was written
}

TEST_F(BackupTest, IsRefusedIfAByteChangedOrItWasNeverFinished) {
  { RunningLibrary library(source_.places()); }
  make_backup(source_.places(), backup_);
  const auto file = backup_ / (source_.is_postgres() ? "database-0.pgdump" : "hub.db");
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(200);
  const char changed = static_cast<char>(stream.get() ^ 1);
  stream.seekp(200);
  stream.put(changed);
  stream.close();
  EXPECT_THROW(restore_backup(backup_, target_.places()), std::runtime_error);
  std::filesystem::remove(backup_ / "manifest.json");
  EXPECT_THROW(restore_backup(backup_, target_.places()), std::runtime_error);
}

TEST_F(BackupTest, NeverOverwritesALibraryOrAnotherBackup) {
  { RunningLibrary library(source_.places()); }
  make_backup(source_.places(), backup_);
  EXPECT_THROW(make_backup(source_.places(), backup_), std::runtime_error);
  EXPECT_THROW(restore_backup(backup_, source_.places()), std::runtime_error);
}

TEST_F(BackupTest, NoNameInAManifestLeavesTheFolder) {
  { RunningLibrary library(source_.places()); }
  make_backup(source_.places(), backup_);
  std::ofstream(folder_ / "outside") << "x";
  std::ofstream(backup_ / "manifest.json")
      << R"({"format":"jixia-library-backup/1","files":[{)"
         R"("path":"../outside","size":1,)"
         R"("sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}]})";
  EXPECT_THROW(restore_backup(backup_, target_.places()), std::runtime_error);
}

} // namespace
} // namespace jixia
