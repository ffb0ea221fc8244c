#pragma once

#include <vector>

#include "geometry/vec3.h"

namespace jixia {

// The rules that make_pipe_run and PipePath share, so that marks stay on the pipe.

/// Radius of a pipe of `diameter`, held to 0.005..1.5 m.
double sane_pipe_radius(double diameter);

/// `bend_radius` of a centre line, at least a little over `radius`; 0: 1.5 diameters.
double sane_bend_radius(double radius, double bend_radius);

/// Finite points, each at least 1 mm from the one before.
std::vector<Vec3> without_repeated_points(const std::vector<Vec3>& points);

/// How far the elbow at inner point `i` reaches along both its straights [m]: less than its radius
/// asks for where they are short.
double calc_elbow_cut(const std::vector<Vec3>& points, std::size_t i, double bend_radius);

} // namespace jixia
