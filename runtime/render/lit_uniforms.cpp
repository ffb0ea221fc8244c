#include "render/lit_uniforms.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace jixia::render {
namespace {

float f(double v) {
  return static_cast<float>(v);
}

double linear_of(double c) {
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

int at(unsigned program, const char* uniform) {
  return glGetUniformLocation(program, uniform);
}

/// A light's colour in linear light, times strength / pi.
void set_light(int location, const Colour& colour, double strength) {
  const double s = strength / std::numbers::pi;
  glUniform3f(location, f(linear_of(colour.r) * s), f(linear_of(colour.g) * s),
              f(linear_of(colour.b) * s));
}

void set_vector(int location, const Vec3& v) {
  glUniform3f(location, f(v.x), f(v.y), f(v.z));
}

} // namespace

void set_lit_uniforms(unsigned p, const SceneView& view, const Matrix4& camera,
                      const ShadowMap& shadow) {
  const Lighting& l = view.lighting;
  const double texel = shadow.size() > 0 ? 2 * l.shadow_reach / shadow.size() : 0;
  glUniformMatrix4fv(at(p, "u_view_projection"), 1, GL_FALSE, camera.data());
  glUniformMatrix4fv(at(p, "u_light"), 1, GL_FALSE, shadow.matrix().data());
  set_vector(at(p, "u_eye"), view.camera.eye);
  glUniform1f(at(p, "u_texel"), f(texel));
  set_light(at(p, "u_sky"), l.sky, l.sky_strength);
  set_light(at(p, "u_ground"), l.ground, l.sky_strength);
  set_light(at(p, "u_sun"), l.sun, l.sun_strength);
  set_light(at(p, "u_fill"), l.fill, l.fill_strength);
  const Vec3 to_sun = normalised(l.to_sun);
  set_vector(at(p, "u_to_sun"), to_sun);
  set_vector(at(p, "u_to_fill"), normalised({-to_sun.x, -to_sun.y, to_sun.z * 0.5}));
  const Ground& g = view.ground;
  glUniform3f(at(p, "u_fog"), g.fog.r, g.fog.g, g.fog.b);
  glUniform2f(at(p, "u_fog_range"), f(g.fog_near), f(1 / std::max(g.fog_far - g.fog_near, 0.01)));
  glUniform1i(at(p, "u_shadow"), 0);
  glUniform1f(at(p, "u_step"), shadow.size() > 0 ? 1.0f / f(shadow.size()) : 0.0f);
}

} // namespace jixia::render
