#include "hmi/trend_plot.h"

#include <algorithm>
#include <cmath>

#include "hmi/shown_values.h"

namespace jixia::hmi {
namespace {

void take(MinMax& column, double value) {
  if (!std::isfinite(value)) {
    return;
  }
  column.low = column.is_known ? std::min(column.low, value) : value;
  column.high = column.is_known ? std::max(column.high, value) : value;
  column.last = value;
  column.is_known = true;
}

std::string time_text(double at, bool with_seconds) {
  const std::string full = clock_text(sim_time(std::max(0.0, at)));
  return with_seconds ? full.substr(full.size() - 5) : full.substr(0, full.size() - 3);
}

} // namespace

std::vector<MinMax> decimate(const RunLog::Series& series, double from, double to, double until, int columns) {
  std::vector<MinMax> result(static_cast<std::size_t>(std::max(0, columns)));
  const double width = (to - from) / std::max(1, columns);
  if (series.times.empty() || width <= 0) {
    return result;
  }
  const auto first = std::upper_bound(series.times.begin(), series.times.end(), sim_time(from));
  auto next = static_cast<std::size_t>(first - series.times.begin());
  double held = next > 0 ? series.values[next - 1] : std::nan("");
  for (std::size_t k = 0; k < result.size(); ++k) {
    const double begin = from + width * static_cast<double>(k);
    if (begin > until) {
      break;
    }
    take(result[k], held);
    const SimTime end = sim_time(begin + width);
    while (next < series.times.size() && series.times[next] < end) {
      held = series.values[next++];
      take(result[k], held);
    }
  }
  return result;
}

Pen make_pen(std::size_t index, const Tag* tag, const RunLog& log) {
  Pen pen;
  pen.tag = tag;
  pen.series = tag != nullptr ? log.find_series(tag->name) : nullptr;
  const bool is_set_point = tag != nullptr && tag->name.size() > 3 && tag->name.ends_with(".SP");
  if (is_set_point) {
    pen.ink = kText2;
    pen.width = 1.3F;
    pen.dash_on = 2;
    pen.dash_off = 4;
    return pen;
  }
  pen.ink = kPens[index % kPens.size()];
  switch (index % kPens.size()) {
    case 1: pen.dash_on = 8; pen.dash_off = 4; break;
    case 2: pen.dash_on = 3; pen.dash_off = 3; break;
    case 3: pen.width = 1.5F; break;
    case 4: pen.dash_on = 12; pen.dash_off = 3; break;
    case 5: pen.width = 1.5F; break;
    default: break;
  }
  return pen;
}

void draw_pen(Canvas& c, const Box& plot, const Pen& pen, const PlotRange& range, double until, bool own_range) {
  if (pen.series == nullptr || pen.tag == nullptr) {
    return;
  }
  const auto y_of = [&](double v) {
    const double share = own_range ? share_of_range(*pen.tag, v) : (v - range.low) / (range.high - range.low);
    return plot.y + plot.h * static_cast<float>(1 - std::clamp(share, 0.0, 1.0));
  };
  const int columns = static_cast<int>(plot.w);
  const auto data = decimate(*pen.series, range.from, range.to, until, columns);
  std::vector<Point> line;
  const auto flush = [&] {
    if (line.size() > 1) {
      pen.dash_on > 0 ? c.dashes(line, pen.ink, pen.width, pen.dash_on, pen.dash_off) : c.path(line, pen.ink, pen.width);
    }
    line.clear();
  };
  for (std::size_t k = 0; k < data.size(); ++k) {
    const MinMax& m = data[k];
    const float x = plot.x + static_cast<float>(k) + 0.5F;
    if (!m.is_known) {
      flush();
      continue;
    }
    const float low = y_of(m.low);
    const float high = y_of(m.high);
    const double before = k > 0 && data[k - 1].is_known ? data[k - 1].last : m.last;
    const float top = std::min(y_of(before), y_of(m.last));
    const float bottom = std::max(y_of(before), y_of(m.last));
    if (high < top - 1 || low > bottom + 1) { // a spike beyond the way from one column to the next
      const bool rises = m.last > (m.low + m.high) / 2;
      line.push_back({x, rises ? low : high});
      line.push_back({x, rises ? high : low});
    }
    const Point p{x, y_of(m.last)};
    const bool flat = line.size() > 1 && std::abs(line.back().y - p.y) < 0.05F && std::abs(line[line.size() - 2].y - p.y) < 0.05F;
    if (flat) {
      line.back().x = p.x;
    } else {
      line.push_back(p);
    }
  }
  flush();
}

void draw_pen_sample(Canvas& c, float x, float y, const Pen& pen) {
  const Point line[2] = {{x, y}, {x + 22, y}};
  pen.dash_on > 0 ? c.dashes(line, pen.ink, pen.width, pen.dash_on, pen.dash_off) : c.path(line, pen.ink, pen.width);
}

double round_step(double span, int count) {
  static constexpr double steps[] = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400};
  for (const double step : steps) {
    if (span / step <= count) {
      return step;
    }
  }
  return 28800;
}

std::vector<float> draw_time_axis(Canvas& c, const Box& plot, double from, double to) {
  const double step = round_step(to - from, std::max(2, static_cast<int>(plot.w / 80)));
  const bool with_seconds = to < 3600 && step < 3600;
  std::vector<float> lines;
  for (double at = std::ceil(from / step) * step; at <= to + 1e-6; at += step) {
    const float x = std::round(plot.x + plot.w * static_cast<float>((at - from) / (to - from)));
    const std::string label = time_text(at, with_seconds);
    const float half = c.text_width(label, TextSize::Small) / 2;
    const float centre = std::clamp(x, plot.x - 12 + half, plot.right() + 8 - half);
    c.text(centre, plot.bottom() + 13, label, TextSize::Small, kText3, Align::Centre);
    if (x > plot.x + 2 && x < plot.right() - 2) {
      c.line({x, plot.y + 1}, {x, plot.bottom() - 1}, kGrid);
    }
    lines.push_back(x);
  }
  return lines;
}

} // namespace jixia::hmi
