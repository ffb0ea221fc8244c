#include "equipment.h"
#include "model_parts.h"

namespace jixia::modelgen {

/// The face looks along -y; the needle turns from 7:30 to 4:30 o'clock over 270 degrees, clockwise
/// for an observer, that is by a negative angle about its own +z, which points at the observer.
Model make_gauge() {
  const double z = 0.34;
  const double r = 0.11;
  Model model;
  ShapeBuilder shape;
  shape.use("flange").wall({0, 0, 0}, {0, 0, 0.1}, 0.014, 10);
  shape.use("valve").box({0, 0, 0.12}, {0.05, 0.04, 0.06}, 0.006);
  shape.use("wheel").bar({0.02, 0, 0.12}, {0.07, 0, 0.12}, 0.007, 8);
  shape.bar({0.065, 0, 0.12}, {0.075, 0, 0.12}, 0.024, 10);
  shape.use("flange").wall({0, 0, 0.14}, {0, 0, z - r}, 0.011, 10);
  shape.use("valve").turned({0, 0.035, z}, {0, -1, 0},
                            {{0, 0},
                             {r * 0.9, 0},
                             {r, 0.012},
                             {r, 0.06},
                             {r * 0.96, 0.07},
                             {r * 0.9, 0.07},
                             {r * 0.88, 0.055}},
                            30);
  shape.use("white").turned({0, -0.018, z}, {0, -1, 0}, {{r * 0.9, 0}, {0, 0}}, 30);
  shape.use("dial_mark");
  for (int i = 0; i <= 10; ++i) {
    const double t = kPi * (1.25 - 1.5 * i / 10);
    const double size = i % 5 == 0 ? 0.022 : 0.013;
    shape.at({{0, -0.0195, z}, rotation_about({0, 1, 0}, -t)});
    shape.box({r * 0.82 - size / 2, 0, 0}, {size, 0.001, i % 5 == 0 ? 0.006 : 0.0035});
  }
  shape.at({});
  add_part(model, "body", shape);
  // local frame: +z towards the observer (-y), +y from the pivot to the tip
  shape.use("needle").box({0, 0.028, 0}, {0.008, 0.1, 0.003});
  shape.use("dial_mark").bar({0, 0, -0.002}, {0, 0, 0.005}, 0.012, 10);
  const Pose dial{{0, -0.024, z}, rotation_about({1, 0, 0}, kPi / 2)};
  add_part(model, "needle", shape, dial * Pose{{}, rotation_about({0, 0, 1}, 0.75 * kPi)});
  add_socket(model, "inlet", {0, 0, 0}, {0, 0, -1}, 0.0337);
  return model;
}

/// The glass looks along +x: its back is turned to the vessel, sockets at -x.
Model make_level_glass(double length) {
  Model model;
  ShapeBuilder shape;
  const double low = -length / 2;
  const double high = length / 2;
  shape.use("steel").box({0, 0, 0}, {0.06, 0.2, length + 0.16}, 0.012);
  shape.use("white").box({0.034, 0, 0}, {0.012, 0.115, length}, 0.002);
  shape.use("steel");
  for (const double y : {-0.075, 0.075}) {
    shape.box({0.045, y, 0}, {0.03, 0.045, length + 0.1}, 0.006);
  }
  const int ticks = std::max(4, static_cast<int>(length / 0.2));
  for (int i = 0; i <= ticks; ++i) {
    const double z = low + length * i / ticks;
    const bool major = i % 5 == 0;
    shape.use("white").box({0.0615, 0.075, z},
                           {0.003, major ? 0.045 : 0.028, major ? 0.016 : 0.009});
  }
  for (int i = 0; i < 4; ++i) {
    shape.use("flange");
    for (const double y : {-0.075, 0.075}) {
      shape.turned({0.06, y, low + length * (i + 0.5) / 4}, {1, 0, 0},
                   {{0.013, 0}, {0.013, 0.012}, {0, 0.012}}, 6);
    }
  }
  for (const double z : {low - 0.04, high + 0.04}) {
    shape.use("flange").bar({0, 0, z}, {-0.12, 0, z}, 0.032, 12);
    shape.use("valve").bar({-0.06, -0.05, z}, {-0.06, 0.05, z}, 0.03, 10, 0.005);
    shape.use("wheel").bar({-0.06, -0.1, z}, {-0.06, -0.05, z}, 0.008, 8);
    shape.ring({-0.06, -0.1, z}, {0, 1, 0}, 0.045, 0.008, 14, 5);
  }
  add_part(model, "body", shape);
  shape.use("liquid").box({0, 0, length / 2}, {0.012, 0.1, length});
  add_part(model, "column", shape, {{0.0365, 0, low}, {}});
  add_socket(model, "low", {-0.12, 0, low - 0.04}, {-1, 0, 0}, 0.0603);
  add_socket(model, "high", {-0.12, 0, high + 0.04}, {-1, 0, 0}, 0.0603);
  return model;
}

Model make_transmitter() {
  Model model;
  ShapeBuilder shape;
  shape.use("flange").wall({0, 0, 0}, {0, 0, 0.16}, 0.02, 10);
  shape.use("steel").box({0, 0, 0.14}, {0.09, 0.09, 0.06}, 0.008);
  shape.use("machine").bar({0, -0.09, 0.26}, {0, 0.09, 0.26}, 0.075, 20, 0.014);
  shape.bar({0, 0, 0.16}, {0, 0, 0.22}, 0.035, 12);
  shape.use("dial_mark").bar({0, -0.094, 0.26}, {0, -0.09, 0.26}, 0.052, 18);
  shape.use("post").bar({0.06, 0, 0.26}, {0.13, 0, 0.26}, 0.016, 10);
  add_part(model, "body", shape);
  add_socket(model, "inlet", {0, 0, 0}, {0, 0, -1}, 0.0337);
  return model;
}

namespace {

/// A round push button whose cap slides along its local z (out of the panel).
void add_button(Model& model, ShapeBuilder& shape, const std::string& name, const Vec3& at,
                const Vec3& out, std::string_view material, double radius, double height) {
  shape.use(material).bar({0, 0, -0.004}, {0, 0, height}, radius, 18, radius * 0.2);
  add_part(model, name, shape, axis_pose(at, out));
}

} // namespace

/// The buttons look along -y.
Model make_button_post() {
  Model model;
  ShapeBuilder shape;
  shape.use("steel").box({0, 0, 0.5}, {0.06, 0.06, 1.0}, 0.006);
  shape.box({0, 0, 0.01}, {0.2, 0.2, 0.02}, 0.004);
  shape.use("flange");
  for (const double x : {-0.07, 0.07}) {
    for (const double y : {-0.07, 0.07}) {
      shape.turned({x, y, 0.02}, {0, 0, 1}, {{0.012, 0}, {0.012, 0.014}, {0, 0.014}}, 6);
    }
  }
  shape.use("post").box({0, -0.03, 1.1}, {0.2, 0.12, 0.36}, 0.012);
  shape.use("flange").bar({0, -0.088, 1.14}, {0, -0.094, 1.14}, 0.05, 20);
  shape.bar({0, -0.088, 1.01}, {0, -0.094, 1.01}, 0.05, 20);
  shape.use("white").box({0, -0.091, 1.25}, {0.12, 0.004, 0.022});
  add_part(model, "body", shape);
  add_button(model, shape, "start", {0, -0.092, 1.14}, {0, -1, 0}, "button_green", 0.04, 0.026);
  add_button(model, shape, "stop", {0, -0.092, 1.01}, {0, -1, 0}, "button_red", 0.04, 0.026);
  add_button(model, shape, "lamp", {0.062, -0.09, 1.22}, {0, -1, 0}, "button_green", 0.013, 0.012);
  return model;
}

/// The panel leans back a little and looks along -y.
Model make_operator_panel() {
  Model model;
  ShapeBuilder shape;
  shape.use("steel").box({0, 0.05, 0.42}, {0.12, 0.1, 0.84}, 0.01);
  shape.box({0, 0.05, 0.012}, {0.42, 0.36, 0.024}, 0.006);
  const Pose face{{0, 0, 1.02}, rotation_about({1, 0, 0}, -0.35)};
  shape.at(face).use("panel").box({0, 0.07, 0}, {0.62, 0.14, 0.42}, 0.014);
  shape.use("yellow").box({0.17, -0.004, 0}, {0.22, 0.012, 0.34}, 0.003);
  for (const double x : {-0.22, -0.1, 0.01}) {
    shape.use("flange").bar({x, -0.001, 0.04}, {x, -0.008, 0.04}, 0.045, 20);
    shape.use("white").box({x, -0.002, 0.115}, {0.08, 0.006, 0.024});
  }
  shape.use("flange").bar({-0.1, -0.001, -0.12}, {-0.1, -0.008, -0.12}, 0.03, 18);
  shape.use("dial_mark").bar({0.17, -0.009, 0}, {0.17, -0.012, 0}, 0.085, 26);
  shape.use("yellow").bar({0.17, -0.01, 0}, {0.17, -0.014, 0}, 0.078, 26);
  shape.at({});
  add_part(model, "body", shape);
  const auto on_face = [&](double x, double y, double z) { return apply(face, {x, y, z}); };
  const Vec3 out = rotate(face.rotation, {0, -1, 0});
  add_button(model, shape, "start", on_face(-0.22, -0.006, 0.04), out, "button_green", 0.036,
             0.024);
  add_button(model, shape, "stop", on_face(-0.1, -0.006, 0.04), out, "button_red", 0.036, 0.024);
  add_button(model, shape, "reset", on_face(0.01, -0.006, 0.04), out, "button_blue", 0.036, 0.024);
  add_button(model, shape, "lamp", on_face(-0.1, -0.006, -0.12), out, "button_green", 0.022, 0.016);
  shape.use("button_red")
      .turned({0, 0, 0}, {0, 0, 1},
              {{0.028, 0},
               {0.028, 0.03},
               {0.055, 0.035},
               {0.06, 0.045},
               {0.058, 0.06},
               {0.04, 0.072},
               {0, 0.078}},
              24);
  add_part(model, "estop", shape, axis_pose(on_face(0.17, -0.012, 0), out));
  return model;
}

Model make_stack_light() {
  Model model;
  ShapeBuilder shape;
  shape.use("steel").bar({0, 0, 0}, {0, 0, 0.03}, 0.06, 16, 0.006);
  shape.use("aluminium").bar({0, 0, 0}, {0, 0, 0.22}, 0.018, 12);
  shape.use("valve").bar({0, 0, 0.2}, {0, 0, 0.235}, 0.058, 20, 0.006);
  shape.bar({0, 0, 0.577}, {0, 0, 0.6}, 0.056, 20, 0.012);
  add_part(model, "body", shape);
  const struct {
    const char* name;
    const char* material;
    double z;
  } lamps[] = {{"green", "button_green", 0.24},
               {"amber", "lamp_amber", 0.352},
               {"red", "button_red", 0.464}};
  for (const auto& lamp : lamps) {
    shape.use(lamp.material).bar({0, 0, 0}, {0, 0, 0.108}, 0.054, 22, 0.006);
    add_part(model, lamp.name, shape, {{0, 0, lamp.z}, {}});
  }
  return model;
}

} // namespace jixia::modelgen
