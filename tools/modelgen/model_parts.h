#pragma once

#include <string>

#include "geometry/model.h"
#include "geometry/shapes.h"

namespace jixia::modelgen {

constexpr double kPi = 3.14159265358979323846;

/// A steel pipe size: nominal diameter and outer diameter [m] (GB/T 17395, series I).
struct PipeSize {
  int nominal;
  double outer;
};
inline constexpr PipeSize kPipeSizes[] = {{25, 0.0337},  {50, 0.0603},  {80, 0.0889},
                                          {100, 0.1143}, {150, 0.1683}, {200, 0.2191}};

/// Takes the shape built so far as part `name` and returns its index.
int add_part(Model& model, const std::string& name, ShapeBuilder& shape, const Pose& local = {},
             int parent = -1);

/// A socket at `position` that looks along `out`.
void add_socket(Model& model, const std::string& name, const Vec3& position, const Vec3& out,
                double diameter);

/// The whole model `factor` times as large.
Model scaled_model(const Model& model, double factor);

/// A frame at `position` whose local +z points along `axis`.
Pose axis_pose(const Vec3& position, const Vec3& axis);

/// A pipe flange of a pipe of radius `r` whose face is at `face` and looks along `out`.
void add_flange(ShapeBuilder& shape, const Vec3& face, const Vec3& out, double r);
double flange_radius(double r);
double flange_thickness(double r);

/// `count` hex bolt heads on a circle about `axis`.
void add_bolt_circle(ShapeBuilder& shape, const Vec3& centre, const Vec3& axis, double radius,
                     int count, double size);

/// A spoked wheel about local z, its rim at height 0.
void add_spoked_wheel(ShapeBuilder& shape, double radius, double rim, int spokes);

} // namespace jixia::modelgen
