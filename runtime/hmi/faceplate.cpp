#include "hmi/faceplate.h"

#include <algorithm>
#include <cmath>

#include "hmi/alarm_panels.h"
#include "hmi/orders.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr std::size_t kMostOpen = 4;

/// The ports of one controller.
struct Loop {
  const Tag *mode, *pv, *sp, *op, *gain, *integral, *derivative;
};

Loop loop_of(const World& world, const std::string& name) {
  const auto port = [&](const char* p) { return find_port(world, name, p); };
  return {port("MODE"), port("PV"), port("SP"), port("OP"), port("KP"), port("TI"), port("TD")};
}

enum Mode { kManual = 0, kAutomatic = 1, kCascade = 2 };

int mode_of(const RunView& run, const Loop& loop) {
  return static_cast<int>(std::lround(run.world.value(*loop.mode)));
}

void draw_title(Ui& ui, const Box& b, const RunView& run, FaceplateState& plate, bool& closes, UiState& state) {
  Canvas& c = ui.canvas();
  const Box title{b.x + 1, b.y + 1, b.w - 2, 28};
  const Touch grip = ui.touch(plate.component + ".grip", {title.x, title.y, title.w - 30, title.h}, false);
  if (grip.is_held) {
    plate.place.x += grip.drag.x;
    plate.place.y += grip.drag.y;
    state.faceplate_places[plate.component] = plate.place;
  }
  c.fill(title, kChrome, 3);
  const float w = c.text(b.x + 10, b.y + 15, plate.component, TextSize::Medium, kWhite);
  const ComponentInfo* info = run.world.find_component(plate.component);
  c.text_fit(b.x + 20 + w, b.y + 15.5F, b.w - w - 54, info != nullptr ? ui.say(info->name) : "", TextSize::Small, kChromeText2);
  closes = ui.touch(plate.component + ".close", {b.right() - 28, b.y + 3, 24, 24}).is_clicked;
  draw_icon(c, {b.right() - 16, b.y + 15}, Icon::Cross, kChromeText2);
}

void draw_scale(Canvas& c, const Box& bar, const Tag& tag, bool left) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  for (int k = 0; k <= 4; k += left ? 1 : 2) {
    const double share = static_cast<double>(k) / 4;
    const float y = bar.y + bar.h * static_cast<float>(1 - share);
    const double si = tag.display.range_low + share * (tag.display.range_high - tag.display.range_low);
    const double shown = unit != nullptr ? to_display(si, *unit) : si;
    const float x = left ? bar.x - 6 : bar.right();
    c.line({x, y}, {x + 6, y}, kText2);
    const std::string text = with_minus(number_text(std::round(shown * 1000) / 1000, 6));
    c.text_fit(left ? bar.x - 9 : bar.right() + 9, y, 38, text, TextSize::Small, kText3, left ? Align::Right : Align::Left);
  }
}

void draw_bar_of(Canvas& c, const Box& b, double share, Ink ink) {
  c.box(b, kProcess2, kLine2);
  const float h = (b.h - 2) * static_cast<float>(std::clamp(share, 0.0, 1.0));
  c.fill({b.x + 1, b.bottom() - 1 - h, b.w - 2, h}, ink);
}

constexpr float kFoot = 126; // values, tuning line and buttons under the bars

void draw_bars(Ui& ui, const Box& b, const RunView& run, const Loop& loop, const std::string& name, const AlarmItem* alarm) {
  Canvas& c = ui.canvas();
  const Box pv{b.x + 48, b.y + 86, 28, b.h - 86 - kFoot - 6};
  const Box sp{pv.x + 48, pv.y, 28, pv.h};
  const Box op{pv.x + 140, pv.y, 28, pv.h};
  c.text(pv.mid_x(), pv.y - 10, "PV", TextSize::Small, kText2, Align::Centre);
  c.text(sp.mid_x(), pv.y - 10, "SP", TextSize::Small, kText2, Align::Centre);
  c.text(op.mid_x(), pv.y - 10, "OP", TextSize::Small, kText2, Align::Centre);
  draw_scale(c, pv, *loop.pv, true);
  draw_scale(c, op, *loop.op, false);
  const double value = run.shown.of(run.world, *loop.pv);
  draw_bar_of(c, pv, share_of_range(*loop.pv, value), kLive);
  draw_bar_of(c, sp, share_of_range(*loop.pv, run.shown.of(run.world, *loop.sp)), kQuietBar);
  draw_bar_of(c, op, run.shown.of(run.world, *loop.op), kQuietBar);
  float last = -100;
  for (const AlarmLimit& limit : find_limits(run, name)) {
    const float y = pv.y + pv.h * static_cast<float>(1 - std::clamp(share_of_range(*loop.pv, limit.value), 0.0, 1.0));
    c.line({sp.right(), y}, {sp.right() + 8, y}, kText2);
    const float text_y = std::max(y, last + 14);
    c.text(sp.right() + 12, text_y, limit.name + " " + number_of(*loop.pv, limit.value), TextSize::Small, kText3);
    last = text_y;
  }
  if (alarm != nullptr) {
    const float y = pv.y + pv.h * static_cast<float>(1 - std::clamp(share_of_range(*loop.pv, value), 0.0, 1.0));
    draw_alarm(c, {pv.right() + 10, y}, alarm->priority, alarm->look(), is_blink_on(ui));
  }
}

void draw_value(Ui& ui, const Box& b, const RunView& run, const Tag& tag, bool editable, FaceplateState& plate, const char* port, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const std::string now = number_of(tag, run.shown.of(run.world, tag));
  const std::string id = plate.component + "." + port + ".entry";
  if (!editable) {
    c.box(b, kPanel2, kLine, 2);
    c.text_fit(b.right() - 8, b.mid_y(), b.w - 12, now, TextSize::Medium, kLive, Align::Right);
    return;
  }
  std::string& draft = plate.drafts[port];
  const bool editing = ui.is_editing(id);
  if (!editing) {
    draft = now;
  }
  if (ui.text_field(id, b, draft, "", true)) {
    if (const auto value = read_entry(tag, draft)) {
      give_order(run, tag, *value, state, commands);
    }
  }
  c.frame(b, kAccent, 2);
}

void draw_modes(Ui& ui, const Box& b, const RunView& run, const Loop& loop, const std::string& name, UiState& state, UiCommands& commands) {
  std::vector<std::string> names;
  for (const Text& text : loop.mode->states) {
    names.push_back(ui.say(text));
  }
  const float w = std::floor((b.w - 21) / static_cast<float>(std::max<std::size_t>(1, names.size())));
  if (const auto mode = ui.segments(name + ".mode", b.x + 10, b.y + 37, 26, names, mode_of(run, loop), std::vector<float>(names.size(), w))) {
    give_order(run, *loop.mode, *mode, state, commands);
  }
}

void draw_tuning(Ui& ui, const Box& b, const RunView& run, const Loop& loop, FaceplateState& plate, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const std::pair<const Tag*, const char*> rows[] = {{loop.gain, "Kc"}, {loop.integral, "Ti"}, {loop.derivative, "Td"}};
  const float pitch = std::min(36.0F, std::floor((b.h - 84 - 118) / 3));
  float y = b.y + 84;
  for (const auto& [tag, label] : rows) {
    if (tag == nullptr) {
      continue;
    }
    c.text(b.x + 12, y, label, TextSize::Medium, kText);
    c.text_fit(b.x + 44, y, b.w - 154, ui.say(tag->display.name), TextSize::Small, kText2);
    draw_value(ui, {b.right() - 106, y - 13, 66, 26}, run, *tag, true, plate, label, state, commands);
    c.text(b.right() - 36, y, unit_text(*tag), TextSize::Small, kText3);
    y += pitch;
  }
  c.text_lines(b.x + 12, y - 2, b.w - 24, 19, 2, ui.say({"改参数不产生扰动，回车写入。", "Changes are bumpless; Enter writes."}), TextSize::Small, kText3);
}

void draw_loop(Ui& ui, const Box& b, const RunView& run, const AlarmItem* alarm, FaceplateState& plate, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Loop loop = loop_of(run.world, plate.component);
  draw_modes(ui, b, run, loop, plate.component, state, commands);
  const int mode = mode_of(run, loop);
  if (plate.shows_tuning) {
    draw_tuning(ui, b, run, loop, plate, state, commands);
  } else {
    draw_bars(ui, b, run, loop, plate.component, alarm);
    const float y = b.bottom() - kFoot;
    draw_value(ui, {b.x + 10, y, 68, 26}, run, *loop.pv, false, plate, "PV", state, commands);
    draw_value(ui, {b.x + 84, y, 88, 26}, run, *loop.sp, mode == kAutomatic, plate, "SP", state, commands);
    draw_value(ui, {b.x + 178, y, 76, 26}, run, *loop.op, mode == kManual, plate, "OP", state, commands);
    c.text(b.x + 10, y + 40, unit_text(*loop.pv), TextSize::Small, kText3);
    c.text(b.x + 128, y + 40, mode == kCascade ? ui.say({"串级锁定", "locked by CAS"}) : ui.say({"回车写入", "Enter writes"}), TextSize::Small, kText3, Align::Centre);
    c.text(b.right() - 10, y + 40, unit_text(*loop.op), TextSize::Small, kText3, Align::Right);
  }
  c.line({b.x + 1, b.bottom() - 72}, {b.right() - 1, b.bottom() - 72}, kLine);
  const std::string refusal = refusal_at(ui, state, run.world, plate.component);
  if (!refusal.empty()) {
    c.text_fit(b.x + 10, b.bottom() - 57, b.w - 20, refusal, TextSize::Small, kBad);
    ui.tip({b.x, b.bottom() - 68, b.w, 22}, {refusal});
  } else if (loop.gain != nullptr && loop.integral != nullptr && loop.derivative != nullptr) {
    const std::string tuning = "Kc " + number_of(*loop.gain, run.world.value(*loop.gain)) + "   Ti " + number_of(*loop.integral, run.world.value(*loop.integral)) +
                               " s   Td " + number_of(*loop.derivative, run.world.value(*loop.derivative)) + " s";
    c.text_fit(b.x + 10, b.bottom() - 57, b.w - 20, tuning, TextSize::Small, kText2);
  }
}

void draw_buttons(Ui& ui, const Box& b, const RunView& run, const AlarmItem* alarm, FaceplateState& plate, UiState& state, UiCommands& commands) {
  const float y = b.bottom() - 40;
  const std::string& n = plate.component;
  if (ui.button(n + ".alarms", {b.x + 10, y, 56, 28}, ui.say({"报警", "Alarms"}))) {
    state.tab = Tab::Alarms;
  }
  if (ui.button(n + ".tune", {b.x + 72, y, 56, 28}, ui.say({"整定", "Tune"}), {plate.shows_tuning ? Look::Selected : Look::Normal, Icon::None, is_controller(run.world, n)})) {
    plate.shows_tuning = !plate.shows_tuning;
  }
  if (ui.button(n + ".trend", {b.x + 134, y, 56, 28}, ui.say({"趋势", "Trend"}))) {
    const Loop loop = loop_of(run.world, n);
    if (loop.pv != nullptr && loop.sp != nullptr && loop.op != nullptr) {
      state.trend.tags = {loop.pv->name, loop.sp->name, loop.op->name};
    }
    state.tab = Tab::Trend;
  }
  if (ui.button(n + ".ack", {b.x + 196, y, 58, 28}, ui.say({"确认", "Ack"}), {Look::Primary, Icon::None, alarm != nullptr && alarm->is_unseen()})) {
    commands.actions.push_back({alarm->component + ".ACK", 1});
  }
}

void draw_orders(Ui& ui, const Box& b, const RunView& run, FaceplateState& plate, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const auto tags = find_operable(run.world, plate.component, {Place::Console});
  const std::string refusal = refusal_at(ui, state, run.world, plate.component);
  const float foot = refusal.empty() ? 48.0F : 84.0F;
  const Tag* main = run.world.find_tag(plate.component);
  float height = main != nullptr ? 36.0F : 6.0F;
  for (const Tag* tag : tags) {
    height += order_row_height(ui, *tag, b.w - 34);
  }
  const Box room{b.x + 6, b.y + 32, b.w - 12, b.h - 32 - foot};
  const Box body = ui.begin_scroll(plate.component + ".orders", room, height);
  float y = body.y + 6;
  if (main != nullptr) {
    const float w = c.text(body.right() - 6, y + 10, value_and_unit(*main, run.shown.of(run.world, *main), ui.language), TextSize::Medium, kLive, Align::Right);
    c.text_fit(body.x + 6, y + 10, body.w - w - 24, ui.say(main->display.name), TextSize::Small, kText2);
    y += 30;
  }
  for (const Tag* tag : tags) {
    y += draw_order_row(ui, {body.x + 6, y, body.w - 12, 46}, run, *tag, state.answers[tag->name], state, commands);
  }
  if (tags.empty()) {
    const bool in_field = !find_operable(run.world, plate.component, {Place::Field, Place::Panel}).empty();
    c.text_lines(b.x + 12, y + 14, b.w - 24, 19, 3, ui.say(in_field ? Text{"{0} 在现场操作，内操不能动。", "{0} is operated in the field, not from here."}
                                                                   : Text{"只读，没有可操作的位号。", "Read only; nothing to operate."}, {plate.component}),
                 TextSize::Small, kText2);
  }
  ui.end_scroll();
  c.text_lines(b.x + 12, b.bottom() - 72, b.w - 24, 18, 2, refusal, TextSize::Small, kBad);
}

/// Tab goes to the next controller; F7 to F9 set the mode, Enter edits, arrows and Page keys nudge the
/// set point or output in front.
void handle_keys(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  if (state.faceplates.empty()) {
    return;
  }
  FaceplateState& front = state.faceplates.back();
  if (ui.key(kKeyEscape)) {
    state.faceplates.pop_back();
    return;
  }
  if (!is_controller(run.world, front.component)) {
    return;
  }
  const Loop loop = loop_of(run.world, front.component);
  const int mode = mode_of(run, loop);
  for (int k = 0; k < static_cast<int>(loop.mode->states.size()); ++k) {
    if (ui.key(kKeyF7 + k)) {
      give_order(run, *loop.mode, k, state, commands);
    }
  }
  if (mode != kCascade && !front.shows_tuning && ui.key(kKeyEnter)) {
    ui.start_editing(front.component + (mode == kAutomatic ? ".SP.entry" : ".OP.entry"));
  }
  const Tag* tag = mode == kAutomatic ? loop.sp : mode == kManual ? loop.op : nullptr;
  if (tag == nullptr) {
    return;
  }
  const double span = tag == loop.op ? 1.0 : loop.pv->display.range_high - loop.pv->display.range_low;
  const auto nudge = [&](int key, double share) {
    if (ui.key(key, false, true)) {
      const double now = run.world.value(*tag);
      give_order(run, *tag, std::clamp(now + share * span, tag->lowest, tag->highest), state, commands);
    }
  };
  nudge(kKeyUp, 0.002);
  nudge(kKeyDown, -0.002);
  nudge(kKeyPageUp, 0.02);
  nudge(kKeyPageDown, -0.02);
  if (ui.key(kKeyTab)) {
    std::vector<std::string> loops;
    for (const ComponentInfo& info : run.world.components()) {
      if (is_controller(run.world, info.tag)) {
        loops.push_back(info.tag);
      }
    }
    const auto here = std::find(loops.begin(), loops.end(), front.component);
    const auto next = static_cast<std::size_t>(here - loops.begin() + 1) % loops.size();
    const Point place = front.place;
    front = FaceplateState{};
    front.component = loops[next];
    front.place = place;
    state.selected = front.component;
  }
}

} // namespace

bool is_controller(const World& world, const std::string& component) {
  const Loop loop = loop_of(world, component);
  return loop.mode != nullptr && loop.pv != nullptr && loop.sp != nullptr && loop.op != nullptr;
}

void open_faceplate(const std::string& component, UiState& state) {
  auto& open = state.faceplates;
  const auto found = std::find_if(open.begin(), open.end(), [&](const FaceplateState& f) { return f.component == component; });
  if (found != open.end()) {
    std::rotate(found, found + 1, open.end());
    return;
  }
  if (open.size() == kMostOpen) {
    open.erase(open.begin());
  }
  FaceplateState plate;
  plate.component = component;
  const auto place = state.faceplate_places.find(component);
  const float step = 28 * static_cast<float>(open.size());
  plate.place = place != state.faceplate_places.end() ? place->second : Point{1e4F - step, 120 + step};
  open.push_back(plate);
}

void draw_faceplates(Ui& ui, const Box& area, const RunView& run, const std::vector<AlarmItem>& alarms, UiState& state, UiCommands& commands) {
  handle_keys(ui, run, state, commands);
  Canvas& c = ui.canvas();
  std::string close;
  for (std::size_t k = 0; k < state.faceplates.size(); ++k) {
    FaceplateState& plate = state.faceplates[k];
    if (plate.place.x > 5000) { // first shown: at the right, each a little further left
      plate.place.x = area.right() - kFaceplateWidth - 8 - (1e4F - plate.place.x);
    }
    plate.place.x = std::clamp(plate.place.x, area.x, std::max(area.x, area.right() - kFaceplateWidth));
    const float height = std::clamp(area.h, kLeastFaceplateHeight, kFaceplateHeight);
    plate.place.y = std::clamp(plate.place.y, area.y, std::max(area.y, area.bottom() - height));
    const Box b{std::round(plate.place.x), std::round(plate.place.y), kFaceplateWidth, height};
    ui.open_layer(b);
    c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
    c.box(b, kPanel, k + 1 == state.faceplates.size() ? kAccent : kLine2, 4);
    bool closes = false;
    draw_title(ui, b, run, plate, closes, state);
    const AlarmItem* alarm = find_alarm_of(alarms, plate.component);
    if (is_controller(run.world, plate.component)) {
      draw_loop(ui, b, run, alarm, plate, state, commands);
    } else {
      draw_orders(ui, b, run, plate, state, commands);
    }
    draw_buttons(ui, b, run, alarm, plate, state, commands);
    close = closes ? plate.component : close;
    ui.close_layer();
  }
  std::erase_if(state.faceplates, [&](const FaceplateState& f) { return f.component == close; });
}

} // namespace jixia::hmi
