#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "base/file_io.h"
#include "packaging/pack_file.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

/// Writes a new file; the one sync for all of them comes later. @returns 0 or the error's number
int write_new_file(const fs::path& file, std::string_view content) {
  const int target =
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (target < 0) {
    return errno;
  }
  int error = 0;
  while (!content.empty() && error == 0) {
    const ssize_t written = ::write(target, content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  return ::close(target) != 0 && error == 0 ? errno : error;
}

/// @returns 0 or the error's number
int write_files(const PackContents& contents, const fs::path& folder) {
  for (const auto& [path, content] : contents.files) {
    const fs::path file = folder / path;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const int number = error ? error.value() : write_new_file(file, content);
    if (number != 0) {
      return number;
    }
  }
  const int top = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int error = top < 0 || ::syncfs(top) != 0 ? errno : 0;
  if (top >= 0) {
    ::close(top);
  }
  return error;
}

} // namespace

bool write_pack_folder(const PackContents& contents, const fs::path& folder,
                       Diagnostics& problems) {
  const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
  if (!make_folder(parent, problems)) {
    return false;
  }
  std::string beside = (parent / ("." + folder.filename().string() + ".XXXXXX")).string();
  int number = ::mkdtemp(beside.data()) == nullptr ? errno : write_files(contents, beside);
  if (number == 0) {
    std::error_code error;
    fs::permissions(beside, fs::perms(0755), error);
    fs::rename(beside, folder, error); // fails if `folder` is there and not empty
    number = error.value();
    sync_folder(parent);
  }
  if (number != 0) {
    std::error_code ignored;
    fs::remove_all(beside, ignored);
    problems.error({folder.string(), 0, 0},
                   fill({"无法存放资源包：{0}", "the pack cannot be stored: {0}"},
                        std::vector{system_error_text(number)}));
  }
  return number == 0;
}

} // namespace jixia
