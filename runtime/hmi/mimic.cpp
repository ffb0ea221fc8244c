#include "hmi/mimic.h"

#include <algorithm>
#include <cmath>

#include "hmi/alarm_panels.h"
#include "hmi/orders.h"
#include "hmi/symbols.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

constexpr float kLeastScale = 0.8F; // of a screen that is read, not glanced at
constexpr float kNarrowScale = 0.85F; // across, below which value boxes would overlap
constexpr float kMostStretch = 1.6F; // one direction may be stretched so much more than the other

/// From grid units of a screen to the page.
struct Grid {
  Box box;
  float across = 1, down = 1; ///< logical pixels per grid unit
  Point at(double x, double y) const { return {box.x + static_cast<float>(x) * across, box.y + static_cast<float>(y) * down}; }
};

Grid fit(const Box& b, const Screen& screen) {
  const auto w = static_cast<float>(std::max(1.0, screen.width));
  const auto h = static_cast<float>(std::max(1.0, screen.height));
  const float least = std::min(b.w / w, b.h / h);
  const float across = std::min(b.w / w, least * kMostStretch);
  const float down = std::min(b.h / h, least * kMostStretch);
  return {{std::round(b.x + (b.w - w * across) / 2), std::round(b.y + (b.h - h * down) / 2), w * across, h * down}, across, down};
}

/// All that drawing one symbol needs.
struct Scene {
  Ui& ui;
  const RunView& run;
  const std::vector<AlarmItem>& alarms;
  const Grid& grid;
  bool is_small;  ///< a strip: fewer words
  bool is_narrow; ///< texts would stand on one another: values without frames, a text only where it is free
  std::vector<Box>* taken;
  Box room; ///< of the whole picture: no value reaches out of it
};

/// `at`, or as near to it that something `width` wide around it stays in the picture.
float kept_inside(const Scene& s, float at, float width) {
  return std::clamp(at, s.room.x + width / 2 + 2, std::max(s.room.x + width / 2 + 2, s.room.right() - width / 2 - 2));
}

/// True if `box` is free of texts, which it then is no longer; always where there is room.
bool takes_room(const Scene& s, const Box& box) {
  if (!s.is_narrow) {
    return true;
  }
  const Box b = box.inset(1);
  const auto meets = [&](const Box& t) { return b.x < t.right() && t.x < b.right() && b.y < t.bottom() && t.y < b.bottom(); };
  if (std::any_of(s.taken->begin(), s.taken->end(), meets)) {
    return false;
  }
  s.taken->push_back(box);
  return true;
}

/// A name beside a symbol.
void draw_label(const Scene& s, Point p, const std::string& text, Ink ink, Align align = Align::Centre) {
  Canvas& c = s.ui.canvas();
  const float w = c.text_width(text, TextSize::Small);
  const float x = align == Align::Centre ? kept_inside(s, p.x, w) - w / 2 : p.x;
  if (takes_room(s, {x, p.y - 7, w, 14})) {
    c.text(x, p.y, text, TextSize::Small, ink);
  }
}

double shown(const Scene& s, const Tag* tag) {
  return tag != nullptr ? s.run.shown.of(s.run.world, *tag) : std::nan("");
}

double value_of(const Scene& s, const Tag* tag) {
  return tag != nullptr ? s.run.world.value(*tag) : std::nan("");
}

std::string label_of(const Scene& s, const MimicSymbol& symbol) {
  return symbol.tag.empty() ? s.ui.say(symbol.text) : component_of(symbol.tag);
}

void draw_line(const Scene& s, const MimicLine& line) {
  std::vector<Point> points;
  for (const auto& p : line.points) {
    const Point at = s.grid.at(p[0], p[1]);
    points.push_back({std::round(at.x), std::round(at.y)});
  }
  Canvas& c = s.ui.canvas();
  if (line.kind == MimicLine::Kind::Signal) {
    c.dashes(points, kLine2, 1, 4, 3);
    return;
  }
  const Tag* flow = s.run.world.find_tag(line.flow_tag);
  const bool flows = flow == nullptr || std::abs(value_of(s, flow)) > line.flow_threshold;
  c.path(points, flows ? kPipe : kPipeOff, line.kind == MimicLine::Kind::Gas ? 1.6F : 2.6F);
}

void draw_vessel(const Scene& s, const MimicSymbol& symbol, const Box& b) {
  Canvas& c = s.ui.canvas();
  c.box(b, kEquipment, kText, std::min(16.0F, b.w / 5), 1.4F);
  const Tag* level = find_any_port(s.run.world, symbol.tag, {"L", "LEVEL", "level"});
  if (level != nullptr) {
    const Box tube{b.x + b.w * 0.1F, b.y + b.h * 0.14F, std::max(8.0F, b.w * 0.11F), b.h * 0.72F};
    c.box(tube, kProcess2, kLine2);
    const double value = std::clamp(shown(s, level), 0.0, 1.0);
    if (std::isfinite(value)) {
      const float h = (tube.h - 2) * static_cast<float>(value);
      c.fill({tube.x + 1, tube.bottom() - 1 - h, tube.w - 2, h}, kLiquid);
    }
  }
  const bool big = b.w > 80;
  c.text(b.mid_x() + (big ? 8 : 4), b.y + (big ? 26 : 18), label_of(s, symbol), big ? TextSize::Medium : TextSize::Small, kText, Align::Centre);
  if (big && !symbol.text.empty()) {
    c.text_fit(b.mid_x() + 8, b.y + 48, b.w - 30, s.ui.say(symbol.text), TextSize::Small, kText2, Align::Centre);
  }
}

void draw_alarm_beside(const Scene& s, const std::string& component, Point at) {
  if (const AlarmItem* alarm = find_alarm_of(s.alarms, component)) {
    draw_alarm(s.ui.canvas(), at, alarm->priority, alarm->look(), is_blink_on(s.ui));
  }
}

void draw_valve_symbol(const Scene& s, const MimicSymbol& symbol, Point p, ValveKind kind) {
  Canvas& c = s.ui.canvas();
  const Tag* position = find_any_port(s.run.world, symbol.tag, {"POS"});
  position = position != nullptr ? position : s.run.world.find_tag(symbol.tag);
  const double now = value_of(s, position);
  ValveStyle style;
  style.kind = kind;
  style.size = s.is_small ? 8.0F : 9.0F;
  style.is_vertical = symbol.vertical;
  style.look = now > 0.98 ? ValveLook::Open : now < 0.02 ? ValveLook::Closed : ValveLook::Travelling;
  if (kind == ValveKind::Control && now >= 0.02) {
    style.look = ValveLook::Open;
  }
  if (!std::isfinite(now)) {
    style.look = ValveLook::Closed;
  }
  draw_valve(c, p, style);
  std::string text = label_of(s, symbol);
  const bool part = std::isfinite(now) && now >= 0.02 && (now <= 0.98 || kind == ValveKind::Control);
  if (part && position != nullptr && !s.is_narrow) {
    text += " " + value_and_unit(*position, shown(s, position), s.ui.language);
  }
  if (symbol.vertical) {
    draw_label(s, {p.x + 18, p.y}, text, kText2, Align::Left);
  } else {
    draw_label(s, {p.x, p.y + 19}, text, kText2);
  }
  draw_alarm_beside(s, symbol.tag, {p.x + 22, p.y - 22});
}

void draw_pump_symbol(const Scene& s, const MimicSymbol& symbol, Point p) {
  Canvas& c = s.ui.canvas();
  const float r = s.is_small ? 15.0F : 19.0F;
  const Tag* run = find_any_port(s.run.world, symbol.tag, {"RUN", "RUNNING"});
  run = run != nullptr ? run : s.run.world.find_tag(symbol.tag);
  const bool runs = value_of(s, run) > 0.5;
  const bool tripped = !runs && value_of(s, find_any_port(s.run.world, symbol.tag, {"TRIPPED", "trip"})) > 0.5;
  draw_pump(c, p, runs ? PumpLook::Running : tripped ? PumpLook::Tripped : PumpLook::Stopped, r);
  const Text word = runs ? Text{"运行", "on"} : tripped ? Text{"跳停", "tripped"} : Text{"停止", "off"};
  draw_label(s, {p.x, s.is_small ? p.y - r - 12 : p.y + r + 17}, label_of(s, symbol) + " " + s.ui.say(word), runs || tripped ? kText : kText2);
  draw_alarm_beside(s, symbol.tag, {p.x - r - 14, p.y - r - 2});
}

struct ValueTexts {
  const std::string &name, &value, &unit;
};

/// Tag over value, without a frame unless there is an alarm.
void draw_narrow_value(const Scene& s, Point p, const ValueTexts& texts, const AlarmItem* alarm) {
  Canvas& c = s.ui.canvas();
  const float gap = texts.unit.empty() ? 0.0F : 4.0F;
  const float w = c.text_width(texts.value, TextSize::Medium) + gap + c.text_width(texts.unit, TextSize::Small);
  const float wide = std::max(w, c.text_width(texts.name, TextSize::Small));
  p.x = kept_inside(s, p.x, wide + 6);
  const Box box{std::round(p.x - wide / 2) - 3, std::round(p.y) - 18, wide + 6, 36};
  takes_room(s, box);
  if (alarm != nullptr) {
    c.box(box, kPanel, kNoInk, 2);
    c.frame(box, kAlarmFrame[static_cast<std::size_t>(alarm->priority)], 2, 2);
    draw_alarm(c, {box.x - 8, box.y + 4}, alarm->priority, alarm->look(), is_blink_on(s.ui));
  }
  c.text(p.x, box.y + 9.5F, texts.name, TextSize::Small, kText2, Align::Centre);
  c.text(p.x - w / 2, box.y + 26, texts.value, TextSize::Medium, kLive);
  c.text(p.x + w / 2, box.y + 26.5F, texts.unit, TextSize::Small, kText3, Align::Right);
}

void draw_value(const Scene& s, const MimicSymbol& symbol, Point p) {
  Canvas& c = s.ui.canvas();
  const Tag* tag = s.run.world.find_tag(symbol.tag);
  const std::string name = component_of(symbol.tag);
  if (tag != nullptr && find_port(s.run.world, name, "PV") != nullptr && find_port(s.run.world, name, "MODE") != nullptr && symbol.tag == name) {
    tag = find_port(s.run.world, name, "PV");
  }
  const std::string value = tag == nullptr ? "----" : shown_text(*tag, shown(s, tag), s.ui.language);
  const std::string unit = tag == nullptr ? "" : unit_text(*tag);
  const AlarmItem* alarm = find_alarm_of(s.alarms, name);
  if (s.is_narrow) {
    draw_narrow_value(s, p, {name, value, unit}, alarm);
    return;
  }
  if (s.is_small && alarm == nullptr) {
    const float w = c.text_width(name, TextSize::Small) + 8 + c.text_width(value, TextSize::Medium) + 5 + c.text_width(unit, TextSize::Small);
    float x = kept_inside(s, p.x, w) - w / 2;
    x += c.text(x, p.y, name, TextSize::Small, kText2) + 8;
    x += c.text(x, p.y - 0.5F, value, TextSize::Medium, kLive) + 5;
    c.text(x, p.y, unit, TextSize::Small, kText3);
    return;
  }
  const Tag* mode = find_port(s.run.world, name, "MODE");
  const std::string mode_text = mode == nullptr ? "" : shown_text(*mode, s.run.world.value(*mode), s.ui.language);
  const float w = std::max(mode != nullptr ? 104.0F : 96.0F, c.text_width(name, TextSize::Small) + c.text_width(mode_text, TextSize::Small) + 20);
  draw_value_box(c, {std::round(kept_inside(s, p.x, w) - w / 2), std::round(p.y - 18), w, 36},
                 {name, mode_text, value, unit, alarm != nullptr ? alarm->priority : 0, alarm != nullptr ? alarm->look() : AlarmLook::Acknowledged, is_blink_on(s.ui)});
}

void draw_text(const Scene& s, const MimicSymbol& symbol, Point p) {
  draw_label(s, p, s.ui.say(symbol.text), kText2);
}

void draw_conveyor(const Scene& s, const MimicSymbol& symbol, const Box& b) {
  Canvas& c = s.ui.canvas();
  const Tag* tag = s.run.world.find_tag(symbol.tag);
  const bool runs = tag != nullptr && std::abs(value_of(s, tag)) > 1e-6;
  c.box(b, runs ? kOn : kOff, kText, std::min(b.h / 2, 8.0F), 1.3F);
  c.disc({b.x + b.h / 2, b.mid_y()}, b.h * 0.28F, kEquipment, kText);
  c.disc({b.right() - b.h / 2, b.mid_y()}, b.h * 0.28F, kEquipment, kText);
  if (runs) {
    draw_arrow(c, {b.mid_x() + 8, b.mid_y()}, 1, 0, kText);
  }
  const std::string value = tag == nullptr ? "" : "  " + value_and_unit(*tag, shown(s, tag), s.ui.language);
  c.text(b.mid_x(), b.bottom() + 12, label_of(s, symbol) + value, TextSize::Small, kText2, Align::Centre);
}

void draw_switch(const Scene& s, const MimicSymbol& symbol, Point p) {
  Canvas& c = s.ui.canvas();
  const Tag* tag = s.run.world.find_tag(symbol.tag);
  const bool on = value_of(s, tag) > 0.5;
  const bool lamp = symbol.kind == "lamp";
  if (lamp || symbol.kind == "button") {
    c.disc(p, 10, on ? kLive : kPanel, kText, 1.3F);
  } else {
    c.box({p.x - 9, p.y - 9, 18, 18}, on ? kLive : kPanel, kText, 2, 1.3F);
  }
  c.text(p.x, p.y, on ? "1" : "0", TextSize::Small, on ? kWhite : kText2, Align::Centre);
  draw_label(s, {p.x, p.y + 20}, symbol.text.empty() ? label_of(s, symbol) : s.ui.say(symbol.text), kText2);
}

void draw_small(const Scene& s, const MimicSymbol& symbol, Point p) {
  Canvas& c = s.ui.canvas();
  if (symbol.kind == "check_valve") {
    draw_check_valve(c, p);
    return;
  }
  if (symbol.kind == "orifice") {
    c.disc(p, 8, kProcess, kText, 1.3F);
    c.line({p.x, p.y - 8}, {p.x, p.y + 8}, kText, 1.3F);
  } else if (symbol.kind == "filter") {
    c.box({p.x - 11, p.y - 8, 22, 16}, kEquipment, kText, 2, 1.3F);
    const Point dash[2] = {{p.x - 7, p.y + 8}, {p.x + 7, p.y - 8}};
    c.dashes(dash, kText, 1.3F, 3, 2);
  } else { // relief valve
    c.polygon({{p.x - 7, p.y + 9}, {p.x + 7, p.y + 9}, p}, kOff, kText, 1.3F);
    c.polygon({{p.x + 9, p.y - 7}, {p.x + 9, p.y + 7}, p}, kOff, kText, 1.3F);
    c.path({{p.x, p.y}, {p.x - 4, p.y - 5}, {p.x + 4, p.y - 9}, {p.x - 4, p.y - 13}, {p.x, p.y - 17}}, kText, 1.3F);
  }
  if (!symbol.tag.empty()) {
    draw_label(s, {p.x, p.y + 20}, label_of(s, symbol), kText2);
  }
}

Box box_of(const Scene& s, const MimicSymbol& symbol, float least) {
  const Point p = s.grid.at(symbol.x, symbol.y);
  const float w = std::max(least, static_cast<float>(symbol.width) * s.grid.across);
  const float h = std::max(least, static_cast<float>(symbol.height) * s.grid.down);
  return {std::round(p.x - w / 2), std::round(p.y - h / 2), w, h};
}

void draw_symbol(const Scene& s, const MimicSymbol& symbol) {
  const Point raw = s.grid.at(symbol.x, symbol.y);
  const Point p{std::round(raw.x), std::round(raw.y)};
  const std::string& k = symbol.kind;
  if (k == "vessel") {
    draw_vessel(s, symbol, box_of(s, symbol, 30));
  } else if (k == "pump") {
    draw_pump_symbol(s, symbol, p);
  } else if (k == "valve") {
    draw_valve_symbol(s, symbol, p, ValveKind::Hand);
  } else if (k == "control_valve") {
    draw_valve_symbol(s, symbol, p, ValveKind::Control);
  } else if (k == "value") {
    draw_value(s, symbol, p);
  } else if (k == "text") {
    draw_text(s, symbol, p);
  } else if (k == "arrow") {
    draw_arrow(s.ui.canvas(), p, symbol.vertical ? 0.0F : symbol.width < 0 ? -1.0F : 1.0F, symbol.vertical ? 1.0F : 0.0F);
  } else if (k == "conveyor") {
    draw_conveyor(s, symbol, box_of(s, symbol, 16));
  } else if (k == "sensor" || k == "lamp" || k == "button") {
    draw_switch(s, symbol, p);
  } else if (k == "box") {
    s.ui.canvas().box(box_of(s, symbol, 4), kEquipment, kLine2, 2);
  } else {
    draw_small(s, symbol, p);
  }
}

Box touch_box(const Scene& s, const MimicSymbol& symbol) {
  const Point p = s.grid.at(symbol.x, symbol.y);
  if (symbol.kind == "vessel" || symbol.kind == "conveyor" || symbol.kind == "box") {
    return box_of(s, symbol, 24);
  }
  if (symbol.kind == "value") {
    return {kept_inside(s, p.x, 108) - 54, p.y - 18, 108, 36};
  }
  const float r = symbol.kind == "pump" ? 22.0F : 16.0F;
  return {p.x - r, p.y - r, 2 * r, 2 * r + 8};
}

void draw_tip(const Scene& s, const Box& box, const std::string& component) {
  const ComponentInfo* info = s.run.world.find_component(component);
  const Tag* main = s.run.world.find_tag(component);
  if (info == nullptr) {
    return;
  }
  std::vector<std::string> lines{component + "  " + s.ui.say(info->name)};
  if (main != nullptr) {
    lines.push_back(s.ui.say(main->display.name) + "  " + value_and_unit(*main, shown(s, main), s.ui.language));
  }
  s.ui.tip(box, lines);
}

} // namespace

const Screen* find_screen(const Scenario& scenario, const std::string& id) {
  const auto found = std::find_if(scenario.screens.begin(), scenario.screens.end(), [&](const Screen& s) { return s.id == id; });
  return found != scenario.screens.end() ? &*found : scenario.screens.empty() ? nullptr : &scenario.screens.front();
}

float calc_least_mimic_height(const Screen& screen) {
  return static_cast<float>(screen.height) * kLeastScale;
}

MimicTouch draw_mimic(Ui& ui, const Box& b, const Screen& screen, const RunView& run, const std::vector<AlarmItem>& alarms, const UiState& state) {
  const Grid grid = fit(b.inset(6), screen);
  std::vector<Box> taken;
  const bool is_small = grid.down < 0.7F;
  const Scene scene{ui, run, alarms, grid, is_small, !is_small && grid.across < kNarrowScale, &taken, b};
  Canvas& c = ui.canvas();
  c.clip(b);
  c.begin_picture();
  for (const MimicLine& line : screen.lines) {
    draw_line(scene, line);
  }
  MimicTouch result;
  for (const bool values : {true, false}) { // the values first: where there is little room, names give way
    for (const MimicSymbol& symbol : screen.symbols) {
      if (values == (symbol.kind == "value" || symbol.kind == "vessel")) {
        draw_symbol(scene, symbol);
      }
    }
  }
  for (const MimicSymbol& symbol : screen.symbols) {
    if (symbol.tag.empty()) {
      continue;
    }
    const std::string component = component_of(symbol.tag);
    const Box area = touch_box(scene, symbol);
    const Touch t = ui.touch("mimic." + symbol.kind + symbol.tag, area);
    if (component == state.selected || t.is_hovered || t.is_focused) {
      c.frame(area.outset(2), t.is_focused ? kFocus : kAccent, 3, t.is_focused ? 2.0F : 1.0F);
    }
    draw_tip(scene, area, component);
    result.clicked = t.is_clicked ? component : result.clicked;
    result.double_clicked = t.is_double_clicked || (t.is_focused && t.is_clicked) ? component : result.double_clicked;
  }
  c.end_picture();
  c.unclip();
  return result;
}

} // namespace jixia::hmi
