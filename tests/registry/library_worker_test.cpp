// What the window's library page does, with a real library.
#include "app/library_worker.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "library_with_school.h"
#include "link/outbox.h"
#include "recording/identity.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using hmi::LibraryAsk;
using hmi::LibraryView;
using hmi::SentResult;
using Kind = LibraryAsk::Kind;

class LibraryWorkerTest : public LibraryWithSchool {
 protected:
  void SetUp() override {
    LibraryWithSchool::SetUp();
    ::setenv("JIXIA_DATA", (folder_ / "student").c_str(), 1);
    worker_ = std::make_unique<LibraryWorker>();
  }
  void TearDown() override {
    worker_.reset();
    ::unsetenv("JIXIA_DATA");
    LibraryWithSchool::TearDown();
  }

  /// What stands there when the work is over.
  LibraryView after(const LibraryAsk& ask) {
    worker_->ask(ask);
    return settled();
  }
  LibraryView settled() {
    for (int k = 0; k < 1000; ++k) {
      const LibraryView view = worker_->view();
      if (view.work == LibraryView::Work::None) {
        return view;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "the work does not end";
    return {};
  }
  LibraryAsk connection(const std::string& key = "") {
    return {Kind::Connect, "", url_, (folder_ / "library/tuf/1.root.json").string(), key};
  }

  /// A finished run on the disk, and its result in the outbox.
  void finish_run() {
    const std::string id = make_uuid();
    const fs::path attempt = folder_ / "student/attempts/run";
    fs::create_directories(attempt);
    std::ofstream(attempt / "journal.bin") << "x";
    std::ofstream(attempt / "attempt.json") << nlohmann::json{{"attempt_id", id}};
    Diagnostics problems;
    OutboxItem item;
    item.attempt_id = id;
    item.attempt_folder = attempt;
    item.statements = "[]";
    ASSERT_TRUE(Outbox(folder_ / "student").put(item, problems));
  }
  std::size_t count_waiting() {
    Diagnostics problems;
    return Outbox(folder_ / "student").items(problems).size();
  }

  std::unique_ptr<LibraryWorker> worker_;
};

TEST_F(LibraryWorkerTest, ConnectsFetchesAndUpdates) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  LibraryView view = after(connection());
  EXPECT_FALSE(view.has_failed) << view.note.en;
  ASSERT_EQ(view.packs.size(), 1u);
  EXPECT_EQ(view.packs[0].held_version, "");
  view = after({Kind::Fetch, "linzi/demo@1.0.0"});
  EXPECT_FALSE(view.has_failed) << view.note.en;
  EXPECT_TRUE(view.packs[0].is_held());
  EXPECT_EQ(view.done, view.all);
  EXPECT_EQ(worker_->take_fetched(), std::vector{folder_ / "student/packs/linzi/demo@1.0.0"});
  EXPECT_TRUE(worker_->take_fetched().empty());

  ASSERT_TRUE(publish(make_pack("demo", "1.1.0")));
  view = after({Kind::Update});
  EXPECT_EQ(view.packs.at(0).version, "1.1.0");
  EXPECT_EQ(view.packs.at(0).held_version, "1.0.0");
}

TEST_F(LibraryWorkerTest, RemembersTheLibraryForTheNextStart) {
  EXPECT_FALSE(after(connection("zibo:secret")).has_failed);
  struct stat info {};
  ASSERT_EQ(::stat((folder_ / "student/library.json").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u) << "the key is the school's";
  worker_ = std::make_unique<LibraryWorker>();
  EXPECT_EQ(worker_->view().place, url_);
  EXPECT_TRUE(worker_->view().has_key);
}

TEST_F(LibraryWorkerTest, AnotherLibraryNeverSeesTheKey) {
  EXPECT_TRUE(after(connection("zibo:secret")).has_key);
  EXPECT_TRUE(after(connection()).has_key) << "the same place keeps it";
  LibraryAsk other = connection();
  other.place =
      "http://localhost:" + std::to_string(server_->port()); // trusted, but another address
  const LibraryView view = after(other);
  EXPECT_FALSE(view.has_failed) << view.note.en;
  EXPECT_FALSE(view.has_key);
}

TEST_F(LibraryWorkerTest, ALibraryThatCannotBeTrustedLeavesTheOneThereIs) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  EXPECT_FALSE(after(connection()).has_failed);
  EXPECT_TRUE(after({Kind::Connect, "", (folder_ / "nowhere").string(), "", ""}).has_failed);
  EXPECT_EQ(worker_->view().place, url_);
  EXPECT_FALSE(after({Kind::Fetch, "linzi/demo@1.0.0"}).has_failed);
}

TEST_F(LibraryWorkerTest, AStrangersLibraryIsNotTrusted) {
  LibraryAsk ask = connection();
  ask.root.clear();
  const LibraryView view = after(ask);
  EXPECT_TRUE(view.has_failed);
  EXPECT_FALSE(view.note.en.empty());
  EXPECT_EQ(view.place, "") << "what could not be reached is not kept";
}

TEST_F(LibraryWorkerTest, WithoutALibraryNothingIsSentAndNothingLost) {
  finish_run();
  worker_->note_new_result();
  settled();
  EXPECT_EQ(count_waiting(), 1u);
}

TEST_F(LibraryWorkerTest, AnUnreachableLibraryKeepsResultsWaiting) {
  EXPECT_FALSE(after(connection("zibo:secret")).has_failed);
  finish_run();
  stop();
  const LibraryView view = after({Kind::Send});
  EXPECT_TRUE(view.has_failed);
  EXPECT_EQ(count_waiting(), 1u);
}

} // namespace
} // namespace jixia
