#include "model_parts.h"

#include <algorithm>

namespace jixia::modelgen {

int add_part(Model& model, const std::string& name, ShapeBuilder& shape, const Pose& local,
             int parent) {
  auto mesh = std::make_shared<TriangleMesh>(shape.take());
  Part part{name, parent, local, nullptr};
  if (!mesh->indices.empty()) part.mesh = std::move(mesh);
  model.parts.push_back(std::move(part));
  return static_cast<int>(model.parts.size() - 1);
}

void add_socket(Model& model, const std::string& name, const Vec3& position, const Vec3& out,
                double diameter) {
  model.sockets.push_back({name, {position, rotation_facing(out)}, diameter});
}

Model scaled_model(const Model& model, double factor) {
  Model result = model;
  const auto s = static_cast<float>(factor);
  for (Part& part : result.parts) {
    part.local.position = part.local.position * factor;
    if (!part.mesh) continue;
    auto mesh = std::make_shared<TriangleMesh>(*part.mesh);
    for (Float3& p : mesh->positions) p = {p[0] * s, p[1] * s, p[2] * s};
    part.mesh = std::move(mesh);
  }
  for (Socket& socket : result.sockets) {
    socket.pose.position = socket.pose.position * factor;
    socket.diameter *= factor;
  }
  return result;
}

Pose axis_pose(const Vec3& position, const Vec3& axis) {
  return {position, rotation_between({0, 0, 1}, axis)};
}

double flange_radius(double r) {
  return std::max(r * 1.7, r + 0.035);
}
double flange_thickness(double r) {
  return std::clamp(r * 0.3, 0.012, 0.045);
}

void add_flange(ShapeBuilder& shape, const Vec3& face, const Vec3& out, double r) {
  const double outer = flange_radius(r);
  const double t = flange_thickness(r);
  const double c = t * 0.35;
  const Vec3 n = normalised(out);
  shape.use("flange").turned(face - n * t, n,
                             {{r * 0.6, 0},
                              {outer - c, 0},
                              {outer, c},
                              {outer, t - c * 0.5},
                              {outer - c * 0.5, t},
                              {0, t}},
                             r < 0.04 ? 14 : 20);
}

void add_bolt_circle(ShapeBuilder& shape, const Vec3& centre, const Vec3& axis, double radius,
                     int count, double size) {
  const Vec3 n = normalised(axis);
  const Vec3 u = perpendicular(n);
  const Vec3 v = cross(n, u);
  for (int i = 0; i < count; ++i) {
    const double t = 2 * kPi * (i + 0.5) / count;
    const Vec3 p = centre + (u * std::cos(t) + v * std::sin(t)) * radius;
    shape.turned(p, n, {{size, 0}, {size, size * 1.2}, {0, size * 1.2}}, 6);
  }
}

void add_spoked_wheel(ShapeBuilder& shape, double radius, double rim, int spokes) {
  const bool small = radius < 0.12;
  shape.ring({0, 0, 0}, {0, 0, 1}, radius, rim, small ? 18 : 26, small ? 5 : 6);
  for (int i = 0; i < spokes; ++i) {
    const double t = 2 * kPi * i / spokes;
    const Vec3 end{radius * std::cos(t), radius * std::sin(t), 0};
    shape.wall({0, 0, -rim * 0.6}, end, rim * 0.62, 6);
  }
  shape.bar({0, 0, -rim * 1.6}, {0, 0, rim * 1.3}, rim * 1.9, 10, rim * 0.4);
}

} // namespace jixia::modelgen
