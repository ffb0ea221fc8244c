// From the catalogue to a school's computer, on line and off line.
#include <gtest/gtest.h>

#include "library_with_school.h"
#include "scenario/find_pack.h"
#include "scenario/pack_folder.h"
#include "trust/digest.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

class Fetch : public LibraryWithSchool {
 protected:
  std::optional<fs::path> fetch(const std::string& name, const std::string& place = "") {
    const auto library = open(place);
    const auto folder = library ? library->fetch(name, {}, problems_) : std::nullopt;
    fetched_bytes_ = library ? library->fetched_bytes() : 0;
    return folder;
  }

  static std::map<std::string, std::string> files_of(const fs::path& folder) {
    Diagnostics ignored;
    const auto pack = PackFolder::read(folder, ignored);
    return pack ? pack->files() : std::map<std::string, std::string>();
  }

  std::int64_t fetched_bytes_ = 0;
};

TEST_F(Fetch, GivesTheSameFiles) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const auto folder = fetch("demo");
  ASSERT_TRUE(folder) << problems_.text(Language::English);
  EXPECT_EQ(*folder, folder_ / "student/packs/linzi/demo@1.0.0");
  EXPECT_EQ(files_of(*folder), files_of(folder_ / "demo-1.0.0"));
  ::setenv("JIXIA_DATA", (folder_ / "student").c_str(), 1);
  EXPECT_EQ(find_pack("demo@1.0.0"), *folder); // so `jixia play demo@1.0.0` finds it
  ::unsetenv("JIXIA_DATA");
  EXPECT_TRUE(fetch("linzi/demo@1.0.0"));
  EXPECT_FALSE(fetch("zibo/demo"));
  EXPECT_FALSE(fetch("demo@9.0.0"));
  EXPECT_FALSE(fetch("../../etc"));
}

TEST_F(Fetch, WhatWasPlayedIsThereAgainAfterARestore) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const fs::path kept =
      server_->registry().unpacked() / server_->registry().packs().listed().at(0).digest;
  EXPECT_EQ(files_of(kept), files_of(folder_ / "demo-1.0.0"));
  stop();
  fs::remove_all(folder_ / "library/packs"); // not part of a backup
  start();
  EXPECT_EQ(files_of(kept), files_of(folder_ / "demo-1.0.0"));
}

TEST_F(Fetch, OnlyChangedFilesTravel) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  ASSERT_TRUE(fetch("demo"));
  const std::int64_t all = fetched_bytes_;
  ASSERT_TRUE(publish(make_pack("demo", "1.1.0")));
  const auto folder = fetch("demo");
  ASSERT_TRUE(folder) << problems_.text(Language::English);
  EXPECT_EQ(folder->filename(), "demo@1.1.0");
  EXPECT_EQ(fetched_bytes_, static_cast<std::int64_t>(fs::file_size(*folder / "pack.yaml")));
  EXPECT_LT(fetched_bytes_, all);
}

TEST_F(Fetch, AFileIsSentInTheRangesAskedFor) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const std::string digest = get("/api/packs/linzi/demo/1.0.0")["sha256"];
  const auto whole = client_->Get("/api/blobs/" + digest);
  const auto rest = client_->Get("/api/blobs/" + digest, {{"Range", "bytes=100-"}});
  ASSERT_TRUE(whole && rest);
  EXPECT_EQ(whole->status, 200);
  EXPECT_EQ(rest->status, 206);
  EXPECT_EQ(rest->body, whole->body.substr(100));
  EXPECT_EQ(rest->get_header_value("Content-Range"), "bytes 100-" +
                                                         std::to_string(whole->body.size() - 1) +
                                                         "/" + std::to_string(whole->body.size()));
  for (const char* wrong :
       {"bytes=99999999-", "bytes=3-1", "bytes=x", "bytes=0-1,2-3,4-5,6-7,8-9"}) {
    const auto refused = client_->Get("/api/blobs/" + digest, {{"Range", wrong}});
    ASSERT_TRUE(refused) << wrong;
    EXPECT_EQ(refused->status, 416) << wrong;
  }
}

TEST_F(Fetch, AnInterruptedFetchGoesOn) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  auto library = open();
  ASSERT_TRUE(library);
  int calls = 0;
  EXPECT_FALSE(library->fetch(
      "demo", [&](std::int64_t, std::int64_t) { return ++calls < 2; }, problems_));
  EXPECT_TRUE(says("not complete"));
  EXPECT_FALSE(fs::exists(folder_ / "student/packs/linzi"));
  // Half of a file is there: the other half is asked for, not the whole.
  const std::string yaml = files_of(folder_ / "demo-1.0.0").at("pack.yaml");
  const fs::path part = folder_ / "student/downloads" / (calc_sha256(yaml) + ".part");
  std::ofstream(part, std::ios::binary) << yaml.substr(0, yaml.size() / 2);
  std::int64_t whole = 0;
  for (const auto& [path, content] : files_of(folder_ / "demo-1.0.0")) {
    whole += static_cast<std::int64_t>(content.size());
  }
  ASSERT_TRUE(fetch("demo")) << problems_.text(Language::English);
  // The first file is there too: it had come whole.
  EXPECT_LT(fetched_bytes_, whole - static_cast<std::int64_t>(yaml.size() / 2));
  EXPECT_TRUE(fs::is_empty(folder_ / "student/downloads"));
}

TEST_F(Fetch, ADamagedPartIsNotTrusted) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const std::string yaml = files_of(folder_ / "demo-1.0.0").at("pack.yaml");
  fs::create_directories(folder_ / "student/downloads");
  std::ofstream(folder_ / "student/downloads" / (calc_sha256(yaml) + ".part"), std::ios::binary)
      << std::string(yaml.size(), 'x');
  const auto folder = fetch("demo");
  ASSERT_TRUE(folder) << problems_.text(Language::English); // the whole file is taken instead
  EXPECT_EQ(files_of(*folder), files_of(folder_ / "demo-1.0.0"));
}

TEST_F(Fetch, AServerThatGivesOtherBytesIsNotBelieved) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "library/blobs")) {
    std::string first;
    std::getline(std::ifstream(entry.path()) >> std::ws, first);
    if (entry.is_regular_file() && !first.starts_with("{\"packs\"")) {
      std::ofstream(entry.path(), std::ios::in | std::ios::out | std::ios::binary) << "evil";
    }
  }
  EXPECT_FALSE(fetch("demo"));
  EXPECT_FALSE(fs::exists(folder_ / "student/packs/linzi/demo@1.0.0"));
}

TEST_F(Fetch, AYankedVersionIsNotMeantButStillToBeHad) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  ASSERT_TRUE(publish(make_pack("demo", "1.1.0")));
  ASSERT_TRUE(withdraw_pack("demo", "1.1.0", "yanked", {"第三步写错了", "step three is wrong"},
                            publisher("linzi"), key(5), problems_))
      << problems_.text(Language::English);
  EXPECT_EQ(fetch("demo")->filename(), "demo@1.0.0");
  EXPECT_TRUE(fetch("demo@1.1.0"));
  EXPECT_TRUE(says("step three is wrong"));
  EXPECT_EQ(get("/api/packs")["packs"].size(), 1u);
  EXPECT_EQ(get("/api/packs/linzi/demo/1.1.0")["yanked"]["en"], "step three is wrong");
  ASSERT_TRUE(withdraw_pack("demo", "1.1.0", "", {}, publisher("linzi"), key(5), problems_));
  EXPECT_EQ(fetch("demo")->filename(), "demo@1.1.0");
}

TEST_F(Fetch, ARecalledVersionIsNotToBeHadAndStaysSo) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  ASSERT_TRUE(withdraw_pack("demo", "1.0.0", "recalled", {"有危险", "dangerous"},
                            publisher("linzi"), key(5), problems_));
  EXPECT_FALSE(fetch("demo@1.0.0"));
  EXPECT_TRUE(says("dangerous"));
  EXPECT_FALSE(withdraw_pack("demo", "1.0.0", "", {}, publisher("linzi"), key(5), problems_));
}

TEST_F(Fetch, ARecalledVersionLeavesTheComputersThatHaveIt) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const auto folder = fetch("demo");
  ASSERT_TRUE(folder);
  const auto files = files_of(*folder);
  ASSERT_TRUE(withdraw_pack("demo", "1.0.0", "recalled", {"有危险", "dangerous"},
                            publisher("linzi"), key(5), problems_));
  problems_ = {};
  ASSERT_TRUE(open()); // updates the lists
  EXPECT_TRUE(says("out of use on this computer: dangerous")) << problems_.text(Language::English);
  ::setenv("JIXIA_DATA", (folder_ / "student").c_str(), 1);
  EXPECT_EQ(find_pack("demo@1.0.0"), fs::path()); // not to be played
  ::unsetenv("JIXIA_DATA");
  EXPECT_EQ(files_of(folder_ / "student/recalled/linzi/demo@1.0.0"), files);
  problems_ = {};
  ASSERT_TRUE(open());
  EXPECT_TRUE(problems_.all().empty()); // said once
}

TEST_F(Fetch, AYankedVersionStaysWhereItIs) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const auto folder = fetch("demo");
  ASSERT_TRUE(folder);
  ASSERT_TRUE(withdraw_pack("demo", "1.0.0", "yanked", {"旧版", "old"}, publisher("linzi"), key(5),
                            problems_));
  ASSERT_TRUE(open());
  EXPECT_TRUE(fs::exists(*folder / "pack.yaml"));
}

TEST_F(Fetch, TheAllianceRecallsOverASchoolsHead) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  server_->registry().recall({"linzi", "demo", "1.0.0"}, {"有危险", "dangerous"}, offline_);
  EXPECT_FALSE(fetch("demo@1.0.0"));
  EXPECT_TRUE(says("dangerous"));
}

TEST_F(Fetch, AWithdrawalNeedsTheSchoolsKey) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  EXPECT_FALSE(
      withdraw_pack("demo", "1.0.0", "yanked", {"x", "x"}, publisher("linzi"), key(6), problems_));
  EXPECT_TRUE(fetch("demo"));
}

TEST_F(Fetch, AMirrorOnAStickServesASchoolWithoutNetwork) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  const fs::path stick = folder_ / "stick";
  const fs::path root = folder_ / "library/tuf/1.root.json";
  const auto count = mirror_library(url_, stick, root, utc_now(), problems_);
  ASSERT_TRUE(count) << problems_.text(Language::English);
  EXPECT_EQ(*count, 2); // the pack and the catalogue
  ASSERT_TRUE(publish(make_pack("demo", "1.1.0")));
  EXPECT_EQ(mirror_library(url_, stick, root, utc_now(), problems_), 2);
  stop();
  const auto folder = fetch("demo", stick.string());
  ASSERT_TRUE(folder) << problems_.text(Language::English);
  EXPECT_EQ(folder->filename(), "demo@1.1.0");
  EXPECT_EQ(files_of(*folder), files_of(folder_ / "demo-1.1.0"));
  // Who changes the stick is found out.
  for (const auto& entry : fs::recursive_directory_iterator(stick / "targets/linzi")) {
    if (entry.is_regular_file()) {
      std::ofstream(entry.path(), std::ios::in | std::ios::out | std::ios::binary) << "evil";
    }
  }
  fs::remove_all(folder_ / "student/packs");
  EXPECT_FALSE(fetch("demo", stick.string()));
}

TEST_F(Fetch, SearchFindsByWordsAndCodes) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  ASSERT_TRUE(publish(make_pack("kiln", "1.0.0"), "zibo", 6));
  const auto library = open();
  ASSERT_TRUE(library);
  const auto names = [&](const CatalogueSearch& search) { return library->search(search).size(); };
  EXPECT_EQ(names({}), 2u);
  EXPECT_EQ(names({.words = "离心"}), 2u);
  EXPECT_EQ(names({.words = "心泵 demo"}), 1u);
  EXPECT_EQ(names({.words = "PUMP"}), 2u);
  EXPECT_EQ(names({.words = "精馏"}), 0u);
  EXPECT_EQ(names({.school = "zibo"}), 1u);
  EXPECT_EQ(names({.speciality = "470201"}), 2u);
  EXPECT_EQ(names({.speciality = "47"}), 0u);
  // The same on the server, for pages.
  const auto found = [&](const std::string& query) {
    return get("/api/packs?" + query)["packs"].size();
  };
  EXPECT_EQ(found("q=%E7%A6%BB%E5%BF%83"), 2u); // 离心
  EXPECT_EQ(found("q=%E5%BF%83%E6%B3%B5%20demo"), 1u);
  EXPECT_EQ(found("q=%E7%B2%BE%E9%A6%8F"), 0u); // 精馏
  EXPECT_EQ(found("q=Pump&school=zibo"), 1u);
  EXPECT_EQ(
      found("speciality=470201&occupation=6-11-01-03&unit=valve&community=%E4%B8%B4%E6%B7%84"), 2u);
  EXPECT_EQ(found("language=fr"), 0u);
  const nlohmann::json first = get("/api/packs?limit=1");
  EXPECT_EQ(first["packs"][0]["id"], "kiln"); // newest first
  const std::string before = std::to_string(first["before"].get<int>());
  EXPECT_EQ(get("/api/packs?limit=1&before=" + before)["packs"][0]["id"], "demo");
  EXPECT_EQ(status("/api/packs?limit=x"), 400);
}

TEST_F(Fetch, AfterABreakInANewOnlineKeyBringsClientsBack) {
  ASSERT_TRUE(publish(folder_ / "demo-1.0.0"));
  ASSERT_TRUE(fetch("demo"));
  OfflineKeys two = offline_; // two of the three root keys are enough
  two.root.pop_back();
  server_->registry().lists().replace_online_key(two, utc_now());
  EXPECT_TRUE(open()) << problems_.text(Language::English);
  ASSERT_TRUE(publish(make_pack("demo", "1.1.0"))) << problems_.text(Language::English);
  EXPECT_TRUE(fetch("demo@1.1.0"));
  two.root.pop_back();
  EXPECT_THROW(server_->registry().lists().replace_online_key(two, utc_now()), std::runtime_error);
}

} // namespace
} // namespace jixia
