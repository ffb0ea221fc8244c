#include "storage/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "accounts/hub.h"
#include "base/file_io.h"
#include "recording/identity.h"
#include "storage/durable_copy.h"
#include "storage/postgres_dump.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kFormat = "jixia-library-backup/1";
constexpr std::size_t kLargestManifest = 256u << 20; // [byte]

[[noreturn]] void fail(const Text& why, const std::string& what) {
  const Text text = fill(why, std::vector{what});
  throw std::runtime_error(text.zh + "\n" + text.en);
}

bool is_empty_or_new(const fs::path& folder) {
  std::error_code error;
  return !fs::exists(folder, error) || fs::is_empty(folder, error);
}

/// A backup that is being made: notes every file that is finished.
class BackupWriter {
 public:
  explicit BackupWriter(fs::path folder) : folder_(std::move(folder)) {}

  /// The place of a file that is about to be written.
  fs::path place(const fs::path& name) const {
    const fs::path file = folder_ / name;
    fs::create_directories(file.parent_path());
    return file;
  }
  void note(const fs::path& name) {
    const FileDigest digest = digest_file(folder_ / name);
    files_.push_back(
        {{"path", name.generic_string()}, {"size", digest.size}, {"sha256", digest.sha256}});
    summary_.bytes += digest.size;
    ++summary_.files;
  }
  void copy(const fs::path& root, const fs::path& name) {
    copy_durably(root / name, place(name));
    note(name);
  }
  /// A folder with all below it, `first` before the rest.
  void copy_all(const fs::path& root, const fs::path& below, const std::string& first) {
    std::vector<fs::path> names;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(root / below, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->is_regular_file() && entry->path().extension() != ".lock") {
        names.push_back(fs::relative(entry->path(), root));
      }
    }
    std::stable_partition(names.begin(), names.end(),
                          [&](const fs::path& name) { return name.filename() == first; });
    for (const fs::path& name : names) {
      copy(root, name);
    }
  }
  BackupSummary finish(Json manifest) {
    manifest["format"] = kFormat;
    manifest["made"] = rfc3339_text(wall_clock_ms());
    manifest["files"] = std::move(files_);
    Diagnostics problems;
    if (!write_file_atomically(folder_ / "manifest.json", manifest.dump(1), problems)) {
      throw std::runtime_error(problems.text(Language::English));
    }
    return summary_;
  }

 private:
  fs::path folder_;
  Json files_ = Json::array();
  BackupSummary summary_;
};

void back_up_sqlite(const LibraryPlaces& library, BackupWriter& writer) {
  std::vector<fs::path> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(library.folder / "schools", error)) {
    if (entry.path().extension() == ".db") {
      names.push_back(fs::path("schools") / entry.path().filename());
    }
  }
  names.emplace_back("hub.db");
  for (const fs::path& name : names) {
    copy_sqlite_database(library.folder / name, writer.place(name));
    writer.note(name);
  }
}

// The hub's database last. @returns for each dump, in their order, the schools that were there
Json back_up_postgres(const LibraryPlaces& library, BackupWriter& writer) {
  ShardMap shards(library.shard_map, library.url);
  std::vector<std::string> urls = shards.urls();
  std::rotate(urls.begin(), urls.begin() + 1, urls.end());
  const std::vector<School> schools = Hub(open_hub_database(library)).schools();
  Json dumps = Json::array();
  for (const std::string& url : urls) {
    const std::string name = "database-" + std::to_string(dumps.size()) + ".pgdump";
    dump_postgres(url, writer.place(name));
    writer.note(name);
    Json here = Json::array();
    for (const School& school : schools) {
      if (shards.url_of(school.id) == url) {
        here.push_back(school.id);
      }
    }
    dumps.push_back({{"file", name}, {"schools", here}, {"has_hub", url == library.url}});
  }
  return dumps;
}

Json read_manifest(const fs::path& folder) {
  Diagnostics problems;
  const auto text = read_file_limited(folder / "manifest.json", kLargestManifest, problems);
  const Json manifest = text ? Json::parse(*text, nullptr, false) : Json();
  if (!manifest.is_object() || manifest.value("format", "") != kFormat) {
    fail({"{0} 不是完整的备份（缺少 manifest.json 或格式不同）",
          "{0} is no whole backup (no manifest.json, or of another format)"},
         folder.string());
  }
  return manifest;
}

// The names of all files, each as the manifest says. Names come from a file: none leaves the
// folder.
std::vector<fs::path> check_files(const fs::path& folder, const Json& manifest) {
  std::vector<fs::path> names;
  for (const Json& file : manifest.at("files")) {
    const fs::path name = fs::path(file.at("path").get<std::string>()).lexically_normal();
    if (name.is_absolute() || name.empty() || *name.begin() == "..") {
      fail({"备份清单里有不该有的文件名 {0}", "the manifest has a name it must not have, {0}"},
           name.string());
    }
    const FileDigest digest = digest_file(folder / name);
    if (digest.size != file.at("size") || digest.sha256 != file.at("sha256")) {
      fail({"备份里的 {0} 已损坏", "{0} in the backup is damaged"}, name.string());
    }
    names.push_back(name);
  }
  return names;
}

/// A file of pg_dump, and the database that it goes into.
struct DumpPlace {
  fs::path file;
  std::string url;
};

// Everything is looked at before anything is written. @param names  the files that were checked
std::vector<DumpPlace> place_dumps(const std::vector<fs::path>& names, const Json& manifest,
                                   const LibraryPlaces& library) {
  ShardMap shards(library.shard_map, library.url);
  std::vector<DumpPlace> places;
  for (const Json& dump : manifest.at("dumps")) {
    const Json& schools = dump.at("schools");
    const bool has_hub = dump.at("has_hub");
    if (!has_hub && schools.empty()) {
      continue;
    }
    const DumpPlace place{dump.at("file").get<std::string>(),
                          has_hub ? library.url : shards.url_of(schools.front())};
    if (std::find(names.begin(), names.end(), place.file) == names.end()) {
      fail({"备份清单里没有 {0} 的校验值", "the manifest has no digest of {0}"},
           place.file.string());
    }
    for (const Json& school : schools) {
      if (shards.url_of(school) != place.url) {
        fail({"{0} 里的学校在备份时同在一个数据库，--shards 也须把它们放在一处（恢复后可用 shard "
              "move 分开）",
              "the schools in {0} shared a database, so --shards must have them in one (shard move "
              "parts them afterwards)"},
             place.file.string());
      }
    }
    places.push_back(place);
  }
  return places;
}

} // namespace

BackupSummary make_backup(const LibraryPlaces& library, const fs::path& folder) {
  if (!is_empty_or_new(folder)) {
    fail({"{0} 不是空文件夹", "{0} is not empty"}, folder.string());
  }
  if (!library.is_postgres() && !fs::exists(library.folder / "hub.db")) {
    fail({"{0} 里没有资源库（缺少 hub.db），请用 --db 指出它的文件夹",
          "there is no library in {0} (no hub.db), name its folder with --db"},
         library.folder.string());
  }
  BackupWriter writer(folder);
  Json manifest;
  if (library.is_postgres()) {
    manifest["dumps"] = back_up_postgres(library, writer);
  } else {
    back_up_sqlite(library, writer);
  }
  if (fs::exists(library.folder / "key.pem")) {
    writer.copy(library.folder, "key.pem");
  }
  writer.copy_all(library.folder, "tuf", "timestamp.json"); // it names what is there by then
  writer.copy_all(library.folder, "blobs", "");
  return writer.finish(std::move(manifest));
}

BackupSummary restore_backup(const fs::path& folder, const LibraryPlaces& library) {
  const Json manifest = read_manifest(folder);
  const std::vector<fs::path> names = check_files(folder, manifest);
  if (manifest.contains("dumps") != library.is_postgres()) {
    fail({"备份与 --db 的种类不同（SQLite 或 PostgreSQL）：{0}",
          "the backup is of another kind than --db (SQLite or PostgreSQL): {0}"},
         folder.string());
  }
  if (!is_empty_or_new(library.folder)) {
    fail({"{0} 里已有文件，恢复到空文件夹", "{0} has files, restore into an empty folder"},
         library.folder.string());
  }
  const std::vector<DumpPlace> dumps =
      library.is_postgres() ? place_dumps(names, manifest, library) : std::vector<DumpPlace>();
  BackupSummary summary;
  for (const fs::path& name : names) { // hub.db comes behind the schools, as it was written
    summary.bytes += fs::file_size(folder / name);
    ++summary.files;
    if (name.extension() != ".pgdump") {
      fs::create_directories((library.folder / name).parent_path());
      copy_durably(folder / name, library.folder / name);
    }
  }
  for (const DumpPlace& dump : dumps) {
    restore_postgres_dump(folder / dump.file, dump.url);
  }
  return summary;
}

} // namespace jixia
