#include "geometry/scene_view.h"

#include <algorithm>
#include <atomic>

namespace jixia {

void mark_changed(SceneView& view) {
  // One counter for the whole program, so that two views never carry the same revision.
  static std::atomic<std::uint64_t> last{0};
  view.revision = ++last;
}

std::uint32_t add_mesh(SceneView& view, std::shared_ptr<const TriangleMesh> mesh) {
  const auto found = std::find(view.meshes.begin(), view.meshes.end(), mesh);
  const auto index = static_cast<std::uint32_t>(found - view.meshes.begin());
  if (found == view.meshes.end()) view.meshes.push_back(std::move(mesh));
  return index;
}

void set_highlight(SceneView& view, PickId pick, Highlight highlight) {
  for (Instance& instance : view.instances) {
    if (instance.pick == pick) instance.highlight = highlight;
  }
}

} // namespace jixia
