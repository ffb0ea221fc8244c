#include "registry/registry_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "registry/oai_pmh.h"
#include "scenario/pack_folder.h"
#include "scenario/pack_name.h"
#include "trust/digest.h"
#include "trust/tuf_metadata.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostListBytes = std::size_t{8} << 20;
constexpr int kMostRows = 100;
constexpr const char* kForEver = "public, max-age=31536000, immutable";

[[noreturn]] void refuse_unknown() {
  throw Refusal{404, {"没有这个资源包或版本", "there is no such pack or version"}};
}

HttpAnswer json_answer(int status, std::string body) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(body) + "\n";
  return answer;
}

HttpAnswer file_answer(const std::filesystem::path& file, const char* type, const char* caching) {
  HttpAnswer answer;
  answer.file = file;
  answer.content_type = type;
  return answer.with("Cache-Control", caching);
}

PackName read_name(const HttpRequest& request) {
  PackName name{request.path_values.at(0), request.path_values.at(1), request.path_values.at(2)};
  if (!is_tuf_role_name(name.school) || !is_pack_id(name.id) || !is_pack_version(name.version)) {
    throw Refusal{400,
                  {"地址应为 /api/packs/<学校>/<资源包>/<版本>，版本像 1.2.3",
                   "the address is /api/packs/<school>/<pack>/<version>, a version like 1.2.3"}};
  }
  return name;
}

/// The name, if the key belongs to its school.
PackName own_name(const HttpRequest& request, const Caller* caller) {
  PackName name = read_name(request);
  if (caller == nullptr || caller->school != name.school) {
    throw Refusal{403, {"只能发布本校的资源包", "a key publishes packs of its own school only"}};
  }
  return name;
}

PackRow listed_row(Registry& registry, const HttpRequest& request) {
  const std::optional<PackRow> row = registry.packs().find(read_name(request));
  if (!row || row->state != PackRow::State::Listed) {
    refuse_unknown();
  }
  return *row;
}

HttpAnswer announce(Registry& registry, const HttpRequest& request, const Caller* caller) {
  const Registry::Announced announced = registry.announce(own_name(request, caller), request.body);
  return json_answer(announced.is_listed ? 200 : 202,
                     Json{{"listed", announced.is_listed}, {"missing", announced.missing}}.dump());
}

HttpAnswer put_blob(Registry& registry, const HttpRequest& request, const Caller* caller) {
  registry.put_blob(own_name(request, caller), request.path_values.at(3), request.body);
  HttpAnswer answer;
  answer.status = 204;
  return answer;
}

std::string text_member(const Json& json, const char* name) {
  return json.is_object() && json.contains(name) && json[name].is_string()
             ? json[name].get<std::string>()
             : std::string();
}

HttpAnswer submit(Registry& registry, const HttpRequest& request, const Caller* caller) {
  const Json json = Json::parse(request.body, nullptr, false);
  registry.submit(own_name(request, caller), text_member(json, "list"),
                  text_member(json, "minisig"));
  return json_answer(202, "{\"state\":\"waiting\"}");
}

HttpAnswer withdraw(Registry& registry, const HttpRequest& request, const Caller* caller) {
  registry.withdraw(own_name(request, caller), request.body);
  return json_answer(200, "{\"state\":\"withdrawn\"}");
}

std::string rows_json(const std::vector<PackRow>& rows) {
  std::string text = "[";
  for (const PackRow& row : rows) {
    text += (text.size() > 1 ? "," : "") + pack_json(row, false);
  }
  return text + "]";
}

std::int64_t number_parameter(const HttpRequest& request, const char* name,
                              std::int64_t otherwise) {
  const std::string text = request.parameter(name).value_or("");
  std::int64_t number = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 0)) {
    throw Refusal{400, fill({"参数 {0} 应为非负整数", "parameter {0} wants a whole number"},
                            std::vector<std::string>{name})};
  }
  return number;
}

HttpAnswer search(Registry& registry, const HttpRequest& request) {
  PackSearch search;
  search.words = request.parameter("q").value_or("").substr(0, 200);
  for (const char* kind :
       {"speciality", "occupation", "unit", "community", "language", "domain", "school"}) {
    if (const auto value = request.parameter(kind); value && !value->empty()) {
      search.facets.emplace_back(kind, *value);
    }
  }
  search.before = number_parameter(request, "before", 0);
  search.limit = static_cast<int>(
      std::clamp<std::int64_t>(number_parameter(request, "limit", 20), 1, kMostRows));
  const std::vector<PackRow> rows = registry.packs().search(search);
  const bool is_full = static_cast<int>(rows.size()) == search.limit;
  return json_answer(200, "{\"packs\":" + rows_json(rows) + ",\"before\":" +
                              (is_full ? std::to_string(rows.back().number) : "null") + "}");
}

HttpAnswer show_pack(Registry& registry, const HttpRequest& request) {
  const auto rows = registry.packs().versions(request.path_values.at(0), request.path_values.at(1));
  if (rows.empty()) {
    refuse_unknown();
  }
  return json_answer(200, "{\"versions\":" + rows_json(rows) + "}");
}

/// Everybody sees what is listed; a school also what became of its own that is not.
HttpAnswer show_version(Registry& registry, const HttpRequest& request, const Caller* caller) {
  const PackName name = read_name(request);
  const std::optional<PackRow> row = registry.packs().find(name);
  const bool is_own = caller && caller->school == name.school;
  if (!row || (row->state != PackRow::State::Listed && !is_own)) {
    refuse_unknown();
  }
  return json_answer(200, pack_json(*row, true));
}

HttpAnswer send_blob(Registry& registry, const std::string& sha256) {
  const bool is_public = is_sha256(sha256) && (registry.packs().is_public(sha256) ||
                                               registry.lists().is_catalogue(sha256));
  if (!is_public || !registry.blobs().fetch(sha256)) {
    throw Refusal{404, {"没有这个文件", "there is no such file"}};
  }
  return file_answer(registry.blobs().file(sha256), "application/octet-stream", kForEver)
      .with("ETag", "\"" + sha256 + "\"");
}

/// "linzi/pump/<digest>.1.0.0.zip": the digest says it all; the rest is for people.
HttpAnswer send_target(Registry& registry, const HttpRequest& request) {
  const std::string& path = request.path_values.at(0);
  return send_blob(registry, path.substr(path.rfind('/') + 1).substr(0, 64));
}

HttpAnswer send_metadata(Registry& registry, const HttpRequest& request) {
  const std::string& name = request.path_values.at(0);
  const std::filesystem::path file = registry.lists().file(name);
  if (file.empty()) {
    throw Refusal{404, {"没有这个清单", "there is no such list"}};
  }
  const bool is_numbered = name.front() >= '0' && name.front() <= '9';
  return file_answer(file, "application/json", is_numbered ? kForEver : "no-cache");
}

} // namespace

void add_registry_routes(RouteTable& routes, Registry& registry, Hub& hub) {
  const Access open{.is_open = true};
  const Access publisher{.any_of = Scope::PacksPublish};
  const std::string version = "/api/packs/{}/{}/{}";
  const auto add = [&](const char* method, const std::string& pattern, const Access& access,
                       std::size_t body, const auto& handle) {
    routes.add({method, pattern, access, body,
                [&registry, handle](const HttpRequest& request, const Caller* caller) {
                  if constexpr (std::is_invocable_v<decltype(handle), Registry&, const HttpRequest&,
                                                    const Caller*>) {
                    return handle(registry, request, caller);
                  } else {
                    return handle(registry, request);
                  }
                }});
  };
  add("GET", "/api/packs", open, 0, search);
  add("GET", "/api/packs/{}/{}", open, 0, show_pack);
  add("GET", version, open, 0, show_version);
  add("PUT", version, publisher, kMostManifestBytes, announce);
  add("PUT", version + "/blobs/{}", publisher, PackFolder::kMostModelBytes, put_blob);
  add("POST", version + "/publish", publisher, kMostListBytes, submit);
  add("POST", version + "/withdraw", publisher, kMostListBytes, withdraw);
  add("GET", version + "/manifest", open, 0, [](Registry& from, const HttpRequest& request) {
    HttpAnswer answer;
    answer.body = listed_row(from, request).manifest;
    return answer.with("Cache-Control", kForEver);
  });
  add("GET", version + "/minisig", open, 0, [](Registry& from, const HttpRequest& request) {
    HttpAnswer answer;
    answer.body = listed_row(from, request).minisig;
    answer.content_type = "text/plain; charset=utf-8";
    return answer.with("Cache-Control", kForEver);
  });
  add("GET", "/api/blobs/{}", open, 0, [](Registry& from, const HttpRequest& request) {
    return send_blob(from, request.path_values.at(0));
  });
  for (const char* method : {"GET", "POST"}) {
    routes.add({method, "/oai", open, 64 * 1024,
                [&registry, &hub](const HttpRequest& request, const Caller*) {
                  return answer_harvester(request, registry.packs(), hub);
                }});
  }
  add("GET", "/tuf/metadata/{}", open, 0, send_metadata);
  add("GET", "/tuf/targets/{*}", open, 0, send_target);
}

} // namespace jixia
