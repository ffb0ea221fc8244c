#include "hmi/top_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/menu.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

void draw_ground(Canvas& c, float width) {
  c.fill({0, 0, width, kTopBar}, kChrome);
  draw_mark(c, {10, 9});
}

void draw_menu_button(Ui& ui, UiState& state) {
  if (ui.button("menu", {ui.width() - 44, 8, 34, 28}, "", {Look::Chrome, Icon::Menu, true, ui.say({"菜单", "Menu"})})) {
    state.shows_menu = !state.shows_menu;
  }
}

/// 中 | EN and the menu button, at the right end.
void draw_language(Ui& ui, UiState& state, UiCommands& commands) {
  draw_language_choice(ui, {ui.width() - 120, 8, 66, 28}, true, state, commands);
  draw_menu_button(ui, state);
}

void draw_learner(Ui& ui, const std::string& name) {
  Canvas& c = ui.canvas();
  const float room = 76;
  draw_icon(c, {ui.width() - 200, 22}, Icon::User, kChromeText2);
  c.text_fit(ui.width() - 188, 22, room - 12, name, TextSize::Small, kChromeText);
}

/// Brand, name of the unit and chips, as many of them as there is room for up to `room`.
void draw_title(Ui& ui, const RunView& run, const std::string& second, float room) {
  Canvas& c = ui.canvas();
  const std::string title = run.scenario.title.in(ui.language);
  const std::string brand = ui.say({"稷下", "Jixia"});
  const std::string mode = ui.say(mode_name(run.exercise.mode));
  const float title_width = c.text_width(title, TextSize::Medium) + 12;
  const float brand_width = c.text_width(brand, TextSize::Medium) + 22;
  const float mode_width = c.text_width(mode, TextSize::Small) + 24;
  const float second_width = c.text_width(second, TextSize::Small) + 24;
  float left = room - 44; // the second chip says whose run it is: it stays longest but for the title
  const bool has_title = title_width <= left;
  left -= has_title ? title_width : 0;
  const bool has_second = second_width <= left;
  left -= has_second ? second_width : 0;
  const bool has_mode = has_second && mode_width <= left;
  left -= has_mode ? mode_width : 0;
  float x = 44;
  if (brand_width <= left) {
    x += c.text(x, 22, brand, TextSize::Medium, kChromeText) + 10;
    c.line({x, 12}, {x, 32}, kChromeLine);
    x += 12;
  }
  x += has_title ? c.text(x, 22, title, TextSize::Medium, kChromeText) + 12 : 0;
  x += has_mode ? draw_chip(c, x, 22, mode, kChrome2, kChromeLine, kChromeText) + 8 : 0;
  if (has_second) {
    const bool marked = run.is_watched();
    draw_chip(c, x, 22, second, marked ? kAccentSoft : kChrome2, marked ? kAccentSoft : kChromeLine, marked ? kAccent : kChromeText2);
  }
}

Text status_name(const RunView& run) {
  switch (run.watched) {
    case RunView::Watched::Playback: return {"回放", "Playback"};
    case RunView::Watched::Demonstration: return {"演示", "Demonstration"};
    case RunView::Watched::No: break;
  }
  return run.is_exam ? Text{"考试", "Exam"} : Text{"练习", "Practice"};
}

/// @returns the x after them
float draw_run_buttons(Ui& ui, float x, UiState& state) {
  const std::string key = ui.say({"空格", "Space"});
  if (ui.button("run", {x, 8, 67, 28}, ui.say({"运行", "Run"}), {state.is_running ? Look::ChromeOn : Look::Chrome, Icon::Play, true, key})) {
    state.is_running = true;
  }
  if (ui.button("freeze", {x + 66, 8, 67, 28}, ui.say({"冻结", "Freeze"}), {state.is_running ? Look::Chrome : Look::ChromeOn, Icon::Pause, true, key})) {
    state.is_running = false;
  }
  return x + 141;
}

/// Time and score; their names only where there is room. @returns the x after them
float draw_figures(Ui& ui, const RunView& run, float x, bool is_short) {
  Canvas& c = ui.canvas();
  x += is_short ? 0 : c.text(x, 22, ui.say({"时间", "Time"}), TextSize::Small, kChromeText2) + 8;
  x += c.text(x, 22, clock_text(run.world.time()), TextSize::Medium, kChromeText) + 12;
  c.line({x, 12}, {x, 32}, kChromeLine);
  x += 12;
  x += is_short ? 0 : c.text(x, 22, ui.say({"得分", "Score"}), TextSize::Small, kChromeText2) + 8;
  char score[32];
  std::snprintf(score, sizeof score, "%.1f", run.score.score);
  x += c.text(x, 21.5F, score, TextSize::Large, kChromeText) + 5;
  return x + c.text(x, 23, "/ " + number_text(run.score.max), TextSize::Small, kChromeText2);
}

void draw_stop_watching(Ui& ui, const Box& b, const RunView& run, UiCommands& commands) {
  const Text label = run.watched == RunView::Watched::Playback ? Text{"回评定", "Debrief"} : Text{"结束演示", "End"};
  if (ui.button("watch.stop", b, ui.say(label), {Look::ChromeOn, Icon::Stop, true, "Esc"})) {
    commands.stop_watching = true;
  }
}

/// The bar of a narrow window: what is needed at every moment; the rest is in the menu.
void draw_short_bar(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  float x = ui.width() - 48 - 186;
  draw_figures(ui, run, x, true);
  if (run.is_watched()) {
    x -= 98;
    draw_stop_watching(ui, {x, 8, 92, 28}, run, commands);
  }
  x -= 206;
  const std::string speed = ui.say(speed_name(state.speed));
  draw_run_buttons(ui, x, state);
  if (ui.button("speed.menu", {x + 139, 8, 60, 28}, speed, {Look::Chrome, Icon::Down, true, ui.say({"倍速", "Speed"})})) {
    state.shows_menu = true;
  }
  draw_title(ui, run, ui.say(status_name(run)), x - 8);
  draw_menu_button(ui, state);
}

} // namespace

Text mode_name(Exercise::Mode mode) {
  switch (mode) {
    case Exercise::Mode::ColdStart: return {"冷态开车", "Cold start"};
    case Exercise::Mode::NormalOperation: return {"正常运行", "Normal operation"};
    case Exercise::Mode::Shutdown: return {"正常停车", "Shutdown"};
    case Exercise::Mode::FaultHandling: break;
  }
  return {"事故处理", "Fault handling"};
}

void draw_start_bar(Ui& ui, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_ground(c, ui.width());
  const float brand = c.text(44, 22, ui.say({"稷下", "Jixia"}), TextSize::Medium, kChromeText);
  c.line({54 + brand, 12}, {54 + brand, 32}, kChromeLine);
  c.text(66 + brand, 22, ui.say({"虚拟仿真实训平台", "Virtual training plant"}), TextSize::Medium, kChromeText);
  draw_language(ui, state, commands);
}

void draw_top_bar(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_ground(c, ui.width());
  if (ui.width() < kShortBars) {
    draw_short_bar(ui, run, state, commands);
    return;
  }
  const bool is_narrow = ui.width() < kAllSpeedsFrom;
  const float middle = std::round(ui.width() / 2 - (is_narrow ? 250.0F : 196.0F));
  draw_title(ui, run, ui.say(status_name(run)), middle - 8);
  const float speeds = draw_run_buttons(ui, middle, state);
  const float end = draw_figures(ui, run, draw_speeds(ui, {speeds, 8, 0, 28}, run.is_exam, true, is_narrow ? Speeds::Fast : Speeds::All, state) + 12, false);
  if (run.is_watched()) {
    draw_stop_watching(ui, {ui.width() - 226, 8, 98, 28}, run, commands);
  } else if (end < ui.width() - 212) {
    draw_learner(ui, run.learner_name);
  }
  draw_language(ui, state, commands);
}

void draw_debrief_bar(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_ground(c, ui.width());
  const bool is_short = ui.width() < kShortBars;
  float x = ui.width() - (is_short ? 48.0F : 212.0F);
  const auto button = [&](const char* id, float w, const Text& label, Icon icon, const Text& tip) {
    x -= w + 6;
    return ui.button(id, {x, 8, w, 28}, ui.say(label), {Look::Chrome, icon, true, ui.say(tip)});
  };
  commands.again = button("again", 110, {"再练一次", "Once more"}, Icon::Reset, {"同一练习从头开始", "The same exercise from the beginning"}) || commands.again;
  commands.write_report = button("export", 92, {"导出", "Export"}, Icon::Download, {"导出报告 Ctrl+E", "Write the report: Ctrl+E"}) || commands.write_report;
  if (button("play.back", 98, {"回放", "Play back"}, Icon::Play, {"从时间线光标处回放，空格", "From the cursor of the timeline: Space"})) {
    commands.play_back = true;
  }
  commands.leave = button("home", 98, {"开始页", "Start page"}, Icon::Left, {"回开始页", "Back to the start page"}) || commands.leave;
  draw_title(ui, run, ui.say({"成绩评定", "Debrief"}), x - 8);
  if (is_short) {
    draw_menu_button(ui, state);
  } else {
    draw_learner(ui, run.learner_name);
    draw_language(ui, state, commands);
  }
}

float page_bottom(const Ui& ui) {
  return ui.height() - (ui.height() >= kStatusFrom ? kStatusBar : 0) - 5;
}

void draw_status_bar(Ui& ui, const UiState& state, const std::vector<KeyHint>& hints, const std::string& right) {
  Canvas& c = ui.canvas();
  const float y = ui.height() - kStatusBar;
  const bool speaks = ui.now() < state.notice_until;
  if (ui.height() < kStatusFrom) {
    if (speaks) {
      const float w = std::min(ui.width() - 20, c.text_width(state.notice, TextSize::Small) + 24);
      c.fill({ui.width() - w - 10, y - 8, w, 26}, kChrome, 3);
      c.text_fit(ui.width() - w + 2, y + 5, w - 24, state.notice, TextSize::Small, kChromeText);
    }
    return;
  }
  c.fill({0, y, ui.width(), kStatusBar}, kChrome);
  const std::string& said = speaks ? state.notice : right;
  const float room = ui.width() - c.text_width(said, TextSize::Small) - 30;
  float x = 12;
  for (const KeyHint& hint : hints) {
    const float w = c.text_width(hint.key, TextSize::Small) + 10;
    if (x + w + 6 + c.text_width(hint.meaning, TextSize::Small) > room) {
      break;
    }
    c.box({x, y + 3, w, 18}, kChrome2, kChromeLine, 2);
    c.text(x + w / 2, y + 12, hint.key, TextSize::Small, kChromeText, Align::Centre);
    x += w + 6;
    x += c.text(x, y + 12, hint.meaning, TextSize::Small, kChromeText2) + 16;
  }
  c.text(ui.width() - 12, y + 12, said, TextSize::Small, kChromeText2, Align::Right);
}

} // namespace jixia::hmi
