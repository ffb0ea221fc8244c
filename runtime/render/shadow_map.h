#pragma once

#include <functional>
#include <vector>

#include "render/gpu_scene.h"
#include "render/projection.h"

namespace jixia::render {

/// The sun's depth picture, kept in two layers: what rests is drawn when the scene or the sun
/// changes, what moves is drawn over a copy of it when a live caster has moved.
class ShadowMap {
 public:
  ShadowMap() = default;
  ~ShadowMap();
  ShadowMap(const ShadowMap&) = delete;
  ShadowMap& operator=(const ShadowMap&) = delete;

  /// Brings the map up to date; true if it changed. `draw` draws what GpuScene has chosen with the
  /// given matrix, depth only. Leaves a framebuffer of its own bound.
  bool update(const SceneView& view, GpuScene& scene, int size, bool smooth,
              const std::function<void(const Matrix4&)>& draw);

  unsigned texture() const { return live_.empty() ? resting_layer_.texture : live_layer_.texture; }
  int size() const { return size_; }
  const Matrix4& matrix() const { return matrix_; }

 private:
  struct Layer {
    unsigned texture = 0;
    unsigned framebuffer = 0;
  };
  void make(Layer& layer, bool smooth);
  void drop(Layer& layer);
  void draw_layer(const Layer& layer, GpuScene& scene, Shadow shadow, bool clear,
                  const std::function<void(const Matrix4&)>& draw);

  Layer resting_layer_;
  Layer live_layer_;
  int size_ = 0;
  bool smooth_ = false;
  std::uint64_t revision_ = 0;
  Matrix4 matrix_{};
  std::vector<float> live_;
};

} // namespace jixia::render
