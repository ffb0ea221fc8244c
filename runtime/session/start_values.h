#pragma once

#include <optional>
#include <string>

#include "base/diagnostics.h"
#include "scenario/exercise.h"
#include "world/world.h"

namespace jixia {

/// Reads what an author wrote for a tag: a quantity ("20000 kg/h"), or the name of one of its
/// states in either language ("AUTO", "自动"). A bare number is in SI.
/// @returns nullopt if it is neither; `describe_allowed` then tells what is allowed.
std::optional<double> read_tag_value(const Tag& tag, const std::string& text);

/// What may be written for `tag`: its state names, or its units and range.
Text describe_allowed(const Tag& tag);

/// Carries out the start actions of `exercise` on a world that has not run yet.
/// @returns false with every finding in `problems`.
bool apply_start_actions(World& world, const Exercise& exercise, Diagnostics& problems);

} // namespace jixia
