// The library page as a person uses it, off screen.
#include <gtest/gtest.h>

#include "hmi/keyboard.h"
#include "hmi/offscreen_window.h"
#include "support/fake_services.h"

namespace jixia::hmi {
namespace {

using Kind = LibraryAsk::Kind;
using Work = LibraryView::Work;

LibraryView example_library() {
  LibraryView view;
  view.place = "https://library.example";
  view.has_key = view.has_catalogue = true;
  view.packs = {{"linzi/reactor@1.2.0", "linzi", "reactor", "1.2.0", "chemical", {"间歇反应釜", "Batch reactor"}, {"升温、保温、出料。", "Heat, hold, discharge."}, 412'000, "1.1.0"},
                {"zibo/boxes@1.0.0", "zibo", "boxes", "1.0.0", "manufacturing", {"箱体输送线", "Box line"}, {"启动一条线。", "Start a line."}, 31'000, "1.0.0"}};
  view.results = {{SentResult::State::Waiting, "centrifugal-pump", "cold-start", "林一帆", "11-26 08:10", 88, {"连不上资源库", "no connection"}},
                  {SentResult::State::Sent, "centrifugal-pump", "cold-start", "林知远", "11-25 09:00", 92, {}},
                  {SentResult::State::Refused, "gone", "normal", "凌霄", "11-24 09:00", 40, {"记录读不出", "cannot be read"}}};
  return view;
}

class LibraryPageTest : public ::testing::Test {
 protected:
  LibraryPageTest() : services_(std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios") {
    services_.library_desk.shown = example_library();
    window_ = make_offscreen_window(services_, 1366, 768, problem_);
  }
  void SetUp() override {
    if (!window_) {
      GTEST_SKIP() << problem_.en;
    }
    window_->frames(2);
    ASSERT_TRUE(window_->click("library"));
    window_->frames(2);
  }
  LibraryView& view() { return services_.library_desk.shown; }
  const std::vector<LibraryAsk>& asked() { return services_.library_desk.asked; }
  UiState& state() { return window_->content().state(); }
  bool press(const char* id) {
    const bool is_there = window_->click(id);
    window_->frames(2);
    return is_there;
  }

  test::FakeServices services_;
  Text problem_;
  std::unique_ptr<OffscreenWindow> window_;
};

TEST_F(LibraryPageTest, FetchesTheChosenPack) {
  EXPECT_TRUE(state().library.is_open);
  ASSERT_TRUE(press("library.fetch"));
  ASSERT_EQ(asked().size(), 1u);
  EXPECT_EQ(asked()[0].kind, Kind::Fetch);
  EXPECT_EQ(asked()[0].pack, "linzi/reactor@1.2.0"); // an older version is here: it can be updated
}

TEST_F(LibraryPageTest, WhatIsHereAlreadyIsNotFetched) {
  ASSERT_TRUE(press("library.search"));
  window_->type("箱体");
  window_->frames(2);
  press("library.fetch");
  EXPECT_TRUE(asked().empty());
}

TEST_F(LibraryPageTest, AFetchCanBeStopped) {
  view().work = Work::Fetching;
  view().fetching = "linzi/reactor@1.2.0";
  view().done = 100'000;
  view().all = 412'000;
  window_->frames(2);
  press("library.update");
  EXPECT_TRUE(asked().empty()) << "one piece of work at a time";
  ASSERT_TRUE(press("library.cancel"));
  EXPECT_EQ(asked().at(0).kind, Kind::Cancel);
}

TEST_F(LibraryPageTest, SendsWhatWaitsOnceAKeyIsThere) {
  view().has_key = false;
  window_->frames(2);
  press("library.send");
  EXPECT_TRUE(asked().empty());
  view().has_key = true;
  window_->frames(2);
  ASSERT_TRUE(press("library.send"));
  EXPECT_EQ(asked().at(0).kind, Kind::Send);
}

TEST_F(LibraryPageTest, AsksForTheAddressTheFirstTime) {
  view() = {};
  window_->frames(2);
  ASSERT_TRUE(press("library.place"));
  window_->type("/media/stick");
  ASSERT_TRUE(press("library.root"));
  window_->type("/media/root.json");
  ASSERT_TRUE(press("library.connect"));
  ASSERT_EQ(asked().size(), 1u);
  EXPECT_EQ(asked()[0].kind, Kind::Connect);
  EXPECT_EQ(asked()[0].place, "/media/stick");
  EXPECT_EQ(asked()[0].root, "/media/root.json");
}

TEST_F(LibraryPageTest, EscapeLeadsBackToTheStartPage) {
  window_->press(kKeyEscape);
  window_->frames(2);
  EXPECT_FALSE(state().library.is_open);
  EXPECT_TRUE(window_->click("start"));
}

} // namespace
} // namespace jixia::hmi
