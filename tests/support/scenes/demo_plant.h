#pragma once

#include <map>
#include <string>
#include <vector>

#include "geometry/model_library.h"
#include "geometry/placed_model.h"

namespace jixia::demo {

/// A scene with its equipment by tag.
struct DemoScene {
  SceneView view;
  std::map<std::string, PlacedModel> equipment;
};

/// A pump plant like look/main-window-chemical.png: vessel with level glass, two pumps, rack,
/// control valves and hand valves, all piped. Every equipment has a pick id and a label.
DemoScene make_pump_plant(const ModelLibrary& library);

/// A belt line like look/line-window.png: emitter, belt, photo-eyes, stop, pusher, panel, fence.
DemoScene make_belt_line(const ModelLibrary& library);

} // namespace jixia::demo
