#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "world/component_registry.h"
#include "world/world.h"

namespace jixia {

/// One value as written, and where.
struct WrittenValue {
  std::vector<std::string> items; ///< one, or several of a list
  SourceMark mark;
};

/// One component as written in a pack, before anything is checked.
struct ComponentEntry {
  SourceMark mark;
  std::string tag;  ///< plant tag, e.g. "FV101"
  std::string type; ///< registered type, e.g. "ControlValve"
  Text name;        ///< what it is; may be empty
  std::map<std::string, WrittenValue> parameters;  ///< name -> "6.3 m3/h"
  std::map<std::string, WrittenValue> connections; ///< input port -> "LT101.PV"
};

/// How one tag is shown, as written.
struct DisplayEntry {
  SourceMark mark;
  std::string tag; ///< "LIC101.PV" or "LIC101"
  Text name;
  std::string unit;          ///< may be empty: the SI symbol
  int decimals = -1;         ///< -1: by the range
  std::string low, high;     ///< quantities; may be empty
};

struct WorldOptions {
  SimTime step = std::chrono::milliseconds(100);
  std::uint64_t seed = 1;
};

/// Checks `entries` against `registry` and builds the world they describe.
///
/// A hosted part (ComponentSpec::host) joins the one component of its host's type; if the pack has
/// none, one is added under the host type's name.
///
/// @returns nullopt if anything is wrong; `problems` then holds every finding.
std::optional<World> build_world(const std::vector<ComponentEntry>& entries,
                                 const std::vector<DisplayEntry>& displays,
                                 const ComponentRegistry& registry, const WorldOptions& options,
                                 Diagnostics& problems);

} // namespace jixia
