#pragma once

#include <optional>
#include <string>

#include "base/expression.h"
#include "world/world.h"

namespace jixia {

/// The tags of a world as names of expressions; ExpressionName::index is the tag's place in
/// World::tags(). A tag of two states, and one without states that is shown without a unit, may
/// stand alone as a condition.
class TagNames : public ExpressionNames {
 public:
  /// @param world  must outlive this
  explicit TagNames(const World& world) : world_(&world) {}
  std::optional<ExpressionName> find(const std::string& name) const override;
  std::vector<std::string> all() const override;

 private:
  const World* world_;
};

} // namespace jixia
