#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "render/packed_mesh.h"
#include "render/projection.h"

namespace jixia::render {

/// A SceneView in graphics memory. Resting instances lie in one buffer in world coordinates and are
/// drawn with one call; meshes of moving instances lie in a second buffer and are drawn instanced.
/// Every function needs the renderer's context to be current.
class GpuScene {
 public:
  GpuScene() = default;
  ~GpuScene();
  GpuScene(const GpuScene&) = delete;
  GpuScene& operator=(const GpuScene&) = delete;

  /// Uploads again what changed since the last call: all when the revision differs, and the poses
  /// of moving instances each time.
  void update(const SceneView& view);
  void forget();

  /// Counts of the last draw_visible.
  struct Counts {
    int calls = 0;
    int drawn = 0;
    int culled = 0;
    std::int64_t triangles = 0;
  };

  /// Chooses and orders what a camera sees, nearest first; draw_resting and draw_moving then draw
  /// it.
  void choose_visible(const SceneView& view, double aspect);
  /// Casters whose shadows rest until mark_changed, or the live ones.
  void choose_shadow_casters(Shadow shadow);
  void choose_highlighted(const SceneView& view, Highlight highlight);
  /// Only what moves among the visible: the resting picture is there already.
  void choose_visible_moving(const SceneView& view, double aspect);
  /// Of what was chosen last. The fitting program must be bound.
  void draw_resting();
  void draw_moving();
  const Counts& counts() const { return counts_; }

  /// Poses of the live shadow casters; equal arrays give equal shadows.
  const std::vector<float>& live_casters() const { return live_casters_; }
  std::uint64_t revision() const { return revision_; }

 private:
  struct Resting {
    PackedRange range;
    std::size_t instance = 0; ///< into SceneView::instances; kGround
    bool casts_shadow = false;
  };
  struct Moving {
    std::size_t instance = 0;
    std::uint32_t mesh = 0;
    Vec3 centre;
    double radius = 0;
    Shadow shadow = Shadow::None;
    std::array<float, 17> row{};      ///< affine 12, tint 4, glow
    std::array<float, 17> rest_row{}; ///< the same at the last mark_changed
  };
  struct Buffers {
    unsigned array = 0;
    unsigned vertices = 0;
    unsigned indices = 0;
  };
  static constexpr std::size_t kGround = ~std::size_t{0};

  void bake(const SceneView& view);
  const PreparedMesh& prepare(const SceneView& view, std::uint32_t mesh);
  void update_moving(const SceneView& view);
  void upload(Buffers& buffers, const PackedBuffer& packed);
  void stream_rows();
  void choose_moving(const SceneView& view, const Frustum& frustum);

  Buffers resting_buffers_;
  Buffers moving_buffers_;
  unsigned rows_ = 0;
  std::vector<Resting> resting_;
  std::vector<PreparedMesh> prepared_;   ///< of each SceneView mesh that was needed
  std::vector<PackedRange> mesh_ranges_; ///< of each SceneView mesh that some instance moves
  std::vector<Moving> moving_;
  std::vector<std::size_t> chosen_resting_;
  std::vector<std::size_t> chosen_moving_;
  std::vector<float> row_data_;
  std::vector<float> live_casters_;
  bool rows_at_rest_ = false;
  Counts counts_;
  std::uint64_t revision_ = 0;
  std::size_t instance_count_ = 0;
};

} // namespace jixia::render
