#pragma once

#include <string>

#include "scenario/scene_layout.h"
#include "scenario/yaml_node.h"

namespace jixia {

/// screens/ID.yaml.
Screen read_screen(const std::string& id, const YamlNode& file, Diagnostics& problems);

/// scene.yaml.
SceneLayout read_scene(const YamlNode& file, Diagnostics& problems);

} // namespace jixia
