#include "tuf_repository.h"

#include "trust/digest.h"

namespace jixia {

TufRole role_of(const std::vector<SecretKey>& keys, std::int64_t threshold) {
  TufRole role;
  role.threshold = threshold;
  for (const SecretKey& key : keys) {
    role.key_ids.insert(tuf_key_id(key.public_key()));
  }
  return role;
}

SecretKey TufRepository::key(unsigned char number) {
  std::array<unsigned char, 32> seed{};
  seed.fill(number);
  return SecretKey::from_seed(seed);
}

TufRepository::TufRepository() {
  for (unsigned char k = 1; k <= 5; ++k) {
    root_keys.push_back(key(k));
  }
  targets_keys = {key(11), key(12)};
  snapshot_keys = {key(21)};
  timestamp_keys = {key(31)};
  school_keys = {key(41)};
  root.version = 0;
  publish_root(first_root_keys(3));
  TufDelegation delegation;
  delegation.name = "linzi";
  delegation.role = role_of(school_keys, 1);
  delegation.paths = {"linzi/*/*"};
  targets.keys[tuf_key_id(school_keys[0].public_key())] = school_keys[0].public_key();
  targets.delegations = {delegation};
  for (TufHead* head : std::initializer_list<TufHead*>{&targets, &school, &snapshot, &timestamp}) {
    head->version = 0;
    head->expires = kNow + 30 * kDay;
  }
  add("linzi/pump/1.0.0.zip", "the pump pack");
}

void TufRepository::publish_root(const std::vector<SecretKey>& signers) {
  root.version += 1;
  root.expires = kNow + 365 * kDay;
  root.keys.clear();
  for (const auto& keys : {root_keys, targets_keys, snapshot_keys, timestamp_keys}) {
    for (const SecretKey& one : keys) {
      root.keys[tuf_key_id(one.public_key())] = one.public_key();
    }
  }
  root.roles = {{"root", role_of(root_keys, 3)},
                {"targets", role_of(targets_keys, 2)},
                {"snapshot", role_of(snapshot_keys, 1)},
                {"timestamp", role_of(timestamp_keys, 1)}};
  metadata[std::to_string(root.version) + ".root.json"] = make_tuf_file(tuf_json(root), signers);
}

void TufRepository::publish() {
  targets.version += 1;
  school.version += 1;
  const auto put = [&](const std::string& name, const TufTargets& role, const auto& keys) {
    const std::string text = make_tuf_file(tuf_json(role), keys);
    metadata[std::to_string(role.version) + "." + name] = text;
    snapshot.files[name] = describe_tuf_file(text, role.version);
  };
  put("targets.json", targets, targets_keys);
  put("linzi.json", school, school_keys);
  publish_snapshot();
}

void TufRepository::publish_snapshot() {
  snapshot.version += 1;
  const std::string text = make_tuf_file(tuf_json(snapshot), snapshot_keys);
  metadata[std::to_string(snapshot.version) + ".snapshot.json"] = text;
  timestamp.snapshot = describe_tuf_file(text, snapshot.version);
  publish_timestamp();
}

void TufRepository::publish_timestamp() {
  timestamp.version += 1;
  metadata["timestamp.json"] = make_tuf_file(tuf_json(timestamp), timestamp_keys);
}

void TufRepository::add(const std::string& path, const std::string& content) {
  TufTarget target;
  target.length = static_cast<std::int64_t>(content.size());
  target.sha256 = calc_sha256(content);
  school.targets[path] = target;
  const std::size_t at = path.rfind('/') + 1;
  files[path.substr(0, at) + target.sha256 + "." + path.substr(at)] = content;
  publish();
}

TufSource TufRepository::source() {
  const auto from = [this](std::map<std::string, std::string>& store) {
    return [this, &store](const std::string& path,
                          std::size_t most_bytes) -> std::optional<std::string> {
      asked.emplace_back(path, most_bytes);
      const auto found = store.find(path);
      return found != store.end() ? std::optional(found->second) : std::nullopt;
    };
  };
  return {from(metadata), from(files)};
}

} // namespace jixia
