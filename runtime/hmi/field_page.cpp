#include "hmi/field_page.h"

#include <algorithm>
#include <cmath>

#include "hmi/orders.h"
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

void draw_detail(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const ComponentInfo* info = run.world.find_component(state.selected);
  draw_panel(c, b, info == nullptr ? ui.say({"现场操作", "Field orders"}) : info->tag + "  " + ui.say(info->name));
  if (info == nullptr) {
    c.text_lines(b.x + 12, b.y + 52, b.w - 24, 19, 2, ui.say({"选一台设备，在这里操作。", "Choose an equipment to operate it here."}), TextSize::Small, kText3);
    return;
  }
  float y = b.y + 40;
  const auto tags = find_operable(run.world, info->tag, {Place::Field, Place::Panel});
  for (const Tag* tag : tags) {
    if (y + 52 > b.bottom() - 90) {
      break;
    }
    y += draw_order_row(ui, {b.x + 12, y, b.w - 24, 46}, run, *tag, state.answers[tag->name], state, commands) + 4;
  }
  if (tags.empty()) {
    c.text_lines(b.x + 12, y + 12, b.w - 24, 19, 2, ui.say({"这台设备在内操操作，现场不能动。", "This one is operated from the console, not in the field."}), TextSize::Small, kText3);
    y += 44;
  }
  const std::string refusal = refusal_at(ui, state, run.world, info->tag);
  y += 20 * static_cast<float>(c.text_lines(b.x + 12, y + 12, b.w - 24, 19, 3, refusal, TextSize::Small, kBad));
  c.line({b.x + 12, y + 12}, {b.right() - 12, y + 12}, kLine);
  y += 28;
  for (const Tag& tag : run.world.tags()) {
    if (component_of(tag.name) != info->tag || tag.direction != PortSpec::Direction::Output || y > b.bottom() - 14) {
      continue;
    }
    c.text_fit(b.x + 12, y, b.w * 0.6F, ui.say(tag.display.name), TextSize::Small, kText2);
    c.text_fit(b.right() - 12, y, b.w * 0.36F, value_and_unit(tag, run.shown.of(run.world, tag), ui.language), TextSize::Small, kLive, Align::Right);
    y += 22;
  }
}

} // namespace

void draw_field_page(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const float detail = std::min(330.0F, b.w * 0.42F);
  const Box list{b.x, b.y, b.w - detail - kGap, b.h};
  draw_panel(c, list, ui.say({"现场设备", "Field equipment"}));
  ui.text_field("field.search", {list.right() - 216, list.y + 2, 210, 25}, state.field_search, ui.say({"搜位号或名称", "Search tag or name"}));
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
  draw_detail(ui, {list.right() + kGap, b.y, detail, b.h}, run, state, commands);
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
