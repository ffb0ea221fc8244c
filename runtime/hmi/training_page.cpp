#include "hmi/training_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/alarm_panels.h"
#include "hmi/faceplate.h"
#include "hmi/field_page.h"
#include "hmi/instructor_page.h"
#include "hmi/menu.h"
#include "hmi/mimic.h"
#include "hmi/orders.h"
#include "hmi/procedure_panel.h"
#include "hmi/sections.h"
#include "hmi/top_bar.h"
#include "hmi/trend_panel.h"
#include "hmi/watch_strip.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr float kTabsTop = 84, kTabs = 30, kProcedureFrom = 1280;
constexpr float kStripFrom = 520; // height of the page from which the overview lies under the picture

struct TabEntry {
  Tab tab;
  Text title;
};

bool has_panel_plate(const RunView& run) {
  return has_panel(run) && !has_only_estop(run);
}

std::vector<TabEntry> tabs_of(const UiState& state, const RunView& run, bool has_procedure_column, bool has_strip) {
  std::vector<TabEntry> tabs{{Tab::Plant, {"现场 3D", "Plant 3D"}}, {Tab::Dcs, {"DCS 画面", "DCS"}}, {Tab::Trend, {"趋势", "Trend"}}, {Tab::Alarms, {"报警", "Alarms"}},
                             {Tab::Field, {"现场操作", "Field"}}, {Tab::Actions, {"操作记录", "Log"}}};
  if (!has_procedure_column) {
    tabs.insert(tabs.begin() + 2, {Tab::Procedure, {"步骤", "Steps"}});
  }
  if (!has_strip && has_panel_plate(run)) {
    tabs.insert(tabs.begin() + 2, {Tab::Panel, {"操作台", "Panel"}});
  }
  if (state.is_teacher && !run.is_exam && !run.is_watched()) {
    tabs.push_back({Tab::Instructor, {"教师", "Teacher"}});
  }
  return tabs;
}

/// @returns the x where the tabs end
float choose_tab(Ui& ui, const std::vector<TabEntry>& tabs, float right, UiState& state) {
  std::vector<std::string> titles;
  const bool is_there = std::any_of(tabs.begin(), tabs.end(), [&](const TabEntry& entry) { return entry.tab == state.tab; });
  state.tab = is_there ? state.tab : tabs.front().tab;
  int active = 0;
  for (std::size_t k = 0; k < tabs.size(); ++k) {
    titles.push_back(ui.say(tabs[k].title));
    active = tabs[k].tab == state.tab ? static_cast<int>(k) : active;
    if (ui.key(kKey1 + static_cast<int>(k), true)) {
      state.tab = tabs[k].tab;
    }
  }
  float end = 0;
  const int clicked = draw_tabs(ui, kGap, kTabsTop, right - kGap, titles, active, end);
  if (clicked >= 0) {
    state.tab = tabs[static_cast<std::size_t>(clicked)].tab;
  }
  return end;
}

void open(const RunView& run, const std::string& component, UiState& state) {
  if (component.empty()) {
    return;
  }
  state.selected = component;
  const bool in_field = !find_operable(run.world, component, {Place::Field, Place::Panel}).empty();
  const bool on_console = is_controller(run.world, component) || !find_operable(run.world, component, {Place::Console}).empty();
  if (on_console || !in_field) {
    open_faceplate(component, state);
  }
}

void draw_strip(Ui& ui, const Box& b, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state) {
  Canvas& c = ui.canvas();
  const bool is_narrow = b.w < 700; // beside an operator panel: bars only, the picture has its own page
  draw_panel(c, b, ui.say(is_narrow ? Text{"数值", "Values"} : Text{"DCS 总貌", "DCS overview"}),
             is_narrow ? "" : ui.say({"双击位号打开操作面板", "Double-click a tag to open its faceplate"}));
  const Box body = panel_body(b);
  c.fill(body, kProcess);
  const Screen* screen = find_screen(run.scenario, "overview");
  if (screen == nullptr) {
    c.text(body.mid_x(), body.mid_y(), ui.say({"这个场景包没有画面", "This pack has no screens"}), TextSize::Small, kText2, Align::Centre);
    return;
  }
  if (is_narrow) {
    open(run, draw_tiles(ui, {body.x + 5, body.y + 5, body.w - 10, body.h - 9}, *screen, run, alarms, state), state);
    return;
  }
  const auto tiles = std::min<std::size_t>(screen->tiles.size(), b.w > 1300 ? 6 : 4);
  const float width = static_cast<float>(tiles) * 99;
  const MimicTouch t = draw_mimic(ui, {body.x, body.y, body.w - width - 6, body.h}, *screen, run, alarms, state);
  state.selected = t.clicked.empty() ? state.selected : t.clicked;
  open(run, t.double_clicked, state);
  open(run, draw_tiles(ui, {body.right() - width - 2, body.y + 5, width, body.h - 9}, *screen, run, alarms, state), state);
}

void draw_plant(Ui& ui, const Box& area, const RunView& run, const std::vector<AlarmItem>& alarms, PlantScene* picture, render::Renderer& renderer, View3d& view, UiState& state,
                UiCommands& commands, double elapsed) {
  const bool panel = has_panel_plate(run);
  const float strip = area.h > kStripFrom ? 227.0F : 0.0F;
  const Box top{area.x, area.y - 1, area.w, area.h - (strip > 0 ? strip + kGap - 1 : 0)};
  const ViewTouch t = view.draw(ui, top, picture, renderer, run, alarms, state, elapsed);
  if (!t.clicked.empty()) {
    state.selected = t.clicked;
  }
  open(run, t.double_clicked, state);
  draw_selection_card(ui, {top.right() - 8, top.y + 8}, top.bottom() - 8, run, state, commands);
  if (has_panel(run) && !panel) {
    draw_estop_plate(ui, {top.x + 8, top.bottom() - 134, 124, 126}, run, commands);
  }
  if (strip <= 0) {
    return;
  }
  const Box bottom{area.x, area.bottom() - strip, area.w, strip};
  if (panel) {
    const float width = std::min(calc_panel_width(run), area.w * 0.45F);
    draw_strip(ui, {bottom.x, bottom.y, bottom.w - width - kGap, bottom.h}, run, alarms, state);
    draw_console_panel(ui, {bottom.right() - width, bottom.y, width, bottom.h}, run, state, commands);
  } else {
    draw_strip(ui, bottom, run, alarms, state);
  }
}

/// Name of the unit and of the screen, or of the screen alone where there is no room for both.
std::string dcs_title(Ui& ui, const RunView& run, const Screen* screen, float room) {
  const std::string name = screen != nullptr ? ui.say(screen->title) : "";
  const std::string both = ui.say(run.scenario.title) + "  " + name;
  const bool fits = ui.canvas().text_width(both, TextSize::Medium) < room;
  return fits ? both : ui.canvas().text_width(name, TextSize::Medium) < room ? name : "";
}

void draw_dcs(Ui& ui, const Box& area, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Screen* screen = find_screen(run.scenario, state.screen);
  const bool split = area.h > 480;
  const float top_height = split ? std::max(300.0F, std::round(area.h * 0.605F)) : area.h;
  const Box top{area.x, area.y, area.w, top_height};
  const Box body = panel_body(top);
  float titled = top.w - 16; // room left of the buttons
  if (run.scenario.screens.size() > 1) {
    std::vector<std::string> names;
    std::vector<float> widths;
    float total = 0;
    int selected = 0;
    for (std::size_t k = 0; k < run.scenario.screens.size(); ++k) {
      names.push_back(ui.say(run.scenario.screens[k].title));
      widths.push_back(std::ceil(c.text_width(names.back(), TextSize::Small)) + 20);
      total += widths.back();
      selected = &run.scenario.screens[k] == screen ? static_cast<int>(k) : selected;
    }
    titled -= total + 16;
    draw_panel(c, top, dcs_title(ui, run, screen, titled));
    if (const auto chosen = ui.segments("screen", top.right() - total - 8, top.y + 2, 24, names, selected, widths)) {
      state.screen = run.scenario.screens[static_cast<std::size_t>(*chosen)].id;
    }
  } else {
    draw_panel(c, top, dcs_title(ui, run, screen, titled));
  }
  c.fill(body, kProcess);
  if (screen != nullptr) {
    const bool has_slot = body.w > 1300; // where faceplates open
    if (has_slot && state.faceplates.empty()) {
      c.text(body.right() - 140, body.mid_y(), ui.say({"双击位号打开操作面板", "Double-click a tag for its faceplate"}), TextSize::Small, kText3, Align::Centre);
    }
    const Box room{body.x, body.y, body.w - (has_slot ? 276.0F : 0.0F), body.h};
    const Box view = ui.begin_scroll("mimic", room, std::min(calc_least_mimic_height(*screen), room.w));
    const MimicTouch t = draw_mimic(ui, view, *screen, run, alarms, state);
    ui.end_scroll();
    state.selected = t.clicked.empty() ? state.selected : t.clicked;
    open(run, t.double_clicked, state);
  } else {
    c.text(body.mid_x(), body.mid_y(), ui.say({"这个场景包没有画面", "This pack has no screens"}), TextSize::Medium, kText2, Align::Centre);
  }
  if (!split) {
    return;
  }
  const Box bottom{area.x, top.bottom() + kGap, area.w, area.h - top.h - kGap};
  const float trend = std::round(bottom.w * 0.53F);
  draw_trend_panel(ui, {bottom.x, bottom.y, trend, bottom.h}, run, state);
  draw_alarm_summary(ui, {bottom.x + trend + kGap, bottom.y, bottom.w - trend - kGap, bottom.h}, run, alarms, state, commands);
}

void draw_actions(Ui& ui, const Box& area, const RunView& run, UiState& state, UiCommands& commands) {
  if (!run.can_rewind) {
    draw_action_log(ui, area, run, state);
    return;
  }
  if (area.h < 420) {
    const auto log = [&](const Box& b) { draw_action_log(ui, b, run, state); };
    const auto rewind = [&](const Box& b) { draw_rewind_panel(ui, b, run, state, commands); };
    draw_sections(ui, "actions.section", area, {{{"操作记录", "Log"}, log}, {{"回退", "Rewind"}, rewind}}, state.actions_section);
    return;
  }
  const float rewind = 210.0F;
  draw_action_log(ui, {area.x, area.y, area.w, area.h - rewind - kGap}, run, state);
  draw_rewind_panel(ui, {area.x, area.bottom() - rewind, area.w, rewind}, run, state, commands);
}

ButtonStyle switch_style(bool on, Icon icon = Icon::None, const std::string& tip = {}) {
  return {on ? Look::Selected : Look::Normal, icon, true, tip};
}

void draw_view_button(Ui& ui, const Box& b, const Viewpoint& view, std::size_t k, UiState& state) {
  if (ui.button("view" + std::to_string(k), b, ui.say(view.title), switch_style(state.camera.view == static_cast<int>(k), Icon::None, std::to_string(k + 1)))) {
    state.camera.view = static_cast<int>(k);
    state.camera.is_set = false;
    state.shows_views = false;
  }
}

void draw_walk_button(Ui& ui, const Box& b, UiState& state) {
  if (ui.button("view.walk", b, ui.say({"漫游", "Walk"}), switch_style(state.camera.walks, Icon::None, ui.say({"WASD 行走，右键拖动转头", "WASD walks, right-drag looks"})))) {
    state.camera.walks = !state.camera.walks;
  }
}

void draw_labels_button(Ui& ui, const Box& b, UiState& state) {
  if (ui.button("view.labels", b, ui.say({"标签 L", "Labels L"}), switch_style(state.camera.shows_labels, Icon::Tag))) {
    state.camera.shows_labels = !state.camera.shows_labels;
  }
}

/// Where the tabs leave no room: one button in the corner of the picture that opens a list.
void draw_view_list(Ui& ui, Point at, float bottom, const std::vector<Viewpoint>& views, UiState& state) {
  const Box opener{at.x, at.y, 76, 26};
  ui.open_layer(opener);
  if (ui.button("views", opener, ui.say({"视角", "View"}), switch_style(state.shows_views, Icon::Down))) {
    state.shows_views = !state.shows_views;
  }
  ui.close_layer();
  if (!state.shows_views) {
    return;
  }
  const float rows = 30 * static_cast<float>(views.size() + 2) + 6;
  const Box b{at.x, opener.bottom() + 4, 170, std::min(rows, bottom - opener.bottom() - 8)};
  ui.open_layer(b);
  ui.canvas().box(b, kPanel, kLine2, 4);
  const Box body = ui.begin_scroll("views.rows", b.inset(1), rows);
  float y = body.y + 5;
  const auto row = [&] {
    y += 30;
    return Box{body.x + 6, y - 30, body.w - 12, 26};
  };
  for (std::size_t k = 0; k < views.size(); ++k) {
    draw_view_button(ui, row(), views[k], k, state);
  }
  draw_walk_button(ui, row(), state);
  draw_labels_button(ui, row(), state);
  ui.end_scroll();
  ui.close_layer();
  if (ui.key(kKeyEscape)) {
    state.shows_views = false;
  }
}

/// Buttons of the viewpoints beside the tabs, right to left. @returns false if there is no room
bool draw_view_tools(Ui& ui, const Box& area, float end, PlantScene* picture, UiState& state) {
  if (state.tab != Tab::Plant || picture == nullptr) {
    return true;
  }
  const auto& views = picture->viewpoints();
  const std::size_t count = std::min<std::size_t>(views.size(), 4);
  const float label = std::ceil(ui.canvas().text_width(ui.say({"标签 L", "Labels L"}), TextSize::Small)) + 36;
  std::vector<float> widths;
  float total = label + 62;
  for (std::size_t k = 0; k < count; ++k) {
    widths.push_back(std::ceil(ui.canvas().text_width(ui.say(views[k].title), TextSize::Small)) + 18);
    total += widths.back() + 3;
  }
  if (area.right() - total < end) {
    return false;
  }
  state.shows_views = false;
  const float y = kTabsTop + 2;
  draw_labels_button(ui, {area.right() - label, y, label, 25}, state);
  float x = area.right() - label - 62;
  draw_walk_button(ui, {x, y, 56, 25}, state);
  for (std::size_t k = count; k-- > 0;) {
    x -= widths[k] + 3;
    draw_view_button(ui, {x, y, widths[k], 25}, views[k], k, state);
  }
  return true;
}

std::vector<KeyHint> hints_of(const Ui& ui, const UiState& state) {
  const auto hint = [&](const Text& key, const Text& meaning) { return KeyHint{ui.say(key), ui.say(meaning)}; };
  if (state.tab == Tab::Plant) {
    return {hint({"空格", "Space"}, {"运行/冻结", "run/freeze"}), hint({"左键", "Left"}, {"选择", "select"}), hint({"双击", "Double"}, {"打开面板", "faceplate"}), hint({"右键拖动", "Right-drag"}, {"旋转", "orbit"}),
            hint({"滚轮", "Wheel"}, {"缩放", "zoom"}), hint({"F", "F"}, {"定位", "frame"}), hint({"F1", "F1"}, {"帮助", "help"})};
  }
  return {hint({"空格", "Space"}, {"运行/冻结", "run/freeze"}), hint({"F2", "F2"}, {"确认", "acknowledge"}), hint({"F4", "F4"}, {"报警汇总", "alarm list"}), hint({"F5", "F5"}, {"趋势", "trend"}),
          hint({"Tab", "Tab"}, {"下一个回路", "next loop"}), hint({"↑ ↓", "↑ ↓"}, {"SP 微调", "nudge SP"}), hint({"Esc", "Esc"}, {"关闭面板", "close"}), hint({"F1", "F1"}, {"帮助", "help"})};
}

std::string status_of(const Ui& ui, const RunView& run, const UiState& state, double real_speed) {
  char speed[32];
  std::snprintf(speed, sizeof speed, real_speed < 100 ? "%.2f" : "%.0f", real_speed);
  std::string text = state.is_running ? ui.say({"实时 {0} 倍", "{0} × real time"}, {speed}) : ui.say({"已冻结", "Frozen"});
  if (run.is_watched()) {
    return text;
  }
  text += "    ";
  return text + (run.is_exam ? ui.say({"考试记录 已保存", "Exam record kept"}) : ui.say({"练习记录 已保存", "Record kept"}));
}

void draw_refusal(Ui& ui, const UiState& state) {
  if (state.refusal.reason.empty() || ui.now() - state.refusal.shown_at > 6) {
    return;
  }
  Canvas& c = ui.canvas();
  const std::string text = (state.refusal.tag.empty() ? "" : component_of(state.refusal.tag) + "  ") + ui.say(state.refusal.reason);
  const float w = std::min(ui.width() - 40, c.text_width(text, TextSize::Small) + 48);
  const int lines = c.line_count(w - 44, text, TextSize::Small);
  const float h = 14 + 18 * static_cast<float>(lines);
  const Box b{std::round((ui.width() - w) / 2), page_bottom(ui) - 3 - h, w, h};
  c.box(b, kBadSoft, kBad, 3);
  draw_badge(c, {b.x + 18, b.mid_y()}, Icon::Cross, kBad, 8);
  c.text_lines(b.x + 34, b.y + 16, b.w - 44, 18, lines, text, TextSize::Small, kText);
}

} // namespace

void draw_training_page(Ui& ui, const RunView& run, double real_speed, PlantScene* picture, render::Renderer& renderer, View3d& view, UiState& state, UiCommands& commands, double elapsed) {
  const auto alarms = find_alarms(run, ui.language);
  const bool column = ui.width() >= kProcedureFrom && state.tab != Tab::Dcs;
  const float procedure = ui.width() >= 1800 ? 428.0F : 342.0F;
  draw_top_bar(ui, run, state, commands);
  draw_alarm_banner(ui, run, alarms, state, commands);
  if (ui.key(kKeySpace)) {
    state.is_running = !state.is_running;
  }
  if (ui.key(kKeyF5)) {
    state.tab = Tab::Trend;
  }
  handle_estop_keys(ui, run, commands);
  const float right = column ? ui.width() - kGap - procedure - kGap : ui.width() - kGap;
  const float bottom = page_bottom(ui) - (run.watched_run != nullptr ? kWatchStrip + kGap : 0);
  const Box area{kGap, kTabsTop + kTabs, right - kGap, bottom - kTabsTop - kTabs};
  const float end = choose_tab(ui, tabs_of(state, run, ui.width() >= kProcedureFrom, area.h > kStripFrom), right, state);
  const bool has_view_tools = draw_view_tools(ui, area, end, picture, state);
  switch (state.tab) {
    case Tab::Plant: draw_plant(ui, area, run, alarms, picture, renderer, view, state, commands, elapsed); break;
    case Tab::Dcs: draw_dcs(ui, area, run, alarms, state, commands); break;
    case Tab::Trend: draw_trend_panel(ui, area, run, state); break;
    case Tab::Alarms: draw_alarm_summary(ui, area, run, alarms, state, commands); break;
    case Tab::Field: draw_field_page(ui, area, run, state, commands); break;
    case Tab::Actions: draw_actions(ui, area, run, state, commands); break;
    case Tab::Procedure: draw_procedure_panel(ui, area, run, state, commands); break;
    case Tab::Panel: draw_console_panel(ui, area, run, state, commands); break;
    case Tab::Instructor: draw_instructor_page(ui, area, run, state, commands); break;
  }
  if (!has_view_tools) {
    draw_view_list(ui, {area.x + 8, area.y + 8}, area.bottom(), picture->viewpoints(), state);
  }
  if (column) {
    draw_procedure_panel(ui, {right + kGap, kTabsTop, procedure, bottom - kTabsTop}, run, state, commands);
  }
  // where the page is too low for a faceplate it floats over the tabs, never over alarms and run keys
  const float top = area.h - kTitleRow - 6 < kFaceplateHeight ? kTabsTop : area.y + kTitleRow + 6;
  draw_faceplates(ui, {area.x, top, area.w, bottom - top}, run, alarms, state, commands);
  if (run.watched_run != nullptr) {
    draw_watch_strip(ui, {kGap, bottom + kGap, ui.width() - 2 * kGap, kWatchStrip}, run, *run.watched_run, run.losses, commands);
  }
  draw_refusal(ui, state);
  draw_status_bar(ui, state, hints_of(ui, state), status_of(ui, run, state, real_speed));
  draw_menu(ui, &run, state, commands);
  if (run.is_watched() && ui.key(kKeyEscape)) { // nothing else was there to be closed
    commands.stop_watching = true;
  }
}

} // namespace jixia::hmi
