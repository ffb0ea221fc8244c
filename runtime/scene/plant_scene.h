#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "geometry/model_library.h"
#include "geometry/placed_model.h"
#include "scenario/scenario.h"
#include "scene/model_motion.h"
#include "scene/pipe_flow.h"
#include "scene/site_plan.h"
#include "world/world.h"

namespace jixia {

/// The 3D picture of a pack: its layout built once, then moved with the world each frame.
/// Everything that moves follows a tag or a workpiece; nothing is decoration with a false value.
class PlantScene {
 public:
  /// Builds `scenario.scene`. A model, socket or tag that does not exist is a warning in
  /// `problems`, and the rest is shown.
  PlantScene(const Scenario& scenario, const ModelLibrary& library, const World& world,
             Language language, Diagnostics& problems);

  /// Moves parts, workpieces and labels to where the world is now. Call once a frame.
  void update(const World& world);

  /// The world was rebuilt or went back; call before the next update().
  void bind(const World& world);

  const SceneView& view() const { return view_; }
  SceneView& view() { return view_; } ///< for camera, highlights and label states

  /// The component that `pick` shows, "" if none.
  const std::string& tag_of(PickId pick) const;
  /// 0 if the component is not shown.
  PickId pick_of(const std::string& tag) const;

  const std::vector<Viewpoint>& viewpoints() const { return viewpoints_; }

  /// The model that the layout calls `id`; nullptr if there is none.
  const PlacedModel* find_model(const std::string& id) const;

  /// The site seen from above.
  const SitePlan& plan() const { return plan_; }

  /// What a person reads who points at a pipe; nullopt if `instance` of the view is none.
  struct PipeReading {
    std::string name;   ///< as the pack writes it, else the pack's id
    std::string medium; ///< "" if the pack does not say
    std::string flow;   ///< "5.56 kg/s"; "" without a flow tag
  };
  std::optional<PipeReading> find_pipe(std::size_t instance, const World& world, Language language) const;

 private:
  void place_models(const SceneLayout& layout, const ModelLibrary& library, const World& world);
  void lay_pipes(const SceneLayout& layout, const World& world);
  void lay_pipe(const PipeRun& written, const std::vector<Vec3>& points, const World& world);
  std::vector<Vec3> find_points(const PipeRun& written);
  void add_motions(const SceneLayout& layout, const World& world);
  void add_labels(const SceneLayout& layout, const World& world);
  void show_entities(const World& world);
  std::optional<Pose> find_socket(const std::string& reference, const SourceMark& mark);

  struct LaidPipe {
    std::string id, medium;
    Text name;
    std::size_t instance = 0; ///< of the pipe itself
    PipeFlow flow;
  };

  Language language_;
  Diagnostics& problems_;
  SceneView view_;
  std::vector<PlacedModel> models_;
  std::map<std::string, std::size_t> model_index_; ///< by PlacedModel id of the layout
  std::vector<std::string> tags_;                  ///< by pick - 1
  std::map<std::string, PickId> picks_;
  std::vector<ModelMotion> motions_;
  std::vector<std::string> motion_tags_; ///< full names, to bind anew
  std::vector<Viewpoint> viewpoints_;
  std::vector<LaidPipe> pipes_;
  std::map<double, std::uint32_t> arrow_meshes_; ///< by diameter
  SitePlan plan_;
  std::vector<std::size_t> entity_instances_; ///< hidden when there are fewer workpieces
  std::uint32_t box_mesh_ = 0;
  SimTime last_time_{0};
};

/// A value for people: display unit and decimals, or the state's name; "----" if it is not finite.
std::string value_text(const Tag& tag, double value, Language language);

} // namespace jixia
