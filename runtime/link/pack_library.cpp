#include "link/pack_library.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "base/file_io.h"
#include "packaging/pack_file.h"
#include "packaging/pack_manifest.h"
#include "scenario/pack_name.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCataloguePath = "catalogue/index.json";

bool is_network(const std::string& place) {
  return place.starts_with("http://") || place.starts_with("https://");
}

std::string text_of(const JsonValue& json, const char* name) {
  const JsonValue* member = json.find(name);
  return member && member->text() ? *member->text() : std::string();
}

Text pair_of(const JsonValue& json, const char* name) {
  const JsonValue* member = json.find(name);
  return member ? Text{text_of(*member, "zh"), text_of(*member, "en")} : Text{};
}

std::vector<std::string> list_of(const JsonValue& json, const char* name) {
  std::vector<std::string> words;
  const JsonValue* member = json.find(name);
  for (const JsonValue& word : member && member->list() ? *member->list() : JsonValue::List()) {
    words.push_back(word.text() ? *word.text() : "");
  }
  return words;
}

std::optional<CatalogueEntry> read_entry(const JsonValue& json) {
  CatalogueEntry entry;
  entry.school = text_of(json, "namespace");
  entry.id = text_of(json, "id");
  entry.version = text_of(json, "version");
  entry.title = pair_of(json, "title");
  entry.summary = pair_of(json, "summary");
  entry.domain = text_of(json, "domain");
  entry.community = text_of(json, "community");
  entry.occupations = list_of(json, "occupations");
  entry.specialities = list_of(json, "specialities");
  entry.units = list_of(json, "units");
  entry.languages = list_of(json, "languages");
  const JsonValue* size = json.find("size");
  entry.size = size && size->number() ? *size->number() : 0;
  for (const char* kind : {"yanked", "recalled"}) {
    if (json.find(kind)) {
      entry.withdrawn = kind;
      entry.reason = pair_of(json, kind);
    }
  }
  return is_tuf_role_name(entry.school) && is_pack_id(entry.id) && is_pack_version(entry.version)
             ? std::optional(entry)
             : std::nullopt;
}

std::string target_path(const CatalogueEntry& entry) {
  return entry.school + "/" + entry.id + "/" + entry.version + ".zip";
}

/// For comparing words: small letters, no spaces.
std::string plain(const std::string& text) {
  std::string form;
  for (const char c : text) {
    if (c != ' ' && c != '-') {
      form += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return form;
}

bool matches(const CatalogueEntry& entry, const CatalogueSearch& search) {
  const auto is_one = [](const std::string& wanted, const std::string& value) {
    return wanted.empty() || wanted == value;
  };
  const auto has = [](const std::string& wanted, const std::vector<std::string>& values) {
    return wanted.empty() || std::find(values.begin(), values.end(), wanted) != values.end();
  };
  const std::string all =
      plain(entry.school + "\n" + entry.id + "\n" + entry.title.zh + "\n" + entry.title.en + "\n" +
            entry.summary.zh + "\n" + entry.summary.en + "\n" + entry.community);
  std::string word;
  for (const char c : search.words + " ") {
    if (c == ' ') {
      if (all.find(plain(word)) == std::string::npos) {
        return false;
      }
      word.clear();
    } else {
      word += c;
    }
  }
  return is_one(search.school, entry.school) && is_one(search.domain, entry.domain) &&
         is_one(search.community, entry.community) && has(search.speciality, entry.specialities) &&
         has(search.occupation, entry.occupations) && has(search.unit, entry.units) &&
         has(search.language, entry.languages);
}

/// Every file of the versions that are here, by digest; so that they need not travel.
std::map<std::string, fs::path> files_here(const fs::path& school_folder, const std::string& id) {
  std::map<std::string, fs::path> files;
  std::error_code error;
  for (fs::directory_iterator version(school_folder, error), end; !error && version != end;
       version.increment(error)) {
    Diagnostics ignored;
    if (!version->path().filename().string().starts_with(id + "@")) {
      continue;
    }
    const auto pack = PackFolder::read(version->path(), ignored);
    for (const auto& [path, content] :
         pack ? pack->files() : std::map<std::string, std::string>()) {
      files[calc_sha256(content)] = version->path() / path;
    }
  }
  return files;
}

} // namespace

TufSource make_tuf_source(const std::string& place, LibraryConnection* connection) {
  if (connection == nullptr) {
    const auto read = [place](const char* part) {
      return [folder = fs::path(place) / part](const std::string& path, std::size_t most_bytes) {
        Diagnostics ignored;
        return read_file_limited(folder / path, most_bytes, ignored);
      };
    };
    return {read("metadata"), read("targets")};
  }
  const auto get = [connection](const char* prefix) {
    return [connection, prefix](const std::string& path,
                                std::size_t most_bytes) -> std::optional<std::string> {
      LibraryReply reply = connection->get(prefix + path, most_bytes);
      return reply.is_good() ? std::optional(std::move(reply.body)) : std::nullopt;
    };
  };
  return {get("/tuf/metadata/"), get("/tuf/targets/")};
}

PackLibrary::PackLibrary(std::string place, fs::path data_folder, std::int64_t now)
    : place_(std::move(place)), data_folder_(std::move(data_folder)) {
  while (place_.size() > 1 && place_.ends_with('/')) {
    place_.pop_back();
  }
  if (is_network(place_)) {
    connection_ = std::make_unique<LibraryConnection>(
        LibraryAddress{place_, "", std::chrono::milliseconds(20'000)});
  }
  client_ = std::make_unique<TufClient>(data_folder_ / "trust" / calc_sha256(place_).substr(0, 16),
                                        make_tuf_source(place_, connection_.get()), now);
}

bool PackLibrary::trust_root(const fs::path& root_file, Diagnostics& problems) {
  if (client_->has_root()) {
    return true;
  }
  const auto text = read_file_limited(root_file, TufClient::kMostRootBytes, problems);
  return text && client_->trust_root(*text, problems);
}

bool PackLibrary::update(Diagnostics& problems) {
  catalogue_.clear();
  if (!client_->update(problems)) {
    return false;
  }
  const auto text = client_->fetch_target(kCataloguePath, problems);
  const auto json = text ? read_json(*text) : std::nullopt;
  const JsonValue* packs = json ? json->find("packs") : nullptr;
  if (!packs || !packs->list()) {
    problems.error({place_, 0, 0}, {"目录读不出", "the catalogue cannot be read"});
    return false;
  }
  for (const JsonValue& pack : *packs->list()) {
    if (auto entry = read_entry(pack)) {
      catalogue_.push_back(std::move(*entry));
    }
  }
  put_recalled_aside(problems);
  return true;
}

fs::path PackLibrary::folder_of(const CatalogueEntry& entry) const {
  return data_folder_ / "packs" / entry.school / (entry.id + "@" + entry.version);
}

// The catalogue is the server's word; what the school or the alliance signed decides.
void PackLibrary::put_recalled_aside(Diagnostics& problems) const {
  for (const CatalogueEntry& entry : catalogue_) {
    std::error_code error;
    const fs::path folder = folder_of(entry);
    if (entry.withdrawn != "recalled" || !fs::exists(folder, error)) {
      continue;
    }
    Diagnostics ignored;
    const auto target = client_->find_target(target_path(entry), ignored);
    if (!target || !target->custom.find("recalled")) {
      continue;
    }
    const fs::path aside = data_folder_ / "recalled" / entry.school / folder.filename();
    fs::create_directories(aside.parent_path(), error);
    fs::remove_all(aside, error);
    fs::rename(folder, aside, error);
    const Text name = same_text(entry.text()), reason = pair_of(target->custom, "recalled");
    const Text where = same_text((error ? folder : aside).string());
    problems.warning(
        {},
        error ? fill({"{0} 已召回，但不能移走，请不要再用：{1}",
                      "{0} was recalled but cannot be moved away, do not use it any more: {1}"},
                     std::vector<Text>{name, reason})
              : fill({"{0} 已召回，已从本机停用：{1}",
                      "{0} was recalled and is out of use on this computer: {1}"},
                     std::vector<Text>{name, reason}),
        fill({"文件在 {0}", "its files are in {0}"}, std::vector<Text>{where}));
  }
}

std::vector<CatalogueEntry> PackLibrary::search(const CatalogueSearch& search) const {
  std::map<std::string, const CatalogueEntry*> newest;
  for (const CatalogueEntry& entry : catalogue_) {
    if (entry.withdrawn.empty()) {
      const CatalogueEntry*& best = newest[entry.school + "/" + entry.id];
      best = !best || compare_pack_versions(entry.version, best->version) > 0 ? &entry : best;
    }
  }
  std::vector<CatalogueEntry> found;
  for (const auto& [name, entry] : newest) {
    if (matches(*entry, search)) {
      found.push_back(*entry);
    }
  }
  return found;
}

/// The entry that [SCHOOL/]ID[@VERSION] means.
const CatalogueEntry* PackLibrary::resolve(const std::string& name, Diagnostics& problems) const {
  const std::size_t slash = name.find('/'), at = name.find('@');
  const std::string school = slash == std::string::npos ? "" : name.substr(0, slash);
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  const std::string id = name.substr(begin, at == std::string::npos ? at : at - begin);
  const std::string version = at == std::string::npos ? "" : name.substr(at + 1);
  const CatalogueEntry* best = nullptr;
  for (const CatalogueEntry& entry : catalogue_) {
    if (entry.id != id || (!school.empty() && entry.school != school) ||
        (version.empty() ? !entry.withdrawn.empty() : entry.version != version)) {
      continue;
    }
    if (best && best->school != entry.school) {
      problems.error({},
                     fill({"{0} 有几所学校都有：{1}、{2}", "several schools have {0}: {1}, {2}"},
                          std::vector{id, best->school, entry.school}),
                     {"写成 学校/资源包", "write SCHOOL/PACK"});
      return nullptr;
    }
    best = !best || compare_pack_versions(entry.version, best->version) > 0 ? &entry : best;
  }
  if (!best) {
    problems.error({}, fill({"资源库里没有 {0}", "the library has no {0}"}, std::vector{name}),
                   {"用 jixia-pack search 查找", "look for it with jixia-pack search"});
  }
  return best;
}

/// What the signed list says of a withdrawal counts, not the catalogue.
bool PackLibrary::is_allowed(const CatalogueEntry& entry, const TufTarget& target, bool is_exact,
                             Diagnostics& problems) const {
  for (const char* kind : {"recalled", "yanked"}) {
    const JsonValue* mark = target.custom.find(kind);
    if (!mark) {
      continue;
    }
    const bool is_recalled = std::string_view(kind) == "recalled";
    const Text reason = pair_of(target.custom, kind);
    const Text note = fill(is_recalled ? Text{"{0} 已召回：{1}", "{0} was recalled: {1}"}
                                       : Text{"{0} 已撤回：{1}", "{0} was yanked: {1}"},
                           std::vector<Text>{same_text(entry.text()), reason});
    if (is_recalled || !is_exact) {
      problems.error({}, note);
      return false;
    }
    problems.warning({}, note);
  }
  return true;
}

/// One file by its digest: goes on where an earlier try stopped.
std::optional<std::string> PackLibrary::fetch_blob(
    const std::string& sha256, std::int64_t size,
    const std::function<bool(std::int64_t)>& progress) {
  const fs::path part = data_folder_ / "downloads" / (sha256 + ".part");
  Diagnostics ignored;
  std::error_code error;
  if (!make_folder(part.parent_path(), ignored)) {
    return std::nullopt;
  }
  const auto present = fs::file_size(part, error);
  std::int64_t have = error ? 0 : static_cast<std::int64_t>(present);
  if (have > size) {
    fs::remove(part, error);
    have = 0;
  }
  if (have < size || size == 0) {
    std::ofstream out(part, std::ios::binary | std::ios::app);
    connection_->get_from(
        "/api/blobs/" + sha256, static_cast<std::size_t>(have),
        [&](bool is_anew) {
          if (is_anew && have > 0) {
            out = std::ofstream(part, std::ios::binary | std::ios::trunc);
            have = 0;
          }
        },
        [&](std::string_view piece) {
          have += static_cast<std::int64_t>(piece.size());
          fetched_bytes_ += static_cast<std::int64_t>(piece.size());
          if (have > size) {
            return false; // endless
          }
          out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
          return out.good() && progress(have);
        });
  }
  const auto content = read_file_limited(part, static_cast<std::size_t>(size), ignored);
  const bool is_right = content && calc_sha256(*content) == sha256;
  if (is_right) {
    downloads_.push_back(part); // stays until the pack is whole, so that it need not travel again
  } else if (have >= size) {
    fs::remove(part, error); // wrong for good
  }
  return is_right ? content : std::nullopt;
}

/// Builds the pack file of single files: those here, and those that are fetched. Whether it is the
/// right one, its digest says.
std::optional<std::string> PackLibrary::assemble(const CatalogueEntry& entry,
                                                 const TufTarget& target,
                                                 const Progress& progress) {
  const std::string path = "/api/packs/" + entry.school + "/" + entry.id + "/" + entry.version;
  const LibraryReply reply = connection_->get(path + "/manifest", kMostManifestBytes);
  Text problem;
  const auto manifest = reply.is_good() ? read_pack_manifest(reply.body, problem) : std::nullopt;
  if (!manifest) {
    return std::nullopt;
  }
  const auto here = files_here(data_folder_ / "packs" / entry.school, entry.id);
  std::map<std::string, std::string> contents;
  std::int64_t done = 0;
  for (const PackManifest::File& file : manifest->files) {
    Diagnostics ignored;
    const auto known = here.find(file.sha256);
    std::optional<std::string> content =
        known != here.end() ? read_file_limited(known->second, PackFolder::kMostModelBytes, ignored)
                            : fetch_blob(file.sha256, file.size, [&](std::int64_t part) {
                                return progress(done + part, target.length);
                              });
    if (!content || !progress(done += file.size, target.length)) {
      return std::nullopt;
    }
    contents[file.path] = std::move(*content);
  }
  Diagnostics ignored;
  return make_pack_file({contents.begin(), contents.end()}, manifest->id, manifest->version,
                        ignored);
}

std::optional<fs::path> PackLibrary::fetch(const std::string& name, const Progress& progress,
                                           Diagnostics& problems) {
  fetched_bytes_ = 0;
  downloads_.clear();
  const CatalogueEntry* entry = resolve(name, problems);
  const auto target = entry ? client_->find_target(target_path(*entry), problems) : std::nullopt;
  if (!target || !is_allowed(*entry, *target, name.find('@') != std::string::npos, problems)) {
    return std::nullopt;
  }
  const fs::path folder = folder_of(*entry);
  std::error_code ignored;
  if (fs::exists(folder / "pack.yaml", ignored)) {
    return folder;
  }
  bool is_stopped = false;
  const Progress watched = [&](std::int64_t done, std::int64_t all) {
    is_stopped = is_stopped || (progress && !progress(std::min(done, all), all));
    return !is_stopped;
  };
  auto bytes = connection_ ? assemble(*entry, *target, watched) : std::nullopt;
  if (!is_stopped && (!bytes || calc_sha256(*bytes) != target->sha256)) {
    bytes = client_->fetch_target(target_path(*entry), problems); // the whole file, checked
    fetched_bytes_ += bytes ? static_cast<std::int64_t>(bytes->size()) : 0;
  }
  if (is_stopped || !bytes) {
    problems.error({}, fill({"{0} 没有取完；再取一次会接着取",
                             "{0} is not complete; fetched again, it goes on"},
                            std::vector{entry->text()}));
    return std::nullopt;
  }
  const auto contents = read_pack_file(*bytes, entry->text(), problems);
  if (!contents || contents->id != entry->id || contents->version != entry->version) {
    problems.error({},
                   {"资源包的名称与目录不符", "the pack is not the one that the catalogue names"});
    return std::nullopt;
  }
  if (!write_pack_folder(*contents, folder, problems)) {
    return std::nullopt;
  }
  for (const fs::path& part : downloads_) {
    fs::remove(part, ignored);
  }
  return folder;
}

} // namespace jixia
