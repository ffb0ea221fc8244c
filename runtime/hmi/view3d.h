#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "hmi/alarm_list.h"
#include "scene/plant_scene.h"
#include "hmi/run_view.h"
#include "hmi/ui.h"
#include "hmi/ui_commands.h"
#include "hmi/ui_state.h"
#include "render/picking.h"
#include "render/renderer.h"

namespace jixia::hmi {

/// What a person did to the 3D picture.
struct ViewTouch {
  std::string clicked, double_clicked; ///< components
};

/// The 3D picture in a box of the page: camera by mouse and keys, picking, outline of what is
/// selected, labels over the picture, name, medium and flow of the pipe under the mouse. In practice
/// also the outline of the next step's equipment, an arrow towards it while it is out of the picture,
/// and a plan of the site; an exam shows none of the three.
///
/// Right-drag orbits, middle-drag or Shift + right-drag pans, the wheel zooms at the mouse, right
/// button + WASD/QE flies, in walk mode WASD walks; F frames the selection, L labels, M the plan,
/// 1-9 views.
class View3d {
 public:
  View3d() = default;
  View3d(const View3d&) = delete;
  View3d& operator=(const View3d&) = delete;

  /// @param picture may be nullptr: then it says that the pack has no 3D picture
  ViewTouch draw(Ui& ui, const Box& box, PlantScene* picture, render::Renderer& renderer, const RunView& run,
                 const std::vector<AlarmItem>& alarms, UiState& state, double elapsed);

  /// Puts the camera on a component (double-click on a step, search).
  void look_at(PlantScene& picture, const std::string& component, UiState& state, double aspect);

 private:
  void move_camera(Ui& ui, const Box& box, const Touch& touch, PlantScene& picture, UiState& state, double elapsed);
  void draw_labels(Ui& ui, const Box& box, PlantScene& picture, const RunView& run,
                   const std::vector<AlarmItem>& alarms, const UiState& state, ViewTouch& touch);
  void mark(PlantScene& picture, const UiState& state, const std::string& hovered);
  std::optional<Box> find_map_box(const Box& box, const RunView& run) const;
  std::vector<Box> find_floating(const Box& box, const RunView& run, const UiState& state) const;
  void tell(Ui& ui, const Box& box, const PlantScene& picture, const RunView& run, const std::string& hovered);
  void guide(Ui& ui, const Box& box, PlantScene& picture, const RunView& run, UiState& state);

  void follow_world(PlantScene& picture, const World& world);

  render::Picker picker_;
  const PlantScene* picture_ = nullptr; ///< drawn last, with the world and its time
  const World* world_ = nullptr;
  SimTime time_{0};
  render::Viewport viewport_;
  std::function<void(const Box&)> painter_;
  std::string problem_;
  std::string marked_, hinted_, hovered_; ///< components that are outlined
  std::string target_;                    ///< the next step's component; "" in an exam
  std::optional<std::size_t> pointed_;    ///< instance under the mouse that is no component
  bool shows_map_ = true;
  double seconds_ = 0;
};

} // namespace jixia::hmi
