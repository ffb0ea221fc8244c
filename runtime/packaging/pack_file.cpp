#include "packaging/pack_file.h"

#include <algorithm>

#include "packaging/pack_manifest.h"
#include "packaging/pack_path.h"
#include "packaging/stored_zip.h"
#include "scenario/pack_name.h"

namespace jixia {
namespace {

using Files = std::map<std::string, std::string_view>;

/// True for what nests or runs: a pack is data, read as it lies there.
bool is_archive_or_program(std::string_view content) {
  constexpr std::string_view kMarks[] = {"PK\x03\x04",
                                         "PK\x05\x06",
                                         "\x1f\x8b",
                                         "BZh",
                                         "7z\xbc\xaf\x27\x1c",
                                         "Rar!\x1a\x07",
                                         "\xfd"
                                         "7zXZ",
                                         "\x28\xb5\x2f\xfd",
                                         "\x7f"
                                         "ELF",
                                         "MZ\x90",
                                         "#!",
                                         "\xca\xfe\xba\xbe",
                                         "\xcf\xfa\xed\xfe"};
  const bool is_tar = content.size() > 262 && content.substr(257, 5) == "ustar";
  return is_tar || std::any_of(std::begin(kMarks), std::end(kMarks),
                               [&](std::string_view mark) { return content.starts_with(mark); });
}

/// The first reason why these files cannot be a pack; empty if they can.
Text find_fault(const Files& files) {
  std::vector<std::string_view> paths{kManifestPath};
  std::size_t bytes = 0;
  for (const auto& [path, content] : files) {
    paths.push_back(path);
    bytes += content.size();
    if (content.size() > PackFolder::kMostModelBytes) {
      return fill({"{0} 过大，上限 {1} 字节", "{0} is too large, at most {1} bytes"},
                  std::vector{path, std::to_string(PackFolder::kMostModelBytes)});
    }
  }
  if (files.size() > PackFolder::kMostFiles || bytes > PackFolder::kMostBytes) {
    return fill({"资源包太大：最多 {0} 个文件、{1} 字节",
                 "the pack is too big: at most {0} files, {1} bytes"},
                std::vector{std::to_string(PackFolder::kMostFiles),
                            std::to_string(PackFolder::kMostBytes)});
  }
  if (Text fault = find_path_fault(paths); !fault.empty()) {
    return fault;
  }
  for (const auto& [path, content] : files) {
    if (is_archive_or_program(content)) {
      return fill({"{0} 是压缩包或程序，不能放进资源包",
                   "{0} is an archive or a program, which a pack must not hold"},
                  std::vector{path});
    }
  }
  return files.contains("pack.yaml") ? Text{} : Text{"没有 pack.yaml", "there is no pack.yaml"};
}

std::optional<PackContents> refuse(const std::string& name, Text problem, Diagnostics& problems) {
  problems.error({name, 0, 0}, std::move(problem),
                 {"用 jixia-pack build 从资源包的文件夹重新生成",
                  "make it anew from the pack's folder with jixia-pack build"});
  return std::nullopt;
}

} // namespace

std::optional<std::string> make_pack_file(const Files& files, const std::string& id,
                                          const std::string& version, Diagnostics& problems) {
  Text fault = find_fault(files);
  if (fault.empty() && !is_pack_id(id)) {
    fault =
        fill({"资源包 id {0} 不能用：小写字母、数字和单个 -，字母开头，最多 64 个",
              "pack id {0} cannot be used: a-z, digits and single '-', a letter first, at most 64"},
             std::vector{id});
  }
  if (fault.empty() && !is_pack_version(version)) {
    fault = fill(
        {"版本 {0} 应像 1.2.3 或 1.2.3-beta", "version {0} should be like 1.2.3 or 1.2.3-beta"},
        std::vector{version});
  }
  if (!fault.empty()) {
    problems.error({"pack.yaml", 0, 0}, std::move(fault));
    return std::nullopt;
  }
  const std::string manifest = manifest_text(make_pack_manifest(files, id, version));
  std::vector<ZipEntry> entries{{kManifestPath, manifest}};
  for (const auto& [path, content] : files) {
    entries.push_back({path, content});
  }
  return make_stored_zip(entries);
}

std::optional<PackContents> read_pack_file(std::string_view bytes, const std::string& name,
                                           Diagnostics& problems) {
  if (bytes.size() > kMostPackFileBytes) {
    return refuse(name, {"文件过大", "the file is too large"}, problems);
  }
  Text problem;
  const auto entries = read_stored_zip(bytes, PackFolder::kMostFiles + 1, problem);
  if (!entries) {
    return refuse(name, problem, problems);
  }
  PackContents contents;
  for (const ZipEntry& entry : *entries) {
    const bool is_manifest = &entry == &entries->front();
    const bool is_in_order =
        is_manifest ? entry.name == kManifestPath
                    : contents.files.empty() || contents.files.rbegin()->first < entry.name;
    if (!is_in_order) {
      // A path that cannot be used says more than its place.
      problem = find_path_fault(entry.name);
      return refuse(name,
                    problem.empty() ? Text{"文件重复、次序不对，或缺 manifest.json",
                                           "files are doubled, out of order, or "
                                           "manifest.json is missing"}
                                    : problem,
                    problems);
    }
    if (!is_manifest) {
      contents.files.emplace_hint(contents.files.end(), entry.name, entry.content);
    }
  }
  problem = find_fault(contents.files);
  const std::string_view text = entries->front().content;
  const auto manifest = problem.empty() ? read_pack_manifest(text, problem) : std::nullopt;
  if (manifest &&
      text != manifest_text(make_pack_manifest(contents.files, manifest->id, manifest->version))) {
    problem = {"manifest.json 与文件不符", "manifest.json does not agree with the files"};
  }
  if (manifest) {
    contents.id = manifest->id;
    contents.version = manifest->version;
    contents.digest = manifest->digest;
  }
  return problem.empty() ? std::optional(std::move(contents)) : refuse(name, problem, problems);
}

} // namespace jixia
