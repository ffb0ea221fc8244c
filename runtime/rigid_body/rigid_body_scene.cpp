#include "rigid_body/rigid_body_scene.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <btBulletDynamicsCommon.h>

namespace jixia {
namespace {

btVector3 to_bullet(const Vec3& v) {
  return {v.x, v.y, v.z};
}

Vec3 from_bullet(const btVector3& v) {
  return {v.x(), v.y(), v.z()};
}

btTransform to_bullet(const Pose& pose) {
  const Rotation& r = pose.rotation;
  return btTransform(btQuaternion(r.x, r.y, r.z, r.w), to_bullet(pose.position));
}

Pose from_bullet(const btTransform& transform) {
  const btQuaternion r = transform.getRotation();
  return {from_bullet(transform.getOrigin()), {r.w(), r.x(), r.y(), r.z()}};
}

// Answers whether anything but the probe itself touches the probe.
class TouchQuery final : public btCollisionWorld::ContactResultCallback {
 public:
  btScalar addSingleResult(btManifoldPoint& point, const btCollisionObjectWrapper*, int, int,
                           const btCollisionObjectWrapper*, int, int) override {
    is_touched = is_touched || point.getDistance() < 0.0;
    return 0.0;
  }
  bool is_touched = false;
};

} // namespace

struct RigidBodyScene::Engine {
  struct Body {
    Vec3 size;
    Vec3 surface_velocity{};
    Pose pose;
    std::unique_ptr<btBoxShape> shape;
    std::unique_ptr<btRigidBody> body;
  };

  explicit Engine(const Options& wanted);
  ~Engine();
  Body& at(BodyId id);
  enum class Kind { Fixed, Kinematic, Free };
  BodyId add(const Box& box, Kind kind, double mass);
  void prepare_surfaces();
  void read_poses();

  Options options;
  btDefaultCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher{&configuration};
  btDbvtBroadphase broadphase;
  btSequentialImpulseConstraintSolver solver;
  btDiscreteDynamicsWorld world{&dispatcher, &broadphase, &solver, &configuration};
  std::map<BodyId, Body> bodies;
  std::vector<BodyId> free;
  std::int64_t next_id = 1;
};

RigidBodyScene::Engine::Engine(const Options& wanted) : options(wanted) {
  world.setGravity({0, 0, -options.gravity});
  world.getDispatchInfo().m_deterministicOverlappingPairs = true;
  btContactSolverInfo& info = world.getSolverInfo();
  info.m_solverMode |= SOLVER_USE_2_FRICTION_DIRECTIONS;
  info.m_numIterations = 10;
}

RigidBodyScene::Engine::~Engine() {
  for (auto& [id, body] : bodies) {
    world.removeRigidBody(body.body.get());
  }
}

RigidBodyScene::Engine::Body& RigidBodyScene::Engine::at(BodyId id) {
  const auto found = bodies.find(id);
  if (found == bodies.end()) {
    throw std::out_of_range("no body " + std::to_string(static_cast<std::int64_t>(id)));
  }
  return found->second;
}

BodyId RigidBodyScene::Engine::add(const Box& box, Kind kind, double mass) {
  const BodyId id{next_id++};
  Body& made = bodies[id];
  made.size = box.size;
  made.pose = box.pose;
  made.shape = std::make_unique<btBoxShape>(to_bullet(box.size * 0.5));
  btVector3 inertia(0, 0, 0);
  if (kind == Kind::Free) {
    made.shape->calculateLocalInertia(mass, inertia);
  }
  btRigidBody::btRigidBodyConstructionInfo info(mass, nullptr, made.shape.get(), inertia);
  info.m_startWorldTransform = to_bullet(box.pose);
  info.m_friction = box.friction;
  made.body = std::make_unique<btRigidBody>(info);
  made.body->setUserIndex2(static_cast<int>(id));
  if (kind == Kind::Kinematic) { // Wakes what touches it; for the solver it has a velocity.
    made.body->setCollisionFlags(made.body->getCollisionFlags() |
                                 btCollisionObject::CF_KINEMATIC_OBJECT);
    made.body->setActivationState(DISABLE_DEACTIVATION);
  }
  world.addRigidBody(made.body.get());
  return id;
}

// Bullet takes a kinematic body's velocity from the difference of its pose and its previous pose.
void RigidBodyScene::Engine::prepare_surfaces() {
  for (auto& [id, body] : bodies) {
    if (body.surface_velocity == Vec3{}) {
      continue;
    }
    btTransform before = body.body->getWorldTransform();
    before.setOrigin(before.getOrigin() - to_bullet(body.surface_velocity) * options.step);
    body.body->setInterpolationWorldTransform(before);
  }
}

void RigidBodyScene::Engine::read_poses() {
  for (const BodyId id : free) {
    Body& body = at(id);
    body.pose = from_bullet(body.body->getWorldTransform());
  }
}

RigidBodyScene::RigidBodyScene(const Options& options)
    : engine_(std::make_unique<Engine>(options)) {
  if (!(options.step > 0.0 && options.step <= 1.0 / 120.0)) {
    throw std::invalid_argument("RigidBodyScene: the step must be above 0 and at most 1/120 s");
  }
}

RigidBodyScene::~RigidBodyScene() = default;

BodyId RigidBodyScene::add_fixed(const Box& box) {
  return engine_->add(box, Engine::Kind::Fixed, 0.0);
}

BodyId RigidBodyScene::add_belt(const Box& box) {
  return engine_->add(box, Engine::Kind::Kinematic, 0.0);
}

BodyId RigidBodyScene::add_driven(const Box& box) {
  return engine_->add(box, Engine::Kind::Kinematic, 0.0);
}

std::optional<BodyId> RigidBodyScene::add_free(const Box& box, double mass) {
  if (is_full()) {
    return std::nullopt;
  }
  const BodyId id = engine_->add(box, Engine::Kind::Free, mass);
  engine_->free.push_back(id);
  return id;
}

void RigidBodyScene::remove(BodyId id) {
  engine_->world.removeRigidBody(engine_->at(id).body.get());
  engine_->bodies.erase(id);
  std::erase(engine_->free, id);
  for (const BodyId other : engine_->free) { // What leant on it must fall.
    engine_->at(other).body->activate(true);
  }
}

void RigidBodyScene::move_driven(BodyId id, const Pose& pose) {
  Engine::Body& body = engine_->at(id);
  if (body.pose == pose) {
    return;
  }
  body.pose = pose;
  body.body->setWorldTransform(to_bullet(pose));
}

void RigidBodyScene::set_surface_velocity(BodyId id, const Vec3& velocity) {
  engine_->at(id).surface_velocity = velocity;
}

void RigidBodyScene::step() {
  engine_->prepare_surfaces();
  engine_->world.stepSimulation(engine_->options.step, 0);
  engine_->read_poses();
}

const Pose& RigidBodyScene::pose(BodyId id) const {
  return engine_->at(id).pose;
}

Vec3 RigidBodyScene::velocity(BodyId id) const {
  return from_bullet(engine_->at(id).body->getLinearVelocity());
}

Vec3 RigidBodyScene::angular_velocity(BodyId id) const {
  return from_bullet(engine_->at(id).body->getAngularVelocity());
}

const Vec3& RigidBodyScene::size(BodyId id) const {
  return engine_->at(id).size;
}

// Impulses of the last step act on the first body of a pair along the directions, on the second
// against them.
Vec3 RigidBodyScene::contact_force(BodyId id) const {
  const btRigidBody* body = engine_->at(id).body.get();
  btVector3 impulse(0, 0, 0);
  for (int k = 0; k < engine_->dispatcher.getNumManifolds(); ++k) {
    const btPersistentManifold* pair = engine_->dispatcher.getManifoldByIndexInternal(k);
    if (pair->getBody0() != body && pair->getBody1() != body) {
      continue;
    }
    const double sign = pair->getBody0() == body ? 1.0 : -1.0;
    for (int c = 0; c < pair->getNumContacts(); ++c) {
      const btManifoldPoint& point = pair->getContactPoint(c);
      impulse += sign * (point.m_normalWorldOnB * point.m_appliedImpulse +
                         point.m_lateralFrictionDir1 * point.m_appliedImpulseLateral1 +
                         point.m_lateralFrictionDir2 * point.m_appliedImpulseLateral2);
    }
  }
  return from_bullet(impulse / engine_->options.step);
}

std::optional<RigidBodyScene::RayHit> RigidBodyScene::cast_ray(const Vec3& start,
                                                               const Vec3& end) const {
  btCollisionWorld::ClosestRayResultCallback hit(to_bullet(start), to_bullet(end));
  hit.m_collisionFilterGroup = btBroadphaseProxy::AllFilter;
  hit.m_collisionFilterMask = btBroadphaseProxy::DefaultFilter; // free bodies only
  engine_->world.rayTest(to_bullet(start), to_bullet(end), hit);
  if (!hit.hasHit()) {
    return std::nullopt;
  }
  return RayHit{BodyId{hit.m_collisionObject->getUserIndex2()}, hit.m_closestHitFraction};
}

bool RigidBodyScene::is_occupied(const Box& box) const {
  btBoxShape shape(to_bullet(box.size * 0.5));
  btCollisionObject probe;
  probe.setCollisionShape(&shape);
  probe.setWorldTransform(to_bullet(box.pose));
  TouchQuery query;
  query.m_collisionFilterGroup = btBroadphaseProxy::AllFilter;
  query.m_collisionFilterMask = btBroadphaseProxy::DefaultFilter;
  engine_->world.contactTest(&probe, query);
  return query.is_touched;
}

const std::vector<BodyId>& RigidBodyScene::free_bodies() const {
  return engine_->free;
}

bool RigidBodyScene::is_full() const {
  return engine_->free.size() >= engine_->options.most_bodies;
}

} // namespace jixia
