#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hmi/ui.h"
#include "recording/run_log.h"
#include "world/world.h"

namespace jixia::hmi {

/// The smallest and the largest value that a series had while one column of pixels passed, so that
/// a spike of one step stays visible however long the span.
struct MinMax {
  double low = 0, high = 0;
  double last = 0; ///< at the end of the column
  bool is_known = false;
};

/// `columns` columns from `from` to `to` [s] of a series that holds each value until the next one.
/// Columns past `until` (the run's end) are unknown.
std::vector<MinMax> decimate(const RunLog::Series& series, double from, double to, double until, int columns);

/// One curve: what it reads, and how it is told apart.
struct Pen {
  const Tag* tag = nullptr;
  const RunLog::Series* series = nullptr;
  Ink ink = kPens[0];
  float width = 2, dash_on = 0, dash_off = 0; ///< no dash: 0
};

/// The pen of place `index`: colour and pattern of the style guide; set points are dotted grey.
Pen make_pen(std::size_t index, const Tag* tag, const RunLog& log);

/// A span of time and a scale of values [SI] for a plot.
struct PlotRange {
  double from = 0, to = 300; ///< [s]
  double low = 0, high = 1;  ///< ignored with percent scales
};

/// Draws one pen; with `own_range` over its tag's display range (0 to 100 % of the plot).
void draw_pen(Canvas& canvas, const Box& plot, const Pen& pen, const PlotRange& range, double until, bool own_range);
/// A short piece of the pen's line for a legend.
void draw_pen_sample(Canvas& canvas, float x, float y, const Pen& pen);

/// Times under a plot, at round instants. @returns their x, for grid lines.
std::vector<float> draw_time_axis(Canvas& canvas, const Box& plot, double from, double to);
/// A round step so that about `count` of them fit into `span`.
double round_step(double span, int count);

} // namespace jixia::hmi
