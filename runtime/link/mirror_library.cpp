#include "base/file_io.h"
#include "link/pack_library.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

/// "a/b.zip" -> "a/<digest>.b.zip"
std::string consistent_path(const std::string& path, const std::string& sha256) {
  const std::size_t at = path.rfind('/') + 1; // npos + 1 is 0
  return path.substr(0, at) + sha256 + "." + path.substr(at);
}

/// Copies the files of one list that are not there yet.
bool copy_targets(TufClient& client, const TufTargets& list, const fs::path& folder, int& count,
                  Diagnostics& problems) {
  for (const auto& [path, target] : list.targets) {
    const fs::path file = folder / consistent_path(path, target.sha256);
    std::error_code error;
    if (fs::file_size(file, error) == static_cast<std::uintmax_t>(target.length) && !error) {
      continue;
    }
    const auto bytes = client.fetch_target(path, problems);
    if (!bytes || !make_folder(file.parent_path(), problems) ||
        !write_file_atomically(file, *bytes, problems)) {
      return false;
    }
    ++count;
  }
  return true;
}

} // namespace

std::optional<int> mirror_library(const std::string& place, const fs::path& folder,
                                  const fs::path& root_file, std::int64_t now,
                                  Diagnostics& problems) {
  LibraryConnection connection(LibraryAddress{place, "", std::chrono::milliseconds(20'000)});
  TufSource source = make_tuf_source(place, &connection);
  const fs::path metadata = folder / "metadata";
  // Numbered lists are written as they come, the timestamp when all files are there: whoever reads
  // the mirror meanwhile, or after a power cut, finds the old one whole.
  source.metadata = [&, fetch = source.metadata](const std::string& path, std::size_t most_bytes) {
    std::optional<std::string> text = fetch(path, most_bytes);
    if (text && text->size() <= most_bytes && path != "timestamp.json" &&
        !write_file_atomically(metadata / path, *text, problems)) {
      text.reset();
    }
    return text;
  };
  const auto root = read_file_limited(root_file, TufClient::kMostRootBytes, problems);
  TufClient client(folder / "state", source, now);
  if (!root || !make_folder(metadata, problems) ||
      (!client.has_root() && !client.trust_root(*root, problems)) || !client.update(problems)) {
    return std::nullopt;
  }
  for (std::int64_t version = 1; version <= client.root().version; ++version) {
    const std::string name = std::to_string(version) + ".root.json";
    std::error_code ignored;
    if (!fs::exists(metadata / name, ignored)) {
      source.metadata(name, TufClient::kMostRootBytes);
    }
  }
  int count = 0;
  bool is_whole = copy_targets(client, client.targets(), folder / "targets", count, problems);
  for (const TufDelegation& school : client.targets().delegations) {
    const auto list = is_whole ? client.find_role(school.name, problems) : std::nullopt;
    is_whole = list && copy_targets(client, *list, folder / "targets", count, problems);
  }
  const auto timestamp = is_whole ? read_file_limited(folder / "state/timestamp.json",
                                                      TufClient::kMostTimestampBytes, problems)
                                  : std::nullopt;
  return timestamp && write_file_atomically(metadata / "timestamp.json", *timestamp, problems)
             ? std::optional(count)
             : std::nullopt;
}

} // namespace jixia
