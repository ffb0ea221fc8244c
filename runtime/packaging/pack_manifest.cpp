#include "packaging/pack_manifest.h"

#include "packaging/pack_path.h"
#include "scenario/pack_folder.h"
#include "scenario/pack_name.h"
#include "trust/digest.h"
#include "trust/json_value.h"

namespace jixia {
namespace {

constexpr int kFormat = 1;

const std::string* text_member(const JsonValue& value, const char* name) {
  const JsonValue* member = value.find(name);
  return member ? member->text() : nullptr;
}

bool read_file(const JsonValue& value, PackManifest::File& file) {
  const std::string* path = text_member(value, "path");
  const std::string* sha256 = text_member(value, "sha256");
  const JsonValue* size = value.find("size");
  if (!path || !sha256 || !is_sha256(*sha256) || !size || !size->number() || *size->number() < 0) {
    return false;
  }
  file = {*path, *sha256, *size->number()};
  return true;
}

bool read_manifest(const JsonValue& json, PackManifest& manifest) {
  const std::string* id = text_member(json, "id");
  const std::string* version = text_member(json, "version");
  const std::string* digest = text_member(json, "digest");
  const JsonValue* files = json.find("files");
  if (!id || !is_pack_id(*id) || !version || !is_pack_version(*version) || !digest ||
      !is_sha256(*digest) || !files || !files->list()) {
    return false;
  }
  manifest.id = *id;
  manifest.version = *version;
  manifest.digest = *digest;
  for (const JsonValue& file : *files->list()) {
    if (!read_file(file, manifest.files.emplace_back())) {
      return false;
    }
  }
  return true;
}

/// Sizes, count, order and paths.
Text find_fault(const PackManifest& manifest) {
  std::vector<std::string_view> paths;
  std::uint64_t bytes = 0;
  bool has_pack = false;
  for (const PackManifest::File& file : manifest.files) {
    if (!paths.empty() && paths.back() >= std::string_view(file.path)) {
      return {"清单里文件重复或次序不对", "the manifest lists files twice or out of order"};
    }
    if (static_cast<std::uint64_t>(file.size) > PackFolder::kMostModelBytes) {
      return fill({"{0} 过大，上限 {1} 字节", "{0} is too large, at most {1} bytes"},
                  std::vector{file.path, std::to_string(PackFolder::kMostModelBytes)});
    }
    bytes += static_cast<std::uint64_t>(file.size);
    has_pack = has_pack || file.path == "pack.yaml";
    paths.push_back(file.path);
  }
  if (paths.size() > PackFolder::kMostFiles || bytes > PackFolder::kMostBytes) {
    return {"资源包太大", "the pack is too big"};
  }
  return has_pack ? find_path_fault(paths) : Text{"没有 pack.yaml", "there is no pack.yaml"};
}

} // namespace

PackManifest make_pack_manifest(const std::map<std::string, std::string_view>& files,
                                const std::string& id, const std::string& version) {
  PackManifest manifest{id, version, calc_pack_digest(files), {}};
  for (const auto& [path, content] : files) {
    manifest.files.push_back(
        {path, calc_sha256(content), static_cast<std::int64_t>(content.size())});
  }
  return manifest;
}

std::string manifest_text(const PackManifest& manifest) {
  JsonValue::List files;
  for (const PackManifest::File& file : manifest.files) {
    files.push_back(
        JsonValue::Object{{"path", file.path}, {"sha256", file.sha256}, {"size", file.size}});
  }
  return canonical_json(JsonValue::Object{{"digest", manifest.digest},
                                          {"files", std::move(files)},
                                          {"format", kFormat},
                                          {"id", manifest.id},
                                          {"version", manifest.version}});
}

std::optional<PackManifest> read_pack_manifest(std::string_view text, Text& problem) {
  const std::optional<JsonValue> json =
      text.size() <= kMostManifestBytes ? read_json(text) : std::nullopt;
  PackManifest manifest;
  if (!json || !read_manifest(*json, manifest) || manifest_text(manifest) != text) {
    problem = {"不是资源包的清单", "this is not the manifest of a pack"};
    return std::nullopt;
  }
  problem = find_fault(manifest);
  return problem.empty() ? std::optional(std::move(manifest)) : std::nullopt;
}

} // namespace jixia
