// From a teacher's folder to the catalogue.
#include <gtest/gtest.h>

#include <atomic>

#include "library_with_school.h"
#include "packaging/pack_file.h"
#include "trust/digest.h"
#include "trust/minisign.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Publish : public LibraryWithSchool {};

TEST_F(Publish, WhatPassesIsListedAndSigned) {
  const auto published = publish(folder_ / "demo-1.0.0");
  ASSERT_TRUE(published) << problems_.text(Language::English);
  EXPECT_TRUE(published->is_listed);
  EXPECT_EQ(published->sent_files, published->all_files);
  const Json shown = get("/api/packs/linzi/demo/1.0.0");
  EXPECT_EQ(shown["state"], "listed");
  EXPECT_TRUE(shown["report"]["passed"]);
  EXPECT_EQ(get("/api/packs/linzi/demo")["versions"].size(), 1u);
  // The file itself, its digest and its signature.
  const std::string digest = shown["sha256"];
  const auto file = client_->Get("/tuf/targets/linzi/demo/" + digest + ".1.0.0.zip");
  ASSERT_TRUE(file && file->status == 200);
  EXPECT_EQ(calc_sha256(file->body), digest);
  const auto minisig = client_->Get("/api/packs/linzi/demo/1.0.0/minisig");
  PublicKey signer = key(5).public_key();
  EXPECT_TRUE(check_minisig(signer, file->body, minisig->body, "x", problems_))
      << problems_.text(Language::English);
}

TEST_F(Publish, WhatFailsIsNotListedAndNotToBeHad) {
  admit_ = [](const fs::path&) {
    return Admission{false, "{}", R"({"passed":false,"problems":[],"runs":[]})"};
  };
  const auto published = publish(folder_ / "demo-1.0.0");
  ASSERT_TRUE(published) << problems_.text(Language::English);
  EXPECT_FALSE(published->is_listed);
  EXPECT_EQ(get("/api/packs")["packs"].size(), 0u);
  EXPECT_EQ(status("/api/packs/linzi/demo/1.0.0"), 404); // only its own school sees it
  EXPECT_EQ(status("/api/packs/linzi/demo/1.0.0/manifest"), 404);
  const auto pack = PackFolder::read(folder_ / "demo-1.0.0", problems_);
  EXPECT_EQ(status("/api/blobs/" + calc_sha256(pack->files().at("pack.yaml"))), 404);
  const auto library = open();
  ASSERT_TRUE(library);
  EXPECT_TRUE(library->catalogue().empty());
  // It was never listed, so the number is free: put right, it is published.
  admit_ = passed;
  EXPECT_TRUE(publish(folder_ / "demo-1.0.0")->is_listed);
}

TEST_F(Publish, ANameAndVersionNeverChangesItsBytes) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const auto again = publish(folder_ / "demo-1.0.0"); // the same: nothing happens
  ASSERT_TRUE(again) << problems_.text(Language::English);
  EXPECT_TRUE(again->is_listed);
  EXPECT_EQ(again->sent_files, 0u);
  std::ofstream(folder_ / "demo-1.0.0/pack.yaml", std::ios::app) << "# changed\n";
  EXPECT_FALSE(publish(folder_ / "demo-1.0.0"));
  EXPECT_TRUE(says("永不改变") || says("never changes"));
}

TEST_F(Publish, OnlyChangedFilesTravel) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const auto next = publish(make_pack("demo", "1.1.0"));
  ASSERT_TRUE(next && next->is_listed) << problems_.text(Language::English);
  EXPECT_EQ(next->sent_files, 1u); // pack.yaml, which holds the version
  EXPECT_GT(next->all_files, 3u);
}

TEST_F(Publish, AnotherSchoolsNameIsRefused) {
  Publisher who = publisher("linzi");
  who.login = "zibo:secret"; // zibo's key to the library, linzi's namespace
  EXPECT_FALSE(publish_pack((folder_ / "demo-1.0.0").string(), registry_, who, key(5),
                            [](const Text&) {}, problems_));
  EXPECT_TRUE(says("only") || says("只能"));
}

TEST_F(Publish, ASignatureOfAnotherKeyIsRefused) {
  EXPECT_FALSE(publish(folder_ / "demo-1.0.0", "linzi", 6)); // stolen login, not the signing key
  EXPECT_TRUE(says("not signed by") || says("签名无效"));
  EXPECT_TRUE(get("/api/packs")["packs"].empty());
}

TEST_F(Publish, WithoutALoginNothingIsWritten) {
  const auto put = client_->Put("/api/packs/linzi/demo/1.0.0", "{}", "application/json");
  EXPECT_EQ(put->status, 401);
  client_->set_basic_auth("linzi", "secret");
  const auto wrong = client_->Put("/api/packs/linzi/demo/1.0.0", "{}", "application/json");
  EXPECT_EQ(wrong->status, 400);
  const auto path = client_->Put("/api/packs/linzi/Demo/1.0", "{}", "application/json");
  EXPECT_EQ(path->status, 400);
}

TEST_F(Publish, ABlobMustBeWhatItsNameSaysAndWasAnnounced) {
  const auto pack = PackFolder::read(folder_ / "demo-1.0.0", problems_);
  const std::map<std::string, std::string_view> files(pack->files().begin(), pack->files().end());
  client_->set_basic_auth("linzi", "secret");
  const std::string path = "/api/packs/linzi/demo/1.0.0";
  const auto put = [&](const std::string& where, const std::string& what) {
    return client_->Put(where, what, "application/octet-stream")->status;
  };
  const std::string yaml = pack->files().at("pack.yaml");
  EXPECT_EQ(put(path + "/blobs/" + calc_sha256(yaml), yaml), 404); // nothing was announced
  EXPECT_EQ(put(path, manifest_text(make_pack_manifest(files, "demo", "1.0.0"))), 202);
  EXPECT_EQ(put(path + "/blobs/" + calc_sha256("x"), "x"), 404);
  EXPECT_EQ(put(path + "/blobs/" + calc_sha256(yaml), yaml + "!"), 400);
  EXPECT_EQ(put(path + "/blobs/../../../../etc/passwd", "x"), 404);
  EXPECT_EQ(put(path + "/blobs/" + calc_sha256(yaml), yaml), 204);
  EXPECT_EQ(put(path, manifest_text(make_pack_manifest(files, "demo", "2.0.0"))), 400);
}

/// Says by hand what a publisher's program says, so that one thing can be wrong.
class Submit : public Publish {
 protected:
  void SetUp() override {
    Publish::SetUp();
    client_->set_basic_auth("linzi", "secret");
    ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
    list_.version = 1;
    list_.expires = utc_now() + 86'400;
    const Json first = get("/api/packs/linzi/demo/1.0.0");
    list_.targets["linzi/demo/1.0.0.zip"] = {first["size"], first["sha256"], {}};
    list_.version = 2;
    upload(make_pack("demo", "1.1.0"));
    list_.targets[kPath] = {static_cast<std::int64_t>(bytes_.size()), calc_sha256(bytes_), {}};
  }

  void upload(const fs::path& folder) {
    const auto pack = PackFolder::read(folder, problems_);
    const std::map<std::string, std::string_view> files(pack->files().begin(), pack->files().end());
    client_->Put(kAddress, manifest_text(make_pack_manifest(files, "demo", "1.1.0")),
                 "application/json");
    for (const auto& [name, content] : files) {
      client_->Put(kAddress + ("/blobs/" + calc_sha256(content)), std::string(content),
                   "application/octet-stream");
    }
    bytes_ = make_pack_file(files, "demo", "1.1.0", problems_).value();
  }

  int submit(unsigned char list_key = 5, unsigned char file_key = 5) {
    const Json body{{"list", make_tuf_file(tuf_json(list_), {key(list_key)})},
                    {"minisig", make_minisig(key(file_key), bytes_, "x")}};
    return client_->Post(kAddress + std::string("/publish"), body.dump(), "application/json")
        ->status;
  }

  int withdraw() {
    return client_
        ->Post("/api/packs/linzi/demo/1.0.0/withdraw", make_tuf_file(tuf_json(list_), {key(5)}),
               "application/json")
        ->status;
  }

  static constexpr const char* kPath = "linzi/demo/1.1.0.zip";
  const std::string kAddress = "/api/packs/linzi/demo/1.1.0";
  TufTargets list_;
  std::string bytes_;
};

TEST_F(Submit, WhatIsRightIsTaken) {
  EXPECT_EQ(submit(), 202);
}

TEST_F(Submit, AnotherDigestThanTheFilesGiveIsRefused) {
  list_.targets[kPath].sha256 = calc_sha256("something else");
  EXPECT_EQ(submit(), 400);
  list_.targets[kPath].sha256 = calc_sha256(bytes_);
  list_.targets[kPath].length += 1;
  EXPECT_EQ(submit(), 400);
}

TEST_F(Submit, AListOrAFileSignedByAnotherIsRefused) {
  EXPECT_EQ(submit(6, 5), 403);
  EXPECT_EQ(submit(5, 6), 403);
}

TEST_F(Submit, AListThatChangesWhatIsPublishedIsRefused) {
  const TufTargets right = list_;
  TufTarget& published = list_.targets["linzi/demo/1.0.0.zip"];
  published.sha256 = calc_sha256("other bytes");
  EXPECT_EQ(submit(), 409);
  list_.targets.erase(kPath);
  EXPECT_EQ(withdraw(), 409); // not by this way either
  list_ = right;
  list_.targets.erase("linzi/demo/1.0.0.zip");
  EXPECT_EQ(submit(), 409);
  list_ = right;
  list_.targets["linzi/demo/1.0.0.zip"].custom =
      JsonValue::Object{{"yanked", JsonValue::Object{{"zh", "x"}, {"en", "x"}}}};
  EXPECT_EQ(submit(), 409); // a withdrawal is a request of its own
  list_ = right;
  EXPECT_EQ(submit(), 202);
}

TEST_F(Submit, AListThatAddsTwoOrIsNotTheNextOneIsRefused) {
  list_.targets["linzi/other/1.0.0.zip"] = {1, calc_sha256("x"), {}};
  EXPECT_EQ(submit(), 400);
  list_.targets.erase("linzi/other/1.0.0.zip");
  for (const int version : {1, 3, 1000}) {
    list_.version = version;
    EXPECT_EQ(submit(), 409) << version;
  }
  list_.version = 2;
  list_.expires = utc_now() - 1;
  EXPECT_EQ(submit(), 400);
}

TEST_F(Submit, PathsOfAnotherSchoolAreRefused) {
  list_.targets["zibo/demo/1.0.0.zip"] = {1, calc_sha256("x"), {}};
  EXPECT_EQ(submit(), 403);
}

TEST_F(Submit, AWithdrawalNeedsAReasonInBothLanguages) {
  list_.targets.erase(kPath);
  const auto mark = [&](JsonValue custom) {
    list_.targets["linzi/demo/1.0.0.zip"].custom = std::move(custom);
    return withdraw();
  };
  EXPECT_EQ(mark(JsonValue::Object{{"yanked", JsonValue::Object{{"zh", "x"}}}}), 400);
  EXPECT_EQ(mark(JsonValue::Object{
                {"yanked", JsonValue::Object{{"zh", std::string(501, 'x')}, {"en", "x"}}}}),
            400);
  EXPECT_EQ(mark(JsonValue::Object{{"deleted", JsonValue::Object{{"zh", "x"}, {"en", "x"}}}}), 400);
  EXPECT_EQ(mark(JsonValue::Object{{"yanked", JsonValue::Object{{"zh", "错"}, {"en", "wrong"}}}}),
            200);
}

TEST_F(Publish, AWaitingPackIsAdmittedAfterAPowerCut) {
  std::atomic<bool> holds = true;
  admit_ = [&](const fs::path& pack) {
    while (holds) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return passed(pack);
  };
  std::optional<Published> published;
  std::thread teacher([&] { published = publish(folder_ / "demo-1.0.0"); });
  while (!server_->registry().packs().oldest_waiting()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  // The library as the disk has it at this moment, started elsewhere.
  fs::copy(folder_ / "library", folder_ / "copy", fs::copy_options::recursive);
  holds = false;
  teacher.join();
  stop();
  fs::remove_all(folder_ / "library");
  fs::rename(folder_ / "copy", folder_ / "library");
  start();
  for (int k = 0; k < 500 && status("/api/packs/linzi/demo/1.0.0") != 200; ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(get("/api/packs/linzi/demo/1.0.0")["state"], "listed");
}

} // namespace
} // namespace jixia
