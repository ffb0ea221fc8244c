#include "world/component_registry.h"

#include <stdexcept>

#include "base/spelling.h"

namespace jixia {

void ComponentRegistry::add(ComponentSpec spec) {
  const std::string type = spec.type;
  if (!specs_.emplace(type, std::move(spec)).second) {
    throw std::logic_error("component type '" + type + "' is registered twice");
  }
}

const ComponentSpec* ComponentRegistry::find(const std::string& type) const {
  const auto found = specs_.find(type);
  return found == specs_.end() ? nullptr : &found->second;
}

std::string ComponentRegistry::nearest(const std::string& type) const {
  std::vector<std::string> names;
  for (const auto& [name, spec] : specs_) {
    names.push_back(name);
  }
  return nearest_spelling(type, names);
}

} // namespace jixia
