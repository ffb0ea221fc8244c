#include "scenario/find_pack.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/file_io.h"
#include "base/program_folder.h"
#include "scenario/pack_name.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

bool is_pack(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "pack.yaml", ignored);
}

/// Calls `take` with every pack folder of `root`, at most 10 000 folders looked at.
template <typename Take>
void for_each_pack(const fs::path& root, const Take& take) {
  constexpr std::size_t kMost = 10'000;
  std::error_code ignored;
  std::size_t seen = 0;
  for (fs::directory_iterator domain(root, ignored), end; domain != end && seen < kMost;
       domain.increment(ignored)) {
    for (fs::directory_iterator pack(domain->path(), ignored); pack != end && seen < kMost;
         pack.increment(ignored), ++seen) {
      if (is_pack(pack->path())) {
        take(pack->path());
      }
    }
  }
}

/// "pump@1.0.0" -> {"pump", "1.0.0"}; no version in a name without one.
std::pair<std::string, std::string> split_version(const fs::path& pack) {
  const std::string name = pack.filename().string();
  const std::size_t at = name.find('@');
  return at == std::string::npos ? std::pair(name, std::string())
                                 : std::pair(name.substr(0, at), name.substr(at + 1));
}

bool is_newer(const fs::path& a, const fs::path& b) {
  return compare_pack_versions(split_version(a).second, split_version(b).second) > 0;
}

bool is_called(const fs::path& pack, const fs::path& name) {
  return pack.filename() == name || pack.parent_path().filename() / pack.filename() == name;
}

} // namespace

fs::path fetched_packs_folder() {
  return find_data_folder() / "packs";
}

std::vector<fs::path> scenario_folders() {
  std::vector<fs::path> folders;
  if (const char* own = std::getenv("JIXIA_SCENARIOS"); own != nullptr && *own != '\0') {
    folders.emplace_back(own);
  }
  folders.push_back(fetched_packs_folder());
  folders.push_back(program_folder() / "../share/jixia/scenarios");
  folders.emplace_back(JIXIA_SOURCE_DIR "/scenarios");
  folders.push_back(find_data_folder() / "scenarios");
  return folders;
}

std::vector<fs::path> all_packs() {
  std::map<std::string, fs::path> packs; // name without version -> folder
  for (const fs::path& root : scenario_folders()) {
    std::map<std::string, fs::path> own;
    for_each_pack(root, [&](const fs::path& pack) {
      const auto [at, is_new] = own.try_emplace(split_version(pack).first, pack);
      if (!is_new && is_newer(pack, at->second)) {
        at->second = pack;
      }
    });
    packs.merge(own);
  }
  std::vector<fs::path> folders;
  for (const auto& [name, pack] : packs) {
    folders.push_back(pack);
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

fs::path find_pack(const std::string& name) {
  if (is_pack(name)) {
    return fs::path(name).lexically_normal();
  }
  fs::path found;
  if (name.find('@') != std::string::npos) {
    for_each_pack(fetched_packs_folder(), [&](const fs::path& pack) {
      if (is_called(pack, name)) {
        found = pack;
      }
    });
    return found;
  }
  for (const fs::path& pack : all_packs()) {
    const fs::path plain = pack.parent_path() / split_version(pack).first;
    if (is_called(plain, name)) {
      return pack;
    }
  }
  return {};
}

} // namespace jixia
