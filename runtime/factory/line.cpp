#include "factory/line.h"

#include <algorithm>

#include "base/spelling.h"

namespace jixia::factory {

Line::Line(const RigidBodyScene::Options& options) : scene_(options) {
  scene_.add_fixed({{200, 200, 1}, {{0, 0, -0.5}, {}}, surface_friction(0.5)}); // the floor
}

Belt& Line::add_belt(const std::string& tag, const Belt& belt) {
  return belts_[tag] = belt;
}

const Belt* Line::find_belt(const std::string& name, double at, const std::string& tag,
                            const SourceMark& mark, Diagnostics& problems) const {
  std::vector<std::string> known;
  for (const auto& [belt_tag, belt] : belts_) {
    known.push_back(belt_tag);
  }
  const std::string wanted = name.empty() && known.size() == 1 ? known[0] : name;
  const auto found = belts_.find(wanted);
  if (found == belts_.end()) {
    const std::string nearest = nearest_spelling(wanted, known);
    problems.error(mark,
                   fill({"{0} 的 belt 写为 '{1}'，但没有这条输送带",
                         "belt of {0} is '{1}', but there is no such conveyor"},
                        std::vector{tag, wanted}),
                   nearest.empty() ? Text{"写上一条 Conveyor 的位号", "name a Conveyor by its tag"}
                                   : fill({"是否为 {0}", "did you mean {0}?"}, std::vector{nearest}));
    return nullptr;
  }
  if (at < 0.0 || at > found->second.length) {
    problems.error(mark,
                   fill({"{0} 在输送带 {1} 的 {2} m 处，允许 0 到 {3} m",
                         "{0} is at {2} m of conveyor {1}; allowed 0 to {3} m"},
                        std::vector{tag, wanted, number_text(at), number_text(found->second.length)}));
    return nullptr;
  }
  return &found->second;
}

bool Line::add_box(const std::string& kind, const RigidBodyScene::Box& box, double mass) {
  const std::optional<BodyId> body = scene_.add_free(box, mass);
  if (body) {
    boxes_.push_back({next_number_++, kind, *body});
  }
  return body.has_value();
}

void Line::take_box(std::int64_t number, Exit exit) {
  const auto found = std::find_if(boxes_.begin(), boxes_.end(),
                                  [&](const LineBox& box) { return box.number == number; });
  if (found == boxes_.end()) {
    return;
  }
  scene_.remove(found->body);
  boxes_.erase(found);
  (exit == Exit::Removed ? removed_ : taken_) += 1;
}

bool Line::has_fallen(const LineBox& box) const {
  const double height = scene_.pose(box.body).position.z;
  return std::all_of(belts_.begin(), belts_.end(), [&](const auto& entry) {
    return height < entry.second.frame.position.z;
  });
}

void Line::write_entities(EntityTable& table) const {
  table.all().resize(boxes_.size());
  for (std::size_t k = 0; k < boxes_.size(); ++k) {
    const Pose& pose = scene_.pose(boxes_[k].body);
    const Vec3& size = scene_.size(boxes_[k].body);
    Entity& shown = table.all()[k];
    shown.id = boxes_[k].number;
    shown.kind = boxes_[k].kind;
    shown.position = {pose.position.x, pose.position.y, pose.position.z};
    shown.orientation = {pose.rotation.x, pose.rotation.y, pose.rotation.z, pose.rotation.w};
    shown.size = {size.x, size.y, size.z};
  }
}

void Line::list_state(StateVisitor& visitor) {
  visitor.visit("next_number", next_number_);
  visitor.visit("removed", removed_);
  visitor.visit("taken", taken_);
  for (LineBox& box : boxes_) {
    const Pose& pose = scene_.pose(box.body);
    const Vec3 velocity = scene_.velocity(box.body), turning = scene_.angular_velocity(box.body);
    std::vector<double> numbers{pose.position.x, pose.position.y, pose.position.z,
                                pose.rotation.w, pose.rotation.x, pose.rotation.y, pose.rotation.z,
                                velocity.x,      velocity.y,      velocity.z,
                                turning.x,       turning.y,       turning.z};
    visitor.visit("number", box.number);
    visitor.visit("motion", numbers);
  }
}

Vec3 on_belt(const Belt& belt, const Vec3& point) {
  return apply(inverse(belt.frame), point);
}

Pose from_belt(const Belt& belt, const Vec3& place, double turn) {
  return belt.frame * Pose{place, rotation_about({0, 0, 1}, turn)};
}

} // namespace jixia::factory
