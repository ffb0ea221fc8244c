// The window as a person uses it, off screen: real pack, real session, no display.
#include <gtest/gtest.h>

#include "hmi/offscreen_window.h"
#include "hmi/orders.h"
#include "render/capture.h"
#include "support/fake_services.h"

namespace jixia::hmi {
namespace {

class Window : public ::testing::Test {
 protected:
  Window() : services_(std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios") {
    window_ = make_offscreen_window(services_, 1366, 768, problem_);
  }
  void SetUp() override {
    if (!window_) {
      GTEST_SKIP() << problem_.en;
    }
    window_->frames(2);
  }
  UiState& state() { return window_->content().state(); }
  const World& world() { return services_.session()->world(); }
  std::string ui_focus() {
    const Ui::Stop* stop = window_->content().ui().find_focus();
    return stop != nullptr ? stop->name : "";
  }
  void begin(bool is_exam = false) {
    ASSERT_TRUE(window_->content().start({"centrifugal-pump", "cold-start", services_.roster()[0], is_exam}).empty());
    state().tab = Tab::Alarms; // the 3D picture has tests of its own and takes its time
    window_->frames(2);
  }

  test::FakeServices services_;
  Text problem_;
  std::unique_ptr<OffscreenWindow> window_;
};

TEST_F(Window, StartsTheChosenExerciseFromTheStartPage) {
  EXPECT_EQ(state().page, Page::Start);
  ASSERT_TRUE(window_->click("start"));
  window_->frames(3);
  EXPECT_EQ(services_.starts, 1);
  EXPECT_EQ(state().page, Page::Training);
  EXPECT_FALSE(state().is_running);
}

TEST_F(Window, FindsALearnerByInitials) {
  ASSERT_TRUE(window_->click("learner.search"));
  window_->type("lz");
  EXPECT_EQ(state().start.learner_search, "lz");
  ASSERT_TRUE(window_->click("learner.0"));
  EXPECT_EQ(state().start.learner_id, "26010204");
}

TEST_F(Window, RunsAndFreezesBySpace) {
  begin();
  window_->frames(30);
  EXPECT_EQ(seconds(world().time()), 0);
  window_->press(kKeySpace);
  window_->frames(30);
  EXPECT_NEAR(seconds(world().time()), 1.0, 0.25);
  window_->press(kKeySpace);
  const SimTime frozen = world().time();
  window_->frames(10);
  EXPECT_EQ(world().time(), frozen);
}

TEST_F(Window, RunsTenTimesAsFast) {
  begin();
  ASSERT_TRUE(window_->click("speed×10"));
  window_->press(kKeySpace);
  window_->frames(30);
  EXPECT_GT(seconds(world().time()), 5.0);
}

TEST_F(Window, AnExamHasNoSpeedAndNoHint) {
  begin(true);
  ASSERT_TRUE(window_->click("speed×10"));
  EXPECT_EQ(state().speed, 1.0);
  ASSERT_TRUE(window_->click("hint"));
  EXPECT_TRUE(services_.session()->log().actions().empty());
}

TEST_F(Window, OpensAHandValveFromTheFieldPage) {
  begin();
  state().tab = Tab::Field;
  state().selected = "HV101";
  window_->frames(2);
  ASSERT_TRUE(window_->click("HV101.POS.open"));
  const auto& actions = services_.session()->log().actions();
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].action.tag, "HV101.POS");
  EXPECT_EQ(actions[0].action.value, 1.0);
  EXPECT_FALSE(actions[0].refusal);
  window_->press(kKeySpace);
  window_->frames(60);
  EXPECT_GT(world().value("HV101.POS"), 0.1);
}

TEST_F(Window, FieldEquipmentIsNotOperatedFromTheConsole) {
  begin();
  EXPECT_TRUE(find_operable(world(), "HV101", {Place::Console}).empty());
  EXPECT_FALSE(find_operable(world(), "FIC101", {Place::Console}).empty());
  EXPECT_TRUE(find_operable(world(), "FIC101", {Place::Field}).empty());
}

TEST_F(Window, SetsAnOutputOnTheFaceplateAndSaysWhyOneIsRefused) {
  begin();
  state().tab = Tab::Dcs;
  FaceplateState plate;
  plate.component = "FIC101";
  plate.place = {600, 200};
  state().faceplates.push_back(plate);
  window_->frames(3);
  ASSERT_TRUE(window_->click("FIC101.OP.entry"));
  window_->frames(3);
  window_->type("25");
  window_->press(kKeyEnter);
  window_->frames(2);
  EXPECT_NEAR(world().value("FIC101.OP"), 0.25, 1e-9);
  ASSERT_TRUE(window_->click("FIC101.OP.entry"));
  window_->frames(3);
  window_->type("250"); // beyond 100 %
  window_->press(kKeyEnter);
  window_->frames(2);
  EXPECT_NEAR(world().value("FIC101.OP"), 0.25, 1e-9);
  EXPECT_FALSE(state().refusal.reason.empty());
}

TEST_F(Window, AFaceplateIsOperatedByTheKeyboard) {
  begin();
  state().tab = Tab::Dcs;
  state().faceplates.push_back({"FIC101", {600, 200}, {}, false, {}, {}});
  window_->frames(3);
  window_->press(kKeyEnter); // manual: the output
  window_->frames(3);
  window_->type("30");
  window_->press(kKeyEnter);
  window_->frames(2);
  EXPECT_NEAR(world().value("FIC101.OP"), 0.30, 1e-9);
  window_->press(kKeyPageUp);
  EXPECT_NEAR(world().value("FIC101.OP"), 0.32, 1e-9);
  window_->press(kKeyF8);
  window_->frames(2);
  EXPECT_EQ(world().value("FIC101.MODE"), 1); // automatic
  window_->press(kKeyTab);
  EXPECT_NE(state().faceplates.back().component, "FIC101");
  window_->press(kKeyTab, true);
  EXPECT_FALSE(ui_focus().empty());
}

TEST_F(Window, EscapeClosesFaceplatesAndOperatesNothing) {
  begin();
  state().tab = Tab::Dcs;
  FaceplateState plate;
  plate.component = "FIC101";
  plate.place = {600, 200};
  state().faceplates.push_back(plate);
  window_->frames(2);
  window_->press(kKeyEscape);
  EXPECT_TRUE(state().faceplates.empty());
  EXPECT_TRUE(services_.session()->log().actions().empty());
}

TEST_F(Window, RewindsToAMarkAndRefusesItInAnExam) {
  begin();
  window_->press(kKeySpace);
  window_->frames(90);
  window_->press(kKeyF6);
  ASSERT_EQ(state().bookmarks.size(), 1U);
  window_->frames(90);
  state().tab = Tab::Actions;
  window_->press(kKeySpace);
  window_->frames(2);
  ASSERT_TRUE(window_->click("mark0"));
  EXPECT_LT(world().time(), std::chrono::seconds(4));
  state().tab = Tab::Plant; // the picture follows a world that went back
  EXPECT_TRUE(window_->frames(2));
}

TEST_F(Window, AsksBeforeHandingInAndShowsTheDebrief) {
  begin();
  ASSERT_TRUE(window_->click("hand.in"));
  ASSERT_TRUE(state().dialog);
  window_->frames(2);
  window_->press(kKeyEscape);
  EXPECT_FALSE(state().dialog);
  EXPECT_EQ(services_.finishes, 0);
  ASSERT_TRUE(window_->click("hand.in"));
  window_->frames(2);
  ASSERT_TRUE(window_->click("dialog.verb"));
  window_->frames(3);
  EXPECT_EQ(services_.finishes, 1);
  EXPECT_EQ(state().page, Page::Debrief);
}

TEST_F(Window, TheExpertShowsAnExerciseAndNothingIsRecorded) {
  ASSERT_TRUE(window_->click("watch"));
  window_->frames(4);
  ASSERT_NE(window_->content().watched(), nullptr);
  EXPECT_EQ(state().page, Page::Training);
  EXPECT_TRUE(state().is_running);
  state().tab = Tab::Field;
  state().selected = "HV101";
  state().speed = Pacing::kAsFastAsItCan;
  window_->frames(30);
  const double before = seconds(services_.watched()->world().time());
  EXPECT_GT(before, 5);
  const auto actions = services_.watched()->log().actions().size();
  state().is_running = false;
  window_->frames(2);
  ASSERT_TRUE(window_->click("HV101.POS.open")); // looking only
  EXPECT_EQ(services_.watched()->log().actions().size(), actions);
  EXPECT_FALSE(state().refusal.reason.empty());
  window_->press(kKeyEscape);
  EXPECT_EQ(window_->content().watched(), nullptr);
  EXPECT_EQ(state().page, Page::Start);
  EXPECT_EQ(services_.starts, 0);
}

TEST_F(Window, PlaysARunBackFromTheDebriefAndReturnsThere) {
  begin();
  window_->press(kKeySpace);
  window_->frames(90);
  services_.session()->submit({"HV101.POS", 1.0});
  window_->frames(90);
  ASSERT_TRUE(window_->click("hand.in"));
  window_->frames(2);
  ASSERT_TRUE(window_->click("dialog.verb"));
  window_->frames(3);
  ASSERT_EQ(state().page, Page::Debrief);
  const SimTime end = services_.session()->world().time();
  state().followed_loss = state().lost_row;
  state().debrief_at = 2;
  window_->press(kKeySpace);
  window_->frames(10);
  ASSERT_NE(window_->content().watched(), nullptr);
  EXPECT_GE(services_.watched()->world().time(), sim_time(2));
  state().tab = Tab::Alarms;
  state().speed = 10;
  window_->frames(60);
  EXPECT_TRUE(window_->content().watched()->is_over());
  EXPECT_EQ(services_.watched()->world().time(), end);
  EXPECT_EQ(services_.watched()->log().actions().size(), services_.session()->log().actions().size());
  ASSERT_TRUE(window_->click("watch.stop"));
  window_->frames(2);
  EXPECT_EQ(state().page, Page::Debrief);
  EXPECT_EQ(state().debrief_at, 2);
}

TEST_F(Window, PractisesFromALostPointOn) {
  begin();
  window_->press(kKeySpace);
  window_->frames(150);
  ASSERT_TRUE(window_->click("hand.in"));
  window_->frames(2);
  ASSERT_TRUE(window_->click("dialog.verb"));
  window_->frames(3);
  state().followed_loss = state().lost_row;
  state().debrief_at = 3;
  window_->frames(2);
  ASSERT_TRUE(window_->click("repeat"));
  window_->frames(3);
  EXPECT_EQ(services_.repeats, 1);
  EXPECT_EQ(state().page, Page::Training);
  EXPECT_EQ(world().time(), sim_time(3));
  EXPECT_FALSE(state().is_running);
}

TEST_F(Window, AnotherAlarmSoundsAfterSilence) {
  begin();
  window_->frames(2);
  ASSERT_GT(window_->content().sounding_priority(), 0); // an empty drum: level low-low
  window_->press(kKeyF3);
  EXPECT_EQ(window_->content().sounding_priority(), 0);
  state().silenced.erase(state().silenced.begin()); // as if it had come later
  window_->frames(2);
  EXPECT_GT(window_->content().sounding_priority(), 0);
  state().has_sound = false;
  EXPECT_EQ(window_->content().sounding_priority(), 0);
}

TEST_F(Window, ListsAreOperatedByTheKeyboard) {
  state().start.learner_id = services_.roster()[0].id;
  for (int k = 0; k < 60 && (ui_focus() != "learner"); ++k) {
    window_->press(kKeyTab);
  }
  ASSERT_EQ(ui_focus(), "learner");
  window_->press(kKeyDown);
  window_->press(kKeyDown);
  EXPECT_EQ(state().start.learner_id, services_.roster()[2].id);
  window_->press(kKeyEnd);
  EXPECT_EQ(state().start.learner_id, services_.roster().back().id);
  window_->press(kKeyHome);
  EXPECT_EQ(state().start.learner_id, services_.roster()[0].id);
}

TEST_F(Window, ADialogKeepsThePageFromAnswering) {
  begin();
  ASSERT_TRUE(window_->click("hand.in"));
  window_->frames(2);
  window_->click("run");
  window_->press(kKeySpace);
  EXPECT_FALSE(state().is_running);
}

TEST_F(Window, ReachesButtonsByTab) {
  for (int k = 0; k < 3; ++k) {
    window_->press(kKeyTab);
  }
  window_->press(kKeyEnter); // language 中, EN, menu in this order
  EXPECT_TRUE(state().shows_menu);
}

TEST_F(Window, SwitchesTheLanguageAndKeepsIt) {
  ASSERT_TRUE(window_->click("language1"));
  EXPECT_EQ(state().language, Language::English);
  EXPECT_EQ(services_.kept.language, Language::English);
}

TEST_F(Window, DrawsEveryPageInBothLanguagesAtEverySize) {
  begin();
  const std::pair<int, int> sizes[] = {{1366, 768}, {1024, 600}, {1920, 1080}};
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const auto& [width, height] : sizes) {
      window_->resize(width, height);
      state().language = language;
      for (int tab = 0; tab <= static_cast<int>(Tab::Instructor); ++tab) {
        state().tab = static_cast<Tab>(tab);
        ASSERT_TRUE(window_->frames(1)) << window_->problem().en;
      }
    }
  }
  state().page = Page::Debrief;
  EXPECT_TRUE(window_->frames(2)) << window_->problem().en;
}

TEST_F(Window, DrawnInPartsLooksLikeDrawnWhole) {
  begin();
  window_->press(kKeySpace);
  const auto picture = [&] { return render::read_framebuffer({0, 0, 1366, 768}).rgba; };
  for (const Tab tab : {Tab::Dcs, Tab::Trend, Tab::Alarms, Tab::Field}) {
    state().tab = tab;
    window_->move(400, 300 + 10 * static_cast<float>(tab)); // something is hovered, a tip may show
    window_->frames(40);
    EXPECT_LT(window_->content().drawn_share(), 1);
    const auto in_parts = picture();
    window_->content().redraw();
    window_->frames(1, 0); // no time goes by
    EXPECT_EQ(window_->content().drawn_share(), 1);
    EXPECT_EQ(in_parts, picture()) << static_cast<int>(tab);
  }
}

TEST_F(Window, DrawsNothingAgainWhileNothingChanges) {
  begin();
  state().tab = Tab::Field;
  window_->frames(5);
  double most = 0;
  for (int k = 0; k < 10; ++k) {
    window_->frames(1, 0.01);
    most = std::max(most, window_->content().drawn_share());
  }
  EXPECT_LT(most, 0.15); // the frame of an alarm may blink
}

TEST_F(Window, IsNeverScaledBeyondWhatFits) {
  state().scale_percent = 200;
  EXPECT_FLOAT_EQ(window_->content().calc_scale(1366, 768), 2.0F);
  EXPECT_FLOAT_EQ(window_->content().calc_scale(1024, 600), 1024.0F / 683);
  EXPECT_FLOAT_EQ(window_->content().calc_scale(3840, 2160), 2.0F);
  state().scale_percent = 80;
  EXPECT_FLOAT_EQ(window_->content().calc_scale(1366, 768), 0.8F);
}

} // namespace
} // namespace jixia::hmi
