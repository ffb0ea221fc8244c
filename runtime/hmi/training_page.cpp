#include "hmi/training_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/alarm_panels.h"
#include "hmi/faceplate.h"
#include "hmi/field_page.h"
#include "hmi/instructor_page.h"
#include "hmi/mimic.h"
#include "hmi/orders.h"
#include "hmi/procedure_panel.h"
#include "hmi/top_bar.h"
#include "hmi/trend_panel.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr float kTabsTop = 84, kTabs = 30, kProcedureFrom = 1280;

struct TabEntry {
  Tab tab;
  Text title;
};

std::vector<TabEntry> tabs_of(const UiState& state, const RunView& run, bool has_procedure_column) {
  std::vector<TabEntry> tabs{{Tab::Plant, {"现场 3D", "Plant 3D"}}, {Tab::Dcs, {"DCS 画面", "DCS"}}, {Tab::Trend, {"趋势", "Trend"}}, {Tab::Alarms, {"报警", "Alarms"}},
                             {Tab::Field, {"现场操作", "Field"}}, {Tab::Actions, {"操作记录", "Log"}}};
  if (!has_procedure_column) {
    tabs.insert(tabs.begin() + 2, {Tab::Procedure, {"步骤", "Steps"}});
  }
  if (state.is_teacher && !run.is_exam) {
    tabs.push_back({Tab::Instructor, {"教师", "Teacher"}});
  }
  return tabs;
}

void choose_tab(Ui& ui, const std::vector<TabEntry>& tabs, float& end, UiState& state) {
  std::vector<std::string> titles;
  int active = 0;
  for (std::size_t k = 0; k < tabs.size(); ++k) {
    titles.push_back(ui.say(tabs[k].title));
    active = tabs[k].tab == state.tab ? static_cast<int>(k) : active;
    if (ui.key(kKey1 + static_cast<int>(k), true)) {
      state.tab = tabs[k].tab;
    }
  }
  const int clicked = draw_tabs(ui, kGap, kTabsTop, titles, active, end);
  if (clicked >= 0) {
    state.tab = tabs[static_cast<std::size_t>(clicked)].tab;
  }
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
  const bool panel = has_panel(run) && !has_only_estop(run);
  const float strip = area.h > 520 ? 227.0F : 0.0F;
  const Box top{area.x, area.y - 1, area.w, area.h - (strip > 0 ? strip + kGap - 1 : 0)};
  const ViewTouch t = view.draw(ui, top, picture, renderer, run, alarms, state, elapsed);
  if (!t.clicked.empty()) {
    state.selected = t.clicked;
  }
  open(run, t.double_clicked, state);
  draw_selection_card(ui, top.right() - 8, top.y + 8, run, state, commands);
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

void draw_dcs(Ui& ui, const Box& area, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Screen* screen = find_screen(run.scenario, state.screen);
  const bool split = area.h > 480;
  const float top_height = split ? std::max(300.0F, std::round(area.h * 0.605F)) : area.h;
  const Box top{area.x, area.y, area.w, top_height};
  const std::string title = ui.say(run.scenario.title) + "  " + (screen != nullptr ? ui.say(screen->title) : "");
  draw_panel(c, top, title);
  const Box body = panel_body(top);
  c.fill(body, kProcess);
  if (run.scenario.screens.size() > 1) {
    std::vector<std::string> names;
    std::vector<float> widths;
    float total = 0;
    int selected = 0;
    for (std::size_t k = 0; k < run.scenario.screens.size(); ++k) {
      names.push_back(ui.say(run.scenario.screens[k].title));
      widths.push_back(std::min(170.0F, c.text_width(names.back(), TextSize::Small) + 20));
      total += widths.back();
      selected = &run.scenario.screens[k] == screen ? static_cast<int>(k) : selected;
    }
    if (const auto chosen = ui.segments("screen", top.right() - total - 8, top.y + 2, 24, names, selected, widths)) {
      state.screen = run.scenario.screens[static_cast<std::size_t>(*chosen)].id;
    }
  }
  if (screen != nullptr) {
    const bool has_slot = body.w > 1300; // where faceplates open
    if (has_slot && state.faceplates.empty()) {
      c.text(body.right() - 140, body.mid_y(), ui.say({"双击位号打开操作面板", "Double-click a tag for its faceplate"}), TextSize::Small, kText3, Align::Centre);
    }
    const MimicTouch t = draw_mimic(ui, {body.x, body.y, body.w - (has_slot ? 276.0F : 0.0F), body.h}, *screen, run, alarms, state);
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
  const float rewind = run.can_rewind ? 210.0F : 0.0F;
  draw_action_log(ui, {area.x, area.y, area.w, area.h - rewind - (rewind > 0 ? kGap : 0)}, run, state);
  if (rewind > 0) {
    draw_rewind_panel(ui, {area.x, area.bottom() - rewind, area.w, rewind}, run, state, commands);
  }
}

void draw_view_tools(Ui& ui, float right, float end, PlantScene* picture, UiState& state) {
  if (state.tab != Tab::Plant || picture == nullptr) {
    return;
  }
  const float label = 84;
  if (ui.button("view.labels", {right - label, 86, label, 25}, ui.say({"标签 L", "Labels L"}), {state.camera.shows_labels ? Look::Selected : Look::Normal, Icon::Tag})) {
    state.camera.shows_labels = !state.camera.shows_labels;
  }
  float x = right - label - 62;
  if (ui.button("view.walk", {x, 86, 56, 25}, ui.say({"漫游", "Walk"}), {state.camera.walks ? Look::Selected : Look::Normal, Icon::None, true, ui.say({"WASD 行走，右键拖动转头", "WASD walks, right-drag looks"})})) {
    state.camera.walks = !state.camera.walks;
  }
  const auto& views = picture->viewpoints();
  const std::size_t count = std::min<std::size_t>(views.size(), 4);
  for (std::size_t k = count; k-- > 0;) {
    const std::string title = ui.say(views[k].title);
    const float w = std::min(96.0F, ui.canvas().text_width(title, TextSize::Small) + 18);
    if (x - w - 3 < end) {
      return;
    }
    x -= w + 3;
    if (ui.button("view" + std::to_string(k), {x, 86, w, 25}, title, {state.camera.view == static_cast<int>(k) ? Look::Selected : Look::Normal, Icon::None, true, std::to_string(k + 1)})) {
      state.camera.view = static_cast<int>(k);
      state.camera.is_set = false;
    }
  }
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
  const Box b{std::round((ui.width() - w) / 2), ui.height() - kStatusBar - 40, w, 32};
  c.box(b, kBadSoft, kBad, 3);
  draw_badge(c, {b.x + 18, b.mid_y()}, Icon::Cross, kBad, 8);
  c.text_fit(b.x + 34, b.mid_y(), b.w - 44, text, TextSize::Small, kText);
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
  const float right = column ? ui.width() - kGap - procedure - kGap : ui.width() - kGap;
  float end = 0;
  choose_tab(ui, tabs_of(state, run, ui.width() >= kProcedureFrom), end, state);
  draw_view_tools(ui, right, end, picture, state);
  const float bottom = ui.height() - kStatusBar - 5;
  const Box area{kGap, kTabsTop + kTabs, right - kGap, bottom - kTabsTop - kTabs};
  switch (state.tab) {
    case Tab::Plant: draw_plant(ui, area, run, alarms, picture, renderer, view, state, commands, elapsed); break;
    case Tab::Dcs: draw_dcs(ui, area, run, alarms, state, commands); break;
    case Tab::Trend: draw_trend_panel(ui, area, run, state); break;
    case Tab::Alarms: draw_alarm_summary(ui, area, run, alarms, state, commands); break;
    case Tab::Field: draw_field_page(ui, area, run, state, commands); break;
    case Tab::Actions: draw_actions(ui, area, run, state, commands); break;
    case Tab::Procedure: draw_procedure_panel(ui, area, run, state, commands); break;
    case Tab::Instructor: draw_instructor_page(ui, area, run, state, commands); break;
  }
  if (column) {
    draw_procedure_panel(ui, {right + kGap, kTabsTop, procedure, bottom - kTabsTop}, run, state, commands);
  }
  draw_faceplates(ui, {area.x, area.y + kTitleRow + 6, area.w, area.h - kTitleRow - 6}, run, alarms, state, commands);
  draw_refusal(ui, state);
  draw_status_bar(ui, state, hints_of(ui, state), status_of(ui, run, state, real_speed));
}

} // namespace jixia::hmi
