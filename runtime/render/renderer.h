#pragma once

#include <cstdint>
#include <memory>

#include "base/text.h"
#include "geometry/scene_view.h"
#include "render/projection.h"

namespace jixia::render {

/// How the window system finds an OpenGL function: glfwGetProcAddress, eglGetProcAddress.
using GlLoader = void (*(*)(const char*))();

/// Choices that cost time; all may be changed between two pictures.
struct RenderOptions {
  int shadow_size = 2048;        ///< side of the shadow map [px]; 0: no shadows; software: 1024
  int shadow_taps = 9;           ///< 1, 4 or 9 comparisons per pixel
  int samples = 4;               ///< of multisampling; 0 or 1: none, drawn straight into the target
  bool light_per_vertex = false; ///< light and highlight per vertex, only shadows per pixel
  bool smooth_taps = true;       ///< each comparison reads four texels and blends
  bool refine_when_still = true; ///< without multisampling: smooth edges once the camera rests
  bool operator==(const RenderOptions&) const = default;
};

/// For pictures that are kept (report, debrief), where half a second does not matter.
constexpr RenderOptions fine_options() {
  return {2048, 9, 0, false, true, true};
}

/// What suits the machine: full on a graphics card, lighter on llvmpipe, softpipe or SwiftShader.
RenderOptions choose_options(const std::string& gl_renderer_name);

/// What the last picture took.
struct RenderStatistics {
  int draw_calls = 0;
  int instances_drawn = 0;
  int instances_culled = 0;
  std::int64_t triangles = 0; ///< without the shadow map's
  bool shadow_redrawn = false;
};

/// Draws SceneViews with OpenGL 3.3 core in the context that was current when it was made.
/// While camera and resting things stay the same, the picture of them is kept and only what moves
/// is drawn; from the fifteenth such picture on its edges are smooth. Blinn-Phong under a
/// hemisphere, a sun with a shadow map and a fill light; lighting in linear light, colours and fog
/// in sRGB (LOOK.md section 5). Resting instances are baked into one vertex buffer when
/// SceneView::revision changes; moving ones are drawn instanced. Not there: transparency, textures,
/// reflections, level of detail.
class Renderer {
 public:
  ~Renderer();

  /// Draws into the framebuffer bound now, within `viewport` only; it needs depth and, for
  /// highlights, 8 stencil bits (GLFW's default has both), and no samples of its own (leave
  /// GLFW_SAMPLES at 0: the renderer has its own). Clears the viewport to the sky first.
  /// `seconds` moves the hint's pulse; give simulation-independent time or 0.
  /// Leaves: no program or vertex array bound, depth test, culling, blending and scissor off.
  /// False and `problem` on an OpenGL error; the picture is then not complete.
  bool draw(const SceneView& view, const Viewport& viewport, double seconds, Text& problem);

  void set_options(const RenderOptions& options);
  const RenderOptions& options() const;
  const RenderStatistics& statistics() const;
  /// e.g. "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5"
  const std::string& device_name() const;

  /// Forgets what was uploaded; the next draw uploads anew.
  void forget();

 private:
  friend std::unique_ptr<Renderer> make_renderer(GlLoader loader, Text& problem);
  struct State;
  explicit Renderer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A renderer for the context that is current in this thread; null and `problem` when there is no
/// OpenGL 3.3 or a shader does not compile. Destroy it while that context is current.
std::unique_ptr<Renderer> make_renderer(GlLoader loader, Text& problem);

} // namespace jixia::render
