#include "registry/blob_store.h"

#include <vector>

#include "base/file_io.h"
#include "database/database_error.h"
#include "packaging/pack_file.h"
#include "trust/digest.h"

namespace jixia {

namespace fs = std::filesystem;

namespace {

// A store that does not answer is away for now (503).
template <typename Act>
auto at_bucket(const Act& act) {
  try {
    return act();
  } catch (const std::runtime_error& error) {
    throw DatabaseError(DatabaseError::Kind::Busy, error.what());
  }
}

} // namespace

fs::path BlobStore::file(const std::string& sha256) const {
  return folder_ / sha256.substr(0, 2) / sha256.substr(2);
}

bool BlobStore::is_here(const std::string& sha256) const {
  std::error_code ignored;
  return is_sha256(sha256) && fs::is_regular_file(file(sha256), ignored);
}

bool BlobStore::has(const std::string& sha256) const {
  return is_here(sha256) ||
         (bucket_ && is_sha256(sha256) && at_bucket([&] { return bucket_->has(sha256); }));
}

bool BlobStore::fetch(const std::string& sha256) const {
  if (is_here(sha256) || !bucket_ || !is_sha256(sha256)) {
    return is_here(sha256);
  }
  const std::optional<std::string> content = at_bucket([&] { return bucket_->get(sha256); });
  if (!content || calc_sha256(*content) != sha256) {
    return false;
  }
  write(sha256, *content);
  return true;
}

void BlobStore::put(const std::string& sha256, std::string_view content) {
  if (is_here(sha256)) {
    return;
  }
  if (bucket_) { // first: what is in the folder is there too
    at_bucket([&] {
      bucket_->put(sha256, content);
      return true;
    });
  }
  write(sha256, content);
}

void BlobStore::write(const std::string& sha256, std::string_view content) const {
  Diagnostics problems;
  const fs::path target = file(sha256);
  if (!make_folder(target.parent_path(), problems) ||
      !write_file_atomically(target, content, problems)) {
    const std::string reason = problems.text(Language::English);
    const bool is_full = reason.find(system_error_text(ENOSPC).en) != std::string::npos ||
                         reason.find(system_error_text(EDQUOT).en) != std::string::npos;
    throw DatabaseError(is_full ? DatabaseError::Kind::Full : DatabaseError::Kind::Other, reason);
  }
}

std::size_t BlobStore::remove_unless(
    const std::function<bool(const std::string& sha256)>& is_needed) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string sha256 =
        entry->path().parent_path().filename().string() + entry->path().filename().string();
    if (entry->is_regular_file() && (!is_sha256(sha256) || !is_needed(sha256))) {
      files.push_back(entry->path());
    }
  }
  for (const fs::path& file : files) {
    fs::remove(file, error);
  }
  return files.size();
}

std::optional<std::string> BlobStore::read(const std::string& sha256) const {
  Diagnostics ignored;
  std::optional<std::string> content =
      fetch(sha256) ? read_file_limited(file(sha256), kMostPackFileBytes, ignored) : std::nullopt;
  return content && calc_sha256(*content) == sha256 ? content : std::nullopt;
}

} // namespace jixia
