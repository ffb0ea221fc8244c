#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace jixia {

/// A workpiece that comes and goes: a box on a belt. Position of its centre [m] and orientation
/// (unit quaternion x, y, z, w) in the world frame, Z up.
struct Entity {
  std::int64_t id = 0; ///< counts up, never used twice in one run
  std::string kind;    ///< model name, e.g. "box"
  std::array<double, 3> position{};
  std::array<double, 4> orientation{0, 0, 0, 1};
  std::array<double, 3> size{}; ///< edge lengths [m]
};

/// Every workpiece that exists now, by ascending id. Filled by the component that moves them;
/// onlookers read it through World::entities().
class EntityTable {
 public:
  std::vector<Entity>& all() { return all_; }
  const std::vector<Entity>& all() const { return all_; }

 private:
  std::vector<Entity> all_;
};

} // namespace jixia
