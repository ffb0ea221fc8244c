#pragma once

#include <optional>
#include <string>

#include "scenario/criterion.h"
#include "world/world.h"

namespace jixia {

/// Where the value of a tag should lie [SI]; an end that is not given is open.
struct Band {
  std::optional<double> low, high;
  bool empty() const { return !low && !high; }
};

/// The band that a condition asks of `tag`, for drawing it beside the trend. Read from comparisons
/// with constants, joined by `and`, inside `for` and `within`: "4 atm(g) <= PIC101",
/// "abs(PIC101 - 5 atm(g)) <= 0.1 atm". Anything else (`or`, `not`, sums of tags) gives no band.
Band find_band(const Condition& condition, const std::string& tag, const World& world);

/// The band that a criterion asks of `tag`: from `good`, else `quality`, else `done`.
Band find_band(const Criterion& criterion, const std::string& tag, const World& world);

} // namespace jixia
