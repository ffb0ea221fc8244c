// Each attack that the TUF specification names (section 1.5.2), made against our client.
#include "trust/tuf_client.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "support/temporary_folder.h"
#include "trust/digest.h"
#include "tuf_repository.h"

namespace jixia {
namespace {

constexpr const char* kPump = "linzi/pump/1.0.0.zip";
constexpr std::int64_t kNow = TufRepository::kNow;
constexpr std::int64_t kDay = TufRepository::kDay;

class Tuf : public testing::Test {
 protected:
  void SetUp() override {
    TufClient client(folder_.path(), {}, kNow);
    ASSERT_TRUE(client.trust_root(library_.metadata["1.root.json"], problems_));
  }

  /// Updates and fetches; what went wrong is in problems_.
  std::optional<std::string> fetch(const std::string& path = kPump, std::int64_t now = kNow) {
    problems_ = {};
    TufClient client(folder_.path(), library_.source(), now);
    return client.update(problems_) ? client.fetch_target(path, problems_) : std::nullopt;
  }

  /// The same by a client that has seen nothing but the first root.
  std::optional<std::string> fetch_fresh() {
    problems_ = {};
    const TemporaryFolder folder;
    TufClient client(folder.path(), library_.source(), kNow);
    return client.trust_root(library_.metadata["1.root.json"], problems_) &&
                   client.update(problems_)
               ? client.fetch_target(kPump, problems_)
               : std::nullopt;
  }

  bool update(std::int64_t now = kNow) {
    problems_ = {};
    return TufClient(folder_.path(), library_.source(), now).update(problems_);
  }

  bool says(const std::string& word) {
    return problems_.text(Language::English).find(word) != std::string::npos;
  }

  TemporaryFolder folder_;
  TufRepository library_;
  Diagnostics problems_;
};

TEST_F(Tuf, AnHonestLibraryGivesWhatTheSchoolSigned) {
  EXPECT_EQ(fetch(), "the pump pack") << problems_.text(Language::English);
  library_.add("linzi/pump/1.1.0.zip", "a newer one");
  EXPECT_EQ(fetch("linzi/pump/1.1.0.zip"), "a newer one");
  EXPECT_EQ(fetch(), "the pump pack");
  EXPECT_FALSE(fetch("linzi/pump/9.9.9.zip"));
  EXPECT_TRUE(says("no such thing"));
}

TEST_F(Tuf, WhatIsUnchangedIsNotFetchedAgain) {
  ASSERT_TRUE(fetch());
  library_.asked.clear();
  ASSERT_TRUE(update());
  ASSERT_EQ(library_.asked.size(), 2u); // whether there is a new root, and the timestamp
  EXPECT_EQ(library_.asked[0].first, "2.root.json");
  EXPECT_EQ(library_.asked[1].first, "timestamp.json");
}

TEST_F(Tuf, WithoutATrustedRootNothingIsTrusted) {
  const TemporaryFolder empty;
  TufClient client(empty.path(), library_.source(), kNow);
  EXPECT_FALSE(client.update(problems_));
  EXPECT_TRUE(says("no trusted root"));
  EXPECT_FALSE(client.trust_root("{}", problems_));
  EXPECT_FALSE(client.trust_root(make_tuf_file(tuf_json(library_.root), {}), problems_));
  EXPECT_TRUE(client.trust_root(library_.metadata["1.root.json"], problems_));
  EXPECT_FALSE(client.trust_root(library_.metadata["1.root.json"], problems_)); // not twice
}

// --- Arbitrary installation -----------------------------------------------------------------

TEST_F(Tuf, ArbitraryInstallation_ChangedBytesAreRefused) {
  for (auto& [path, content] : library_.files) {
    content[0] = 'T';
  }
  EXPECT_FALSE(fetch());
  EXPECT_TRUE(says("digest"));
}

TEST_F(Tuf, ArbitraryInstallation_ListsSignedByStrangersAreRefused) {
  const std::vector<SecretKey> stranger{TufRepository::key(99)};
  const TufRepository honest = library_;
  const auto attack = [&](const std::function<void()>& change) {
    static_cast<TufRepository&>(library_) = honest;
    change();
    return fetch_fresh().has_value();
  };
  EXPECT_FALSE(attack([&] {
    library_.timestamp_keys = stranger;
    library_.publish();
  }));
  EXPECT_FALSE(attack([&] {
    library_.snapshot_keys = stranger;
    library_.publish();
  }));
  EXPECT_FALSE(attack([&] {
    library_.targets_keys = stranger;
    library_.publish();
  }));
  EXPECT_FALSE(attack([&] {
    library_.school_keys = stranger;
    library_.publish();
  }));
  EXPECT_FALSE(attack([&] { library_.publish_root(stranger); }));
  EXPECT_TRUE(attack([&] { library_.publish(); })) << problems_.text(Language::English);
}

TEST_F(Tuf, ArbitraryInstallation_EveryChangedCharacterOfAListIsFound) {
  for (const char* name : {"timestamp.json", "1.snapshot.json", "1.targets.json", "1.linzi.json"}) {
    const std::string text = library_.metadata[name];
    for (std::size_t at = text.find("\"signed\""); at < text.size(); at += 7) {
      const TemporaryFolder fresh;
      library_.metadata[name][at] = static_cast<char>(text[at] ^ 1);
      TufClient client(fresh.path(), library_.source(), kNow);
      Diagnostics problems;
      client.trust_root(library_.metadata["1.root.json"], problems);
      ASSERT_FALSE(client.update(problems) && client.fetch_target(kPump, problems)) << name << at;
      library_.metadata[name] = text;
    }
  }
}

// --- Wrong software -------------------------------------------------------------------------

TEST_F(Tuf, WrongSoftware_AnotherTrustedFileInItsPlaceIsRefused) {
  library_.add("linzi/kiln/1.0.0.zip", "the kiln pack");
  const std::string kiln = calc_sha256("the kiln pack"), pump = calc_sha256("the pump pack");
  library_.files["linzi/pump/" + pump + ".1.0.0.zip"] =
      library_.files["linzi/kiln/" + kiln + ".1.0.0.zip"];
  EXPECT_FALSE(fetch());
  EXPECT_TRUE(says("digest"));
}

TEST_F(Tuf, WrongSoftware_ASchoolSpeaksForItsOwnPathsAlone) {
  library_.add("zibo/pump/1.0.0.zip", "not theirs");
  library_.add("linzi/a/b/1.0.0.zip", "too deep");
  library_.add("linzi/1.0.0.zip", "too flat");
  EXPECT_FALSE(fetch("zibo/pump/1.0.0.zip"));
  EXPECT_FALSE(fetch("linzi/a/b/1.0.0.zip"));
  EXPECT_FALSE(fetch("linzi/1.0.0.zip"));
  EXPECT_TRUE(fetch());
}

TEST_F(Tuf, WrongSoftware_ATerminatingDelegationEndsTheSearch) {
  // A second school is given the same paths behind the first: it is not asked.
  TufDelegation second = library_.targets.delegations[0];
  second.name = "second";
  library_.targets.delegations.push_back(second);
  TufTargets role;
  role.expires = kNow + kDay;
  role.targets["linzi/x/1.0.0.zip"] = {1, calc_sha256("x"), {}};
  const std::string text = make_tuf_file(tuf_json(role), library_.school_keys);
  library_.metadata["1.second.json"] = text;
  library_.snapshot.files["second.json"] = describe_tuf_file(text, 1);
  library_.files["linzi/x/" + calc_sha256("x") + ".1.0.0.zip"] = "x";
  library_.publish();
  EXPECT_FALSE(fetch("linzi/x/1.0.0.zip"));
  library_.targets.delegations[0].is_terminating = false;
  library_.publish();
  EXPECT_EQ(fetch("linzi/x/1.0.0.zip"), "x") << problems_.text(Language::English);
}

TEST_F(Tuf, WrongSoftware_AListOfAnotherKindIsRefused) {
  // The snapshot's own key signs a targets file: it is no snapshot.
  library_.metadata["1.snapshot.json"] =
      make_tuf_file(tuf_json(library_.targets), library_.snapshot_keys);
  library_.timestamp.snapshot = describe_tuf_file(library_.metadata["1.snapshot.json"], 1);
  library_.publish_timestamp();
  EXPECT_FALSE(update());
}

// --- Rollback -------------------------------------------------------------------------------

TEST_F(Tuf, Rollback_AnOlderTimestampIsRefused) {
  const std::string old = library_.metadata["timestamp.json"];
  library_.publish();
  ASSERT_TRUE(update());
  library_.metadata["timestamp.json"] = old;
  EXPECT_FALSE(update());
  EXPECT_TRUE(says("older"));
}

TEST_F(Tuf, Rollback_ANewTimestampThatListsAnOlderSnapshotIsRefused) {
  library_.publish();
  ASSERT_TRUE(update());
  library_.timestamp.snapshot = describe_tuf_file(library_.metadata["1.snapshot.json"], 1);
  library_.publish_timestamp();
  EXPECT_FALSE(update());
  EXPECT_TRUE(says("older"));
}

TEST_F(Tuf, Rollback_ANewSnapshotThatListsAnOlderFileOrLacksOneIsRefused) {
  library_.publish();
  ASSERT_TRUE(update());
  const TufSnapshot honest = library_.snapshot;
  for (const char* name : {"targets.json", "linzi.json"}) {
    library_.snapshot.files[name] =
        describe_tuf_file(library_.metadata[std::string("1.") + name], 1);
    library_.publish_snapshot();
    EXPECT_FALSE(update()) << name;
    EXPECT_TRUE(says("older"));
    library_.snapshot.files = honest.files;
  }
  library_.snapshot.files.erase("linzi.json");
  library_.publish_snapshot();
  EXPECT_FALSE(update());
  library_.snapshot.files = honest.files;
  library_.publish_snapshot();
  EXPECT_TRUE(update()) << problems_.text(Language::English); // no refusal is for ever
}

TEST_F(Tuf, Rollback_ARootOfTheWrongVersionIsRefused) {
  library_.root.version += 1; // the file of version 2 holds version 3
  library_.publish_root(library_.first_root_keys(3));
  library_.metadata["2.root.json"] = library_.metadata["3.root.json"];
  library_.metadata.erase("3.root.json");
  EXPECT_FALSE(update());
}

// --- Freeze ---------------------------------------------------------------------------------

TEST_F(Tuf, Freeze_TheSameListsAreNotTrustedForEver) {
  ASSERT_TRUE(update(kNow + 29 * kDay));
  EXPECT_FALSE(update(kNow + 30 * kDay)); // at the very second it expires
  EXPECT_TRUE(says("expired"));
}

TEST_F(Tuf, Freeze_EveryExpiredListIsRefused) {
  const TufRepository honest = library_;
  const auto attack = [&](const std::function<void()>& change) {
    static_cast<TufRepository&>(library_) = honest;
    change();
    return fetch_fresh().has_value();
  };
  EXPECT_FALSE(attack([&] {
    library_.timestamp.expires = kNow;
    library_.publish_timestamp();
  }));
  EXPECT_FALSE(attack([&] {
    library_.snapshot.expires = kNow;
    library_.publish_snapshot();
  }));
  EXPECT_FALSE(attack([&] {
    library_.targets.expires = kNow;
    library_.publish();
  }));
  EXPECT_FALSE(attack([&] {
    library_.school.expires = kNow;
    library_.publish();
  }));
}

TEST_F(Tuf, Freeze_AnExpiredRootIsRefusedButMayLeadToANewerOne) {
  EXPECT_FALSE(update(kNow + 366 * kDay));
  EXPECT_TRUE(says("expired"));
  library_.publish_root(library_.first_root_keys(3));
  library_.root.expires = kNow + 800 * kDay;
  library_.metadata["2.root.json"] =
      make_tuf_file(tuf_json(library_.root), library_.first_root_keys(3));
  for (TufHead* head : std::initializer_list<TufHead*>{&library_.targets, &library_.school,
                                                       &library_.snapshot, &library_.timestamp}) {
    head->expires = kNow + 400 * kDay;
  }
  library_.publish();
  EXPECT_TRUE(update(kNow + 366 * kDay)) << problems_.text(Language::English);
}

// --- Mix and match --------------------------------------------------------------------------

TEST_F(Tuf, MixAndMatch_AListOfAnotherDayIsRefused) {
  library_.publish();
  const TufRepository honest = library_;
  for (const char* name : {"snapshot.json", "targets.json", "linzi.json"}) {
    static_cast<TufRepository&>(library_) = honest;
    library_.metadata[std::string("2.") + name] = library_.metadata[std::string("1.") + name];
    EXPECT_FALSE(fetch()) << name;
  }
}

TEST_F(Tuf, MixAndMatch_AnotherListOfTheSameVersionIsRefused) {
  // Two versions 1 of the school's list, both signed by it; only one is in the snapshot.
  library_.school.targets.clear();
  library_.metadata["1.linzi.json"] =
      make_tuf_file(tuf_json(library_.school), library_.school_keys);
  EXPECT_FALSE(fetch());
  EXPECT_TRUE(says("digest"));
}

// --- Endless data ---------------------------------------------------------------------------

TEST_F(Tuf, EndlessData_EveryRequestHasALimit) {
  ASSERT_TRUE(fetch());
  for (const auto& [path, limit] : library_.asked) {
    EXPECT_LE(limit, std::size_t{8} << 20) << path;
  }
  const auto limit_of = [&](const std::string& path) {
    for (const auto& [name, limit] : library_.asked) {
      if (name == path) {
        return limit;
      }
    }
    return std::size_t{0};
  };
  EXPECT_EQ(limit_of("timestamp.json"), std::size_t{16} << 10);
  EXPECT_EQ(limit_of("1.snapshot.json"), library_.metadata["1.snapshot.json"].size());
  EXPECT_EQ(library_.asked.back().second, std::string("the pump pack").size());
}

TEST_F(Tuf, EndlessData_ASourceThatGivesMoreIsRefused) {
  const TufRepository honest = library_;
  for (const char* name :
       {"timestamp.json", "1.snapshot.json", "1.targets.json", "1.linzi.json", "2.root.json"}) {
    static_cast<TufRepository&>(library_) = honest;
    library_.metadata[name] += std::string(300 << 10, ' '); // white space keeps it valid JSON
    EXPECT_FALSE(fetch()) << name;
    EXPECT_TRUE(says("no end of data")) << name << problems_.text(Language::English);
  }
  static_cast<TufRepository&>(library_) = honest;
  library_.files.begin()->second += "!";
  EXPECT_FALSE(fetch());
}

TEST_F(Tuf, EndlessData_RootsWithoutEndAreNotFollowed) {
  for (int k = 0; k < TufClient::kMostRootSteps + 50; ++k) {
    library_.publish_root(library_.first_root_keys(3));
  }
  update();
  EXPECT_LE(library_.asked.size(), static_cast<std::size_t>(TufClient::kMostRootSteps) + 10);
}

// --- Key compromise -------------------------------------------------------------------------

TEST_F(Tuf, KeyCompromise_FewerRootKeysThanTheThresholdChangeNothing) {
  library_.timestamp_keys = {TufRepository::key(99)};
  library_.publish_root(library_.first_root_keys(2)); // two of three
  library_.publish();
  EXPECT_FALSE(update());
  EXPECT_TRUE(says("too few valid signatures"));
}

TEST_F(Tuf, KeyCompromise_AnAttackersOwnRootNeedsTheOldKeys) {
  const std::vector<SecretKey> old = library_.root_keys;
  library_.root_keys = {TufRepository::key(91), TufRepository::key(92), TufRepository::key(93)};
  library_.publish_root(library_.root_keys); // its own keys only
  EXPECT_FALSE(update());
  library_.root.version -= 1;
  library_.publish_root({old[0], old[1], old[2]}); // the old keys only
  EXPECT_FALSE(update());
  library_.root.version -= 1;
  std::vector<SecretKey> both = library_.root_keys;
  both.insert(both.end(), old.begin(), old.begin() + 3);
  library_.publish_root(both);
  EXPECT_TRUE(update()) << problems_.text(Language::English);
}

TEST_F(Tuf, KeyCompromise_OneOfTwoTargetsKeysIsNotEnough) {
  library_.targets.targets["evil.zip"] = {4, calc_sha256("evil"), {}};
  library_.files[calc_sha256("evil") + ".evil.zip"] = "evil";
  library_.targets_keys.pop_back(); // the attacker has one, and runs snapshot and timestamp
  library_.publish();
  EXPECT_FALSE(fetch("evil.zip"));
}

TEST_F(Tuf, KeyCompromise_TheServersKeysAloneBringNoNewPack) {
  // Snapshot and timestamp are on line; whoever has them can list, but not say what a school says.
  library_.school.targets["linzi/evil/1.0.0.zip"] = {4, calc_sha256("evil"), {}};
  library_.school_keys = library_.snapshot_keys;
  library_.publish();
  EXPECT_FALSE(fetch("linzi/evil/1.0.0.zip"));
  EXPECT_FALSE(fetch());
}

TEST_F(Tuf, KeyCompromise_OneKeyUnderTwoNamesCountsOnce) {
  TufRole role = role_of({TufRepository::key(1)}, 2);
  TufKeys keys{{*role.key_ids.begin(), TufRepository::key(1).public_key()}};
  TufFile file{JsonValue::Object{{"a", 1}}, {}};
  const std::string signature = TufRepository::key(1).sign(canonical_json(file.content));
  file.signatures[*role.key_ids.begin()] = signature;
  role.key_ids.insert("other");
  keys["other"] = TufRepository::key(1).public_key();
  file.signatures["other"] = signature;
  EXPECT_FALSE(is_signed_by_role(file, keys, role));
  role.threshold = 1;
  EXPECT_TRUE(is_signed_by_role(file, keys, role));
}

TEST_F(Tuf, KeyCompromise_ARevokedSchoolKeyIsNotFollowed) {
  ASSERT_TRUE(fetch());
  const std::vector<SecretKey> stolen = library_.school_keys;
  library_.school_keys = {TufRepository::key(42)};
  const PublicKey next = library_.school_keys[0].public_key();
  library_.targets.keys = {{tuf_key_id(next), next}};
  library_.targets.delegations[0].role = role_of(library_.school_keys, 1);
  library_.publish();
  EXPECT_TRUE(fetch()) << problems_.text(Language::English);
  library_.school_keys = stolen;
  library_.add("linzi/pump/2.0.0.zip", "from the thief");
  EXPECT_FALSE(fetch("linzi/pump/2.0.0.zip"));
}

// --- Fast forward ---------------------------------------------------------------------------

TEST_F(Tuf, FastForward_NewKeysBringTheClientBack) {
  ASSERT_TRUE(update());
  const TufRepository honest = library_;
  library_.snapshot.version = std::int64_t{1} << 52; // the attacker has both keys on the server
  library_.timestamp.version = std::int64_t{1} << 52;
  library_.snapshot.files["targets.json"].version = 1;
  library_.publish_snapshot();
  ASSERT_TRUE(update()) << problems_.text(Language::English);
  static_cast<TufRepository&>(library_) = honest;
  library_.publish();
  ASSERT_FALSE(update()); // versions cannot go back...
  library_.timestamp_keys = {TufRepository::key(32)};
  library_.snapshot_keys = {TufRepository::key(22)};
  library_.publish_root(library_.first_root_keys(3));
  library_.publish();
  EXPECT_TRUE(update()) << problems_.text(Language::English); // ...but with new keys they can
  EXPECT_EQ(fetch(), "the pump pack");
}

TEST_F(Tuf, FastForward_AKeyThatIsAddedBringsTheClientBackToo) {
  // The old key still counts, so the attacker's files stay validly signed; they must be forgotten.
  const TufRepository honest = library_;
  library_.timestamp.version = std::int64_t{1} << 52;
  library_.publish_timestamp();
  ASSERT_TRUE(update()) << problems_.text(Language::English);
  static_cast<TufRepository&>(library_) = honest;
  library_.timestamp_keys.push_back(TufRepository::key(32));
  library_.publish_root(library_.first_root_keys(3));
  library_.publish();
  EXPECT_TRUE(update()) << problems_.text(Language::English);
}

// --- The format -----------------------------------------------------------------------------

TEST(TufFormat, TheKeyIdIsTheDigestOfTheKeysCanonicalForm) {
  // Key and id of the example in section 4.3 of the specification: the point is given there, and
  // the id is the SHA-256 of this text, calculated with sha256sum.
  PublicKey key;
  const std::string hex = "72378e5bc588793e58f81c8533da64a2e8f1565c1fcc7f253496394ffc52542c";
  const std::string point = bytes_from_hex(hex, 32).value();
  std::copy(point.begin(), point.end(), key.point.begin());
  EXPECT_EQ(tuf_key_id(key), "1bf1c6e3cdd3d3a8420b19199e27511999850f4b376c4547b2f32fba7e80fca3");
}

TEST(TufFormat, PathsAreMatchedSegmentBySegment) {
  const auto matches = [](const std::string& pattern, const std::string& path) {
    TufDelegation delegation;
    delegation.paths = {pattern};
    return is_delegated(delegation, path);
  };
  // The examples of section 4.5.
  EXPECT_TRUE(matches("targets/*.tgz", "targets/foo.tgz"));
  EXPECT_FALSE(matches("targets/*.tgz", "targets/foo.txt"));
  EXPECT_TRUE(matches("foo-version-?.tgz", "foo-version-2.tgz"));
  EXPECT_FALSE(matches("foo-version-?.tgz", "foo-version-alpha.tgz"));
  EXPECT_FALSE(matches("*.tgz", "targets/foo.tgz"));
  EXPECT_TRUE(matches("foo.tgz", "foo.tgz"));
  EXPECT_FALSE(matches("a?b", "a/b"));
  EXPECT_TRUE(matches("*a*b*", "xxaxxbxx"));
  EXPECT_FALSE(matches(std::string(100, '*') + "x", std::string(300, 'a'))); // and soon
}

TEST(TufFormat, MetadataWithMistakesIsRefused) {
  TufRepository library;
  const auto refuses = [](JsonValue json, const char* member, const JsonValue& value) {
    JsonValue::Object object = *json.object();
    object[member] = value;
    return !read_tuf_root(object) && !read_tuf_targets(object) && !read_tuf_snapshot(object) &&
           !read_tuf_timestamp(object);
  };
  for (const JsonValue& json : {tuf_json(library.root), tuf_json(library.targets),
                                tuf_json(library.snapshot), tuf_json(library.timestamp)}) {
    EXPECT_TRUE(refuses(json, "_type", "x"));
    EXPECT_TRUE(refuses(json, "spec_version", "2.0.0"));
    EXPECT_TRUE(refuses(json, "version", 0));
    EXPECT_TRUE(refuses(json, "version", "1"));
    EXPECT_TRUE(refuses(json, "expires", "2030-01-01"));
    EXPECT_TRUE(refuses(json, "expires", "2030-13-01T00:00:00Z"));
    EXPECT_TRUE(refuses(json, "expires", "2030-01-01T00:00:00+08:00"));
  }
  EXPECT_TRUE(refuses(tuf_json(library.root), "keys",
                      JsonValue::Object{{"00", JsonValue::Object{{"keytype", "ed25519"}}}}));
  EXPECT_TRUE(refuses(tuf_json(library.root), "roles", JsonValue::Object{}));
  EXPECT_FALSE(read_tuf_file(
      R"({"signed":{},"signatures":[{"keyid":"a","sig":"00"},{"keyid":"a","sig":"00"}]})"));
  for (const char* name :
       {"root", "targets", "snapshot", "timestamp", "../x", "", "A", "a/b", "-a"}) {
    EXPECT_FALSE(is_tuf_role_name(name)) << name;
  }
}

} // namespace
} // namespace jixia
