#include "profile/xapi_profile.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "exporting/xapi_statements.h"
#include "profile/value_schema.h"
#include "unit/exporting/example_run.h"
#include "xapi_fixture.h"

namespace jixia {
namespace {

using Json = nlohmann::json;

const std::string kTemplates = std::string(kSimulationTrainingVersion) + "/templates/";
const std::string kExtensions = std::string(kSimulationVocabulary) + "/extensions/";

std::string english(const std::vector<Text>& problems) {
  std::string text;
  for (const Text& problem : problems) {
    text += problem.en + "\n";
  }
  return text;
}

Json profile() {
  return Json::parse(simulation_training_profile().json_ld());
}

Json statements_of(const ReportData& data) {
  return Json::parse(
      xapi_statements(data, {"https://school.example", "https://jixia.example", "s"}));
}

std::size_t count_found(const std::string& path, const Json& value) {
  return JsonPath(path).find(value).size();
}

TEST(JsonPath, LeadsToNamesMembersAndUnions) {
  const Json value = Json::parse(
      R"({"a": {"b.c": 1, "d": [{"id": "x"}, {"id": "y"}, {"no": 1}]}, "e": [10, 20, 30]})");
  EXPECT_EQ(*JsonPath("$.a['b.c']").find(value).at(0), 1);
  EXPECT_EQ(count_found("$.a.d[*].id", value), 2u);
  EXPECT_EQ(count_found("a.d[*].id", value), 2u);
  EXPECT_EQ(count_found("$.*", value), 2u);
  EXPECT_EQ(*JsonPath("$.e[0,2]").find(value).at(1), 30);
  EXPECT_EQ(count_found("$['a','e']", value), 2u);
  EXPECT_EQ(count_found("$.e[1] | $.a.d", value), 2u);
  EXPECT_EQ(count_found("$.e[3]", value), 0u);
  EXPECT_EQ(count_found("$.e.name", value), 0u);
}

TEST(JsonPath, RefusesWhatTheSpecificationLeavesOut) {
  for (const char* text :
       {"", "$..a", "$.a[?(@.b)]", "$.a[", "$.a['b", "$.a[]", "$.a[-1]", "$.", "$.a |", "$a"}) {
    EXPECT_THROW(JsonPath{text}, std::invalid_argument) << text;
  }
}

TEST(ValueSchema, SaysWhereAndWhatIsAllowed) {
  const Json schema = Json::parse(R"({"type": "object", "required": ["seed"], "properties": {
      "seed": {"type": "string", "pattern": "^[0-9]{1,3}$"},
      "list": {"type": "array", "maxItems": 2, "items": {"type": "number", "minimum": 0, "maximum": 5}},
      "mode": {"type": "string", "enum": ["exam"]}, "above": {"type": "integer", "exclusiveMinimum": 0},
      "name": {"type": "string", "minLength": 1, "maxLength": 4}}, "additionalProperties": false})");
  const auto wrong = [&](const char* text) {
    return english(check_value(Json::parse(text), schema, "x"));
  };
  EXPECT_EQ(wrong(R"({"seed": "12", "list": [0, 5], "mode": "exam", "above": 1, "name": "a"})"),
            "");
  EXPECT_EQ(wrong("[]"), "x must be of type object\n");
  EXPECT_EQ(wrong("{}"), "x lacks seed\n");
  EXPECT_EQ(wrong(R"({"seed": "12", "more": 1})"), "x has an unknown more\n");
  EXPECT_EQ(wrong(R"({"seed": "1234"})"), "x.seed must match ^[0-9]{1,3}$\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "list": [-1, 6]})"),
            "x.list[0] must not be below 0\nx.list[1] must not be above 5\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "list": [1, 2, 3]})"), "x.list at most 2 items\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "mode": "game"})"), "x.mode must be one of [\"exam\"]\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "above": 0})"), "x.above must be above 0\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "above": 0.5})"), "x.above must be of type integer\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "name": ""})"), "x.name must not be empty\n");
  EXPECT_EQ(wrong(R"({"seed": "1", "name": "abcde"})"), "x.name at most 4 bytes\n");
}

TEST(ValueSchema, RefusesARuleThatNobodyWouldLookAt) {
  EXPECT_THROW(want_known_schema(Json::parse(R"({"type": "string", "format": "uri"})")),
               std::invalid_argument);
  EXPECT_THROW(want_known_schema(Json::parse(R"({"type": "array", "items": {"oneOf": []}})")),
               std::invalid_argument);
  EXPECT_THROW(want_known_schema(Json::parse(R"({"type": "object", "properties": {"a": {}}})")),
               std::invalid_argument);
}

// xAPI Profiles 1.0, chapters 6 to 9: what every part has to have.
TEST(SimulationTraining, IsAProfileAsTheSpecificationWantsIt) {
  const Json whole = profile();
  EXPECT_EQ(whole["@context"], "https://w3id.org/xapi/profiles/context");
  EXPECT_EQ(whole["type"], "Profile");
  EXPECT_EQ(whole["versions"][0]["id"], kSimulationTrainingVersion);
  EXPECT_NE(whole["id"], whole["versions"][0]["id"]);
  std::set<std::string> ids;
  for (const char* part : {"concepts", "templates", "patterns"}) {
    for (const Json& each : whole[part]) {
      EXPECT_TRUE(ids.insert(each["id"]).second) << each["id"];
      EXPECT_EQ(each["inScheme"], kSimulationTrainingVersion) << each["id"];
      for (const char* text : {"prefLabel", "definition"}) {
        if (each["type"] != "Pattern" || each.contains("primary")) {
          EXPECT_FALSE(each[text]["zh-CN"].get<std::string>().empty()) << each["id"];
          EXPECT_FALSE(each[text]["en"].get<std::string>().empty()) << each["id"];
        }
      }
    }
  }
  for (const Json& each : whole["templates"]) {
    const std::string verb = each["verb"];
    EXPECT_TRUE(!verb.starts_with(kSimulationVocabulary) || ids.contains(verb)) << verb;
  }
}

TEST(SimulationTraining, PatternsAreMadeOfWhatIsThere) {
  const Json whole = profile();
  std::map<std::string, Json> known;
  for (const char* part : {"templates", "patterns"}) {
    for (const Json& each : whole[part]) {
      known[each["id"]] = each;
    }
  }
  for (const Json& each : whole["patterns"]) {
    int kinds = 0;
    for (const char* kind : {"alternates", "optional", "oneOrMore", "sequence", "zeroOrMore"}) {
      kinds += each.contains(kind) ? 1 : 0;
      const Json of = each.value(kind, Json::array());
      for (const Json& id : of.is_array() ? of : Json::array({of})) {
        ASSERT_TRUE(known.contains(id)) << id;
        EXPECT_FALSE(std::string(kind) == "alternates" &&
                     (known[id].contains("optional") || known[id].contains("zeroOrMore")));
      }
    }
    EXPECT_EQ(kinds, 1) << each["id"];
  }
}

class ProfiledRun : public testing::Test {
 protected:
  /// One letter for each statement's template; all of them have to conform.
  std::string letters() {
    static const std::map<std::string, char> letter{{"initialized", 'i'},
                                                    {"criterion-completed", 'c'},
                                                    {"criterion-failed", 'f'},
                                                    {"criterion-answered", 'q'},
                                                    {"criterion-violated", 'v'},
                                                    {"completed", 'd'},
                                                    {"passed", 'P'},
                                                    {"failed", 'F'},
                                                    {"terminated", 't'},
                                                    {"abandoned", 'x'}};
    std::string text;
    for (const Json& statement : statements_of(data_)) {
      EXPECT_TRUE(profile_.is_claimed_by(statement));
      EXPECT_EQ(english(profile_.check(statement)), "") << statement.dump(1);
      const std::vector<std::string> ids = profile_.find_templates(statement);
      EXPECT_EQ(ids.size(), 1u) << statement["verb"];
      text += ids.empty() ? '?' : letter.at(ids[0].substr(kTemplates.size()));
    }
    return text;
  }

  const XapiProfile& profile_ = simulation_training_profile();
  ReportData data_ = ExampleRun().report();
};

// The profile's pattern "run", written as a regular expression.
const std::regex kRun("i[cfqv]*(d[PF]t|x)");

TEST_F(ProfiledRun, EveryKindOfRunConforms) {
  EXPECT_EQ(letters(), "icccccfqdPt");
  data_.has_passed = false;
  EXPECT_EQ(letters(), "icccccfqdFt");
  data_.sheet.lines[7].state = ScoreLine::State::Lost;
  EXPECT_EQ(letters(), "icccccfqvdFt");
  data_.sheet.is_finished = false;
  EXPECT_EQ(letters(), "icccccfqvx");
  EXPECT_TRUE(std::regex_match(letters(), kRun));
}

TEST_F(ProfiledRun, PassMarkAndProgressUseTheWordsOfOthers) {
  const Json passed = statements_of(data_)[9];
  EXPECT_DOUBLE_EQ(
      passed["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"],
      data_.sheet.pass_mark / data_.sheet.max);
  data_.sheet.is_finished = false;
  const double progress =
      statements_of(data_)
          .back()["result"]["extensions"]["https://w3id.org/xapi/seriousgames/extensions/progress"];
  EXPECT_GT(progress, 0.5);
  EXPECT_LE(progress, 1.0);
}

class ProfiledStatement : public XapiTest {
 protected:
  /// What the library answers in English after `change` to a conforming verdict.
  std::string refusal(const std::function<void(Json&)>& change) {
    Json statement = statements_of(data_)[9];
    change(statement);
    const HttpAnswer answer = post(statement);
    EXPECT_EQ(answer.status == 200, find({}).size() == 1u) << "nothing is stored by half";
    return answer.status == 200 ? "" : Json::parse(answer.body)["error"].get<std::string>();
  }
  static bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }
  ReportData data_ = ExampleRun().report();
};

TEST_F(ProfiledStatement, ARunsStatementsAreTaken) {
  EXPECT_EQ(post(statements_of(data_)).status, 200);
}

TEST_F(ProfiledStatement, WhatDepartsIsRefusedAllAtOnce) {
  const std::string text = refusal([](Json& statement) {
    statement["result"].erase("duration");
    statement["result"]["success"] = false;
    statement["result"]["extensions"][kExtensions + "determinism"]["seed"] = "x";
    statement["context"]["extensions"][kExtensions + "moed"] = "exam";
  });
  EXPECT_TRUE(says(text, "a statement \"passed\" must have $.result.duration (Simulated time.)"))
      << text;
  EXPECT_TRUE(says(text, "must have one of [true] at $.result.success")) << text;
  EXPECT_TRUE(says(text, "determinism'].seed must match")) << text;
  EXPECT_TRUE(says(text, "the profile has no extension " + kExtensions + "moed")) << text;
}

TEST_F(ProfiledStatement, AnUnknownVerbIsAnsweredWithTheKnownOnes) {
  const std::string text = refusal(
      [](Json& statement) { statement["verb"]["id"] = "http://adlnet.gov/expapi/verbs/mastered"; });
  EXPECT_TRUE(says(text, "http://adlnet.gov/expapi/verbs/passed + ")) << text;
}

TEST_F(ProfiledStatement, AnExtensionStandsWhereItBelongs) {
  const std::string text = refusal(
      [](Json& statement) { statement["context"]["extensions"][kExtensions + "verified"] = true; });
  EXPECT_TRUE(says(text, "belongs into $.result.extensions")) << text;
}

TEST_F(ProfiledStatement, ASingleCategoryCountsAsAList) {
  const std::string text = refusal([](Json& statement) {
    Json& category = statement["context"]["contextActivities"]["category"];
    category = Json(category[0]);
  });
  EXPECT_TRUE(says(text, "categories/cmi5")) << text;
}

TEST_F(ProfiledStatement, WhoClaimsNothingIsHeldToNothing) {
  EXPECT_EQ(refusal([](Json& statement) {
              statement["context"]["contextActivities"].erase("category");
              statement["result"].erase("duration");
            }),
            "");
}

TEST_F(ProfiledStatement, TheProfileIsServedAsJsonLd) {
  const HttpAnswer list = send("GET", "/xapi-profiles");
  const Json entry = Json::parse(list.body)["profiles"][0];
  EXPECT_EQ(entry["version"], kSimulationTrainingVersion);
  const HttpAnswer answer = send("GET", entry["at"]);
  EXPECT_EQ(answer.content_type, "application/ld+json");
  EXPECT_EQ(Json::parse(answer.body)["versions"][0]["id"], kSimulationTrainingVersion);
}

} // namespace
} // namespace jixia
