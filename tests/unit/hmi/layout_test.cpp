// Every page at every scale: no text is cut off or covered by another, and every control of the
// 100 % window can still be reached. Whole window, real packs, off screen.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <set>

#include "hmi/offscreen_window.h"
#include "session/script_operator.h"
#include "support/fake_services.h"

namespace jixia::hmi {
namespace {

/// A window of the size of an old and of a new school screen, at a scale that the menu offers.
struct Screen {
  int width, height, percent;
  std::string name() const {
    return std::to_string(width) + "x" + std::to_string(height) + " at " + std::to_string(percent) +
           " %";
  }
};

/// The widest, the usual, two compact ones and the least page; with JIXIA_ALL_SCREENS set every scale
/// of both screens, which takes twice as long and shows pages of nearly the same size again.
std::vector<Screen> all_screens() {
  if (std::getenv("JIXIA_ALL_SCREENS") == nullptr) {
    return {{1366, 768, 80}, {1366, 768, 100}, {1366, 768, 150}, {1366, 768, 200}, {1920, 1080, 200}};
  }
  std::vector<Screen> screens;
  for (const auto& [width, height] : {std::pair{1366, 768}, std::pair{1920, 1080}}) {
    for (const int percent : {80, 100, 125, 150, 200}) {
      screens.push_back({width, height, percent});
    }
  }
  return screens;
}

constexpr Screen kReference{1366, 768, 100};

using Look = std::function<void(const std::string& page)>;

class Layout : public ::testing::Test {
 protected:
  Layout() : services_(std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios") {
    for (int k = 0; k < 7; ++k) { // more than a screen has room for
      services_.unfinished_attempts.push_back({"a",
                                               {"离心泵单元", "Centrifugal pump unit"},
                                               {"冷态开车", "Cold start"},
                                               "林一帆",
                                               "11-20 14:31",
                                               std::chrono::minutes(18),
                                               std::chrono::minutes(45),
                                               7,
                                               18});
    }
    window_ = make_offscreen_window(services_, 1366, 768, problem_);
  }
  void SetUp() override {
    if (!window_) {
      GTEST_SKIP() << problem_.en;
    }
    window_->content().note_texts(true);
  }

  UiState& state() { return window_->content().state(); }
  const Ui& ui() { return window_->content().ui(); }

  void use(const Screen& screen, Language language) {
    window_->resize(screen.width, screen.height);
    state().scale_percent = screen.percent;
    state().language = language;
    window_->frames(1);
  }

  /// Begins an exercise and lets its expert play `until` seconds.
  void play(const std::string& pack, const std::string& exercise, double until,
            const char* script = nullptr) {
    ASSERT_TRUE(window_->content().start({pack, exercise, services_.roster()[0], false}).empty());
    state().is_teacher = true;
    Session& session = *services_.session();
    const auto& operators = session.exercise().operators;
    const auto chosen =
        std::find_if(operators.begin(), operators.end(),
                     [&](const OperatorScript& s) { return script != nullptr && s.id == script; });
    Diagnostics problems;
    ScriptOperator expert(chosen != operators.end() ? *chosen : operators.front(), session.world(),
                          problems);
    while (seconds(session.world().time()) < until && !session.finished()) {
      for (OperatorAction& action : expert.actions_at(session.world())) {
        session.submit(action);
      }
      session.advance();
    }
  }

  void look_at(const std::string& page, const Look& look) {
    ASSERT_TRUE(window_->frames(2)) << window_->problem().en;
    look(page);
  }

  void visit_start(const Look& look) {
    state().page = Page::Start;
    for (int section = 0; section < 4; ++section) {
      state().start.section = section;
      look_at("start " + std::to_string(section), look);
    }
    state().start.section = 0;
    state().start.domain = 1;
    state().shows_menu = true;
    look_at("start menu", look);
    state().shows_menu = false;
    state().start.domain = 0;
    state().start.shows_teacher = true;
    window_->frames(1);
    look_at("teacher settings", look);
    state().start.shows_teacher = false;
    state().start.teacher.reset();
    visit_library(look);
  }

  void visit_library(const Look& look) {
    LibraryView& view = services_.library_desk.shown;
    state().library.is_open = true;
    look_at("library, no address", look);
    view.place = "https://library.linzi.example";
    view.has_catalogue = true;
    view.note = {"连不上资源库", "The library cannot be reached"};
    view.packs = {{"linzi-first-school/batch-reactor@1.2.0", "linzi-first-school", "batch-reactor", "1.2.0", "chemical", {"间歇反应釜单元", "Batch reactor unit"}, {"升温、保温、泄压、出料，认识放热反应的失控与处置。", "Heat, hold, relieve and discharge; meet a runaway and deal with it."}, 412'000, "1.1.0"}};
    view.results = {{SentResult::State::Waiting, "centrifugal-pump", "cold-start", "林一帆", "11-26 08:10", 88, {"连不上资源库", "The library cannot be reached"}}};
    for (int section = 0; section < 3; ++section) {
      state().library.section = section;
      look_at("library " + std::to_string(section), look);
    }
    view.work = LibraryView::Work::Fetching;
    view.fetching = view.packs[0].name;
    view.done = 100'000;
    view.all = 412'000;
    state().library.section = 1;
    look_at("library, fetching", look);
    view = {};
    state().library = {};
  }

  void visit_training(const Look& look) {
    for (int tab = 0; tab <= static_cast<int>(Tab::Instructor); ++tab) {
      state().tab = static_cast<Tab>(tab);
      for (int section = 0; section < 3; ++section) {
        state().actions_section = state().instructor_section = section;
        look_at("tab " + std::to_string(tab) + " section " + std::to_string(section), look);
        if (state().tab != Tab::Actions && state().tab != Tab::Instructor) {
          break;
        }
      }
    }
    state().tab = Tab::Plant;
    state().shows_views = true;
    look_at("views", look);
    state().shows_views = false;
    state().tab = Tab::Trend;
    state().trend.is_choosing = true;
    look_at("choice of a trend", look);
    state().trend.is_choosing = false;
    state().tab = Tab::Field;
    state().shows_equipment = true;
    look_at("equipment", look);
    state().shows_equipment = false;
    for (const bool tuning : {false, true}) {
      state().tab = Tab::Dcs;
      state().faceplates.push_back({"FIC101", {400, 200}, {}, tuning, {}, {}});
      look_at("faceplate", look);
      state().faceplates.clear();
    }
    state().shows_menu = true;
    look_at("menu", look);
    state().shows_menu = false;
    state().shows_help = true;
    look_at("help", look);
    state().shows_help = false;
  }

  void visit_debrief(const Look& look) {
    for (int section = 0; section < 5; ++section) {
      state().debrief_section = section;
      look_at("debrief " + std::to_string(section), look);
    }
    state().shows_menu = true;
    look_at("debrief menu", look);
    state().shows_menu = false;
  }

  test::FakeServices services_;
  Text problem_;
  std::unique_ptr<OffscreenWindow> window_;
};

bool meet(const Box& a, const Box& b) {
  constexpr float kSlack = 2.5F; // lines of letters are lower than their boxes
  return a.x + kSlack < b.right() && b.x + kSlack < a.right() && a.y + kSlack < b.bottom() &&
         b.y + kSlack < a.bottom();
}

void expect_readable(const TextRecord& record, const std::string& where) {
  EXPECT_FALSE(record.texts.empty()) << where;
  for (std::size_t k = 0; k < record.texts.size(); ++k) {
    const TextRecord::Entry& text = record.texts[k];
    EXPECT_FALSE(text.is_cut && !text.in_picture) << where << ": cut off: " << text.text;
    for (std::size_t n = k + 1; n < record.texts.size(); ++n) {
      const TextRecord::Entry& other = record.texts[n];
      const bool may = text.in_picture || other.in_picture || text.layer != other.layer;
      EXPECT_FALSE(!may && meet(text.box, other.box))
          << where << ": \"" << text.text << "\" and \"" << other.text << "\" cover one another";
    }
  }
}

TEST_F(Layout, CutsNoTextOfThePumpUnitAtAnyScale) {
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const Screen& screen : all_screens()) {
      const auto look = [&](const std::string& page) {
        expect_readable(ui().texts(),
                        screen.name() + (language == Language::English ? " en " : " zh ") + page);
      };
      use(screen, language);
      visit_start(look);
      play("centrifugal-pump", "cold-start", 700);
      state().selected = "HV101";
      visit_training(look);
    }
  }
}

TEST_F(Layout, CutsNoTextOfTheLineAndItsPanelAtAnyScale) {
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const Screen& screen : all_screens()) {
      use(screen, language);
      play("box-transfer", "", 30);
      visit_training([&](const std::string& page) {
        expect_readable(ui().texts(),
                        screen.name() + (language == Language::English ? " en " : " zh ") + page);
      });
    }
  }
}

TEST_F(Layout, CutsNoTextOfTheDebriefAtAnyScale) {
  use(kReference, Language::Chinese);
  play("centrifugal-pump", "cold-start", 1e9, "dead-headed");
  window_->frames(2);
  ASSERT_EQ(state().page, Page::Debrief);
  for (const Language language : {Language::Chinese, Language::English}) {
    for (const Screen& screen : all_screens()) {
      use(screen, language);
      for (const int row : {0, 3}) {
        state().lost_row = row;
        visit_debrief([&](const std::string& page) {
          expect_readable(ui().texts(),
                          screen.name() + (language == Language::English ? " en " : " zh ") + page);
        });
      }
    }
  }
}

/// Where the Tab key leads to on the pages visited; each stop must be whole on the screen, or in a
/// part that scrolls to it.
class Reach {
 public:
  void add(const Ui& ui, const std::string& where) {
    for (const Ui::Stop& stop : ui.stops()) {
      names_.insert(stop.name);
      const Box& b = stop.box;
      EXPECT_GE(b.w, 20) << where << ": " << stop.name;
      EXPECT_GE(b.h, 20) << where << ": " << stop.name;
      EXPECT_TRUE(b.x >= -0.5F && b.right() <= ui.width() + 0.5F)
          << where << ": " << stop.name << " is beside the window";
      EXPECT_TRUE(stop.scrolls || (b.y >= -0.5F && b.bottom() <= ui.height() + 0.5F))
          << where << ": " << stop.name << " is below the window";
    }
  }
  const std::set<std::string>& names() const { return names_; }

 private:
  std::set<std::string> names_;
};

/// What another size need not have: buttons that lead to panels which are elsewhere there, the bars
/// of the overview (the DCS page opens the same faceplates), further pages of a list, the ends of
/// the scale.
bool is_only_here(const std::string& name) {
  static const std::set<std::string> names{"banner.list",     "views",           "speed.menu",
                                           "unfinished.less", "unfinished.more", "scale.less",
                                           "scale.more"};
  const auto begins = [&](const char* with) { return name.rfind(with, 0) == 0; };
  return names.contains(name) || name.find(".section") != std::string::npos || begins("tab.") ||
         begins("tile.") || (begins("resume") && name != "resume0");
}

void expect_all(const Reach& reached, const Reach& reference, const std::string& where) {
  for (const std::string& name : reference.names()) {
    EXPECT_TRUE(reached.names().contains(name) || is_only_here(name))
        << where << ": no way to " << name;
  }
}

TEST_F(Layout, ReachesEveryControlAtEveryScale) {
  const auto visit = [&](const Screen& screen, Language language) {
    Reach reach;
    const auto look = [&](const std::string& page) { reach.add(ui(), screen.name() + " " + page); };
    use(screen, language);
    visit_start(look);
    play("centrifugal-pump", "cold-start", 20);
    state().selected = "HV101";
    visit_training(look);
    play("box-transfer", "", 5);
    visit_training(look);
    window_->content().state().dialog.reset();
    return reach;
  };
  const Reach reference = visit(kReference, Language::Chinese);
  EXPECT_GT(reference.names().size(), 120U);
  for (const Screen& screen : all_screens()) {
    const Reach reached =
        visit(screen, screen.percent % 100 == 0 ? Language::English : Language::Chinese);
    expect_all(reached, reference, screen.name());
  }
}

TEST_F(Layout, ScrollsToWhatTheTabKeyReaches) {
  use({1366, 768, 200}, Language::Chinese);
  state().start.section = 1; // nine exercises; three have room
  window_->frames(2);
  bool was_hidden = false;
  for (int k = 0; k < 30; ++k) {
    window_->press(kKeyTab);
    const Ui::Stop* stop = ui().find_focus();
    ASSERT_NE(stop, nullptr);
    was_hidden = was_hidden || stop->seen.h < stop->box.h;
    window_->frames(1);
    stop = ui().find_focus();
    EXPECT_GE(stop->seen.h, std::min(stop->box.h, 20.0F))
        << stop->name << " has the keyboard and cannot be seen";
  }
  EXPECT_TRUE(was_hidden);
}

TEST_F(Layout, IsUsedAt200PercentFromStartToDebrief) {
  use({1366, 768, 200}, Language::Chinese);
  window_->frames(2);
  ASSERT_TRUE(window_->click("start.section1"));
  ASSERT_TRUE(window_->click("exercise.cold-start"));
  ASSERT_TRUE(window_->click("start.section2"));
  ASSERT_TRUE(window_->click("learner.1"));
  ASSERT_TRUE(window_->click("start"));
  window_->frames(3);
  ASSERT_EQ(state().page, Page::Training);
  EXPECT_FLOAT_EQ(ui().scale(), 2.0F);
  ASSERT_TRUE(window_->click("speed.menu"));
  window_->frames(2);
  ASSERT_TRUE(window_->click("speed×10"));
  EXPECT_EQ(state().speed, 10);
  window_->press(kKeyEscape);
  state().tab = Tab::Procedure;
  window_->frames(2);
  ASSERT_TRUE(window_->click("hand.in"));
  window_->frames(2);
  ASSERT_TRUE(window_->click("dialog.verb"));
  window_->frames(3);
  EXPECT_EQ(state().page, Page::Debrief);
}

} // namespace
} // namespace jixia::hmi
