#include "scenario/pack_folder.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/file_io.h"
#include "scenario/yaml_guard.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.size() <= 100 && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

bool is_text(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".md") || path.ends_with(".json");
}

// Collects the files below a folder, one level at a time.
class Walk {
 public:
  Walk(std::map<std::string, std::string>& files, Diagnostics& problems)
      : files_(files), problems_(problems) {}

  void enter(const fs::path& folder, const std::string& prefix, int depth) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      entries.push_back(*it);
      if (entries.size() > PackFolder::kMostFiles) {
        break;
      }
    }
    if (error) {
      refuse(prefix, fill({"文件夹读不出：{0}", "the folder cannot be read: {0}"},
                          std::vector{system_error_text(error.value())}));
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& entry : entries) {
      take(entry, prefix, depth);
    }
  }

  bool is_good() const { return is_good_; }

 private:
  void refuse(const std::string& path, Text problem, Text help = {}) {
    problems_.error({path, 0, 0}, std::move(problem), std::move(help));
    is_good_ = false;
  }

  void take(const fs::directory_entry& entry, const std::string& prefix, int depth) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || is_too_big_) {
      return; // hidden files are no part of a pack
    }
    if (!is_plain_name(name)) {
      refuse(prefix, {"有一个文件名不能用：只用字母、数字和 . _ -",
                      "a file name cannot be used: letters, digits and . _ - only"});
      return;
    }
    const std::string path = prefix.empty() ? name : prefix + "/" + name;
    std::error_code error;
    const fs::file_status status = entry.symlink_status(error);
    if (status.type() == fs::file_type::directory) {
      if (depth >= PackFolder::kMostFolders) {
        refuse(path, {"文件夹套得太深", "folders are nested too deeply"});
      } else {
        enter(entry.path(), path, depth + 1);
      }
    } else if (status.type() != fs::file_type::regular) {
      refuse(path,
             {"不是普通文件（链接、管道或设备）", "not a regular file (a link, pipe or device)"},
             {"把内容复制进来", "copy the content into the pack"});
    } else {
      read(entry.path(), path);
    }
  }

  void read(const fs::path& file, const std::string& path) {
    Diagnostics own;
    const std::size_t most = is_text(path) ? kMostTextBytes : PackFolder::kMostModelBytes;
    std::optional<std::string> content = read_file_limited(file, most, own);
    if (!content) {
      for (const Diagnostic& found : own.all()) {
        refuse(path, found.problem, found.help);
      }
      return;
    }
    bytes_ += content->size();
    files_[path] = std::move(*content);
    if (bytes_ > PackFolder::kMostBytes || files_.size() > PackFolder::kMostFiles) {
      refuse("", fill({"资源包太大：最多 {0} 个文件、{1} 字节",
                       "the pack is too big: at most {0} files, {1} bytes"},
                      Strings{std::to_string(PackFolder::kMostFiles),
                              std::to_string(PackFolder::kMostBytes)}));
      is_too_big_ = true;
    }
  }

  std::map<std::string, std::string>& files_;
  Diagnostics& problems_;
  std::size_t bytes_ = 0;
  bool is_good_ = true;
  bool is_too_big_ = false; ///< reads nothing more
};

} // namespace

std::optional<PackFolder> PackFolder::read(const fs::path& folder, Diagnostics& problems) {
  PackFolder pack;
  pack.folder_ = folder;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    problems.error({folder.string(), 0, 0}, {"没有这个文件夹", "there is no such folder"});
    return std::nullopt;
  }
  Walk walk(pack.files_, problems);
  walk.enter(folder, "", 0);
  return walk.is_good() ? std::optional(std::move(pack)) : std::nullopt;
}

std::optional<YamlNode> PackFolder::yaml(const std::string& path, Diagnostics& problems) const {
  const auto found = files_.find(path);
  return found == files_.end() ? std::nullopt : parse_yaml(path, found->second, problems);
}

std::string PackFolder::digest() const {
  return calc_pack_digest({files_.begin(), files_.end()});
}

std::string calc_pack_digest(const std::map<std::string, std::string_view>& files) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  for (const auto& [path, content] : files) {
    if (path.starts_with("expected/")) {
      continue;
    }
    // Lengths keep "ab" + "c" and "a" + "bc" apart.
    const std::string head = path + "\n" + std::to_string(content.size()) + "\n";
    EVP_DigestUpdate(context.get(), head.data(), head.size());
    EVP_DigestUpdate(context.get(), content.data(), content.size());
  }
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  EVP_DigestFinal_ex(context.get(), hash, &length);
  std::string text;
  for (unsigned k = 0; k < length; ++k) {
    text += "0123456789abcdef"[hash[k] >> 4u];
    text += "0123456789abcdef"[hash[k] & 15u];
  }
  return text;
}

} // namespace jixia
