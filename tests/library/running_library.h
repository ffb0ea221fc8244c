#pragma once

#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "library_server.h"
#include "recording/identity.h"

namespace jixia {

/// A library that is served, whose attempts are all found good, and who sends it statements without
/// end.
class RunningLibrary {
 public:
  using Json = nlohmann::json;

  explicit RunningLibrary(const LibraryPlaces& places)
      : server_(
            {.folder = places.folder, .url = places.url, .shard_map = places.shard_map, .port = 0},
            [](const std::string&) {
              AttemptJudgement judgement;
              judgement.state = "verified";
              judgement.max = judgement.score = 10;
              judgement.statements = {make_statement()};
              return judgement;
            }) {
    server_.hub().add_key("sender", kLocalSchool, Scope::All, "secret");
    Diagnostics problems;
    EXPECT_TRUE(server_.bind(problems));
    serving_ = std::thread([this] { server_.serve(); });
    while (!client().Get("/xapi/about")) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  ~RunningLibrary() {
    stop_sending();
    server_.stop();
    serving_.join();
  }

  static Json make_statement() {
    return {{"id", make_uuid()},
            {"actor", {{"mbox", "mailto:a@b.example"}}},
            {"verb", {{"id", "http://verbs.example/did"}}},
            {"object", {{"id", "https://objects.example/1"}}}};
  }

  httplib::Client client() const {
    httplib::Client made("127.0.0.1", server_.port());
    made.set_basic_auth("sender", "secret");
    made.set_read_timeout(60);
    made.set_default_headers({{"X-Experience-API-Version", "1.0.3"}});
    return made;
  }

  /// Sends each statement again until it is acknowledged.
  void start_sending() {
    for (int k = 0; k < 4; ++k) {
      senders_.emplace_back([this] {
        httplib::Client sender = client();
        while (!is_over_) {
          const Json statement = make_statement();
          for (int status = 503; status == 503 && !is_over_;) {
            const auto answer =
                sender.Post("/xapi/statements", statement.dump(), "application/json");
            status = answer ? answer->status : 0;
            EXPECT_TRUE(status == 200 || status == 503) << status;
            if (status == 200) {
              const std::lock_guard lock(lock_);
              acknowledged_.insert(statement["id"].get<std::string>());
            }
          }
        }
      });
    }
  }
  void stop_sending() {
    is_over_ = true;
    for (std::thread& sender : senders_) {
      sender.join();
    }
    senders_.clear();
  }
  std::set<std::string> acknowledged() const {
    const std::lock_guard lock(lock_);
    return acknowledged_;
  }
  void wait_for(std::size_t acknowledged_statements) const {
    for (int k = 0; k < 3000 && acknowledged().size() < acknowledged_statements; ++k) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  /// All ids that the library lists, in its order.
  std::vector<std::string> stored_ids() const {
    std::vector<std::string> ids;
    httplib::Client reader = client();
    for (std::string target = "/xapi/statements?ascending=true"; !target.empty();) {
      const auto answer = reader.Get(target);
      const Json page = Json::parse(answer ? answer->body : "{}");
      for (const Json& statement : page["statements"]) {
        ids.push_back(statement["id"]);
      }
      target = page["more"];
    }
    return ids;
  }

 private:
  LibraryServer server_;
  std::thread serving_;
  std::vector<std::thread> senders_;
  std::atomic<bool> is_over_{false};
  mutable std::mutex lock_;
  std::set<std::string> acknowledged_;
};

} // namespace jixia
