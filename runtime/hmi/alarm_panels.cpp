#include "hmi/alarm_panels.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr double kShelveTime = 1800; // [s]

const AlarmItem* first_unseen(const std::vector<AlarmItem>& alarms) {
  return !alarms.empty() && alarms.front().is_unseen() ? &alarms.front() : nullptr;
}

void acknowledge(const AlarmItem& item, UiCommands& commands) {
  commands.actions.push_back({item.component + ".ACK", 1});
}

float draw_counts(Ui& ui, const std::vector<AlarmItem>& alarms) {
  Canvas& c = ui.canvas();
  float x = 12;
  for (int p = 1; p <= 4; ++p) {
    const auto of_priority = [p](const AlarmItem& a) { return a.priority == p && (a.is_standing() || a.is_unseen()); };
    const auto count = std::count_if(alarms.begin(), alarms.end(), of_priority);
    draw_alarm(c, {x + 10, 61}, p, count > 0 ? AlarmLook::Acknowledged : AlarmLook::Gone);
    c.text(x + 26, 61, std::to_string(count), TextSize::Medium, count > 0 ? kText : kText3);
    x += 54;
  }
  c.line({x, 51}, {x, 71}, kLine);
  return x + 12;
}

void draw_first(Ui& ui, const AlarmItem& a, float x, float room) {
  Canvas& c = ui.canvas();
  draw_alarm(c, {x + 11, 61}, a.priority, a.look(), is_blink_on(ui));
  const std::string word = ui.say(phase_name(a.phase));
  const float chip = c.text_width(word, TextSize::Small) + 16;
  std::string value = a.value;
  if (!a.limit.empty() && a.is_standing()) {
    value += std::string(a.is_high ? " > " : " < ") + a.limit;
  }
  const std::string time = clock_text(a.since);
  const float fixed = 30 + chip + c.text_width(value, TextSize::Small) + c.text_width(time, TextSize::Small) + 58;
  const float tag = std::min(130.0F, c.text_width(a.point, TextSize::Medium));
  x += 30;
  x += c.text_fit(x, 61, tag, a.point, TextSize::Medium, kText) + 10;
  x += c.text_fit(x, 61, std::max(20.0F, room - fixed - tag), ui.say(a.text), TextSize::Medium, kText) + 14;
  x += c.text(x, 61, value, TextSize::Small, kText2) + 14;
  x += c.text(x, 61, time, TextSize::Small, kText2) + 14;
  c.box({x, 52, chip, 19}, kNoInk, kText2, 2);
  c.text(x + chip / 2, 61.5F, word, TextSize::Small, kText, Align::Centre);
}

std::vector<const AlarmItem*> filtered(const std::vector<AlarmItem>& alarms, int filter) {
  std::vector<const AlarmItem*> rows;
  for (const AlarmItem& a : alarms) {
    const bool aside = a.phase >= AlarmPhase::Shelved;
    if (filter == 0 || (filter == 1 && a.is_unseen()) || (filter == 2 && aside)) {
      rows.push_back(&a);
    }
  }
  return rows;
}

std::vector<Cell> cells_of(const Ui& ui, Canvas& c, const AlarmItem& a) {
  const bool quiet = a.look() == AlarmLook::Gone;
  const Ink ink = quiet ? kText3 : kText;
  std::string text = ui.say(a.text);
  if (!a.limit.empty()) {
    text += "  " + ui.say({"限值 ", "limit "}) + a.limit;
  }
  const auto sign = [&c, &a, on = is_blink_on(ui)](const Box& b) { draw_alarm(c, {b.mid_x(), b.mid_y()}, a.priority, a.look(), on); };
  return {{"", ink, sign}, {clock_text(a.since), ink}, {a.point, ink}, {text, ink}, {a.value, ink}, {ui.say(phase_name(a.phase)), ink}};
}

void draw_orders(Ui& ui, const Box& b, const std::vector<const AlarmItem*>& rows, UiState& state, UiCommands& commands) {
  const bool chosen = state.alarm_row >= 0 && state.alarm_row < static_cast<int>(rows.size());
  const AlarmItem* item = chosen ? rows[static_cast<std::size_t>(state.alarm_row)] : nullptr;
  float x = b.right() - 66;
  if (ui.button("alarm.ack", {x, b.y + 2, 60, 24}, ui.say({"确认", "Ack"}), {Look::Primary, Icon::None, item != nullptr && item->is_unseen(), "F2"})) {
    acknowledge(*item, commands);
  }
  const bool shelved = item != nullptr && item->phase == AlarmPhase::Shelved;
  const bool out = item != nullptr && item->phase == AlarmPhase::OutOfService;
  x -= 72;
  if (ui.button("alarm.out", {x, b.y + 2, 66, 24}, ui.say(out ? Text{"投用", "In service"} : Text{"停用", "Disable"}), {Look::Normal, Icon::None, item != nullptr})) {
    commands.actions.push_back({item->component + ".OUT_OF_SERVICE", out ? 0.0 : 1.0});
  }
  x -= 72;
  const std::string tip = ui.say({"搁置 30 分钟", "Shelve for 30 min"});
  if (ui.button("alarm.shelve", {x, b.y + 2, 66, 24}, ui.say(shelved ? Text{"取消搁置", "Unshelve"} : Text{"搁置", "Shelve"}), {Look::Normal, Icon::None, item != nullptr && !out, tip})) {
    commands.actions.push_back({item->component + ".SHELVE", shelved ? 0.0 : kShelveTime});
  }
}

} // namespace

bool is_blink_on(const Ui& ui) {
  return std::fmod(ui.now(), 1.0) < 0.5;
}

Text phase_name(AlarmPhase phase) {
  static const std::array<Text, 7> names{{{"正常", "Normal"}, {"未确认", "Unacknowledged"}, {"已确认", "Acknowledged"}, {"已恢复", "Returned"},
                                          {"已搁置", "Shelved"}, {"已抑制", "Suppressed"}, {"停用", "Out of service"}}};
  return names[static_cast<std::size_t>(phase)];
}

void draw_alarm_banner(Ui& ui, const RunView&, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  c.fill({0, kTopBar, ui.width(), kBanner}, kPanel2);
  c.line({0, kTopBar + kBanner - 1}, {ui.width(), kTopBar + kBanner - 1}, kLine2);
  const float x = draw_counts(ui, alarms);
  const bool english = ui.language == Language::English;
  const float ack = english ? 112.0F : 78.0F;
  const float mute = english ? 92.0F : 78.0F;
  float right = ui.width() - 10 - 130;
  if (ui.button("banner.list", {right, 49, 130, 24}, ui.say({"报警汇总  F4", "Alarm list  F4"})) || ui.key(kKeyF4)) {
    state.tab = Tab::Alarms;
  }
  right -= mute + 6;
  const std::string silence = state.is_muted ? ui.say({"已消音  F3", "Silent  F3"}) : ui.say({"消音  F3", "Silence  F3"});
  if (ui.button("banner.mute", {right, 49, mute, 24}, silence, {state.is_muted ? Look::Selected : Look::Normal}) || ui.key(kKeyF3)) {
    state.is_muted = !state.is_muted;
  }
  right -= ack + 6;
  const AlarmItem* unseen = first_unseen(alarms);
  if ((ui.button("banner.ack", {right, 49, ack, 24}, ui.say({"确认  F2", "Acknowledge  F2"}), {unseen ? Look::Primary : Look::Normal, Icon::None, unseen != nullptr}) || ui.key(kKeyF2)) && unseen != nullptr) {
    acknowledge(*unseen, commands);
  }
  const bool any = !alarms.empty() && (alarms.front().is_standing() || alarms.front().is_unseen());
  if (any) {
    draw_first(ui, alarms.front(), x, right - x - 12);
  } else {
    c.text(x, 61, ui.say({"无报警", "No alarms"}), TextSize::Small, kText3);
  }
}

void draw_alarm_summary(Ui& ui, const Box& b, const RunView&, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, b.w > 560 ? ui.say({"报警汇总", "Alarms"}) : "");
  if (b.w <= 560) {
    c.fill({b.x + 1, b.y + 1, b.w - 2, 27}, kHead, 2);
  }
  const auto count = [&](int filter) { return std::to_string(filtered(alarms, filter).size()); };
  const float x = b.w > 560 ? b.x + 84 : b.x + 8;
  const std::vector<std::string> names{ui.say({"全部 ", "All "}) + count(0), ui.say({"未确认 ", "Unack. "}) + count(1), ui.say({"搁置停用 ", "Aside "}) + count(2)};
  if (const auto filter = ui.segments("alarm.filter", x, b.y + 2, 24, names, state.alarm_filter, {62, 76, 86})) {
    state.alarm_filter = *filter;
    state.alarm_row = 0;
  }
  const auto rows = filtered(alarms, state.alarm_filter);
  state.alarm_row = std::clamp(state.alarm_row, 0, std::max(0, static_cast<int>(rows.size()) - 1));
  draw_orders(ui, b, rows, state, commands);
  const std::vector<Column> columns{{ui.say({"级", "P"}), 40, Align::Centre}, {ui.say({"时间", "Time"}), 76}, {ui.say({"位号", "Tag"}), 88},
                                    {ui.say({"描述", "Description"}), 150}, {ui.say({"当前值", "Value"}), 98, Align::Right}, {ui.say({"状态", "State"}), 122, Align::Right}};
  const TableTouch t = draw_table(ui, "alarm", panel_body(b), columns, static_cast<int>(rows.size()),
                                  [&](int k) { return cells_of(ui, c, *rows[static_cast<std::size_t>(k)]); }, state.first_alarm, {28, 28, rows.empty() ? -1 : state.alarm_row, true});
  if (rows.empty()) {
    c.text(b.mid_x(), b.y + 90, ui.say({"无报警", "No alarms"}), TextSize::Small, kText3, Align::Centre);
  }
  if (t.clicked >= 0) {
    state.alarm_row = t.clicked;
    state.selected = rows[static_cast<std::size_t>(t.clicked)]->point;
  }
  if (t.double_clicked >= 0) {
    state.tab = Tab::Dcs;
  }
}

} // namespace jixia::hmi
