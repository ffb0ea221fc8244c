#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "geometry/pose.h"

namespace jixia {

/// Names one body of one scene; counts up, never used twice.
enum class BodyId : std::int64_t {};

/// Boxes that move by Newton and Euler, stand still, or are moved: rigid bodies with Coulomb friction
/// and no rebound, solved by Bullet (sequential impulses, double precision) at one fixed step.
///
/// Friction of a pair is the product of the two surfaces' coefficients [-].
///
/// The same calls in the same order give the same bits, in one program. The inner state cannot be
/// saved and put back exactly; going back means building the scene again and repeating the calls.
///
/// Keep: edges of movable boxes from 0.05 m, masses within 10 : 1, at most `most_bodies` movable
/// boxes. Not modelled: rebound, rolling resistance, soft or round bodies, air; stacks of more than
/// two boxes creep (about 1 mm a second, 4 high), so a pallet load must be held together by its owner.
class RigidBodyScene {
 public:
  struct Options {
    double step = 0.005;           ///< [s], at most 1/120
    double gravity = 9.81;         ///< [m/s2], down
    std::size_t most_bodies = 300; ///< movable ones
  };

  /// A box, by its edges [m], the pose of its centre and the friction of its surface.
  struct Box {
    Vec3 size;
    Pose pose;
    double friction = 0.6;
  };

  struct RayHit {
    BodyId body{};
    double fraction = 0.0; ///< of the way from start to end
  };

  explicit RigidBodyScene(const Options& options);
  ~RigidBodyScene();
  RigidBodyScene(const RigidBodyScene&) = delete;
  RigidBodyScene& operator=(const RigidBodyScene&) = delete;

  /// A body that never moves: a floor, a wall.
  BodyId add_fixed(const Box& box);

  /// A body that stays where it is while its surface may run: see set_surface_velocity(). What lies on
  /// it never goes to sleep.
  BodyId add_belt(const Box& box);

  /// A body that goes where it is told and pushes what is in its way with any force.
  BodyId add_driven(const Box& box);

  /// A free body of `mass` [kg]. @returns nullopt if there are `most_bodies` already.
  std::optional<BodyId> add_free(const Box& box, double mass);

  /// @throws std::out_of_range if there is no such body, like all that name one.
  void remove(BodyId id);

  /// The pose a driven body shall have at the end of the next step.
  void move_driven(BodyId id, const Pose& pose);

  /// Makes the surface of a belt run with `velocity` [m/s]. Done by handing Bullet a previous pose of
  /// -velocity * step, which measured true to 0.00002 %; setting the body's velocity does nothing,
  /// setting the load's is wrong by 5 % and more.
  void set_surface_velocity(BodyId id, const Vec3& velocity);

  void step();

  const Pose& pose(BodyId id) const;
  Vec3 velocity(BodyId id) const;         ///< of the centre [m/s]
  Vec3 angular_velocity(BodyId id) const; ///< [rad/s]
  const Vec3& size(BodyId id) const;      ///< [m]

  /// The force that friction and contact put on `id` during the last step [N]. Of a belt: along it,
  /// the opposite of what its drive must give; down, the weight on it.
  Vec3 contact_force(BodyId id) const;

  /// The first free body on the way from `start` to `end`.
  std::optional<RayHit> cast_ray(const Vec3& start, const Vec3& end) const;

  /// True if a free body reaches into `box` (friction of no account).
  bool is_occupied(const Box& box) const;

  const std::vector<BodyId>& free_bodies() const; ///< ascending
  bool is_full() const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

} // namespace jixia
