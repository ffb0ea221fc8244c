#pragma once

#include <gtest/gtest.h>
#include <httplib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "catalogue/component_catalogue.h"
#include "library_server.h"
#include "link/pack_library.h"
#include "new_pack.h"
#include "publish_pack.h"
#include "support/temporary_folder.h"
#include "support/test_databases.h"
#include "trust/utc_time.h"

namespace jixia {

/// A running library that two schools may publish to, with admission that a test decides.
class LibraryWithSchool : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_ / "library");
    offline_.root = {key(1), key(2), key(3)};
    offline_.root_threshold = 2;
    offline_.targets = {key(4)};
    start();
    for (const char* school : {"linzi", "zibo"}) {
      server_->hub().add_school({school, "学校", "School"});
      server_->hub().add_key(school, school, Scope::PacksPublish, "secret");
    }
    server_->registry().lists().make(offline_, utc_now());
    server_->registry().lists().delegate("linzi", {key(5).public_key()}, offline_, utc_now());
    server_->registry().lists().delegate("zibo", {key(6).public_key()}, offline_, utc_now());
    make_pack("demo", "1.0.0");
  }

  void TearDown() override { stop(); }

  void start() {
    server_ = std::make_unique<LibraryServer>(
        LibraryServer::Options{
            .folder = folder_ / "library", .url = databases_.places().url, .port = 0},
        [](const std::string&) { return AttemptJudgement(); },
        [this](const std::filesystem::path& pack) { return admit_(pack); });
    Diagnostics problems;
    ASSERT_TRUE(server_->bind(problems));
    url_ = "http://127.0.0.1:" + std::to_string(server_->port());
    thread_ = std::thread([this] { server_->serve(); });
    client_ = std::make_unique<httplib::Client>(url_);
    for (int k = 0; k < 100 && !client_->Get("/tuf/metadata/x.json"); ++k) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  void stop() {
    if (server_) {
      server_->stop();
      thread_.join();
      server_.reset();
    }
  }

  static SecretKey key(unsigned char number) {
    std::array<unsigned char, 32> seed{};
    seed.fill(number);
    return SecretKey::from_seed(seed);
  }

  static Admission passed(const std::filesystem::path&) {
    return {
        true,
        R"({"title":{"zh":"离心泵单元","en":"Centrifugal pump"},"summary":{"zh":"储罐","en":"Drum"},)"
        R"("domain":"chemical","community":"临淄","specialities":["470201"],)"
        R"("occupations":["6-11-01-03"],"units":["valve"],"languages":["zh","en"],"licence":"CC0-1.0"})",
        R"({"passed":true,"problems":[],"runs":[]})"};
  }

  /// The guide's example pack under this id and version.
  std::filesystem::path make_pack(const std::string& id, const std::string& version) {
    Diagnostics problems;
    const std::filesystem::path pack = folder_ / (id + "-" + version);
    EXPECT_TRUE(new_pack(pack, problems)) << problems.text(Language::English);
    std::ifstream in(pack / "pack.yaml");
    std::string text, line;
    while (std::getline(in, line)) {
      line = line.starts_with("id:") ? "id: " + id : line;
      line = line.starts_with("version:") ? "version: " + version : line;
      text += line + "\n";
    }
    in.close();
    std::ofstream(pack / "pack.yaml") << text;
    return pack;
  }

  Publisher publisher(const std::string& school) {
    Publisher who;
    who.library = url_;
    who.login = school + ":secret";
    who.school = school;
    who.root_file = folder_ / "library/tuf/1.root.json";
    who.data_folder = folder_ / "publisher";
    who.now = utc_now();
    return who;
  }

  std::optional<Published> publish(const std::filesystem::path& pack,
                                   const std::string& school = "linzi", unsigned char signer = 5) {
    problems_ = {};
    return publish_pack(
        pack.string(), registry_, publisher(school), key(signer), [](const Text&) {}, problems_);
  }

  /// A fresh look at the library (or a mirror), as a school has it.
  std::unique_ptr<PackLibrary> open(const std::string& place = "",
                                    const std::string& school = "student") {
    problems_ = {};
    auto library =
        std::make_unique<PackLibrary>(place.empty() ? url_ : place, folder_ / school, utc_now());
    EXPECT_TRUE(library->trust_root(folder_ / "library/tuf/1.root.json", problems_));
    return library->update(problems_) ? std::move(library) : nullptr;
  }

  bool says(const std::string& word) {
    return problems_.text(Language::English).find(word) != std::string::npos ||
           problems_.text(Language::Chinese).find(word) != std::string::npos;
  }

  nlohmann::json get(const std::string& path) {
    const auto answer = client_->Get(path);
    return answer ? nlohmann::json::parse(answer->body, nullptr, false) : nlohmann::json();
  }
  int status(const std::string& path) {
    const auto answer = client_->Get(path);
    return answer ? answer->status : 0;
  }

  TestDatabases databases_;
  TemporaryFolder folder_;
  OfflineKeys offline_;
  ComponentRegistry registry_ = make_registry();
  std::function<Admission(const std::filesystem::path&)> admit_ = passed;
  std::unique_ptr<LibraryServer> server_;
  std::thread thread_;
  std::unique_ptr<httplib::Client> client_;
  std::string url_;
  Diagnostics problems_;
};

} // namespace jixia
