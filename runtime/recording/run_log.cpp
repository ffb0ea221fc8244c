#include "recording/run_log.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

#include "base/fingerprint.h"

namespace jixia {

double RunLog::Series::at(SimTime time) const {
  const auto after = std::upper_bound(times.begin(), times.end(), time);
  if (after == times.begin()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return values[static_cast<std::size_t>(after - times.begin()) - 1];
}

RunLog::RunLog(std::vector<std::string> exact, std::vector<std::string> trend)
    : exact_(std::move(exact)), trend_(std::move(trend)) {
  series_.resize(exact_.size() + trend_.size());
}

void RunLog::record(const World& world) {
  if (world_ != &world) { // a rebuilt world has the same tags at other addresses
    tags_.clear();
    for (const auto* names : {&exact_, &trend_}) {
      for (const std::string& name : *names) {
        const Tag* tag = world.find_tag(name);
        if (tag == nullptr) {
          throw std::out_of_range("no tag '" + name + "'");
        }
        tags_.push_back(tag);
      }
    }
    world_ = &world;
  }
  const SimTime now = world.time();
  const bool is_trend_due = times_.empty() || now % kTrendInterval == SimTime{0};
  const std::size_t due = is_trend_due ? series_.size() : exact_.size();
  for (std::size_t k = 0; k < due; ++k) {
    Series& series = series_[k];
    const double value = world.value(*tags_[k]);
    const bool is_same = !series.values.empty() &&
                         std::bit_cast<std::uint64_t>(series.values.back()) ==
                             std::bit_cast<std::uint64_t>(value);
    if (!is_same) {
      series.times.push_back(now);
      series.values.push_back(value);
    }
  }
  times_.push_back(now);
}

const RunLog::Series* RunLog::find_series(const std::string& tag) const {
  for (std::size_t k = 0; k < exact_.size(); ++k) {
    if (exact_[k] == tag) {
      return &series_[k];
    }
  }
  for (std::size_t k = 0; k < trend_.size(); ++k) {
    if (trend_[k] == tag) {
      return &series_[exact_.size() + k];
    }
  }
  return nullptr;
}

void RunLog::truncate(SimTime time) {
  for (Series& series : series_) {
    const auto end = std::upper_bound(series.times.begin(), series.times.end(), time);
    const auto count = static_cast<std::size_t>(end - series.times.begin());
    series.times.resize(count);
    series.values.resize(count);
  }
  times_.erase(std::upper_bound(times_.begin(), times_.end(), time), times_.end());
  std::erase_if(actions_, [&](const ActionRecord& record) { return record.time >= time; });
}

std::uint64_t RunLog::fingerprint() const {
  Fingerprint hash;
  for (const Series& series : series_) {
    for (std::size_t k = 0; k < series.times.size(); ++k) {
      hash.add(static_cast<std::int64_t>(series.times[k].count()));
      hash.add(series.values[k]);
    }
  }
  for (const ActionRecord& record : actions_) {
    hash.add(static_cast<std::int64_t>(record.time.count()));
    hash.add(record.action.tag);
    hash.add(record.action.value);
    hash.add(static_cast<std::int64_t>(record.refusal ? 1 : 0));
  }
  return hash.value();
}

} // namespace jixia
