#include "trust/tuf_metadata.h"

#include <algorithm>

#include "trust/digest.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

using Object = JsonValue::Object;

constexpr std::size_t kMostKeys = 4096;
constexpr std::size_t kMostPathBytes = 300;
constexpr std::string_view kTopLevel[] = {"root", "targets", "snapshot", "timestamp"};

const std::string* text_member(const JsonValue& value, const char* name) {
  const JsonValue* member = value.find(name);
  return member ? member->text() : nullptr;
}

/// A whole number of at least `least`.
std::optional<std::int64_t> number_member(const JsonValue& value, const char* name,
                                          std::int64_t least) {
  const JsonValue* member = value.find(name);
  const std::int64_t* number = member ? member->number() : nullptr;
  return number && *number >= least ? std::optional(*number) : std::nullopt;
}

const Object* object_member(const JsonValue& value, const char* name) {
  const JsonValue* member = value.find(name);
  return member ? member->object() : nullptr;
}

bool read_head(const JsonValue& content, std::string_view type, TufHead& head) {
  const std::string* own = text_member(content, "_type");
  const std::string* spec = text_member(content, "spec_version");
  const std::string* expires = text_member(content, "expires");
  const auto version = number_member(content, "version", 1);
  const auto instant = expires ? read_utc(*expires) : std::nullopt;
  if (!own || *own != type || !spec || !spec->starts_with("1.") || !version || !instant) {
    return false;
  }
  head.version = *version;
  head.expires = *instant;
  return true;
}

/// Keys of another kind than Ed25519 are passed over: they can sign nothing here.
bool read_keys(const JsonValue& content, TufKeys& keys) {
  const Object* listed = object_member(content, "keys");
  if (!listed || listed->size() > kMostKeys) {
    return false;
  }
  for (const auto& [id, key] : *listed) {
    if (id != calc_sha256(canonical_json(key))) {
      return false;
    }
    const std::string* type = text_member(key, "keytype");
    const std::string* scheme = text_member(key, "scheme");
    const JsonValue* value = key.find("keyval");
    const std::string* hex = value ? text_member(*value, "public") : nullptr;
    if (!type || *type != "ed25519" || !scheme || *scheme != "ed25519" || !hex) {
      continue;
    }
    const auto bytes = bytes_from_hex(*hex, 32);
    if (!bytes) {
      return false;
    }
    std::copy(bytes->begin(), bytes->end(), keys[id].point.begin());
  }
  return true;
}

bool read_role(const JsonValue& value, TufRole& role) {
  const JsonValue* ids = value.find("keyids");
  const auto threshold = number_member(value, "threshold", 1);
  if (!ids || !ids->list() || ids->list()->size() > kMostKeys || !threshold) {
    return false;
  }
  role.threshold = *threshold;
  for (const JsonValue& id : *ids->list()) {
    if (!id.text() || !role.key_ids.insert(*id.text()).second) {
      return false;
    }
  }
  return true;
}

/// The SHA-256 of "hashes"; false if there are hashes but not that one.
bool read_hashes(const JsonValue& value, std::optional<std::string>& sha256) {
  const JsonValue* hashes = value.find("hashes");
  if (!hashes) {
    return true;
  }
  const std::string* hash = text_member(*hashes, "sha256");
  if (!hash || !is_sha256(*hash)) {
    return false;
  }
  sha256 = *hash;
  return true;
}

bool read_meta_file(const JsonValue& value, TufMetaFile& file) {
  const auto version = number_member(value, "version", 1);
  if (!version || !read_hashes(value, file.sha256)) {
    return false;
  }
  file.version = *version;
  file.length = number_member(value, "length", 0);
  return file.length.has_value() || !value.find("length");
}

bool read_target(const JsonValue& value, TufTarget& target) {
  const auto length = number_member(value, "length", 0);
  std::optional<std::string> sha256;
  if (!length || !read_hashes(value, sha256) || !sha256) {
    return false;
  }
  target.length = *length;
  target.sha256 = *sha256;
  const JsonValue* custom = value.find("custom");
  target.custom = custom ? *custom : JsonValue();
  return !custom || custom->object();
}

bool read_delegation(const JsonValue& value, TufDelegation& delegation) {
  const std::string* name = text_member(value, "name");
  const JsonValue* paths = value.find("paths");
  const JsonValue* terminating = value.find("terminating");
  if (!name || !is_tuf_role_name(*name) || !read_role(value, delegation.role) || !paths ||
      !paths->list() || paths->list()->size() > kMostKeys ||
      (terminating && !terminating->truth())) {
    return false;
  }
  delegation.name = *name;
  delegation.is_terminating = terminating && *terminating->truth();
  for (const JsonValue& path : *paths->list()) {
    if (!path.text() || path.text()->size() > kMostPathBytes) {
      return false;
    }
    delegation.paths.push_back(*path.text());
  }
  return true;
}

bool read_delegations(const JsonValue& value, TufTargets& targets) {
  const JsonValue* roles = value.find("roles");
  if (!read_keys(value, targets.keys) || !roles || !roles->list() ||
      roles->list()->size() > kMostKeys) {
    return false;
  }
  std::set<std::string> names;
  for (const JsonValue& role : *roles->list()) {
    if (!read_delegation(role, targets.delegations.emplace_back()) ||
        !names.insert(targets.delegations.back().name).second) {
      return false;
    }
  }
  return true;
}

/// Shell pattern against one path; neither * nor ? matches '/'. Time is pattern times path at most.
bool matches(std::string_view pattern, std::string_view path) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < path.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() &&
               (pattern[p] == path[t] || (pattern[p] == '?' && path[t] != '/'))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && path[resume] != '/') {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

} // namespace

std::optional<TufFile> read_tuf_file(std::string_view text) {
  const std::optional<JsonValue> json = read_json(text);
  const JsonValue* content = json ? json->find("signed") : nullptr;
  const JsonValue* signatures = json ? json->find("signatures") : nullptr;
  if (!content || !content->object() || !signatures || !signatures->list() ||
      signatures->list()->size() > kMostKeys) {
    return std::nullopt;
  }
  TufFile file{*content, {}};
  for (const JsonValue& one : *signatures->list()) {
    const std::string* id = text_member(one, "keyid");
    const std::string* hex = text_member(one, "sig");
    const auto bytes = hex ? bytes_from_hex(*hex, 64) : std::nullopt;
    // A signature of another kind of key counts for nothing, but its key may not sign twice.
    if (!id || !hex || !file.signatures.emplace(*id, bytes.value_or("")).second) {
      return std::nullopt;
    }
  }
  return file;
}

bool is_signed_by_role(const TufFile& file, const TufKeys& keys, const TufRole& role) {
  const std::string message = canonical_json(file.content);
  std::set<std::array<unsigned char, 32>> signers;
  for (const std::string& id : role.key_ids) {
    const auto key = keys.find(id);
    const auto signature = file.signatures.find(id);
    if (key != keys.end() && signature != file.signatures.end() &&
        is_signature(key->second, message, signature->second)) {
      signers.insert(key->second.point);
    }
  }
  return role.threshold >= 1 && static_cast<std::int64_t>(signers.size()) >= role.threshold;
}

std::optional<TufRoot> read_tuf_root(const JsonValue& content) {
  TufRoot root;
  const JsonValue* consistent = content.find("consistent_snapshot");
  const Object* roles = object_member(content, "roles");
  if (!read_head(content, "root", root) || !read_keys(content, root.keys) || !roles ||
      (consistent && !consistent->truth())) {
    return std::nullopt;
  }
  root.has_consistent_snapshots = consistent && *consistent->truth();
  for (const std::string_view name : kTopLevel) {
    const auto role = roles->find(std::string(name));
    if (role == roles->end() || !read_role(role->second, root.roles[std::string(name)])) {
      return std::nullopt;
    }
  }
  return root;
}

std::optional<TufTimestamp> read_tuf_timestamp(const JsonValue& content) {
  TufTimestamp timestamp;
  const Object* meta = object_member(content, "meta");
  if (!read_head(content, "timestamp", timestamp) || !meta || meta->size() != 1 ||
      !meta->contains("snapshot.json") ||
      !read_meta_file(meta->at("snapshot.json"), timestamp.snapshot)) {
    return std::nullopt;
  }
  return timestamp;
}

std::optional<TufSnapshot> read_tuf_snapshot(const JsonValue& content) {
  TufSnapshot snapshot;
  const Object* meta = object_member(content, "meta");
  if (!read_head(content, "snapshot", snapshot) || !meta || !meta->contains("targets.json") ||
      meta->size() > kMostKeys) {
    return std::nullopt;
  }
  for (const auto& [name, file] : *meta) {
    if (!read_meta_file(file, snapshot.files[name])) {
      return std::nullopt;
    }
  }
  return snapshot;
}

std::optional<TufTargets> read_tuf_targets(const JsonValue& content) {
  TufTargets targets;
  const Object* listed = object_member(content, "targets");
  if (!read_head(content, "targets", targets) || !listed) {
    return std::nullopt;
  }
  for (const auto& [path, target] : *listed) {
    if (path.size() > kMostPathBytes || !read_target(target, targets.targets[path])) {
      return std::nullopt;
    }
  }
  const JsonValue* delegations = content.find("delegations");
  if (delegations && !read_delegations(*delegations, targets)) {
    return std::nullopt;
  }
  return targets;
}

bool is_delegated(const TufDelegation& delegation, std::string_view path) {
  return std::any_of(delegation.paths.begin(), delegation.paths.end(),
                     [&](const std::string& pattern) { return matches(pattern, path); });
}

bool is_tuf_role_name(std::string_view name) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), is_plain) &&
         std::find(std::begin(kTopLevel), std::end(kTopLevel), name) == std::end(kTopLevel);
}

} // namespace jixia
