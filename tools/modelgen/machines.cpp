#include "equipment.h"
#include "model_parts.h"

namespace jixia::modelgen {
namespace {

constexpr double kShaft = 0.72;   // height of the shaft [m]
constexpr double kVolute = -0.72; // x of the impeller [m]
constexpr double kTap = 0.0337;   // vent and drain [m]
constexpr Vec3 kVent{kVolute, -0.34, kShaft + 0.46}, kDrain{kVolute, 0.46, kShaft - 0.25};

void add_base(ShapeBuilder& shape) {
  shape.use("plinth").box({0, 0, 0.12}, {2.1, 0.9, 0.24}, 0.03);
  shape.use("steel").box({0, 0.31, 0.28}, {1.9, 0.1, 0.08}, 0.01);
  shape.box({0, -0.31, 0.28}, {1.9, 0.1, 0.08}, 0.01);
  for (const double x : {-0.9, -0.2, 0.35, 0.9}) shape.box({x, 0, 0.27}, {0.1, 0.56, 0.06});
  shape.box({0, 0, 0.245}, {1.86, 0.6, 0.012});
  shape.use("flange");
  for (const double x : {-0.85, 0.0, 0.85}) {
    for (const double y : {-0.31, 0.31}) {
      shape.turned({x, y, 0.32}, {0, 0, 1}, {{0.026, 0}, {0.026, 0.025}, {0, 0.025}}, 6);
    }
  }
}

void add_casing(ShapeBuilder& shape, double suction, double discharge) {
  const Vec3 c{kVolute, 0, kShaft};
  shape.use("pump");
  shape.turned({kVolute - 0.15, 0, kShaft}, {1, 0, 0},
               {{0.13, -0.02},
                {0.24, 0.0},
                {0.3, 0.02},
                {0.345, 0.06},
                {0.355, 0.11},
                {0.355, 0.17},
                {0.345, 0.22},
                {0.3, 0.27},
                {0, 0.28}},
               36);
  shape.ring(c, {1, 0, 0}, 0.29, 0.125, 32, 10);
  shape.turned({kVolute - 0.15, 0, kShaft}, {-1, 0, 0},
               {{0.24, 0}, {0.19, 0.03}, {suction / 2 * 1.15, 0.09}, {suction / 2 * 1.05, 0.2}},
               24);
  shape.turned({kVolute, 0, kShaft + 0.22}, {0, 0, 1},
               {{0.17, 0}, {0.155, 0.12}, {discharge / 2 * 1.1, 0.24}, {discharge / 2, 0.36}}, 22);
  add_flange(shape, {kVolute - 0.36, 0, kShaft}, {-1, 0, 0}, suction / 2);
  add_flange(shape, {kVolute, 0, kShaft + 0.6}, {0, 0, 1}, discharge / 2);
  // feet, cover bolts, bearing frame
  shape.use("pump");
  for (const double y : {-0.22, 0.22}) {
    shape.box({kVolute, y, 0.42}, {0.2, 0.09, 0.26}, 0.012);
    shape.box({kVolute, y * 1.2, 0.335}, {0.24, 0.16, 0.035}, 0.008);
  }
  shape.turned({kVolute + 0.13, 0, kShaft}, {1, 0, 0},
               {{0.24, 0},
                {0.24, 0.03},
                {0.17, 0.05},
                {0.135, 0.12},
                {0.125, 0.26},
                {0.17, 0.3},
                {0.17, 0.38},
                {0.15, 0.4},
                {0, 0.4}},
               24);
  shape.box({kVolute + 0.4, 0, 0.47}, {0.09, 0.26, 0.3}, 0.01);
  shape.bar({kVolute + 0.34, 0, kShaft + 0.15}, {kVolute + 0.34, 0, kShaft + 0.21}, 0.03, 10,
            0.006);
  // vent at the top of the casing, drain low at its side, each leaving clear of it
  const double tap = kTap / 2;
  shape.tube({{kVolute, -0.24, kShaft + 0.24}, {kVolute, -0.34, kShaft + 0.34}, kVent}, tap, 12);
  shape.tube({{kVolute, 0.28, kShaft - 0.18}, {kVolute, 0.36, kShaft - 0.25}, kDrain}, tap, 12);
  add_flange(shape, kVent, {0, 0, 1}, tap);
  add_flange(shape, kDrain, {0, 1, 0}, tap);
  shape.use("flange");
  add_bolt_circle(shape, {kVolute + 0.13, 0, kShaft}, {1, 0, 0}, 0.285, 10, 0.018);
  for (const double y : {-0.265, 0.265}) {
    shape.turned({kVolute, y * 1.1, 0.352}, {0, 0, 1}, {{0.024, 0}, {0.024, 0.025}, {0, 0.025}}, 6);
  }
}

void add_motor(ShapeBuilder& shape) {
  const double x0 = 0.14;
  const double x1 = 0.86;
  shape.use("motor").turned({x0, 0, kShaft}, {1, 0, 0},
                            {{0, 0},
                             {0.2, 0},
                             {0.27, 0.03},
                             {0.285, 0.06},
                             {0.285, 0.12},
                             {0.262, 0.12},
                             {0.262, 0.6},
                             {0.285, 0.6},
                             {0.285, 0.7},
                             {0.26, 0.72}},
                            32);
  for (int i = 0; i < 24; ++i) {
    const double t = 2 * kPi * (i + 0.5) / 24;
    if (std::sin(t) < -0.75) continue;
    shape.at({{(x0 + x1) / 2, 0, kShaft}, rotation_about({1, 0, 0}, t)});
    shape.box({0, 0.278, 0}, {0.48, 0.05, 0.013});
  }
  shape.at({});
  // fan cowl with its grille
  shape.turned({x1 - 0.01, 0, kShaft}, {1, 0, 0},
               {{0.275, 0}, {0.275, 0.1}, {0.25, 0.15}, {0.2, 0.17}, {0, 0.17}}, 28);
  shape.use("valve");
  for (const double r : {0.06, 0.11, 0.16}) {
    shape.ring({x1 + 0.163, 0, kShaft}, {1, 0, 0}, r, 0.007, 20, 4);
  }
  // terminal box, feet, eye bolt, name plate
  shape.use("motor").box({0.42, 0.22, kShaft + 0.27}, {0.26, 0.2, 0.16}, 0.015);
  shape.box({0.42, 0.22, kShaft + 0.355}, {0.28, 0.22, 0.02}, 0.006);
  for (const double y : {-0.21, 0.21}) {
    shape.box({0.5, y, 0.42}, {0.44, 0.08, 0.22}, 0.01);
    shape.box({0.5, y * 1.2, 0.335}, {0.5, 0.12, 0.03}, 0.006);
  }
  shape.use("flange").ring({0.6, 0, kShaft + 0.32}, {0, 1, 0}, 0.035, 0.01, 14, 6);
  for (const double x : {0.32, 0.68}) {
    for (const double y : {-0.27, 0.27}) {
      shape.turned({x, y, 0.35}, {0, 0, 1}, {{0.02, 0}, {0.02, 0.022}, {0, 0.022}}, 6);
    }
  }
  shape.use("white").box({0.5, -0.292, kShaft + 0.02}, {0.14, 0.012, 0.09});
}

/// Hoops and slats over the coupling, open enough to see it turn.
void add_guard(ShapeBuilder& shape) {
  const double x0 = -0.19;
  const double x1 = 0.12;
  shape.use("yellow");
  for (int i = 0; i <= 8; ++i) {
    const double t = kPi * (-0.12 + 1.24 * i / 8);
    const Vec3 p{0, 0.19 * std::cos(t), kShaft + 0.19 * std::sin(t)};
    shape.at({{(x0 + x1) / 2, p.y, p.z}, rotation_about({1, 0, 0}, t)});
    shape.box({0, 0, 0}, {x1 - x0, 0.012, 0.03});
  }
  shape.at({});
  std::vector<Vec3> arch;
  for (int i = 0; i <= 14; ++i) {
    const double t = kPi * (-0.12 + 1.24 * i / 14);
    arch.push_back({0, 0.195 * std::cos(t), kShaft + 0.195 * std::sin(t)});
  }
  for (const double x : {x0, x1}) {
    shape.at({{x, 0, 0}, {}});
    shape.tube(arch, 0.016, 6);
    for (const double y : {-0.185, 0.185}) {
      shape.box({0, y, (0.32 + kShaft - 0.06) / 2}, {0.04, 0.012, kShaft - 0.06 - 0.32});
    }
  }
  shape.at({});
}

} // namespace

Model make_pump() {
  const double suction = 0.2191;
  const double discharge = 0.1683;
  Model model;
  ShapeBuilder shape;
  add_base(shape);
  add_casing(shape, suction, discharge);
  add_motor(shape);
  shape.use("shaft").bar({-0.22, 0, kShaft}, {0.16, 0, kShaft}, 0.032, 12);
  add_part(model, "body", shape);
  add_guard(shape);
  add_part(model, "guard", shape);
  shape.use("steel").bar({0, 0, -0.1}, {0, 0, -0.015}, 0.1, 20, 0.012);
  shape.bar({0, 0, 0.015}, {0, 0, 0.1}, 0.1, 20, 0.012);
  shape.use("flange");
  add_bolt_circle(shape, {0, 0, 0.1}, {0, 0, 1}, 0.07, 6, 0.014);
  shape.use("white").box({0.095, 0, 0}, {0.02, 0.035, 0.19}); // a mark that shows the turning
  add_part(model, "coupling", shape, axis_pose({-0.035, 0, kShaft}, {1, 0, 0}));
  add_socket(model, "suction", {kVolute - 0.36, 0, kShaft}, {-1, 0, 0}, suction);
  add_socket(model, "discharge", {kVolute, 0, kShaft + 0.6}, {0, 0, 1}, discharge);
  add_socket(model, "vent", kVent, {0, 0, 1}, kTap);
  add_socket(model, "drain", kDrain, {0, 1, 0}, kTap);
  return model;
}

Model make_cabinet() {
  Model model;
  ShapeBuilder shape;
  shape.use("panel").box({0, 0, 0.99}, {0.9, 0.45, 1.82}, 0.012);
  shape.use("steel").box({0, 0, 0.04}, {0.86, 0.42, 0.08});
  shape.use("valve").box({0, -0.232, 1.45}, {0.46, 0.012, 0.32}, 0.004);
  shape.use("dial_mark").box({0, -0.239, 1.45}, {0.42, 0.004, 0.28});
  shape.use("wheel").box({0.37, -0.24, 1.0}, {0.03, 0.03, 0.18}, 0.006);
  add_part(model, "body", shape);
  return model;
}

} // namespace jixia::modelgen
