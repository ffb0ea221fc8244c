#include "geometry/pipe_run.h"

#include <algorithm>
#include <numbers>

#include "geometry/pipe_centre_line.h"
#include "geometry/pipe_marking.h"
#include "geometry/shapes.h"

namespace jixia {
namespace {

/// One straight piece, its ends cut back by the elbows at both.
struct Straight {
  Vec3 from;
  Vec3 to;
  double run() const { return length(to - from); }
  Vec3 direction() const { return normalised(to - from); }
};

/// The elbow at `corner`: a true arc that leaves the straights `cut` before and after the corner.
std::vector<Vec3> make_arc(const Vec3& corner, const Vec3& in, const Vec3& out, double cut) {
  const double angle = std::acos(std::clamp(dot(in, out), -1.0, 1.0));
  const double radius = cut / std::tan(angle / 2);
  const Vec3 start = corner - in * cut;
  const Vec3 towards_centre = normalised(out - in * dot(out, in));
  const Vec3 centre = start + towards_centre * radius;
  const int steps = std::max(3, static_cast<int>(std::ceil(angle / (std::numbers::pi / 14))));
  std::vector<Vec3> arc;
  for (int i = 0; i <= steps; ++i) {
    const double t = angle * i / steps;
    arc.push_back(centre + (in * std::sin(t) - towards_centre * std::cos(t)) * radius);
  }
  return arc;
}

void add_flange(ShapeBuilder& shape, const Vec3& face, const Vec3& axis, double r, int sides) {
  const double outer = std::max(r * 1.7, r + 0.035);
  const double w = std::clamp(r * 0.3, 0.012, 0.045);
  const double c = w * 0.35;
  shape.use("flange").turned(
      face - normalised(axis) * w, axis,
      {{r, 0}, {outer - c, 0}, {outer, c}, {outer, 2 * w - c}, {outer - c, 2 * w}, {r, 2 * w}},
      sides + 2);
}

void add_disc(ShapeBuilder& shape, const Vec3& centre, const Vec3& out, double r, int sides) {
  shape.turned(centre, out, {{r, 0}, {0, 0}}, sides);
}

void add_bands(ShapeBuilder& shape, const PipePath& path, double r, const PipeRunOptions& o) {
  const double outer = r * 1.02 + 0.002;
  shape.use("medium_" + o.medium);
  for (const BandPlace& place : calc_band_places(path, 2 * r)) {
    const Vec3 d = rotate(place.band.rotation, {1, 0, 0});
    shape.turned(place.band.position - d * (kBandLength / 2), d,
                 {{r, 0}, {outer, 0}, {outer, kBandLength}, {r, kBandLength}}, o.sides);
  }
}

void add_supports(ShapeBuilder& shape, const Straight& s, double r, const PipeRunOptions& o) {
  const Vec3 d = s.direction();
  if (std::abs(d.z) > 0.05 || s.run() < 0.3 || s.from.z - r - o.support_ground < 0.15) return;
  const int count = std::max(1, static_cast<int>(std::ceil(s.run() / o.support_spacing)));
  const double w = std::clamp(r * 0.8, 0.05, 0.12);
  const Rotation facing = rotation_facing(d);
  for (int i = 0; i < count; ++i) {
    const Vec3 p = s.from + d * (s.run() * (i + 0.5) / count);
    const double top = p.z - r;
    const double ground = o.support_ground;
    shape.at({{p.x, p.y, 0}, facing}).use("steel");
    shape.box({0, 0, (top - 0.02 + ground) / 2}, {w, w, top - 0.02 - ground});
    shape.box({0, 0, top - 0.01}, {w * 1.5, 2.2 * r, 0.03}, 0.006);
    shape.box({0, 0, top + r * 0.25}, {w * 0.5, 2.16 * r, r * 0.5}, 0.004);
    shape.use("plinth").box({0, 0, ground + 0.02}, {w * 2.6, w * 2.6, 0.04}, 0.008);
    shape.at({});
  }
}

void add_inner_flanges(ShapeBuilder& shape, const Straight& s, double r, const PipeRunOptions& o) {
  if (o.flange_spacing <= 0) return;
  const int pieces = static_cast<int>(s.run() / o.flange_spacing);
  for (int i = 1; i <= pieces && i < 200; ++i) {
    add_flange(shape, s.from + s.direction() * (s.run() * i / (pieces + 1)), s.direction(), r,
               o.sides);
  }
}

} // namespace

TriangleMesh make_pipe_run(const std::vector<Vec3>& points, double diameter,
                           const PipeRunOptions& options) {
  PipeRunOptions o = options;
  o.sides = std::clamp(o.sides, 8, 64);
  const double r = sane_pipe_radius(diameter);
  if (r < 0.04) o.sides = std::min(o.sides, 12); // a few pixels wide in any view of a plant
  const double bend = sane_bend_radius(r, o.bend_radius);
  const std::vector<Vec3> p = without_repeated_points(points);
  ShapeBuilder shape;
  if (p.size() < 2) return shape.take();

  Vec3 from = p[0];
  for (std::size_t i = 1; i < p.size(); ++i) {
    const bool last = i + 1 == p.size();
    const double cut = last ? 0 : calc_elbow_cut(p, i, bend);
    const Vec3 in = normalised(p[i] - p[i - 1]);
    const Straight straight{from, p[i] - in * cut};
    if (straight.run() > 1e-4) {
      shape.use(o.material).wall(straight.from, straight.to, r, o.sides);
      if (o.support_spacing > 0) add_supports(shape, straight, r, o);
      add_inner_flanges(shape, straight, r, o);
    }
    if (cut > 0) {
      const Vec3 out = normalised(p[i + 1] - p[i]);
      shape.use(o.material).tube(make_arc(p[i], in, out, cut), r, o.sides);
      from = p[i] + out * cut;
    } else {
      from = p[i];
    }
  }
  if (!o.medium.empty()) add_bands(shape, PipePath(p, diameter, o.bend_radius), r, o);
  // Without a flange the end is closed by a plain disc, since a run may stop in the open.
  shape.use(o.material);
  add_disc(shape, p[0], p[0] - p[1], r, o.sides);
  add_disc(shape, p.back(), p.back() - p[p.size() - 2], r, o.sides);
  if (o.flange_at_start) add_flange(shape, p[0], p[1] - p[0], r, o.sides);
  if (o.flange_at_end) add_flange(shape, p.back(), p.back() - p[p.size() - 2], r, o.sides);
  return shape.take();
}

std::vector<Vec3> route_pipe(const Pose& from, const std::vector<Vec3>& via, const Pose& to,
                             double lead) {
  const Vec3 out = rotate(from.rotation, {1, 0, 0});
  const Vec3 in = rotate(to.rotation, {1, 0, 0});
  std::vector<Vec3> stops{from.position, from.position + out * lead};
  stops.insert(stops.end(), via.begin(), via.end());
  stops.push_back(to.position + in * lead);
  stops.push_back(to.position);
  std::vector<Vec3> path{stops[0], stops[1]};
  for (std::size_t i = 2; i < stops.size(); ++i) {
    const bool last = i + 1 == stops.size();
    const Vec3& goal = stops[i];
    if (!last) {
      const Vec3 here = path.back();
      path.push_back({goal.x, here.y, here.z});
      path.push_back({goal.x, goal.y, here.z});
    }
    path.push_back(goal);
  }
  // Points on one line add nothing; a point passed twice would turn the pipe back on itself.
  std::vector<Vec3> tidy;
  for (const Vec3& p : without_repeated_points(path)) {
    while (tidy.size() >= 2 && length(cross(normalised(tidy.back() - tidy[tidy.size() - 2]),
                                            normalised(p - tidy.back()))) < 1e-6) {
      tidy.pop_back();
    }
    tidy.push_back(p);
  }
  return tidy;
}

} // namespace jixia
