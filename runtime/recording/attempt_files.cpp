#include "recording/attempt_files.h"

#include <array>
#include <stdexcept>

#include "base/file_io.h"
#include "recording/attempt_header.h"
#include "recording/journal.h"
#include "recording/trends.h"

namespace jixia {
namespace {

constexpr std::array kFiles{
    AttemptFile{"attempt.json", kMostHeaderBytes, true},
    AttemptFile{"journal.bin", journal::kMostBytes, true},
    AttemptFile{"trends.json", kMostTrendBytes, false},
    AttemptFile{"score.json", 4u << 20, false},
    AttemptFile{"signature.json", 65536, false},
};

} // namespace

std::span<const AttemptFile> attempt_files() {
  return kFiles;
}

const AttemptFile* find_attempt_file(std::string_view name) {
  for (const AttemptFile& file : kFiles) {
    if (file.name == name) {
      return &file;
    }
  }
  return nullptr;
}

std::optional<std::string> read_attempt_file(const std::filesystem::path& folder,
                                             const AttemptFile& file, Diagnostics& problems) {
  const std::filesystem::path path = folder / file.name;
  std::error_code error;
  if (!file.is_needed && !std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    return std::string();
  }
  return read_file_limited(path, file.most_bytes, problems);
}

bool write_attempt_file(const std::filesystem::path& folder, std::string_view name,
                        std::string_view content, Diagnostics& problems) {
  if (find_attempt_file(name) == nullptr) {
    throw std::invalid_argument("an attempt has no file " + std::string(name));
  }
  return write_file_atomically(folder / name, content, problems);
}

} // namespace jixia
