#include "base/file_io.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace jixia {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

void report(Diagnostics& problems, const std::filesystem::path& file, const Text& doing,
            const Text& reason, const Text& help = {}) {
  problems.error({file.string(), 0, 0},
                 fill({"{0}：{1}", "{0}: {1}"}, std::vector<Text>{doing, reason}), help);
}

Text help_for(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return {"腾出磁盘空间后重试", "free some disk space, then try again"};
    case EACCES:
    case EPERM:
      return {"检查文件和文件夹的权限", "check the permissions of the file and its folder"};
    default:
      return {};
  }
}

void report_errno(Diagnostics& problems, const std::filesystem::path& file, const Text& doing) {
  const int error = errno;
  report(problems, file, doing, system_error_text(error), help_for(error));
}

const Text kCannotRead{"无法读取", "cannot read"};
const Text kCannotWrite{"无法写入", "cannot write"};

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Reads to the end; false with errno set, EFBIG when there is more than `most_bytes`.
bool read_all(int file, std::size_t most_bytes, std::string& content) {
  char block[65536];
  for (;;) {
    const ssize_t count = ::read(file, block, sizeof block);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return count == 0;
    }
    if (content.size() + static_cast<std::size_t>(count) > most_bytes) {
      errno = EFBIG;
      return false;
    }
    content.append(block, static_cast<std::size_t>(count));
  }
}

Text too_large(std::size_t most_bytes) {
  return fill({"文件过大，上限 {0} 字节", "the file is too large, at most {0} bytes"},
              std::vector<std::string>{std::to_string(most_bytes)});
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

} // namespace

Text system_error_text(int error) {
  switch (error) {
    case ENOSPC:
      return {"磁盘已满", "the disk is full"};
    case EDQUOT:
      return {"超出磁盘配额", "the disk quota is used up"};
    case EACCES:
    case EPERM:
      return {"没有权限", "permission denied"};
    case EROFS:
      return {"文件系统只读", "the file system is read-only"};
    case ENOENT:
      return {"文件或文件夹不存在", "no such file or folder"};
    case ENOTDIR:
      return {"路径中有一段不是文件夹", "a part of the path is not a folder"};
    case EISDIR:
      return {"这是文件夹，不是文件", "this is a folder, not a file"};
    case EEXIST:
      return {"已存在", "it exists already"};
    case ENAMETOOLONG:
      return {"路径过长", "the path is too long"};
    case ELOOP:
      return {"符号链接过多", "too many symbolic links"};
    case EIO:
      return {"磁盘读写出错", "the disk reports an error"};
    case EMFILE:
    case ENFILE:
      return {"打开的文件过多", "too many open files"};
    default: {
      const std::string reason = std::generic_category().message(error);
      return {"系统错误：" + reason, "system error: " + reason};
    }
  }
}

std::optional<std::string> read_file_limited(const std::filesystem::path& file,
                                             std::size_t most_bytes, Diagnostics& problems) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!descriptor.is_open() || ::fstat(descriptor.number(), &status) != 0) {
    report_errno(problems, file, kCannotRead);
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) {
    report(problems, file, kCannotRead, {"不是普通文件", "it is not a regular file"});
    return std::nullopt;
  }
  if (static_cast<std::uintmax_t>(status.st_size) > most_bytes) {
    report(problems, file, kCannotRead, too_large(most_bytes));
    return std::nullopt;
  }
  std::string content;
  content.reserve(static_cast<std::size_t>(status.st_size));
  if (!read_all(descriptor.number(), most_bytes, content)) {
    if (errno == EFBIG) {
      report(problems, file, kCannotRead, too_large(most_bytes));
    } else {
      report_errno(problems, file, kCannotRead);
    }
    return std::nullopt;
  }
  return content;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.is_open()) {
    ::fsync(descriptor.number()); // some file systems refuse it; then there is nothing to wait for
  }
}

bool write_file_atomically(const std::filesystem::path& file, std::string_view content,
                           Diagnostics& problems, unsigned mode) {
  std::string beside = (folder_of(file) / ("." + file.filename().string() + ".XXXXXX")).string();
  const Descriptor descriptor(::mkostemp(beside.data(), O_CLOEXEC));
  if (!descriptor.is_open()) {
    report_errno(problems, file, kCannotWrite);
    return false;
  }
  if (!write_all(descriptor.number(), content) || ::fchmod(descriptor.number(), mode) != 0 ||
      ::fsync(descriptor.number()) != 0 || ::rename(beside.c_str(), file.c_str()) != 0) {
    report_errno(problems, file, kCannotWrite);
    ::unlink(beside.c_str());
    return false;
  }
  sync_folder(folder_of(file));
  return true;
}

bool make_folder(const std::filesystem::path& folder, Diagnostics& problems) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && !std::filesystem::is_directory(folder, error) && !error) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  if (error) {
    errno = error.value();
    report_errno(problems, folder, {"无法建立文件夹", "cannot make the folder"});
    return false;
  }
  return true;
}

std::filesystem::path find_data_folder() {
  const auto absolute = [](const char* variable) -> std::filesystem::path {
    const char* value = std::getenv(variable);
    const std::filesystem::path path = value != nullptr ? value : "";
    return path.is_absolute() ? path : std::filesystem::path();
  };
  if (const auto own = absolute("JIXIA_DATA"); !own.empty()) {
    return own;
  }
  if (const auto data = absolute("XDG_DATA_HOME"); !data.empty()) {
    return data / "jixia";
  }
  if (const auto home = absolute("HOME"); !home.empty()) {
    return home / ".local/share/jixia";
  }
  const passwd* user = ::getpwuid(::getuid());
  return std::filesystem::path(user != nullptr ? user->pw_dir : "/tmp") / ".local/share/jixia";
}

} // namespace jixia
