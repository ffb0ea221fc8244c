#include "packaging/pack_path.h"

#include <algorithm>
#include <array>
#include <map>

namespace jixia {
namespace {

constexpr std::size_t kMostBytes = 200;
constexpr std::size_t kMostSegmentBytes = 100;
constexpr std::size_t kMostSegments = 7;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

/// Windows opens a device for these, whatever the folder and the extension.
bool is_device(std::string_view segment) {
  const std::string stem = lower_case(segment.substr(0, segment.find('.')));
  constexpr std::array<std::string_view, 6> kDevices{"con", "prn", "aux", "nul", "conin", "conout"};
  const bool is_port = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) &&
                       stem[3] >= '0' && stem[3] <= '9';
  return is_port || std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end();
}

/// A path as it may be printed: a stranger's bytes do not reach the terminal.
std::string shown(std::string_view path) {
  std::string text;
  for (const char c : path.substr(0, 60)) {
    text += is_plain(c) || c == '/' ? c : '?';
  }
  return text;
}

Text fault(const Text& pattern, std::string_view path) {
  return fill(pattern, std::vector{shown(path)});
}

Text find_segment_fault(std::string_view segment, std::string_view path) {
  if (segment.empty() || segment.front() == '.' || segment.back() == '.' ||
      segment.size() > kMostSegmentBytes ||
      !std::all_of(segment.begin(), segment.end(), is_plain)) {
    return fault({"路径 {0} 不能用：只用字母、数字和 . _ -，不以点开头或结尾",
                  "path {0} cannot be used: letters, digits and . _ - only, no dot at either end"},
                 path);
  }
  if (is_device(segment)) {
    return fault({"路径 {0} 在 Windows 上是设备名", "path {0} is the name of a device on Windows"},
                 path);
  }
  return {};
}

} // namespace

Text find_path_fault(std::string_view path) {
  if (path.size() > kMostBytes) {
    return fault({"路径过长：{0}", "the path is too long: {0}"}, path);
  }
  std::size_t segments = 0;
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    if (Text problem = find_segment_fault(rest.substr(0, slash), path); !problem.empty()) {
      return problem;
    }
    if (++segments > kMostSegments) {
      return fault({"文件夹套得太深：{0}", "folders are nested too deeply: {0}"}, path);
    }
    if (slash == std::string_view::npos) {
      return {};
    }
    rest.remove_prefix(slash + 1);
  }
}

Text find_path_fault(const std::vector<std::string_view>& paths) {
  enum class Use { Folder, File };
  std::map<std::string, std::pair<Use, std::string_view>> uses; // lower case -> as written
  const auto take = [&](std::string_view path, Use use) {
    const auto [at, is_new] = uses.try_emplace(lower_case(path), use, path);
    const bool is_same_folder =
        use == Use::Folder && at->second.first == use && at->second.second == path;
    return is_new || is_same_folder;
  };
  for (const std::string_view path : paths) {
    if (Text problem = find_path_fault(path); !problem.empty()) {
      return problem;
    }
    bool is_free = take(path, Use::File);
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      is_free = is_free && take(path.substr(0, slash), Use::Folder);
    }
    if (!is_free) {
      return fault({"{0} 与另一个路径只差大小写，或既是文件又是文件夹",
                    "{0} differs from another path only in case, or is file and folder at once"},
                   path);
    }
  }
  return {};
}

} // namespace jixia
