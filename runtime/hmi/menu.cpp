#include "hmi/menu.h"

#include <algorithm>
#include <cmath>

#include "hmi/widgets.h"
#include "session/pacing.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr double kSpeeds[] = {0.1, 0.5, 1, 2, 5, 10, Pacing::kAsFastAsItCan};
constexpr float kWidth = 292, kRow = 34;

/// The rows of the open menu, from top to bottom.
struct Rows {
  Ui& ui;
  Box box; ///< of all of them
  float y;

  Box next(float height = kRow) {
    y += height;
    return {box.x, y - height, box.w, height - 4};
  }
  void name(const Box& row, const Text& text) {
    ui.canvas().text(row.x + 4, row.mid_y(), ui.say(text), TextSize::Small, kText2);
  }
  bool item(const char* id, const Text& text, UiState& state) {
    const bool hit = ui.button(id, next(), ui.say(text));
    state.shows_menu = state.shows_menu && !hit;
    return hit;
  }
};

void draw_scale(Rows& rows, UiState& state, UiCommands& commands) {
  Ui& ui = rows.ui;
  const Box row = rows.next();
  rows.name(row, {"界面比例", "Interface scale"});
  const auto change = [&](const char* id, float x, Icon icon, int by) {
    const int next = std::clamp(state.scale_percent + by, 80, 200);
    if (ui.button(id, {x, row.y + 1, 32, 28}, "",
                  {Look::Normal, icon, next != state.scale_percent})) {
      state.scale_percent = next;
      commands.settings_changed = true;
    }
  };
  change("scale.less", row.right() - 116, Icon::Minus, -10);
  const std::string percent = std::to_string(state.scale_percent) + " %";
  ui.canvas().text(row.right() - 58, row.mid_y(), percent, TextSize::Small, kText, Align::Centre);
  change("scale.more", row.right() - 32, Icon::Plus, 10);
}

void draw_switch_row(Rows& rows, const char* id, const Text& name, bool& on, UiCommands& commands) {
  Ui& ui = rows.ui;
  const Box row = rows.next();
  rows.name(row, name);
  const std::vector<std::string> words{ui.say({"关", "Off"}), ui.say({"开", "On"})};
  if (const auto chosen =
          ui.segments(id, row.right() - 117, row.y + 1, 28, words, on ? 1 : 0, {58, 58})) {
    on = *chosen == 1;
    commands.settings_changed = true;
  }
}

DialogState quit_question() {
  return {{"退出稷下？", "Quit Jixia?"},
          {"本次练习保存，可从开始页继续。", "The run is kept; it can go on from the start page."},
          {"退出", "Quit"},
          false,
          {},
          DialogState::Then::Quit};
}

void ask_to_leave(const RunView& run, UiState& state, UiCommands& commands) {
  if (run.is_watched()) {
    commands.stop_watching = true;
  } else if (state.page == Page::Training) {
    state.dialog = DialogState{
        {"回开始页？", "Back to the start page?"},
        {"本次练习保存，可从开始页继续。", "The run is kept; it can go on from the start page."},
        {"回开始页", "Leave"},
        false,
        {},
        DialogState::Then::Leave};
  } else {
    commands.leave = true;
  }
}

/// Whose run this is, where the bar has no room to say it.
void draw_heading(Rows& rows, const RunView& run) {
  Canvas& c = rows.ui.canvas();
  const Box row = rows.next(48);
  c.text_fit(row.x + 4, row.y + 11, row.w - 8, rows.ui.say(run.scenario.title), TextSize::Medium,
             kText);
  const std::string who = run.learner_name.empty() ? "" : run.learner_name + "  ";
  c.text_fit(row.x + 4, row.y + 33, row.w - 8, who + rows.ui.say(run.exercise.title),
             TextSize::Small, kText2);
}

float calc_height(const RunView* run, bool is_short, bool is_short_of_speeds,
                  const UiState& state) {
  const int items = 4 + (run != nullptr ? 1 : 0) + (is_short ? 1 : 0);
  const bool has_speed = is_short_of_speeds && run != nullptr && state.page == Page::Training;
  return 12 + kRow * static_cast<float>(items) + (run != nullptr && is_short ? 48.0F : 0.0F) +
         (has_speed ? kRow : 0.0F);
}

} // namespace

Text speed_name(double speed) {
  if (speed >= Pacing::kAsFastAsItCan) {
    return {"最快", "max"};
  }
  return same_text("×" + number_text(speed));
}

float draw_speeds(Ui& ui, const Box& place, bool is_exam, bool is_dark, Speeds which,
                  UiState& state) {
  float x = place.x;
  for (const double speed : kSpeeds) {
    const bool on = state.speed == speed;
    if (which != Speeds::All && (which == Speeds::Slow) != (speed < 1)) {
      continue;
    }
    const float w = speed >= Pacing::kAsFastAsItCan || speed < 1 ? 42.0F
                    : speed > 9                                  ? 38.0F
                                                                 : 32.0F;
    const bool blocked = is_exam && speed != 1.0;
    const Look look = is_dark ? (on ? Look::ChromeOn : Look::Chrome)
                      : on    ? Look::Selected
                              : Look::Normal;
    ButtonStyle style{look, Icon::None, !blocked};
    if (blocked) {
      style.tip = ui.say({"考试时只能 ×1", "An exam runs at ×1 only"});
    }
    const std::string name = ui.say(speed_name(speed));
    if (ui.button("speed" + (speed >= Pacing::kAsFastAsItCan ? "" : speed_name(speed).zh),
                  {x, place.y, w + 1, place.h}, name, style)) {
      state.speed = speed;
    }
    x += w;
  }
  return x;
}

void draw_language_choice(Ui& ui, const Box& b, bool is_dark, UiState& state,
                          UiCommands& commands) {
  const int now = state.language == Language::Chinese ? 0 : 1;
  const float half = std::floor(b.w / 2);
  const std::vector<std::string> names{"中", "EN"}; // texts: one language
  if (const auto chosen =
          ui.segments("language", b.x, b.y, b.h, names, now, {half - 1, half + 1}, is_dark)) {
    state.language = *chosen == 0 ? Language::Chinese : Language::English;
    commands.settings_changed = true;
  }
}

void draw_menu(Ui& ui, const RunView* run, UiState& state, UiCommands& commands) {
  if (!state.shows_menu) {
    return;
  }
  const bool is_short = ui.width() < kShortBars && run != nullptr;
  const bool is_short_of_speeds = ui.width() < kAllSpeedsFrom;
  const float height = calc_height(run, is_short, is_short_of_speeds, state);
  const Box b{ui.width() - kWidth - 8, kTopBar + 2, kWidth,
              std::min(height, ui.height() - kTopBar - 8)};
  ui.open_layer(b);
  Canvas& c = ui.canvas();
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  c.box(b, kPanel, kLine2, 4);
  const Box body = ui.begin_scroll("menu.rows", b.inset(2), height - 4);
  Rows rows{ui, {body.x + 6, body.y, body.w - 12, body.h}, body.y + 6};
  if (is_short) {
    draw_heading(rows, *run);
  }
  if (is_short_of_speeds && run != nullptr && state.page == Page::Training) {
    const Box row = rows.next();
    rows.name(row, is_short ? Text{} : Text{"慢速", "Slow"});
    draw_speeds(ui, {is_short ? row.x : row.right() - 86, row.y, 0, 28}, run->is_exam, false,
                is_short ? Speeds::All : Speeds::Slow, state);
  }
  if (is_short) {
    const Box row = rows.next();
    rows.name(row, {"语言", "Language"});
    draw_language_choice(ui, {row.right() - 117, row.y + 1, 116, 28}, false, state, commands);
  }
  draw_scale(rows, state, commands);
  draw_switch_row(rows, "sound", {"报警声", "Alarm sound"}, state.has_sound, commands);
  if (rows.item("menu.help", {"按键 F1", "Keys F1"}, state)) {
    state.shows_help = true;
  }
  if (run != nullptr && rows.item("menu.home", {"回开始页", "Back to the start page"}, state)) {
    ask_to_leave(*run, state, commands);
  }
  if (rows.item("menu.quit", {"退出", "Quit"}, state)) {
    commands.quit = state.page != Page::Training;
    state.dialog = state.page != Page::Training ? std::nullopt : std::optional(quit_question());
  }
  ui.end_scroll();
  ui.close_layer();
  if (ui.key(kKeyEscape)) {
    state.shows_menu = false;
  }
}

} // namespace jixia::hmi
