#include "new_pack.h"

#include "base/file_io.h"
#include "readme_example.h"
#include "scenario/map_reader.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

// The example calls itself by this name.
constexpr std::string_view kExampleId = "id: level-tank";

bool check_place(const fs::path& folder, Diagnostics& problems) {
  std::error_code error;
  const std::string name = folder.filename().string();
  if (!is_name(name)) {
    problems.error({folder.string(), 0, 0},
                   {"包名只用字母、数字和 . _ -",
                    "a pack's name: letters, "
                    "digits and . _ - only"},
                   {"例如 level-tank", "for example level-tank"});
    return false;
  }
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    problems.error({folder.string(), 0, 0}, {"文件夹里已有内容", "the folder is not empty"},
                   {"换一个名字", "choose another name"});
    return false;
  }
  return true;
}

} // namespace

bool new_pack(const fs::path& folder, Diagnostics& problems) {
  fs::path clean = folder.lexically_normal();
  if (!clean.has_filename()) {
    clean = clean.parent_path();
  }
  if (!check_place(clean, problems)) {
    return false;
  }
  for (auto [path, content] : find_example(authors_guide())) {
    if (const std::size_t found = content.find(kExampleId);
        path == "pack.yaml" && found != std::string::npos) {
      content.replace(found, kExampleId.size(), "id: " + clean.filename().string());
    }
    if (!make_folder((clean / path).parent_path(), problems) ||
        !write_file_atomically(clean / path, content, problems)) {
      return false;
    }
  }
  return true;
}

} // namespace jixia
