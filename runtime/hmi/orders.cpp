#include "hmi/orders.h"

#include <algorithm>
#include <cmath>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr float kStateRow = 30; // of states that need more than one row

bool is_share(const Tag& tag) {
  return tag.states.empty() && tag.unit == Unit::One && tag.lowest >= 0 && tag.highest <= 1 && tag.highest > tag.lowest;
}

/// How many buttons of the tag's states stand side by side so that every name fits.
int states_across(Ui& ui, const Tag& tag, float width) {
  float widest = 0;
  for (const Text& name : tag.states) {
    widest = std::max(widest, ui.canvas().text_width(ui.say(name), TextSize::Small) + 12);
  }
  const int count = static_cast<int>(tag.states.size());
  return std::clamp(static_cast<int>((width + 4) / (widest + 4)), 1, std::max(1, count));
}

void draw_states(Ui& ui, const Box& b, const RunView& run, const Tag& tag, UiState& state, UiCommands& commands) {
  const auto now = static_cast<int>(std::lround(run.world.value(tag)));
  const int across = states_across(ui, tag, b.w);
  const float w = std::floor((b.w - 4 * static_cast<float>(across - 1)) / static_cast<float>(across));
  for (std::size_t k = 0; k < tag.states.size(); ++k) {
    const bool on = static_cast<int>(k) == now;
    const bool stops = stops_equipment(tag, static_cast<double>(k)) && !on;
    const ButtonStyle style{on ? Look::Selected : stops ? Look::Danger : Look::Normal};
    const auto column = static_cast<float>(static_cast<int>(k) % across);
    const auto row = static_cast<float>(static_cast<int>(k) / across);
    if (ui.button(tag.name + "=" + std::to_string(k), {b.x + column * (w + 4), b.y + row * kStateRow, w, 26}, ui.say(tag.states[k]), style) && !on) {
      give_order(run, tag, static_cast<double>(k), state, commands);
    }
  }
}

void draw_position(Ui& ui, const Box& b, const RunView& run, const Tag& tag, std::string& draft, UiState& state, UiCommands& commands) {
  const double now = run.world.value(tag);
  const float w = std::floor((b.w - 12) / 4);
  const auto asked = find_last_order(run.log, run.world, tag);
  const bool opening = asked && *asked > now + 0.005;
  const bool closing = asked && *asked < now - 0.005;
  if (ui.button(tag.name + ".shut", {b.x, b.y, w, 26}, ui.say({"关", "Shut"}), {closing ? Look::Selected : Look::Normal})) {
    give_order(run, tag, tag.lowest, state, commands);
  }
  if (ui.button(tag.name + ".stop", {b.x + w + 4, b.y, w, 26}, ui.say({"停", "Stop"}))) {
    give_order(run, tag, now, state, commands);
  }
  if (ui.button(tag.name + ".open", {b.x + 2 * (w + 4), b.y, w, 26}, ui.say({"全开", "Open"}), {opening ? Look::Selected : Look::Normal})) {
    give_order(run, tag, tag.highest, state, commands);
  }
  if (ui.text_field(tag.name + ".entry", {b.x + 3 * (w + 4), b.y, w, 26}, draft, unit_text(tag).empty() ? "0-1" : unit_text(tag), true)) {
    if (const auto value = read_entry(tag, draft)) {
      give_order(run, tag, *value, state, commands);
    }
    draft.clear();
  }
}

void draw_entry(Ui& ui, const Box& b, const RunView& run, const Tag& tag, std::string& draft, UiState& state, UiCommands& commands) {
  const std::string now = value_and_unit(tag, run.world.value(tag), ui.language);
  ui.canvas().text_fit(b.x, b.y + 13, b.w - 98, now, TextSize::Medium, kLive);
  if (ui.text_field(tag.name + ".entry", {b.right() - 92, b.y, 92, 26}, draft, ui.say({"回车写入", "Enter"}), true)) {
    if (const auto value = read_entry(tag, draft)) {
      give_order(run, tag, *value, state, commands);
    }
    draft.clear();
  }
}

std::string movement(const Ui& ui, const RunView& run, const Tag& tag) {
  const double now = run.world.value(tag);
  const auto asked = find_last_order(run.log, run.world, tag);
  if (asked && std::abs(*asked - now) > 0.005) {
    const std::string target = value_and_unit(tag, *asked, ui.language);
    return ui.say(*asked > now ? Text{"正在打开，目标 {0}", "opening, to {0}"} : Text{"正在关闭，目标 {0}", "closing, to {0}"}, {target});
  }
  return ui.say(now > 0.99 ? Text{"全开", "open"} : now < 0.01 ? Text{"关闭", "shut"} : Text{"停在中间", "part open"});
}

} // namespace

std::vector<const Tag*> find_operable(const World& world, const std::string& component, std::initializer_list<Place> places) {
  std::vector<const Tag*> found;
  for (const Tag& tag : world.tags()) {
    const bool here = std::find(places.begin(), places.end(), tag.place) != places.end();
    if (here && tag.is_operable() && component_of(tag.name) == component) {
      found.push_back(&tag);
    }
  }
  return found;
}

std::optional<double> find_last_order(const RunLog& log, const World& world, const Tag& tag) {
  const auto& actions = log.actions();
  for (auto it = actions.rbegin(); it != actions.rend(); ++it) {
    if (!it->refusal && world.find_tag(it->action.tag) == &tag) {
      return it->action.value;
    }
  }
  return std::nullopt;
}

bool stops_equipment(const Tag& tag, double value) {
  const std::string port = tag.name.substr(component_of(tag.name).size());
  return value < 0.5 && (port == ".RUN" || port == ".LOCAL_RUN" || port == ".BREAKER");
}

void give_order(const RunView& run, const Tag& tag, double value, UiState& state, UiCommands& commands) {
  const OperatorAction action{tag.name, value, tag.place == Place::Instructor ? OperatorAction::Actor::Instructor : OperatorAction::Actor::Learner};
  if (!stops_equipment(tag, value) || run.world.value(tag) < 0.5) {
    commands.actions.push_back(action);
    return;
  }
  const std::string name = component_of(tag.name);
  const ComponentInfo* info = run.world.find_component(name);
  const Text what = info != nullptr && !info->name.empty() ? info->name : same_text(name);
  state.dialog = DialogState{fill({"停 {0}？", "Stop {0}?"}, std::vector{name}), fill({"{0} 将停止。", "{0} will stop."}, std::vector<Text>{what}),
                             {"停止", "Stop"}, true, {action}, DialogState::Then::Nothing};
}

std::string refusal_at(const Ui& ui, const UiState& state, const World& world, const std::string& component) {
  if (state.refusal.tag.empty() || ui.now() - state.refusal.shown_at > 8) {
    return {};
  }
  const Tag* tag = world.find_tag(state.refusal.tag);
  const std::string of = component_of(tag != nullptr ? tag->name : state.refusal.tag);
  return of == component ? ui.say(state.refusal.reason) : std::string();
}

float order_row_height(Ui& ui, const Tag& tag, float width) {
  const int across = tag.states.empty() ? 1 : states_across(ui, tag, width);
  const int rows = (std::max(1, static_cast<int>(tag.states.size())) + across - 1) / across;
  return 52 + kStateRow * static_cast<float>(tag.states.empty() ? 0 : rows - 1);
}

float draw_order_row(Ui& ui, const Box& b, const RunView& run, const Tag& tag, std::string& draft, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const ComponentInfo* info = run.world.find_component(component_of(tag.name));
  const bool repeats = info != nullptr && info->name == tag.display.name; // the card says it already
  c.text_fit(b.x, b.y + 10, b.w, ui.say(repeats ? Text{"操作", "Order"} : tag.display.name), TextSize::Small, kText2);
  const Box row{b.x, b.y + 20, b.w, 26};
  if (!tag.states.empty()) {
    draw_states(ui, row, run, tag, state, commands);
  } else if (is_share(tag)) {
    draw_position(ui, row, run, tag, draft, state, commands);
  } else {
    draw_entry(ui, row, run, tag, draft, state, commands);
  }
  return order_row_height(ui, tag, b.w);
}

Text place_name(Place place) {
  switch (place) {
    case Place::Console: return {"内操", "Console"};
    case Place::Field: return {"外操", "Field"};
    case Place::Panel: return {"操作台", "Panel"};
    case Place::Pendant: return {"示教器", "Pendant"};
    case Place::Instructor: return {"教师", "Teacher"};
    case Place::None: break;
  }
  return {"只读", "Read only"};
}

void draw_selection_card(Ui& ui, Point corner, float bottom, const RunView& run, UiState& state, UiCommands& commands) {
  const ComponentInfo* info = run.world.find_component(state.selected);
  if (info == nullptr) {
    return;
  }
  Canvas& c = ui.canvas();
  const auto tags = find_operable(run.world, info->tag, {Place::Field, Place::Panel});
  const Tag* main = run.world.find_tag(info->tag);
  const std::string refusal = refusal_at(ui, state, run.world, info->tag);
  constexpr float kWidth = 248;
  const int refusal_lines = c.line_count(kWidth - 20, refusal, TextSize::Small);
  float h = (main != nullptr ? 46.0F : 0.0F) + (refusal.empty() ? 0.0F : 4 + 18 * static_cast<float>(refusal_lines)) + 8;
  for (const Tag* tag : tags) {
    h += order_row_height(ui, *tag, kWidth - 30);
  }
  const Box b{corner.x - kWidth, corner.y, kWidth, std::min(32 + h, bottom - corner.y)};
  ui.open_layer(b);
  c.box(b, kPanel, kAccent, 3);
  const float w = c.text(b.x + 10, b.y + 16, info->tag, TextSize::Medium, kText);
  c.text_fit(b.x + 20 + w, b.y + 16.5F, b.w - w - 54, ui.say(info->name), TextSize::Small, kText2);
  ui.tip({b.x, b.y, b.w - 30, 30}, {info->tag + "  " + ui.say(info->name)});
  if (ui.touch("card.close", {b.right() - 28, b.y + 3, 24, 24}).is_clicked) {
    state.selected.clear();
  }
  draw_icon(c, {b.right() - 16, b.y + 15}, Icon::Cross, kText2);
  c.line({b.x + 1, b.y + 30}, {b.right() - 1, b.y + 30}, kLine);
  const Box body = ui.begin_scroll("card.orders", {b.x + 1, b.y + 31, b.w - 2, b.h - 32}, h);
  float at = body.y + 3;
  if (main != nullptr) {
    const double now = run.shown.of(run.world, *main);
    const double share = main->unit == Unit::One ? now : share_of_range(*main, now);
    const float value = c.text(body.right() - 9, at + 12, value_and_unit(*main, now, ui.language), TextSize::Medium, kLive, Align::Right);
    if (main->states.empty()) {
      draw_bar(c, {b.x + 10, at + 7, body.w - value - 36, 10}, share);
    }
    const std::string text = is_share(*main) && main->is_operable() ? movement(ui, run, *main) : main->display.name.in(ui.language);
    c.text_fit(b.x + 10, at + 32, body.w - 18, text, TextSize::Small, kText);
    at += 46;
  }
  for (const Tag* tag : tags) {
    at += draw_order_row(ui, {b.x + 10, at, body.w - 18, 46}, run, *tag, state.answers[tag->name], state, commands);
  }
  c.text_lines(b.x + 10, at + 10, body.w - 18, 18, refusal_lines, refusal, TextSize::Small, kBad);
  ui.end_scroll();
  ui.close_layer();
}

} // namespace jixia::hmi
