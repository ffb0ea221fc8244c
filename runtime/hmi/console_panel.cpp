#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "hmi/field_page.h"
#include "hmi/orders.h"
#include "hmi/symbols.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

constexpr Ink kGreenButton = ink(0x2E8B57), kRedButton = ink(0xB5271B), kBlueButton = ink(0x2D6FA3);
constexpr Ink kPanelPlate = ink(0xC3C9CD), kRim = ink(0xE7EAEC), kEstopYellow = ink(0xF2C500);

std::vector<const Tag*> panel_tags(const RunView& run) {
  std::vector<const Tag*> tags;
  for (const Tag& tag : run.world.tags()) {
    const ComponentInfo* info = run.world.find_component(component_of(tag.name));
    if (tag.place == Place::Panel && tag.is_operable() && info != nullptr && info->type != "Checkpoint") {
      tags.push_back(&tag);
    }
  }
  return tags;
}

const ComponentInfo& info_of(const RunView& run, const Tag& tag) {
  return *run.world.find_component(component_of(tag.name));
}

bool is_switch_gear(const ComponentInfo& info) {
  return info.type == "PushButton" || info.type == "Switch" || info.type == "EmergencyStop";
}

std::string name_of(const Ui& ui, const RunView& run, const Tag& tag) {
  const ComponentInfo& info = info_of(run, tag);
  if (!is_switch_gear(info) && tag.is_operable()) {
    return info.tag + " " + ui.say(tag.display.name); // one of several tags of an equipment
  }
  return info.name.empty() ? info.tag : ui.say(info.name);
}

bool is_push_button(const RunView& run, const Tag& tag) {
  return info_of(run, tag).type == "PushButton" || tag.name.ends_with(".RESET") || tag.name.ends_with(".ACK");
}

bool says(const ComponentInfo& info, const Text& word) {
  std::string lower = info.name.en;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return info.name.zh.find(word.zh) != std::string::npos || lower.find(word.en) != std::string::npos;
}

/// Physical buttons have the colours of IEC 60204-1: green starts, red stops, blue resets.
Ink button_ink(const ComponentInfo& info) {
  if (says(info, {"停", "stop"})) {
    return kRedButton;
  }
  if (says(info, {"启", "start"})) {
    return kGreenButton;
  }
  return says(info, {"复位", "reset"}) ? kBlueButton : kRim;
}

void set(const Tag& tag, double value, UiCommands& commands) {
  commands.actions.push_back({tag.name, value, OperatorAction::Actor::Learner});
}

/// The plate under a button: up to two lines.
void draw_name(Canvas& c, Point at, float room, const std::string& name) {
  const int lines = c.line_count(room, name, TextSize::Small);
  c.text_lines(at.x, lines > 1 ? at.y - 3 : at.y, room, 15, 2, name, TextSize::Small, kText, Align::Centre);
}

void draw_round(Canvas& c, Point p, float r, Ink fill, bool pressed, bool focused) {
  c.disc(p, r + 5, kRim, kText2);
  c.disc(p, pressed ? r - 2 : r, fill, kText, 1.2F);
  if (pressed) {
    c.disc(p, r - 5, ink(0x000000, 0.18));
  }
  if (focused) {
    c.disc(p, r + 8, kNoInk, kFocus, 2);
  }
}

/// Pressed while the mouse is down; Shift keeps it pressed.
void draw_push_button(Ui& ui, Point p, const RunView& run, const Tag& tag, UiCommands& commands) {
  const Touch t = ui.touch("push." + tag.name, {p.x - 26, p.y - 26, 52, 52});
  const bool pressed = run.world.value(tag) > 0.5;
  draw_round(ui.canvas(), p, 19, button_ink(info_of(run, tag)), pressed, t.is_focused);
  if ((t.is_held && !pressed) || (t.is_clicked && t.is_focused)) {
    set(tag, 1, commands);
  } else if (pressed && t.is_clicked && !ui.is_shift()) {
    set(tag, 0, commands);
  }
  draw_name(ui.canvas(), {p.x, p.y + 37}, 88, name_of(ui, run, tag));
}

void draw_switch(Ui& ui, Point p, const RunView& run, const Tag& tag, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Touch t = ui.touch("switch." + tag.name, {p.x - 30, p.y - 30, 60, 60});
  const auto count = std::max<std::size_t>(2, tag.states.size());
  const auto now = static_cast<std::size_t>(std::max(0L, std::lround(run.world.value(tag))));
  const float turn = -0.75F + 1.5F * static_cast<float>(std::min(now, count - 1)) / static_cast<float>(count - 1);
  c.disc(p, 24, kRim, kText2);
  c.disc(p, 18, ink(0x3F484F), kText);
  c.path({{p.x, p.y}, {p.x + 16 * std::sin(turn), p.y - 16 * std::cos(turn)}}, kWhite, 4);
  if (t.is_focused) {
    c.disc(p, 28, kNoInk, kFocus, 2);
  }
  for (std::size_t k = 0; k < std::min<std::size_t>(2, tag.states.size()); ++k) {
    c.text(p.x + (k == 0 ? -30.0F : 30.0F), p.y - 30, ui.say(tag.states[k]), TextSize::Small, now == k ? kText : kText2, Align::Centre);
  }
  draw_name(c, {p.x, p.y + 39}, 98, name_of(ui, run, tag));
  if (t.is_clicked) {
    set(tag, static_cast<double>((now + 1) % count), commands);
  }
}

/// A value set by hand: the knob shows it, the field under it takes a new one.
void draw_knob(Ui& ui, Point p, const RunView& run, const Tag& tag, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const float share = static_cast<float>(std::clamp(share_of_range(tag, run.world.value(tag)), 0.0, 1.0));
  const float turn = std::numbers::pi_v<float> * (-0.75F + 1.5F * share);
  c.disc({p.x, p.y - 8}, 20, kRim, kText2);
  c.disc({p.x, p.y - 8}, 15, ink(0x5F6A71), kText);
  c.path({{p.x, p.y - 8}, {p.x + 13 * std::sin(turn), p.y - 8 - 13 * std::cos(turn)}}, kWhite, 3);
  std::string& draft = state.answers[tag.name];
  if (!ui.is_editing("knob." + tag.name)) {
    draft = value_and_unit(tag, run.world.value(tag), ui.language);
  }
  if (ui.text_field("knob." + tag.name, {p.x - 40, p.y + 14, 80, 22}, draft, "", true)) {
    const auto value = read_entry(tag, draft.substr(0, draft.find(' ')));
    if (value) {
      set(tag, *value, commands);
    }
  }
  draw_name(c, {p.x, p.y + 46}, 100, name_of(ui, run, tag));
}

/// One click presses; R or a drag turns it free.
void draw_estop(Ui& ui, const Box& b, const RunView& run, const Tag& tag, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const bool pressed = run.world.value(tag) > 0.5;
  const float r = std::min(50.0F, (b.h - 84) / 2); // of the yellow ring
  const Point p{b.mid_x(), b.y + 30 + r};
  c.box(b, kEstopYellow, kText2, 5);
  c.text(p.x, b.y + 16, name_of(ui, run, tag), TextSize::Medium, kText, Align::Centre);
  const Touch t = ui.touch("estop." + tag.name, {p.x - r, p.y - r, 2 * r, 2 * r});
  c.disc(p, r, ink(0xE0B500), kText2);
  c.disc(p, r * (pressed ? 0.68F : 0.76F), kRedButton, ink(0x6E150D), 2);
  c.disc(p, r * (pressed ? 0.48F : 0.54F), ink(0xC93A2C));
  for (int k = 0; k < 3; ++k) {
    const float a = static_cast<float>(k) * 2.094F - 1.57F;
    c.arc(p, r * 0.34F, a, a + 1.2F, kWhite, 2.5F);
  }
  if (t.is_focused) {
    c.disc(p, r + 2, kNoInk, kFocus, 2);
  }
  c.text(p.x, b.bottom() - 34, ui.say(pressed ? Text{"已按下", "Pressed"} : Text{"未按下", "Not pressed"}), TextSize::Medium, kText, Align::Centre);
  c.text(p.x, b.bottom() - 14, ui.say({"R 旋转复位", "R turns it free"}), TextSize::Small, ink(0x3A3100), Align::Centre);
  const bool turns = std::abs(t.drag.x) + std::abs(t.drag.y) > 6 || (t.is_focused && t.is_clicked);
  if (!pressed && t.is_clicked) {
    set(tag, 1, commands);
  } else if (pressed && turns) {
    set(tag, 0, commands);
  }
}

bool is_lamp(const RunView& run, const Tag& tag) {
  const ComponentInfo& info = info_of(run, tag);
  return tag.direction == PortSpec::Direction::Output && (info.type.find("Lamp") != std::string::npos || info.type.find("Light") != std::string::npos) && tag.unit == Unit::One;
}

void draw_lamp(Ui& ui, Point p, const RunView& run, const Tag& tag) {
  Canvas& c = ui.canvas();
  const bool on = run.world.value(tag) > 0.5;
  c.disc(p, 18, kRim, kText2);
  c.disc(p, 13, on ? ink(0x59C08B) : ink(0x8E969B), kText, 1.2F);
  c.text(p.x, p.y, on ? ui.say({"亮", "on"}) : "", TextSize::Small, kText, Align::Centre);
  draw_name(c, {p.x, p.y + 34}, 84, name_of(ui, run, tag));
}

/// One thing on the plate.
struct Gear {
  enum class Kind { Button, Switch, Knob, Lamp } kind;
  const Tag* tag;
  float width;
};

std::vector<Gear> gears_of(const RunView& run) {
  std::vector<Gear> gears;
  for (const Tag* tag : panel_tags(run)) {
    if (info_of(run, *tag).type == "EmergencyStop") {
      continue;
    }
    if (is_push_button(run, *tag)) {
      gears.push_back({Gear::Kind::Button, tag, 92});
    } else {
      gears.push_back({tag->states.empty() ? Gear::Kind::Knob : Gear::Kind::Switch, tag, 104});
    }
  }
  for (const Tag& tag : run.world.tags()) {
    if (is_lamp(run, tag)) {
      gears.push_back({Gear::Kind::Lamp, &tag, 84});
    }
  }
  return gears;
}

/// Middles of the gears, row by row from the top left.
class GearPlaces {
 public:
  static constexpr float kFirst = 56, kRow = 90;
  explicit GearPlaces(const Box& box) : box_(box), at_{box.x + kFirst, box.y + 41} {}
  Point next(float width) {
    if (at_.x > box_.right() - 46) {
      at_ = {box_.x + kFirst, at_.y + kRow};
    }
    at_.x += width;
    return {at_.x - width, at_.y};
  }
  float bottom() const { return at_.y + 50; }

 private:
  Box box_;
  Point at_;
};

float calc_gears_height(const std::vector<Gear>& gears, float width) {
  GearPlaces places({0, 0, width, 0});
  for (const Gear& gear : gears) {
    places.next(gear.width);
  }
  return places.bottom();
}

} // namespace

float calc_panel_width(const RunView& run) {
  int stops = 0;
  int others = 0;
  for (const Tag* tag : panel_tags(run)) {
    (info_of(run, *tag).type == "EmergencyStop" ? stops : others) += 1;
  }
  for (const Tag& tag : run.world.tags()) {
    others += is_lamp(run, tag) ? 1 : 0;
  }
  return std::max(172.0F, 24 + 140 * static_cast<float>(stops) + 100 * static_cast<float>((others + 1) / 2));
}

bool has_panel(const RunView& run) {
  return !panel_tags(run).empty();
}

bool has_only_estop(const RunView& run) {
  const auto tags = panel_tags(run);
  return tags.size() == 1 && info_of(run, *tags.front()).type == "EmergencyStop";
}

void handle_estop_keys(Ui& ui, const RunView& run, UiCommands& commands) {
  for (const Tag* tag : panel_tags(run)) {
    if (info_of(run, *tag).type != "EmergencyStop") {
      continue;
    }
    const bool pressed = run.world.value(*tag) > 0.5;
    if (!pressed && ui.key(kKeyF12)) {
      set(*tag, 1, commands);
    } else if (pressed && ui.key(kKeyR)) {
      set(*tag, 0, commands);
    }
    return;
  }
}

void draw_estop_plate(Ui& ui, const Box& b, const RunView& run, UiCommands& commands) {
  ui.open_layer(b);
  draw_estop(ui, b, run, *panel_tags(run).front(), commands);
  ui.close_layer();
}

void draw_console_panel(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"操作台", "Operator panel"}), ui.say({"按住 Shift 锁定按钮", "Shift latches a button"}));
  const Box plate{b.x + 8, b.y + 36, b.w - 16, b.h - 44};
  c.box(plate, kPanelPlate, kLine2, 4);
  float right = plate.right();
  for (const Tag* tag : panel_tags(run)) {
    if (info_of(run, *tag).type == "EmergencyStop") {
      right -= 140;
      draw_estop(ui, {right + 4, plate.y + 12, 124, std::min(190.0F, plate.h - 24)}, run, *tag, commands);
    }
  }
  const std::vector<Gear> gears = gears_of(run);
  const Box room{plate.x + 1, plate.y + 1, right - plate.x - 2, plate.h - 2};
  const float height = calc_gears_height(gears, room.w);
  const Box body = ui.begin_scroll("panel", room, height <= room.h ? height : calc_gears_height(gears, room.w - Ui::kScrollBar));
  GearPlaces places(body);
  for (const Gear& gear : gears) {
    const Point p = places.next(gear.width);
    switch (gear.kind) {
      case Gear::Kind::Button: draw_push_button(ui, p, run, *gear.tag, commands); break;
      case Gear::Kind::Switch: draw_switch(ui, p, run, *gear.tag, commands); break;
      case Gear::Kind::Knob: draw_knob(ui, p, run, *gear.tag, state, commands); break;
      case Gear::Kind::Lamp: draw_lamp(ui, p, run, *gear.tag); break;
    }
  }
  ui.end_scroll();
}

} // namespace jixia::hmi
