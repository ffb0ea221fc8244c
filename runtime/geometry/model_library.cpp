#include "geometry/model_library.h"

#include <algorithm>
#include <vector>

#include "geometry/model_file.h"

namespace jixia {

std::shared_ptr<const Model> ModelLibrary::find(std::string_view name) const {
  const auto found = models.find(name);
  return found == models.end() ? nullptr : found->second;
}

ModelLibrary load_model_library(const std::filesystem::path& folder) {
  ModelLibrary library;
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".jxm") files.push_back(entry.path());
  }
  if (error) {
    library.problems.push_back(
        fill(Text{"无法读取模型目录 {0}：{1}", "cannot read the model folder {0}: {1}"},
             {folder.string(), error.message()}));
    return library;
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    Text problem;
    std::optional<Model> model = load_model(file, problem);
    if (model) {
      library.models[file.stem().string()] = std::make_shared<const Model>(*std::move(model));
    } else {
      library.problems.push_back(problem);
    }
  }
  return library;
}

} // namespace jixia
