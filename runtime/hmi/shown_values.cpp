#include "hmi/shown_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "hmi/widgets.h"

namespace jixia::hmi {
namespace {

bool is_discrete(const Tag& tag) {
  return !tag.states.empty();
}

const UnitName* unit_of(const Tag& tag) {
  const UnitName* name = find_unit_name(tag.display.unit, tag.unit);
  return name != nullptr ? name : find_unit_name(symbol(tag.unit), tag.unit);
}

} // namespace

void ShownValues::refresh(const World& world, double now, bool at_once) {
  if (!at_once && now - taken_at_ < kInterval && values_.size() == world.tags().size()) {
    return;
  }
  taken_at_ = now;
  values_.resize(world.tags().size());
  for (std::size_t k = 0; k < values_.size(); ++k) {
    values_[k] = world.value(world.tags()[k]);
  }
}

double ShownValues::of(const World& world, const Tag& tag) const {
  const auto index = static_cast<std::size_t>(&tag - world.tags().data());
  return index < values_.size() ? values_[index] : std::nan("");
}

std::string number_of(const Tag& tag, double value) {
  if (!std::isfinite(value)) {
    return "----";
  }
  const UnitName* unit = unit_of(tag);
  const double number = unit != nullptr ? to_display(value, *unit) : value;
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", std::clamp(tag.display.decimals, 0, 9), number);
  const std::string shown = text;
  const bool is_zero = shown.find_first_not_of("-0.") == std::string::npos;
  return is_zero && shown[0] == '-' ? shown.substr(1) : with_minus(shown);
}

std::string shown_text(const Tag& tag, double value, Language language) {
  if (is_discrete(tag) && std::isfinite(value)) {
    const auto state = static_cast<std::size_t>(std::max(0.0, std::round(value)));
    if (state < tag.states.size()) {
      return tag.states[state].in(language);
    }
  }
  return number_of(tag, value);
}

std::string unit_text(const Tag& tag) {
  const std::string& unit = tag.display.unit;
  if (is_discrete(tag) || unit == "-") {
    return {};
  }
  if (unit == "degC") {
    return "℃";
  }
  const std::size_t power = unit.find_first_of("23");
  if (power != std::string::npos && power > 0 && unit[power - 1] == 'm') {
    return unit.substr(0, power) + (unit[power] == '2' ? "²" : "³") + unit.substr(power + 1);
  }
  return unit;
}

std::string value_and_unit(const Tag& tag, double value, Language language) {
  const std::string unit = unit_text(tag);
  return shown_text(tag, value, language) + (unit.empty() ? "" : " " + unit);
}

double share_of_range(const Tag& tag, double value) {
  const double span = tag.display.range_high - tag.display.range_low;
  return span > 0 ? (value - tag.display.range_low) / span : 0;
}

std::optional<double> read_entry(const Tag& tag, const std::string& typed) {
  std::string text;
  for (std::size_t at = 0; at < typed.size();) {
    if (typed.compare(at, 3, "−") == 0) {
      text += '-';
      at += 3;
    } else {
      text += typed[at] == ',' ? '.' : typed[at];
      ++at;
    }
  }
  while (!text.empty() && text.front() == ' ') {
    text.erase(0, 1);
  }
  double number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool ends = std::all_of(rest, static_cast<const char*>(text.data()) + text.size(), [](char c) { return c == ' '; });
  if (error != std::errc{} || !ends || !std::isfinite(number)) {
    return std::nullopt;
  }
  const UnitName* unit = unit_of(tag);
  return unit != nullptr ? from_display(number, *unit) : number;
}

std::string component_of(const std::string& tag) {
  const std::size_t dot = tag.rfind('.');
  return dot == std::string::npos ? tag : tag.substr(0, dot);
}

const Tag* find_port(const World& world, const std::string& component, const std::string& port) {
  return world.find_tag(component + "." + port);
}

const Tag* find_any_port(const World& world, const std::string& component,
                         std::initializer_list<const char*> ports) {
  for (const char* port : ports) {
    if (const Tag* tag = find_port(world, component, port)) {
      return tag;
    }
  }
  return nullptr;
}

} // namespace jixia::hmi
