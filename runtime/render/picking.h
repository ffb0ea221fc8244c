#pragma once

#include <optional>
#include <vector>

#include "geometry/scene_view.h"
#include "render/projection.h"

namespace jixia::render {

/// What lies under the mouse.
struct Pick {
  PickId id = 0;            ///< 0: something that cannot be chosen (pipe, structure, ground)
  std::size_t instance = 0; ///< into SceneView::instances; kGroundInstance
  Vec3 point;               ///< where the line of sight meets it [m]
  double distance = 0;      ///< from the eye [m]
};
inline constexpr std::size_t kGroundInstance = ~std::size_t{0};

/// Finds what a pixel shows, without asking the graphics card: the ray against boxes, then against
/// triangles. Boxes of meshes are computed once per mesh and kept while the mesh lives.
class Picker {
 public:
  /// What is under pixel (x, y) from the top left of the viewport. If nothing that can be chosen is
  /// there, looks around in rings up to `tolerance` pixels, so that small valves are easy to hit;
  /// the nearest ring wins, on it the thing nearest to the eye. nullopt: sky.
  std::optional<Pick> find_pick(const SceneView& view, const Viewport& viewport, double x, double y,
                                double tolerance = 12);

  /// What a ray meets first.
  std::optional<Pick> find_pick(const SceneView& view, const Ray& ray);

 private:
  std::optional<Pick> find_small(const SceneView& view, const Viewport& viewport, double x,
                                 double y, double tolerance);
  const Bounds& bounds_of(const SceneView& view, std::uint32_t mesh);

  std::vector<std::shared_ptr<const TriangleMesh>> meshes_;
  std::vector<Bounds> bounds_;
};

} // namespace jixia::render
