#include "hmi/debrief_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/debrief_evidence.h"
#include "hmi/debrief_facts.h"
#include "hmi/menu.h"
#include "hmi/sections.h"
#include "hmi/timeline.h"
#include "hmi/top_bar.h"
#include "hmi/table.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

std::string one_digit(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", std::abs(value) < 0.05 ? 0.0 : value);
  return with_minus(text);
}

std::string short_number(double value) {
  return with_minus(number_text(std::round(value * 10) / 10, 4));
}

float verified_width(Ui& ui, const UiState& state) {
  const float line = state.finished ? ui.canvas().text_width(ui.say(state.finished->verification), TextSize::Small) : 0;
  return std::clamp(line + 62, 190.0F, 330.0F);
}

void draw_verified(Ui& ui, const Box& b, const UiState& state) {
  Canvas& c = ui.canvas();
  const bool good = state.finished && state.finished->is_verified;
  c.box(b, good ? kOkSoft : kPanel2, good ? kOk : kLine2, 3);
  const float x = b.x + 22;
  const float y = b.mid_y();
  c.polygon({{x, y - 16}, {x + 16, y - 9}, {x + 16, y + 1}, {x, y + 17}, {x - 16, y + 1}, {x - 16, y - 9}}, good ? kOk : kOff);
  if (good) {
    c.path({{x - 7, y}, {x - 2, y + 5.5F}, {x + 7.5F, y - 6.5F}}, kWhite, 2.5F);
  } else {
    c.path({{x - 6, y}, {x + 6, y}}, kWhite, 2.5F);
  }
  c.text(b.x + 50, b.y + 22, ui.say(good ? Text{"成绩已核验", "Score verified"} : Text{"未核验", "Not verified"}), TextSize::Medium, good ? kOk : kText2);
  if (state.finished) {
    const int lines = c.line_count(b.w - 58, ui.say(state.finished->verification), TextSize::Small);
    c.text_lines(b.x + 50, b.y + 42, b.w - 58, 17, 2, ui.say(state.finished->verification), TextSize::Small, kText);
    if (lines < 2) {
      c.text_fit(b.x + 50, b.y + 61, b.w - 58, ui.say({"编号 ", "No. "}) + state.finished->number, TextSize::Small, kText2);
    }
  }
}

constexpr float kBlock = 76; // height of a block of the headline

/// One block of the headline.
struct Block {
  float width;
  std::function<void(const Box&)> draw;
};

void draw_total(Ui& ui, const Box& b, const ScoreSheet& score) {
  Canvas& c = ui.canvas();
  c.text(b.x, b.y + 16, ui.say({"总分", "Total"}), TextSize::Small, kText2);
  const float w = c.text(b.x, b.y + 41, one_digit(score.score), TextSize::Large, kText);
  c.text(b.x + 6 + w, b.y + 45, "/ " + short_number(score.max), TextSize::Small, kText2);
  const std::string pass = short_number(score.pass_mark);
  const bool passed = score.score >= score.pass_mark;
  c.text(b.x, b.y + 67, ui.say(passed ? Text{"及格线 {0}，已及格", "pass at {0}: passed"} : Text{"及格线 {0}，未及格", "pass at {0}: failed"}, {pass}), TextSize::Small, passed ? kOk : kBad);
}

void draw_group(Ui& ui, const Box& b, const ScoreGroup& group) {
  Canvas& c = ui.canvas();
  const float count = c.text(b.right(), b.y + 16, ui.say(group.count), TextSize::Small, kText3, Align::Right);
  c.text_fit(b.x, b.y + 16, b.w - 6 - count, ui.say(group.title), TextSize::Small, kText2);
  const float n = c.text(b.x, b.y + 42, group.available > 0 ? one_digit(group.points) : short_number(group.points), TextSize::Large, kText);
  if (group.available > 0) {
    c.text(b.x + n + 6, b.y + 46, "/ " + short_number(group.available), TextSize::Small, kText2);
    draw_bar(c, {b.x, b.y + 62, b.w, 6}, group.points / group.available);
  }
}

void draw_person(Ui& ui, const Box& b, const RunView& run) {
  Canvas& c = ui.canvas();
  const Text mode = run.is_exam ? Text{"考试", "Exam"} : Text{"练习", "Practice"};
  const std::string actions = std::to_string(run.log.actions().size());
  c.text_fit(b.x, b.y + 14, b.w, run.learner_name + "  " + run.class_name, TextSize::Small, kText);
  c.text_fit(b.x, b.y + 37, b.w, ui.say(mode) + "  " + clock_text(run.world.time()), TextSize::Small, kText2);
  c.text_fit(b.x, b.y + 60, b.w, ui.say({"操作 {0} 次", "{0} actions"}, {actions}), TextSize::Small, kText2);
}

std::vector<Block> blocks_of(Ui& ui, const RunView& run, const UiState& state, float group_width) {
  std::vector<Block> blocks{{140, [&](const Box& b) { draw_total(ui, b, run.score); }}};
  for (const ScoreGroup& group : find_score_groups(run.score)) {
    blocks.push_back({group_width, [&ui, group](const Box& b) { draw_group(ui, b, group); }});
  }
  const std::string who = run.learner_name + "  " + run.class_name;
  blocks.push_back({verified_width(ui, state), [&](const Box& b) { draw_verified(ui, b, state); }});
  blocks.push_back({std::clamp(ui.canvas().text_width(who, TextSize::Small) + 4, 130.0F, 190.0F), [&](const Box& b) { draw_person(ui, b, run); }});
  return blocks;
}

constexpr float kBlockGap = 28;

float calc_total_width(const std::vector<Block>& blocks) {
  float total = -kBlockGap;
  for (const Block& block : blocks) {
    total += block.width + kBlockGap;
  }
  return total;
}

/// Everything in one row. @returns false, and draws nothing, where it does not fit
bool draw_headline(Ui& ui, const Box& b, const RunView& run, const UiState& state) {
  const float least = calc_total_width(blocks_of(ui, run, state, 0));
  const float room = b.w - 36 - least;
  const auto groups = static_cast<float>(find_score_groups(run.score).size());
  if (room < 128 * groups) {
    return false;
  }
  Canvas& c = ui.canvas();
  c.box(b, kPanel, kLine2, 3);
  const auto blocks = blocks_of(ui, run, state, std::min(150.0F, room / std::max(1.0F, groups)));
  float x = b.x + 18;
  const float spare = b.w - 36 - calc_total_width(blocks);
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    if (k == 1 || k + 2 == blocks.size()) {
      x += k == 1 ? 0 : spare;
      c.line({x - kBlockGap / 2, b.y + 10}, {x - kBlockGap / 2, b.bottom() - 10}, kLine);
    }
    blocks[k].draw({x, b.y + 8, blocks[k].width, kBlock});
    x += blocks[k].width + kBlockGap;
  }
  return true;
}

/// The same in as many rows as it takes.
void draw_summary(Ui& ui, const Box& b, const RunView& run, const UiState& state) {
  ui.canvas().box(b, kPanel, kLine2, 3);
  const auto blocks = blocks_of(ui, run, state, 150);
  const auto place = [&](const Box& body, bool draws) {
    float x = body.x + 18;
    float y = body.y + 12;
    for (const Block& block : blocks) {
      if (x > body.x + 18 && x + block.width > body.right() - 12) {
        x = body.x + 18;
        y += kBlock + 20;
      }
      if (draws) {
        block.draw({x, y, block.width, kBlock});
      }
      x += block.width + kBlockGap;
    }
    return y + kBlock + 12 - body.y;
  };
  const Box room = b.inset(1);
  const Box body = ui.begin_scroll("debrief.summary", room, place({room.x, room.y, room.w - 10, 0}, false));
  place({body.x, body.y, room.w - 10, body.h}, true);
  ui.end_scroll();
}

void draw_sign(Canvas& c, const Box& b, const ScoreLine& line) {
  const Point p{b.mid_x(), b.mid_y()};
  if (lost_points(line) < 0.05) {
    draw_badge(c, p, Icon::Check, kOk, 8);
  } else if (line.points <= 0.05) {
    draw_badge(c, p, Icon::Cross, kBad, 8);
  } else {
    c.disc(p, 8, kPanel, kBad, 1.6F);
    c.line({p.x - 4, p.y}, {p.x + 4, p.y}, kBad, 2);
  }
}

void draw_table_of(Ui& ui, const Box& b, const RunView& run, const std::vector<const ScoreLine*>& lines, UiState& state) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"评分表", "Score table"}), ui.say({"按扣分排序", "by points lost"}));
  const auto row = [&](int k) {
    const ScoreLine& line = *lines[static_cast<std::size_t>(k)];
    const double lost = lost_points(line);
    const auto when = !line.evidence.empty() && lost > 0.05 ? std::optional(line.evidence.front().time) : line.ended;
    return std::vector<Cell>{{"", kText, [&c, &line](const Box& at) { draw_sign(c, at, line); }},
                             {ui.say(line.title)},
                             {when ? clock_text(*when) : "", kText2},
                             {short_number(line.points) + " / " + short_number(line.available)},
                             {lost > 0.05 ? with_minus("-" + one_digit(lost)) : "0", lost > 0.05 ? kBad : kText3}};
  };
  const TableTouch t = draw_table(ui, "score", {b.x + 1, b.y + 29, b.w - 2, b.h - 60}, {{"", 32}, {ui.say({"项目", "Item"}), 200}, {ui.say({"时刻", "Time"}), 76, Align::Right}, {ui.say({"得分", "Points"}), 72, Align::Right}, {ui.say({"扣分", "Lost"}), 56, Align::Right}},
                                  static_cast<int>(lines.size()), row, state.first_lost, {25, 25, state.lost_row, true});
  state.lost_row = t.clicked >= 0 ? t.clicked : state.lost_row;
  const auto lost = std::count_if(lines.begin(), lines.end(), [](const ScoreLine* line) { return lost_points(*line) > 0.05; });
  const std::string all = std::to_string(lines.size());
  const std::string bad = std::to_string(lost);
  c.text(b.x + 10, b.bottom() - 15, ui.say({"共 {0} 项，扣分 {1} 项", "{0} items, {1} with losses"}, {all, bad}), TextSize::Small, kText2);
  const double total = run.score.max - run.score.score;
  c.text(b.right() - 10, b.bottom() - 15, ui.say({"合计 ", "Sum "}) + (total > 0.05 ? with_minus("-" + one_digit(total)) : "0"), TextSize::Small, total > 0.05 ? kBad : kOk, Align::Right);
}

/// One thing to do better.
struct Advice {
  std::size_t row; ///< of the score table
  const ScoreLine* line;
  Text text;
  int title_lines = 1, text_lines = 1;
  float height() const { return 56 + 19 * static_cast<float>(title_lines) + 17 * static_cast<float>(text_lines); }
};

std::vector<Advice> find_advice(Ui& ui, const RunView& run, const std::vector<const ScoreLine*>& lines, float room) {
  std::vector<Advice> found;
  for (std::size_t k = 0; k < lines.size() && found.size() < 3 && lost_points(*lines[k]) >= 0.05; ++k) {
    const Criterion* criterion = find_criterion(run.exercise, lines[k]->id);
    Advice advice{k, lines[k], criterion != nullptr && !criterion->hint.empty() ? criterion->hint : lines[k]->requirement};
    advice.title_lines = std::max(1, ui.canvas().line_count(room, ui.say(lines[k]->title), TextSize::Medium));
    advice.text_lines = std::max(1, ui.canvas().line_count(room, ui.say(advice.text), TextSize::Small));
    found.push_back(advice);
  }
  return found;
}

void draw_advice_card(Ui& ui, const Box& card, int number, const Advice& advice, const RunView& run, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const bool first = number == 1;
  const float room = card.w - 46;
  c.box(card, first ? kWhite : kPanel2, first ? kAccent : kLine, 3);
  c.fill({card.x + 8, card.y + 7, 20, 20}, first ? kAccent : kOff, 3);
  c.text(card.x + 18, card.y + 17, std::to_string(number), TextSize::Small, kWhite, Align::Centre);
  float y = card.y + 17;
  y += 19 * static_cast<float>(c.text_lines(card.x + 36, y, room, 19, advice.title_lines, ui.say(advice.line->title), TextSize::Medium, kText)) + 2;
  c.text_lines(card.x + 36, y, room, 17, advice.text_lines, ui.say(advice.text), TextSize::Small, kText2);
  const float foot = card.bottom() - 30;
  c.text(card.x + 12, foot + 12, ui.say({"可得 +", "worth +"}) + one_digit(lost_points(*advice.line)), TextSize::Small, kOk);
  const std::string id = std::to_string(advice.row);
  const double from = calc_repeat_time(*advice.line, seconds(run.world.time()));
  const ButtonStyle start{first ? Look::Primary : Look::Normal, Icon::Play, true, ui.say({"从 {0} 起练习", "Practise from {0}"}, {clock_text(sim_time(from))})};
  if (ui.button("advice" + id, {card.right() - 164, foot, 72, 24}, ui.say({"看证据", "Evidence"}), {state.lost_row == static_cast<int>(advice.row) ? Look::Selected : Look::Normal})) {
    state.lost_row = static_cast<int>(advice.row);
    state.debrief_section = 1;
  }
  if (ui.button("advice.start" + id, {card.right() - 86, foot, 78, 24}, ui.say({"开始", "Start"}), start)) {
    commands.repeat_from = sim_time(from);
  }
}

void draw_advice(Ui& ui, const Box& b, const RunView& run, const std::vector<const ScoreLine*>& lines, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"改进建议", "What to improve"}));
  const auto found = find_advice(ui, run, lines, b.w - 26 - 46);
  if (found.empty()) {
    draw_badge(c, {b.x + 26, b.y + 58}, Icon::Check, kOk);
    c.text(b.x + 44, b.y + 58, ui.say({"没有扣分", "No points lost"}), TextSize::Medium, kText);
    return;
  }
  float total = 8;
  for (const Advice& advice : found) {
    total += advice.height() + 7;
  }
  const Box body = ui.begin_scroll("advice", panel_body(b), total);
  float y = body.y + 7;
  int number = 0;
  for (const Advice& advice : found) {
    draw_advice_card(ui, {body.x + 7, y, body.w - 14, advice.height()}, ++number, advice, run, state, commands);
    y += advice.height() + 7;
  }
  ui.end_scroll();
}

/// ← → go through the lost points, the cursor follows; Ctrl with them moves the cursor alone.
void handle_keys(Ui& ui, const RunView& run, const std::vector<const ScoreLine*>& lines, UiState& state, UiCommands& commands) {
  const int most = std::max(0, static_cast<int>(lines.size()) - 1);
  const double end = seconds(run.world.time());
  state.lost_row = std::clamp(state.lost_row + (ui.key(kKeyRight, false, true) ? 1 : 0) - (ui.key(kKeyLeft, false, true) ? 1 : 0), 0, most);
  if (state.lost_row != state.followed_loss && !lines.empty()) {
    state.followed_loss = state.lost_row;
    state.debrief_at = calc_repeat_time(*lines[static_cast<std::size_t>(state.lost_row)], end);
  }
  const double moved = (ui.key(kKeyRight, true, true) ? 10.0 : 0.0) - (ui.key(kKeyLeft, true, true) ? 10.0 : 0.0);
  state.debrief_at = std::clamp(state.debrief_at + moved, 0.0, std::floor(end));
  commands.write_report = commands.write_report || ui.key(kKeyE, true);
  commands.play_back = commands.play_back || ui.key(kKeySpace);
}

} // namespace

void draw_debrief_page(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  draw_debrief_bar(ui, run, state, commands);
  const auto lines = sorted_by_loss(run.score);
  handle_keys(ui, run, lines, state, commands);
  const auto selected = static_cast<std::size_t>(state.lost_row);
  const ScoreLine* line = selected < lines.size() ? lines[selected] : nullptr;
  const float end = page_bottom(ui);
  constexpr float kHeadline = 92;
  constexpr float kTimeline = 251;
  const auto table = [&](const Box& b) { draw_table_of(ui, b, run, lines, state); };
  const auto evidence = [&](const Box& b) { draw_evidence(ui, b, run, line, state, commands); };
  const auto advice = [&](const Box& b) { draw_advice(ui, b, run, lines, state, commands); };
  const auto timeline = [&](const Box& b) { draw_timeline(ui, b, run, state, commands); };
  const auto both = [&](const Box& b) {
    const float w = std::floor(b.w * 0.42F);
    table({b.x, b.y, w, b.h});
    evidence({b.x + w + kGap, b.y, b.w - w - kGap, b.h});
  };
  const Box page{kGap, 50, ui.width() - 2 * kGap, end - 50};
  const Box middle{kGap, page.y + kHeadline + kGap, page.w, page.h - kHeadline - kTimeline - 2 * kGap};
  if (middle.h >= 200 && draw_headline(ui, {page.x, page.y, page.w, kHeadline}, run, state)) {
    const float advice_width = std::min(310.0F, middle.w * 0.24F);
    const float table_width = std::min(440.0F, middle.w * 0.34F);
    table({middle.x, middle.y, table_width, middle.h});
    evidence({middle.x + table_width + kGap, middle.y, middle.w - table_width - advice_width - 2 * kGap, middle.h});
    advice({middle.right() - advice_width, middle.y, advice_width, middle.h});
    timeline({kGap, middle.bottom() + kGap, page.w, kTimeline});
  } else {
    const Section summary{{"总评", "Summary"}, [&](const Box& b) { draw_summary(ui, b, run, state); }};
    const Section rest[] = {{{"改进建议", "Advice"}, advice}, {{"时间线", "Timeline"}, timeline}};
    std::vector<Section> sections{summary};
    if (page.w >= 860) {
      sections.push_back({{"评分与证据", "Score and evidence"}, both});
    } else {
      sections.push_back({{"证据", "Evidence"}, evidence});
      sections.push_back({{"评分表", "Score table"}, table});
    }
    sections.insert(sections.end(), std::begin(rest), std::end(rest));
    draw_sections(ui, "debrief.section", page, sections, state.debrief_section);
  }
  const std::string count = std::to_string(run.log.actions().size());
  draw_status_bar(ui, state, {{"← →", ui.say({"上/下一条扣分", "previous/next loss"})}, {ui.say({"空格", "Space"}), ui.say({"从光标处回放", "play back from the cursor"})},
                              {"Ctrl+E", ui.say({"导出报告", "write the report"})}, {"F1", ui.say({"帮助", "help"})}},
                  ui.say({"记录 {0} 条", "{0} records"}, {count}));
  draw_menu(ui, &run, state, commands);
}

} // namespace jixia::hmi
