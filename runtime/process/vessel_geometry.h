#pragma once

#include "numerics/dual.h"

namespace jixia::process {

/// A vertical cylinder between two 2:1 elliptical heads (depth D/4 each).
class VesselGeometry {
 public:
  /// @param diameter inside [m]  @param length tangent to tangent [m]
  VesselGeometry(double diameter, double length);

  double volume() const { return volume_; }         ///< [m3]
  double height() const { return 2.0 * head_depth_ + length_; } ///< inside, bottom to top [m]
  double head_depth() const { return head_depth_; } ///< [m]
  double cross_section() const { return area_; }    ///< of the cylinder [m2]

  /// Liquid volume [m3] below `height` [m] above the lowest point.
  double find_volume(double height) const;

  /// Height of the surface above the lowest point [m] at `liquid` [m3], and its slope [1/m2].
  /// The first litre stands as if the bottom were flat there, so that the slope stays finite.
  double find_height(double liquid) const;
  double find_slope(double liquid) const;

  template <typename S>
  S calc_height(const S& liquid) const {
    const double volume = value_of(liquid);
    return chained(liquid, find_height(volume), find_slope(volume));
  }

 private:
  double find_height_in_head(double volume) const;
  double area_at(double height) const;

  double radius_;
  double length_;
  double head_depth_;
  double area_;
  double head_volume_;
  double volume_;
};

} // namespace jixia::process
