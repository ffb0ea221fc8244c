#include "exporting/report_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "exporting/look.h"
#include "exporting/safe_text.h"

namespace jixia {
namespace {

constexpr double kFont = 10.0;

/// Maps time and value to the plot's rectangle.
struct Axes {
  ChartBox plot;
  SimTime begin, end;
  double low = 0.0, high = 1.0;

  double x(SimTime time) const {
    const double share = seconds(time - begin) / std::max(seconds(end - begin), 1e-9);
    return plot.x + plot.width * std::clamp(share, 0.0, 1.0);
  }
  double y(double value) const {
    return plot.y + plot.height * (1.0 - std::clamp((value - low) / (high - low), 0.0, 1.0));
  }
};

/// The range that shows the line and the band with a little air.
std::pair<double, double> range_of(const ReportChart& chart) {
  double low = INFINITY, high = -INFINITY;
  const auto take = [&](double value) {
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  };
  for (const double value : chart.series.values) {
    take(value);
  }
  take(chart.low.value_or(NAN));
  take(chart.high.value_or(NAN));
  if (!(low <= high)) {
    return {chart.range_low, chart.range_high};
  }
  const double full = std::fabs(chart.range_high - chart.range_low);
  const double least =
      std::isfinite(full) && full > 0.0 ? 0.05 * full : 1.0; // noise is not a mountain
  const double air = std::max(0.06 * (high - low), 0.5 * (least - (high - low)));
  const bool is_never_negative = low >= 0.0; // then the axis is not either
  return {is_never_negative ? std::max(low - air, 0.0) : low - air, high + air};
}

SimTime time_step(SimTime span) {
  constexpr std::array<int, 13> kSteps{1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600};
  for (const int step : kSteps) {
    if (span / std::chrono::seconds(step) <= 7) {
      return std::chrono::seconds(step);
    }
  }
  return std::chrono::hours(1 + span / std::chrono::hours(7));
}

/// Hours are left out when the whole axis has none: 06:30 instead of 00:06:30.
std::string axis_time(SimTime time, SimTime end) {
  const std::string text = clock_text(time);
  return end < std::chrono::hours(1) && text.starts_with("00:") ? text.substr(3) : text;
}

void draw_time_axis(Canvas& canvas, const Axes& axes, bool has_grid) {
  const SimTime step = time_step(axes.end - axes.begin);
  const double bottom = axes.plot.y + axes.plot.height;
  for (SimTime time = (axes.begin + step - SimTime{1}) / step * step; time <= axes.end;
       time += step) {
    const double x = axes.x(time);
    if (has_grid) {
      canvas.polyline({{x, axes.plot.y}, {x, bottom}}, {{}, look::kGrid, 1.0, false});
    }
    canvas.text(x, bottom + kFont + 4, axis_time(time, axes.end), kFont, look::kText3,
                Canvas::Align::Middle);
  }
}

void draw_value_axis(Canvas& canvas, const Axes& axes, const std::vector<double>& ticks) {
  const double step = ticks[1] - ticks[0];
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 8);
  const double right = axes.plot.x + axes.plot.width;
  for (const double tick : ticks) {
    const double y = axes.y(tick);
    canvas.polyline({{axes.plot.x, y}, {right, y}}, {{}, look::kGrid, 1.0, false});
    canvas.text(axes.plot.x - 5, y + 0.35 * kFont, fixed_text(tick, decimals), kFont, look::kText3,
                Canvas::Align::Right);
  }
}

void draw_band(Canvas& canvas, const Axes& axes, const ReportChart& chart) {
  if (!chart.low && !chart.high) {
    return;
  }
  const double top = chart.high ? axes.y(*chart.high) : axes.plot.y;
  const double bottom = chart.low ? axes.y(*chart.low) : axes.plot.y + axes.plot.height;
  canvas.rectangle(axes.plot.x, top, axes.plot.width, std::max(bottom - top, 0.0),
                   {look::kNormal, {}});
}

void draw_limits(Canvas& canvas, const Axes& axes, const ReportChart& chart) {
  for (const auto& limit : {chart.low, chart.high}) {
    if (limit) {
      const double y = axes.y(*limit);
      canvas.polyline({{axes.plot.x, y}, {axes.plot.x + axes.plot.width, y}},
                      {{}, look::kText3, 1.0, true});
    }
  }
}

void draw_span(Canvas& canvas, const Axes& axes, const ReportChart& chart) {
  if (!chart.span_begin) {
    return;
  }
  const double left = axes.x(*chart.span_begin);
  const double right = axes.x(chart.span_end.value_or(*chart.span_begin));
  const double bottom = axes.plot.y + axes.plot.height;
  if (right - left > 1.0) {
    canvas.rectangle(left, axes.plot.y, right - left, axes.plot.height, {look::kBadSoft, {}});
  }
  for (const double x : {left, right}) {
    canvas.polyline({{x, axes.plot.y}, {x, bottom}}, {{}, look::kBad, 1.0, true});
  }
}

/// The line: a value holds until the next; a gap where it is not a number.
void draw_line(Canvas& canvas, const Axes& axes, const ReportChart& chart) {
  std::vector<CanvasPoint> points;
  const Ink pen{{}, look::kPen, 1.6, false};
  const auto finish = [&] {
    if (points.size() > 1) {
      canvas.polyline(points, pen);
    }
    points.clear();
  };
  for (std::size_t k = 0; k < chart.series.times.size(); ++k) {
    const double x = axes.x(chart.series.times[k]);
    if (!points.empty() && x - points.back().x > 1.5) { // a corner that could be seen
      points.push_back({x, points.back().y});
    }
    if (!std::isfinite(chart.series.values[k])) {
      finish();
      continue;
    }
    points.push_back({x, axes.y(chart.series.values[k])});
  }
  if (!points.empty()) {
    points.push_back({axes.x(chart.end), points.back().y});
  }
  finish();
}

void draw_action_marks(Canvas& canvas, const Axes& axes, const std::vector<SimTime>& actions) {
  const double bottom = axes.plot.y + axes.plot.height;
  double last = -1e9;
  for (const SimTime time : actions) {
    const double x = axes.x(time);
    if (x - last >= 3.0) { // more would only be a black bar
      canvas.polyline({{x - 3.5, bottom}, {x + 3.5, bottom}, {x, bottom - 7}}, {look::kAccent, {}});
      last = x;
    }
  }
}

std::string chart_title(const ReportChart& chart, Language language) {
  const std::string name = clean_text(chart.name.in(language));
  const std::string title = name == chart.tag ? name : clean_text(chart.tag) + " " + name;
  return chart.unit.empty() ? title : title + " (" + clean_text(chart.unit) + ")";
}

/// One row of the time line.
struct Row {
  double y, height;
};

void draw_row(Canvas& canvas, const Axes& axes, const Row& row, const Text& name,
              Language language) {
  canvas.rectangle(axes.plot.x, row.y, axes.plot.width, row.height, {look::kZebra, {}});
  canvas.text(axes.plot.x - 6, row.y + row.height / 2 + 0.35 * kFont, name.in(language), kFont,
              look::kText2, Canvas::Align::Right);
}

void draw_alarm_row(Canvas& canvas, const Axes& axes, const Row& row, const ReportData& data) {
  const double centre = row.y + row.height / 2;
  for (const ReportAlarm& alarm : data.alarms) {
    const double left = axes.x(alarm.came);
    const double right = axes.x(alarm.returned.value_or(data.length));
    const auto colour = look::kAlarms[static_cast<std::size_t>(alarm.priority - 1)];
    canvas.rectangle(left, centre - 4, std::max(right - left, 1.5), 8,
                     {colour, look::kText, 0.5, false});
  }
  double last = -1e9;
  for (const ReportAlarm& alarm : data.alarms) {
    const double x = axes.x(alarm.came);
    if (x - last >= 11.0) {
      draw_alarm_sign(canvas, alarm.priority, {x, centre}, 12);
      last = x;
    }
  }
}

void draw_loss_row(Canvas& canvas, const Axes& axes, const Row& row, const ReportData& data) {
  std::vector<std::pair<double, double>> marks; // x, points
  for (const ReportLoss& loss : data.losses) {
    const auto& ended = data.sheet.lines[loss.line].ended;
    const SimTime time =
        !loss.evidence.empty() ? loss.evidence.front().evidence.time : ended.value_or(data.length);
    marks.emplace_back(axes.x(time), loss.points);
  }
  std::sort(marks.begin(), marks.end());
  const double centre = row.y + row.height / 2;
  double last_text = -1e9;
  for (const auto& [x, points] : marks) {
    canvas.circle({x, centre}, 4.5, {look::kBad, look::kWhite, 1.0, false});
    const double text_x = std::min(x + 7, axes.plot.x + axes.plot.width - 22);
    if (points > 0.0 && text_x - last_text > 26) {
      canvas.text(text_x, centre + 0.35 * kFont, "−" + points_text(points), kFont, look::kBad,
                  Canvas::Align::Left);
      last_text = text_x;
    }
  }
}

} // namespace

std::vector<double> axis_ticks(double low, double high, int most) {
  if (!std::isfinite(low) || !std::isfinite(high) || !(low < high) ||
      high - low < 1e-12 * std::fabs(high)) {
    return {0.0, 1.0};
  }
  double step = std::pow(10.0, std::floor(std::log10((high - low) / most)));
  constexpr std::array<double, 3> kFactors{2.0, 2.5, 2.0}; // 1, 2, 5, 10, 20 ...
  for (std::size_t k = 0; std::ceil(high / step) - std::floor(low / step) > most; ++k) {
    step *= kFactors[k % kFactors.size()];
  }
  std::vector<double> ticks;
  for (double k = std::floor(low / step); k <= std::ceil(high / step); k += 1.0) {
    ticks.push_back(k * step);
  }
  return ticks;
}

void draw_alarm_sign(Canvas& canvas, int priority, CanvasPoint centre, double size) {
  const double half = size / 2;
  const auto [x, y] = centre;
  const int kind = std::clamp(priority, 1, 4);
  const Ink ink{look::kAlarms[static_cast<std::size_t>(kind - 1)], look::kText, 0.8, false};
  switch (kind) {
    case 1:
      canvas.rectangle(x - half, y - half, size, size, ink);
      break;
    case 2:
      canvas.polyline({{x - half, y + half}, {x + half, y + half}, {x, y - half}}, ink);
      break;
    case 3:
      canvas.polyline({{x - half, y - half}, {x + half, y - half}, {x, y + half}}, ink);
      break;
    default:
      canvas.polyline({{x - half, y}, {x, y - half}, {x + half, y}, {x, y + half}}, ink);
  }
  const double shift = kind == 2 ? 0.12 * size : kind == 3 ? -0.12 * size : 0.0;
  canvas.text(x, y + 0.23 * size + shift, std::to_string(kind), 0.62 * size,
              kind == 1 ? look::kWhite : look::kText, Canvas::Align::Middle);
}

void draw_trend(Canvas& canvas, const ReportChart& chart, const ChartBox& box, Language language) {
  const auto [low, high] = range_of(chart);
  const std::vector<double> ticks = axis_ticks(low, high, 5);
  const Axes axes{{box.x + 46, box.y + 18, box.width - 58, box.height - 36},
                  chart.begin,
                  chart.end,
                  ticks.front(),
                  ticks.back()};
  canvas.text(box.x + 2, box.y + 11, chart_title(chart, language), kFont + 1, look::kText2,
              Canvas::Align::Left);
  canvas.rectangle(axes.plot.x, axes.plot.y, axes.plot.width, axes.plot.height, {look::kWhite, {}});
  draw_band(canvas, axes, chart);
  draw_span(canvas, axes, chart);
  draw_value_axis(canvas, axes, ticks);
  draw_time_axis(canvas, axes, true);
  draw_limits(canvas, axes, chart);
  draw_line(canvas, axes, chart);
  draw_action_marks(canvas, axes, chart.actions);
  canvas.rectangle(axes.plot.x, axes.plot.y, axes.plot.width, axes.plot.height,
                   {{}, look::kLine2, 1.0, false});
}

void draw_timeline(Canvas& canvas, const ReportData& data, const ChartBox& box, Language language) {
  const Axes axes{{box.x + 46, box.y + 2, box.width - 58, box.height - 20},
                  SimTime{0},
                  std::max(data.length, SimTime(std::chrono::seconds(1))),
                  0.0,
                  1.0};
  const double height = axes.plot.height / 3;
  const auto row = [&](int k) { return Row{axes.plot.y + k * height + 2, height - 4}; };
  draw_row(canvas, axes, row(0), {"操作", "Actions"}, language);
  draw_row(canvas, axes, row(1), {"报警", "Alarms"}, language);
  draw_row(canvas, axes, row(2), {"失分", "Lost"}, language);
  for (const ReportAction& action : data.actions) {
    const double x = axes.x(action.time);
    canvas.polyline({{x, row(0).y + 4}, {x, row(0).y + row(0).height - 4}},
                    {{}, look::kAccent, 1.0, false});
  }
  draw_alarm_row(canvas, axes, row(1), data);
  draw_loss_row(canvas, axes, row(2), data);
  draw_time_axis(canvas, axes, false);
}

} // namespace jixia
