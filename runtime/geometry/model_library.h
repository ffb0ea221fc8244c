#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "geometry/model.h"

namespace jixia {

/// The equipment models a scene chooses from, by name. tools/modelgen/README.md lists each model
/// with its parts and sockets.
struct ModelLibrary {
  std::map<std::string, std::shared_ptr<const Model>, std::less<>> models;
  std::vector<Text> problems; ///< files that could not be read, each with its path and why

  std::shared_ptr<const Model> find(std::string_view name) const; ///< null if there is none
};

/// Reads every `*.jxm` of `folder` (see model_file.h; the build makes build/<preset>/models/).
/// A missing folder gives an empty library with one problem.
ModelLibrary load_model_library(const std::filesystem::path& folder);

} // namespace jixia
