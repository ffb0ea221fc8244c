#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "recording/run_log.h"

namespace jixia {

/// At most about `most_points` of the points of `series` from `begin` to `end`, chosen so that a
/// line of that many pixels looks the same: of each interval the first, lowest, highest and last
/// (M4: Jugel, Jerzak, Hackenbroich, Markl, "M4: A Visualization-Oriented Time Series Data
/// Aggregation", VLDB 2014). So a spike survives. The value that held at `begin` comes first.
RunLog::Series thin_series(const RunLog::Series& series, SimTime begin, SimTime end,
                           std::size_t most_points);

/// What trends.json holds: enough to draw an attempt's trends without running it again.
struct Trends {
  SimTime end{0};                               ///< of the run
  std::map<std::string, RunLog::Series> series; ///< tag -> thinned; values to 7 digits [SI]
};

inline constexpr std::size_t kMostTrendBytes = 32u << 20;

/// The text of trends.json: every tag of `log`, thinned to kStoredPoints.
std::string trends_json(const RunLog& log);
inline constexpr std::size_t kStoredPoints = 400;

/// Reads trends.json, which may come from a stranger. A value that was not a number reads as NaN.
/// @param file  named in `problems`
std::optional<Trends> read_trends(std::string_view json, const std::string& file,
                                  Diagnostics& problems);

} // namespace jixia
