#include "publish_pack.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "check_pack.h"
#include "link/pack_library.h"
#include "packaging/pack_file.h"
#include "packaging/pack_manifest.h"
#include "scenario/find_pack.h"
#include "trust/digest.h"
#include "trust/minisign.h"
#include "trust/tuf_client.h"

namespace jixia {
namespace {

using Json = nlohmann::json;
using Strings = std::vector<std::string>;

constexpr std::int64_t kListLife = 365 * 86'400; // [s]

bool refuse(Diagnostics& problems, const std::string& place, const LibraryReply& reply) {
  problems.error({place, 0, 0}, reply.reason);
  return false;
}

/// The library with its lists checked, ready to be told something new.
class OpenLibrary {
 public:
  explicit OpenLibrary(const Publisher& publisher)
      : publisher_(publisher),
        connection_({publisher.library, publisher.login, std::chrono::milliseconds(60'000)}),
        library_(publisher.library, publisher.data_folder, publisher.now) {}

  bool update(Diagnostics& problems) {
    return (publisher_.root_file.empty() || library_.trust_root(publisher_.root_file, problems)) &&
           library_.lists().update(problems);
  }

  /// The school's next list: as published, one version on.
  std::optional<TufTargets> next_list(Diagnostics& problems) {
    std::optional<TufTargets> list = library_.lists().find_role(publisher_.school, problems);
    if (list) {
      list->version += 1;
      list->expires = publisher_.now + kListLife;
    }
    return list;
  }

  LibraryConnection& connection() { return connection_; }
  std::string path_of(const std::string& id, const std::string& version) const {
    return "/api/packs/" + publisher_.school + "/" + id + "/" + version;
  }
  std::string target_of(const std::string& id, const std::string& version) const {
    return publisher_.school + "/" + id + "/" + version + ".zip";
  }

 private:
  const Publisher& publisher_;
  LibraryConnection connection_;
  PackLibrary library_;
};

/// The pack, checked, as bytes.
struct Built {
  std::map<std::string, std::string> files;
  PackManifest manifest;
  std::string bytes;
};

std::optional<Built> build(const std::string& name, const ComponentRegistry& registry,
                           Diagnostics& problems) {
  const std::filesystem::path found = find_pack(name);
  const std::filesystem::path folder = found.empty() ? std::filesystem::path(name) : found;
  const std::optional<Scenario> scenario = check_pack(folder, registry, problems);
  const auto pack =
      scenario && !problems.has_errors() ? PackFolder::read(folder, problems) : std::nullopt;
  if (!pack) {
    return std::nullopt;
  }
  Built built;
  built.files = pack->files();
  const std::map<std::string, std::string_view> views(built.files.begin(), built.files.end());
  const auto bytes = make_pack_file(views, scenario->id, scenario->version, problems);
  if (!bytes) {
    return std::nullopt;
  }
  built.bytes = *bytes;
  built.manifest = make_pack_manifest(views, scenario->id, scenario->version);
  return built;
}

/// Announces the pack and sends what is missing. @returns nullopt after an error; true: it is
/// listed
std::optional<bool> send_files(OpenLibrary& library, const Built& built, Published& published,
                               const std::function<void(const Text&)>& say, Diagnostics& problems) {
  const std::string path = library.path_of(built.manifest.id, built.manifest.version);
  const LibraryReply reply = library.connection().put(path, manifest_text(built.manifest));
  const Json json = Json::parse(reply.body, nullptr, false);
  if (!reply.is_good() || !json.is_object()) {
    refuse(problems, path, reply);
    return std::nullopt;
  }
  published.all_files = built.files.size();
  const Json missing = json.value("missing", Json::array());
  say(fill({"{0} 个文件中要送 {1} 个", "{1} of {0} files to send"},
           Strings{std::to_string(built.files.size()), std::to_string(missing.size())}));
  for (const PackManifest::File& file : built.manifest.files) {
    if (std::find(missing.begin(), missing.end(), Json(file.sha256)) == missing.end()) {
      continue;
    }
    const LibraryReply sent =
        library.connection().put(path + "/blobs/" + file.sha256, built.files.at(file.path));
    if (!sent.is_good()) {
      refuse(problems, file.path, sent);
      return std::nullopt;
    }
    ++published.sent_files;
  }
  return json.value("listed", false);
}

/// Asks until the library has judged the pack.
std::optional<Published> wait_for_verdict(OpenLibrary& library, const std::string& path,
                                          Published published, Diagnostics& problems) {
  constexpr int kMostSeconds = 3600;
  for (int second = 0; second < kMostSeconds; ++second) {
    const LibraryReply reply = library.connection().get(path, std::size_t{4} << 20);
    const Json json = Json::parse(reply.body, nullptr, false);
    const std::string state = json.is_object() ? json.value("state", "") : "";
    if (!reply.is_good()) {
      refuse(problems, path, reply);
      return std::nullopt;
    }
    if (state == "listed" || state == "refused") {
      published.is_listed = state == "listed";
      published.report = json.contains("report") ? json["report"].dump() : "{}";
      return published;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(second < 3 ? 200 : 1000));
  }
  problems.error({path, 0, 0},
                 {"资源库一小时没有检查完", "the library did not finish its check in an hour"});
  return std::nullopt;
}

} // namespace

std::optional<Published> publish_pack(const std::string& pack, const ComponentRegistry& registry,
                                      const Publisher& publisher, const SecretKey& key,
                                      const std::function<void(const Text&)>& say,
                                      Diagnostics& problems) {
  const std::optional<Built> built = build(pack, registry, problems);
  if (!built) {
    return std::nullopt;
  }
  OpenLibrary library(publisher);
  const std::string& id = built->manifest.id;
  const std::string& version = built->manifest.version;
  Published published;
  published.id = id;
  published.version = version;
  std::optional<TufTargets> list =
      library.update(problems) ? library.next_list(problems) : std::nullopt;
  const auto is_listed =
      list ? send_files(library, *built, published, say, problems) : std::nullopt;
  if (!is_listed) {
    return std::nullopt;
  }
  const std::string path = library.path_of(id, version);
  if (!*is_listed) {
    TufTarget target;
    target.length = static_cast<std::int64_t>(built->bytes.size());
    target.sha256 = calc_sha256(built->bytes);
    list->targets[library.target_of(id, version)] = target;
    const Json body{
        {"list", make_tuf_file(tuf_json(*list), {key})},
        {"minisig", make_minisig(key, built->bytes, publisher.school + "/" + id + "@" + version)}};
    const LibraryReply reply = library.connection().post(path + "/publish", body.dump());
    if (!reply.is_good()) {
      refuse(problems, path, reply);
      return std::nullopt;
    }
    say({"资源库正在检查：让每个操作员做每个练习",
         "the library is checking it: every operator plays"});
  }
  return wait_for_verdict(library, path, published, problems);
}

bool withdraw_pack(const std::string& id, const std::string& version, const std::string& kind,
                   const Text& reason, const Publisher& publisher, const SecretKey& key,
                   Diagnostics& problems) {
  OpenLibrary library(publisher);
  std::optional<TufTargets> list =
      library.update(problems) ? library.next_list(problems) : std::nullopt;
  if (!list) {
    return false;
  }
  const auto target = list->targets.find(library.target_of(id, version));
  if (target == list->targets.end()) {
    problems.error({}, fill({"本校没有发布 {0}@{1}", "the school has not published {0}@{1}"},
                            Strings{id, version}));
    return false;
  }
  target->second.custom =
      kind.empty() ? JsonValue()
                   : JsonValue(JsonValue::Object{
                         {kind, JsonValue::Object{{"zh", reason.zh}, {"en", reason.en}}}});
  const std::string path = library.path_of(id, version);
  const LibraryReply reply =
      library.connection().post(path + "/withdraw", make_tuf_file(tuf_json(*list), {key}));
  return reply.is_good() || refuse(problems, path, reply);
}

} // namespace jixia
