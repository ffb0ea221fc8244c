#include "geometry/pipe_centre_line.h"

#include <algorithm>

namespace jixia {

double sane_pipe_radius(double diameter) {
  return std::clamp(std::isfinite(diameter) ? diameter : 0.1, 0.01, 3.0) / 2;
}

double sane_bend_radius(double radius, double bend_radius) {
  return bend_radius > 0 ? std::max(bend_radius, radius * 1.05) : 3 * radius;
}

std::vector<Vec3> without_repeated_points(const std::vector<Vec3>& points) {
  std::vector<Vec3> kept;
  for (const Vec3& p : points) {
    if (is_finite(p) && (kept.empty() || length(p - kept.back()) > 1e-3)) kept.push_back(p);
  }
  return kept;
}

double calc_elbow_cut(const std::vector<Vec3>& p, std::size_t i, double bend_radius) {
  const Vec3 in = normalised(p[i] - p[i - 1]);
  const Vec3 out = normalised(p[i + 1] - p[i]);
  const double angle = std::acos(std::clamp(dot(in, out), -1.0, 1.0));
  if (angle < 0.01) return 0;
  const double before = length(p[i] - p[i - 1]) * (i == 1 ? 0.95 : 0.48);
  const double after = length(p[i + 1] - p[i]) * (i + 2 == p.size() ? 0.95 : 0.48);
  const double wanted = bend_radius * std::tan(std::min(angle, 3.0) / 2);
  return std::min({wanted, before, after});
}

} // namespace jixia
