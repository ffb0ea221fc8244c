#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "rigid_body/rigid_body_scene.h"
#include "world/entity_table.h"
#include "world/state_visitor.h"

namespace jixia::factory {

/// Friction of every carton's surface; carton against carton is its square, 0.36 (dry corrugated
/// board on itself: 0.3 to 0.5).
inline constexpr double kCartonFriction = 0.6;

/// The surface that gives `pair` [-] against a carton.
constexpr double surface_friction(double pair) {
  return pair / kCartonFriction;
}

/// What the parts beside a belt need to know of it. Written by its Conveyor.
struct Belt {
  Pose frame;          ///< origin in the middle of the entry end, on the surface; x along, z up
  double length = 0.0; ///< [m]
  double width = 0.0;  ///< [m]
  double speed = 0.0;  ///< of the surface [m/s]
  bool is_locked_out = false; ///< its isolator is open and locked
};

/// A workpiece on the line.
struct LineBox {
  std::int64_t number = 0; ///< counts up from 1
  std::string kind;
  BodyId body{};
};

/// What all parts of one rigid-body world share: the bodies, the belts, the boxes and where they went.
/// Always emitted == on the line + removed + taken by hand.
class Line {
 public:
  enum class Exit { Removed, TakenByHand };

  explicit Line(const RigidBodyScene::Options& options);

  RigidBodyScene& scene() { return scene_; }
  const RigidBodyScene& scene() const { return scene_; }

  /// Announces the belt of the conveyor `tag`; the reference stays valid.
  Belt& add_belt(const std::string& tag, const Belt& belt);

  /// The belt of the conveyor `name`, or the only one if `name` is empty, and `at` [m] from its entry
  /// must lie on it. @returns nullptr with the reason in `problems`, reported for `tag`.
  const Belt* find_belt(const std::string& name, double at, const std::string& tag,
                        const SourceMark& mark, Diagnostics& problems) const;

  /// @returns false if the line holds as many boxes as it can.
  bool add_box(const std::string& kind, const RigidBodyScene::Box& box, double mass);
  void take_box(std::int64_t number, Exit exit);

  const std::vector<LineBox>& boxes() const { return boxes_; } ///< ascending
  std::int64_t emitted() const { return next_number_ - 1; }
  std::int64_t removed() const { return removed_; }
  std::int64_t taken() const { return taken_; }

  /// True if the box lies lower than any belt.
  bool has_fallen(const LineBox& box) const;

  /// The poses as they are now, for onlookers.
  void write_entities(EntityTable& table) const;
  void list_state(StateVisitor& visitor);

 private:
  RigidBodyScene scene_;
  std::map<std::string, Belt> belts_;
  std::vector<LineBox> boxes_;
  std::int64_t next_number_ = 1, removed_ = 0, taken_ = 0;
};

/// `point` of the world, seen from the belt: along, across (left positive), above.
Vec3 on_belt(const Belt& belt, const Vec3& point);

/// The pose in the world of what is `place` on the belt and turned by `turn` [rad] about up.
Pose from_belt(const Belt& belt, const Vec3& place, double turn = 0.0);

} // namespace jixia::factory
