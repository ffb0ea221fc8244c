#include "hmi/debrief_evidence.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "hmi/alarm_list.h"
#include "hmi/debrief_facts.h"
#include "hmi/symbols.h"
#include "hmi/trend_plot.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr double kLead = 30; // [s] before a loss, in which it could still be avoided
constexpr float kFoot = 78;  // axis, reason and button under the plot

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

Window window_of(const RunView& run, const Evidence& e, const Tag& tag,
                 const RunLog::Series& series) {
  const double at = seconds(e.time);
  const double until = std::max(at, seconds(e.until));
  const double around = std::max(60.0, (until - at) * 0.8);
  Window w{std::max(0.0, at - around),
           std::min(std::max(seconds(run.world.time()), 1.0), until + around), e.value, e.value, 1};
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

/// The names of the states that the window shows.
void draw_state_axis(Canvas& c, const Box& plot, const Tag& tag, const Window& w, Language language) {
  for (int k = static_cast<int>(std::ceil(w.low)); k <= static_cast<int>(std::floor(w.high)); ++k) {
    const float y = std::round(plot.bottom() - plot.h * static_cast<float>((k - w.low) / (w.high - w.low)));
    c.text_fit(plot.x - 7, y, 56, shown_text(tag, k, language), TextSize::Small, kText3, Align::Right);
  }
}

void draw_value_axis(Canvas& c, const Box& plot, const Tag& tag, const Window& w) {
  const int steps = static_cast<int>(std::lround((w.high - w.low) / w.step));
  for (int k = 0; k <= steps; ++k) {
    const float y = std::round(plot.bottom() - plot.h * static_cast<float>(k) /
                                                   static_cast<float>(std::max(1, steps)));
    if (k > 0 && k < steps) {
      c.line({plot.x + 1, y}, {plot.right() - 1, y}, kGrid);
    }
    c.text_fit(plot.x - 7, y, 52, number_of(tag, w.low + w.step * k), TextSize::Small, kText3,
               Align::Right);
  }
  c.text(plot.x - 7, plot.y - 18, unit_text(tag), TextSize::Small, kText3, Align::Right);
}

void draw_evidence_plot(Ui& ui, const Box& plot, const RunView& run, const Evidence& e,
                        const Tag& tag, const RunLog::Series& series, UiState& state) {
  Canvas& c = ui.canvas();
  const Window w = window_of(run, e, tag, series);
  const auto x = [&](double t) {
    return plot.x + plot.w * static_cast<float>((t - w.from) / std::max(1e-9, w.to - w.from));
  };
  const auto y = [&](double v) {
    return plot.y +
           plot.h * static_cast<float>(1 - std::clamp((v - w.low) / (w.high - w.low), 0.0, 1.0));
  };
  draw_grid(c, plot, 1, 1);
  draw_time_axis(c, plot, w.from, w.to);
  if (tag.states.empty()) {
    draw_value_axis(c, plot, tag, w);
  } else {
    draw_state_axis(c, plot, tag, w, ui.language);
  }
  const Touch t = ui.touch("evidence.plot", plot, false);
  if (t.is_held) {
    const double at =
        w.from + (w.to - w.from) * static_cast<double>((ui.mouse().x - plot.x) / plot.w);
    state.debrief_at = std::floor(std::clamp(at, 0.0, seconds(run.world.time())));
  }
  c.begin_picture();
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
      c.text(plot.right() - 6, y(limit.value) - 9, limit.name + " " + number_of(tag, limit.value),
             TextSize::Small, kText2, Align::Right);
    }
  }
  const Pen pen{&tag, &series, kPens[0], 2.2F, 0, 0};
  draw_pen(c, plot, pen, {w.from, w.to, w.low, w.high}, seconds(run.world.time()), false);
  for (const RunLog::ActionRecord& record : run.log.actions()) {
    const double at = seconds(record.time);
    if (at >= w.from && at <= w.to && !record.refusal) {
      c.polygon({{x(at) - 5, plot.bottom() - 1},
                 {x(at) + 5, plot.bottom() - 1},
                 {x(at), plot.bottom() - 11}},
                kAccent);
    }
  }
  const double worst_time = find_worst_time(e, series);
  const Point worst{x(worst_time), y(e.value)};
  c.disc(worst, 5, kWhite, kBad, 2);
  c.unclip();
  const std::string note =
      clock_text(sim_time(worst_time)) + "  " + value_and_unit(tag, e.value, ui.language);
  const float width = c.text_width(note, TextSize::Small) + 16;
  const float nx =
      std::clamp(worst.x + 40, plot.x + 4, std::max(plot.x + 4, plot.right() - width - 4));
  const float ny = std::clamp(worst.y - 40, plot.y + 40, std::max(plot.y + 40, plot.bottom() - 40));
  c.path({{worst.x + 4, worst.y - 3}, {nx, ny + 13}}, kBad, 1);
  c.box({nx, ny, width, 26}, kPanel, kBad, 3);
  c.text(nx + 8, ny + 13, note, TextSize::Small, kText);
  const double lasted = seconds(e.until - e.time);
  if (lasted > 0.5 && to - from > 50) {
    const std::string span = number_text(std::round(lasted));
    const std::string text = ui.say({"扣分区间 {0} s", "lost for {0} s"}, {span});
    const float half = c.text_width(text, TextSize::Small) / 2 + 4;
    const float middle = std::clamp((std::max(from, plot.x) + std::min(to, plot.right())) / 2,
                                    plot.x + half, plot.right() - half);
    c.text(middle, plot.y + 30, text, TextSize::Small, kBad, Align::Centre);
  }
  if (state.debrief_at >= w.from && state.debrief_at <= w.to) {
    const float half = 36;
    const float at = x(state.debrief_at);
    c.line({at, plot.y}, {at, plot.bottom()}, kText);
    draw_time_cursor(c, std::clamp(at, plot.x + half, plot.right() - half), plot.y, plot.y + 18,
                     state.debrief_at);
  }
  c.end_picture();
}

} // namespace

void draw_time_cursor(Canvas& c, float x, float top, float bottom, double at) {
  const std::string time = clock_text(sim_time(at));
  const float w = c.text_width(time, TextSize::Small) + 10;
  c.line({x, top}, {x, bottom}, kText);
  c.fill({x - w / 2, top, w, 18}, kChrome, 2);
  c.text(x, top + 9, time, TextSize::Small, kWhite, Align::Centre);
}

double calc_repeat_time(const ScoreLine& line, double end) {
  const double lost = !line.evidence.empty() ? seconds(line.evidence.front().time) - kLead
                      : line.started         ? seconds(*line.started)
                                             : 0;
  return std::floor(std::clamp(lost, 0.0, std::max(0.0, end - 1)));
}

namespace {

void draw_without_trend(Ui& ui, const Box& b, const ScoreLine& line) {
  Canvas& c = ui.canvas();
  const float room = b.w - 32;
  const std::string text = ui.say(line.requirement);
  const int lines = c.line_count(room, text, TextSize::Small);
  c.text_lines(b.x + 16, b.y + 48, room, 20, lines, text, TextSize::Small, kText2);
  const bool lost = lost_points(line) > 0.05;
  const float y = b.y + 64 + 20 * static_cast<float>(lines);
  draw_badge(c, {b.x + 26, y}, lost ? Icon::Cross : Icon::Check, lost ? kBad : kOk);
  c.text(b.x + 44, y,
         ui.say(lost ? Text{"没有做到，没有得分", "Not done; nothing earned"}
                     : Text{"全部得分", "All points earned"}),
         TextSize::Medium, lost ? kBad : kOk);
}

/// The reason, and the button that starts from the cursor.
void draw_foot(Ui& ui, const Box& b, const ScoreLine& line, UiState& state, UiCommands& commands) {
  Canvas& c = ui.canvas();
  const float width = 148;
  const std::string from = clock_text(sim_time(state.debrief_at));
  const ButtonStyle style{Look::Primary, Icon::Play, true,
                          ui.say({"新开一次练习，照原样做到 {0}，接着由你操作",
                                  "A new practice run: all as before up to {0}, then it is yours"},
                                 {from})};
  if (ui.button("repeat", {b.right() - width - 8, b.bottom() - 36, width, 28},
                ui.say({"从此处重练", "Practise from here"}), style)) {
    commands.repeat_from = sim_time(state.debrief_at);
  }
  if (line.evidence.empty()) {
    return;
  }
  const Evidence& e = line.evidence.front();
  const std::string more = line.evidence.size() > 1 ? ui.say({"，共 {0} 次", ", {0} times"},
                                                             {std::to_string(line.evidence.size())})
                                                    : "";
  const std::string why = clock_text(e.time) + "  " + ui.say(e.reason) + more;
  const float room = b.w - width - 32;
  const int lines = std::clamp(c.line_count(room, why, TextSize::Small), 1, 3);
  c.text_lines(b.x + 12, b.bottom() - 22 - 8.5F * static_cast<float>(lines - 1), room, 17, 3, why,
               TextSize::Small, kText);
}

} // namespace

void draw_evidence(Ui& ui, const Box& b, const RunView& run, const ScoreLine* line, UiState& state,
                   UiCommands& commands) {
  Canvas& c = ui.canvas();
  const double lost = line != nullptr ? lost_points(*line) : 0;
  char points[32];
  std::snprintf(points, sizeof points, "%.1f", lost);
  draw_panel_with_head(c, b);
  const float right =
      lost > 0.05 ? c.text(b.right() - 10, b.y + 15, ui.say({"扣 {0} 分", "{0} lost"}, {points}),
                           TextSize::Small, kBad, Align::Right) +
                        16
                  : 0;
  const std::string word = ui.say({"证据  ", "Evidence  "});
  const std::string name = line != nullptr ? ui.say(line->title) : "";
  const float room = b.w - 2 * kInset - right;
  const bool fits = c.text_width(word + name, TextSize::Medium) <= room;
  c.text_fit(b.x + kInset, b.y + 14.5F, room, fits ? word + name : name, TextSize::Medium, kText);
  if (line == nullptr) {
    return;
  }
  const Evidence* e = line->evidence.empty() ? nullptr : &line->evidence.front();
  const Tag* tag = e != nullptr ? run.world.find_tag(e->tag) : nullptr;
  const RunLog::Series* series = tag != nullptr ? run.log.find_series(tag->name) : nullptr;
  if (series == nullptr) {
    draw_without_trend(ui, b, *line);
  } else {
    c.text_fit(b.x + 66, b.y + 44, b.w - 90, tag->name + "  " + ui.say(tag->display.name),
               TextSize::Small, kText2);
    draw_evidence_plot(ui, {b.x + 66, b.y + 58, b.w - 84, b.h - 58 - kFoot}, run, *e, *tag, *series,
                       state);
  }
  draw_foot(ui, b, *line, state, commands);
}

} // namespace jixia::hmi
