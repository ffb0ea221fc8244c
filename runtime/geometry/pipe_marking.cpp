#include "geometry/pipe_marking.h"

#include <algorithm>
#include <array>
#include <numbers>

#include "geometry/pipe_centre_line.h"
#include "geometry/shapes.h"

namespace jixia {
namespace {

constexpr double kBetween = 0.05;     // band to arrow [m]
constexpr double kLongStraight = 3.5; // from here on a straight has a band at each end [m]
constexpr double kShortStraight =
    0.6; // below it has none, else valves would stand in bands only [m]

BandPlace make_place(const PipePath::Straight& s, double at, double arrow_length) {
  const Rotation along = rotation_facing(s.direction);
  BandPlace place{{s.from + s.direction * at, along}, {}};
  const double middle = at + kBandLength / 2 + kBetween + arrow_length / 2;
  if (middle + arrow_length / 2 <= s.run) place.arrow = Pose{s.from + s.direction * middle, along};
  return place;
}

} // namespace

const Medium* find_medium(std::string_view id) {
  static const std::array<Medium, 8> media{{{"water", {"水", "Water"}, 1000},
                                            {"steam", {"水蒸气", "Steam"}, 3},
                                            {"air", {"空气", "Air"}, 6},
                                            {"gas", {"气体", "Gas"}, 6},
                                            {"acid", {"酸或碱", "Acid or alkali"}, 1100},
                                            {"flammable", {"可燃液体", "Flammable liquid"}, 800},
                                            {"other", {"其他液体", "Other liquid"}, 1000},
                                            {"oxygen", {"氧气", "Oxygen"}, 7}}};
  const auto found =
      std::find_if(media.begin(), media.end(), [&](const Medium& m) { return m.id == id; });
  return found == media.end() ? nullptr : &*found;
}

std::vector<BandPlace> calc_band_places(const PipePath& path, double diameter) {
  const double arrow = flow_arrow_length(diameter);
  std::vector<BandPlace> places;
  for (const PipePath::Straight& s : path.straights()) {
    if (s.run < kShortStraight) continue;
    if (s.run < kLongStraight) {
      places.push_back(make_place(s, std::max(kBandLength, s.run - kBetween - arrow) / 2, arrow));
    } else {
      places.push_back(make_place(s, 0.7, arrow));
      places.push_back(make_place(s, s.run - 0.9, arrow));
    }
  }
  return places;
}

double flow_arrow_length(double diameter) {
  return std::max(0.16, 1.1 * 2 * sane_pipe_radius(diameter));
}

TriangleMesh make_flow_arrow(double diameter) {
  const double r = sane_pipe_radius(diameter);
  const double half_angle = r < 0.06 ? 0.65 : 0.48; // on a thin pipe it would not be seen
  ShapeBuilder shape;
  shape.use("white");
  for (int side = 0; side < 4; ++side) {
    shape.arrow_on_pipe({0, 0, 0}, {1, 0, 0}, r * 1.015 + 0.0015, flow_arrow_length(diameter),
                        half_angle, std::numbers::pi / 4 + side * std::numbers::pi / 2);
  }
  return shape.take();
}

} // namespace jixia
