#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/random_stream.h"

namespace jixia {

/// Walks over the state of a component. Each component lists its state once, always in the same
/// order; snapshot, restore and fingerprint are visitors.
class StateVisitor {
 public:
  virtual ~StateVisitor() = default;

  virtual void visit(std::string_view name, double& value) = 0;
  virtual void visit(std::string_view name, std::int64_t& value) = 0;

  /// The length belongs to the state; a restore may change it.
  virtual void visit(std::string_view name, std::vector<double>& values) = 0;

  void visit(std::string_view name, bool& value) {
    std::int64_t number = value ? 1 : 0;
    visit(name, number);
    value = number != 0;
  }

  template <typename Integer>
    requires((std::is_enum_v<Integer> || std::integral<Integer>) &&
             !std::same_as<Integer, std::int64_t> && !std::same_as<Integer, bool>)
  void visit(std::string_view name, Integer& value) {
    auto number = static_cast<std::int64_t>(value);
    visit(name, number);
    value = static_cast<Integer>(number);
  }

  void visit(std::string_view name, RandomStream& stream) { visit(name, stream.state()); }
};

} // namespace jixia
