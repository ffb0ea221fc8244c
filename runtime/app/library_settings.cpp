#include "app/library_settings.h"

#include <nlohmann/json.hpp>

#include "base/file_io.h"

namespace jixia {
namespace {

constexpr std::size_t kMostBytes = 16 * 1024;
constexpr int kOwnerOnly = 0600;

std::filesystem::path settings_path() {
  return find_data_folder() / "library.json";
}

std::string text_at(const nlohmann::json& json, const char* name) {
  return json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : "";
}

} // namespace

LibrarySettings load_library_settings() {
  Diagnostics ignored;
  std::error_code none;
  if (!std::filesystem::exists(settings_path(), none)) {
    return {};
  }
  const auto text = read_file_limited(settings_path(), kMostBytes, ignored);
  const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
  return json.is_object() ? LibrarySettings{text_at(json, "place"), text_at(json, "key")}
                          : LibrarySettings{};
}

std::optional<Text> keep_library_settings(const LibrarySettings& settings) {
  const nlohmann::json json{{"place", settings.place}, {"key", settings.key}};
  Diagnostics problems;
  if (make_folder(find_data_folder(), problems) &&
      write_file_atomically(settings_path(), json.dump(2) + "\n", problems, kOwnerOnly)) {
    return std::nullopt;
  }
  return problems.all().front().problem;
}

} // namespace jixia
