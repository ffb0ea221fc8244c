#include "base/data_folder.h"

#include <sys/stat.h>

#include <cstdlib>
#include <string>

namespace jixia {
namespace {

namespace fs = std::filesystem;

fs::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? fs::path(value) : fs::path();
}

} // namespace

fs::path data_folder() {
  fs::path folder = from_environment("JIXIA_DATA");
  if (folder.empty()) {
    const fs::path share = from_environment("XDG_DATA_HOME");
    const fs::path home = from_environment("HOME");
    folder = (share.is_absolute() ? share : home / ".local" / "share") / "jixia";
  }
  std::error_code ignored; // who writes there reports what is wrong
  if (fs::create_directories(folder, ignored)) {
    ::chmod(folder.c_str(), S_IRWXU);
  }
  return folder;
}

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
