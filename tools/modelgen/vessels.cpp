#include "equipment.h"
#include "model_parts.h"

namespace jixia::modelgen {
namespace {

/// Outline of a 2:1 elliptical head from the tangent line (radius R) to its crown.
std::vector<ProfilePoint> head_outline(double radius, double tangent, double sign) {
  std::vector<ProfilePoint> outline;
  for (int i = 0; i <= 10; ++i) {
    const double t = kPi / 2 * i / 10;
    outline.push_back({radius * std::cos(t), tangent + sign * radius * 0.5 * std::sin(t)});
  }
  outline.back().radius = 0;
  return outline;
}

void add_shell(ShapeBuilder& shape, double r, double low, double high) {
  std::vector<ProfilePoint> outline;
  const auto bottom = head_outline(r, low, -1);
  outline.assign(bottom.rbegin(), bottom.rend());
  const auto top = head_outline(r, high, 1);
  outline.insert(outline.end(), top.begin(), top.end());
  shape.use("vessel").turned({0, 0, 0}, {0, 0, 1}, outline, 48);
  // weld seams: two tangent lines and the courses between
  const int courses = std::max(1, static_cast<int>((high - low) / 1.5));
  for (int i = 0; i <= courses; ++i) {
    const double z = low + (high - low) * i / courses;
    shape.turned({0, 0, z - 0.022}, {0, 0, 1},
                 {{r - 0.001, 0}, {r + 0.005, 0.006}, {r + 0.005, 0.038}, {r - 0.001, 0.044}}, 48);
  }
}

/// A pipe stub through the shell with its flange, its face at `face` looking along `out`.
void add_nozzle(ShapeBuilder& shape, const Vec3& face, const Vec3& out, double length,
                double diameter) {
  shape.use("vessel").wall(face - out * length, face, diameter / 2, 18);
  add_flange(shape, face, out, diameter / 2);
}

void add_manhole(ShapeBuilder& shape, double r, double z) {
  const Vec3 out{std::cos(0.7), -std::sin(0.7), 0};
  const double face = r + 0.16;
  shape.use("vessel").wall(out * (r * 0.9) + Vec3{0, 0, z}, out * face + Vec3{0, 0, z}, 0.25, 28);
  shape.use("flange").turned(
      out * (face - 0.04) + Vec3{0, 0, z}, out,
      {{0.25, 0}, {0.33, 0.0}, {0.34, 0.01}, {0.34, 0.07}, {0.33, 0.08}, {0, 0.085}}, 28);
  shape.use("steel");
  add_bolt_circle(shape, out * (face + 0.04) + Vec3{0, 0, z}, out, 0.3, 12, 0.018);
  shape.at({out * (face + 0.07) + Vec3{0, 0, z}, rotation_facing(out)});
  shape.tube({{0, -0.08, 0}, {0.05, -0.07, 0}, {0.05, 0.07, 0}, {0, 0.08, 0}}, 0.01, 6);
  shape.at({});
}

void add_legs(ShapeBuilder& shape, double r, double low) {
  for (int i = 0; i < 4; ++i) {
    const double t = kPi / 4 + kPi / 2 * i;
    const double reach = r * 0.9;
    shape.at({{reach * std::cos(t), reach * std::sin(t), 0}, rotation_about({0, 0, 1}, t)});
    const double top = low + 0.12;
    shape.use("steel").box({0, 0, top / 2}, {0.14, 0.15, top}, 0.012);
    shape.use("vessel").box({-0.02, 0, low + 0.06}, {0.12, 0.3, 0.36}, 0.02);
    shape.use("steel").box({0, 0, 0.05}, {0.3, 0.3, 0.03}, 0.006);
    shape.use("plinth").box({0, 0, 0.02}, {0.42, 0.42, 0.04}, 0.01);
    shape.use("flange");
    for (const double x : {-0.11, 0.11}) {
      for (const double y : {-0.11, 0.11}) {
        shape.turned({x, y, 0.065}, {0, 0, 1}, {{0.018, 0}, {0.018, 0.02}, {0, 0.02}}, 6);
      }
    }
  }
  shape.at({});
}

/// Stiles, rungs and, above 2.2 m, a safety cage, on the vessel's -x side; held to the shell, which
/// begins at `low`.
void add_ladder(ShapeBuilder& shape, double r, double low, double top) {
  const double x = -(r + 0.22);
  const double high = top + 1.0;
  shape.use("rail");
  for (const double y : {-0.21, 0.21}) {
    shape.bar({x, y, 0}, {x, y, high}, 0.025, 8);
    for (const double z : {low + 0.2, (low + top) / 2, top - r * 0.4 - 0.1}) {
      shape.bar({x, y, z}, {-r * 0.96, y * 0.9, z}, 0.016, 6);
    }
  }
  for (double z = 0.3; z < high - 0.1; z += 0.3) shape.wall({x, -0.21, z}, {x, 0.21, z}, 0.014, 6);
  if (high < 4.5) return;
  for (double z = 2.4; z < high; z += 0.75) {
    std::vector<Vec3> hoop;
    for (int i = 0; i <= 12; ++i) {
      const double t = kPi * (0.5 + 1.0 * i / 12);
      hoop.push_back({x + 0.62 * std::cos(t), 0.36 * std::sin(t), z});
    }
    hoop.insert(hoop.begin(), {x, 0.21, z});
    hoop.push_back({x, -0.21, z});
    shape.tube(hoop, 0.016, 5);
  }
  for (const double t : {kPi * 0.68, kPi, kPi * 1.32}) {
    const Vec3 p{x + 0.62 * std::cos(t), 0.36 * std::sin(t), 0};
    shape.wall(p + Vec3{0, 0, 2.4}, p + Vec3{0, 0, high - 0.1}, 0.012, 5);
  }
}

} // namespace

Model make_vessel(double diameter, double tangent_length, double bottom_tangent) {
  const double r = diameter / 2;
  const double low = bottom_tangent;
  const double high = low + tangent_length;
  const double bottom_face = low - r / 2 - 0.12;
  Model model;
  ShapeBuilder shape;
  add_shell(shape, r, low, high);
  add_legs(shape, r, low);
  add_ladder(shape, r, low, high + r * 0.4);
  add_manhole(shape, r, low + tangent_length * 0.22);
  add_nozzle(shape, {0, 0, bottom_face}, {0, 0, -1}, 0.3, 0.2191);
  const double crown = high + r * 0.42;
  for (const double x : {-0.35, 0.0, 0.35}) {
    add_nozzle(shape, {x * r, 0, crown + 0.3}, {0, 0, 1}, 0.4, 0.1143);
  }
  add_nozzle(shape, {-0.18, -(r + 0.16), high - 0.25}, {0, -1, 0}, 0.25, 0.1683);
  const Vec3 gauge_side = normalised({0.42, -0.98, 0});
  for (const double z : {low + 0.1, high - 0.1}) {
    const Vec3 face = gauge_side * (r + 0.1) + Vec3{0, 0, z};
    add_nozzle(shape, face, gauge_side, 0.2, 0.0603);
  }
  // name plate on its bracket
  const Vec3 plate_side = normalised({-0.25, -1, 0});
  shape.at({plate_side * (r + 0.03) + Vec3{0, 0, low + tangent_length * 0.55},
            rotation_facing(plate_side)});
  shape.use("steel").box({-0.02, 0, 0}, {0.05, 0.4, 0.16});
  shape.use("white").box({0.015, 0, 0}, {0.012, 0.52, 0.24}, 0.003);
  shape.use("dial_mark");
  for (const double z : {0.06, 0.01, -0.04}) {
    shape.box({0.022, z > 0.05 ? 0 : -0.04, z},
              {0.003, z > 0.05 ? 0.4 : 0.3, z > 0.05 ? 0.035 : 0.015});
  }
  shape.at({});
  add_part(model, "body", shape);
  add_socket(model, "bottom", {0, 0, bottom_face}, {0, 0, -1}, 0.2191);
  add_socket(model, "inlet", {-0.18, -(r + 0.16), high - 0.25}, {0, -1, 0}, 0.1683);
  add_socket(model, "top_a", {-0.35 * r, 0, crown + 0.3}, {0, 0, 1}, 0.1143);
  add_socket(model, "top_b", {0.35 * r, 0, crown + 0.3}, {0, 0, 1}, 0.1143);
  add_socket(model, "top_c", {0, 0, crown + 0.3}, {0, 0, 1}, 0.1143);
  add_socket(model, "level_low", gauge_side * (r + 0.1) + Vec3{0, 0, low + 0.1}, gauge_side,
             0.0603);
  add_socket(model, "level_high", gauge_side * (r + 0.1) + Vec3{0, 0, high - 0.1}, gauge_side,
             0.0603);
  return model;
}

Model make_filter() {
  constexpr double kAxis = 0.72; // height of the pipe, that of the pumps' suction
  const double d = 0.1683;
  Model model;
  ShapeBuilder shape;
  for (const double y : {-0.24, 0.24}) {
    shape.use("vessel").turned({0, y, 0.35}, {0, 0, 1},
                               {{0, 0}, {0.1, 0.01}, {0.17, 0.05}, {0.19, 0.1}, {0.19, 0.75}}, 28);
    shape.use("flange").turned(
        {0, y, 1.08}, {0, 0, 1},
        {{0.19, 0}, {0.25, 0}, {0.25, 0.07}, {0.23, 0.09}, {0.15, 0.11}, {0, 0.12}}, 28);
    shape.use("steel");
    add_bolt_circle(shape, {0, y, 1.15}, {0, 0, 1}, 0.222, 8, 0.016);
    shape.ring({0, y, 1.23}, {0, 1, 0}, 0.04, 0.01, 14, 6);
    shape.wall({0, y, 0.2}, {0, y, 0.4}, 0.03, 10);
    for (const double x : {-0.15, 0.15}) shape.box({x, y, 0.22}, {0.05, 0.05, 0.44}, 0.006);
  }
  shape.use("plinth").box({0, 0, 0.015}, {0.5, 0.85, 0.03}, 0.006);
  shape.use("valve").bar({-0.2, -0.1, kAxis}, {-0.2, 0.1, kAxis}, d * 0.62, 18, 0.01);
  shape.bar({0.2, -0.1, kAxis}, {0.2, 0.1, kAxis}, d * 0.62, 18, 0.01);
  shape.use("wheel").bar({-0.2, 0, 0.8}, {-0.2, 0, 0.95}, 0.02, 8);
  shape.box({-0.1, 0, 0.95}, {0.28, 0.03, 0.014}, 0.003);
  shape.use("pipe").bar({-0.4, 0, kAxis}, {0.4, 0, kAxis}, d / 2, 18);
  add_flange(shape, {-0.45, 0, kAxis}, {-1, 0, 0}, d / 2);
  add_flange(shape, {0.45, 0, kAxis}, {1, 0, 0}, d / 2);
  shape.use("pipe").wall({-0.44, 0, kAxis}, {-0.38, 0, kAxis}, d / 2, 18);
  shape.wall({0.38, 0, kAxis}, {0.44, 0, kAxis}, d / 2, 18);
  add_part(model, "body", shape);
  add_socket(model, "a", {-0.45, 0, kAxis}, {-1, 0, 0}, d);
  add_socket(model, "b", {0.45, 0, kAxis}, {1, 0, 0}, d);
  return model;
}

Model make_flare_tip() {
  Model model;
  ShapeBuilder shape;
  const double d = 0.1143;
  shape.use("plinth").box({0, 0, 0.05}, {0.6, 0.6, 0.1}, 0.015);
  shape.use("pipe").wall({0, 0, 0.1}, {0, 0, 6.6}, d / 2, 16);
  shape.use("steel").turned(
      {0, 0, 6.4}, {0, 0, 1},
      {{0.06, 0}, {0.1, 0.1}, {0.11, 0.5}, {0.16, 0.62}, {0.15, 0.64}, {0.09, 0.5}, {0, 0.45}}, 18);
  for (int i = 0; i < 3; ++i) {
    const double t = 2 * kPi * i / 3 + 0.3;
    shape.wall({0, 0, 4.6}, {1.4 * std::cos(t), 1.4 * std::sin(t), 0}, 0.008, 5);
  }
  shape.use("pipe").bar({0, 0, 0.75}, {0.36, 0, 0.75}, d / 2, 16);
  add_flange(shape, {0.4, 0, 0.75}, {1, 0, 0}, d / 2);
  add_part(model, "body", shape);
  add_socket(model, "inlet", {0.4, 0, 0.75}, {1, 0, 0}, d);
  return model;
}

} // namespace jixia::modelgen
