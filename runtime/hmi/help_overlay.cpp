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
       {{{"空格", "Space"}, {"运行 / 冻结；成绩评定：回放", "run / freeze; debrief: play back"}},
        {{"F6", "F6"}, {"存快照", "mark this moment"}},
        {{"Ctrl+1…8", "Ctrl+1…8"}, {"换页", "change the page"}},
        {{"F1", "F1"}, {"本页按键", "these keys"}},
        {{"Esc", "Esc"}, {"关最上面的面板；结束演示、回放", "close the top panel; end watching"}}}},
      {{"报警与趋势", "Alarms and trends"},
       {{{"F2", "F2"}, {"确认", "acknowledge"}},
        {{"F3", "F3"}, {"消音", "silence"}},
        {{"F4", "F4"}, {"报警汇总", "alarm list"}},
        {{"F5", "F5"}, {"趋势", "trend"}},
        {{"滚轮 / 拖动", "Wheel / drag"}, {"趋势缩放 / 平移", "zoom / pan a trend"}},
        {{"+ −", "+ −"}, {"选中趋势图：缩放", "trend in focus: zoom"}},
        {{"← →", "← →"}, {"选中趋势图：移光标；End 回到现在", "trend in focus: cursor; End: now"}}}},
      {{"操作", "Orders"},
       {{{"Tab", "Tab"}, {"下一项，Shift+Tab 上一项；面板上：下一个回路", "next item, with Shift the last; faceplate: next loop"}},
        {{"Ctrl+Tab", "Ctrl+Tab"}, {"面板上：下一项", "on a faceplate: next item"}},
        {{"回车", "Enter"}, {"按下 / 写入；列表中再按一次打开；面板上：改 SP 或 OP", "press / write; again on a row: open; faceplate: edit SP or OP"}},
        {{"F7 F8 F9", "F7 F8 F9"}, {"面板上：手动、自动、串级", "on a faceplate: manual, automatic, cascade"}},
        {{"↑ ↓", "↑ ↓"}, {"列表中移动；面板上 SP 或 OP 微调 0.2 %", "move in a list; on a faceplate SP or OP by 0.2 %"}},
        {{"PgUp PgDn", "PgUp PgDn"}, {"列表翻页；面板上微调 2 %", "page of a list; on a faceplate by 2 %"}},
        {{"Home End", "Home End"}, {"列表首尾", "ends of a list"}},
        {{"Shift + 按钮", "Shift + button"}, {"锁定按钮", "latch a push button"}},
        {{"F12 / R", "F12 / R"}, {"急停 / 旋转复位", "emergency stop / turn free"}}}},
      {{"3D", "3D"},
       {{{"右键拖动", "Right-drag"}, {"旋转；加 Shift 平移", "orbit; with Shift pan"}},
        {{"滚轮", "Wheel"}, {"在鼠标处缩放", "zoom at the mouse"}},
        {{"右键 + WASD QE", "Right + WASD QE"}, {"飞行", "fly"}},
        {{"WASD", "WASD"}, {"漫游时行走", "walk, in walk mode"}},
        {{"F", "F"}, {"对准所选设备", "frame the selection"}},
        {{"L / M", "L / M"}, {"标签 / 平面图", "labels / plan"}},
        {{"1…9", "1…9"}, {"视角", "viewpoints"}},
        {{"双击", "Double-click"}, {"打开面板或手轮", "open faceplate or handwheel"}}}},
      {{"开始页", "Start page"},
       {{{"回车", "Enter"}, {"选定；没有选项时：开始", "choose; nothing in focus: start"}},
        {{"↑ ↓", "↑ ↓"}, {"选学员", "choose a learner"}},
        {{"Ctrl+F", "Ctrl+F"}, {"搜学员", "find a learner"}}}},
      {{"成绩评定与回放", "Debrief and playback"},
       {{{"← →", "← →"}, {"上/下一条扣分", "previous / next loss"}},
        {{"Ctrl+← →", "Ctrl+← →"}, {"光标移 10 s；回放跳 10 s", "cursor, or playback, by 10 s"}},
        {{"双击时间线", "Double-click timeline"}, {"从此处回放", "play back from there"}},
        {{"Ctrl+E", "Ctrl+E"}, {"导出报告", "write the report"}}}},
  };
}

constexpr float kLineOfText = 17;

/// How much of the width the keys of a group take.
float keys_width(Ui& ui, const KeyGroup& group) {
  float widest = 60;
  for (const KeyLine& line : group.lines) {
    widest = std::max(widest, ui.canvas().text_width(ui.say(line.keys), TextSize::Small) + 14);
  }
  return widest + 10;
}

float line_height(Ui& ui, const KeyLine& line, float room) {
  const int lines = ui.canvas().line_count(room, ui.say(line.meaning), TextSize::Small);
  return 28 + kLineOfText * static_cast<float>(std::max(1, lines) - 1);
}

float group_height(Ui& ui, const KeyGroup& group, float width) {
  float height = 48;
  for (const KeyLine& line : group.lines) {
    height += line_height(ui, line, width - keys_width(ui, group));
  }
  return height;
}

void draw_group(Ui& ui, const Box& b, const KeyGroup& group) {
  Canvas& c = ui.canvas();
  c.text(b.x, b.y + 12, ui.say(group.title), TextSize::Medium, kText);
  float y = b.y + 40;
  const float keys_room = keys_width(ui, group);
  for (const KeyLine& line : group.lines) {
    const std::string keys = ui.say(line.keys);
    const float w = c.text_width(keys, TextSize::Small) + 14;
    c.box({b.x, y - 11, w, 22}, kWhite, kLine2, 3);
    c.text(b.x + w / 2, y, keys, TextSize::Small, kText, Align::Centre);
    c.text_lines(b.x + keys_room, y, b.w - keys_room, kLineOfText, 4, ui.say(line.meaning), TextSize::Small, kText2);
    y += line_height(ui, line, b.w - keys_room);
  }
}

/// Where each group stands: in columns, one under the other, the shortest column next.
std::vector<Box> lay_out_groups(Ui& ui, const std::vector<KeyGroup>& groups, int columns, float width, float& height) {
  std::vector<float> ends(static_cast<std::size_t>(columns), 0.0F);
  std::vector<Box> places;
  for (const KeyGroup& group : groups) {
    const auto column = std::min_element(ends.begin(), ends.end());
    const float h = group_height(ui, group, width);
    places.push_back({static_cast<float>(column - ends.begin()) * (width + 24), *column, width, h});
    *column += h;
  }
  height = *std::max_element(ends.begin(), ends.end());
  return places;
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
  const auto groups = key_groups();
  const int columns = ui.width() >= 1180 ? 3 : ui.width() >= 660 ? 2 : 1;
  const float width = std::min(346.0F, std::floor((ui.width() - 20 - 54) / static_cast<float>(columns)) - 24);
  float height = 0;
  const auto places = lay_out_groups(ui, groups, columns, width, height);
  const float w = 54 + static_cast<float>(columns) * (width + 24) - 24;
  const float h = std::min(height + 30 + 60, ui.height() - 16);
  const Box b{std::round((ui.width() - w) / 2), std::round((ui.height() - h) / 2), w, h};
  ui.open_layer(b, true);
  c.fill({0, 0, ui.width(), ui.height()}, ink(0x1B2227, 0.30));
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  draw_panel(c, b, ui.say({"按键", "Keys"}));
  const Box body = ui.begin_scroll("help.rows", {b.x + 1, b.y + 30, b.w - 2, b.h - 30 - 48}, height + 12);
  for (std::size_t k = 0; k < groups.size(); ++k) {
    draw_group(ui, {body.x + 20 + places[k].x, body.y + 10 + places[k].y, places[k].w, places[k].h}, groups[k]);
  }
  ui.end_scroll();
  const bool closes = ui.button("help.close", {b.right() - 106, b.bottom() - 40, 90, 28}, ui.say({"关闭", "Close"}), {ButtonStyle::Look::Primary});
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
