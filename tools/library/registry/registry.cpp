#include "registry/registry.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/file_io.h"
#include "http/exchange.h"
#include "packaging/pack_file.h"
#include "recording/identity.h"
#include "scenario/pack_name.h"
#include "trust/digest.h"
#include "trust/minisign.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int kMostUnlisted = 20; ///< versions of one school that were never listed
constexpr std::size_t kMostReason = 500;

const char* state_name(PackRow::State state) {
  switch (state) {
    case PackRow::State::Announced:
      return "announced";
    case PackRow::State::Waiting:
      return "waiting";
    case PackRow::State::Listed:
      return "listed";
    default:
      return "refused";
  }
}

PackManifest stored_manifest(const PackRow& row) {
  Text problem;
  return read_pack_manifest(row.manifest, problem).value_or(PackManifest{});
}

/// What people search in.
std::string search_text(const PackRow& row, const Json& facts) {
  std::string text = row.name.id + " " + row.name.school;
  for (const char* name : {"title", "summary"}) {
    const Json value = facts.value(name, Json::object());
    text += " " + value.value("zh", "") + " " + value.value("en", "");
  }
  for (const Json& exercise : facts.value("exercises", Json::array())) {
    const Json title = exercise.value("title", Json::object());
    text += " " + title.value("zh", "") + " " + title.value("en", "");
  }
  return text + " " + facts.value("school", "") + " " + facts.value("community", "");
}

std::vector<std::pair<std::string, std::string>> facets_of(const PackRow& row, const Json& facts) {
  std::vector<std::pair<std::string, std::string>> facets{{"school", row.name.school}};
  for (const char* name : {"domain", "community"}) {
    facets.emplace_back(name, facts.value(name, ""));
  }
  for (const auto& [kind, name] :
       {std::pair{"speciality", "specialities"}, std::pair{"occupation", "occupations"},
        std::pair{"unit", "units"}, std::pair{"language", "languages"}}) {
    for (const Json& value : facts.value(name, Json::array())) {
      facets.emplace_back(kind, value.is_string() ? value.get<std::string>() : "");
    }
  }
  return facets;
}

/// The mark on a withdrawn target: {"yanked"|"recalled": {"zh", "en"}}.
struct Withdrawal {
  std::string kind; ///< empty: none
  Text reason;
};

std::optional<Withdrawal> read_withdrawal(const JsonValue& custom) {
  const JsonValue::Object* marks = custom.object();
  if (!marks || marks->empty()) {
    return Withdrawal{};
  }
  const auto& [kind, reason] = *marks->begin();
  const JsonValue* zh = reason.find("zh");
  const JsonValue* en = reason.find("en");
  if (marks->size() != 1 || (kind != "yanked" && kind != "recalled") || !zh || !zh->text() || !en ||
      !en->text() || zh->text()->empty() || zh->text()->size() > kMostReason ||
      en->text()->size() > kMostReason) {
    return std::nullopt;
  }
  return Withdrawal{kind, {*zh->text(), *en->text()}};
}

/// What the new list says of `path` beyond the old one; throws Refusal if it says anything else.
const TufTarget& only_change(const TufTargets& before, const TufTargets& after,
                             const std::string& path) {
  for (const auto& [name, target] : before.targets) {
    const auto now = after.targets.find(name);
    const bool is_same = now != after.targets.end() && now->second.sha256 == target.sha256 &&
                         now->second.length == target.length;
    if (!is_same || (name != path && !(now->second.custom == target.custom))) {
      throw Refusal{409,
                    {"清单改动了已发布的版本", "the list changes versions that are published"}};
    }
  }
  const auto own = after.targets.find(path);
  const std::size_t most = before.targets.size() + (before.targets.contains(path) ? 0 : 1);
  if (own == after.targets.end() || after.targets.size() > most) {
    throw Refusal{400,
                  {"清单应只多出这一个版本", "the list should add this version and nothing else"}};
  }
  return own->second;
}

} // namespace

std::string pack_json(const PackRow& row, bool has_report) {
  Json json = Json::parse(row.facts, nullptr, false);
  json = json.is_object() ? json : Json::object();
  json["namespace"] = row.name.school;
  json["id"] = row.name.id;
  json["version"] = row.name.version;
  json["state"] = state_name(row.state);
  json["sha256"] = row.sha256;
  json["size"] = row.size;
  json["digest"] = row.digest;
  json["target"] = row.name.target_path();
  json["changed"] = utc_text(row.changed_ms / 1000);
  if (!row.withdrawn.empty()) {
    json[row.withdrawn] = {{"zh", row.reason_zh}, {"en", row.reason_en}};
  }
  if (has_report && !row.report.empty()) {
    json["report"] = Json::parse(row.report, nullptr, false);
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string catalogue_text(const std::vector<PackRow>& rows) {
  std::string text = "{\"packs\":[";
  for (const PackRow& row : rows) {
    text += (text.back() == '[' ? "\n" : ",\n") + pack_json(row, false);
  }
  return text + "\n]}";
}

Registry::Registry(const fs::path& folder, Hub& hub, Admit admit, Draw draw,
                   std::optional<S3Bucket> bucket)
    : scratch_(folder / "admission"),
      unpacked_(folder / "packs"),
      blobs_(folder / "blobs", std::move(bucket)),
      packs_(hub),
      lists_(folder / "tuf", blobs_),
      admit_(std::move(admit)),
      draw_(std::move(draw)) {
  std::error_code ignored;
  fs::remove_all(scratch_, ignored); // what a power cut left
  blobs_.remove_unless([&](const std::string& sha256) {
    return packs_.is_named(sha256) || lists_.is_catalogue(sha256);
  });
  unpack_missing();
}

PackRow Registry::existing(const PackName& name) {
  std::optional<PackRow> row = packs_.find(name);
  if (!row) {
    throw Refusal{404,
                  {"没有这个资源包版本，先送清单", "there is no such version; announce it first"}};
  }
  return *row;
}

Registry::Announced Registry::announce(const PackName& name, const std::string& text) {
  if (!lists_.is_ready()) {
    throw Refusal{503,
                  {"资源库还没有建立签名清单：jixia-library registry init",
                   "this library has no signed lists yet: jixia-library registry init"}};
  }
  if (!lists_.delegation(name.school)) {
    throw Refusal{
        403,
        {"联盟还没有登记本校的签名公钥", "the alliance has no signing key of this school yet"}};
  }
  Text problem;
  const auto manifest = read_pack_manifest(text, problem);
  if (!manifest) {
    throw Refusal{400, problem};
  }
  if (manifest->id != name.id || manifest->version != name.version) {
    throw Refusal{400,
                  {"清单里的名称或版本与地址不符", "the manifest names another pack or version"}};
  }
  const std::lock_guard lock(submitting_);
  const std::optional<PackRow> row = packs_.find(name);
  if (row && row->state == PackRow::State::Listed) {
    if (row->manifest != text) {
      throw Refusal{409,
                    {"这个版本已发布，内容永不改变；请换一个版本号",
                     "this version is published and never changes; choose another number"}};
    }
    return {true, {}};
  }
  if (row && row->state == PackRow::State::Waiting) {
    throw Refusal{409, {"这个版本正在检查", "this version is being checked"}};
  }
  if (!row && packs_.count_unlisted(name.school) >= kMostUnlisted) {
    throw Refusal{429, {"未发布的版本过多", "too many versions that were never published"}};
  }
  if (!row || row->manifest != text || row->state == PackRow::State::Refused) {
    PackRow fresh;
    fresh.name = name;
    fresh.manifest = text;
    packs_.announce(fresh, *manifest);
  }
  Announced announced;
  for (const PackManifest::File& file : manifest->files) {
    if (!blobs_.has(file.sha256)) {
      announced.missing.push_back(file.sha256);
    }
  }
  return announced;
}

void Registry::put_blob(const PackName& name, const std::string& sha256,
                        const std::string& content) {
  const PackManifest manifest = stored_manifest(existing(name));
  const auto file =
      std::find_if(manifest.files.begin(), manifest.files.end(),
                   [&](const PackManifest::File& one) { return one.sha256 == sha256; });
  if (file == manifest.files.end()) {
    throw Refusal{404, {"清单里没有这个文件", "the manifest names no such file"}};
  }
  if (static_cast<std::int64_t>(content.size()) != file->size || calc_sha256(content) != sha256) {
    throw Refusal{
        400,
        {"内容与摘要不符，请重新发送", "the content is not what its digest says; send it again"}};
  }
  blobs_.put(sha256, content);
}

std::optional<std::string> Registry::rebuild(const PackRow& row) {
  const PackManifest manifest = stored_manifest(row);
  std::vector<std::string> contents;
  std::map<std::string, std::string_view> files;
  contents.reserve(manifest.files.size());
  for (const PackManifest::File& file : manifest.files) {
    std::optional<std::string> content = blobs_.read(file.sha256);
    if (!content) {
      return std::nullopt;
    }
    contents.push_back(std::move(*content));
    files[file.path] = contents.back();
  }
  Diagnostics problems;
  std::optional<std::string> bytes = make_pack_file(files, manifest.id, manifest.version, problems);
  return bytes && calc_pack_digest(files) == manifest.digest ? bytes : std::nullopt;
}

void Registry::submit(const PackName& name, const std::string& list_text,
                      const std::string& minisig) {
  const std::lock_guard lock(submitting_);
  const PackRow row = existing(name);
  if (row.state == PackRow::State::Listed) {
    throw Refusal{409, {"这个版本已发布", "this version is published already"}};
  }
  if (packs_.has_waiting(name.school)) {
    throw Refusal{409,
                  {"本校有一个版本正在检查，请稍后再试",
                   "another version of this school is being checked; try again later"},
                  {{"Retry-After", "30"}}};
  }
  const TufTargets list = lists_.read_school_list(name.school, list_text, utc_now());
  const TufTarget& target = only_change(lists_.school_list(name.school), list, name.target_path());
  const std::optional<std::string> bytes = rebuild(row);
  if (!bytes) {
    throw Refusal{409,
                  {"文件还没有收齐，或内容不能放进资源包",
                   "files are missing, or hold what a pack must not"}};
  }
  if (calc_sha256(*bytes) != target.sha256 ||
      static_cast<std::int64_t>(bytes->size()) != target.length || target.custom.object()) {
    throw Refusal{400,
                  {"清单里的摘要与重建的文件不符",
                   "the list names another digest than the rebuilt file has"}};
  }
  bool is_signed = false;
  for (const auto& [id, key] : lists_.school_keys(name.school)) {
    Diagnostics ignored;
    PublicKey numbered = key;
    numbered.number = minisig_key_number(minisig).value_or(numbered.number);
    is_signed = is_signed || check_minisig(numbered, *bytes, minisig, "", ignored);
  }
  if (!is_signed) {
    throw Refusal{403,
                  {"文件的签名无效：不是本校登记的密钥",
                   "the file is not signed by the school's registered key"}};
  }
  blobs_.put(target.sha256, *bytes);
  packs_.set_waiting(row.number, list_text, minisig, target.sha256, target.length);
}

void Registry::refuse(const PackRow& row, const Text& why) {
  const Json report{{"passed", false},
                    {"problems", Json::array({{{"severity", "error"},
                                               {"file", ""},
                                               {"line", 0},
                                               {"problem", {{"zh", why.zh}, {"en", why.en}}},
                                               {"help", {{"zh", ""}, {"en", ""}}}}})},
                    {"runs", Json::array()}};
  packs_.set_refused(row.number, report.dump());
}

std::optional<fs::path> Registry::unpack(const PackRow& row) {
  const std::optional<std::string> bytes = blobs_.read(row.sha256);
  Diagnostics problems;
  const auto contents = bytes ? read_pack_file(*bytes, row.name.text(), problems) : std::nullopt;
  const fs::path folder = scratch_ / std::to_string(row.number);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return contents && write_pack_folder(*contents, folder, problems) ? std::optional(folder)
                                                                    : std::nullopt;
}

bool Registry::draw_waiting() {
  const std::optional<PackRow> row = draw_ ? packs_.oldest_undrawn() : std::nullopt;
  if (!row) {
    return false;
  }
  std::error_code ignored;
  const fs::path kept = unpacked_ / row->digest;
  const bool is_kept = fs::exists(kept, ignored);
  const std::optional<fs::path> folder = is_kept ? kept : unpack(*row);
  const std::string png = folder ? draw_(*folder) : "";
  if (folder && !is_kept) {
    fs::remove_all(*folder, ignored);
  }
  if (png.empty()) {
    packs_.set_picture(row->number, "-");
    return true;
  }
  const std::string sha256 = calc_sha256(png);
  blobs_.put(sha256, png);
  packs_.set_picture(row->number, sha256);
  return true;
}

bool Registry::admit(const PackRow& row) {
  const std::optional<fs::path> unpacked = unpack(row);
  if (!unpacked) {
    refuse(row, {"文件不能解开", "the file cannot be unpacked"});
    return true;
  }
  const fs::path& folder = *unpacked;
  const Admission admission = admit_(folder);
  if (!admission.has_passed) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    packs_.set_refused(row.number, admission.report);
    return true;
  }
  keep_unpacked(folder, row.digest);
  PackRow listed = row;
  listed.facts = admission.facts;
  listed.report = admission.report;
  const Json facts = Json::parse(admission.facts, nullptr, false);
  const std::int64_t now = utc_now();
  // After a power cut between the signed lists and the database, the list may be published already.
  const TufTargets current = lists_.school_list(row.name.school);
  const auto published = current.targets.find(row.name.target_path());
  const bool is_published =
      published != current.targets.end() && published->second.sha256 == row.sha256;
  try {
    if (!is_published) {
      lists_.read_school_list(row.name.school, row.list_text, now);
    }
    packs_.set_listed(listed, search_text(row, facts), facets_of(row, facts),
                      [&](const std::vector<PackRow>& rows) {
                        lists_.publish(row.name.school, is_published ? "" : row.list_text,
                                       catalogue_text(rows), now);
                      });
  } catch (const Refusal& refusal) {
    refuse(row, refusal.reason);
  }
  return true;
}

void Registry::keep_unpacked(const fs::path& folder, const std::string& digest) {
  std::error_code ignored;
  fs::create_directories(unpacked_, ignored);
  if (fs::exists(unpacked_ / digest, ignored)) { // the same bytes under another version or school
    fs::remove_all(folder, ignored);
    return;
  }
  std::error_code failed;
  fs::rename(folder, unpacked_ / digest, failed);
  if (failed) {
    throw DatabaseError(DatabaseError::Kind::Full, failed.message());
  }
}

// A backup does not hold them: after a restore they come from the blobs.
void Registry::unpack_missing() {
  try {
    for (const PackRow& row : packs_.listed()) {
      std::error_code ignored;
      const bool is_there = fs::exists(unpacked_ / row.digest, ignored);
      if (const auto folder = is_there ? std::nullopt : unpack(row)) {
        keep_unpacked(*folder, row.digest);
      }
    }
  } catch (const DatabaseError& error) { // e.g. no room: the rest of the library works
    std::fprintf(stderr, "packs: %s\n", error.what());
  }
}

bool Registry::admit_waiting() {
  lists_.refresh(utc_now());
  const std::optional<std::int64_t> number = packs_.oldest_waiting();
  const std::optional<PackRow> row = number ? packs_.find(*number) : std::nullopt;
  return row && admit(*row);
}

void Registry::withdraw(const PackName& name, const std::string& list_text) {
  const std::lock_guard lock(submitting_);
  const PackRow row = existing(name);
  if (row.state != PackRow::State::Listed) {
    throw Refusal{404, {"这个版本没有发布", "this version is not published"}};
  }
  const std::int64_t now = utc_now();
  const TufTargets list = lists_.read_school_list(name.school, list_text, now);
  const TufTarget& target = only_change(lists_.school_list(name.school), list, name.target_path());
  const std::optional<Withdrawal> mark = read_withdrawal(target.custom);
  if (!mark) {
    throw Refusal{400, {"缺少撤回的理由", "the reason for the withdrawal is missing"}};
  }
  if (row.withdrawn == "recalled" && mark->kind != "recalled") {
    throw Refusal{409, {"已召回的版本不能恢复", "a recalled version stays recalled"}};
  }
  packs_.set_withdrawn(row.number, mark->kind, mark->reason, [&](const std::vector<PackRow>& rows) {
    lists_.publish(name.school, list_text, catalogue_text(rows), now);
  });
}

void Registry::recall(const PackName& name, const Text& reason, const OfflineKeys& keys) {
  const std::optional<PackRow> row = packs_.find(name);
  if (!row || row->state != PackRow::State::Listed) {
    throw std::runtime_error("there is no such published version");
  }
  TufTarget target{row->size, row->sha256, {}};
  target.custom =
      JsonValue::Object{{"recalled", JsonValue::Object{{"zh", reason.zh}, {"en", reason.en}}}};
  const std::int64_t now = utc_now();
  lists_.override_target(name.target_path(), target, keys, now);
  packs_.set_withdrawn(row->number, "recalled", reason, [&](const std::vector<PackRow>& rows) {
    lists_.publish("", "", catalogue_text(rows), now);
  });
}

} // namespace jixia
