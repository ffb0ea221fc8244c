#include "render/renderer.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "render/draw_target.h"
#include "render/gpu_scene.h"
#include "render/lit_uniforms.h"
#include "render/shaders.h"
#include "render/shadow_map.h"

namespace jixia::render {
namespace {

/// Baked and instanced version of one kind.
struct ProgramPair {
  unsigned baked = 0;
  unsigned instanced = 0;
};

float f(double v) {
  return static_cast<float>(v);
}

int at(unsigned program, const char* uniform) {
  return glGetUniformLocation(program, uniform);
}

std::string gl_string(GLenum name) {
  const auto* text = reinterpret_cast<const char*>(glGetString(name));
  return text != nullptr ? text : "?";
}

Matrix4 make_camera_matrix(const SceneView& view, const Viewport& viewport) {
  return multiply(make_projection_matrix(view.camera, viewport.aspect()),
                  make_view_matrix(view.camera));
}

constexpr int kStillBeforeRefining =
    15; // pictures: a pause of the hand must not stall the next turn
constexpr Colour kOutline = colour_of(0x1E9CF0);

/// How an outline is drawn.
struct Outline {
  Highlight of = Highlight::None;
  int mark = 1;       ///< in the stencil buffer; another one for each outline of a picture
  double width = 2.5; ///< [px]
  bool is_dashed = false;
  bool shows_hidden = false; ///< also where something stands before it
};
constexpr double kDash = 5; ///< [px]

/// What a picture of the resting things depends on.
struct RestingPicture {
  std::uint64_t revision = 0;
  Camera camera;
  Lighting lighting;
  Ground ground;
  RenderOptions options;
  int width = 0;
  int height = 0;
  bool operator==(const RestingPicture&) const = default;
};

} // namespace

/// All that lives in the graphics context.
struct Renderer::State {
  RenderOptions options;
  RenderStatistics statistics;
  std::string device_name;
  GpuScene scene;
  ShadowMap shadow;
  ProgramPair lit;
  ProgramPair depth;
  ProgramPair hull;
  LitVariant lit_variant{-1, false};
  DrawTarget samples; ///< multisampled
  DrawTarget resting; ///< the resting things alone, while the camera stands still
  DrawTarget whole;   ///< a copy of them with the rest drawn over it
  RestingPicture last_picture;
  DrawTarget large; ///< the resting things at twice the size
  bool resting_is_drawn = false;
  bool resting_is_refined = false;
  int still_pictures = 0;

  ~State();
  bool make_pair(ProgramPair& pair, ProgramKind kind, const LitVariant& variant, Text& problem);
  void drop_pair(ProgramPair& pair);
  bool make_programs(Text& problem);
  template <class Prepare>
  void draw_chosen(const ProgramPair& pair, bool resting, bool moving, Prepare prepare);
  void draw_depth(const Matrix4& matrix);
  void update_shadow(const SceneView& view);
  void draw_lit(const SceneView& view, const Viewport& viewport, bool resting, bool moving);
  void draw_outline(const SceneView& view, const Viewport& viewport, const Outline& outline);
  void draw_outlines(const SceneView& view, const Viewport& viewport, double seconds);
  void begin(const SceneView& view, const Viewport& viewport, bool clear);
  void draw_straight(const SceneView& view, const Viewport& viewport, double seconds);
  bool draw_layered(const SceneView& view, const Viewport& viewport, unsigned target,
                    double seconds);
  void refine(const SceneView& view, const Viewport& all);
  bool stands_still(const SceneView& view, const Viewport& viewport);
  void draw(const SceneView& view, const Viewport& viewport, unsigned target, double seconds);
};

Renderer::State::~State() {
  for (ProgramPair* pair : {&lit, &depth, &hull}) drop_pair(*pair);
}

void Renderer::State::drop_pair(ProgramPair& pair) {
  if (pair.baked != 0) glDeleteProgram(pair.baked);
  if (pair.instanced != 0) glDeleteProgram(pair.instanced);
  pair = {};
}

bool Renderer::State::make_pair(ProgramPair& pair, ProgramKind kind, const LitVariant& variant,
                                Text& problem) {
  drop_pair(pair);
  const std::string fragment = fragment_source(kind, variant);
  pair.baked = make_program(vertex_source(kind, false, variant), fragment, problem);
  if (pair.baked == 0) return false;
  pair.instanced = make_program(vertex_source(kind, true, variant), fragment, problem);
  return pair.instanced != 0;
}

/// The lit programs depend on the options and are made again when those change.
bool Renderer::State::make_programs(Text& problem) {
  const LitVariant variant{options.shadow_size > 0 ? options.shadow_taps : 0,
                           options.light_per_vertex};
  if (depth.instanced == 0 && !make_pair(depth, ProgramKind::Depth, {}, problem)) return false;
  if (hull.instanced == 0 && !make_pair(hull, ProgramKind::Hull, {}, problem)) return false;
  if (variant == lit_variant) return true;
  if (!make_pair(lit, ProgramKind::Lit, variant, problem)) return false;
  lit_variant = variant;
  return true;
}

template <class Prepare>
void Renderer::State::draw_chosen(const ProgramPair& pair, bool with_resting, bool with_moving,
                                  Prepare prepare) {
  if (with_resting) {
    glUseProgram(pair.baked);
    prepare(pair.baked);
    scene.draw_resting();
  }
  if (with_moving) {
    glUseProgram(pair.instanced);
    prepare(pair.instanced);
    scene.draw_moving();
  }
}

void Renderer::State::draw_depth(const Matrix4& matrix) {
  draw_chosen(depth, true, true, [&](unsigned program) {
    glUniformMatrix4fv(at(program, "u_view_projection"), 1, GL_FALSE, matrix.data());
  });
}

void Renderer::State::update_shadow(const SceneView& view) {
  if (options.shadow_size <= 0) return;
  statistics.shadow_redrawn = shadow.update(view, scene, options.shadow_size, options.smooth_taps,
                                            [this](const Matrix4& matrix) { draw_depth(matrix); });
}

void Renderer::State::draw_lit(const SceneView& view, const Viewport& viewport, bool with_resting,
                               bool with_moving) {
  const Matrix4 camera = make_camera_matrix(view, viewport);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, options.shadow_size > 0 ? shadow.texture() : 0);
  glEnable(GL_CULL_FACE);
  glCullFace(GL_BACK);
  if (with_resting) {
    scene.choose_visible(view, viewport.aspect());
  } else {
    scene.choose_visible_moving(view, viewport.aspect());
  }
  draw_chosen(lit, with_resting, with_moving,
              [&](unsigned program) { set_lit_uniforms(program, view, camera, shadow); });
  glBindTexture(GL_TEXTURE_2D, 0);
  const GpuScene::Counts& counts = scene.counts();
  statistics.draw_calls += counts.calls;
  statistics.instances_drawn += counts.drawn;
  statistics.instances_culled += counts.culled;
  statistics.triangles += counts.triangles;
}

/// Marks the pixels of the things in the stencil buffer, then draws them fatter where not marked.
/// The buffer was cleared with the picture; a mark of its own spares clearing it again.
void Renderer::State::draw_outline(const SceneView& view, const Viewport& viewport,
                                   const Outline& outline) {
  scene.choose_highlighted(view, outline.of);
  const Matrix4 camera = make_camera_matrix(view, viewport);
  if (outline.shows_hidden) glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_STENCIL_TEST);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  glDepthMask(GL_FALSE);
  glStencilFunc(GL_ALWAYS, outline.mark, 0xFF);
  glStencilOp(GL_KEEP, GL_KEEP, GL_REPLACE);
  draw_depth(camera);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glStencilFunc(GL_NOTEQUAL, outline.mark, 0xFF);
  glStencilOp(GL_KEEP, GL_KEEP, GL_KEEP);
  draw_chosen(hull, true, true, [&](unsigned program) {
    glUniformMatrix4fv(at(program, "u_view_projection"), 1, GL_FALSE, camera.data());
    glUniform3f(at(program, "u_hull"), f(viewport.width), f(viewport.height), f(outline.width));
    glUniform3f(at(program, "u_colour"), kOutline.r, kOutline.g, kOutline.b);
    glUniform1f(at(program, "u_dash"), outline.is_dashed ? f(kDash) : 0.0f);
  });
  glDisable(GL_STENCIL_TEST);
  glDepthMask(GL_TRUE);
  glEnable(GL_DEPTH_TEST);
}

/// As on a drawing, what is hidden is dashed. A hint is dashed all round and swells once a second.
void Renderer::State::draw_outlines(const SceneView& view, const Viewport& viewport,
                                    double seconds) {
  const auto has = [&](Highlight highlight) {
    return std::any_of(view.instances.begin(), view.instances.end(), [&](const Instance& i) {
      return i.highlight == highlight && i.visible;
    });
  };
  const double pulse = 0.5 + 0.5 * std::sin(2 * std::numbers::pi * seconds);
  if (has(Highlight::Hover)) draw_outline(view, viewport, {Highlight::Hover, 1, 1.5});
  if (has(Highlight::Hint)) {
    draw_outline(view, viewport, {Highlight::Hint, 2, 2.0 + 2.0 * pulse, true, true});
  }
  if (has(Highlight::Selected)) {
    draw_outline(view, viewport, {Highlight::Selected, 3, 2.0, true, true});
    draw_outline(view, viewport, {Highlight::Selected, 4, 2.5});
  }
}

/// Points drawing at the viewport of the framebuffer bound now.
void Renderer::State::begin(const SceneView& view, const Viewport& viewport, bool clear) {
  glViewport(viewport.x, viewport.y, viewport.width, viewport.height);
  glScissor(viewport.x, viewport.y, viewport.width, viewport.height);
  glEnable(GL_SCISSOR_TEST);
  if (!clear) return;
  const Colour& sky = view.ground.fog;
  glClearColor(sky.r, sky.g, sky.b, 1);
  glClearStencil(0);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
}

void Renderer::State::draw_straight(const SceneView& view, const Viewport& viewport,
                                    double seconds) {
  begin(view, viewport, true);
  draw_lit(view, viewport, true, true);
  draw_outlines(view, viewport, seconds);
}

/// True from the second picture on that shows the same resting things in the same light.
bool Renderer::State::stands_still(const SceneView& view, const Viewport& viewport) {
  const RestingPicture now{view.revision, view.camera,    view.lighting,  view.ground,
                           options,       viewport.width, viewport.height};
  const bool same = view.revision != 0 && now == last_picture && !statistics.shadow_redrawn;
  last_picture = now;
  if (!same) resting_is_drawn = resting_is_refined = false;
  still_pictures = same ? std::min(still_pictures + 1, kStillBeforeRefining) : 0;
  return same;
}

/// Draws the resting picture at twice the size and averages; the depth stays as it is.
void Renderer::State::refine(const SceneView& view, const Viewport& all) {
  resting_is_refined = true;
  const Viewport twice{0, 0, 2 * all.width, 2 * all.height};
  bool fresh = false;
  if (!options.refine_when_still || twice.width > 8192 || twice.height > 8192) return;
  if (!large.prepare(twice.width, twice.height, 0, fresh)) return;
  glBindFramebuffer(GL_FRAMEBUFFER, large.framebuffer());
  begin(view, twice, true);
  draw_lit(view, twice, true, false);
  shrink_pixels(large.framebuffer(), twice, resting.framebuffer(), all);
}

/// The resting picture is drawn once and copied; only what moves is drawn again. Without
/// multisampling only, since samples cannot be copied piece by piece.
bool Renderer::State::draw_layered(const SceneView& view, const Viewport& viewport, unsigned target,
                                   double seconds) {
  const Viewport all{0, 0, viewport.width, viewport.height};
  bool fresh = false;
  if (!resting.prepare(all.width, all.height, 0, fresh)) return false;
  if (fresh || !resting_is_drawn) {
    glBindFramebuffer(GL_FRAMEBUFFER, resting.framebuffer());
    begin(view, all, true);
    draw_lit(view, all, true, false);
    resting_is_drawn = true;
    resting_is_refined = false;
  }
  if (still_pictures >= kStillBeforeRefining && !resting_is_refined) refine(view, all);
  if (!whole.prepare(all.width, all.height, 0, fresh)) return false;
  copy_pixels(resting.framebuffer(), all, whole.framebuffer(), all, true);
  begin(view, all, false);
  draw_lit(view, all, false, true);
  draw_outlines(view, all, seconds);
  copy_pixels(whole.framebuffer(), all, target, viewport, false);
  return true;
}

void Renderer::State::draw(const SceneView& view, const Viewport& viewport, unsigned target,
                           double seconds) {
  scene.update(view);
  update_shadow(view);
  const bool still = stands_still(view, viewport);
  const Viewport all{0, 0, viewport.width, viewport.height};
  bool fresh = false;
  if (options.samples > 1 && samples.prepare(all.width, all.height, options.samples, fresh)) {
    glBindFramebuffer(GL_FRAMEBUFFER, samples.framebuffer());
    draw_straight(view, all, seconds);
    copy_pixels(samples.framebuffer(), all, target, viewport, false);
    return;
  }
  if (still && draw_layered(view, viewport, target, seconds)) return;
  glBindFramebuffer(GL_FRAMEBUFFER, target);
  draw_straight(view, viewport, seconds);
}

Renderer::Renderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Renderer::~Renderer() = default;

bool Renderer::draw(const SceneView& view, const Viewport& viewport, double seconds,
                    Text& problem) {
  State& s = *state_;
  s.statistics = {};
  if (viewport.width <= 0 || viewport.height <= 0) return true;
  if (!s.make_programs(problem)) return false;
  for (int i = 0; i < 64 && glGetError() != GL_NO_ERROR; ++i) { // errors of others are not ours
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
  s.draw(view, viewport, static_cast<unsigned>(target), seconds);
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<unsigned>(target));
  glBindVertexArray(0);
  glUseProgram(0);
  glDisable(GL_SCISSOR_TEST);
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
    if (name.find(software) != std::string::npos) return {1024, 1, 0, true, true};
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
