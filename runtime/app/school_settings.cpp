#include "app/school_settings.h"

#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

void take(const nlohmann::json& json, const char* name, std::string& value) {
  const auto found = json.find(name);
  if (found != json.end() && found->is_string()) {
    value = found->get<std::string>();
  }
}

std::string load_secret(Diagnostics& problems) {
  const std::filesystem::path file = find_data_folder() / "pseudonym.secret";
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) {
    return read_file_limited(file, kMostBytes, problems).value_or("");
  }
  const std::string secret = make_uuid() + make_uuid();
  const bool is_kept = make_folder(find_data_folder(), problems) &&
                       write_file_atomically(file, secret, problems, 0600);
  return is_kept ? secret : "";
}

bool is_address(const std::string& text) {
  const bool has_scheme = text.starts_with("https://") || text.starts_with("http://");
  const bool is_plain = text.find_first_of(" \t\r\n\"<>\\") == std::string::npos;
  return has_scheme && is_plain && text.size() > 8 && text.size() < 500;
}

} // namespace

std::optional<Text> keep_school_entries(const SchoolEntries& entries) {
  for (const std::string* address : {&entries.home_page, &entries.base}) {
    if (!is_address(*address)) {
      return fill({"{0} 不是网址，应以 http:// 或 https:// 开头", "{0} is no address; it begins with http:// or https://"}, std::vector{*address});
    }
  }
  const std::filesystem::path file = find_data_folder() / "school.json";
  std::error_code none;
  Diagnostics problems;
  nlohmann::json json;
  if (std::filesystem::exists(file, none)) {
    json = nlohmann::json::parse(read_file_limited(file, kMostBytes, problems).value_or(""), nullptr, false);
  }
  json = json.is_object() ? json : nlohmann::json::object();
  json["home_page"] = entries.home_page;
  json["base"] = entries.base;
  json["ilab_username"] = entries.ilab_username;
  json["ilab_title"] = entries.ilab_title;
  json["ilab_appid"] = entries.ilab_appid;
  if (make_folder(find_data_folder(), problems) && write_file_atomically(file, json.dump(2) + "\n", problems)) {
    return std::nullopt;
  }
  return problems.all().empty() ? Text{"不能保存", "cannot be kept"} : problems.all().front().problem;
}

SchoolSettings load_school_settings(Diagnostics& problems) {
  SchoolSettings settings;
  settings.xapi.pseudonym_secret = load_secret(problems);
  const std::filesystem::path file = find_data_folder() / "school.json";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    return settings;
  }
  const auto text = read_file_limited(file, kMostBytes, problems);
  const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
  if (!json.is_object()) {
    problems.warning({file.string(), 0, 0}, {"不是 JSON 对象，按默认值导出",
                                             "not a JSON object; exporting with defaults"});
    return settings;
  }
  take(json, "home_page", settings.xapi.home_page);
  take(json, "base", settings.xapi.base);
  take(json, "ilab_username", settings.ilab_x.username);
  take(json, "ilab_title", settings.ilab_x.title);
  take(json, "ilab_appid", settings.ilab_x.appid);
  return settings;
}

} // namespace jixia
