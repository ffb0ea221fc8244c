#pragma once

#include <vector>

namespace jixia {

/// A curve through given points, straight between them and constant beyond the ends: a valve's
/// inherent characteristic, a strapping table, a pump curve read from a maker's sheet.
class LookupTable {
 public:
  /// @throws std::invalid_argument unless there are as many y as x, at least one, all finite, and
  ///         x strictly rises.
  LookupTable(std::vector<double> x, std::vector<double> y);

  double value(double x) const;
  double slope(double x) const; ///< to the right at a point, 0 beyond the ends

 private:
  std::vector<double> x_;
  std::vector<double> y_;
};

} // namespace jixia
