// Attempts in pieces: resumed where they stopped, whole or not at all.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "http/http_server.h"
#include "recording/attempt_bundle.h"
#include "recording/identity.h"
#include "records/attempt_routes.h"
#include "records/attempt_store.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

constexpr const char* kId = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";

class UploadTest : public testing::Test {
 protected:
  UploadTest() { add_attempt_routes(routes_, schools_); }

  HttpAnswer send(const std::string& method, const std::string& path, const std::string& body,
                  std::int64_t offset = -1) {
    HttpRequest request;
    request.method = method;
    request.path = "/api/attempts/" + std::string(kId) + path;
    if (offset >= 0) {
      request.headers.emplace("Upload-Offset", std::to_string(offset));
    }
    return answer_request(
        routes_,
        [this](const HttpRequest&) {
          return std::optional(Caller{school_, "key", Scope::AttemptsWrite});
        },
        request, [&](HttpRequest& read, std::size_t) { read.body = body; });
  }
  int announce(const std::string& bundle) {
    return send("POST", "/upload",
                nlohmann::json{{"size", bundle.size()}, {"sha256", sha256_hex(bundle)}}.dump())
        .status;
  }
  int patch(std::int64_t offset, const std::string& piece) {
    return send("PATCH", "/upload", piece, offset).status;
  }
  std::string offset() {
    for (const auto& [name, value] : send("GET", "/upload", "").headers) {
      if (name == "Upload-Offset") {
        return value;
      }
    }
    return "";
  }

  TestDatabases databases_;
  SchoolDatabases schools_{[this](const std::string& school) { return databases_.school(school); }};
  RouteTable routes_;
  std::string school_ = "a";
};

TEST_F(UploadTest, PiecesMakeTheBundle) {
  const std::string bundle(3'000'000, 'x');
  EXPECT_EQ(announce(bundle), 201);
  EXPECT_EQ(patch(0, bundle.substr(0, 2'000'000)), 204);
  EXPECT_EQ(offset(), "2000000");
  EXPECT_EQ(patch(2'000'000, bundle.substr(2'000'000)), 201);
  AttemptStore store(schools_.of("a"));
  EXPECT_EQ(store.find(kId)->state, "waiting");
  EXPECT_EQ(store.find_bundle(kId), bundle);
}

TEST_F(UploadTest, APieceAtAnotherPlaceIsRefusedAndTellsWhere) {
  announce("abcdef");
  patch(0, "abc");
  EXPECT_EQ(patch(0, "abc"), 409);
  EXPECT_EQ(patch(4, "ef"), 409);
  EXPECT_EQ(offset(), "3");
  EXPECT_EQ(patch(3, "def"), 201);
  EXPECT_EQ(patch(6, "more"), 409);
}

TEST_F(UploadTest, WhatIsTooLongOrNotWhatWasAnnouncedIsNotTaken) {
  announce("abcdef");
  EXPECT_EQ(patch(0, "abcdefg"), 413);
  EXPECT_EQ(patch(0, "abcdeX"), 422);
  EXPECT_EQ(offset(), "0"); // dropped, to begin again
  EXPECT_EQ(patch(0, "abcdef"), 201);
  EXPECT_EQ(
      send("POST", "/upload", R"({"size":99999999999,"sha256":")" + std::string(64, 'a') + "\"}")
          .status,
      413);
}

TEST_F(UploadTest, AnnouncingTheSameGoesOnAnotherConflicts) {
  EXPECT_EQ(announce("abcdef"), 201);
  patch(0, "abc");
  EXPECT_EQ(announce("abcdef"), 200);
  EXPECT_EQ(offset(), "3");
  EXPECT_EQ(announce("another"), 409);
  EXPECT_EQ(send("PUT", "", "abcdef").status, 201); // whole, over the half
  EXPECT_EQ(send("PUT", "", "abcdef").status, 200);
  EXPECT_EQ(send("PUT", "", "another").status, 409);
}

TEST_F(UploadTest, AnAnnouncementThatIsNoneIsRefused) {
  for (const char* body :
       {"", "{}", R"({"size":-1,"sha256":""})", R"({"size":"6","sha256":"00"})", "[]"}) {
    EXPECT_EQ(send("POST", "/upload", body).status, 400) << body;
  }
  EXPECT_EQ(patch(0, "abc"), 404);
  announce("abc");
  EXPECT_EQ(send("PATCH", "/upload", "abc").status, 400); // no offset
}

TEST_F(UploadTest, AnotherSchoolCannotGoOn) {
  announce("abcdef");
  school_ = "b";
  EXPECT_EQ(patch(0, "abc"), 404);
  EXPECT_EQ(send("GET", "", "").status, 404);
}

} // namespace
} // namespace jixia
