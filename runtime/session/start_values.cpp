#include "session/start_values.h"

#include <cmath>

namespace jixia {

std::optional<double> read_tag_value(const Tag& tag, const std::string& text) {
  for (std::size_t k = 0; k < tag.states.size(); ++k) {
    if (tag.states[k].zh == text || tag.states[k].en == text) {
      return static_cast<double>(k);
    }
  }
  return read_quantity(text, tag.unit);
}

Text describe_allowed(const Tag& tag) {
  if (!tag.states.empty()) {
    Text names;
    for (const Text& state : tag.states) {
      names.zh += (names.zh.empty() ? "" : "、") + state.zh;
      names.en += (names.en.empty() ? "" : ", ") + state.en;
    }
    return fill({"可写：{0}", "allowed: {0}"}, std::vector{names});
  }
  return fill({"可用单位：{0}", "units: {0}"}, std::vector{spellings(tag.unit)});
}

bool apply_start_actions(World& world, const Exercise& exercise, Diagnostics& problems) {
  bool is_good = true;
  for (const InitialAction& action : exercise.start_actions) {
    const Tag* tag = world.find_tag(action.tag);
    const std::optional<double> value = tag ? read_tag_value(*tag, action.value) : 0.0;
    if (!value) {
      problems.error(action.mark,
                     fill({"{0} 的初始值 {1} 无法读取", "the start value '{1}' of {0} cannot be read"},
                          std::vector{action.tag, action.value}),
                     describe_allowed(*tag));
      is_good = false;
      continue;
    }
    const OperatorAction start{action.tag, *value, OperatorAction::Actor::Instructor};
    if (std::optional<Text> refusal = world.apply(start)) {
      problems.error(action.mark, *refusal);
      is_good = false;
    }
  }
  return is_good;
}

} // namespace jixia
