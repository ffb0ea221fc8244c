#include "registry/signed_lists.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <stdexcept>

#include "base/file_io.h"
#include "database/database_error.h"
#include "http/exchange.h"
#include "trust/digest.h"
#include "trust/minisign.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay = 86'400; // [s]
constexpr std::int64_t kRootLife = 730 * kDay, kTargetsLife = 365 * kDay;
constexpr std::int64_t kSnapshotLife = 30 * kDay, kTimestampLife = 3 * kDay;
constexpr std::int64_t kLongestSchoolLife = 800 * kDay;
constexpr std::size_t kMostBytes = std::size_t{8} << 20;

TufRole role_of(const std::vector<SecretKey>& keys, std::int64_t threshold) {
  TufRole role;
  role.threshold = threshold;
  for (const SecretKey& key : keys) {
    role.key_ids.insert(tuf_key_id(key.public_key()));
  }
  return role;
}

void add_keys(TufKeys& to, const std::vector<SecretKey>& keys) {
  for (const SecretKey& key : keys) {
    to[tuf_key_id(key.public_key())] = key.public_key();
  }
}

[[noreturn]] void fail(const Diagnostics& problems) {
  const std::string reason = problems.text(Language::English);
  const bool is_full = reason.find(system_error_text(ENOSPC).en) != std::string::npos;
  throw DatabaseError(is_full ? DatabaseError::Kind::Full : DatabaseError::Kind::Other, reason);
}

std::string numbered(const std::string& name, std::int64_t version) {
  return std::to_string(version) + "." + name + ".json";
}

} // namespace

SignedLists::SignedLists(fs::path folder, BlobStore& blobs)
    : folder_(std::move(folder)), blobs_(blobs) {
  // Two writers would number their lists alike.
  lock_file_ = ::open((folder_.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_file_ < 0 || ::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) {
    if (lock_file_ >= 0) {
      ::close(lock_file_);
    }
    throw DatabaseError(DatabaseError::Kind::Busy,
                        "另一个进程正在使用签名清单，先停服务 / another process uses the signed " // texts: one language
                        "lists; stop the server first");
  }
  load();
}

SignedLists::~SignedLists() {
  ::close(lock_file_);
}

bool SignedLists::is_ready() const {
  const std::lock_guard lock(lock_);
  return lists_ && online_;
}

/// What was signed last, from the timestamp down. A file that cannot be read leaves it unready.
void SignedLists::load() {
  Diagnostics problems;
  const auto read = [&](const std::string& name) {
    const auto text = read_file_limited(folder_ / name, kMostBytes, problems);
    const auto file = text ? read_tuf_file(*text) : std::nullopt;
    return file ? file->content : JsonValue();
  };
  const auto timestamp = read_tuf_timestamp(read("timestamp.json"));
  const auto root = read_tuf_root(read("root.json"));
  const auto snapshot =
      timestamp ? read_tuf_snapshot(read(numbered("snapshot", timestamp->snapshot.version)))
                : std::nullopt;
  const auto key = read_file_limited(folder_ / "online.key", kMostBytes, problems);
  if (!timestamp || !root || !snapshot || !key) {
    return;
  }
  online_ = read_secret_key(*key, "", "online.key", problems);
  lists_ = Lists{*root, {}, *snapshot, *timestamp, {}};
  lists_->targets = load_list("targets");
  lists_->catalogue = load_list(kCatalogueRole);
}

TufTargets SignedLists::load_list(const std::string& name) const {
  TufTargets none;
  none.version = 0;
  const auto listed = lists_->snapshot.files.find(name + ".json");
  if (listed == lists_->snapshot.files.end()) {
    return none;
  }
  Diagnostics problems;
  const auto text =
      read_file_limited(folder_ / numbered(name, listed->second.version), kMostBytes, problems);
  const auto file = text ? read_tuf_file(*text) : std::nullopt;
  const auto list = file ? read_tuf_targets(file->content) : std::nullopt;
  if (!list) {
    throw DatabaseError(DatabaseError::Kind::Damaged, "tuf/" + name + " cannot be read");
  }
  return *list;
}

void SignedLists::write(const std::string& name, const std::string& text) const {
  Diagnostics problems;
  if (!write_file_atomically(folder_ / name, text, problems)) {
    fail(problems);
  }
}

void SignedLists::write_list(const std::string& name, std::int64_t version,
                             const std::string& text) {
  write(numbered(name, version), text);
  lists_->snapshot.files[name + ".json"] = describe_tuf_file(text, version);
}

/// Signs `root` as the version after the present one; the keys may be fewer than there are, but not
/// fewer than the threshold.
void SignedLists::sign_root(TufRoot root, const std::vector<SecretKey>& keys, std::int64_t now) {
  root.version = lists_->root.version + 1;
  root.expires = now + kRootLife;
  const std::string text = make_tuf_file(tuf_json(root), keys);
  const std::optional<TufFile> file = read_tuf_file(text);
  const TufRoot& before = lists_->root;
  if (!is_signed_by_role(*file, root.keys, root.roles.at("root")) ||
      (before.version > 0 && !is_signed_by_role(*file, before.keys, before.roles.at("root")))) {
    throw std::runtime_error("these are not enough of the root keys");
  }
  write(numbered("root", root.version), text);
  write("root.json", text);
  lists_->root = root;
}

/// The root in which the key on line signs snapshot and timestamp, instead of another one.
TufRoot SignedLists::root_with_online_key() const {
  TufRoot root = lists_->root;
  for (const char* name : {"snapshot", "timestamp"}) {
    for (const std::string& id : root.roles[name].key_ids) {
      root.keys.erase(id);
    }
    root.roles[name] = role_of({*online_}, 1);
  }
  add_keys(root.keys, {*online_});
  return root;
}

void SignedLists::sign_targets(const OfflineKeys& keys, std::int64_t now) {
  const TufRole& role = lists_->root.roles.at("targets");
  TufTargets& targets = lists_->targets;
  targets.version += 1;
  targets.expires = now + kTargetsLife;
  const std::string text = make_tuf_file(tuf_json(targets), keys.targets);
  if (!is_signed_by_role(*read_tuf_file(text), lists_->root.keys, role)) {
    throw std::runtime_error("this is not the targets key that the root names");
  }
  write_list("targets", targets.version, text);
}

void SignedLists::sign_catalogue(std::int64_t now) {
  lists_->catalogue.version += 1;
  lists_->catalogue.expires = now + kSnapshotLife;
  write_list(kCatalogueRole, lists_->catalogue.version,
             make_tuf_file(tuf_json(lists_->catalogue), {*online_}));
}

/// Last the timestamp: until it is there, nobody sees anything of what is new.
void SignedLists::sign_snapshot(std::int64_t now) {
  TufSnapshot& snapshot = lists_->snapshot;
  TufTimestamp& timestamp = lists_->timestamp;
  snapshot.version += 1;
  snapshot.expires = now + kSnapshotLife;
  const std::string text = make_tuf_file(tuf_json(snapshot), {*online_});
  write(numbered("snapshot", snapshot.version), text);
  timestamp.version += 1;
  timestamp.expires = now + kTimestampLife;
  timestamp.snapshot = describe_tuf_file(text, snapshot.version);
  write("timestamp.json", make_tuf_file(tuf_json(timestamp), {*online_}));
}

void SignedLists::make(const OfflineKeys& keys, std::int64_t now) {
  const std::lock_guard lock(lock_);
  Diagnostics problems;
  std::error_code ignored;
  if (lists_ || fs::exists(folder_ / "root.json", ignored)) {
    throw std::runtime_error("the registry is founded already");
  }
  online_ = SecretKey::make();
  const auto key = secret_key_text(*online_, "", {}, problems);
  if (!make_folder(folder_, problems) ||
      !write_file_atomically(folder_ / "online.key", *key, problems, 0600)) {
    fail(problems);
  }
  lists_.emplace();
  for (TufHead* head :
       std::initializer_list<TufHead*>{&lists_->root, &lists_->targets, &lists_->snapshot,
                                       &lists_->timestamp, &lists_->catalogue}) {
    head->version = 0;
  }
  TufRoot root;
  add_keys(root.keys, keys.root);
  add_keys(root.keys, keys.targets);
  root.roles = {{"root", role_of(keys.root, keys.root_threshold)},
                {"targets", role_of(keys.targets, 1)}};
  lists_->root = root;
  lists_->root.version = 0;
  sign_root(root_with_online_key(), keys.root, now);
  TufDelegation catalogue;
  catalogue.name = kCatalogueRole;
  catalogue.role = role_of({*online_}, 1);
  catalogue.paths = {kCataloguePath};
  add_keys(lists_->targets.keys, {*online_});
  lists_->targets.delegations = {catalogue};
  sign_targets(keys, now);
  publish("", "", "{\"packs\":[]}", now);
}

void SignedLists::delegate(const std::string& school, const std::vector<PublicKey>& school_keys,
                           const OfflineKeys& keys, std::int64_t now) {
  const std::lock_guard lock(lock_);
  if (!is_tuf_role_name(school) || school == kCatalogueRole) {
    throw std::runtime_error("this cannot be the name of a school in the registry");
  }
  TufTargets& targets = lists_->targets;
  TufDelegation delegation;
  delegation.name = school;
  delegation.paths = {school + "/*/*"};
  for (const PublicKey& key : school_keys) {
    delegation.role.key_ids.insert(tuf_key_id(key));
    targets.keys[tuf_key_id(key)] = key;
  }
  std::erase_if(targets.delegations, [&](const TufDelegation& one) { return one.name == school; });
  targets.delegations.push_back(delegation);
  std::set<std::string> used;
  for (const TufDelegation& one : targets.delegations) {
    used.insert(one.role.key_ids.begin(), one.role.key_ids.end());
  }
  std::erase_if(targets.keys, [&](const auto& key) { return !used.contains(key.first); });
  sign_targets(keys, now);
  sign_snapshot(now);
}

void SignedLists::override_target(const std::string& path, const TufTarget& target,
                                  const OfflineKeys& keys, std::int64_t now) {
  const std::lock_guard lock(lock_);
  lists_->targets.targets[path] = target;
  sign_targets(keys, now);
  sign_snapshot(now);
}

void SignedLists::replace_online_key(const OfflineKeys& keys, std::int64_t now) {
  const std::lock_guard lock(lock_);
  Diagnostics problems;
  const std::optional<SecretKey> former = online_;
  online_ = SecretKey::make();
  const auto text = secret_key_text(*online_, "", {}, problems);
  try {
    sign_root(root_with_online_key(), keys.root, now);
  } catch (...) {
    online_ = former;
    throw;
  }
  if (!write_file_atomically(folder_ / "online.key", *text, problems, 0600)) {
    fail(problems);
  }
  for (TufDelegation& one : lists_->targets.delegations) {
    if (one.name == kCatalogueRole) {
      for (const std::string& id : one.role.key_ids) {
        lists_->targets.keys.erase(id);
      }
      one.role = role_of({*online_}, 1);
    }
  }
  add_keys(lists_->targets.keys, {*online_});
  sign_targets(keys, now);
  sign_catalogue(now);
  sign_snapshot(now);
}

TufTargets SignedLists::school_list(const std::string& school) const {
  const std::lock_guard lock(lock_);
  return load_list(school);
}

std::optional<TufDelegation> SignedLists::delegation(const std::string& school) const {
  const std::lock_guard lock(lock_);
  for (const TufDelegation& one :
       lists_ ? lists_->targets.delegations : std::vector<TufDelegation>()) {
    if (one.name == school && school != kCatalogueRole) {
      return one;
    }
  }
  return std::nullopt;
}

TufKeys SignedLists::school_keys(const std::string& school) const {
  const std::lock_guard lock(lock_);
  TufKeys keys;
  const auto role = delegation(school);
  for (const std::string& id : role ? role->role.key_ids : std::set<std::string>()) {
    keys[id] = lists_->targets.keys.at(id);
  }
  return keys;
}

std::map<std::string, TufTarget> SignedLists::overrides() const {
  const std::lock_guard lock(lock_);
  return lists_ ? lists_->targets.targets : std::map<std::string, TufTarget>();
}

TufTargets SignedLists::read_school_list(const std::string& school, const std::string& text,
                                         std::int64_t now) const {
  const std::lock_guard lock(lock_);
  const auto role = delegation(school);
  if (!role) {
    throw Refusal{
        403,
        {"联盟还没有登记本校的签名公钥", "the alliance has no signing key of this school yet"}};
  }
  const auto file = read_tuf_file(text);
  const auto list = file ? read_tuf_targets(file->content) : std::nullopt;
  if (!list || !list->delegations.empty() ||
      !is_signed_by_role(*file, lists_->targets.keys, role->role)) {
    throw Refusal{403,
                  {"清单的签名无效：不是本校登记的密钥",
                   "the list is not signed by the school's registered key"}};
  }
  if (list->version != load_list(school).version + 1) {
    throw Refusal{
        409, {"清单已被别人更新，请重新发布", "the list has changed meanwhile; publish again"}};
  }
  if (list->expires <= now || list->expires > now + kLongestSchoolLife) {
    throw Refusal{400, {"清单的有效期不对", "the list expires too early or too late"}};
  }
  for (const auto& [path, target] : list->targets) {
    if (!is_delegated(*role, path)) {
      throw Refusal{
          403, {"清单里有不属于本校的路径", "the list speaks of paths that are not the school's"}};
    }
  }
  return *list;
}

void SignedLists::publish(const std::string& school, const std::string& text,
                          const std::string& catalogue, std::int64_t now) {
  const std::lock_guard lock(lock_);
  const Lists before = *lists_;
  try {
    const std::string digest = calc_sha256(catalogue);
    blobs_.put(digest, catalogue);
    if (!text.empty()) {
      write_list(school, load_list(school).version + 1, text);
    }
    former_catalogue_ = lists_->catalogue.targets[kCataloguePath].sha256;
    lists_->catalogue.targets[kCataloguePath] = {
        static_cast<std::int64_t>(catalogue.size()), digest, {}};
    sign_catalogue(now);
    sign_snapshot(now);
  } catch (...) {
    lists_ = before; // the timestamp was not written, so nobody saw anything
    throw;
  }
}

bool SignedLists::refresh(std::int64_t now) {
  const std::lock_guard lock(lock_);
  if (!is_ready() || lists_->timestamp.expires - now > kTimestampLife * 2 / 3) {
    return false;
  }
  if (lists_->catalogue.expires - now < kSnapshotLife * 2 / 3) {
    sign_catalogue(now);
  }
  sign_snapshot(now);
  return true;
}

fs::path SignedLists::file(const std::string& name) const {
  const bool is_plain =
      name.ends_with(".json") &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos;
  std::error_code ignored;
  return is_plain && name.front() != '.' && fs::is_regular_file(folder_ / name, ignored)
             ? folder_ / name
             : fs::path();
}

bool SignedLists::is_catalogue(const std::string& sha256) const {
  const std::lock_guard lock(lock_);
  if (!lists_) {
    return false;
  }
  const auto found = lists_->catalogue.targets.find(kCataloguePath);
  return sha256 == former_catalogue_ ||
         (found != lists_->catalogue.targets.end() && found->second.sha256 == sha256);
}

} // namespace jixia
