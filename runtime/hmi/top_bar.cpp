#include "hmi/top_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

void draw_ground(Canvas& c, float width) {
  c.fill({0, 0, width, kTopBar}, kChrome);
  draw_mark(c, {10, 9});
}

/// 中 | EN and the menu button, at the right end.
void draw_language(Ui& ui, UiState& state, UiCommands& commands) {
  const float x = ui.width() - 120;
  const int now = state.language == Language::Chinese ? 0 : 1;
  const auto chosen = ui.segments("language", x, 8, 28, {"中", "EN"}, now, {32, 34}, true); // texts: one language
  if (chosen) {
    state.language = *chosen == 0 ? Language::Chinese : Language::English;
    commands.settings_changed = true;
  }
  if (ui.button("menu", {ui.width() - 44, 8, 34, 28}, "", {Look::Chrome, Icon::Menu, true, ui.say({"菜单", "Menu"})})) {
    state.shows_menu = !state.shows_menu;
  }
}

void draw_learner(Ui& ui, const std::string& name) {
  Canvas& c = ui.canvas();
  const float room = 76;
  draw_icon(c, {ui.width() - 200, 22}, Icon::User, kChromeText2);
  c.text_fit(ui.width() - 188, 22, room - 12, name, TextSize::Small, kChromeText);
}

/// @returns the x after the chips.
float draw_title(Ui& ui, const RunView& run, const std::string& second, float room) {
  Canvas& c = ui.canvas();
  const float brand = c.text(44, 22, ui.say({"稷下", "Jixia"}), TextSize::Medium, kChromeText);
  const float bar = 44 + brand + 10;
  c.line({bar, 12}, {bar, 32}, kChromeLine);
  const std::string mode = ui.say(mode_name(run.exercise.mode));
  const float mode_chip = c.text_width(mode, TextSize::Small) + 24;
  const float second_chip = c.text_width(second, TextSize::Small) + 16;
  float x = bar + 12;
  const bool has_mode = room - x - mode_chip - second_chip > 90; // else the name of the unit goes first
  const float chips = second_chip + (has_mode ? mode_chip : 0);
  x += c.text_fit(x, 22, room - x - chips - 12, run.scenario.title.in(ui.language), TextSize::Medium, kChromeText) + 12;
  if (has_mode) {
    x += draw_chip(c, x, 22, mode, kChrome2, kChromeLine, kChromeText) + 8;
  }
  x += draw_chip(c, x, 22, second, kChrome2, kChromeLine, kChromeText2);
  return x;
}

constexpr float kNarrow = 1200; // below it the bar leaves out slow speeds and the learner

struct Speed {
  double factor;
  const char* label;
};
constexpr Speed kSpeeds[] = {{0.1, "×0.1"}, {0.5, "×0.5"}, {1, "×1"}, {2, "×2"}, {5, "×5"}, {10, "×10"}, {1e9, ""}};

/// @returns the x after them
float draw_speeds(Ui& ui, const RunView& run, UiState& state, float x) {
  float at = x;
  for (const Speed& speed : kSpeeds) {
    const bool on = state.speed == speed.factor;
    const std::string label = speed.factor > 1e6 ? ui.say({"最快", "max"}) : speed.label;
    if (speed.factor < 1 && ui.width() < kNarrow && !on) {
      continue;
    }
    const float w = speed.factor > 1e6 ? 40.0F : speed.factor < 1 ? 40.0F : speed.factor > 9 ? 38.0F : 32.0F;
    const bool blocked = run.is_exam && speed.factor != 1.0;
    ButtonStyle style{on ? Look::ChromeOn : Look::Chrome, Icon::None, !blocked};
    if (blocked) {
      style.tip = ui.say({"考试时只能 ×1", "An exam runs at ×1 only"});
    }
    if (ui.button(std::string("speed") + speed.label, {at, 8, w + 1, 28}, label, style)) {
      state.speed = speed.factor;
    }
    at += w;
  }
  return at;
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
  const bool is_narrow = ui.width() < kNarrow;
  const float middle = std::round(ui.width() / 2 - (is_narrow ? 240.0F : 196.0F));
  draw_title(ui, run, run.is_exam ? ui.say({"考试", "Exam"}) : ui.say({"练习", "Practice"}), middle - 8);
  const std::string key = ui.say({"空格", "Space"});
  if (ui.button("run", {middle, 8, 67, 28}, ui.say({"运行", "Run"}),
                {state.is_running ? Look::ChromeOn : Look::Chrome, Icon::Play, true, key})) {
    state.is_running = true;
  }
  if (ui.button("freeze", {middle + 66, 8, 67, 28}, ui.say({"冻结", "Freeze"}),
                {state.is_running ? Look::Chrome : Look::ChromeOn, Icon::Pause, true, key})) {
    state.is_running = false;
  }
  float x = draw_speeds(ui, run, state, middle + 141) + 12;
  x += c.text(x, 22, ui.say({"时间", "Time"}), TextSize::Small, kChromeText2) + 8;
  x += c.text(x, 22, clock_text(run.world.time()), TextSize::Medium, kChromeText) + 12;
  c.line({x, 12}, {x, 32}, kChromeLine);
  x += 12;
  x += c.text(x, 22, ui.say({"得分", "Score"}), TextSize::Small, kChromeText2) + 8;
  char score[32];
  std::snprintf(score, sizeof score, "%.1f", run.score.score);
  x += c.text(x, 21.5F, score, TextSize::Large, kChromeText) + 5;
  c.text(x, 23, "/ " + number_text(run.score.max), TextSize::Small, kChromeText2);
  if (!is_narrow) {
    draw_learner(ui, run.learner_name);
  }
  draw_language(ui, state, commands);
}

void draw_debrief_bar(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_ground(c, ui.width());
  draw_title(ui, run, ui.say({"成绩评定", "Debrief"}), ui.width() - 560);
  const float x = ui.width() - 530;
  if (ui.button("home", {x, 8, 92, 28}, ui.say({"开始页", "Start page"}), {Look::Chrome, Icon::Left})) {
    commands.leave = true;
  }
  if (ui.button("export", {x + 98, 8, 92, 28}, ui.say({"导出", "Export"}), {Look::Chrome, Icon::Download, true, "Ctrl+E"})) {
    commands.write_report = true;
  }
  if (ui.button("again", {x + 196, 8, 110, 28}, ui.say({"再练一次", "Once more"}), {Look::Chrome, Icon::Reset})) {
    commands.again = true;
  }
  draw_learner(ui, run.learner_name);
  draw_language(ui, state, commands);
}

void draw_menu(Ui& ui, UiState& state, UiCommands& commands) {
  if (!state.shows_menu) {
    return;
  }
  const bool in_run = state.page != Page::Start;
  const Box b{ui.width() - 240, kTopBar + 2, 230, in_run ? 178.0F : 142.0F};
  ui.open_layer(b);
  Canvas& c = ui.canvas();
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  c.box(b, kPanel, kLine2, 4);
  float y = b.y + 8;
  const auto item = [&](const char* id, const Text& text) {
    const bool hit = ui.button(id, {b.x + 8, y, b.w - 16, 30}, ui.say(text));
    y += 34;
    state.shows_menu = state.shows_menu && !hit;
    return hit;
  };
  c.text(b.x + 12, y + 15, ui.say({"界面比例", "Interface scale"}), TextSize::Small, kText2);
  if (ui.button("scale.less", {b.right() - 112, y + 2, 28, 26}, "", {Look::Normal, Icon::Minus, state.scale_percent > 80})) {
    state.scale_percent = std::max(80, state.scale_percent - 10);
    commands.settings_changed = true;
  }
  c.text(b.right() - 60, y + 15, std::to_string(state.scale_percent) + " %", TextSize::Small, kText, Align::Centre);
  if (ui.button("scale.more", {b.right() - 36, y + 2, 28, 26}, "", {Look::Normal, Icon::Plus, state.scale_percent < 200})) {
    state.scale_percent = std::min(200, state.scale_percent + 10);
    commands.settings_changed = true;
  }
  y += 36;
  if (item("menu.help", {"按键 F1", "Keys F1"})) {
    state.shows_help = true;
  }
  if (in_run && item("menu.home", {"回开始页", "Back to the start page"})) {
    if (state.page == Page::Training) {
      state.dialog = DialogState{{"回开始页？", "Back to the start page?"},
                                 {"本次练习保存，可从开始页继续。", "The run is kept; it can go on from the start page."},
                                 {"回开始页", "Leave"}, false, {}, DialogState::Then::Leave};
    } else {
      commands.leave = true;
    }
  }
  if (item("menu.quit", {"退出", "Quit"})) {
    state.dialog = DialogState{{"退出稷下？", "Quit Jixia?"},
                               {"本次练习保存，可从开始页继续。", "The run is kept; it can go on from the start page."},
                               {"退出", "Quit"}, false, {}, DialogState::Then::Quit};
  }
  ui.close_layer();
  if (ui.key(kKeyEscape)) {
    state.shows_menu = false;
  }
}

void draw_status_bar(Ui& ui, const UiState& state, const std::vector<KeyHint>& hints, const std::string& right) {
  Canvas& c = ui.canvas();
  const float y = ui.height() - kStatusBar;
  c.fill({0, y, ui.width(), kStatusBar}, kChrome);
  const std::string& said = ui.now() < state.notice_until ? state.notice : right;
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
