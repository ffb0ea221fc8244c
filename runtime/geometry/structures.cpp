#include "geometry/structures.h"

#include <algorithm>
#include <string>

#include "geometry/shapes.h"

namespace jixia {
namespace {

Model single(ShapeBuilder& shape, std::string name) {
  Model model;
  model.name = std::move(name);
  model.parts.push_back({"body", -1, {}, std::make_shared<const TriangleMesh>(shape.take())});
  return model;
}

void add_part(Model& model, const std::string& name, ShapeBuilder& shape, const Pose& local) {
  model.parts.push_back({name, -1, local, std::make_shared<const TriangleMesh>(shape.take())});
}

/// An H section standing from `foot` to the height `top`.
void add_column(ShapeBuilder& shape, const Vec3& foot, double top, double size) {
  const double t = size * 0.11;
  const double h = top - foot.z;
  const double z = (top + foot.z) / 2;
  for (const double side : {-1.0, 1.0}) {
    shape.box({foot.x + side * (size - t) / 2, foot.y, z}, {t, size, h});
  }
  shape.box({foot.x, foot.y, z}, {size - t, t, h});
  shape.box({foot.x, foot.y, foot.z + 0.012}, {size * 2, size * 2, 0.024}, 0.004);
}

/// An I beam between two points of the same height.
void add_beam(ShapeBuilder& shape, const Vec3& a, const Vec3& b, double size) {
  const double t = size * 0.11;
  const double l = length(b - a);
  shape.at({(a + b) * 0.5, rotation_facing(b - a)});
  for (const double side : {-1.0, 1.0})
    shape.box({0, 0, side * (size - t) / 2}, {l, size * 0.8, t});
  shape.box({0, 0, 0}, {l, t, size - t});
  shape.at({});
}

double sane(double v, double low, double high) {
  return std::isfinite(v) ? std::clamp(v, low, high) : low;
}

void add_railing(ShapeBuilder& shape, const std::vector<Vec3>& points) {
  shape.use("rail");
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Vec3& a = points[i];
    const Vec3& b = points[i + 1];
    const double run = length(b - a);
    for (const double z : {1.1, 0.55}) {
      shape.wall(a + Vec3{0, 0, z}, b + Vec3{0, 0, z}, 0.021, 8);
    }
    shape.at({(a + b) * 0.5 + Vec3{0, 0, 0.06}, rotation_facing(b - a)});
    shape.box({0, 0, 0}, {run, 0.008, 0.1});
    shape.at({});
    const int posts = std::clamp(static_cast<int>(std::ceil(run / 1.2)), 1, 200);
    for (int k = 0; k <= posts; ++k) {
      const Vec3 p = a + (b - a) * (static_cast<double>(k) / posts);
      shape.bar(p, p + Vec3{0, 0, 1.1}, 0.021, 8);
    }
  }
}

} // namespace

Model make_slab(double length, double width, double thickness, bool walkway) {
  const double l = sane(length, 0.5, 500);
  const double w = sane(width, 0.5, 500);
  const double t = sane(thickness, 0.02, 5);
  ShapeBuilder shape;
  shape.use("concrete").box({0, 0, -t / 2}, {l, w, t}, 0.02);
  shape.use("joint");
  for (double x = -l / 2 + 2.5; x < l / 2 - 0.3; x += 2.5) {
    shape.box({x, 0, 0.001}, {0.02, w - 0.04, 0.004});
  }
  for (double y = -w / 2 + 2.5; y < w / 2 - 0.3; y += 2.5) {
    shape.box({0, y, 0.001}, {l - 0.04, 0.02, 0.004});
  }
  if (walkway) shape.use("rail").box({0, -w / 2 + 0.25, 0.003}, {l - 0.2, 0.07, 0.008});
  return single(shape, "slab");
}

Model make_pipe_rack(double length, double width, double height, int bays) {
  const double l = sane(length, 1, 200);
  const double w = sane(width, 0.5, 20);
  const double h = sane(height, 1, 30);
  const int n = std::clamp(bays, 1, 40);
  ShapeBuilder shape;
  shape.use("steel");
  for (int i = 0; i <= n; ++i) {
    const double x = -l / 2 + l * i / n;
    for (const double y : {-w / 2, w / 2}) add_column(shape, {x, y, 0}, h + 0.1, 0.16);
    for (const double z : {h, h - 0.5}) add_beam(shape, {x, -w / 2, z}, {x, w / 2, z}, 0.15);
  }
  for (const double y : {-w / 2, w / 2}) {
    add_beam(shape, {-l / 2, y, h - 0.25}, {l / 2, y, h - 0.25}, 0.14);
  }
  return single(shape, "pipe_rack");
}

Model make_railing(const std::vector<Vec3>& points) {
  ShapeBuilder shape;
  add_railing(shape, points);
  return single(shape, "railing");
}

Model make_platform(double length, double width, double height) {
  const double l = sane(length, 0.5, 50);
  const double w = sane(width, 0.5, 50);
  const double h = sane(height, 0.3, 30);
  ShapeBuilder shape;
  shape.use("steel");
  for (const double x : {-l / 2 + 0.1, l / 2 - 0.1}) {
    for (const double y : {-w / 2 + 0.1, w / 2 - 0.1}) add_column(shape, {x, y, 0}, h - 0.14, 0.12);
    add_beam(shape, {x, -w / 2, h - 0.1}, {x, w / 2, h - 0.1}, 0.13);
  }
  for (const double y : {-w / 2 + 0.1, w / 2 - 0.1}) {
    add_beam(shape, {-l / 2, y, h - 0.1}, {l / 2, y, h - 0.1}, 0.13);
  }
  // grating: bearing bars with gaps
  shape.use("grating");
  const int bars = std::clamp(static_cast<int>(l / 0.08), 4, 400);
  for (int i = 0; i < bars; ++i) {
    shape.box({-l / 2 + l * (i + 0.5) / bars, 0, h - 0.015}, {0.05, w, 0.03});
  }
  const double x = l / 2 - 0.03;
  const double y = w / 2 - 0.03;
  add_railing(shape, {{-x, -y, h}, {x, -y, h}, {x, y, h}, {-x, y, h}});
  return single(shape, "platform");
}

Model make_stairs(double height, double width) {
  const double h = sane(height, 0.3, 30);
  const double w = sane(width, 0.4, 5);
  const int steps = std::max(2, static_cast<int>(std::lround(h / 0.19)));
  const double run = 0.245 * steps;
  ShapeBuilder shape;
  shape.use("grating");
  for (int i = 0; i < steps; ++i) {
    shape.box({run * (i + 0.5) / steps, 0, h * (i + 1) / steps - 0.02}, {0.26, w, 0.03});
  }
  for (const double y : {-w / 2, w / 2}) {
    const Vec3 a{0, y, 0.05};
    const Vec3 b{run, y, h + 0.05};
    shape.use("steel").at({(a + b) * 0.5 - Vec3{0, 0, 0.08}, rotation_facing(b - a)});
    shape.box({0, 0, 0}, {jixia::length(b - a), 0.02, 0.2});
    shape.at({});
    shape.use("rail");
    for (const double z : {0.95, 0.5}) shape.wall(a + Vec3{0, 0, z}, b + Vec3{0, 0, z}, 0.021, 8);
    for (int k = 0; k <= 2; ++k) {
      const Vec3 p = a + (b - a) * (0.02 + 0.48 * k);
      shape.bar(p, p + Vec3{0, 0, 0.95}, 0.021, 8);
    }
  }
  return single(shape, "stairs");
}

Model make_floor_line(const std::vector<Vec3>& points, double width) {
  const double w = sane(width, 0.02, 2);
  ShapeBuilder shape;
  shape.use("yellow");
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Vec3& a = points[i];
    const Vec3& b = points[i + 1];
    shape.at({(a + b) * 0.5 + Vec3{0, 0, 0.003}, rotation_facing(b - a)});
    shape.box({0, 0, 0}, {length(b - a) + w, w, 0.006});
  }
  return single(shape, "floor_line");
}

Model make_fence(const std::vector<Vec3>& points, double height) {
  const double h = sane(height, 0.3, 5);
  ShapeBuilder shape;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Vec3& a = points[i];
    const Vec3& b = points[i + 1];
    const double run = length(b - a);
    const Vec3 d = normalised(b - a);
    const int panels = std::clamp(static_cast<int>(std::lround(run / 1.5)), 1, 200);
    shape.use("yellow");
    for (int k = 0; k <= panels; ++k) {
      const Vec3 p = a + d * (run * k / panels);
      shape.box(p + Vec3{0, 0, h / 2}, {0.06, 0.06, h}, 0.004);
      shape.box(p + Vec3{0, 0, 0.01}, {0.14, 0.14, 0.02});
    }
    shape.use("valve").at({a, rotation_facing(d)});
    for (const double z : {0.14, h - 0.04}) shape.box({run / 2, 0, z}, {run, 0.03, 0.04});
    const int wires = std::clamp(static_cast<int>(run / 0.13), 2, 2000);
    for (int k = 1; k < wires; ++k) {
      shape.box({run * k / wires, 0, (h + 0.1) / 2}, {0.007, 0.007, h - 0.18});
    }
    for (double z = 0.3; z < h - 0.1; z += 0.2) shape.box({run / 2, 0, z}, {run, 0.007, 0.007});
    shape.at({});
  }
  return single(shape, "fence");
}

namespace {

void add_conveyor_legs(ShapeBuilder& shape, double l, double w, double h) {
  const int pairs = std::clamp(static_cast<int>(std::ceil(l / 1.8)) + 1, 2, 100);
  for (int i = 0; i < pairs; ++i) {
    const double x = -l / 2 + 0.3 + (l - 0.6) * i / (pairs - 1);
    for (const double y : {-w / 2, w / 2}) {
      shape.use("aluminium").box({x, y, (h - 0.1) / 2}, {0.06, 0.06, h - 0.1}, 0.006);
      shape.use("steel").box({x, y, 0.015}, {0.14, 0.12, 0.03}, 0.005);
      shape.use("flange").bar({x, y, 0.03}, {x, y, 0.06}, 0.02, 8);
    }
    shape.use("aluminium").box({x, 0, h * 0.35}, {0.05, w - 0.05, 0.05}, 0.004);
  }
}

} // namespace

Model make_conveyor(double length, double width, double height) {
  const double l = sane(length, 0.5, 100);
  const double w = sane(width, 0.15, 3);
  const double h = sane(height, 0.2, 5);
  ShapeBuilder shape;
  shape.use("belt").box({0, 0, h - 0.006}, {l - 2 * kDriveRadius, w, 0.012});
  shape.box({0, 0, h - 2 * kDriveRadius + 0.006}, {l - 2 * kDriveRadius, w, 0.012});
  for (const double x : {-l / 2 + kDriveRadius, l / 2 - kDriveRadius}) {
    shape.bar({x, -w / 2, h - kDriveRadius}, {x, w / 2, h - kDriveRadius}, kDriveRadius, 18);
  }
  shape.use("aluminium");
  for (const double y : {-w / 2 - 0.03, w / 2 + 0.03}) {
    shape.box({0, y, h - 0.05}, {l + 0.04, 0.05, 0.14}, 0.008);
    shape.use("steel").box({0, y * 1.001, h - 0.05}, {l, 0.053, 0.02});
    shape.use("aluminium");
  }
  add_conveyor_legs(shape, l, w + 0.06, h);
  // gear motor under the discharge end
  shape.use("machine").box({l / 2 - 0.5, -w / 2 - 0.15, h - 0.24}, {0.3, 0.22, 0.22}, 0.02);
  shape.bar({l / 2 - 0.65, -w / 2 - 0.15, h - 0.24}, {l / 2 - 0.92, -w / 2 - 0.15, h - 0.24}, 0.1,
            20, 0.015);
  Model model = single(shape, "conveyor");

  const int seams = std::clamp(static_cast<int>((l - 2 * kDriveRadius) / kSeamPitch), 1, 200);
  for (int i = 0; i < seams; ++i) {
    const double x = -l / 2 + kDriveRadius + i * kSeamPitch;
    shape.use("belt_seam").box({0, 0, 0}, {0.004, w * 0.96, 0.014});
    // local z along the belt: the seam's box lies in its y-z plane
    add_part(model, "seam_" + std::to_string(i), shape,
             {{x, 0, h}, rotation_about({0, 1, 0}, 1.57079632679489662)});
  }
  shape.use("shaft").bar({0, 0, 0}, {0, 0, 0.05}, 0.03, 6);
  add_part(model, "drive", shape,
           {{l / 2 - kDriveRadius, -w / 2 - 0.055, h - kDriveRadius},
            rotation_about({1, 0, 0}, 1.57079632679489662)});
  model.sockets.push_back({"start", {{-l / 2, 0, h}, rotation_facing({-1, 0, 0})}, w});
  model.sockets.push_back({"end", {{l / 2, 0, h}, rotation_facing({1, 0, 0})}, w});
  return model;
}

} // namespace jixia
