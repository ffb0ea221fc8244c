#include <algorithm>

#include "equipment.h"
#include "model_parts.h"

namespace jixia::modelgen {
namespace {

double half_length(double r) {
  return 1.6 * r + 0.035;
}

void add_ends(Model& model, double diameter) {
  const double h = half_length(diameter / 2);
  add_socket(model, "a", {-h, 0, 0}, {-1, 0, 0}, diameter);
  add_socket(model, "b", {h, 0, 0}, {1, 0, 0}, diameter);
}

/// Fewer sides where the whole valve is a few pixels.
int round_sides(double r) {
  return r < 0.04 ? 14 : 20;
}

/// Two flanges and the waist between them.
void add_waist(ShapeBuilder& shape, double r, std::string_view material, double waist) {
  const double h = half_length(r);
  add_flange(shape, {-h, 0, 0}, {-1, 0, 0}, r);
  add_flange(shape, {h, 0, 0}, {1, 0, 0}, r);
  shape.use(material).turned({-h, 0, 0}, {1, 0, 0},
                             {{r * 1.05, 0},
                              {r * 1.1, h * 0.35},
                              {waist * 0.92, h * 0.7},
                              {waist, h},
                              {waist * 0.92, h * 1.3},
                              {r * 1.1, h * 1.65},
                              {r * 1.05, 2 * h}},
                             round_sides(r));
}

/// Bonnet flange, two yoke arms and a hub that the spindle comes out of.
void add_yoke(ShapeBuilder& shape, double from, double to, double width, double arm) {
  for (const double side : {-1.0, 1.0}) {
    shape.box({0, side * width, (from + to) / 2}, {arm * 1.2, arm, to - from}, arm * 0.2);
  }
  shape.box({0, 0, to}, {arm * 2.2, 2 * width + arm, arm * 1.6}, arm * 0.3);
}

struct HandValveShape {
  double bonnet_low;
  double bonnet_high;
  double bonnet_radius;
  double wheel_height;
  double wheel_radius;
};

/// Bonnet, yoke, stem and wheel on a finished body.
Model finish_hand_valve(ShapeBuilder& shape, double diameter, const HandValveShape& s) {
  Model model;
  const double r = diameter / 2;
  const double rod = std::max(0.009, r * 0.2);
  shape.use("valve").bar({0, 0, s.bonnet_low}, {0, 0, s.bonnet_high}, s.bonnet_radius, 18);
  shape.turned({0, 0, s.bonnet_high - r * 0.12}, {0, 0, 1},
               {{s.bonnet_radius, 0},
                {s.bonnet_radius * 1.5, 0},
                {s.bonnet_radius * 1.5, r * 0.3},
                {s.bonnet_radius * 1.35, r * 0.36},
                {0, r * 0.36}},
               18);
  add_bolt_circle(shape, {0, 0, s.bonnet_high + r * 0.22}, {0, 0, 1}, s.bonnet_radius * 1.22, 6,
                  r * 0.13);
  add_yoke(shape, s.bonnet_high + r * 0.2, s.wheel_height - rod * 1.8, s.bonnet_radius * 0.78,
           std::max(0.012, r * 0.22));
  add_part(model, "body", shape);
  shape.use("shaft").bar({0, 0, s.bonnet_high}, {0, 0, s.wheel_height + rod * 2}, rod, 10,
                         rod * 0.4);
  add_part(model, "stem", shape);
  shape.use("wheel");
  add_spoked_wheel(shape, s.wheel_radius, std::max(0.011, s.wheel_radius * 0.115), 5);
  add_part(model, "handwheel", shape, {{0, 0, s.wheel_height}, {}});
  add_ends(model, diameter);
  return model;
}

} // namespace

Model make_gate_valve(double diameter) {
  const double r = diameter / 2;
  ShapeBuilder shape;
  add_waist(shape, r, "valve", r * 1.35);
  shape.ball({0, 0, r * 0.35}, {r * 1.02, r * 1.3, r * 1.65}, round_sides(r) - 4);
  return finish_hand_valve(shape, diameter,
                           {r * 1.2, r * 2.4, r * 0.85, r * 4.3 + 0.05, r * 1.45 + 0.045});
}

Model make_globe_valve(double diameter) {
  const double r = diameter / 2;
  ShapeBuilder shape;
  add_waist(shape, r, "valve", r * 1.5);
  shape.ball({0, 0, 0}, {r * 1.55, r * 1.5, r * 1.5}, 18);
  return finish_hand_valve(shape, diameter,
                           {r * 1.0, r * 1.9, r * 0.95, r * 3.4 + 0.05, r * 1.25 + 0.04});
}

Model make_ball_valve(double diameter) {
  const double r = diameter / 2;
  const double h = half_length(r);
  Model model;
  ShapeBuilder shape;
  add_waist(shape, r, "flange", r * 1.5);
  shape.use("valve").turned({-h * 0.14, 0, 0}, {1, 0, 0},
                            {{r, 0}, {r * 1.75, 0}, {r * 1.75, h * 0.28}, {r, h * 0.28}}, 20);
  shape.bar({0, 0, r * 1.2}, {0, 0, r * 2.1}, r * 0.45, 12, r * 0.08);
  add_part(model, "body", shape);
  const double reach = r * 3 + 0.1;
  shape.use("wheel").bar({0, 0, -r * 0.2}, {0, 0, r * 0.25}, r * 0.4, 10, r * 0.06);
  shape.box({reach / 2, 0, r * 0.1}, {reach, r * 0.5, 0.012}, 0.003);
  shape.use("yellow").box({reach * 0.78, 0, r * 0.1}, {reach * 0.45, r * 0.58, 0.022}, 0.006);
  add_part(model, "handwheel", shape, {{0, 0, r * 2.2}, {}});
  add_ends(model, diameter);
  return model;
}

Model make_control_valve(double diameter) {
  const double r = diameter / 2;
  const double head = r * 1.5 + 0.1; // radius of the diaphragm casing
  const double low = r * 1.9;
  const double high = low + r * 1.6 + 0.16;
  Model model;
  ShapeBuilder shape;
  add_waist(shape, r, "actuator", r * 1.4);
  shape.ball({0, 0, 0}, {r * 1.5, r * 1.45, r * 1.45}, 18);
  shape.bar({0, 0, r}, {0, 0, low}, r * 0.75, 16);
  shape.use("steel").bar({0, 0, low - r * 0.2}, {0, 0, low + r * 0.1}, r * 1.15, 16, r * 0.06);
  add_bolt_circle(shape, {0, 0, low + r * 0.1}, {0, 0, 1}, r * 0.95, 6, r * 0.12);
  const double arm = r * 0.55 + 0.03;
  for (const double side : {-1.0, 1.0}) {
    shape.box({0, side * arm, (low + high) / 2}, {r * 0.4 + 0.012, 0.022, high - low}, 0.004);
  }
  // travel scale on one arm, positioner on the other
  shape.use("white").box({r * 0.25 + 0.012, arm, (low + high) / 2},
                         {0.004, 0.03, (high - low) * 0.6});
  shape.use("post").box({0, -arm - 0.065, (low + high) / 2 + 0.01}, {0.11, 0.1, 0.14}, 0.015);
  shape.use("white").bar({0.055, -arm - 0.065, (low + high) / 2 + 0.02},
                         {0.06, -arm - 0.065, (low + high) / 2 + 0.02}, 0.035, 14);
  const double t = head * 0.16;
  shape.use("actuator")
      .turned({0, 0, high}, {0, 0, 1},
              {{0, 0},
               {head * 0.35, 0},
               {head * 0.85, head * 0.22},
               {head * 0.9, head * 0.3},
               {head, head * 0.3},
               {head, head * 0.3 + t},
               {head * 0.9, head * 0.3 + t},
               {head * 0.8, head * 0.52},
               {head * 0.6, head * 0.66},
               {head * 0.3, head * 0.74},
               {0, head * 0.76}},
              28);
  shape.use("steel");
  add_bolt_circle(shape, {0, 0, high + head * 0.3 + t}, {0, 0, 1}, head * 0.95, 10, head * 0.035);
  shape.bar({0, 0, high + head * 0.74}, {0, 0, high + head * 0.86}, head * 0.12, 10, 0.004);
  add_part(model, "body", shape);
  const double rod = std::max(0.008, r * 0.16);
  shape.use("shaft").bar({0, 0, low}, {0, 0, high + 0.01}, rod, 10);
  shape.use("needle").box({0, arm * 0.45, (low + high) / 2}, {rod * 2.4, arm * 1.1, 0.014}, 0.002);
  add_part(model, "stem", shape);
  add_ends(model, diameter);
  add_socket(model, "air", {0, 0, high + head * 0.86}, {0, 0, 1}, 0.012);
  return model;
}

Model make_on_off_valve(double diameter) {
  const double r = diameter / 2;
  const double z = r * 2.6 + 0.06;
  const double reach = r * 1.8 + 0.12;
  Model model;
  ShapeBuilder shape;
  add_waist(shape, r, "valve", r * 1.5);
  shape.bar({0, 0, r}, {0, 0, z}, r * 0.55, 12);
  shape.use("actuator").box({0, 0, z}, {r * 1.4 + 0.05, r * 1.4 + 0.05, r * 1.2 + 0.05}, 0.012);
  shape.bar({0, -reach, z}, {0, reach, z}, r * 0.6 + 0.02, 20, 0.01);
  add_part(model, "body", shape);
  shape.use("yellow").box({0, 0, 0.02}, {r * 0.5, r * 1.6 + 0.03, 0.04}, 0.008);
  add_part(model, "indicator", shape, {{0, 0, z + r * 0.6 + 0.025}, {}});
  add_ends(model, diameter);
  return model;
}

Model make_check_valve(double diameter) {
  const double r = diameter / 2;
  Model model;
  ShapeBuilder shape;
  add_waist(shape, r, "valve", r * 1.55);
  shape.bar({0, 0, r * 0.5}, {0, 0, r * 1.75}, r * 1.15, 18, r * 0.1);
  add_bolt_circle(shape, {0, 0, r * 1.75}, {0, 0, 1}, r * 0.95, 6, r * 0.12);
  shape.use("white");
  for (const double around : {0.0, kPi / 2, kPi, -kPi / 2}) {
    shape.arrow_on_pipe({0, 0, 0}, {1, 0, 0}, r * 1.57, r * 1.5, 0.3, around);
  }
  add_part(model, "body", shape);
  add_ends(model, diameter);
  return model;
}

Model make_relief_valve(double diameter) {
  const double r = diameter / 2;
  Model model;
  ShapeBuilder shape;
  add_flange(shape, {0, 0, 0}, {0, 0, -1}, r);
  const double z = r * 2.4 + 0.03;
  shape.use("valve").bar({0, 0, 0}, {0, 0, z}, r * 1.05, 18);
  shape.ball({0, 0, z}, {r * 1.5, r * 1.5, r * 1.3}, 16);
  shape.bar({0, 0, z}, {r * 2.6 + 0.03, 0, z}, r * 1.1, 16);
  add_flange(shape, {r * 2.7 + 0.03, 0, z}, {1, 0, 0}, r * 1.1);
  shape.use("valve").turned({0, 0, z + r}, {0, 0, 1},
                            {{r * 1.3, 0},
                             {r * 1.3, r * 0.3},
                             {r * 0.95, r * 0.5},
                             {r * 0.85, r * 3.2},
                             {r * 0.5, r * 3.4},
                             {r * 0.5, r * 4.2},
                             {0, r * 4.3}},
                            18);
  shape.use("medium_steam").bar({0, 0, z + r * 5.2}, {0, 0, z + r * 5.35}, r * 0.52, 12);
  add_part(model, "body", shape);
  add_socket(model, "inlet", {0, 0, 0}, {0, 0, -1}, diameter);
  add_socket(model, "outlet", {r * 2.7 + 0.03, 0, z}, {1, 0, 0}, diameter * 1.1);
  return model;
}

Model make_strainer(double diameter) {
  const double r = diameter / 2;
  Model model;
  ShapeBuilder shape;
  add_waist(shape, r, "valve", r * 1.3);
  const Vec3 down = normalised({0.7, 0, -0.75});
  shape.bar({-r * 0.3, 0, 0}, down * (r * 3.2), r * 0.95, 16);
  shape.use("flange").bar(down * (r * 3.1), down * (r * 3.4), r * 1.35, 16, r * 0.08);
  add_part(model, "body", shape);
  add_ends(model, diameter);
  add_socket(model, "drain", down * (r * 3.4), down, diameter * 0.4);
  return model;
}

Model make_blind_flange(double diameter) {
  const double r = diameter / 2;
  const double t = flange_thickness(r);
  Model model;
  ShapeBuilder shape;
  add_flange(shape, {0, 0, 0}, {1, 0, 0}, r);
  add_flange(shape, {t, 0, 0}, {1, 0, 0}, r);
  add_bolt_circle(shape, {t, 0, 0}, {1, 0, 0}, (r + flange_radius(r)) / 2, 8, r * 0.1 + 0.004);
  add_part(model, "body", shape);
  add_socket(model, "a", {0, 0, 0}, {-1, 0, 0}, diameter);
  return model;
}

} // namespace jixia::modelgen
