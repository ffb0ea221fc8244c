#include "assessment/criterion_names.h"

namespace jixia {
namespace {

const Text kNotDone{"未完成", "not done"}, kDone{"完成", "done"};
const Text kNotActive{"未进行", "not active"}, kActive{"进行中", "active"};

} // namespace

CriterionNames::CriterionNames(const World& world, const std::vector<Criterion>& criteria)
    : TagNames(world), tag_count_(world.tags().size()), criteria_(&criteria) {}

std::optional<ExpressionName> CriterionNames::find(const std::string& name) const {
  if (std::optional<ExpressionName> tag = TagNames::find(name)) {
    return tag;
  }
  for (std::size_t k = 0; k < criteria_->size(); ++k) {
    const std::string& id = (*criteria_)[k].id;
    const bool is_done = name == id + ".DONE";
    if (is_done || name == id + ".ACTIVE") {
      ExpressionName made;
      made.index = is_done ? done_index(k) : active_index(k);
      made.states.push_back(is_done ? kNotDone : kNotActive);
      made.states.push_back(is_done ? kDone : kActive);
      made.is_switch = true;
      made.shown_unit = "-";
      made.decimals = 0;
      made.title = (*criteria_)[k].title;
      return made;
    }
  }
  return std::nullopt;
}

std::vector<std::string> CriterionNames::all() const {
  std::vector<std::string> names = TagNames::all();
  for (const Criterion& criterion : *criteria_) {
    names.push_back(criterion.id + ".DONE");
    names.push_back(criterion.id + ".ACTIVE");
  }
  return names;
}

} // namespace jixia
