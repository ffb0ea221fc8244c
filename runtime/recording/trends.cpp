#include "recording/trends.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace jixia {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr std::size_t kMostTags = 20'000;
constexpr std::size_t kMostPointsRead = 100'000; ///< of one tag
constexpr double kLongestRunMs = 30.0 * 24 * 3600 * 1000;

/// Of the points [first, last) adds the first, lowest, highest and last, in their order.
void add_extremes(const RunLog::Series& series, std::size_t first, std::size_t last,
                  RunLog::Series& thinned) {
  const auto at = [&](std::size_t k) {
    return series.values.begin() + static_cast<std::ptrdiff_t>(k);
  };
  const auto [low, high] = std::minmax_element(at(first), at(last));
  std::array<std::size_t, 4> chosen{first, static_cast<std::size_t>(low - series.values.begin()),
                                    static_cast<std::size_t>(high - series.values.begin()),
                                    last - 1};
  std::sort(chosen.begin(), chosen.end());
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    if (k == 0 || chosen[k] != chosen[k - 1]) {
      thinned.times.push_back(series.times[chosen[k]]);
      thinned.values.push_back(series.values[chosen[k]]);
    }
  }
}

/// Index of the first point later than `time`.
std::size_t index_after(const RunLog::Series& series, SimTime time) {
  return static_cast<std::size_t>(std::upper_bound(series.times.begin(), series.times.end(), time) -
                                  series.times.begin());
}

void append_number(std::string& text, double value) {
  if (!std::isfinite(value)) {
    text += "null";
    return;
  }
  char digits[40];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 7);
  text.append(digits, end.ptr);
}

std::int64_t milliseconds(SimTime time) {
  return time.count() / 1'000'000;
}

void append_series(std::string& text, const std::string& tag, const RunLog::Series& series) {
  text += "{\"tag\":" + Json(tag).dump(-1, ' ', false, Json::error_handler_t::replace) + ",\"t\":[";
  for (std::size_t k = 0; k < series.times.size(); ++k) {
    text += (k > 0 ? "," : "") + std::to_string(milliseconds(series.times[k]));
  }
  text += "],\"v\":[";
  for (std::size_t k = 0; k < series.values.size(); ++k) {
    text += k > 0 ? "," : "";
    append_number(text, series.values[k]);
  }
  text += "]}";
}

bool is_time(const Json& value) {
  return value.is_number_integer() && value.get<double>() >= 0 &&
         value.get<double>() <= kLongestRunMs;
}

std::optional<RunLog::Series> read_series(const Json& entry) {
  const auto times = entry.find("t");
  const auto values = entry.find("v");
  if (times == entry.end() || values == entry.end() || !times->is_array() || !values->is_array() ||
      times->size() != values->size() || times->size() > kMostPointsRead) {
    return std::nullopt;
  }
  RunLog::Series series;
  for (std::size_t k = 0; k < times->size(); ++k) {
    const Json& value = (*values)[k];
    if (!is_time((*times)[k]) || !(value.is_number() || value.is_null())) {
      return std::nullopt;
    }
    const SimTime time = std::chrono::milliseconds((*times)[k].get<std::int64_t>());
    if (!series.times.empty() && time < series.times.back()) {
      return std::nullopt;
    }
    series.times.push_back(time);
    series.values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                            : value.get<double>());
  }
  return series;
}

std::optional<Trends> read_all(const Json& json) {
  if (!json.is_object() || json.value("format", Json()) != kFormat || !json.contains("tags") ||
      !json.contains("end") || !is_time(json["end"]) || !json["tags"].is_array() ||
      json["tags"].size() > kMostTags) {
    return std::nullopt;
  }
  Trends trends;
  trends.end = std::chrono::milliseconds(json["end"].get<std::int64_t>());
  for (const Json& entry : json["tags"]) {
    if (!entry.is_object() || !entry.contains("tag") || !entry["tag"].is_string()) {
      return std::nullopt;
    }
    auto series = read_series(entry);
    if (!series) {
      return std::nullopt;
    }
    trends.series[entry["tag"].get<std::string>()] = std::move(*series);
  }
  return trends;
}

} // namespace

RunLog::Series thin_series(const RunLog::Series& series, SimTime begin, SimTime end,
                           std::size_t most_points) {
  RunLog::Series thinned;
  std::size_t next = index_after(series, begin);
  if (next > 0 && begin <= end) { // the value that held
    thinned.times.push_back(begin);
    thinned.values.push_back(series.values[next - 1]);
  }
  const std::size_t last = std::max(next, index_after(series, end));
  const std::size_t intervals = std::max<std::size_t>(most_points / 4, 1);
  if (last - next <= most_points) {
    for (; next < last; ++next) {
      thinned.times.push_back(series.times[next]);
      thinned.values.push_back(series.values[next]);
    }
    return thinned;
  }
  for (std::size_t k = 0; k < intervals; ++k) {
    const double share = static_cast<double>(k + 1) / static_cast<double>(intervals);
    const SimTime until = k + 1 == intervals ? end : begin + sim_time(seconds(end - begin) * share);
    const std::size_t after = std::min(last, index_after(series, until));
    if (after > next) {
      add_extremes(series, next, after, thinned);
      next = after;
    }
  }
  return thinned;
}

std::string trends_json(const RunLog& log) {
  const SimTime end = log.times().empty() ? SimTime{0} : log.times().back();
  std::string text = "{\"format\":" + std::to_string(kFormat) +
                     ",\"end\":" + std::to_string(milliseconds(end)) + ",\"tags\":[\n";
  bool is_first = true;
  for (const auto* names : {&log.exact_tags(), &log.trend_tags()}) {
    for (const std::string& name : *names) {
      const RunLog::Series* series = log.find_series(name);
      if (series == nullptr) {
        continue;
      }
      text += is_first ? "" : ",\n";
      is_first = false;
      append_series(text, name, thin_series(*series, SimTime{0}, end, kStoredPoints));
    }
  }
  return text + "\n]}\n";
}

std::optional<Trends> read_trends(std::string_view json, const std::string& file,
                                  Diagnostics& problems) {
  std::optional<Trends> trends;
  if (json.size() <= kMostTrendBytes) {
    trends = read_all(Json::parse(json, nullptr, false));
  }
  if (!trends) {
    problems.error({file, 0, 0}, {"趋势文件损坏或不是本程序写的",
                                  "the trends are damaged or not written by this program"});
  }
  return trends;
}

} // namespace jixia
