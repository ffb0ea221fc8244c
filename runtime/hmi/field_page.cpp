#include "hmi/field_page.h"

#include <algorithm>
#include <cmath>

#include "hmi/orders.h"
#include "hmi/table.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

bool contains(const std::string& text, const std::string& word) {
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

std::vector<const Tag*> field_tags(const RunView& run, const std::string& search, Language language) {
  std::vector<const Tag*> tags;
  for (const Tag& tag : run.world.tags()) {
    const ComponentInfo* info = run.world.find_component(component_of(tag.name));
    if (tag.place == Place::Field && tag.is_operable() && info != nullptr && (contains(tag.name, search) || contains(info->name.in(language), search))) {
      tags.push_back(&tag);
    }
  }
  return tags;
}

/// What the chosen equipment shows beside its orders.
std::vector<const Tag*> outputs_of(const World& world, const std::string& component) {
  std::vector<const Tag*> tags;
  for (const Tag& tag : world.tags()) {
    if (component_of(tag.name) == component && tag.direction == PortSpec::Direction::Output) {
      tags.push_back(&tag);
    }
  }
  return tags;
}

/// Orders and outputs of one equipment from `b` down; draws nothing where `is_measured` only.
/// @returns the height it takes
float draw_equipment(Ui& ui, const Box& b, const RunView& run, const ComponentInfo& info, bool is_measured, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  float y = b.y + 8;
  const auto say = [&](const std::string& text, Ink ink) {
    const int lines = c.line_count(b.w, text, TextSize::Small);
    if (!is_measured) {
      c.text_lines(b.x, y + 12, b.w, 19, lines, text, TextSize::Small, ink);
    }
    y += text.empty() ? 0 : 6 + 19 * static_cast<float>(lines);
  };
  const auto tags = find_operable(run.world, info.tag, {Place::Field, Place::Panel});
  for (const Tag* tag : tags) {
    y += is_measured ? order_row_height(ui, *tag, b.w) : draw_order_row(ui, {b.x, y, b.w, 46}, run, *tag, state.answers[tag->name], state, commands);
    y += 4;
  }
  say(tags.empty() ? ui.say({"这台设备在内操操作，现场不能动。", "This one is operated from the console, not in the field."}) : "", kText3);
  say(refusal_at(ui, state, run.world, info.tag), kBad);
  if (!is_measured) {
    c.line({b.x, y + 8}, {b.right(), y + 8}, kLine);
  }
  y += 14;
  for (const Tag* tag : outputs_of(run.world, info.tag)) {
    const std::string value = value_and_unit(*tag, run.shown.of(run.world, *tag), ui.language);
    const float room = b.w - c.text_width(value, TextSize::Small) - 12;
    const int lines = std::max(1, c.line_count(room, ui.say(tag->display.name), TextSize::Small));
    if (!is_measured) {
      c.text_lines(b.x, y + 11, room, 17, lines, ui.say(tag->display.name), TextSize::Small, kText2);
      c.text(b.right(), y + 11, value, TextSize::Small, kLive, Align::Right);
    }
    y += 5 + 17 * static_cast<float>(lines);
  }
  return y - b.y + 6;
}

void draw_detail(Ui& ui, const Box& b, const RunView& run, bool goes_back, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const ComponentInfo* info = run.world.find_component(state.selected);
  const std::string title = info == nullptr ? ui.say({"现场操作", "Field orders"}) : info->tag + "  " + ui.say(info->name);
  draw_panel_with_head(c, b);
  const float back = goes_back ? 84.0F : 0.0F;
  c.text_fit(b.x + kInset, b.y + 14.5F, b.w - 2 * kInset - back, title, TextSize::Medium, kText);
  if (goes_back && (ui.button("field.back", {b.right() - 84, b.y + 2, 80, 25}, ui.say({"列表", "List"}), {ButtonStyle::Look::Normal, Icon::Left}) || (state.faceplates.empty() && ui.key(kKeyEscape)))) {
    state.shows_equipment = false;
  }
  if (info == nullptr) {
    c.text_lines(b.x + 12, b.y + 52, b.w - 24, 19, 3, ui.say({"选一台设备，在这里操作。", "Choose an equipment to operate it here."}), TextSize::Small, kText3);
    return;
  }
  const Box room = panel_body(b);
  const Box inner{room.x + 11, room.y, room.w - 32, room.h};
  const Box body = ui.begin_scroll("field.detail", room, draw_equipment(ui, inner, run, *info, true, state, commands));
  draw_equipment(ui, {inner.x, body.y, inner.w, body.h}, run, *info, false, state, commands);
  ui.end_scroll();
}

void draw_list(Ui& ui, const Box& list, const RunView& run, UiState& state) {
  const std::string title = ui.say({"现场设备", "Field equipment"});
  const float search = std::min(210.0F, list.w - ui.canvas().text_width(title, TextSize::Medium) - 40);
  draw_panel(ui.canvas(), list, title);
  ui.text_field("field.search", {list.right() - search - 6, list.y + 2, search, 25}, state.field_search, ui.say({"搜位号或名称", "Search tag or name"}));
  const auto tags = field_tags(run, state.field_search, ui.language);
  int selected = -1;
  for (std::size_t k = 0; k < tags.size(); ++k) {
    selected = selected < 0 && component_of(tags[k]->name) == state.selected ? static_cast<int>(k) : selected;
  }
  const auto row = [&](int k) {
    const Tag& tag = *tags[static_cast<std::size_t>(k)];
    const ComponentInfo* info = run.world.find_component(component_of(tag.name));
    return std::vector<Cell>{{info->tag}, {ui.say(info->name), kText2}, {tag.display.name == info->name ? ui.say({"开度", "Position"}) : ui.say(tag.display.name), kText2}, {value_and_unit(tag, run.shown.of(run.world, tag), ui.language), kLive}};
  };
  const TableTouch t = draw_table(ui, "field", panel_body(list), {{ui.say({"位号", "Tag"}), 92}, {ui.say({"名称", "Name"}), 200}, {ui.say({"操作", "Order"}), 110}, {ui.say({"现在", "Now"}), 90, Align::Right}},
                                  static_cast<int>(tags.size()), row, state.first_field, {28, 28, selected, true});
  if (t.clicked >= 0) {
    state.selected = component_of(tags[static_cast<std::size_t>(t.clicked)]->name);
  }
  const bool by_mouse = t.clicked >= 0 && ui.find_focus() == nullptr;
  state.shows_equipment = state.shows_equipment || by_mouse || t.double_clicked >= 0;
}

} // namespace

void draw_field_page(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  if (b.w >= 760) { // side by side
    state.shows_equipment = false;
    const float detail = std::min(330.0F, b.w * 0.42F);
    draw_list(ui, {b.x, b.y, b.w - detail - kGap, b.h}, run, state);
    draw_detail(ui, {b.right() - detail, b.y, detail, b.h}, run, false, state, commands);
  } else if (state.shows_equipment) {
    draw_detail(ui, b, run, true, state, commands);
  } else {
    draw_list(ui, b, run, state);
  }
}

void draw_action_log(Ui& ui, const Box& b, const RunView& run, UiState& state) {
  Canvas& c = ui.canvas();
  const auto& actions = run.log.actions();
  draw_panel(c, b, ui.say({"操作记录", "Action log"}), ui.say({"{0} 条", "{0} entries"}, {std::to_string(actions.size())}));
  const auto row = [&](int k) {
    const RunLog::ActionRecord& record = actions[actions.size() - 1 - static_cast<std::size_t>(k)];
    const Tag* tag = run.world.find_tag(record.action.tag);
    const bool refused = record.refusal.has_value();
    const std::string value = tag != nullptr ? value_and_unit(*tag, record.action.value, ui.language) : number_text(record.action.value);
    const Text who = record.action.actor == OperatorAction::Actor::Instructor ? Text{"教师", "Teacher"} : place_name(tag != nullptr ? tag->place : Place::None);
    return std::vector<Cell>{{clock_text(record.time)}, {ui.say(who), kText2}, {record.action.tag}, {tag != nullptr ? ui.say(tag->display.name) : "", kText2}, {value, kLive},
                             {refused ? ui.say(*record.refusal) : ui.say({"完成", "Done"}), refused ? kBad : kText2}};
  };
  draw_table(ui, "actions", panel_body(b), {{ui.say({"时间", "Time"}), 84}, {ui.say({"何处", "Where"}), 72}, {ui.say({"位号", "Tag"}), 150}, {ui.say({"操作", "Order"}), 150}, {ui.say({"设为", "Set to"}), 100}, {ui.say({"结果", "Result"}), 260}},
             static_cast<int>(actions.size()), row, state.first_action, {26, 28, -1, false});
}

} // namespace jixia::hmi
