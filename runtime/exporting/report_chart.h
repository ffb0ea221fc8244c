#pragma once

#include <vector>

#include "exporting/canvas.h"
#include "exporting/report_data.h"

namespace jixia {

/// Where a chart stands on its canvas.
struct ChartBox {
  double x = 0.0, y = 0.0, width = 0.0, height = 0.0;
};

/// Round numbers from below `low` to above `high` at a step of 1, 2 or 5 times a power of ten; at
/// most `most` steps. Ends that are not finite or in the wrong order give 0 and 1.
std::vector<double> axis_ticks(double low, double high, int most);

/// Draws a trend: grid, band asked for (grey blue), span of lost points (red), the line, the
/// learner's actions as triangles on the time axis.
void draw_trend(Canvas& canvas, const ReportChart& chart, const ChartBox& box, Language language);

/// Draws the whole run as four rows over one time axis: phases are left to the table; actions,
/// alarms, lost points.
void draw_timeline(Canvas& canvas, const ReportData& data, const ChartBox& box, Language language);

/// Draws the sign of an alarm priority (shape and digit, so that colour is not needed).
void draw_alarm_sign(Canvas& canvas, int priority, CanvasPoint centre, double size);

} // namespace jixia
