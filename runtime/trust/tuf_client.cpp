#include "trust/tuf_client.h"

#include <algorithm>

#include "base/file_io.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

/// Reports what is wrong with file `name`; false, so that a check can return it.
bool refuse(Diagnostics& problems, const std::string& name, Text problem, Text help = {}) {
  problems.error({name, 0, 0}, std::move(problem), std::move(help));
  return false;
}

const Text kNotSigned{"签名不足或无效：不是有权的人发布的",
                      "too few valid signatures: whoever published it may not"};
const Text kOlder{"比已信任的旧：可能有人在回放旧文件",
                  "older than what is trusted already: somebody may be replaying old files"};
const Text kExpired{"已过期：可能有人扣住了更新", "expired: somebody may be holding updates back"};
const Text kOtherBytes{"与清单里的大小或摘要不符", "its size or digest is not the one listed"};
const Text kOtherVersion{"与清单里的版本不符", "its version is not the one listed"};
const Text kClockHelp{"检查电脑的日期；仍不行时联系资源库管理员",
                      "check the computer's date; then ask who runs the library"};

/// Holds bytes to what another file says of them.
bool is_described(const std::string& text, const TufMetaFile& file) {
  return (!file.length || static_cast<std::int64_t>(text.size()) <= *file.length) &&
         (!file.sha256 || calc_sha256(text) == *file.sha256);
}

/// "a/b.zip" -> "a/<digest>.b.zip"
std::string consistent_path(const std::string& path, const std::string& sha256) {
  const std::size_t slash = path.rfind('/');
  const std::size_t at = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(0, at) + sha256 + "." + path.substr(at);
}

std::size_t limit_of(const TufMetaFile& file) {
  return file.length ? std::min(static_cast<std::size_t>(*file.length), TufClient::kMostListBytes)
                     : TufClient::kMostListBytes;
}

} // namespace

TufClient::TufClient(fs::path folder, TufSource source, std::int64_t now)
    : folder_(std::move(folder)), source_(std::move(source)), now_(now) {}

std::optional<std::string> TufClient::stored(const std::string& name,
                                             std::size_t most_bytes) const {
  Diagnostics ignored;
  return read_file_limited(folder_ / (name + ".json"), most_bytes, ignored);
}

bool TufClient::store(const std::string& name, const std::string& text, Diagnostics& problems) {
  return write_file_atomically(folder_ / (name + ".json"), text, problems);
}

/// @param version  0: the name has none
std::optional<std::string> TufClient::fetch(const std::string& name, std::int64_t version,
                                            std::size_t most_bytes, Diagnostics& problems) {
  const bool is_numbered = version > 0 && (name == "root" || root_->has_consistent_snapshots);
  const std::string path = (is_numbered ? std::to_string(version) + "." : "") + name + ".json";
  std::optional<std::string> text = source_.metadata(path, most_bytes);
  if (!text) {
    refuse(problems, path, {"取不到", "it cannot be fetched"},
           {"检查网络或镜像是否完整", "check the network, or whether the mirror is complete"});
  } else if (text->size() > most_bytes) {
    refuse(problems, path, {"数据没完没了，已中断", "there is no end of data; stopped"});
    text.reset();
  }
  return text;
}

std::optional<TufFile> TufClient::signed_file(const std::string& text, const TufKeys& keys,
                                              const TufRole& role) const {
  std::optional<TufFile> file = read_tuf_file(text);
  return file && is_signed_by_role(*file, keys, role) ? std::move(file) : std::nullopt;
}

bool TufClient::trust_root(std::string_view root, Diagnostics& problems) {
  const auto file = root.size() <= kMostRootBytes ? read_tuf_file(root) : std::nullopt;
  const auto read = file ? read_tuf_root(file->content) : std::nullopt;
  if (!read || !is_signed_by_role(*file, read->keys, read->roles.at("root"))) {
    return refuse(problems, "root.json", kNotSigned);
  }
  if (has_root()) {
    return refuse(problems, "root.json", {"已有信任的根", "a root is trusted already"});
  }
  return make_folder(folder_, problems) && store("root", std::string(root), problems);
}

bool TufClient::has_root() const {
  return stored("root", kMostRootBytes).has_value();
}

bool TufClient::load_root(Diagnostics& problems) {
  const auto text = stored("root", kMostRootBytes);
  const auto file = text ? read_tuf_file(*text) : std::nullopt;
  root_ = file ? read_tuf_root(file->content) : std::nullopt;
  return root_
             ? true
             : refuse(problems, (folder_ / "root.json").string(),
                      {"没有信任的根，或它已损坏", "there is no trusted root, or it is damaged"},
                      {"从资源库管理员处取 root.json", "get root.json from who runs the library"});
}

/// One step of 5.3: version N+1, signed by N's keys and by its own.
bool TufClient::take_root(const std::string& text, Diagnostics& problems) {
  const std::string name = std::to_string(root_->version + 1) + ".root.json";
  const auto file = signed_file(text, root_->keys, root_->roles.at("root"));
  const auto next = file ? read_tuf_root(file->content) : std::nullopt;
  if (!next || !is_signed_by_role(*file, next->keys, next->roles.at("root"))) {
    return refuse(problems, name, kNotSigned);
  }
  if (next->version != root_->version + 1) {
    return refuse(problems, name, kOtherVersion);
  }
  // Recovery from a fast-forward attack. Before the root is stored, so that no power cut can leave
  // the attacker's version numbers behind.
  if (next->roles.at("timestamp") != root_->roles.at("timestamp") ||
      next->roles.at("snapshot") != root_->roles.at("snapshot")) {
    std::error_code ignored;
    fs::remove(folder_ / "timestamp.json", ignored);
    fs::remove(folder_ / "snapshot.json", ignored);
    sync_folder(folder_);
  }
  root_ = next;
  return store("root", text, problems);
}

bool TufClient::update_root(Diagnostics& problems) {
  for (int step = 0; step < kMostRootSteps; ++step) {
    Diagnostics none; // that there is no newer root is how it mostly is
    const std::string name = std::to_string(root_->version + 1) + ".root.json";
    const auto text = source_.metadata(name, kMostRootBytes);
    if (!text) {
      break;
    }
    if (text->size() > kMostRootBytes) {
      return refuse(problems, name, {"数据没完没了，已中断", "there is no end of data; stopped"});
    }
    if (!take_root(*text, problems)) {
      return false;
    }
  }
  return root_->expires > now_ || refuse(problems, "root.json", kExpired, kClockHelp);
}

bool TufClient::update_timestamp(Diagnostics& problems) {
  const TufRole& role = root_->roles.at("timestamp");
  const auto old_text = stored("timestamp", kMostTimestampBytes);
  const auto old_file = old_text ? signed_file(*old_text, root_->keys, role) : std::nullopt;
  timestamp_ = old_file ? read_tuf_timestamp(old_file->content) : std::nullopt;
  const auto text = fetch("timestamp", 0, kMostTimestampBytes, problems);
  if (!text) {
    return false;
  }
  const auto file = signed_file(*text, root_->keys, role);
  const auto next = file ? read_tuf_timestamp(file->content) : std::nullopt;
  if (!next) {
    return refuse(problems, "timestamp.json", kNotSigned);
  }
  if (timestamp_ && (next->version < timestamp_->version ||
                     next->snapshot.version < timestamp_->snapshot.version)) {
    return refuse(problems, "timestamp.json", kOlder);
  }
  const bool is_same = timestamp_ && next->version == timestamp_->version; // then ours counts on
  if ((is_same ? timestamp_ : next)->expires <= now_) {
    return refuse(problems, "timestamp.json", kExpired, kClockHelp);
  }
  if (is_same) {
    return true;
  }
  timestamp_ = next;
  return store("timestamp", *text, problems);
}

bool TufClient::update_snapshot(Diagnostics& problems) {
  const TufRole& role = root_->roles.at("snapshot");
  const TufMetaFile& listed = timestamp_->snapshot;
  const auto old_text = stored("snapshot", kMostListBytes);
  const auto old_file = old_text ? signed_file(*old_text, root_->keys, role) : std::nullopt;
  const auto old = old_file ? read_tuf_snapshot(old_file->content) : std::nullopt;
  const bool is_present = old && old->version == listed.version && is_described(*old_text, listed);
  const auto text =
      is_present ? old_text : fetch("snapshot", listed.version, limit_of(listed), problems);
  if (!text) {
    return false;
  }
  if (!is_described(*text, listed)) {
    return refuse(problems, "snapshot.json", kOtherBytes);
  }
  const auto file = signed_file(*text, root_->keys, role);
  const auto next = file ? read_tuf_snapshot(file->content) : std::nullopt;
  if (!next) {
    return refuse(problems, "snapshot.json", kNotSigned);
  }
  if (next->version != listed.version) {
    return refuse(problems, "snapshot.json", kOtherVersion);
  }
  for (const auto& [name, known] : old ? old->files : TufSnapshot().files) {
    const auto now = next->files.find(name);
    if (now == next->files.end() || now->second.version < known.version) {
      return refuse(problems, name, kOlder);
    }
  }
  if (next->expires <= now_) {
    return refuse(problems, "snapshot.json", kExpired, kClockHelp);
  }
  snapshot_ = next;
  return is_present || store("snapshot", *text, problems);
}

/// The file of the top-level targets or of a delegated role, as the snapshot lists it.
std::optional<TufTargets> TufClient::load_targets(const std::string& name, const TufKeys& keys,
                                                  const TufRole& role, Diagnostics& problems) {
  const auto listed = snapshot_->files.find(name + ".json");
  if (listed == snapshot_->files.end()) {
    refuse(problems, name + ".json", {"快照里没有它", "the snapshot does not list it"});
    return std::nullopt;
  }
  const TufMetaFile& file = listed->second;
  const auto is_right = [&](const std::string& text, std::optional<TufTargets>& targets) -> Text {
    if (!is_described(text, file)) {
      return kOtherBytes;
    }
    const auto read = signed_file(text, keys, role);
    targets = read ? read_tuf_targets(read->content) : std::nullopt;
    return !targets                           ? kNotSigned
           : targets->version != file.version ? kOtherVersion
           : targets->expires <= now_         ? kExpired
                                              : Text{};
  };
  std::optional<TufTargets> targets;
  if (const auto old = stored(name, kMostListBytes); old && is_right(*old, targets).empty()) {
    return targets;
  }
  const auto text = fetch(name, file.version, limit_of(file), problems);
  if (!text) {
    return std::nullopt;
  }
  if (const Text fault = is_right(*text, targets); !fault.empty()) {
    refuse(problems, name + ".json", fault);
    return std::nullopt;
  }
  return store(name, *text, problems) ? targets : std::nullopt;
}

bool TufClient::update(Diagnostics& problems) {
  targets_.reset();
  if (!load_root(problems) || !update_root(problems) || !update_timestamp(problems) ||
      !update_snapshot(problems)) {
    return false;
  }
  targets_ = load_targets("targets", root_->keys, root_->roles.at("targets"), problems);
  return targets_.has_value();
}

std::optional<TufTarget> TufClient::search(const std::string& path, Diagnostics& problems) {
  if (const auto own = targets_->targets.find(path); own != targets_->targets.end()) {
    return own->second;
  }
  // Roles still to be asked, the next one last. A copy keeps the keys of who delegates.
  struct Question {
    TufDelegation delegation;
    TufKeys keys;
  };
  std::vector<Question> questions;
  const auto ask = [&](const TufTargets& from) {
    std::vector<Question> more;
    for (const TufDelegation& delegation : from.delegations) {
      if (is_delegated(delegation, path)) {
        more.push_back({delegation, from.keys});
        if (delegation.is_terminating) {
          break;
        }
      }
    }
    const bool is_final = !more.empty() && more.back().delegation.is_terminating;
    if (is_final) {
      questions.clear(); // nobody further on is asked
    }
    questions.insert(questions.end(), more.rbegin(), more.rend());
  };
  std::set<std::string> asked;
  ask(*targets_);
  while (!questions.empty() && static_cast<int>(asked.size()) < kMostRolesAsked) {
    const Question question = std::move(questions.back());
    questions.pop_back();
    const TufDelegation& delegation = question.delegation;
    if (!asked.insert(delegation.name).second) {
      continue;
    }
    const auto role = load_targets(delegation.name, question.keys, delegation.role, problems);
    if (!role) {
      return std::nullopt;
    }
    if (const auto own = role->targets.find(path); own != role->targets.end()) {
      return own->second;
    }
    ask(*role);
  }
  return std::nullopt;
}

std::optional<TufTarget> TufClient::find_target(const std::string& path, Diagnostics& problems) {
  if (!targets_) {
    refuse(problems, path, {"还没有更新清单", "the lists were not updated"});
    return std::nullopt;
  }
  const bool had_errors = problems.has_errors();
  std::optional<TufTarget> target = search(path, problems);
  if (!target && problems.has_errors() == had_errors) {
    refuse(problems, path, {"资源库里没有它", "the library has no such thing"});
  }
  return target;
}

std::optional<std::string> TufClient::fetch_target(const std::string& path, Diagnostics& problems) {
  const std::optional<TufTarget> target = find_target(path, problems);
  if (!target) {
    return std::nullopt;
  }
  const std::string name =
      root_->has_consistent_snapshots ? consistent_path(path, target->sha256) : path;
  std::optional<std::string> bytes = source_.target(name, static_cast<std::size_t>(target->length));
  if (!bytes) {
    refuse(problems, name, {"取不到", "it cannot be fetched"});
  } else if (static_cast<std::int64_t>(bytes->size()) != target->length ||
             calc_sha256(*bytes) != target->sha256) {
    refuse(problems, name, kOtherBytes);
    bytes.reset();
  }
  return bytes;
}

std::optional<TufTargets> TufClient::find_role(const std::string& name, Diagnostics& problems) {
  for (const TufDelegation& delegation :
       targets_ ? targets_->delegations : std::vector<TufDelegation>()) {
    if (delegation.name == name && !snapshot_->files.contains(name + ".json")) {
      TufTargets none;
      none.version = 0;
      return none;
    }
    if (delegation.name == name) {
      return load_targets(name, targets_->keys, delegation.role, problems);
    }
  }
  refuse(problems, name, {"资源库没有给它授权", "the library delegates nothing to it"});
  return std::nullopt;
}

} // namespace jixia
