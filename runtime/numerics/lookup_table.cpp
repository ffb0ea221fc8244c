#include "numerics/lookup_table.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace jixia {

LookupTable::LookupTable(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)) {
  if (x_.empty() || x_.size() != y_.size()) {
    throw std::invalid_argument("LookupTable: want as many y as x, at least one");
  }
  const auto is_bad = [](double number) { return !std::isfinite(number); };
  if (std::any_of(x_.begin(), x_.end(), is_bad) || std::any_of(y_.begin(), y_.end(), is_bad)) {
    throw std::invalid_argument("LookupTable: values must be finite");
  }
  if (std::adjacent_find(x_.begin(), x_.end(), std::greater_equal<>()) != x_.end()) {
    throw std::invalid_argument("LookupTable: x must rise strictly");
  }
}

double LookupTable::value(double x) const {
  if (!(x > x_.front())) {
    return y_.front();
  }
  if (x >= x_.back()) {
    return y_.back();
  }
  const auto above = std::upper_bound(x_.begin(), x_.end(), x) - x_.begin();
  const auto k = static_cast<std::size_t>(above) - 1;
  return y_[k] + (x - x_[k]) * (y_[k + 1] - y_[k]) / (x_[k + 1] - x_[k]);
}

double LookupTable::slope(double x) const {
  if (!(x >= x_.front()) || x >= x_.back()) {
    return 0.0;
  }
  const auto above = std::upper_bound(x_.begin(), x_.end(), x) - x_.begin();
  const auto k = static_cast<std::size_t>(above) - 1;
  return (y_[k + 1] - y_[k]) / (x_[k + 1] - x_[k]);
}

} // namespace jixia
