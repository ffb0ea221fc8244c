#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "trust/json_value.h"
#include "trust/signing_key.h"

namespace jixia {

/// The files by which a library says what it holds, in the format of The Update Framework (TUF)
/// specification 1.0: who may say what (root), what there is (targets, and one file for each school
/// that the top-level targets delegates to), what is the newest of each (snapshot), and that this
/// is so today (timestamp). Keys are Ed25519. Left out: the mirrors role, path_hash_prefixes.

/// Keys that speak for a role, and how many must agree.
struct TufRole {
  std::set<std::string> key_ids;
  std::int64_t threshold = 1;
  bool operator==(const TufRole&) const = default;
};

/// Key id -> key; the id is the SHA-256 of the key's canonical JSON.
using TufKeys = std::map<std::string, PublicKey>;

std::string tuf_key_id(const PublicKey& key);

/// What every file says of itself.
struct TufHead {
  std::int64_t version = 1;
  std::int64_t expires = 0; ///< [s] Unix time
};

struct TufRoot : TufHead {
  bool has_consistent_snapshots = true;
  TufKeys keys;
  std::map<std::string, TufRole> roles; ///< root, targets, snapshot, timestamp
};

/// What snapshot and timestamp say of another file; absent length or digest: not said.
struct TufMetaFile {
  std::int64_t version = 1;
  std::optional<std::int64_t> length;
  std::optional<std::string> sha256;
};

struct TufTimestamp : TufHead {
  TufMetaFile snapshot;
};

struct TufSnapshot : TufHead {
  std::map<std::string, TufMetaFile> files; ///< e.g. "targets.json"
};

struct TufTarget {
  std::int64_t length = 0; ///< [byte]
  std::string sha256;
  JsonValue custom; ///< an object, or null
};

/// A role that speaks for target paths of its own.
struct TufDelegation {
  std::string name; ///< is_pack_id-like: a-z, digits, '-'; it becomes a file name
  TufRole role;
  std::vector<std::string> paths; ///< shell patterns; * and ? do not match '/'
  bool is_terminating = true;
};

struct TufTargets : TufHead {
  std::map<std::string, TufTarget> targets;
  TufKeys keys;
  std::vector<TufDelegation> delegations;
};

/// A file taken apart: what is signed, and by whom.
struct TufFile {
  JsonValue content;
  std::map<std::string, std::string> signatures; ///< key id -> 64 bytes
};

/// @returns nullopt unless `text` has the form of signed metadata; two signatures of one key id are
/// refused
std::optional<TufFile> read_tuf_file(std::string_view text);

/// True if at least `role.threshold` different keys of the role signed `file`. A key counts once,
/// whatever names it has.
bool is_signed_by_role(const TufFile& file, const TufKeys& keys, const TufRole& role);

/// Readers of the signed part; nullopt if it is of another type or version of the specification, or
/// lacks or overdoes anything.
std::optional<TufRoot> read_tuf_root(const JsonValue& content);
std::optional<TufTimestamp> read_tuf_timestamp(const JsonValue& content);
std::optional<TufSnapshot> read_tuf_snapshot(const JsonValue& content);
std::optional<TufTargets> read_tuf_targets(const JsonValue& content);

JsonValue tuf_json(const TufRoot& root);
JsonValue tuf_json(const TufTimestamp& timestamp);
JsonValue tuf_json(const TufSnapshot& snapshot);
JsonValue tuf_json(const TufTargets& targets);

/// The file of a signed part, signed with all `keys`.
std::string make_tuf_file(const JsonValue& content, const std::vector<SecretKey>& keys);

/// The same file with the signatures of `keys` added: several people sign one after another.
std::string add_tuf_signatures(const TufFile& file, const std::vector<SecretKey>& keys);

/// What snapshot or timestamp say of a file with this text.
TufMetaFile describe_tuf_file(std::string_view text, std::int64_t version);

/// True if `path` matches one of the patterns, segment by segment.
bool is_delegated(const TufDelegation& delegation, std::string_view path);

/// True if `name` can be a delegated role: letters a-z, digits and '-', at most 64, and none of the
/// four top-level roles.
bool is_tuf_role_name(std::string_view name);

} // namespace jixia
