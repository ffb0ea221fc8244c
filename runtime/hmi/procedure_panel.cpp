#include "hmi/procedure_panel.h"

#include <algorithm>
#include <cmath>

#include "hmi/orders.h"
#include "hmi/step_card.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;
using State = ScoreLine::State;

constexpr float kFooter = 48, kStepRow = 29, kPhaseRow = 34;

/// One thing in the list, from top to bottom.
struct Item {
  enum class Kind { Phase, Line, Active, Lost } kind = Kind::Line;
  float height = kStepRow;
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

/// Rooms for the texts of a row of the list `width` wide.
float lost_room(float width) {
  return width - 32 - 56;
}
float phase_room(float width) {
  return width - 26 - 118;
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
      Item item{Item::Kind::Line, kStepRow, phase.id, line->title, line, number, lines(step_title_room(width), line->title, TextSize::Medium)};
      item.height += kTitleLine * static_cast<float>(item.title_lines - 1);
      if (line->id == run.active_step) {
        item.kind = Item::Kind::Active;
        item.height = calc_step_card_height(ui, run, *line, width) + 6;
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
  const float y = b.y + kStepRow / 2;
  draw_state_sign(c, {b.x + 16, y}, line.state);
  c.text(b.x + 32, y, std::to_string(item.number), TextSize::Small, kText3);
  const bool done = line.state == State::Done;
  const bool lost = line.state == State::Lost;
  const std::string points = done ? "+" + points_text(line.points) : lost ? points_text(line.points - line.available) : points_text(line.available);
  c.text(b.right() - 8, y, line.available > 0 || lost ? points : "", TextSize::Small, done ? kOk : lost ? kBad : kText3, Align::Right);
  c.text_lines(b.x + 54, y, step_title_room(b.w), kTitleLine, item.title_lines, ui.say(line.title), TextSize::Medium, line.state == State::Active || lost ? kText : kText2);
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
        draw_step_card(ui, row, *item.line, item.number, run, state, commands);
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
