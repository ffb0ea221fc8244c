// Each rule for statements (xAPI 1.0.3 part 2, 2.2 to 2.4) by one example that keeps it and ones
// that break it.
#include "records/statement_check.h"

#include <gtest/gtest.h>

#include "http/exchange.h"

namespace jixia {
namespace {

Json minimal() {
  return Json::parse(
      R"({"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://v.example/did"},"object":{"id":"http://o.example/1"}})");
}

/// What the check says in English; empty if the statement is good.
std::string problem(const Json& statement, XapiVersion version = XapiVersion::V1) {
  try {
    check_statement(statement, version, CheckPlace(""));
    return "";
  } catch (const Refusal& refusal) {
    EXPECT_EQ(refusal.status, 400);
    EXPECT_FALSE(refusal.reason.zh.empty());
    return refusal.reason.en;
  }
}

// The minimal statement with the part at a JSON pointer replaced.
std::string problem_with(const char* where, const char* json,
                         XapiVersion version = XapiVersion::V1) {
  Json statement = minimal();
  statement[Json::json_pointer(where)] = Json::parse(json);
  return problem(statement, version);
}

TEST(StatementCheck, TakesTheSmallestStatement) {
  EXPECT_EQ(problem(minimal()), "");
}

TEST(StatementCheck, WantsActorVerbAndObject) {
  for (const char* name : {"actor", "verb", "object"}) {
    Json statement = minimal();
    statement.erase(name);
    EXPECT_EQ(problem(statement), std::string(name) + " is missing");
  }
}

TEST(StatementCheck, KnowsNoOtherNamesAndNoNull) {
  EXPECT_EQ(problem_with("/extra", "1"), "the specification has no property extra");
  EXPECT_EQ(problem_with("/Result", "{}"), "the specification has no property Result");
  EXPECT_EQ(problem_with("/result", "null"), "result must not be null");
  EXPECT_EQ(problem_with("/result", R"({"extensions":{"http://e.example/x":null}})"),
            ""); // extensions may
}

TEST(StatementCheck, AnAgentHasExactlyOneIdentifier) {
  EXPECT_NE(problem_with("/actor", R"({"name":"Li"})"), "");
  EXPECT_NE(problem_with("/actor", R"({"mbox":"mailto:a@b.c","openid":"http://a.b"})"), "");
  EXPECT_NE(problem_with("/actor", R"({"mbox":"a@b.c"})"), "");
  EXPECT_NE(problem_with("/actor", R"({"mbox_sha1sum":"123"})"), "");
  EXPECT_NE(problem_with("/actor", R"({"account":{"name":"7"}})"), "");
  EXPECT_NE(problem_with("/actor", R"({"account":{"name":7,"homePage":"http://h.example"}})"), "");
  EXPECT_EQ(problem_with("/actor", R"({"account":{"name":"7","homePage":"http://h.example"}})"),
            "");
  EXPECT_EQ(
      problem_with("/actor", R"({"mbox_sha1sum":"da39a3ee5e6b4b0d3255bfef95601890afd80709"})"), "");
  EXPECT_NE(problem_with("/actor", R"({"objectType":"agent","mbox":"mailto:a@b.c"})"), "");
}

TEST(StatementCheck, AGroupHasAnIdentifierOrMembersThatAreAgents) {
  EXPECT_EQ(problem_with("/actor", R"({"objectType":"Group","mbox":"mailto:a@b.c"})"), "");
  EXPECT_EQ(problem_with("/actor", R"({"objectType":"Group","member":[{"mbox":"mailto:a@b.c"}]})"),
            "");
  EXPECT_NE(problem_with("/actor", R"({"objectType":"Group"})"), "");
  EXPECT_NE(problem_with("/actor", R"({"objectType":"Group","member":[]})"), "");
  EXPECT_EQ(
      problem_with(
          "/actor",
          R"({"objectType":"Group","member":[{"mbox":"mailto:a@b.c"},{"objectType":"Group","mbox":"mailto:a@b.c"}]})"),
      "actor.member[1].objectType must be Agent");
  EXPECT_NE(problem_with("/actor", R"({"mbox":"mailto:a@b.c","member":[]})"),
            ""); // an agent has no members
}

TEST(StatementCheck, LanguageMapsHaveLanguagesAndTexts) {
  EXPECT_EQ(problem_with("/verb/display", R"({"zh-CN":"完成","en":"did"})"), "");
  EXPECT_NE(problem_with("/verb/display", R"({"a12345678":"x"})"), "");
  EXPECT_NE(problem_with("/verb/display", R"({"en":1})"), "");
}

TEST(StatementCheck, AnInteractionHasItsOwnListsWithDistinctIds) {
  const char* where = "/object/definition";
  EXPECT_EQ(
      problem_with(
          where,
          R"({"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"},{"id":"b"}]})"),
      "");
  EXPECT_NE(
      problem_with(where, R"({"interactionType":"choice","choices":[{"id":"a"},{"id":"a"}]})"), "");
  EXPECT_NE(problem_with(where, R"({"interactionType":"choice","scale":[{"id":"a"}]})"), "");
  EXPECT_NE(problem_with(where, R"({"interactionType":"guess"})"), "");
  EXPECT_NE(problem_with(where, R"({"choices":[{"id":"a"}]})"), "");
  EXPECT_NE(problem_with(where, R"({"type":"course"})"), "");
}

TEST(StatementCheck, ASubStatementIsAStatementWithoutIdAndWithoutAnother) {
  const std::string inner =
      R"("actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://v.example/did"})";
  const auto with = [&](const std::string& rest) {
    return problem_with("/object",
                        ("{\"objectType\":\"SubStatement\"," + inner + rest + "}").c_str());
  };
  EXPECT_EQ(with(R"(,"object":{"id":"http://o.example/1"})"), "");
  EXPECT_EQ(
      with(R"(,"id":"6690e6c9-3ef0-4ed3-8b37-7f3964730bee","object":{"id":"http://o.example/1"})"),
      "the specification has no property object.id");
  EXPECT_NE(with(R"(,"object":{"objectType":"SubStatement",)" + inner +
                 R"(,"object":{"id":"http://o.example/1"}})"),
            "");
  EXPECT_NE(with(""), "");
}

TEST(StatementCheck, ScoresLieWithinTheirBounds) {
  EXPECT_EQ(problem_with("/result", R"({"score":{"scaled":-1,"raw":5,"min":0,"max":5}})"), "");
  EXPECT_EQ(problem_with("/result", R"({"score":{"scaled":1.01}})"),
            "result.score.scaled must be from -1 to 1");
  EXPECT_NE(problem_with("/result", R"({"score":{"raw":6,"min":0,"max":5}})"), "");
  EXPECT_NE(problem_with("/result", R"({"score":{"min":5,"max":5}})"), "");
  EXPECT_NE(problem_with("/result", R"({"score":{"raw":"5"}})"), "");
  EXPECT_NE(problem_with("/result", R"({"success":"true"})"), "");
  EXPECT_NE(problem_with("/result", R"({"duration":"5 min"})"), "");
}

TEST(StatementCheck, RevisionAndPlatformBelongToActivities) {
  EXPECT_EQ(problem_with("/context", R"({"revision":"1","platform":"p"})"), "");
  Json statement = minimal();
  statement["object"] = Json::parse(R"({"objectType":"Agent","mbox":"mailto:a@b.c"})");
  statement["context"] = {{"platform", "p"}};
  EXPECT_NE(problem(statement), "");
}

TEST(StatementCheck, ContextAgentsCameWithTwoDotZero) {
  const char* agents =
      R"({"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.c"},"relevantTypes":["http://t.example"]}]})";
  EXPECT_EQ(problem_with("/context", agents, XapiVersion::V2), "");
  EXPECT_NE(problem_with("/context", agents, XapiVersion::V1), "");
  EXPECT_NE(problem_with("/context", R"({"contextAgents":[{"agent":{"mbox":"mailto:a@b.c"}}]})",
                         XapiVersion::V2),
            "");
  EXPECT_NE(
      problem_with(
          "/context",
          R"({"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.c"},"relevantTypes":[]}]})",
          XapiVersion::V2),
      "");
  EXPECT_NE(
      problem_with(
          "/context",
          R"({"contextGroups":[{"objectType":"contextGroup","group":{"mbox":"mailto:a@b.c"}}]})",
          XapiVersion::V2),
      "");
  EXPECT_EQ(
      problem_with(
          "/context",
          R"({"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:a@b.c"}}]})",
          XapiVersion::V2),
      "");
}

TEST(StatementCheck, VoidingNeedsAReference) {
  EXPECT_NE(problem_with("/verb", R"({"id":"http://adlnet.gov/expapi/verbs/voided"})"), "");
}

TEST(StatementCheck, AnAttachmentSaysWhatItIs) {
  const std::string good =
      R"([{"usageType":"http://u.example","display":{"en":"d"},"contentType":"text/plain","length":3,"sha2":")" +
      std::string(64, 'a') + "\"}]";
  EXPECT_EQ(problem_with("/attachments", good.c_str()), "");
  for (const char* name : {"usageType", "display", "contentType", "length", "sha2"}) {
    Json list = Json::parse(good);
    list[0].erase(name);
    EXPECT_EQ(problem_with("/attachments", list.dump().c_str()),
              std::string("attachments[0].") + name + " is missing");
  }
  Json negative = Json::parse(good);
  negative[0]["length"] = -1;
  EXPECT_NE(problem_with("/attachments", negative.dump().c_str()), "");
}

TEST(JsonText, RefusesDoubleNamesDeepNestingAndBadUtf8) {
  EXPECT_TRUE(parse_json(R"({"a":1,"b":{"a":2}})"));
  EXPECT_FALSE(parse_json(R"({"a":1,"a":2})"));
  EXPECT_FALSE(parse_json(R"([{"x":{"a":1,"a":1}}])"));
  EXPECT_FALSE(parse_json(std::string(100'000, '[')));
  EXPECT_FALSE(parse_json(std::string(65, '[') + std::string(65, ']')));
  EXPECT_TRUE(parse_json(std::string(60, '[') + std::string(60, ']')));
  EXPECT_FALSE(parse_json("\"\xff\""));
  EXPECT_FALSE(parse_json("{} x"));
}

} // namespace
} // namespace jixia
