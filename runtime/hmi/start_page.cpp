#include "hmi/start_page.h"

#include <algorithm>
#include <cmath>

#include "hmi/menu.h"
#include "hmi/sections.h"
#include "hmi/start_choices.h"
#include "hmi/start_columns.h"
#include "hmi/teacher_settings.h"
#include "hmi/top_bar.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr float kTop = 86, kBottomPanel = 146, kMiddle = 352, kRight = 366, kNarrow = 1280;

struct Layout {
  Box units, exercises, learners, bottom;
};

Layout lay_out(const Ui& ui) {
  const float end = page_bottom(ui) - 1;
  const Box bottom{kGap, end - kBottomPanel, ui.width() - 2 * kGap, kBottomPanel};
  const float height = bottom.y - 8 - kTop;
  const bool is_narrow = ui.width() < kNarrow;
  const float right = is_narrow ? 310.0F : kRight;
  const float middle = is_narrow ? 300.0F : kMiddle;
  const Box learners{ui.width() - kGap - right, kTop, right, height};
  const Box exercises{learners.x - 8 - middle, kTop, middle, height};
  return {{kGap, kTop, exercises.x - 8 - kGap, height}, exercises, learners, bottom};
}

const Text kUnitsTitle{"选领域和单元", "Choose domain and unit"};
const Text kExercisesTitle{"选练习", "Choose the exercise"};
const Text kLearnersTitle{"选学员", "Choose the learner"};

void draw_step(Ui& ui, float x, const char* number, const Text& title) {
  Canvas& c = ui.canvas();
  c.disc({x + 12, 66}, 11, kChrome);
  c.text(x + 12, 66, number, TextSize::Small, kWhite, Align::Centre);
  c.text(x + 32, 66, ui.say(title), TextSize::Medium, kText);
}

constexpr float kCardWidth = 290;

std::string progress_of(const Ui& ui, const UnfinishedAttempt& a) {
  if (a.steps > 0) {
    const std::string share = std::to_string(a.steps_done) + " / " + std::to_string(a.steps);
    return ui.say({"步骤 {0}", "Step {0}"}, {share});
  }
  return clock_text(a.reached);
}

void draw_unfinished_card(Ui& ui, const Box& card, int k, const UnfinishedAttempt& a, UiCommands& commands) {
  Canvas& c = ui.canvas();
  c.box(card, kPanel2, kLine, 3);
  const std::string title = ui.say(a.pack_title) + "  " + ui.say(a.exercise_title);
  const bool fits = c.text_width(title, TextSize::Medium) <= card.w - 24;
  c.text_fit(card.x + 12, card.y + 18, card.w - 24, fits ? title : ui.say(a.exercise_title), TextSize::Medium, kText);
  ui.tip({card.x, card.y, card.w, 34}, {title, a.learner_name});
  c.text_fit(card.x + 12, card.y + 44, card.w - 110, a.learner_name + "  " + progress_of(ui, a), TextSize::Small, kText2);
  c.text(card.right() - 12, card.y + 44, a.when, TextSize::Small, kText3, Align::Right);
  const double share = a.steps > 0             ? static_cast<double>(a.steps_done) / a.steps
                       : seconds(a.duration) > 0 ? seconds(a.reached) / seconds(a.duration)
                                                 : 0;
  draw_bar(c, {card.x + 12, card.y + 74, card.w - 120, 6}, share);
  if (ui.button("resume" + std::to_string(k), {card.right() - 88, card.y + 62, 76, 26}, ui.say({"继续", "Go on"}), {Look::Normal, Icon::Play})) {
    commands.resume = a.folder;
  }
}

/// As many cards as fit, with arrows to the others.
void draw_unfinished(Ui& ui, const Box& b, const StartContent& content, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const int count = static_cast<int>(content.unfinished.size());
  c.text(b.x + 12, b.y + 20, ui.say({"上次进度", "Left unfinished"}), TextSize::Medium, kText);
  if (count == 0) {
    c.text(b.x + 12, b.y + 52, ui.say({"没有未完成的练习", "Nothing is left unfinished"}), TextSize::Small, kText3);
    return;
  }
  const int across = std::max(1, static_cast<int>((b.w - 12) / kCardWidth));
  const int rows = std::max(1, static_cast<int>((b.h - 42) / 104));
  int& first = state.start.first_unfinished;
  first = std::clamp(first, 0, std::max(0, (count - 1) / (across * rows) * across * rows));
  if (count > across * rows) {
    const std::string part = std::to_string(first + 1) + "–" + std::to_string(std::min(count, first + across * rows)) + " / " + std::to_string(count);
    if (ui.button("unfinished.less", {b.right() - 72, b.y + 7, 28, 26}, "", {Look::Normal, Icon::Left, first > 0})) {
      first -= across * rows;
    }
    if (ui.button("unfinished.more", {b.right() - 40, b.y + 7, 28, 26}, "", {Look::Normal, Icon::Right, first + across * rows < count})) {
      first += across * rows;
    }
    c.text(b.right() - 80, b.y + 20, part, TextSize::Small, kText2, Align::Right);
  }
  for (int k = first; k < std::min(count, first + across * rows); ++k) {
    const int place = k - first;
    const Box card{b.x + 12 + static_cast<float>(place % across) * kCardWidth, b.y + 38 + static_cast<float>(place / across) * 104, kCardWidth - 12, 96};
    draw_unfinished_card(ui, card, k, content.unfinished[static_cast<std::size_t>(k)], commands);
  }
}

/// What will start, and the page's three buttons; in one line where the room is low.
void draw_go(Ui& ui, const Box& b, const StartContent& content, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const PackSummary* pack = find_pack_summary(content, state.start.pack);
  const ExerciseSummary* exercise = find_exercise_summary(content, state.start);
  const Learner* learner = find_learner(content, state.start.learner_id);
  const bool ready = pack != nullptr && exercise != nullptr && learner != nullptr;
  const float start_width = b.w > 420 ? 164.0F : 112.0F;
  const Box start{b.right() - start_width, b.bottom() - 44, start_width, 44};
  const auto width = [&](const Text& text) { return std::ceil(c.text_width(ui.say(text), TextSize::Medium)) + 40; };
  const Text teacher{"教师设置", "Teacher"};
  const Text show{"先看演示", "Watch"};
  const Box settings{start.x - 8 - width(teacher), start.y, width(teacher), 44};
  const Box watch{settings.x - 8 - width(show), start.y, width(show), 44};
  const bool is_low = b.h < 90;
  const float room = is_low ? watch.x - b.x - 12 : b.w;
  if (!ready) {
    c.text_lines(b.x, b.y + 14, room, 18, 3, ui.say({"选好三栏后开始", "Choose in all three columns, then start"}), TextSize::Small, kText2);
  } else {
    const std::string what = ui.say(pack->title) + "  " + ui.say(exercise->title) + "  " + learner->name;
    const TextSize size = is_low || c.text_width(what, TextSize::Medium) > room - 90 ? TextSize::Small : TextSize::Medium;
    const std::string line = is_low ? what : ui.say({"将开始：", "Will start: "}) + what;
    const int lines = is_low ? 3 : 2;
    const int needed = std::clamp(c.line_count(room, line, size), 1, lines);
    const float top = is_low ? b.mid_y() - 8.5F * static_cast<float>(needed - 1) : b.y + 14;
    const int used = c.text_lines(b.x, top, room, 17, lines, line, size, kText);
    if (!is_low && used < 2) {
      c.text_fit(b.x, b.y + 42, b.w, ui.say({"开始后先冻结，按空格运行。", "It starts frozen; Space runs it."}), TextSize::Small, kText2);
    }
  }
  ButtonStyle watches{Look::Normal, Icon::Play, ready && exercise->has_expert, ui.say({"看专家操作一遍，不计成绩", "The expert shows it; nothing is scored for you"})};
  if (ui.button("watch", watch, ui.say(show), watches)) {
    commands.demonstration = StartRequest{pack->id, exercise->id, *learner, false};
  }
  if (ui.button("teacher", settings, ui.say(teacher), {Look::Normal})) {
    state.start.shows_teacher = true;
  }
  if (ui.button("start", start, ui.say({"开始", "Start"}), {Look::Primary, Icon::Play, ready}) || (ready && ui.key(kKeyEnter))) {
    commands.start = StartRequest{pack->id, exercise->id, *learner, state.start.is_exam};
  }
}

/// All columns side by side.
bool draw_columns(Ui& ui, const StartContent& content, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Layout at = lay_out(ui);
  draw_step(ui, at.units.x + 4, "1", kUnitsTitle);
  draw_units(ui, at.units, content, state);
  draw_step(ui, at.exercises.x + 4, "2", kExercisesTitle);
  draw_exercises(ui, at.exercises, content, state);
  draw_step(ui, at.learners.x + 4, "3", kLearnersTitle);
  const float height = draw_task(ui, nullptr, at.learners.w, content, state);
  const Box task{at.learners.x, at.learners.bottom() - height, at.learners.w, height};
  const bool changed = draw_roster(ui, {at.learners.x, at.learners.y, at.learners.w, task.y - 6 - at.learners.y}, content, state);
  draw_task(ui, &task, task.w, content, state);
  c.box(at.bottom, kPanel, kLine2, 3);
  const float split = at.bottom.right() - 458;
  draw_unfinished(ui, {at.bottom.x, at.bottom.y, split - at.bottom.x, at.bottom.h}, content, state, commands);
  c.line({split, at.bottom.y + 10}, {split, at.bottom.bottom() - 10}, kLine);
  draw_go(ui, {split + 18, at.bottom.y + 10, 428, at.bottom.h - 26}, content, state, commands);
  return changed;
}

/// One column at a time, over a low row with the buttons.
bool draw_tabs_of_columns(Ui& ui, const StartContent& content, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Box go{kGap, page_bottom(ui) - 60, ui.width() - 2 * kGap, 60};
  bool changed = false;
  const auto units = [&](const Box& b) { draw_units(ui, b, content, state); };
  const auto exercises = [&](const Box& b) { draw_exercises(ui, b, content, state); };
  const auto learners = [&](const Box& b) { changed = draw_roster(ui, b, content, state); };
  const auto unfinished = [&](const Box& b) {
    c.box(b, kPanel, kLine2, 3);
    draw_unfinished(ui, b, content, state, commands);
  };
  const std::vector<Section> sections{{{"1  单元", "1  Unit"}, units}, {{"2  练习", "2  Exercise"}, exercises}, {{"3  学员", "3  Learner"}, learners}, {{"上次进度", "Unfinished"}, unfinished}};
  draw_sections(ui, "start.section", {kGap, 50, ui.width() - 2 * kGap, go.y - 56}, sections, state.start.section);
  c.box(go, kPanel, kLine2, 3);
  draw_go(ui, {go.x + 12, go.y + 8, go.w - 20, go.h - 16}, content, state, commands);
  return changed;
}

} // namespace

bool draw_start_page(Ui& ui, const StartContent& content, UiState& state, UiCommands& commands) {
  draw_start_bar(ui, state, commands);
  if (ui.button("library", {ui.width() - 226, 8, 98, 28}, ui.say({"资源库", "Library"}), {Look::Chrome, Icon::Download, true, ui.say({"取资源包，看成绩报送", "Fetch packs, see which results were sent"})})) {
    state.library.is_open = true;
    return false;
  }
  const bool changed = ui.is_compact() ? draw_tabs_of_columns(ui, content, state, commands) : draw_columns(ui, content, state, commands);
  if (ui.key(kKeyF, true)) {
    state.start.section = 2;
    ui.start_editing("learner.search");
  }
  draw_status_bar(ui, state,
                  {{"Tab", ui.say({"下一项", "next item"})}, {"↑ ↓", ui.say({"选择", "choose"})}, {ui.say({"回车", "Enter"}), ui.say({"选定 / 开始", "choose / start"})},
                   {"Ctrl+F", ui.say({"搜学员", "find a learner"})}, {"F1", ui.say({"帮助", "help"})}},
                  ui.say({"离线可用", "Works offline"}));
  draw_teacher_settings(ui, content.roster.size(), state, commands);
  draw_menu(ui, nullptr, state, commands);
  return changed;
}

} // namespace jixia::hmi
