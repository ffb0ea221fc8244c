#include "world/tag_names.h"

namespace jixia {
std::optional<ExpressionName> TagNames::find(const std::string& name) const {
  const Tag* tag = world_->find_tag(name);
  if (tag == nullptr) {
    return std::nullopt;
  }
  ExpressionName meaning;
  meaning.index = static_cast<std::size_t>(tag - world_->tags().data());
  meaning.unit = tag->unit;
  meaning.states = tag->states;
  meaning.is_switch = tag->states.size() == 2 ||
                      (tag->states.empty() && tag->unit == Unit::One && tag->display.unit == "-");
  meaning.shown_unit = tag->display.unit;
  meaning.decimals = tag->display.decimals;
  meaning.title = tag->display.name;
  return meaning;
}

std::vector<std::string> TagNames::all() const {
  std::vector<std::string> names;
  for (const Tag& tag : world_->tags()) {
    names.push_back(tag.name);
    const std::string bare = tag.name.substr(0, tag.name.find('.'));
    if (world_->find_tag(bare) == &tag) {
      names.push_back(bare);
    }
  }
  return names;
}

} // namespace jixia
