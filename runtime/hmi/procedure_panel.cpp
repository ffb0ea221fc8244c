#include "hmi/procedure_panel.h"

#include <algorithm>
#include <cmath>

#include "hmi/orders.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;
using State = ScoreLine::State;

constexpr float kFooter = 48, kRow = 29, kPhaseRow = 34;
constexpr float kTitleLine = 20; // of a title that needs more than one
constexpr int kMostLines = 8;    // of a requirement or a hint

std::string points_text(double points) {
  return with_minus(number_text(std::round(points * 10) / 10, 4));
}

/// One thing in the list, from top to bottom.
struct Item {
  enum class Kind { Phase, Line, Active, Lost } kind = Kind::Line;
  float height = kRow;
  std::string phase;
  Text title;
  const ScoreLine* line = nullptr;
  int number = 0;
  int title_lines = 1;
};

struct Phase {
  std::string id;
  Text title;
  std::vector<std::pair<const ScoreLine*, int>> lines;
};

std::vector<Phase> phases_of(const RunView& run) {
  std::vector<Phase> phases;
  for (const ProcedurePhase& phase : run.exercise.phases) {
    phases.push_back({phase.id, phase.title, {}});
  }
  phases.push_back({"", {"指标与安全", "Limits and safety"}, {}});
  int number = 0;
  for (const ScoreLine& line : run.score.lines) {
    auto phase = std::find_if(phases.begin(), phases.end(), [&](const Phase& p) { return p.id == line.group; });
    phase = phase == phases.end() ? phases.end() - 1 : phase;
    phase->lines.emplace_back(&line, ++number);
  }
  std::erase_if(phases, [](const Phase& p) { return p.lines.empty(); });
  return phases;
}

const Criterion* criterion_of(const RunView& run, const ScoreLine& line) {
  return find_criterion(run.exercise, line.id);
}

/// The checkpoint a condition is about: a person reports it here; nullptr for anything else.
const Tag* find_report(const RunView& run, const ConditionLine& condition) {
  const Tag* tag = run.world.find_tag(condition.tag);
  const ComponentInfo* info = tag == nullptr ? nullptr : run.world.find_component(component_of(tag->name));
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
  return std::max(1, c.line_count(words_room(ui, c, condition, width), ui.say(condition.text), TextSize::Small));
}

bool has_words_above(const Ui& ui, Canvas& c, const ConditionLine& condition, float width) {
  return words_room(ui, c, condition, width) >= width - 32;
}

float condition_height(const Ui& ui, Canvas& c, const RunView& run, const ConditionLine& condition, float width) {
  if (find_report(run, condition) != nullptr) {
    return 30;
  }
  const float above = has_words_above(ui, c, condition, width) ? 20.0F : 0.0F;
  const float words = 17 * static_cast<float>(words_lines(ui, c, condition, width) - 1);
  return words + above + (!condition.is_true && condition.progress > 0 && condition.progress < 1 ? 32.0F : 25.0F);
}

int lines_of(const Canvas& c, const std::string& text, float room) {
  return std::max(1, c.line_count(room, text, TextSize::Small));
}

struct CardLayout {
  int title_lines = 1, requirement_lines = 1, hint_lines = 0;
  float height = 0;
};

/// Rooms for the texts of a row of the list `width` wide.
float title_room(float width) {
  return width - 54 - 56;
}
float lost_room(float width) {
  return width - 32 - 56;
}
float phase_room(float width) {
  return width - 26 - 118;
}

std::string answer_text(const Ui& ui, const Criterion& criterion, std::size_t k) {
  return std::string(1, static_cast<char>('A' + static_cast<int>(k))) + "  " + ui.say(criterion.answers[k]);
}

float answer_height(Ui& ui, const Criterion& criterion, std::size_t k, float width) {
  const int lines = ui.canvas().line_count(width - 32, answer_text(ui, criterion, k), TextSize::Small);
  return 34 + 17 * static_cast<float>(std::max(1, lines) - 1);
}

CardLayout lay_out_card(Ui& ui, const RunView& run, const ScoreLine& line, float width) {
  CardLayout at;
  const Criterion* criterion = criterion_of(run, line);
  at.requirement_lines = std::min(kMostLines, lines_of(ui.canvas(), ui.say(line.requirement), width - 28));
  const Tag* hint = run.world.find_tag("HINT.VALUE");
  const bool hinted = criterion != nullptr && !criterion->hint.empty() && hint != nullptr && run.world.value(*hint) > 0.5 && !run.is_exam;
  at.hint_lines = hinted ? std::min(kMostLines, lines_of(ui.canvas(), ui.say(criterion->hint), width - 40)) : 0;
  at.title_lines = std::max(1, ui.canvas().line_count(title_room(width), ui.say(line.title), TextSize::Medium));
  at.height = 32 + kTitleLine * static_cast<float>(at.title_lines - 1) + 19 * static_cast<float>(at.requirement_lines) + 12;
  at.height += at.hint_lines > 0 ? 19 * static_cast<float>(at.hint_lines) + 14 : 0;
  for (const ConditionLine& condition : run.active_conditions) {
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

std::string why_lost(const Ui& ui, const ScoreLine& line) {
  const Evidence& evidence = line.evidence.front();
  return clock_text(evidence.time) + " " + ui.say(evidence.reason);
}

std::vector<Item> items_of(Ui& ui, const RunView& run, const UiState& state, float width) {
  std::vector<Item> items;
  const auto lines = [&](float room, const Text& text, TextSize size) { return std::max(1, ui.canvas().line_count(room, ui.say(text), size)); };
  for (const Phase& phase : phases_of(run)) {
    const int of_phase = lines(phase_room(width), phase.title, TextSize::Medium);
    items.push_back({Item::Kind::Phase, kPhaseRow + kTitleLine * static_cast<float>(of_phase - 1), phase.id, phase.title, nullptr, 0, of_phase});
    if (phase.id != state.open_phase) {
      continue;
    }
    for (const auto& [line, number] : phase.lines) {
      Item item{Item::Kind::Line, kRow, phase.id, line->title, line, number, lines(title_room(width), line->title, TextSize::Medium)};
      item.height += kTitleLine * static_cast<float>(item.title_lines - 1);
      if (line->id == run.active_step) {
        item.kind = Item::Kind::Active;
        item.height = lay_out_card(ui, run, *line, width).height + 6;
      } else if (line->state == State::Lost && !line->evidence.empty()) {
        item.kind = Item::Kind::Lost;
        item.title_lines = lines(lost_room(width) - 28, line->title, TextSize::Small);
        const int why = ui.canvas().line_count(width - 44, why_lost(ui, *line), TextSize::Small);
        item.height = 22 + 18 * static_cast<float>(item.title_lines + std::max(1, why));
      }
      items.push_back(item);
    }
  }
  return items;
}

void draw_phase(Ui& ui, const Box& b, const Item& item, const RunView& run, UiState& state) {
  Canvas& c = ui.canvas();
  int done = 0;
  int all = 0;
  double earned = 0;
  double available = 0;
  for (const Phase& phase : phases_of(run)) {
    if (phase.id != item.phase) {
      continue;
    }
    for (const auto& [line, number] : phase.lines) {
      ++all;
      done += line->state == State::Done ? 1 : 0;
      earned += line->points;
      available += line->available;
    }
  }
  const bool open = state.open_phase == item.phase;
  const Touch t = ui.touch("phase." + item.phase, b);
  c.box(b, open ? kHover : kPanel2, t.is_hovered ? kAccent : kLine, 3);
  draw_icon(c, {b.x + 14, b.mid_y()}, open ? Icon::Down : Icon::Right, kText2);
  const float right = c.text(b.right() - 8, b.mid_y(), points_text(earned) + " / " + points_text(available), TextSize::Small, kText, Align::Right);
  c.text(b.right() - 20 - right, b.mid_y(), std::to_string(done) + " / " + std::to_string(all), TextSize::Small, kText2, Align::Right);
  const float top = b.mid_y() - kTitleLine * static_cast<float>(item.title_lines - 1) / 2;
  c.text_lines(b.x + 26, top, phase_room(b.w), kTitleLine, item.title_lines, ui.say(item.title), TextSize::Medium, open || done > 0 ? kText : kText2);
  if (t.is_focused) {
    c.frame(b.outset(1), kFocus, 4, 2);
  }
  if (t.is_clicked) {
    state.open_phase = open ? "-" : item.phase;
  }
}

void draw_state_sign(Canvas& c, Point p, State state) {
  switch (state) {
    case State::Done: draw_badge(c, p, Icon::Check, kOk); break;
    case State::Lost: draw_badge(c, p, Icon::Cross, kBad); break;
    case State::Active: draw_icon(c, p, Icon::Play, kAccent); break;
    case State::Locked:
      c.disc(p, 8.5F, kPanel2, kLine2, 1.3F);
      draw_icon(c, {p.x, p.y - 0.3F}, Icon::Lock, kText3);
      break;
    case State::Waiting: c.disc(p, 8.5F, kNoInk, kLine2, 1.3F); break;
  }
}

void draw_line(Ui& ui, const Box& b, const Item& item) {
  Canvas& c = ui.canvas();
  const ScoreLine& line = *item.line;
  const float y = b.y + kRow / 2;
  draw_state_sign(c, {b.x + 16, y}, line.state);
  c.text(b.x + 32, y, std::to_string(item.number), TextSize::Small, kText3);
  const bool done = line.state == State::Done;
  const bool lost = line.state == State::Lost;
  const std::string points = done ? "+" + points_text(line.points) : lost ? points_text(line.points - line.available) : points_text(line.available);
  c.text(b.right() - 8, y, line.available > 0 || lost ? points : "", TextSize::Small, done ? kOk : lost ? kBad : kText3, Align::Right);
  c.text_lines(b.x + 54, y, title_room(b.w), kTitleLine, item.title_lines, ui.say(line.title), TextSize::Medium, line.state == State::Active || lost ? kText : kText2);
  ui.tip(b, {ui.say(line.title), ui.say(line.requirement)});
}

void draw_lost(Ui& ui, const Box& b, const Item& item) {
  Canvas& c = ui.canvas();
  const ScoreLine& line = *item.line;
  const Box card{b.x, b.y, b.w, b.h - 4};
  c.box(card, kBadSoft, kBadLine, 3);
  draw_badge(c, {b.x + 16, b.y + 18}, Icon::Cross, kBad, 8);
  c.text(b.right() - 8, b.y + 18, points_text(line.points - line.available), TextSize::Medium, kBad, Align::Right);
  const std::string number = std::to_string(item.number);
  const float indent = c.text(b.x + 32, b.y + 16, number, TextSize::Small, kText2) + 8;
  float y = b.y + 16;
  y += 18 * static_cast<float>(c.text_lines(b.x + 32 + indent, y, lost_room(b.w) - indent, 18, item.title_lines + 1, ui.say(line.title), TextSize::Small, kText));
  const std::string why = why_lost(ui, line);
  c.text_lines(b.x + 32, y + 2, b.w - 44, 18, 4, why, TextSize::Small, kText2);
  ui.tip(card, {ui.say(line.title), why});
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
  const float below = 17 * static_cast<float>(lines - 1) + (has_words_above(ui, c, condition, b.w) ? 20.0F : 0.0F);
  const float figures = has_words_above(ui, c, condition, b.w) ? y + below : y;
  const float value = c.text(b.right() - 8, figures, ui.say(condition.value), TextSize::Medium, kLive, Align::Right);
  c.text(b.right() - 18 - std::max(50.0F, value), figures, ui.say(condition.limit), TextSize::Small, kText2, Align::Right);
  if (!condition.is_true && condition.progress > 0 && condition.progress < 1) {
    draw_bar(c, {b.x + 24, b.y + below + 23, b.w - 32, 5}, condition.progress);
  }
}

/// Shows what the world holds, not the condition: that is looked at again only by the next step, and a run starts frozen.
void draw_report(Ui& ui, const Box& b, const RunView& run, const Tag& tag, UiState& state, UiCommands& commands) {
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
  const ButtonStyle style{is_done ? Look::Selected : Look::Normal, is_done ? Icon::Check : Icon::None};
  if (ui.button("report." + tag.name, {b.right() - 90, b.y + 2, 82, 25}, ui.say(is_done ? Text{"已完成", "Done"} : Text{"完成", "Tick"}), style) && !is_done) {
    give_order(run, tag, 1, state, commands);
  }
}

float draw_answers(Ui& ui, const Box& b, const RunView& run, const Criterion& criterion, UiState& state, UiCommands& commands) {
  const Tag* tag = run.world.find_tag(criterion.answer_tag);
  float y = b.y;
  for (std::size_t k = 0; k < criterion.answers.size(); ++k) {
    const bool on = tag != nullptr && std::lround(run.world.value(*tag)) == static_cast<long>(k) + 1;
    const float height = answer_height(ui, criterion, k, b.w);
    const Box row{b.x + 4, y + 2, b.w - 12, height - 6};
    if (ui.button("answer." + criterion.id + std::to_string(k), row, "", {on ? Look::Selected : Look::Normal}) && tag != nullptr) {
      give_order(run, *tag, static_cast<double>(k) + 1, state, commands);
    }
    ui.canvas().text_lines(row.x + 10, row.y + 14, b.w - 32, 17, 5, answer_text(ui, criterion, k), TextSize::Small, on ? kAccent : kText);
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

void draw_active(Ui& ui, const Box& outer, const Item& item, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const ScoreLine& line = *item.line;
  const Criterion* criterion = criterion_of(run, line);
  const CardLayout at = lay_out_card(ui, run, line, outer.w);
  const Box b{outer.x, outer.y, outer.w, at.height};
  c.box(b, kWhite, kAccent, 3);
  c.fill({b.x, b.y, 4, b.h}, kAccent, 1);
  c.polygon({{b.x + 12, b.y + 12}, {b.x + 22, b.y + 18}, {b.x + 12, b.y + 24}}, kAccent);
  c.text(b.x + 32, b.y + 18, std::to_string(item.number), TextSize::Small, kAccent);
  const std::string points = points_text(line.available);
  c.text(b.right() - 8, b.y + 18, ui.say({"{0} 分", "{0} pt"}, {points}), TextSize::Small, kText2, Align::Right);
  c.text_lines(b.x + 54, b.y + 18, title_room(b.w), kTitleLine, at.title_lines, ui.say(line.title), TextSize::Medium, kText);
  float y = b.y + 40 + kTitleLine * static_cast<float>(at.title_lines - 1);
  y += 19 * static_cast<float>(c.text_lines(b.x + 12, y, b.w - 28, 19, kMostLines, ui.say(line.requirement), TextSize::Small, kText2)) - 4;
  if (at.hint_lines > 0) {
    const Box note{b.x + 10, y - 2, b.w - 20, 19 * static_cast<float>(at.hint_lines) + 8};
    c.fill(note, kAccentSoft, 3);
    c.text_lines(note.x + 10, note.y + 13, note.w - 20, 19, kMostLines, ui.say(criterion->hint), TextSize::Small, kText);
    y = note.bottom() + 6;
  }
  c.line({b.x + 12, y}, {b.right() - 12, y}, kLine);
  y += 4;
  for (const ConditionLine& condition : run.active_conditions) {
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
  x += c.text(x, b.bottom() - 20, ui.say({"已用 ", "Used "}) + clock_text(used).substr(3), TextSize::Small, kText2) + 14;
  if (criterion != nullptr && criterion->expected.count() > 0) {
    const std::string time = clock_text(criterion->expected).substr(3);
    c.text(x, b.bottom() - 20, ui.say({"建议 {0} 内", "aim {0}"}, {time}), TextSize::Small, kText3);
  }
  if (criterion != nullptr && !run.is_exam && ui.button("locate", {b.right() - 92, b.bottom() - 34, 84, 26}, ui.say({"定位设备", "Locate"}), {Look::Normal, Icon::Search})) {
    locate(run, *criterion, state);
  }
}

void draw_footer(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  const float w = std::floor((b.w - 28) / 3);
  const float y = b.bottom() - 36;
  const Tag* hint = run.world.find_tag("HINT.VALUE");
  const Criterion* active = find_criterion(run.exercise, run.active_step);
  ButtonStyle style{Look::Normal, Icon::None, !run.is_exam && hint != nullptr && active != nullptr && !active->hint.empty()};
  if (run.is_exam) {
    style.tip = ui.say({"考试时没有提示", "No hints in an exam"});
  }
  if (ui.button("hint", {b.x + 8, y, w, 28}, ui.say({"提示 −1 分", "Hint −1"}), style)) {
    give_order(run, *hint, run.world.value(*hint) + 1, state, commands);
  }
  ButtonStyle mark{Look::Normal, Icon::None, run.can_rewind, ui.say({"记下此刻，可回退到这里", "Mark this moment to rewind to"})};
  if ((ui.button("bookmark", {b.x + 14 + w, y, w, 28}, ui.say({"存快照  F6", "Mark  F6"}), mark) || ui.key(kKeyF6)) && run.can_rewind) {
    state.bookmarks.push_back(run.world.time());
    state.notice = ui.say({"已记下 ", "Marked "}) + clock_text(run.world.time());
    state.notice_until = ui.now() + 5;
  }
  if (ui.button("hand.in", {b.x + 20 + 2 * w, y, w, 28}, ui.say({"交卷", "Hand in"}), {Look::Normal, Icon::Flag})) {
    state.dialog = DialogState{{"交卷？", "Hand in?"}, {"没有完成的步骤不得分，之后不能再操作。", "Steps not done earn nothing; no more orders after that."},
                               {"交卷", "Hand in"}, false, {}, DialogState::Then::HandIn};
  }
}

/// Opens the phase of the active step when the step changes.
void follow_active(const RunView& run, UiState& state) {
  if (run.active_step.empty() || state.followed_step == run.active_step) {
    return;
  }
  state.followed_step = run.active_step;
  state.shows_active_step = true;
  for (const ScoreLine& line : run.score.lines) {
    if (line.id == run.active_step) {
      state.open_phase = line.group;
    }
  }
}

} // namespace

void draw_procedure_panel(Ui& ui, const Box& b, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const auto is_step = [](const ScoreLine& line) { return line.kind == Criterion::Kind::Step || line.kind == Criterion::Kind::Question; };
  const auto all = std::count_if(run.score.lines.begin(), run.score.lines.end(), is_step);
  const auto done = std::count_if(run.score.lines.begin(), run.score.lines.end(), [&](const ScoreLine& line) { return is_step(line) && line.state == State::Done; });
  const std::string count = std::to_string(done) + " / " + std::to_string(all);
  draw_panel(c, b, ui.say({"操作步骤", "Procedure"}), ui.say({"已完成 {0}", "{0} done"}, {count}));
  draw_bar(c, {b.x + 10, b.y + 36, b.w - 20, 6}, all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 0, kOk);
  follow_active(run, state);
  const Box list{b.x + 6, b.y + 50, b.w - 12, b.h - 50 - (run.is_watched() ? 8.0F : kFooter)};
  auto items = items_of(ui, run, state, list.w);
  const auto height = [&items] {
    float total = 0;
    for (const Item& item : items) {
      total += item.height;
    }
    return total;
  };
  if (height() > list.h) { // beside the scroll bar
    items = items_of(ui, run, state, list.w - Ui::kScrollBar);
  }
  const Box body = ui.begin_scroll("procedure.list", list, std::max(height(), 1.0F));
  float y = body.y;
  for (const Item& item : items) {
    const Box row{body.x, y, body.w, item.height};
    y += item.height;
    switch (item.kind) {
      case Item::Kind::Phase: draw_phase(ui, {row.x, row.y, row.w, kPhaseRow - 4}, item, run, state); break;
      case Item::Kind::Line: draw_line(ui, row, item); break;
      case Item::Kind::Active:
        draw_active(ui, row, item, run, state, commands);
        if (state.shows_active_step) {
          ui.show_part({row.x, row.y - 70, row.w, row.h + 70}); // with what was just done
          state.shows_active_step = false;
        }
        break;
      case Item::Kind::Lost: draw_lost(ui, row, item); break;
    }
  }
  ui.end_scroll();
  if (!run.is_watched()) {
    draw_footer(ui, b, run, state, commands);
  }
}

} // namespace jixia::hmi
