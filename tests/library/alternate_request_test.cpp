// xAPI 1.0.3's requests inside a form (part 3, 1.3).
#include "records/alternate_request.h"

#include "xapi_fixture.h"

namespace jixia {
namespace {

class AlternateRequestTest : public XapiTest {
 protected:
  AlternateRequestTest() { headers_["Content-Type"] = "application/x-www-form-urlencoded"; }
  static std::string encode(const std::string& text) {
    std::string coded;
    char three[4];
    for (const char letter : text) {
      std::snprintf(three, sizeof three, "%%%02X", static_cast<unsigned char>(letter));
      coded += three;
    }
    return coded;
  }
};

TEST_F(AlternateRequestTest, AFormStandsForTheRequestItHolds) {
  const std::string form = "statementId=" + id(1) + "&Content-Type=application%2Fjson&content=" +
                           encode(statement(1).dump());
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "PUT"}}, form).status, 204);
  const HttpAnswer got =
      send("POST", "/xapi/statements", {{"method", "GET"}}, "agent=" + encode(agent("li").dump()));
  EXPECT_EQ(ids_of(got), std::vector{id(1)});
}

TEST_F(AlternateRequestTest, ThePartsOfTheFormThatAreHeadersCountAsSuch) {
  headers_.erase("X-Experience-API-Version");
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "GET"}}, "X-Experience-API-Version=1.0.3")
                .status,
            200);
  EXPECT_EQ(
      send("POST", "/xapi/statements", {{"method", "GET"}}, "X-Experience-API-Version=0.8").status,
      400);
}

TEST_F(AlternateRequestTest, WhatBreaksTheSyntaxIsRefused) {
  const std::string content = "content=" + encode(statement(1).dump());
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "PUT"}}, "statementId=" + id(1)).status,
            400); // no content
  EXPECT_EQ(
      send("POST", "/xapi/statements", {{"method", "PUT"}, {"statementId", id(1)}}, content).status,
      400);
  EXPECT_EQ(send("PUT", "/xapi/statements", {{"method", "POST"}}, content).status, 400);
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "PATCH"}}, content).status, 400);
  headers_["Content-Type"] = "application/json";
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "POST"}}, content).status, 400);
}

TEST_F(AlternateRequestTest, TwoDotZeroHasItNoMore) {
  headers_["X-Experience-API-Version"] = "2.0.0";
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "GET"}}).status, 400);
  headers_.erase("X-Experience-API-Version");
  EXPECT_EQ(send("POST", "/xapi/statements", {{"method", "GET"}}, "X-Experience-API-Version=2.0.0")
                .status,
            400);
}

} // namespace
} // namespace jixia
