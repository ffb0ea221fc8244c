#include "geometry/placed_model.h"

#include <algorithm>

namespace jixia {

namespace {

constexpr double kTall = 2.5; // [m]

bool is_light(const TriangleMesh& mesh) {
  return !mesh.materials.empty() && std::all_of(mesh.materials.begin(), mesh.materials.end(),
                                                [](const Material& m) { return m.glow >= 1; });
}

} // namespace

PlacedModel::PlacedModel(SceneView& view, std::shared_ptr<const Model> model, const Pose& pose,
                         PickId pick)
    : model_(std::move(model)), pose_(pose), pick_(pick), states_(model_->parts.size()) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const auto& mesh = model_->parts[i].mesh;
    if (!mesh) continue;
    Instance instance;
    instance.mesh = add_mesh(view, mesh);
    instance.pick = pick;
    if (is_light(*mesh)) instance.shadow = Shadow::None;
    states_[i].instance = static_cast<int>(view.instances.size());
    view.instances.push_back(instance);
  }
  update(view);
  mark_changed(view);
}

/// Marks what hangs on a part as moving too; that changes the resting set once.
PlacedModel::PartState* PlacedModel::find_state(SceneView& view, std::string_view part,
                                                Shadow shadow) {
  const int index = model_->find_part(part);
  if (index < 0) return nullptr;
  std::vector<bool> below(states_.size(), false);
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const int parent = model_->parts[i].parent;
    below[i] =
        static_cast<int>(i) == index || (parent >= 0 && below[static_cast<std::size_t>(parent)]);
    if (!below[i] || states_[i].instance < 0) continue;
    Instance& instance = view.instances[static_cast<std::size_t>(states_[i].instance)];
    if (!instance.moves) {
      instance.moves = true;
      if (instance.shadow != Shadow::None) instance.shadow = shadow;
      mark_changed(view);
    } else if (instance.shadow == Shadow::Resting && shadow == Shadow::Live) {
      instance.shadow = shadow;
    }
  }
  return &states_[static_cast<std::size_t>(index)];
}

void PlacedModel::update(SceneView& view) {
  std::vector<Pose> poses;
  poses.reserve(states_.size());
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const Part& part = model_->parts[i];
    const Pose& parent = part.parent < 0 ? pose_ : poses[static_cast<std::size_t>(part.parent)];
    poses.push_back(parent * part.local * states_[i].motion);
    if (states_[i].instance < 0) continue;
    Instance& instance = view.instances[static_cast<std::size_t>(states_[i].instance)];
    instance.pose = poses[i];
    instance.scale = {1, 1, states_[i].stretch};
  }
}

void PlacedModel::turn(SceneView& view, std::string_view part, double angle) {
  if (PartState* state = find_state(view, part, Shadow::Resting)) {
    state->motion.rotation = rotation_about({0, 0, 1}, angle);
    update(view);
  }
}

void PlacedModel::slide(SceneView& view, std::string_view part, double way) {
  if (PartState* state = find_state(view, part, Shadow::Live)) {
    state->motion.position = {0, 0, way};
    update(view);
  }
}

void PlacedModel::stretch(SceneView& view, std::string_view part, double factor) {
  if (PartState* state = find_state(view, part, Shadow::Resting)) {
    state->stretch = std::max(factor, 0.0);
    update(view);
  }
}

void PlacedModel::paint(SceneView& view, std::string_view part, std::optional<Colour> colour,
                        float glow) {
  PartState* state = find_state(view, part, Shadow::Resting);
  if (state == nullptr || state->instance < 0) return;
  Instance& instance = view.instances[static_cast<std::size_t>(state->instance)];
  instance.colour = colour;
  instance.glow = glow;
}

void PlacedModel::show(SceneView& view, std::string_view part, bool visible) {
  PartState* state = find_state(view, part, Shadow::Resting);
  if (state == nullptr || state->instance < 0) return;
  view.instances[static_cast<std::size_t>(state->instance)].visible = visible;
}

void PlacedModel::place(SceneView& view, const Pose& pose) {
  for (const Part& part : model_->parts) find_state(view, part.name, Shadow::Live);
  pose_ = pose;
  update(view);
}

std::optional<Pose> PlacedModel::find_socket(std::string_view name) const {
  const Socket* socket = model_->find_socket(name);
  if (socket == nullptr) return std::nullopt;
  return pose_ * socket->pose;
}

std::optional<Pose> PlacedModel::find_part(std::string_view part) const {
  int index = model_->find_part(part);
  if (index < 0) return std::nullopt;
  Pose pose;
  for (; index >= 0; index = model_->parts[static_cast<std::size_t>(index)].parent) {
    const auto i = static_cast<std::size_t>(index);
    pose = model_->parts[i].local * states_[i].motion * pose;
  }
  return pose_ * pose;
}

Vec3 PlacedModel::label_anchor() const {
  const Bounds box = calc_bounds(calc_bounds(*model_), pose_);
  if (box.empty()) return pose_.position;
  const bool is_tall = box.high.z - box.low.z > kTall;
  const Vec3 wanted = is_tall ? Vec3{pose_.position.x, box.low.y, box.low.z * 0.4 + box.high.z * 0.6}
                              : Vec3{box.centre().x, box.centre().y, box.high.z};
  Vec3 nearest = wanted;
  double least = 1e30;
  const std::vector<Pose> poses = calc_part_poses(*model_, pose_);
  for (std::size_t i = 0; i < poses.size(); ++i) {
    if (!model_->parts[i].mesh) continue;
    for (const Float3& p : model_->parts[i].mesh->positions) {
      const Vec3 at = apply(poses[i], {p[0], p[1], p[2]});
      const double distance = length(at - wanted);
      if (distance < least) {
        least = distance;
        nearest = at;
      }
    }
  }
  return nearest;
}

} // namespace jixia
