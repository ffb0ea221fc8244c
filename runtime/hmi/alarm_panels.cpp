#include "hmi/alarm_panels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "hmi/table.h"
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

/// @param is_short  only the priorities that have any
float draw_counts(Ui& ui, const std::vector<AlarmItem>& alarms, bool is_short) {
  Canvas& c = ui.canvas();
  float x = 12;
  for (int p = 1; p <= 4; ++p) {
    const auto of_priority = [p](const AlarmItem& a) { return a.priority == p && (a.is_standing() || a.is_unseen()); };
    const auto count = std::count_if(alarms.begin(), alarms.end(), of_priority);
    if (is_short && count == 0) {
      continue;
    }
    draw_alarm(c, {x + 10, 61}, p, count > 0 ? AlarmLook::Acknowledged : AlarmLook::Gone);
    const float w = c.text(x + 26, 61, std::to_string(count), TextSize::Medium, count > 0 ? kText : kText3);
    x += is_short ? 34 + w : 54;
  }
  if (x > 12) {
    c.line({x, 51}, {x, 71}, kLine);
    x += 12;
  }
  return x;
}

/// The most important alarm: sign and tag always; then what has room: text, state, value, time.
void draw_first(Ui& ui, const AlarmItem& a, float x, float room) {
  Canvas& c = ui.canvas();
  draw_alarm(c, {x + 11, 61}, a.priority, a.look(), is_blink_on(ui));
  const std::string word = ui.say(phase_name(a.phase));
  const std::string text = ui.say(a.text);
  std::string value = a.value;
  if (!a.limit.empty() && a.is_standing()) {
    value += std::string(a.is_high ? " > " : " < ") + a.limit;
  }
  const std::string time = clock_text(a.since);
  float left = room - 40 - c.text_width(a.point, TextSize::Medium);
  const auto takes = [&left](float width) {
    const bool fits = width <= left;
    left -= fits ? width : 0;
    return fits;
  };
  const bool has_text = takes(c.text_width(text, TextSize::Medium) + 14);
  const bool has_word = has_text && takes(c.text_width(word, TextSize::Small) + 30);
  const bool has_value = has_word && takes(c.text_width(value, TextSize::Small) + 14);
  const bool has_time = has_value && takes(c.text_width(time, TextSize::Small) + 14);
  x += 30;
  x += c.text(x, 61, a.point, TextSize::Medium, kText) + 10;
  x += has_text ? c.text(x, 61, text, TextSize::Medium, kText) + 14 : 0;
  x += has_value ? c.text(x, 61, value, TextSize::Small, kText2) + 14 : 0;
  x += has_time ? c.text(x, 61, time, TextSize::Small, kText2) + 14 : 0;
  if (has_word) {
    const float chip = c.text_width(word, TextSize::Small) + 16;
    c.box({x, 52, chip, 19}, kNoInk, kText2, 2);
    c.text(x + chip / 2, 61.5F, word, TextSize::Small, kText, Align::Centre);
  }
  ui.tip({x - room, kTopBar, room, kBanner}, {a.point + "  " + text, value + "  " + time, word});
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

const std::array<Text, 5>& order_names() {
  static const std::array<Text, 5> names{{{"确认", "Ack"}, {"停用", "Disable"}, {"投用", "In service"}, {"搁置", "Shelve"}, {"取消搁置", "Unshelve"}}};
  return names;
}

float button_width(Ui& ui, const Text& label) {
  return std::max(60.0F, std::ceil(ui.canvas().text_width(ui.say(label), TextSize::Small)) + 16);
}

/// Each is as wide as the longer of its two words, so that none moves when the word changes.
float calc_orders_width(Ui& ui) {
  const auto& n = order_names();
  return button_width(ui, n[0]) + std::max(button_width(ui, n[1]), button_width(ui, n[2])) + std::max(button_width(ui, n[3]), button_width(ui, n[4])) + 18;
}

void draw_orders(Ui& ui, const Box& b, const std::vector<const AlarmItem*>& rows, UiState& state, UiCommands& commands) {
  const bool chosen = state.alarm_row >= 0 && state.alarm_row < static_cast<int>(rows.size());
  const AlarmItem* item = chosen ? rows[static_cast<std::size_t>(state.alarm_row)] : nullptr;
  const auto& names = order_names();
  float x = b.right() - button_width(ui, names[0]) - 6;
  if (ui.button("alarm.ack", {x, b.y + 2, button_width(ui, names[0]), 24}, ui.say(names[0]), {Look::Primary, Icon::None, item != nullptr && item->is_unseen(), "F2"})) {
    acknowledge(*item, commands);
  }
  const bool shelved = item != nullptr && item->phase == AlarmPhase::Shelved;
  const bool out = item != nullptr && item->phase == AlarmPhase::OutOfService;
  const float disable = std::max(button_width(ui, names[1]), button_width(ui, names[2]));
  x -= disable + 6;
  if (ui.button("alarm.out", {x, b.y + 2, disable, 24}, ui.say(names[out ? 2 : 1]), {Look::Normal, Icon::None, item != nullptr})) {
    commands.actions.push_back({item->component + ".OUT_OF_SERVICE", out ? 0.0 : 1.0});
  }
  const float shelve = std::max(button_width(ui, names[3]), button_width(ui, names[4]));
  x -= shelve + 6;
  const std::string tip = ui.say({"搁置 30 分钟", "Shelve for 30 min"});
  if (ui.button("alarm.shelve", {x, b.y + 2, shelve, 24}, ui.say(names[shelved ? 4 : 3]), {Look::Normal, Icon::None, item != nullptr && !out, tip})) {
    commands.actions.push_back({item->component + ".SHELVE", shelved ? 0.0 : kShelveTime});
  }
}

/// Names that an alarm has but once: it sounds from its annunciation until it is acknowledged.
std::set<std::string> sounding_alarms(const std::vector<AlarmItem>& alarms) {
  std::set<std::string> names;
  for (const AlarmItem& a : alarms) {
    if (a.phase == AlarmPhase::Unacknowledged) {
      names.insert(a.component + "@" + clock_text(a.since));
    }
  }
  return names;
}

} // namespace

void update_sound(const std::vector<AlarmItem>& alarms, UiState& state) {
  const std::set<std::string> now = sounding_alarms(alarms);
  const bool is_covered = std::includes(state.silenced.begin(), state.silenced.end(), now.begin(), now.end());
  state.is_muted = state.is_muted && is_covered && !now.empty();
  state.sounding_priority = 0;
  for (const AlarmItem& a : alarms) {
    if (a.phase == AlarmPhase::Unacknowledged && !state.is_muted) {
      state.sounding_priority = state.sounding_priority == 0 ? a.priority : std::min(state.sounding_priority, a.priority);
    }
  }
}

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
  const bool is_short = ui.width() < kShortBars;
  const float x = draw_counts(ui, alarms, is_short);
  float right = ui.width() - 4;
  const auto button = [&](const char* id, const std::string& label, const ButtonStyle& style) {
    const float w = std::max(78.0F, std::ceil(c.text_width(label, TextSize::Small)) + 18);
    right -= w + 6;
    return ui.button(id, {right, 49, w, 24}, label, style);
  };
  const bool opens = !is_short && button("banner.list", ui.say({"报警汇总  F4", "Alarm list  F4"}), {}); // short: the tab
  if (opens || ui.key(kKeyF4)) {
    state.tab = Tab::Alarms;
  }
  const std::string silence = state.is_muted ? ui.say({"已消音  F3", "Silent  F3"}) : ui.say({"消音  F3", "Silence  F3"});
  if (button("banner.mute", silence, {state.is_muted ? Look::Selected : Look::Normal}) || ui.key(kKeyF3)) {
    state.is_muted = !state.is_muted;
    state.silenced = sounding_alarms(alarms);
  }
  update_sound(alarms, state);
  const AlarmItem* unseen = first_unseen(alarms);
  const ButtonStyle ack{unseen != nullptr ? Look::Primary : Look::Normal, Icon::None, unseen != nullptr};
  if ((button("banner.ack", ui.say({"确认  F2", "Acknowledge  F2"}), ack) || ui.key(kKeyF2)) && unseen != nullptr) {
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
  const auto count = [&](int filter) { return std::to_string(filtered(alarms, filter).size()); };
  const std::vector<std::string> names{ui.say({"全部 ", "All "}) + count(0), ui.say({"未确认 ", "Unack. "}) + count(1), ui.say({"搁置停用 ", "Aside "}) + count(2)};
  std::vector<float> widths;
  float filters = 0;
  for (const std::string& name : names) {
    widths.push_back(std::ceil(c.text_width(name, TextSize::Small)) + 16);
    filters += widths.back();
  }
  const std::string title = ui.say({"报警汇总", "Alarms"});
  const float titled = c.text_width(title, TextSize::Medium) + 2 * kInset;
  const bool has_title = b.w > titled + filters + calc_orders_width(ui) + 12;
  draw_panel(c, b, has_title ? title : "");
  if (const auto filter = ui.segments("alarm.filter", b.x + (has_title ? titled : 6), b.y + 2, 24, names, state.alarm_filter, widths)) {
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
