#include <algorithm>

#include "equipment.h"
#include "model_parts.h"

namespace jixia::modelgen {

/// Emitter at the origin's belt side (y = -0.36), reflector at y = +0.36, beam along y at z = 0.
/// Brackets reach down 0.2 to the belt's frame.
Model make_photo_eye() {
  const double y = 0.36;
  Model model;
  ShapeBuilder shape;
  shape.use("aluminium").box({0, -y - 0.02, -0.13}, {0.03, 0.012, 0.3}, 0.002);
  shape.box({0, y + 0.02, -0.13}, {0.03, 0.012, 0.3}, 0.002);
  shape.box({0, -y - 0.01, -0.05}, {0.05, 0.03, 0.012}, 0.002);
  shape.use("sensor").box({0, -y, 0}, {0.045, 0.06, 0.07}, 0.006);
  shape.use("dial_mark").bar({0, -y + 0.03, 0}, {0, -y + 0.034, 0}, 0.014, 14);
  shape.use("valve").tube({{0, -y - 0.02, -0.03}, {0, -y - 0.03, -0.08}, {0, -y - 0.035, -0.25}},
                          0.006, 6);
  shape.use("sensor").box({0, y + 0.006, 0}, {0.07, 0.012, 0.07}, 0.004);
  shape.use("reflector").bar({0, y + 0.001, 0}, {0, y - 0.006, 0}, 0.028, 18);
  add_part(model, "body", shape);
  shape.use("beam").wall({0, -y + 0.034, 0}, {0, y - 0.006, 0}, 0.004, 6);
  add_part(model, "beam", shape);
  shape.use("lamp_amber").bar({0, 0, 0}, {0, 0, 0.008}, 0.008, 10);
  add_part(model, "lamp", shape, {{0.01, -y - 0.005, 0.035}, {}});
  return model;
}

/// Lies under the belt at rest; blade rises through z = 0 (the belt's surface) by up to 0.14.
Model make_stop_blade() {
  Model model;
  ShapeBuilder shape;
  shape.use("machine").box({0, 0, -0.22}, {0.14, 0.22, 0.18}, 0.012);
  shape.use("aluminium").box({0, 0, -0.115}, {0.1, 0.5, 0.02}, 0.004);
  for (const double y : {-0.07, 0.07}) {
    shape.use("roller").wall({0, y, -0.3}, {0, y, -0.1}, 0.014, 10);
  }
  shape.use("sensor").box({0.08, 0.06, -0.24}, {0.02, 0.03, 0.06}, 0.004);
  add_part(model, "body", shape);
  shape.use("yellow").box({0, 0, -0.065}, {0.024, 0.5, 0.13}, 0.005);
  shape.use("roller");
  for (const double y : {-0.07, 0.07}) shape.wall({0, y, -0.28}, {0, y, -0.1}, 0.01, 8);
  add_part(model, "blade", shape);
  return model;
}

namespace {

/// A portal over the belt: x along the belt, z = 0 its surface, 0.74 wide inside.
void add_portal(ShapeBuilder& shape, double length, double height, double below) {
  for (const double x : {-length / 2, length / 2}) {
    for (const double y : {-0.4, 0.4}) {
      shape.use("aluminium").box({x, y, (height - below) / 2}, {0.05, 0.05, height + below}, 0.005);
      shape.use("valve").box({x, y, -below + 0.012}, {0.12, 0.12, 0.024}, 0.004);
    }
    shape.use("aluminium").box({x, 0, height - 0.025}, {0.05, 0.75, 0.05}, 0.005);
  }
  for (const double y : {-0.4, 0.4}) {
    shape.use("aluminium").box({0, y, height - 0.025}, {length - 0.05, 0.05, 0.05}, 0.005);
  }
}

} // namespace

Model make_emitter() {
  Model model;
  ShapeBuilder shape;
  add_portal(shape, 0.7, 0.95, 0.8);
  shape.use("panel");
  for (const double y : {-0.37, 0.37}) shape.box({0, y, 0.62}, {0.62, 0.015, 0.62});
  shape.box({-0.33, 0, 0.62}, {0.015, 0.74, 0.62});
  shape.box({0, 0, 0.955}, {0.74, 0.84, 0.02}, 0.005);
  shape.use("medium_water");
  shape.at({{0.362, 0, 0.78}, rotation_facing({1, 0, 0})});
  shape.box({0, 0, 0}, {0.012, 0.5, 0.12}, 0.003);
  shape.use("white").box({0.008, 0, 0}, {0.004, 0.3, 0.02});
  shape.at({});
  shape.use("panel").box({0.35, 0, 0.78}, {0.012, 0.74, 0.3});
  add_part(model, "body", shape);
  return model;
}

Model make_remover() {
  Model model;
  ShapeBuilder shape;
  add_portal(shape, 0.6, 0.85, 0.8);
  shape.use("panel");
  for (const double y : {-0.37, 0.37}) shape.box({0, y, 0.5}, {0.52, 0.015, 0.66});
  shape.box({0.28, 0, 0.42}, {0.015, 0.74, 0.8});
  shape.box({0, 0, 0.86}, {0.66, 0.84, 0.02}, 0.005);
  // curtain of strips
  shape.use("belt");
  for (int i = 0; i < 9; ++i) shape.box({-0.28, -0.32 + 0.08 * i, 0.53}, {0.006, 0.074, 0.56});
  shape.use("machine").box({-0.3, 0, 0.8}, {0.03, 0.74, 0.09}, 0.006);
  add_part(model, "body", shape);
  return model;
}

Model make_box(const Vec3& size, std::string_view material) {
  Model model;
  ShapeBuilder shape;
  shape.use(material).box({0, 0, 0}, size, 0.006);
  shape.use("wood").box({0, 0, size.z / 2}, {size.x * 0.995, 0.05, 0.002});
  shape.use("white").box({size.x * 0.18, -size.y / 2, size.z * 0.1},
                         {size.x * 0.3, 0.002, size.z * 0.35});
  add_part(model, "body", shape);
  return model;
}

Model make_pallet() {
  Model model;
  ShapeBuilder shape;
  shape.use("wood");
  for (int i = 0; i < 5; ++i) shape.box({0, -0.36 + 0.18 * i, 0.13}, {1.2, 0.13, 0.025}, 0.003);
  for (const double x : {-0.53, 0.0, 0.53}) {
    shape.box({x, 0, 0.105}, {0.12, 0.8, 0.022}, 0.002);
    for (const double y : {-0.34, 0.0, 0.34}) shape.box({x, y, 0.055}, {0.13, 0.11, 0.08}, 0.003);
    shape.box({x, 0, 0.011}, {0.12, 0.8, 0.022}, 0.002);
  }
  add_part(model, "body", shape);
  return model;
}

/// Pushes along +y; z = 0 is the belt's surface, the plate rests at y = 0.
Model make_pusher() {
  Model model;
  ShapeBuilder shape;
  shape.use("aluminium").box({0, -0.75, -0.4}, {0.3, 0.3, 0.8}, 0.012);
  shape.use("machine").box({0, -0.62, 0.14}, {0.16, 0.62, 0.14}, 0.012);
  shape.use("sensor").box({0.085, -0.42, 0.16}, {0.02, 0.05, 0.03}, 0.004);
  shape.box({0.085, -0.82, 0.16}, {0.02, 0.05, 0.03}, 0.004);
  add_part(model, "body", shape);
  // local z points along +y: the rod slides out by its stroke
  shape.use("roller").bar({0, 0, -0.55}, {0, 0, 0}, 0.025, 14);
  shape.bar({0.055, 0, -0.55}, {0.055, 0, 0}, 0.012, 10);
  shape.use("aluminium").box({0, 0, 0.0}, {0.38, 0.24, 0.03}, 0.006);
  add_part(model, "rod", shape, axis_pose({0, 0, 0.14}, {0, 1, 0}));
  return model;
}

/// Two rails on arms from the belt's frame, the plate of the left one hinged at its upstream end.
Model make_guide_rail(double length, double gap, double plate_at, double plate) {
  const double y = (gap + 0.02) / 2;
  const double height = 0.12;
  const double z = 0.005 + height / 2;
  Model model;
  ShapeBuilder shape;
  const auto rail = [&](double side, double begin, double end) {
    const double x = (begin + end) / 2 - length / 2;
    shape.use("aluminium").box({x, side * y, z}, {end - begin, 0.02, height}, 0.004);
  };
  const auto arm = [&](double side, double at) {
    const double x = at - length / 2;
    shape.use("steel").box({x, side * 0.34, -0.01}, {0.04, 0.02, 0.2}, 0.004);
    shape.bar({x, side * 0.34, z}, {x, side * (y + 0.01), z}, 0.01, 8);
  };
  rail(-1.0, 0.0, length);
  rail(1.0, 0.0, plate_at);
  rail(1.0, plate_at + plate, length);
  const int arms = std::max(2, static_cast<int>(length / 0.8));
  for (int i = 0; i <= arms; ++i) {
    const double at = 0.06 + (length - 0.12) * i / arms;
    arm(-1.0, at);
    if (at < plate_at - 0.03 || at > plate_at + plate + 0.03) arm(1.0, at);
  }
  add_part(model, "body", shape);
  const Vec3 hinge{plate_at - length / 2, y, 0};
  shape.use("yellow").box({plate / 2, 0, z}, {plate, 0.02, height}, 0.004);
  shape.use("steel").bar({0, 0, 0}, {0, 0, height + 0.02}, 0.014, 10);
  add_part(model, "plate", shape, {hinge, {}});
  return model;
}

} // namespace jixia::modelgen
