#include "hmi/debrief_page.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/alarm_list.h"
#include "hmi/debrief_facts.h"
#include "hmi/symbols.h"
#include "hmi/timeline.h"
#include "hmi/top_bar.h"
#include "hmi/trend_plot.h"
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
    c.text_fit(b.x + 50, b.y + 42, b.w - 58, ui.say(state.finished->verification), TextSize::Small, kText);
    c.text_fit(b.x + 50, b.y + 61, b.w - 58, ui.say({"编号 ", "No. "}) + state.finished->number, TextSize::Small, kText2);
  }
}

void draw_headline(Ui& ui, const Box& b, const RunView& run, const UiState& state) {
  Canvas& c = ui.canvas();
  c.box(b, kPanel, kLine2, 3);
  c.text(b.x + 18, b.y + 24, ui.say({"总分", "Total"}), TextSize::Small, kText2);
  const float w = c.text(b.x + 18, b.y + 49, one_digit(run.score.score), TextSize::Large, kText);
  c.text(b.x + 24 + w, b.y + 53, "/ " + short_number(run.score.max), TextSize::Small, kText2);
  const std::string pass = short_number(run.score.pass_mark);
  const bool passed = run.score.score >= run.score.pass_mark;
  c.text(b.x + 18, b.y + 75, ui.say(passed ? Text{"及格线 {0}，已及格", "pass at {0}: passed"} : Text{"及格线 {0}，未及格", "pass at {0}: failed"}, {pass}), TextSize::Small, passed ? kOk : kBad);
  c.line({b.x + 158, b.y + 10}, {b.x + 158, b.bottom() - 10}, kLine);
  const float right = b.right() - 460;
  float x = b.x + 174;
  for (const ScoreGroup& group : find_score_groups(run.score)) {
    if (x + 150 > right) {
      break;
    }
    const float count = c.text(x + 150, b.y + 24, ui.say(group.count), TextSize::Small, kText3, Align::Right);
    c.text_fit(x, b.y + 24, 144 - count, ui.say(group.title), TextSize::Small, kText2);
    const float n = c.text(x, b.y + 50, group.available > 0 ? one_digit(group.points) : short_number(group.points), TextSize::Large, kText);
    if (group.available > 0) {
      c.text(x + n + 6, b.y + 54, "/ " + short_number(group.available), TextSize::Small, kText2);
      draw_bar(c, {x, b.y + 70, 150, 6}, group.points / group.available);
    }
    x += 178;
  }
  c.line({right, b.y + 10}, {right, b.bottom() - 10}, kLine);
  draw_verified(ui, {right + 14, b.y + 8, 216, 76}, state);
  const float text = right + 246;
  const float room = b.right() - text - 10;
  c.text_fit(text, b.y + 22, room, run.learner_name + "  " + run.class_name, TextSize::Small, kText);
  const Text mode = run.is_exam ? Text{"考试", "Exam"} : Text{"练习", "Practice"};
  c.text_fit(text, b.y + 45, room, ui.say(mode) + "  " + clock_text(run.world.time()), TextSize::Small, kText2);
  const std::string actions = std::to_string(run.log.actions().size());
  c.text_fit(text, b.y + 68, room, ui.say({"操作 {0} 次", "{0} actions"}, {actions}), TextSize::Small, kText2);
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

struct Window {
  double from, to, low, high;
  double step = 1; ///< between two lines of the grid
};

/// A round step in display units so that four to eight of them cover the window.
double calc_value_step(const Tag& tag, const Window& w) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  const double scale = unit != nullptr ? unit->scale : 1.0;
  const double rough = (w.high - w.low) / scale / 4;
  const double power = std::pow(10.0, std::floor(std::log10(std::max(rough, 1e-12))));
  const double digits = rough / power;
  return (digits < 1.5 ? 1 : digits < 3.5 ? 2 : digits < 7.5 ? 5 : 10) * power * scale;
}

/// Ends the window at whole steps, so that the grid lines read well.
void round_out(const Tag& tag, Window& w) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  const double zero = unit != nullptr ? unit->offset : 0.0;
  w.step = calc_value_step(tag, w);
  w.low = zero + std::floor((w.low - zero) / w.step + 1e-6) * w.step;
  w.high = zero + std::ceil((w.high - zero) / w.step - 1e-6) * w.step;
}

/// When, inside the span that lost points, the value was nearest to the one of the evidence.
double find_worst_time(const Evidence& e, const RunLog::Series& series) {
  double best = seconds(e.time);
  double nearest = std::abs(series.at(e.time) - e.value);
  for (std::size_t k = 0; k < series.times.size() && series.times[k] <= e.until; ++k) {
    const double distance = std::abs(series.values[k] - e.value);
    if (series.times[k] >= e.time && distance < nearest - 1e-12) {
      nearest = distance;
      best = seconds(series.times[k]);
    }
  }
  return best;
}

Window window_of(const RunView& run, const Evidence& e, const Tag& tag, const RunLog::Series& series) {
  const double at = seconds(e.time);
  const double until = std::max(at, seconds(e.until));
  const double around = std::max(60.0, (until - at) * 0.8);
  Window w{std::max(0.0, at - around), std::min(std::max(seconds(run.world.time()), 1.0), until + around), e.value, e.value, 1};
  for (const MinMax& m : decimate(series, w.from, w.to, w.to, 200)) {
    w.low = m.is_known ? std::min(w.low, m.low) : w.low;
    w.high = m.is_known ? std::max(w.high, m.high) : w.high;
  }
  const double span = tag.display.range_high - tag.display.range_low;
  const double margin = std::max({(w.high - w.low) * 0.08, span * 0.01, 1e-9});
  const bool is_within = w.low >= tag.display.range_low && w.high <= tag.display.range_high;
  w.low -= margin;
  w.high += margin;
  if (is_within) { // a share never shows less than 0 % or more than 100 %
    w.low = std::max(w.low, tag.display.range_low);
    w.high = std::min(w.high, tag.display.range_high);
  }
  round_out(tag, w);
  return w;
}

void draw_value_axis(Canvas& c, const Box& plot, const Tag& tag, const Window& w) {
  const int steps = static_cast<int>(std::lround((w.high - w.low) / w.step));
  for (int k = 0; k <= steps; ++k) {
    const float y = std::round(plot.bottom() - plot.h * static_cast<float>(k) / static_cast<float>(std::max(1, steps)));
    if (k > 0 && k < steps) {
      c.line({plot.x + 1, y}, {plot.right() - 1, y}, kGrid);
    }
    c.text_fit(plot.x - 7, y, 52, number_of(tag, w.low + w.step * k), TextSize::Small, kText3, Align::Right);
  }
  c.text(plot.x - 7, plot.y - 18, unit_text(tag), TextSize::Small, kText3, Align::Right);
}

void draw_evidence_plot(Ui& ui, const Box& plot, const RunView& run, const Evidence& e, const Tag& tag, const RunLog::Series& series) {
  Canvas& c = ui.canvas();
  const Window w = window_of(run, e, tag, series);
  const auto x = [&](double t) { return plot.x + plot.w * static_cast<float>((t - w.from) / std::max(1e-9, w.to - w.from)); };
  const auto y = [&](double v) { return plot.y + plot.h * static_cast<float>(1 - std::clamp((v - w.low) / (w.high - w.low), 0.0, 1.0)); };
  draw_grid(c, plot, 1, 1);
  draw_time_axis(c, plot, w.from, w.to);
  draw_value_axis(c, plot, tag, w);
  c.clip(plot);
  const float from = x(seconds(e.time));
  const float to = std::max(from + 2, x(std::max(seconds(e.time), seconds(e.until))));
  c.fill({from, plot.y + 1, to - from, plot.h - 2}, ink(0xF5DDD6, 0.9));
  for (const float edge : {from, to}) {
    const Point line[2] = {{edge, plot.y}, {edge, plot.bottom()}};
    c.dashes(line, kBad, 1, 3, 3);
  }
  for (const AlarmLimit& limit : find_limits(run, component_of(tag.name))) {
    if (limit.value > w.low && limit.value < w.high) {
      const Point line[2] = {{plot.x, y(limit.value)}, {plot.right(), y(limit.value)}};
      c.dashes(line, kText2, 1, 6, 3);
      c.text(plot.right() - 6, y(limit.value) - 9, limit.name + " " + number_of(tag, limit.value), TextSize::Small, kText2, Align::Right);
    }
  }
  const Pen pen{&tag, &series, kPens[0], 2.2F, 0, 0};
  draw_pen(c, plot, pen, {w.from, w.to, w.low, w.high}, seconds(run.world.time()), false);
  for (const RunLog::ActionRecord& record : run.log.actions()) {
    const double at = seconds(record.time);
    if (at >= w.from && at <= w.to && !record.refusal) {
      c.polygon({{x(at) - 5, plot.bottom() - 1}, {x(at) + 5, plot.bottom() - 1}, {x(at), plot.bottom() - 11}}, kAccent);
    }
  }
  const double worst_time = find_worst_time(e, series);
  const Point worst{x(worst_time), y(e.value)};
  c.disc(worst, 5, kWhite, kBad, 2);
  c.unclip();
  const std::string note = clock_text(sim_time(worst_time)) + "  " + value_and_unit(tag, e.value, ui.language);
  const float width = c.text_width(note, TextSize::Small) + 16;
  const float nx = std::clamp(worst.x + 40, plot.x + 4, plot.right() - width - 4);
  const float ny = std::clamp(worst.y - 40, plot.y + 24, plot.bottom() - 40);
  c.path({{worst.x + 4, worst.y - 3}, {nx, ny + 13}}, kBad, 1);
  c.box({nx, ny, width, 26}, kPanel, kBad, 3);
  c.text(nx + 8, ny + 13, note, TextSize::Small, kText);
  const double lasted = seconds(e.until - e.time);
  if (lasted > 0.5 && to - from > 50) {
    const std::string span = number_text(std::round(lasted));
    c.text((from + to) / 2, plot.y + 12, ui.say({"扣分区间 {0} s", "lost for {0} s"}, {span}), TextSize::Small, kBad, Align::Centre);
  }
}

void draw_evidence(Ui& ui, const Box& b, const RunView& run, const ScoreLine* line) {
  Canvas& c = ui.canvas();
  const double lost = line != nullptr ? lost_points(*line) : 0;
  draw_panel(c, b, ui.say({"证据  ", "Evidence  "}) + (line != nullptr ? ui.say(line->title) : ""));
  if (line == nullptr) {
    return;
  }
  if (lost > 0.05) {
    const std::string points = one_digit(lost);
    c.text(b.right() - 10, b.y + 15, ui.say({"扣 {0} 分", "{0} lost"}, {points}), TextSize::Small, kBad, Align::Right);
  }
  if (line->evidence.empty()) {
    c.text_lines(b.x + 16, b.y + 56, b.w - 32, 20, 3, ui.say(line->requirement), TextSize::Small, kText2);
    draw_badge(c, {b.x + 26, b.y + 134}, lost > 0.05 ? Icon::Cross : Icon::Check, lost > 0.05 ? kBad : kOk);
    c.text(b.x + 44, b.y + 134, ui.say(lost > 0.05 ? Text{"没有做到，没有得分", "Not done; nothing earned"} : Text{"全部得分", "All points earned"}), TextSize::Medium, lost > 0.05 ? kBad : kOk);
    return;
  }
  const Evidence& e = line->evidence.front();
  const Tag* tag = run.world.find_tag(e.tag);
  const RunLog::Series* series = tag != nullptr ? run.log.find_series(tag->name) : nullptr;
  const std::string more = line->evidence.size() > 1 ? ui.say({"，共 {0} 次", ", {0} times"}, {std::to_string(line->evidence.size())}) : "";
  const std::string why = clock_text(e.time) + "  " + ui.say(e.reason) + more;
  c.text_fit(b.x + 14, b.bottom() - 18, b.w - 28, why, TextSize::Small, kText);
  if (series == nullptr) {
    c.text_lines(b.x + 16, b.y + 56, b.w - 32, 20, 3, ui.say(line->requirement), TextSize::Small, kText2);
    return;
  }
  const std::string name = tag->name + "  " + ui.say(tag->display.name);
  c.text_fit(b.x + 66, b.y + 46, b.w - 90, name, TextSize::Small, kText2);
  draw_evidence_plot(ui, {b.x + 66, b.y + 62, b.w - 84, b.h - 62 - 56}, run, e, *tag, *series);
}

void draw_advice(Ui& ui, const Box& b, const RunView& run, const std::vector<const ScoreLine*>& lines, UiState& state) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"改进建议", "What to improve"}));
  float y = b.y + 36;
  int number = 0;
  for (std::size_t k = 0; k < lines.size() && number < 3; ++k) {
    const double lost = lost_points(*lines[k]);
    if (lost < 0.05) {
      break;
    }
    ++number;
    const Box card{b.x + 8, y, b.w - 16, 90};
    const Criterion* criterion = find_criterion(run.exercise, lines[k]->id);
    const bool first = number == 1;
    c.box(card, first ? kWhite : kPanel2, first ? kAccent : kLine, 3);
    c.fill({card.x + 8, card.y + 7, 20, 20}, first ? kAccent : kOff, 3);
    c.text(card.x + 18, card.y + 17, std::to_string(number), TextSize::Small, kWhite, Align::Centre);
    c.text_fit(card.x + 36, card.y + 17, card.w - 46, ui.say(lines[k]->title), TextSize::Medium, kText);
    const Text advice = criterion != nullptr && !criterion->hint.empty() ? criterion->hint : lines[k]->requirement;
    c.text_lines(card.x + 36, card.y + 37, card.w - 46, 17, 2, ui.say(advice), TextSize::Small, kText2);
    c.text(card.x + 36, card.y + 78, ui.say({"可得 +", "worth +"}) + one_digit(lost), TextSize::Small, kOk);
    if (ui.button("advice" + std::to_string(k), {card.right() - 84, card.y + 62, 76, 24}, ui.say({"看证据", "Evidence"}), {state.lost_row == static_cast<int>(k) ? Look::Selected : Look::Normal})) {
      state.lost_row = static_cast<int>(k);
    }
    y += 97;
  }
  if (number == 0) {
    draw_badge(c, {b.x + 26, b.y + 58}, Icon::Check, kOk);
    c.text(b.x + 44, b.y + 58, ui.say({"没有扣分", "No points lost"}), TextSize::Medium, kText);
  }
}

} // namespace

void draw_debrief_page(Ui& ui, const RunView& run, UiState& state, UiCommands& commands) {
  draw_debrief_bar(ui, run, state, commands);
  const auto lines = sorted_by_loss(run.score);
  const float end = ui.height() - kStatusBar - 5;
  draw_headline(ui, {kGap, 50, ui.width() - 2 * kGap, 92}, run, state);
  const float timeline = 251;
  const Box middle{kGap, 148, ui.width() - 2 * kGap, end - timeline - kGap - 148};
  const float advice = std::min(310.0F, middle.w * 0.24F);
  const float table = std::min(440.0F, middle.w * 0.34F);
  if (ui.key(kKeyRight, false, true)) {
    state.lost_row = std::min(state.lost_row + 1, std::max(0, static_cast<int>(lines.size()) - 1));
  }
  if (ui.key(kKeyLeft, false, true)) {
    state.lost_row = std::max(0, state.lost_row - 1);
  }
  commands.write_report = commands.write_report || ui.key(kKeyE, true);
  draw_table_of(ui, {middle.x, middle.y, table, middle.h}, run, lines, state);
  const auto selected = static_cast<std::size_t>(std::max(0, state.lost_row));
  draw_evidence(ui, {middle.x + table + kGap, middle.y, middle.w - table - advice - 2 * kGap, middle.h}, run, selected < lines.size() ? lines[selected] : nullptr);
  draw_advice(ui, {middle.right() - advice, middle.y, advice, middle.h}, run, lines, state);
  draw_timeline(ui, {kGap, middle.bottom() + kGap, ui.width() - 2 * kGap, timeline}, run, state);
  const std::string count = std::to_string(run.log.actions().size());
  draw_status_bar(ui, state, {{"← →", ui.say({"上/下一条扣分", "previous/next loss"})}, {"Ctrl+E", ui.say({"导出报告", "write the report"})}, {"F1", ui.say({"帮助", "help"})}},
                  ui.say({"记录 {0} 条", "{0} records"}, {count}));
}

} // namespace jixia::hmi
