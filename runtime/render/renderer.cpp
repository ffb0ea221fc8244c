#include "render/renderer.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "render/gpu_scene.h"
#include "render/shaders.h"

namespace jixia::render {
namespace {

struct Program {
  unsigned id = 0;
  int at(const char* uniform) const { return glGetUniformLocation(id, uniform); }
};

/// Baked and instanced version of one kind.
struct ProgramPair {
  Program baked;
  Program instanced;
};

float f(double v) {
  return static_cast<float>(v);
}

double linear_of(double c) {
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
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

std::string gl_string(GLenum name) {
  const auto* text = reinterpret_cast<const char*>(glGetString(name));
  return text != nullptr ? text : "?";
}

constexpr Colour kOutline = colour_of(0x1E9CF0);

} // namespace

/// All that lives in the graphics context.
struct Renderer::State {
  RenderOptions options;
  RenderStatistics statistics;
  std::string device_name;
  GpuScene scene;
  ProgramPair lit;
  ProgramPair depth;
  ProgramPair hull;
  int lit_taps = -1;

  unsigned shadow_texture = 0;
  unsigned shadow_framebuffer = 0;
  int shadow_size = 0;
  std::uint64_t shadow_revision = 0;
  Matrix4 shadow_matrix{};
  std::vector<float> shadow_casters;

  unsigned sample_framebuffer = 0;
  unsigned sample_colour = 0;
  unsigned sample_depth = 0;
  int sample_width = 0;
  int sample_height = 0;
  int sample_count = 0;

  ~State();
  bool make_pair(ProgramPair& pair, ProgramKind kind, int taps, Text& problem);
  void drop_pair(ProgramPair& pair);
  bool make_programs(Text& problem);
  void make_shadow_map(int size);
  void draw_shadow(const SceneView& view);
  void set_lit_uniforms(const Program& program, const SceneView& view, const Matrix4& camera,
                        const Matrix4& light);
  void draw_lit(const SceneView& view, const Viewport& viewport);
  void draw_outline(const SceneView& view, const Viewport& viewport, Highlight highlight,
                    double width);
  void draw_all(const SceneView& view, const Viewport& viewport, double seconds);
  void drop_sample_target();
  bool use_sample_target(const Viewport& viewport);
  template <class Prepare>
  void draw_chosen(const ProgramPair& pair, Prepare prepare);
};

Renderer::State::~State() {
  scene.forget();
  for (ProgramPair* pair : {&lit, &depth, &hull}) drop_pair(*pair);
  if (shadow_framebuffer != 0) glDeleteFramebuffers(1, &shadow_framebuffer);
  if (shadow_texture != 0) glDeleteTextures(1, &shadow_texture);
  drop_sample_target();
}

void Renderer::State::drop_pair(ProgramPair& pair) {
  if (pair.baked.id != 0) glDeleteProgram(pair.baked.id);
  if (pair.instanced.id != 0) glDeleteProgram(pair.instanced.id);
  pair = {};
}

bool Renderer::State::make_pair(ProgramPair& pair, ProgramKind kind, int taps, Text& problem) {
  drop_pair(pair);
  const std::string fragment = fragment_source(kind, taps);
  pair.baked.id = make_program(vertex_source(kind, false), fragment, problem);
  if (pair.baked.id != 0) {
    pair.instanced.id = make_program(vertex_source(kind, true), fragment, problem);
  }
  return pair.instanced.id != 0;
}

/// The lit programs depend on the shadow options and are made again when those change.
bool Renderer::State::make_programs(Text& problem) {
  const int taps = options.shadow_size > 0 ? options.shadow_taps : 0;
  if (depth.instanced.id == 0 && !make_pair(depth, ProgramKind::Depth, 0, problem)) return false;
  if (hull.instanced.id == 0 && !make_pair(hull, ProgramKind::Hull, 0, problem)) return false;
  if (taps == lit_taps) return true;
  if (!make_pair(lit, ProgramKind::Lit, taps, problem)) return false;
  lit_taps = taps;
  return true;
}

template <class Prepare>
void Renderer::State::draw_chosen(const ProgramPair& pair, Prepare prepare) {
  glUseProgram(pair.baked.id);
  prepare(pair.baked);
  scene.draw_resting();
  glUseProgram(pair.instanced.id);
  prepare(pair.instanced);
  scene.draw_moving();
}

void Renderer::State::make_shadow_map(int size) {
  if (shadow_texture == 0) {
    glGenTextures(1, &shadow_texture);
    glGenFramebuffers(1, &shadow_framebuffer);
  }
  glBindTexture(GL_TEXTURE_2D, shadow_texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, size, size, 0, GL_DEPTH_COMPONENT,
               GL_UNSIGNED_INT, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, shadow_framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, shadow_texture, 0);
  const GLenum none = GL_NONE;
  glDrawBuffers(1, &none);
  glReadBuffer(GL_NONE);
  shadow_size = size;
  shadow_revision = 0;
}

/// The map is kept as long as neither the light nor anything that throws a shadow has changed.
void Renderer::State::draw_shadow(const SceneView& view) {
  if (options.shadow_size <= 0) return;
  if (shadow_size != options.shadow_size) make_shadow_map(options.shadow_size);
  const Lighting& l = view.lighting;
  const Matrix4 light = make_light_matrix(l.to_sun, l.shadow_centre, l.shadow_reach);
  if (view.revision != 0 && shadow_revision == view.revision && shadow_matrix == light &&
      shadow_casters == scene.moving_casters()) {
    return;
  }
  shadow_revision = view.revision;
  shadow_matrix = light;
  shadow_casters = scene.moving_casters();
  statistics.shadow_redrawn = true;
  glBindFramebuffer(GL_FRAMEBUFFER, shadow_framebuffer);
  glViewport(0, 0, shadow_size, shadow_size);
  glClear(GL_DEPTH_BUFFER_BIT);
  glDisable(GL_CULL_FACE);
  glEnable(GL_POLYGON_OFFSET_FILL);
  glPolygonOffset(1.5f, 2.0f);
  scene.choose_shadow_casters();
  draw_chosen(depth, [&](const Program& p) {
    glUniformMatrix4fv(p.at("u_view_projection"), 1, GL_FALSE, light.data());
  });
  glDisable(GL_POLYGON_OFFSET_FILL);
}

void Renderer::State::set_lit_uniforms(const Program& p, const SceneView& view,
                                       const Matrix4& camera, const Matrix4& light) {
  const Lighting& l = view.lighting;
  glUniformMatrix4fv(p.at("u_view_projection"), 1, GL_FALSE, camera.data());
  glUniformMatrix4fv(p.at("u_light"), 1, GL_FALSE, light.data());
  set_vector(p.at("u_eye"), view.camera.eye);
  glUniform1f(p.at("u_texel"), shadow_size > 0 ? f(2 * l.shadow_reach / shadow_size) : 0.0f);
  set_light(p.at("u_sky"), l.sky, l.sky_strength);
  set_light(p.at("u_ground"), l.ground, l.sky_strength);
  set_light(p.at("u_sun"), l.sun, l.sun_strength);
  set_light(p.at("u_fill"), l.fill, l.fill_strength);
  const Vec3 to_sun = normalised(l.to_sun);
  set_vector(p.at("u_to_sun"), to_sun);
  set_vector(p.at("u_to_fill"), normalised({-to_sun.x, -to_sun.y, to_sun.z * 0.5}));
  const Ground& g = view.ground;
  glUniform3f(p.at("u_fog"), g.fog.r, g.fog.g, g.fog.b);
  glUniform2f(p.at("u_fog_range"), f(g.fog_near), f(1 / std::max(g.fog_far - g.fog_near, 0.01)));
  glUniform1i(p.at("u_shadow"), 0);
  glUniform1f(p.at("u_step"), shadow_size > 0 ? 1.0f / f(shadow_size) : 0.0f);
}

void Renderer::State::draw_lit(const SceneView& view, const Viewport& viewport) {
  const double aspect = viewport.aspect();
  const Matrix4 camera =
      multiply(make_projection_matrix(view.camera, aspect), make_view_matrix(view.camera));
  const Lighting& l = view.lighting;
  const Matrix4 light = make_light_matrix(l.to_sun, l.shadow_centre, l.shadow_reach);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, shadow_texture);
  glEnable(GL_CULL_FACE);
  glCullFace(GL_BACK);
  scene.choose_visible(view, aspect);
  draw_chosen(lit, [&](const Program& p) { set_lit_uniforms(p, view, camera, light); });
  glBindTexture(GL_TEXTURE_2D, 0);
  const GpuScene::Counts& counts = scene.counts();
  statistics.draw_calls = counts.calls;
  statistics.instances_drawn = counts.drawn;
  statistics.instances_culled = counts.culled;
  statistics.triangles = counts.triangles;
}

/// Marks the pixels of the things in the stencil buffer, then draws them fatter where not marked.
/// A hint is seen through what stands before it.
void Renderer::State::draw_outline(const SceneView& view, const Viewport& viewport,
                                   Highlight highlight, double width) {
  const bool wanted =
      std::any_of(view.instances.begin(), view.instances.end(),
                  [&](const Instance& i) { return i.highlight == highlight && i.visible; });
  if (!wanted) return;
  scene.choose_highlighted(view, highlight);
  const Matrix4 camera = multiply(make_projection_matrix(view.camera, viewport.aspect()),
                                  make_view_matrix(view.camera));
  if (highlight == Highlight::Hint) glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_STENCIL_TEST);
  glClear(GL_STENCIL_BUFFER_BIT);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  glDepthMask(GL_FALSE);
  glStencilFunc(GL_ALWAYS, 1, 0xFF);
  glStencilOp(GL_KEEP, GL_KEEP, GL_REPLACE);
  draw_chosen(depth, [&](const Program& p) {
    glUniformMatrix4fv(p.at("u_view_projection"), 1, GL_FALSE, camera.data());
  });
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glStencilFunc(GL_NOTEQUAL, 1, 0xFF);
  glStencilOp(GL_KEEP, GL_KEEP, GL_KEEP);
  draw_chosen(hull, [&](const Program& p) {
    glUniformMatrix4fv(p.at("u_view_projection"), 1, GL_FALSE, camera.data());
    glUniform3f(p.at("u_hull"), f(viewport.width), f(viewport.height), f(width));
    glUniform3f(p.at("u_colour"), kOutline.r, kOutline.g, kOutline.b);
  });
  glDisable(GL_STENCIL_TEST);
  glDepthMask(GL_TRUE);
  glEnable(GL_DEPTH_TEST);
}

void Renderer::State::draw_all(const SceneView& view, const Viewport& viewport, double seconds) {
  glViewport(viewport.x, viewport.y, viewport.width, viewport.height);
  glScissor(viewport.x, viewport.y, viewport.width, viewport.height);
  glEnable(GL_SCISSOR_TEST);
  const Colour& sky = view.ground.fog;
  glClearColor(sky.r, sky.g, sky.b, 1);
  glClearStencil(0);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
  draw_lit(view, viewport);
  const double pulse = 0.5 + 0.5 * std::sin(2 * std::numbers::pi * seconds);
  draw_outline(view, viewport, Highlight::Hover, 1.5);
  draw_outline(view, viewport, Highlight::Hint, 1.5 + 2.5 * pulse);
  draw_outline(view, viewport, Highlight::Selected, 2.5);
  glDisable(GL_SCISSOR_TEST);
}

void Renderer::State::drop_sample_target() {
  if (sample_framebuffer != 0) glDeleteFramebuffers(1, &sample_framebuffer);
  if (sample_colour != 0) glDeleteRenderbuffers(1, &sample_colour);
  if (sample_depth != 0) glDeleteRenderbuffers(1, &sample_depth);
  sample_framebuffer = sample_colour = sample_depth = 0;
  sample_width = sample_height = sample_count = 0;
}

/// Binds a multisampled framebuffer of the viewport's size; false when none is wanted or possible.
bool Renderer::State::use_sample_target(const Viewport& v) {
  if (options.samples <= 1) return false;
  if (v.width != sample_width || v.height != sample_height || options.samples != sample_count) {
    drop_sample_target();
    glGenFramebuffers(1, &sample_framebuffer);
    glGenRenderbuffers(1, &sample_colour);
    glGenRenderbuffers(1, &sample_depth);
    glBindRenderbuffer(GL_RENDERBUFFER, sample_colour);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, options.samples, GL_RGBA8, v.width, v.height);
    glBindRenderbuffer(GL_RENDERBUFFER, sample_depth);
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, options.samples, GL_DEPTH24_STENCIL8, v.width,
                                     v.height);
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, sample_framebuffer);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, sample_colour);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER,
                              sample_depth);
    sample_width = v.width;
    sample_height = v.height;
    sample_count = options.samples;
  }
  glBindFramebuffer(GL_FRAMEBUFFER, sample_framebuffer);
  return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

Renderer::Renderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Renderer::~Renderer() = default;

bool Renderer::draw(const SceneView& view, const Viewport& viewport, double seconds,
                    Text& problem) {
  State& s = *state_;
  s.statistics = {};
  if (viewport.width <= 0 || viewport.height <= 0) return true;
  if (!s.make_programs(problem)) return false;
  while (glGetError() != GL_NO_ERROR) {
  }
  int target = 0;
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &target);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  glDepthMask(GL_TRUE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_STENCIL_TEST);
  s.scene.update(view);
  s.draw_shadow(view);
  if (s.use_sample_target(viewport)) {
    s.draw_all(view, {0, 0, viewport.width, viewport.height}, seconds);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, s.sample_framebuffer);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(target));
    glBlitFramebuffer(0, 0, viewport.width, viewport.height, viewport.x, viewport.y,
                      viewport.x + viewport.width, viewport.y + viewport.height,
                      GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(target));
  } else {
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(target));
    s.draw_all(view, viewport, seconds);
  }
  glBindVertexArray(0);
  glUseProgram(0);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  const GLenum error = glGetError();
  if (error == GL_NO_ERROR) return true;
  problem =
      fill(Text{"绘图出错（OpenGL {0}），请更新显卡驱动或用软件绘图",
                "drawing failed (OpenGL {0}); update the graphics driver or draw in software"},
           {std::to_string(error)});
  return false;
}

void Renderer::set_options(const RenderOptions& options) {
  RenderOptions o = options;
  o.shadow_size = std::clamp(o.shadow_size, 0, 8192);
  o.shadow_taps = o.shadow_taps <= 1 ? 1 : o.shadow_taps <= 4 ? 4 : 9;
  o.samples = std::clamp(o.samples, 0, 8);
  state_->options = o;
}

const RenderOptions& Renderer::options() const {
  return state_->options;
}
const RenderStatistics& Renderer::statistics() const {
  return state_->statistics;
}
const std::string& Renderer::device_name() const {
  return state_->device_name;
}
void Renderer::forget() {
  state_->scene.forget();
}

RenderOptions choose_options(const std::string& name) {
  for (const char* software : {"llvmpipe", "softpipe", "SwiftShader", "swrast", "Software"}) {
    if (name.find(software) != std::string::npos) return {1024, 4, 0};
  }
  return {};
}

std::unique_ptr<Renderer> make_renderer(GlLoader loader, Text& problem) {
  const int version = loader != nullptr ? gladLoadGL(loader) : 0;
  if (version < GLAD_MAKE_VERSION(3, 3)) {
    problem = {"显卡或驱动不支持 OpenGL 3.3，请更新驱动，或设 LIBGL_ALWAYS_SOFTWARE=1 用软件绘图",
               "the graphics card or its driver lacks OpenGL 3.3; update the driver or set "
               "LIBGL_ALWAYS_SOFTWARE=1 to draw in software"};
    return nullptr;
  }
  auto state = std::make_unique<Renderer::State>();
  state->device_name = gl_string(GL_RENDERER) + ", OpenGL " + gl_string(GL_VERSION);
  state->options = choose_options(state->device_name);
  if (!state->make_programs(problem)) return nullptr;
  return std::unique_ptr<Renderer>(new Renderer(std::move(state)));
}

} // namespace jixia::render
