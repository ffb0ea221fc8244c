#pragma once

#include <optional>
#include <string>
#include <string_view>

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

/// Reads a value for `tag` as a person writes it: the name of a state in either language, or a
/// quantity, e.g. "AUTO", "自动", "45 %", "20000 kg/h".
/// @returns [SI]; nullopt if it is neither.
std::optional<double> read_tag_value(std::string_view text, const Tag& tag);

/// Why `text` is no value for `tag`, and what is: for a diagnostic's problem and help.
struct TagValueProblem {
  Text problem;
  Text help;
};

/// Checks that `text` can be read and that a person may set it: nullopt if so.
std::optional<TagValueProblem> check_tag_value(std::string_view text, const Tag& tag);

} // namespace jixia
