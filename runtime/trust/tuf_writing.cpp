#include "trust/digest.h"
#include "trust/tuf_metadata.h"
#include "trust/utc_time.h"

namespace jixia {
namespace {

using Object = JsonValue::Object;

constexpr const char* kSpecVersion = "1.0.31";

JsonValue key_json(const PublicKey& key) {
  return Object{
      {"keytype", "ed25519"}, {"keyval", Object{{"public", key.hex()}}}, {"scheme", "ed25519"}};
}

Object head_json(const TufHead& head, const char* type) {
  return Object{{"_type", type},
                {"spec_version", kSpecVersion},
                {"version", head.version},
                {"expires", utc_text(head.expires)}};
}

JsonValue keys_json(const TufKeys& keys) {
  Object listed;
  for (const auto& [id, key] : keys) {
    listed.emplace(id, key_json(key));
  }
  return listed;
}

Object role_json(const TufRole& role) {
  JsonValue::List ids;
  for (const std::string& id : role.key_ids) {
    ids.push_back(id);
  }
  return Object{{"keyids", std::move(ids)}, {"threshold", role.threshold}};
}

JsonValue meta_file_json(const TufMetaFile& file) {
  Object json{{"version", file.version}};
  if (file.length) {
    json.emplace("length", *file.length);
  }
  if (file.sha256) {
    json.emplace("hashes", Object{{"sha256", *file.sha256}});
  }
  return json;
}

} // namespace

std::string tuf_key_id(const PublicKey& key) {
  return calc_sha256(canonical_json(key_json(key)));
}

JsonValue tuf_json(const TufRoot& root) {
  Object json = head_json(root, "root");
  Object roles;
  for (const auto& [name, role] : root.roles) {
    roles.emplace(name, role_json(role));
  }
  json.emplace("consistent_snapshot", root.has_consistent_snapshots);
  json.emplace("keys", keys_json(root.keys));
  json.emplace("roles", std::move(roles));
  return json;
}

JsonValue tuf_json(const TufTimestamp& timestamp) {
  Object json = head_json(timestamp, "timestamp");
  json.emplace("meta", Object{{"snapshot.json", meta_file_json(timestamp.snapshot)}});
  return json;
}

JsonValue tuf_json(const TufSnapshot& snapshot) {
  Object json = head_json(snapshot, "snapshot");
  Object meta;
  for (const auto& [name, file] : snapshot.files) {
    meta.emplace(name, meta_file_json(file));
  }
  json.emplace("meta", std::move(meta));
  return json;
}

JsonValue tuf_json(const TufTargets& targets) {
  Object json = head_json(targets, "targets");
  Object listed;
  for (const auto& [path, target] : targets.targets) {
    Object one{{"length", target.length}, {"hashes", Object{{"sha256", target.sha256}}}};
    if (target.custom.object()) {
      one.emplace("custom", target.custom);
    }
    listed.emplace(path, std::move(one));
  }
  json.emplace("targets", std::move(listed));
  if (!targets.delegations.empty()) {
    JsonValue::List roles;
    for (const TufDelegation& delegation : targets.delegations) {
      Object role = role_json(delegation.role);
      JsonValue::List paths(delegation.paths.begin(), delegation.paths.end());
      role.emplace("name", delegation.name);
      role.emplace("paths", std::move(paths));
      role.emplace("terminating", delegation.is_terminating);
      roles.push_back(std::move(role));
    }
    json.emplace("delegations",
                 Object{{"keys", keys_json(targets.keys)}, {"roles", std::move(roles)}});
  }
  return json;
}

std::string make_tuf_file(const JsonValue& content, const std::vector<SecretKey>& keys) {
  return add_tuf_signatures({content, {}}, keys);
}

std::string add_tuf_signatures(const TufFile& file, const std::vector<SecretKey>& keys) {
  std::map<std::string, std::string> signatures = file.signatures;
  const std::string message = canonical_json(file.content);
  for (const SecretKey& key : keys) {
    signatures[tuf_key_id(key.public_key())] = key.sign(message);
  }
  JsonValue::List list;
  for (const auto& [id, bytes] : signatures) {
    list.push_back(Object{{"keyid", id}, {"sig", hex_from_bytes(bytes)}});
  }
  return json_text(Object{{"signatures", std::move(list)}, {"signed", file.content}});
}

TufMetaFile describe_tuf_file(std::string_view text, std::int64_t version) {
  return {version, static_cast<std::int64_t>(text.size()), calc_sha256(text)};
}

} // namespace jixia
