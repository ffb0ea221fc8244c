#include "scenario/find_pack.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/file_io.h"
#include "base/program_folder.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

bool is_pack(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "pack.yaml", ignored);
}

void add_packs_of(const fs::path& root, std::vector<fs::path>& packs,
                  std::set<std::string>& names) {
  constexpr std::size_t kMost = 10'000; // folders looked at
  std::error_code ignored;
  std::size_t seen = 0;
  for (fs::directory_iterator domain(root, ignored), end; domain != end && seen < kMost;
       domain.increment(ignored)) {
    for (fs::directory_iterator pack(domain->path(), ignored); pack != end && seen < kMost;
         pack.increment(ignored), ++seen) {
      if (is_pack(pack->path()) && names.insert(pack->path().filename().string()).second) {
        packs.push_back(pack->path());
      }
    }
  }
}

} // namespace

std::vector<fs::path> scenario_folders() {
  std::vector<fs::path> folders;
  if (const char* own = std::getenv("JIXIA_SCENARIOS"); own != nullptr && *own != '\0') {
    folders.emplace_back(own);
  }
  folders.push_back(program_folder() / "../share/jixia/scenarios");
  folders.emplace_back(JIXIA_SOURCE_DIR "/scenarios");
  folders.push_back(find_data_folder() / "scenarios");
  return folders;
}

std::vector<fs::path> all_packs() {
  std::vector<fs::path> packs;
  std::set<std::string> names;
  for (const fs::path& root : scenario_folders()) {
    add_packs_of(root, packs, names);
  }
  std::sort(packs.begin(), packs.end());
  return packs;
}

fs::path find_pack(const std::string& name) {
  if (is_pack(name)) {
    return fs::path(name).lexically_normal();
  }
  for (const fs::path& pack : all_packs()) {
    const fs::path with_domain = pack.parent_path().filename() / pack.filename();
    if (pack.filename() == name || with_domain == fs::path(name)) {
      return pack;
    }
  }
  return {};
}

} // namespace jixia
