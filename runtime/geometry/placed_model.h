#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "geometry/scene_view.h"

namespace jixia {

/// An equipment standing in a SceneView: knows which instances are its parts and moves them.
/// A part moved once is drawn as moving from then on. Unknown part names do nothing, so a pack may
/// use a simpler model. Parts that only turn, stretch or change colour keep the shadow they had at
/// rest; parts that slide and equipment that is placed anew throw a live one. Parts
/// that are light themselves (glow 1: a light beam) throw none.
class PlacedModel {
 public:
  /// Adds one instance per part that has a mesh, all with `pick`. A part is marked as moving, with
  /// what hangs on it, when it first moves; move all that can move once while filling the view.
  PlacedModel(SceneView& view, std::shared_ptr<const Model> model, const Pose& pose, PickId pick);

  const Model& model() const { return *model_; }
  const Pose& pose() const { return pose_; }
  PickId pick() const { return pick_; }

  /// Turns `part` about its local z to `angle` [rad] from rest (handwheel, coupling, needle).
  void turn(SceneView& view, std::string_view part, double angle);
  /// Slides `part` along its local z to `way` [m] from rest (stem, rod, belt seam, push button).
  void slide(SceneView& view, std::string_view part, double way);
  /// Stretches `part` along its local z to `factor` [-] of its length (level column); >= 0.
  void stretch(SceneView& view, std::string_view part, double factor);
  /// Colour and glow of `part` (lamp); nullopt: as made.
  void paint(SceneView& view, std::string_view part, std::optional<Colour> colour, float glow = 0);
  /// Shows or hides `part`.
  void show(SceneView& view, std::string_view part, bool visible);
  /// Moves the whole equipment (a box on a belt).
  void place(SceneView& view, const Pose& pose);

  /// Socket `name` in the world; nullopt if the model has none of that name.
  std::optional<Pose> find_socket(std::string_view name) const;
  /// The pose of `part` in the world, as moved; nullopt if there is none.
  std::optional<Pose> find_part(std::string_view part) const;
  /// Where its label points: the place on it that is nearest to the middle of the top of the box
  /// around it, of tall equipment nearest to the front (-y), a little above its middle.
  Vec3 label_anchor() const;

 private:
  struct PartState {
    Pose motion;        ///< after the part's local pose
    double stretch = 1; ///< along local z
    int instance = -1;  ///< into SceneView::instances; -1: no mesh
  };
  PartState* find_state(SceneView& view, std::string_view part, Shadow shadow);
  void update(SceneView& view);

  std::shared_ptr<const Model> model_;
  Pose pose_;
  PickId pick_ = 0;
  std::vector<PartState> states_;
};

} // namespace jixia
