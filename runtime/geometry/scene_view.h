#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geometry/model.h"

namespace jixia {

/// What a person may point at; several instances (parts of one equipment) share one. 0: nothing.
using PickId = std::uint32_t;

/// Whether an instance throws a shadow, and from where. Resting: from its pose at the last
/// mark_changed, which costs nothing while it only turns about itself (wheels, shafts, needles).
enum class Shadow : std::uint8_t { None, Resting, Live };

/// Outlines: a thin one, a solid one (dashed where something stands before it), and for what is to be
/// done next a dashed one that swells once a second and is seen through everything.
enum class Highlight : std::uint8_t { None, Hover, Selected, Hint };

/// One mesh drawn at one place.
struct Instance {
  std::uint32_t mesh = 0; ///< into SceneView::meshes
  Pose pose;
  Vec3 scale{1, 1, 1};          ///< applied before the pose, e.g. {1, 1, level}
  std::optional<Colour> colour; ///< in place of every material's colour
  float glow = 0;               ///< added to the materials' own, 0..1: a lamp that is lit
  PickId pick = 0;
  Highlight highlight = Highlight::None;
  bool visible = true;
  bool moves =
      false; ///< false: pose, scale, colour, glow, visible may change only with mark_changed
  Shadow shadow = Shadow::Live;
};

/// A sign beside an equipment; the window draws it over the picture (render/label_layout.h).
struct Label {
  enum class State : std::uint8_t { Normal, Selected, Alarm1, Alarm2, Alarm3, Alarm4 };
  Vec3 anchor;
  std::string tag;   ///< in the language of the window, e.g. "HV104"
  std::string value; ///< e.g. "46 %"
  std::string source; ///< the tag whose value that is, e.g. "LIC101"
  State state = State::Normal;
  PickId pick = 0;
  double farthest = 40; ///< hidden beyond this distance from the eye unless selected or in alarm [m]
};

/// Light of LOOK.md section 5. Strengths multiply albedo / pi, as in three.js. Colours are sRGB.
struct Lighting {
  Vec3 to_sun{-6, -8, 11}; ///< direction towards the sun, any length
  Colour sun = colour_of(0xFFF6E8);
  double sun_strength = 2.1;
  Colour sky = colour_of(0xFFFFFF);
  Colour ground = colour_of(0x8D9296);
  double sky_strength = 1.75;
  Colour fill = colour_of(0xDFE9F2); ///< from the side away from the sun
  double fill_strength = 0.5;
  Vec3 shadow_centre{0, 0, 1};
  double shadow_reach = 9.5; ///< half the side of the square that gets shadows [m]
  bool operator==(const Lighting&) const = default;
};

/// The flat ground and the air: a plane at `height` that fades into the fog.
struct Ground {
  double height = -0.16; ///< [m]
  Colour colour = colour_of(0xA7AAA7);
  double half_size = 120;           ///< [m]
  Colour fog = colour_of(0xC9D3DA); ///< also the sky; workshop: #D2D8DC
  double fog_near = 16;             ///< [m] from the eye; no fog before
  double fog_far = 60;              ///< [m] all fog beyond
  bool operator==(const Ground&) const = default;
};

struct Camera {
  Vec3 eye{3.4, -13.6, 5};
  Vec3 target{0.3, 0, 1.9};
  double fov = 0.506; ///< vertical angle of view [rad]
  double near_plane = 0.1;
  double far_plane = 200;
  bool operator==(const Camera&) const = default;
};

/// All that one picture shows, as plain data. The scene floor fills the meshes and the resting
/// instances once and afterwards only touches instances that move, labels, highlights and camera.
struct SceneView {
  std::vector<std::shared_ptr<const TriangleMesh>> meshes;
  std::vector<Instance> instances;
  std::vector<Label> labels;
  Lighting lighting;
  Ground ground;
  Camera camera;
  std::uint64_t revision = 0; ///< of meshes and resting instances; only mark_changed sets it
};

/// Tells the renderer to look at meshes and resting instances again; also call it after filling.
void mark_changed(SceneView& view);

/// Adds `mesh` and returns its index; the same mesh gives the same index.
std::uint32_t add_mesh(SceneView& view, std::shared_ptr<const TriangleMesh> mesh);

/// Sets the highlight of every instance of `pick`; the others keep theirs.
void set_highlight(SceneView& view, PickId pick, Highlight highlight);

} // namespace jixia
