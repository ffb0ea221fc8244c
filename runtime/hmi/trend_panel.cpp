#include "hmi/trend_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "hmi/trend_plot.h"
#include "hmi/table.h"
#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

using Look = ButtonStyle::Look;

constexpr std::array<double, 4> kSpans{300, 900, 3600, 14400};
constexpr std::size_t kMostPens = 6;

struct TimeSpan {
  double from, to;
};

TimeSpan span_of(const RunView& run, const TrendState& trend) {
  const double end = trend.end.value_or(std::max(trend.span, seconds(run.world.time())));
  return {end - trend.span, end};
}

std::vector<Pen> pens_of(const RunView& run, const TrendState& trend) {
  std::vector<Pen> pens;
  for (std::size_t k = 0; k < trend.tags.size(); ++k) {
    pens.push_back(make_pen(k, run.world.find_tag(trend.tags[k]), run.log));
  }
  return pens;
}

void move_span(Ui& ui, const Touch& t, const Box& plot, const RunView& run, TrendState& trend) {
  const TimeSpan now = span_of(run, trend);
  const double per_pixel = trend.span / static_cast<double>(plot.w);
  const double at = now.from + static_cast<double>(ui.mouse().x - plot.x) * per_pixel;
  const float turned = t.is_hovered ? ui.take_wheel(plot) : 0;
  const float zoom = turned + (t.is_focused ? static_cast<float>(ui.key(kKeyEqual, false, true)) - static_cast<float>(ui.key(kKeyMinus, false, true)) : 0);
  if (zoom != 0) {
    const double factor = std::pow(0.8, static_cast<double>(zoom));
    const double span = std::clamp(trend.span * factor, 20.0, 86400.0);
    const double share = trend.end ? (now.to - at) / trend.span : 0;
    trend.span = span;
    if (trend.end) {
      trend.end = at + share * span;
    }
  }
  if (t.is_held && t.drag.x != 0) {
    trend.end = std::max(trend.span * 0.2, now.to - static_cast<double>(t.drag.x) * per_pixel);
  }
  if (trend.end && *trend.end >= std::max(trend.span, seconds(run.world.time()))) {
    trend.end.reset();
  }
  if (t.is_focused) { // the cursor goes by the keys, and takes the plot along at its edges
    const double step = trend.span / 60 * ((ui.key(kKeyRight, false, true) ? 1 : 0) - (ui.key(kKeyLeft, false, true) ? 1 : 0));
    const double until = seconds(run.world.time());
    trend.cursor = std::clamp(trend.cursor.value_or(std::min(now.to, until)) + step, 0.0, until);
    trend.end = *trend.cursor < now.from ? std::optional(*trend.cursor + trend.span) : *trend.cursor > now.to ? std::optional(*trend.cursor) : trend.end;
    if (ui.key(kKeyEnd)) {
      trend.end.reset();
      trend.cursor = until;
    }
    return;
  }
  trend.cursor = t.is_hovered && !t.is_held ? std::optional(at) : std::nullopt;
}

void draw_marks(Canvas& c, const Box& plot, const RunView& run, const TimeSpan& span) {
  float last = -100;
  for (const RunLog::ActionRecord& record : run.log.actions()) {
    const double at = seconds(record.time);
    const float x = plot.x + plot.w * static_cast<float>((at - span.from) / (span.to - span.from));
    if (x < plot.x || x > plot.right() || x - last < 7 || record.refusal) {
      continue;
    }
    c.polygon({{x - 4, plot.bottom() - 1}, {x + 4, plot.bottom() - 1}, {x, plot.bottom() - 9}}, kAccent);
    last = x;
  }
}

void draw_cursor(Canvas& c, const Box& plot, const TimeSpan& span, double at) {
  const float x = std::round(plot.x + plot.w * static_cast<float>((at - span.from) / (span.to - span.from)));
  c.line({x, plot.y}, {x, plot.bottom()}, kText);
  const float left = x - 66 > plot.x ? x - 66 : x + 4;
  c.fill({left, plot.y + 4, 62, 20}, kChrome, 2);
  c.text(left + 31, plot.y + 14, clock_text(sim_time(std::max(0.0, at))), TextSize::Small, kWhite, Align::Centre);
}

void draw_plot(Ui& ui, const Box& plot, const RunView& run, TrendState& trend, const std::vector<Pen>& pens) {
  Canvas& c = ui.canvas();
  const Touch t = ui.touch("trend.plot", plot);
  move_span(ui, t, plot, run, trend);
  const TimeSpan span = span_of(run, trend);
  draw_grid(c, plot, 1, 4);
  if (t.is_focused) {
    c.frame(plot.outset(1), kFocus, 2, 2);
  }
  draw_time_axis(c, plot, span.from, span.to);
  for (int k = 0; k <= 4; ++k) {
    c.text(plot.x - 6, plot.y + plot.h * static_cast<float>(k) / 4, std::to_string(100 - 25 * k) + (k == 0 ? " %" : ""), TextSize::Small, kText3, Align::Right);
  }
  if (!pens.empty() && pens[0].tag != nullptr) {
    const auto limits = find_limits(run, component_of(pens[0].tag->name));
    double low = -1;
    double high = 2;
    for (const AlarmLimit& limit : limits) {
      const double share = share_of_range(*pens[0].tag, limit.value);
      (limit.is_high ? high : low) = limit.is_high ? std::min(high, share) : std::max(low, share);
    }
    if (high <= 1 && low >= 0 && high > low) {
      c.fill({plot.x + 1, plot.y + plot.h * static_cast<float>(1 - high), plot.w - 2, plot.h * static_cast<float>(high - low)}, ink(0xAEC4D2, 0.28));
    }
  }
  c.clip(plot);
  const double until = seconds(run.world.time());
  for (std::size_t k = pens.size(); k-- > 0;) {
    draw_pen(c, plot, pens[k], {span.from, span.to, 0, 1}, until, true);
  }
  draw_marks(c, plot, run, span);
  c.unclip();
  if (trend.cursor) {
    draw_cursor(c, plot, span, *trend.cursor);
  }
}

void draw_legend(Ui& ui, const Box& b, const RunView& run, UiState& state, const std::vector<Pen>& pens) {
  Canvas& c = ui.canvas();
  TrendState& trend = state.trend;
  const auto row = [&](int k) {
    const Pen& pen = pens[static_cast<std::size_t>(k)];
    std::vector<Cell> cells{{"", kText, [&c, &pen](const Box& at) { draw_pen_sample(c, at.x + 7, at.mid_y(), pen); }},
                            {trend.tags[static_cast<std::size_t>(k)]}};
    if (pen.tag == nullptr) {
      return cells;
    }
    const bool known = pen.series != nullptr && trend.cursor && *trend.cursor <= seconds(run.world.time());
    cells.push_back({known ? shown_text(*pen.tag, pen.series->at(sim_time(*trend.cursor)), ui.language) : "", kText2});
    cells.push_back({shown_text(*pen.tag, run.shown.of(run.world, *pen.tag), ui.language), kLive});
    cells.push_back({unit_text(*pen.tag), kText3});
    return cells;
  };
  const float height = std::min(26 * static_cast<float>(pens.size() + 1), b.h - 34);
  const TableTouch t = draw_table(ui, "trend.legend", {b.x, b.y, b.w, height},
                                  {{ui.say({"笔", "Pen"}), 36}, {ui.say({"位号", "Tag"}), 80}, {ui.say({"光标", "Cursor"}), 56, Align::Right}, {ui.say({"当前", "Now"}), 56, Align::Right}, {ui.say({"单位", "Unit"}), 58}},
                                  static_cast<int>(pens.size()), row, trend.first, {26, 26, trend.selected, true});
  trend.selected = t.clicked >= 0 ? t.clicked : trend.selected;
  const float y = b.y + height + 6;
  if (ui.button("trend.add", {b.x, y, 84, 26}, ui.say({"加位号", "Add tag"}), {Look::Normal, Icon::Plus, pens.size() < kMostPens})) {
    trend.is_choosing = !trend.is_choosing;
    trend.search.clear();
  }
  if (ui.button("trend.remove", {b.x + 90, y, 84, 26}, ui.say({"去掉", "Remove"}), {Look::Normal, Icon::Minus, !pens.empty()})) {
    trend.tags.erase(trend.tags.begin() + std::min<std::ptrdiff_t>(trend.selected, static_cast<std::ptrdiff_t>(pens.size()) - 1));
    trend.selected = 0;
  }
}

bool contains(const std::string& text, const std::string& word) {
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

void draw_choice(Ui& ui, const Box& b, const RunView& run, UiState& state) {
  TrendState& trend = state.trend;
  std::vector<const Tag*> found;
  for (const Tag& tag : run.world.tags()) {
    if (run.log.find_series(tag.name) != nullptr && (contains(tag.name, trend.search) || contains(tag.display.name.in(ui.language), trend.search))) {
      found.push_back(&tag);
    }
  }
  ui.open_layer(b);
  Canvas& c = ui.canvas();
  c.fill({b.x + 3, b.y + 3, b.w, b.h}, ink(0x1B2227, 0.22), 4);
  c.box(b, kPanel, kAccent, 4);
  ui.text_field("trend.search", {b.x + 8, b.y + 8, b.w - 16, 28}, trend.search, ui.say({"搜位号或名称", "Search tag or name"}));
  const TableTouch t = draw_table(ui, "trend.choice", {b.x + 1, b.y + 42, b.w - 2, b.h - 44},
                                  {{ui.say({"位号", "Tag"}), 150}, {ui.say({"名称", "Name"}), 180}}, static_cast<int>(found.size()),
                                  [&](int k) {
                                    const Tag& tag = *found[static_cast<std::size_t>(k)];
                                    return std::vector<Cell>{{tag.name}, {tag.display.name.in(ui.language), kText2}};
                                  },
                                  trend.first_choice, {26, 26, -1, true});
  if (t.clicked >= 0 && trend.tags.size() < kMostPens) {
    trend.tags.push_back(found[static_cast<std::size_t>(t.clicked)]->name);
    trend.is_choosing = false;
  }
  if (ui.key(kKeyEscape)) {
    trend.is_choosing = false;
  }
  ui.close_layer();
}

void draw_spans(Ui& ui, const Box& b, TrendState& trend) {
  const std::vector<std::string> names{ui.say({"5 分", "5 min"}), ui.say({"15 分", "15 min"}), ui.say({"1 小时", "1 h"}), ui.say({"4 小时", "4 h"})};
  const auto here = std::find(kSpans.begin(), kSpans.end(), trend.span);
  const int selected = here == kSpans.end() ? -1 : static_cast<int>(here - kSpans.begin());
  if (const auto chosen = ui.segments("trend.span", b.right() - 296, b.y + 2, 24, names, selected, {52, 56, 62, 62})) {
    trend.span = kSpans[static_cast<std::size_t>(*chosen)];
    trend.end.reset();
  }
  if (ui.button("trend.now", {b.right() - 56, b.y + 2, 50, 24}, ui.say({"现在", "Now"}), {trend.end ? Look::Normal : Look::Selected})) {
    trend.end.reset();
  }
}

} // namespace

void draw_trend_panel(Ui& ui, const Box& b, const RunView& run, UiState& state) {
  Canvas& c = ui.canvas();
  draw_panel(c, b, ui.say({"趋势", "Trend"}));
  draw_spans(ui, b, state.trend);
  const auto pens = pens_of(run, state.trend);
  const bool roomy = b.h > 300;
  const float legend = roomy ? 320 : std::min(290.0F, b.w * 0.42F);
  const Box plot{b.x + 44, b.y + 40, b.w - 44 - legend - 24, b.h - 40 - 36};
  draw_plot(ui, plot, run, state.trend, pens);
  const Box list{plot.right() + 14, b.y + 38, legend, b.h - 38 - (roomy ? 44 : 10)};
  draw_legend(ui, list, run, state, pens);
  if (pens.empty()) {
    c.text(plot.mid_x(), plot.mid_y(), ui.say({"点“加位号”选择要看的位号", "Choose tags with “Add tag”"}), TextSize::Small, kText3, Align::Centre);
  }
  if (state.trend.is_choosing) {
    const float h = std::min(360.0F, ui.height() - 160);
    draw_choice(ui, {b.right() - 368, std::max(90.0F, b.bottom() - h - 8), 360, h}, run, state);
  }
}

} // namespace jixia::hmi
