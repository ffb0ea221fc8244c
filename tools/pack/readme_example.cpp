#include "readme_example.h"

namespace jixia {

std::map<std::string, std::string> find_example(std::string_view markdown) {
  constexpr std::string_view kFence = "```";
  std::map<std::string, std::string> files;
  std::string* file = nullptr;
  bool is_inside = false;
  while (!markdown.empty()) {
    const std::size_t end = markdown.find('\n');
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
    if (line.starts_with(kFence)) {
      is_inside = !is_inside;
      const std::size_t space = line.find(' ');
      file = is_inside && space != std::string_view::npos
                 ? &files[std::string(line.substr(space + 1))]
                 : nullptr;
    } else if (is_inside && file != nullptr) {
      *file += std::string(line) + "\n";
    }
  }
  return files;
}

} // namespace jixia
