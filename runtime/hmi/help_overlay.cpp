#include "hmi/help_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

struct KeyLine {
  Text keys, meaning;
};

struct KeyGroup {
  Text title;
  std::vector<KeyLine> lines;
};

std::vector<KeyGroup> key_groups() {
  return {
      {{"运行", "Run"},
       {{{"空格", "Space"}, {"运行 / 冻结", "run / freeze"}},
        {{"F6", "F6"}, {"存快照", "mark this moment"}},
        {{"Ctrl+1…6", "Ctrl+1…6"}, {"换页", "change the page"}},
        {{"F1", "F1"}, {"本页按键", "these keys"}},
        {{"Esc", "Esc"}, {"关最上面的面板", "close the top panel"}}}},
      {{"报警与趋势", "Alarms and trends"},
       {{{"F2", "F2"}, {"确认", "acknowledge"}},
        {{"F3", "F3"}, {"消音", "silence"}},
        {{"F4", "F4"}, {"报警汇总", "alarm list"}},
        {{"F5", "F5"}, {"趋势", "trend"}},
        {{"滚轮 / 拖动", "Wheel / drag"}, {"趋势缩放 / 平移", "zoom / pan a trend"}}}},
      {{"操作", "Orders"},
       {{{"Tab", "Tab"}, {"下一项；面板上：下一个回路", "next item; on a faceplate: next loop"}},
        {{"回车", "Enter"}, {"按下 / 写入", "press / write"}},
        {{"↑ ↓", "↑ ↓"}, {"SP 或 OP 微调 0.2 %", "nudge SP or OP by 0.2 %"}},
        {{"PgUp PgDn", "PgUp PgDn"}, {"SP 或 OP 微调 2 %", "nudge SP or OP by 2 %"}},
        {{"Shift + 按钮", "Shift + button"}, {"锁定按钮", "latch a push button"}},
        {{"F12 / R", "F12 / R"}, {"急停 / 旋转复位", "emergency stop / turn free"}}}},
      {{"3D", "3D"},
       {{{"右键拖动", "Right-drag"}, {"旋转；加 Shift 平移", "orbit; with Shift pan"}},
        {{"滚轮", "Wheel"}, {"在鼠标处缩放", "zoom at the mouse"}},
        {{"右键 + WASD QE", "Right + WASD QE"}, {"飞行", "fly"}},
        {{"F", "F"}, {"对准所选设备", "frame the selection"}},
        {{"L", "L"}, {"标签", "labels"}},
        {{"1…9", "1…9"}, {"视角", "viewpoints"}},
        {{"双击", "Double-click"}, {"打开面板或手轮", "open faceplate or handwheel"}}}},
  };
}

void draw_group(Ui& ui, const Box& b, const KeyGroup& group) {
  Canvas& c = ui.canvas();
  c.text(b.x, b.y + 12, ui.say(group.title), TextSize::Medium, kText);
  float y = b.y + 40;
  for (const KeyLine& line : group.lines) {
    const std::string keys = ui.say(line.keys);
    const float w = c.text_width(keys, TextSize::Small) + 14;
    c.box({b.x, y - 11, w, 22}, kWhite, kLine2, 3);
    c.text(b.x + w / 2, y, keys, TextSize::Small, kText, Align::Centre);
    c.text_fit(b.x + std::max(126.0F, w + 10), y, b.w - std::max(126.0F, w + 10), ui.say(line.meaning), TextSize::Small, kText2);
    y += 28;
  }
}

} // namespace

void draw_help(Ui& ui, UiState& state) {
  if (ui.key(kKeyF1)) {
    state.shows_help = !state.shows_help;
  }
  if (!state.shows_help) {
    return;
  }
  Canvas& c = ui.canvas();
  const Box b{std::round(ui.width() / 2 - 380), std::round(ui.height() / 2 - 262), 760, 524};
  ui.open_layer(b, true);
  c.fill({0, 0, ui.width(), ui.height()}, ink(0x1B2227, 0.30));
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  draw_panel(c, b, ui.say({"按键", "Keys"}));
  const auto groups = key_groups();
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const float column = k % 2 == 0 ? 0.0F : 370.0F;
    draw_group(ui, {b.x + 22 + column, b.y + 40 + (k < 2 ? 0.0F : 204.0F), 346, 200}, groups[k]);
  }
  const bool closes = ui.button("help.close", {b.right() - 106, b.bottom() - 42, 90, 28}, ui.say({"关闭", "Close"}), {ButtonStyle::Look::Primary});
  if (closes || ui.key(kKeyEscape) || ui.key(kKeyF1)) {
    state.shows_help = false;
  }
  ui.close_layer();
}

void draw_question(Ui& ui, UiState& state, UiCommands& commands) {
  if (!state.dialog) {
    return;
  }
  const DialogState dialog = *state.dialog;
  const int answer = draw_dialog(ui, ui.say(dialog.question), ui.say(dialog.effect), ui.say(dialog.verb), dialog.is_danger);
  if (answer == 0) {
    return;
  }
  state.dialog.reset();
  if (answer < 0) {
    return;
  }
  commands.actions.insert(commands.actions.end(), dialog.actions.begin(), dialog.actions.end());
  commands.hand_in = commands.hand_in || dialog.then == DialogState::Then::HandIn;
  commands.leave = commands.leave || dialog.then == DialogState::Then::Leave;
  commands.quit = commands.quit || dialog.then == DialogState::Then::Quit;
  commands.again = commands.again || dialog.then == DialogState::Then::Again;
}

void draw_loading(Ui& ui, const UiState&) {
  Canvas& c = ui.canvas();
  c.fill({0, 0, ui.width(), ui.height()}, kApp);
  c.fill({0, 0, ui.width(), kTopBar}, kChrome);
  draw_mark(c, {10, 9});
  const Box b{std::round(ui.width() / 2 - 180), std::round(ui.height() / 2 - 45), 360, 90};
  c.box(b, kPanel, kLine2, 4);
  c.text(b.x + 20, b.y + 30, ui.say({"正在载入装置和 3D 模型", "Loading the plant and its models"}), TextSize::Medium, kText);
  c.text(b.x + 20, b.y + 60, ui.say({"约 2 s", "about 2 s"}), TextSize::Small, kText2);
}

} // namespace jixia::hmi
