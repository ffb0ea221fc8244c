#include "hmi/step_card.h"

#include <algorithm>
#include <cmath>

#include "hmi/orders.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr int kMostLines = 8; // of a requirement or a hint

const Criterion* criterion_of(const RunView& run, const ScoreLine& line) {
  return find_criterion(run.exercise, line.id);
}

/// The checkpoint a condition is about: a person reports it here; nullptr for anything else.
const Tag* find_report(const RunView& run, const ConditionLine& condition) {
  const Tag* tag = run.world.find_tag(condition.tag);
  const ComponentInfo* info =
      tag == nullptr ? nullptr : run.world.find_component(component_of(tag->name));
  return info != nullptr && info->type == "Checkpoint" ? tag : nullptr;
}

/// Of a condition's words, left of its limit and value; where that is too little they stand above.
float words_room(const Ui& ui, Canvas& c, const ConditionLine& condition, float width) {
  const float value = std::max(50.0F, c.text_width(ui.say(condition.value), TextSize::Medium));
  const float beside = width - 52 - value - c.text_width(ui.say(condition.limit), TextSize::Small);
  const bool fits = c.text_width(ui.say(condition.text), TextSize::Small) <= beside || beside > 150;
  return fits ? beside : width - 32;
}

int words_lines(const Ui& ui, Canvas& c, const ConditionLine& condition, float width) {
  return std::max(1, c.line_count(words_room(ui, c, condition, width), ui.say(condition.text),
                                  TextSize::Small));
}

bool has_words_above(const Ui& ui, Canvas& c, const ConditionLine& condition, float width) {
  return words_room(ui, c, condition, width) >= width - 32;
}

float condition_height(const Ui& ui, Canvas& c, const RunView& run, const ConditionLine& condition,
                       float width) {
  if (find_report(run, condition) != nullptr) {
    return 30;
  }
  const float above = has_words_above(ui, c, condition, width) ? 20.0F : 0.0F;
  const float words = 17 * static_cast<float>(words_lines(ui, c, condition, width) - 1);
  return words + above +
         (!condition.is_true && condition.progress > 0 && condition.progress < 1 ? 32.0F : 25.0F);
}

int lines_of(const Canvas& c, const std::string& text, float room) {
  return std::max(1, c.line_count(room, text, TextSize::Small));
}

/// What the step waits for; of a question the answers say it.
std::vector<ConditionLine> conditions_of(const RunView& run, const Criterion* criterion) {
  const bool asks = criterion != nullptr && criterion->kind == Criterion::Kind::Question;
  return asks ? std::vector<ConditionLine>{} : run.active_conditions;
}

struct CardLayout {
  int title_lines = 1, requirement_lines = 1, hint_lines = 0;
  float height = 0;
};

std::string answer_text(const Ui& ui, const Criterion& criterion, std::size_t k) {
  return std::string(1, static_cast<char>('A' + static_cast<int>(k))) + "  " +
         ui.say(criterion.answers[k]);
}

float answer_height(Ui& ui, const Criterion& criterion, std::size_t k, float width) {
  const int lines =
      ui.canvas().line_count(width - 32, answer_text(ui, criterion, k), TextSize::Small);
  return 34 + 17 * static_cast<float>(std::max(1, lines) - 1);
}

CardLayout lay_out_card(Ui& ui, const RunView& run, const ScoreLine& line, float width) {
  CardLayout at;
  const Criterion* criterion = criterion_of(run, line);
  at.requirement_lines =
      std::min(kMostLines, lines_of(ui.canvas(), ui.say(line.requirement), width - 28));
  const Tag* hint = run.world.find_tag("HINT.VALUE");
  const bool hinted = criterion != nullptr && !criterion->hint.empty() && hint != nullptr &&
                      run.world.value(*hint) > 0.5 && !run.is_exam;
  at.hint_lines =
      hinted ? std::min(kMostLines, lines_of(ui.canvas(), ui.say(criterion->hint), width - 40)) : 0;
  at.title_lines = std::max(
      1, ui.canvas().line_count(step_title_room(width), ui.say(line.title), TextSize::Medium));
  at.height = 32 + kTitleLine * static_cast<float>(at.title_lines - 1) +
              19 * static_cast<float>(at.requirement_lines) + 12;
  at.height += at.hint_lines > 0 ? 19 * static_cast<float>(at.hint_lines) + 14 : 0;
  for (const ConditionLine& condition : conditions_of(run, criterion)) {
    at.height += condition_height(ui, ui.canvas(), run, condition, width - 16);
  }
  if (criterion != nullptr && criterion->kind == Criterion::Kind::Question) {
    for (std::size_t k = 0; k < criterion->answers.size(); ++k) {
      at.height += answer_height(ui, *criterion, k, width - 16);
    }
  }
  at.height += 38;
  return at;
}

void draw_condition(Ui& ui, const Box& b, const ConditionLine& condition) {
  Canvas& c = ui.canvas();
  const float y = b.y + 12;
  if (condition.is_true) {
    draw_badge(c, {b.x + 9, y}, Icon::Check, kOk, 7);
  } else {
    c.disc({b.x + 9, y}, 6.5F, kNoInk, kAccent, 1.5F);
  }
  const float room = words_room(ui, c, condition, b.w);
  const int lines = words_lines(ui, c, condition, b.w);
  c.text_lines(b.x + 24, y, room, 17, lines, ui.say(condition.text), TextSize::Small, kText);
  const float below =
      17 * static_cast<float>(lines - 1) + (has_words_above(ui, c, condition, b.w) ? 20.0F : 0.0F);
  const float figures = has_words_above(ui, c, condition, b.w) ? y + below : y;
  const float value = c.text(b.right() - 8, figures, ui.say(condition.value), TextSize::Medium,
                             kLive, Align::Right);
  c.text(b.right() - 18 - std::max(50.0F, value), figures, ui.say(condition.limit), TextSize::Small,
         kText2, Align::Right);
  if (!condition.is_true && condition.progress > 0 && condition.progress < 1) {
    draw_bar(c, {b.x + 24, b.y + below + 23, b.w - 32, 5}, condition.progress);
  }
}

/// Shows what the world holds, not the condition: that is looked at again only by the next step, and
/// a run starts frozen.
void draw_report(Ui& ui, const Box& b, const RunView& run, const Tag& tag, UiState& state,
                 UiCommands& commands) {
  Canvas& c = ui.canvas();
  const bool is_done = run.world.value(tag) > 0.5;
  const ComponentInfo* info = run.world.find_component(component_of(tag.name));
  const std::string name = info->name.empty() ? info->tag : ui.say(info->name);
  if (is_done) {
    draw_badge(c, {b.x + 9, b.y + 14}, Icon::Check, kOk, 7);
  } else {
    c.disc({b.x + 9, b.y + 14}, 6.5F, kNoInk, kAccent, 1.5F);
  }
  c.text_fit(b.x + 24, b.y + 14, b.w - 122, name, TextSize::Small, kText);
  const ButtonStyle style{is_done ? Look::Selected : Look::Normal,
                          is_done ? Icon::Check : Icon::None};
  if (ui.button("report." + tag.name, {b.right() - 90, b.y + 2, 82, 25},
                ui.say(is_done ? Text{"已完成", "Done"} : Text{"完成", "Tick"}), style) &&
      !is_done) {
    give_order(run, tag, 1, state, commands);
  }
}

float draw_answers(Ui& ui, const Box& b, const RunView& run, const Criterion& criterion,
                   UiState& state, UiCommands& commands) {
  const Tag* tag = run.world.find_tag(criterion.answer_tag);
  float y = b.y;
  for (std::size_t k = 0; k < criterion.answers.size(); ++k) {
    const bool on =
        tag != nullptr && std::lround(run.world.value(*tag)) == static_cast<long>(k) + 1;
    const float height = answer_height(ui, criterion, k, b.w);
    const Box row{b.x + 4, y + 2, b.w - 12, height - 6};
    if (ui.button("answer." + criterion.id + std::to_string(k), row, "",
                  {on ? Look::Selected : Look::Normal}) &&
        tag != nullptr) {
      give_order(run, *tag, static_cast<double>(k) + 1, state, commands);
    }
    ui.canvas().text_lines(row.x + 10, row.y + 14, b.w - 32, 17, 5, answer_text(ui, criterion, k),
                           TextSize::Small, on ? kAccent : kText);
    y += height;
  }
  return y - b.y;
}

void locate(const RunView& run, const Criterion& criterion, UiState& state) {
  std::vector<std::string> wanted = criterion.focus;
  for (const ConditionLine& condition : run.active_conditions) {
    wanted.push_back(condition.tag);
  }
  for (const std::string& tag : wanted) {
    if (run.world.find_component(component_of(tag)) != nullptr) {
      state.selected = component_of(tag);
      state.camera.view = -2; // look at the selection
      return;
    }
  }
}

} // namespace

std::string points_text(double points) {
  return with_minus(number_text(std::round(points * 10) / 10, 4));
}

float calc_step_card_height(Ui& ui, const RunView& run, const ScoreLine& line, float width) {
  return lay_out_card(ui, run, line, width).height;
}

void draw_step_card(Ui& ui, const Box& outer, const ScoreLine& line, int number, const RunView& run,
                    UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const Criterion* criterion = criterion_of(run, line);
  const CardLayout at = lay_out_card(ui, run, line, outer.w);
  const Box b{outer.x, outer.y, outer.w, at.height};
  c.box(b, kWhite, kAccent, 3);
  c.fill({b.x, b.y, 4, b.h}, kAccent, 1);
  c.polygon({{b.x + 12, b.y + 12}, {b.x + 22, b.y + 18}, {b.x + 12, b.y + 24}}, kAccent);
  c.text(b.x + 32, b.y + 18, std::to_string(number), TextSize::Small, kAccent);
  const std::string points = points_text(line.available);
  c.text(b.right() - 8, b.y + 18, ui.say({"{0} 分", "{0} pt"}, {points}), TextSize::Small, kText2,
         Align::Right);
  c.text_lines(b.x + 54, b.y + 18, step_title_room(b.w), kTitleLine, at.title_lines,
               ui.say(line.title), TextSize::Medium, kText);
  float y = b.y + 40 + kTitleLine * static_cast<float>(at.title_lines - 1);
  y += 19 * static_cast<float>(c.text_lines(b.x + 12, y, b.w - 28, 19, kMostLines,
                                            ui.say(line.requirement), TextSize::Small, kText2)) -
       4;
  if (at.hint_lines > 0) {
    const Box note{b.x + 10, y - 2, b.w - 20, 19 * static_cast<float>(at.hint_lines) + 8};
    c.fill(note, kAccentSoft, 3);
    c.text_lines(note.x + 10, note.y + 13, note.w - 20, 19, kMostLines, ui.say(criterion->hint),
                 TextSize::Small, kText);
    y = note.bottom() + 6;
  }
  c.line({b.x + 12, y}, {b.right() - 12, y}, kLine);
  y += 4;
  for (const ConditionLine& condition : conditions_of(run, criterion)) {
    const Box row{b.x + 10, y, b.w - 16, 32};
    if (const Tag* report = find_report(run, condition)) {
      draw_report(ui, row, run, *report, state, commands);
    } else {
      draw_condition(ui, row, condition);
    }
    y += condition_height(ui, c, run, condition, b.w - 16);
  }
  if (criterion != nullptr && criterion->kind == Criterion::Kind::Question) {
    y += draw_answers(ui, {b.x + 10, y, b.w - 16, 0}, run, *criterion, state, commands);
  }
  const SimTime used = run.world.time() - line.started.value_or(run.world.time());
  float x = b.x + 12;
  x += c.text(x, b.bottom() - 20, ui.say({"已用 ", "Used "}) + clock_text(used).substr(3),
              TextSize::Small, kText2) +
       14;
  if (criterion != nullptr && criterion->expected.count() > 0) {
    const std::string time = clock_text(criterion->expected).substr(3);
    c.text(x, b.bottom() - 20, ui.say({"建议 {0} 内", "aim {0}"}, {time}), TextSize::Small, kText3);
  }
  if (criterion != nullptr && !run.is_exam &&
      ui.button("locate", {b.right() - 92, b.bottom() - 34, 84, 26}, ui.say({"定位设备", "Locate"}),
                {Look::Normal, Icon::Search})) {
    locate(run, *criterion, state);
  }
}

} // namespace jixia::hmi
