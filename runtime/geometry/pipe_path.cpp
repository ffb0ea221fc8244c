#include "geometry/pipe_path.h"

#include <algorithm>

#include "geometry/pipe_centre_line.h"

namespace jixia {

PipePath::PipePath(const std::vector<Vec3>& points, double diameter, double bend_radius) {
  const double bend = sane_bend_radius(sane_pipe_radius(diameter), bend_radius);
  const std::vector<Vec3> p = without_repeated_points(points);
  double cut_before = 0;
  for (std::size_t i = 1; i < p.size(); ++i) {
    const double cut = i + 1 == p.size() ? 0 : calc_elbow_cut(p, i, bend);
    const Vec3 direction = normalised(p[i] - p[i - 1]);
    const double run = jixia::length(p[i] - p[i - 1]) - cut_before - cut;
    if (run > 1e-4) {
      straights_.push_back({p[i - 1] + direction * cut_before, direction, length_, run});
      length_ += run;
    }
    cut_before = cut;
  }
}

std::optional<Pose> PipePath::find_pose(double way, double margin) const {
  for (const Straight& s : straights_) {
    const double on = way - s.start;
    if (on < 0 || on > s.run) continue;
    if (on < margin || on > s.run - margin) return std::nullopt;
    return Pose{s.from + s.direction * on, rotation_facing(s.direction)};
  }
  return std::nullopt;
}

} // namespace jixia
