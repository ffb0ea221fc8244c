// State, activity profile and agent profile documents (xAPI 1.0.3 part 3, 2.2 to 2.7 and 3.1).
#include "xapi_fixture.h"

namespace jixia {
namespace {

class DocumentResourceTest : public XapiTest {
 protected:
  const Pairs state_{
      {"activityId", "http://a.example"}, {"agent", agent("li").dump()}, {"stateId", "bookmark"}};
  const Pairs profile_{{"activityId", "http://a.example"}, {"profileId", "p"}};
  static constexpr const char* kState = "/xapi/activities/state";
  static constexpr const char* kProfile = "/xapi/activities/profile";
};

TEST_F(DocumentResourceTest, AnyContentComesBackWithItsTypeAndTag) {
  headers_["Content-Type"] = "image/png";
  const std::string bytes("\x89PNG\0\xff", 6);
  EXPECT_EQ(send("PUT", kState, state_, bytes).status, 204);
  const HttpAnswer answer = send("GET", kState, state_);
  EXPECT_EQ(answer.body, bytes);
  EXPECT_EQ(answer.content_type, "image/png");
  headers_["Content-Type"] = "text/plain";
  send("PUT", kState, state_, "abc");
  EXPECT_EQ(header(send("GET", kState, state_), "ETag"),
            "\"a9993e364706816aba3e25717850c26c9cd0d89d\""); // SHA-1 of abc, FIPS 180
}

TEST_F(DocumentResourceTest, PostMergesTopLevelNames) {
  EXPECT_EQ(send("POST", kState, state_, R"({"x":"foo","y":"bar"})").status, 204);
  EXPECT_EQ(send("POST", kState, state_, R"({"x":"bash","z":"faz"})").status, 204);
  EXPECT_EQ(Json::parse(send("GET", kState, state_).body),
            Json::parse(R"({"x":"bash","y":"bar","z":"faz"})")); // part 3, 2.2
  EXPECT_EQ(send("POST", kState, state_, "[1]").status, 400);
  EXPECT_EQ(send("POST", kState, state_, "{").status, 400);
  headers_["Content-Type"] = "text/plain";
  EXPECT_EQ(send("POST", kState, state_, "text").status, 400); // cannot be merged
  EXPECT_EQ(Json::parse(send("GET", kState, state_).body)["x"], "bash");
}

TEST_F(DocumentResourceTest, AProfileIsChangedOnlyByWhoHasSeenIt) {
  EXPECT_EQ(send("PUT", kProfile, profile_, "{}").status, 400); // 1.0.3: no precondition
  headers_["If-None-Match"] = "*";
  EXPECT_EQ(send("PUT", kProfile, profile_, R"({"a":1})").status, 204);
  EXPECT_EQ(send("PUT", kProfile, profile_, R"({"a":2})").status, 412);
  headers_.erase("If-None-Match");
  EXPECT_EQ(send("PUT", kProfile, profile_, R"({"a":2})").status, 409);
  headers_["If-Match"] = "\"0123456789012345678901234567890123456789\"";
  EXPECT_EQ(send("PUT", kProfile, profile_, R"({"a":2})").status, 412);
  EXPECT_EQ(send("POST", kProfile, profile_, R"({"a":2})").status, 412);
  EXPECT_EQ(send("DELETE", kProfile, profile_).status, 412);
  headers_["If-Match"] = header(send("GET", kProfile, profile_), "ETag");
  EXPECT_EQ(send("PUT", kProfile, profile_, R"({"a":2})").status, 204);
  EXPECT_EQ(send("GET", kProfile, profile_).body, R"({"a":2})");
}

TEST_F(DocumentResourceTest, TwoDotZeroGuardsStateToo) {
  headers_["X-Experience-API-Version"] = "2.0.0";
  EXPECT_EQ(send("PUT", kProfile, profile_, "{}").status, 204); // new
  EXPECT_EQ(send("PUT", kState, state_, "{}").status, 204);
  EXPECT_EQ(send("PUT", kState, state_, R"({"a":1})").status, 409);
  headers_["X-Experience-API-Version"] = "1.0.3";
  EXPECT_EQ(send("PUT", kState, state_, R"({"a":1})").status, 204);
}

TEST_F(DocumentResourceTest, IdsAreListedAndAllOfAContextErased) {
  Pairs other = state_;
  other.erase("stateId");
  other.emplace("stateId", "other");
  other.emplace("registration", id(5));
  send("PUT", kState, state_, "{}");
  send("PUT", kState, other, "{}");
  Pairs context = state_;
  context.erase("stateId");
  EXPECT_EQ(Json::parse(send("GET", kState, context).body), Json::parse(R"(["bookmark","other"])"));
  Pairs since = context;
  since.emplace("since", "2100-01-01T00:00:00Z");
  EXPECT_EQ(send("GET", kState, since).body, "[]");
  Pairs registered = context;
  registered.emplace("registration", id(5));
  EXPECT_EQ(Json::parse(send("GET", kState, registered).body), Json::parse(R"(["other"])"));
  EXPECT_EQ(send("DELETE", kState, registered).status, 204);
  EXPECT_EQ(Json::parse(send("GET", kState, context).body), Json::parse(R"(["bookmark"])"));
}

TEST_F(DocumentResourceTest, WhatIsMissingOrWrongIsNamed) {
  for (const char* name : {"activityId", "agent"}) {
    Pairs some = state_;
    some.erase(name);
    EXPECT_NE(send("PUT", kState, some, "{}").body.find(name), std::string::npos);
  }
  Pairs wrong = state_;
  wrong.emplace("StateId", "x");
  EXPECT_EQ(send("GET", kState, wrong).status, 400);
  EXPECT_EQ(send("DELETE", kProfile, {{"activityId", "http://a.example"}}).status, 400);
  EXPECT_EQ(send("GET", "/xapi/agents/profile", {{"agent", "{}"}, {"profileId", "p"}}).status, 400);
  EXPECT_EQ(send("GET", kState, state_).status, 404);
}

TEST_F(DocumentResourceTest, AnotherSchoolsDocumentsAreNotThere) {
  send("PUT", kState, state_, "{}");
  caller_ = Caller{"b", "key", Scope::All};
  EXPECT_EQ(send("GET", kState, state_).status, 404);
}

TEST_F(DocumentResourceTest, AgentsAreTheSameByTheirIdentifier) {
  send("PUT", kState, state_, "{}");
  Pairs named = state_;
  named.erase("agent");
  named.emplace("agent", R"({"objectType":"Agent","name":"Li","mbox":"mailto:li@school.example"})");
  EXPECT_EQ(send("GET", kState, named).status, 200);
}

TEST_F(DocumentResourceTest, ActivitiesAndPersonsTellWhatStatementsToldAboutThem) {
  Json told = statement(1);
  told["actor"]["name"] = "Li";
  told["object"]["definition"] = {{"name", {{"en", "Pump"}}}};
  post(told);
  const Json activity = Json::parse(
      send("GET", "/xapi/activities", {{"activityId", "https://jixia.example/pump"}}).body);
  EXPECT_EQ(activity["definition"]["name"]["en"], "Pump");
  const Json unknown =
      Json::parse(send("GET", "/xapi/activities", {{"activityId", "http://u.example"}}).body);
  EXPECT_EQ(unknown, Json::parse(R"({"objectType":"Activity","id":"http://u.example"})"));
  const Json person =
      Json::parse(send("GET", "/xapi/agents", {{"agent", agent("li").dump()}}).body);
  EXPECT_EQ(
      person,
      Json::parse(R"({"objectType":"Person","mbox":["mailto:li@school.example"],"name":["Li"]})"));
}

TEST_F(DocumentResourceTest, AboutIsOpenAndNamesBothVersions) {
  caller_.reset();
  headers_.erase("X-Experience-API-Version");
  const HttpAnswer answer = send("GET", "/xapi/about");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(Json::parse(answer.body)["version"], Json::parse(R"(["1.0.3","2.0.0"])"));
}

} // namespace
} // namespace jixia
