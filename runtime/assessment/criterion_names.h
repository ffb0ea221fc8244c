#pragma once

#include "scenario/criterion.h"
#include "world/tag_names.h"

namespace jixia {

/// The names that a criterion may use: every tag, and of every criterion of the exercise
/// `<id>.DONE` and `<id>.ACTIVE`, as they stood at the record before. A tag of the same name wins.
///
/// ExpressionName::index: tags first, then DONE, then ACTIVE of each criterion.
class CriterionNames final : public TagNames {
 public:
  /// @param world, criteria  must outlive this
  CriterionNames(const World& world, const std::vector<Criterion>& criteria);
  std::optional<ExpressionName> find(const std::string& name) const override;
  std::vector<std::string> all() const override;

  std::size_t done_index(std::size_t criterion) const { return tag_count_ + criterion; }
  std::size_t active_index(std::size_t criterion) const {
    return tag_count_ + criteria_->size() + criterion;
  }
  std::size_t size() const { return tag_count_ + 2 * criteria_->size(); }

 private:
  std::size_t tag_count_;
  const std::vector<Criterion>* criteria_;
};

} // namespace jixia
