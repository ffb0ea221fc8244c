#include "packaging/opened_pack.h"

#include "base/file_io.h"
#include "packaging/pack_file.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

/// True if `folder` holds this pack, bit for bit.
bool holds(const fs::path& folder, const PackContents& contents) {
  Diagnostics ignored;
  const std::optional<PackFolder> present = PackFolder::read(folder, ignored);
  return present && std::map<std::string, std::string_view>(
                        present->files().begin(), present->files().end()) == contents.files;
}

} // namespace

std::optional<fs::path> open_pack_file(const fs::path& file, Diagnostics& problems) {
  const auto bytes = read_file_limited(file, kMostPackFileBytes, problems);
  const auto contents = bytes ? read_pack_file(*bytes, file.string(), problems) : std::nullopt;
  if (!contents) {
    return std::nullopt;
  }
  const fs::path folder =
      find_data_folder() / "opened" / calc_sha256(*bytes).substr(0, 32) / contents->id;
  std::error_code ignored;
  if (fs::exists(folder, ignored)) {
    if (holds(folder, *contents)) {
      return folder;
    }
    fs::remove_all(folder, ignored);
  }
  return write_pack_folder(*contents, folder, problems) ? std::optional(folder) : std::nullopt;
}

} // namespace jixia
