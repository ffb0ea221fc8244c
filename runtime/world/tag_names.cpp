#include "world/tag_names.h"

#include <algorithm>

#include "base/spelling.h"

namespace jixia {
namespace {

std::string shown(double si, const Tag& tag) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  const double value = unit == nullptr ? si : to_display(si, *unit);
  const std::string name = unit == nullptr ? std::string(symbol(tag.unit)) : tag.display.unit;
  return number_text(value) + (name == "-" ? "" : " " + name);
}

Text state_list(const Tag& tag) {
  Text list;
  for (const Text& state : tag.states) {
    list.zh += (list.zh.empty() ? "" : "、") + state.zh + "（" + state.en + "）";
    list.en += (list.en.empty() ? "" : ", ") + state.en + " (" + state.zh + ")";
  }
  return list;
}

TagValueProblem unreadable(std::string_view text, const Tag& tag) {
  const Text problem = fill({"{0} 的值 {1} 无法读取", "the value '{1}' of {0} cannot be read"},
                            std::vector{tag.name, std::string(text)});
  if (tag.states.empty()) {
    return {problem, fill({"可用单位：{0}", "units: {0}"}, std::vector{spellings(tag.unit)})};
  }
  return {problem, fill({"可用：{0}", "states: {0}"}, std::vector{state_list(tag)})};
}

} // namespace

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

std::optional<double> read_tag_value(std::string_view text, const Tag& tag) {
  for (std::size_t k = 0; k < tag.states.size(); ++k) {
    if (text == tag.states[k].zh || text == tag.states[k].en) {
      return static_cast<double>(k);
    }
  }
  return read_quantity(text, tag.unit);
}

std::optional<TagValueProblem> check_tag_value(std::string_view text, const Tag& tag) {
  if (!tag.is_operable()) {
    return TagValueProblem{fill({"{0} 只能读取，不能设定", "{0} is read only"},
                                std::vector{tag.name}),
                           {"换一个可以操作的位号", "choose a tag that a person may set"}};
  }
  const std::optional<double> value = read_tag_value(text, tag);
  if (!value) {
    return unreadable(text, tag);
  }
  if (*value < tag.lowest || *value > tag.highest) {
    return TagValueProblem{
        fill({"{0} 的值 {1} 超出范围 {2} 到 {3}", "the value '{1}' of {0} is outside {2} to {3}"},
             std::vector{tag.name, std::string(text), shown(tag.lowest, tag),
                         shown(tag.highest, tag)}),
        tag.display.unit == "-" ? Text{}
                                : fill({"数后面要写单位，如 {0}", "write the unit, e.g. {0}"},
                                       std::vector{shown(tag.highest, tag)})};
  }
  return std::nullopt;
}

} // namespace jixia
