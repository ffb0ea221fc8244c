#include "base/program_folder.h"

#include <cstdlib>

namespace jixia {
namespace {

namespace fs = std::filesystem;

fs::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? fs::path(value) : fs::path();
}

} // namespace

fs::path program_folder() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

fs::path assets_folder() {
  if (const fs::path named = from_environment("JIXIA_ASSETS"); !named.empty()) {
    return named;
  }
  const fs::path installed = program_folder() / ".." / "share" / "jixia";
  std::error_code ignored;
  if (fs::is_directory(installed / "fonts", ignored)) {
    return installed.lexically_normal();
  }
  return JIXIA_BUILD_DIR;
}

} // namespace jixia
