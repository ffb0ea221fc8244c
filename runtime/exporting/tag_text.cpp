#include "exporting/tag_text.h"

#include <cmath>

#include "exporting/safe_text.h"

namespace jixia {

double display_number(const Tag& tag, double value) {
  const UnitName* unit = find_unit_name(tag.display.unit, tag.unit);
  return unit != nullptr ? to_display(value, *unit) : value;
}

std::string display_unit(const Tag& tag) {
  if (!tag.states.empty()) {
    return {};
  }
  return tag.display.unit.empty() ? std::string(symbol(tag.unit)) : tag.display.unit;
}

Text display_name(const Tag& tag) {
  return tag.display.name.empty() ? same_text(tag.name) : tag.display.name;
}

Text shown_value(const Tag& tag, double value) {
  const double index = std::round(value);
  if (index >= 0.0 && index < static_cast<double>(tag.states.size())) {
    return tag.states[static_cast<std::size_t>(index)];
  }
  const std::string unit = display_unit(tag);
  const std::string number = fixed_text(display_number(tag, value), tag.display.decimals);
  return same_text(unit.empty() ? number : number + " " + unit);
}

} // namespace jixia
