#include "process/vessel_geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace jixia::process {
namespace {

constexpr double kFlatVolume = 1e-3; // [m3]

} // namespace

VesselGeometry::VesselGeometry(double diameter, double length)
    : radius_(diameter / 2.0),
      length_(length),
      head_depth_(diameter / 4.0),
      area_(std::numbers::pi * radius_ * radius_),
      head_volume_(std::numbers::pi * diameter * diameter * diameter / 24.0),
      volume_(area_ * length + 2.0 * head_volume_) {}

// Half an ellipsoid filled to h: V = pi R^2 h^2 (3 a - h) / (3 a^2), a the depth.
double VesselGeometry::find_volume(double height) const {
  const double a = head_depth_;
  const auto in_head = [&](double h) { return area_ * h * h * (3.0 * a - h) / (3.0 * a * a); };
  const double h = std::clamp(height, 0.0, this->height());
  if (h <= a) {
    return in_head(h);
  }
  if (h <= a + length_) {
    return head_volume_ + area_ * (h - a);
  }
  return volume_ - in_head(this->height() - h);
}

// The root in 0..a of h^3 - 3 a h^2 + c = 0, c = 3 a^2 V / (pi R^2): with h = a (1 + 2 cos(phi)).
double VesselGeometry::find_height_in_head(double volume) const {
  const double cosine = 1.0 - 1.5 * volume / (area_ * head_depth_);
  const double phi = (std::acos(std::clamp(cosine, -1.0, 1.0)) + 4.0 * std::numbers::pi) / 3.0;
  return head_depth_ * (1.0 + 2.0 * std::cos(phi));
}

double VesselGeometry::find_height(double liquid) const {
  const auto from_end = [&](double volume) {
    return volume > kFlatVolume
               ? find_height_in_head(volume)
               : std::max(volume, 0.0) / kFlatVolume * find_height_in_head(kFlatVolume);
  };
  if (liquid <= head_volume_) {
    return from_end(liquid);
  }
  if (liquid <= volume_ - head_volume_) {
    return head_depth_ + (liquid - head_volume_) / area_;
  }
  return height() - from_end(volume_ - liquid);
}

double VesselGeometry::area_at(double height) const {
  const double a = head_depth_;
  return area_ * height * (2.0 * a - height) / (a * a);
}

double VesselGeometry::find_slope(double liquid) const {
  const auto from_end = [&](double volume) {
    if (volume <= kFlatVolume) {
      return find_height_in_head(kFlatVolume) / kFlatVolume;
    }
    return 1.0 / area_at(find_height_in_head(volume));
  };
  if (liquid <= head_volume_) {
    return liquid >= 0.0 ? from_end(liquid) : 0.0;
  }
  if (liquid <= volume_ - head_volume_) {
    return 1.0 / area_;
  }
  return liquid <= volume_ ? from_end(volume_ - liquid) : 0.0;
}

} // namespace jixia::process
