#include "hmi/instructor_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/orders.h"
#include "hmi/sections.h"
#include "hmi/table.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

struct Fault {
  const ComponentInfo* info;
  const Tag* active;
  const Tag* out;
};

std::vector<Fault> find_faults(const RunView& run) {
  std::vector<Fault> faults;
  for (const ComponentInfo& info : run.world.components()) {
    const Tag* active = find_port(run.world, info.tag, "ACTIVE");
    if (info.type == "Malfunction" && active != nullptr) {
      faults.push_back({&info, active, find_port(run.world, info.tag, "OUT")});
    }
  }
  return faults;
}

/// What the teacher may set directly: leaks, fouling, trips that no malfunction of the pack drives.
std::vector<const Tag*> find_teacher_tags(const RunView& run) {
  std::vector<const Tag*> tags;
  for (const Tag& tag : run.world.tags()) {
    const ComponentInfo* info = run.world.find_component(component_of(tag.name));
    if (tag.place == Place::Instructor && tag.is_operable() && info != nullptr && info->type != "Malfunction") {
      tags.push_back(&tag);
    }
  }
  return tags;
}

void order(const Tag& tag, double value, UiCommands& commands) {
  commands.actions.push_back({tag.name, value, OperatorAction::Actor::Instructor});
}

void draw_faults(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const auto faults = find_faults(run);
  draw_panel(c, b, ui.say({"设事故", "Malfunctions"}), ui.say({"本练习 {0} 个", "{0} in this exercise"}, {std::to_string(faults.size())}));
  const Box body = panel_body(b);
  if (faults.empty()) {
    c.text(body.x + 12, body.y + 24, ui.say({"本练习没有预设事故", "This exercise has none prepared"}), TextSize::Small, kText3);
    return;
  }
  const auto row = [&](int k) {
    const Fault& fault = faults[static_cast<std::size_t>(k)];
    const bool on = run.world.value(*fault.active) > 0.5;
    const std::string size = fault.out == nullptr ? "" : number_text(run.world.value(*fault.out), 3);
    return std::vector<Cell>{{fault.info->tag}, {ui.say(fault.info->name), kText2}, {size, kLive}, {ui.say(on ? Text{"已投", "Active"} : Text{"未投", "Off"}), on ? kBad : kText3}};
  };
  const TableTouch t = draw_table(ui, "faults", {body.x, body.y, body.w, body.h - 44}, {{ui.say({"编号", "Tag"}), 120}, {ui.say({"事故", "Malfunction"}), 220}, {ui.say({"大小", "Size"}), 80, Align::Right}, {ui.say({"状态", "State"}), 80, Align::Right}},
                                  static_cast<int>(faults.size()), row, state.first_malfunction, {28, 28, state.selected_malfunction, true});
  state.selected_malfunction = std::clamp(t.clicked >= 0 ? t.clicked : state.selected_malfunction, 0, static_cast<int>(faults.size()) - 1);
  const Fault& chosen = faults[static_cast<std::size_t>(state.selected_malfunction)];
  const bool on = run.world.value(*chosen.active) > 0.5;
  const float y = b.bottom() - 37;
  const std::string name = chosen.info->tag + "  " + ui.say(chosen.info->name);
  const int lines = std::clamp(c.line_count(b.w - 220, name, TextSize::Small), 1, 2);
  c.text_lines(b.x + 12, y + 14 - 8 * static_cast<float>(lines - 1), b.w - 220, 16, 2, name, TextSize::Small, kText);
  if (ui.button("fault.on", {b.right() - 192, y, 88, 28}, ui.say({"投事故", "Start"}), {Look::Danger, Icon::None, !on})) {
    order(*chosen.active, 1, commands);
  }
  if (ui.button("fault.off", {b.right() - 98, y, 88, 28}, ui.say({"撤事故", "Clear"}), {Look::Normal, Icon::None, on})) {
    order(*chosen.active, 0, commands);
  }
}

void draw_teacher_tags(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"设备缺陷", "Equipment defects"}));
  const auto tags = find_teacher_tags(run);
  int selected = -1;
  for (std::size_t k = 0; k < tags.size(); ++k) {
    selected = tags[k]->name == state.defect ? static_cast<int>(k) : selected;
  }
  const auto row = [&](int k) {
    const Tag& tag = *tags[static_cast<std::size_t>(k)];
    return std::vector<Cell>{{tag.name}, {ui.say(tag.display.name), kText2}, {value_and_unit(tag, run.world.value(tag), ui.language), kLive}};
  };
  const float foot = selected >= 0 ? order_row_height(ui, *tags[static_cast<std::size_t>(selected)], b.w - 24) + 10 : 0;
  const TableTouch t = draw_table(ui, "teacher.tags", {b.x + 1, b.y + 29, b.w - 2, b.h - 30 - foot}, {{ui.say({"位号", "Tag"}), 170}, {ui.say({"含义", "Meaning"}), 200}, {ui.say({"现在", "Now"}), 90, Align::Right}},
                                  static_cast<int>(tags.size()), row, state.first_field, {26, 26, selected, true});
  if (t.clicked >= 0) {
    state.defect = tags[static_cast<std::size_t>(t.clicked)]->name;
  }
  if (selected >= 0) {
    const Tag& tag = *tags[static_cast<std::size_t>(selected)];
    draw_order_row(ui, {b.x + 12, b.bottom() - foot + 4, b.w - 24, 46}, run, tag, state.answers[tag.name], state, commands);
  }
}

std::optional<double> read_time(const std::string& typed) {
  int h = 0;
  int m = 0;
  int s = 0;
  if (std::sscanf(typed.c_str(), "%d:%d:%d", &h, &m, &s) == 3) {
    return h * 3600.0 + m * 60.0 + s;
  }
  if (std::sscanf(typed.c_str(), "%d:%d", &m, &s) == 2) {
    return m * 60.0 + s;
  }
  return std::nullopt;
}

void draw_slider(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const double end = std::max(1.0, seconds(run.world.time()));
  const Box track{b.x, b.mid_y() - 3, b.w, 6};
  const Touch t = ui.touch("rewind.slider", {b.x, b.y, b.w, b.h}, false);
  const double at = std::clamp(static_cast<double>((ui.mouse().x - b.x) / b.w), 0.0, 1.0) * end;
  c.fill(track, kAccent, 3);
  for (const SimTime mark : state.bookmarks) {
    const float x = b.x + b.w * static_cast<float>(std::min(1.0, seconds(mark) / end));
    c.polygon({{x - 5, track.y - 8}, {x + 5, track.y - 8}, {x, track.y - 1}}, kAccent);
  }
  const float x = t.is_held ? b.x + b.w * static_cast<float>(at / end) : b.right();
  c.disc({x, b.mid_y()}, 9, kWhite, kAccent, 2);
  if (t.is_hovered || t.is_held) {
    const std::string time = clock_text(sim_time(std::floor(at)));
    c.fill({ui.mouse().x - 34, b.y - 20, 68, 20}, kChrome, 2);
    c.text(ui.mouse().x, b.y - 10, time, TextSize::Small, kWhite, Align::Centre);
  }
  if (t.is_clicked && run.can_rewind) {
    commands.rewind_to = sim_time(std::floor(at));
  }
}

} // namespace

void draw_rewind_panel(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"回退", "Rewind"}), ui.say({"回退后重新操作，之后的记录作废", "What came later is forgotten"}));
  if (!run.can_rewind) {
    c.text(b.x + 12, b.y + 50, ui.say({"考试时不能回退", "No rewind in an exam"}), TextSize::Small, kText3);
    return;
  }
  const float height = 176 + 34 * static_cast<float>(std::max<std::size_t>(state.bookmarks.size(), 1) * 90 / static_cast<std::size_t>(std::max(1.0F, b.w - 100)));
  const Box body = ui.begin_scroll("rewind.rows", panel_body(b), height);
  float y = body.y + 21;
  c.text(b.x + 16, y + 12, "00:00:00", TextSize::Small, kText3);
  c.text(body.right() - 16, y + 12, clock_text(run.world.time()), TextSize::Small, kText3, Align::Right);
  draw_slider(ui, {b.x + 84, y, body.w - 168, 24}, run, state, commands);
  y += 38;
  c.text(b.x + 16, y + 14, ui.say({"回到", "Back to"}), TextSize::Small, kText2);
  const bool entered = ui.text_field("rewind.entry", {b.x + 84, y, 100, 28}, state.rewind_entry, "00:00:00");
  const auto wanted = read_time(state.rewind_entry);
  if ((ui.button("rewind.go", {b.x + 190, y, 72, 28}, ui.say({"回退", "Rewind"}), {Look::Primary, Icon::None, wanted.has_value()}) || entered) && wanted) {
    commands.rewind_to = sim_time(*wanted);
  }
  float x = b.x + 276;
  for (const double step : {10.0, 60.0}) {
    const std::string label = with_minus("-" + number_text(step) + " s");
    if (ui.button("rewind." + label, {x, y, 64, 28}, label)) {
      commands.rewind_to = sim_time(std::max(0.0, std::floor(seconds(run.world.time()) - step)));
    }
    x += 70;
  }
  y += 44;
  c.text(b.x + 16, y + 14, ui.say({"快照", "Marks"}), TextSize::Small, kText2);
  x = b.x + 84;
  for (std::size_t k = 0; k < state.bookmarks.size(); ++k) {
    if (x + 88 > body.right()) {
      x = b.x + 84;
      y += 34;
    }
    if (ui.button("mark" + std::to_string(k), {x, y, 84, 28}, clock_text(state.bookmarks[k]), {Look::Normal, Icon::None, state.bookmarks[k] <= run.world.time()})) {
      commands.rewind_to = state.bookmarks[k];
    }
    x += 90;
  }
  if (state.bookmarks.empty()) {
    c.text(x, y + 14, ui.say({"按 F6 记下此刻", "F6 marks this moment"}), TextSize::Small, kText3);
  }
  ui.end_scroll();
}

void draw_instructor_page(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  const auto faults = [&](const Box& at) { draw_faults(ui, at, run, state, commands); };
  const auto defects = [&](const Box& at) { draw_teacher_tags(ui, at, run, state, commands); };
  const auto rewind = [&](const Box& at) { draw_rewind_panel(ui, at, run, state, commands); };
  if (b.w < 860 || b.h < 420) {
    draw_sections(ui, "instructor.section", b, {{{"设事故", "Malfunctions"}, faults}, {{"设备缺陷", "Defects"}, defects}, {{"回退", "Rewind"}, rewind}}, state.instructor_section);
    return;
  }
  const float left = std::floor((b.w - kGap) / 2);
  const float bottom = std::min(230.0F, b.h * 0.4F);
  faults({b.x, b.y, left, b.h - bottom - kGap});
  defects({b.x + left + kGap, b.y, b.w - left - kGap, b.h - bottom - kGap});
  rewind({b.x, b.bottom() - bottom, b.w, bottom});
}

} // namespace jixia::hmi
