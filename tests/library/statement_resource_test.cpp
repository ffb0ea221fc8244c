// GET, PUT, POST of statements: storing, finding, voiding, paging (xAPI 1.0.3 part 3, 2.1).
#include "records/statement_store.h"
#include "xapi_fixture.h"

namespace jixia {
namespace {

class StatementResourceTest : public XapiTest {};

TEST_F(StatementResourceTest, PostAnswersTheIdsInTheOrderOfTheRequest) {
  const HttpAnswer answer = post(Json::array({statement(2), statement(1)}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(Json::parse(answer.body), Json::array({id(2), id(1)}));
}

TEST_F(StatementResourceTest, TheLibrarySetsWhatTheSenderLeftOut) {
  post(statement(1));
  const Json stored = Json::parse(get({{"statementId", id(1)}}).body);
  EXPECT_EQ(stored["authority"]["account"]["name"], "key");
  EXPECT_EQ(stored["version"], "1.0.0");
  EXPECT_EQ(stored["timestamp"], stored["stored"]);
  Json nameless = statement(1);
  nameless.erase("id");
  EXPECT_EQ(Json::parse(post(nameless).body)[0].get<std::string>().size(), 36u);
}

TEST_F(StatementResourceTest, AnAuthorityThatTheSenderClaimsIsReplaced) {
  Json claimed = statement(1);
  claimed["authority"] = agent("minister");
  post(claimed);
  EXPECT_EQ(Json::parse(get({{"statementId", id(1)}}).body)["authority"]["account"]["name"], "key");
}

TEST_F(StatementResourceTest, TimesComeBackInUtcAndSingleContextActivitiesAsLists) {
  Json sent = statement(1);
  sent["timestamp"] = "2026-03-09T16:15:30.25+08:00";
  sent["context"]["contextActivities"]["parent"] = {{"id", "http://p.example"}};
  post(sent);
  const Json stored = Json::parse(get({{"statementId", id(1)}}).body);
  EXPECT_EQ(stored["timestamp"], "2026-03-09T08:15:30.250Z");
  EXPECT_EQ(stored["context"]["contextActivities"]["parent"],
            Json::parse(R"([{"id":"http://p.example"}])"));
}

TEST_F(StatementResourceTest, TheSameStatementMayComeAgainAnotherUnderItsIdMayNot) {
  Json sent = statement(1);
  sent["timestamp"] = "2026-03-09T08:15:30Z";
  EXPECT_EQ(post(sent).status, 200);
  EXPECT_EQ(post(sent).status, 200);
  Json same = sent; // what part 2, 2.3.1 does not count
  same["timestamp"] = "2026-03-09T16:15:30+08:00";
  same["verb"]["display"] = {{"en", "done"}};
  same["object"]["definition"] = {{"type", "http://t.example"}};
  same["id"] = "6690E6C9-3EF0-4ED3-8B37-000000000001";
  EXPECT_EQ(post(same).status, 200);
  EXPECT_EQ(post(Json::parse(get({{"statementId", id(1)}}).body)).status, 200); // as we gave it out
  Json timed = statement(2);
  timed["result"]["duration"] = "PT1.237S";
  post(timed);
  timed["result"]["duration"] = "PT1.2309S"; // finer than a hundredth of a second
  EXPECT_EQ(post(timed).status, 200);
  timed["result"]["duration"] = "PT1.24S";
  EXPECT_EQ(post(timed).status, 409);
  Json later = sent;
  later["timestamp"] = "2026-03-09T08:15:31Z";
  EXPECT_EQ(post(later).status, 409);
  EXPECT_EQ(post(statement(1, "wang")).status, 409);
  EXPECT_EQ(find({}).size(), 2u);
}

TEST_F(StatementResourceTest, ABatchIsStoredWholeOrNotAtAll) {
  post(statement(1));
  EXPECT_EQ(post(Json::array({statement(2), statement(1, "wang")})).status, 409);
  Json broken = statement(4);
  broken.erase("verb");
  const HttpAnswer answer = post(Json::array({statement(3), broken}));
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("[1].verb"), std::string::npos) << answer.body;
  EXPECT_EQ(post(Json::array({statement(5), statement(5)})).status, 400);
  EXPECT_EQ(find({}), std::vector{id(1)});
}

TEST_F(StatementResourceTest, PutWantsItsIdAndOneStatement) {
  EXPECT_EQ(send("PUT", "/xapi/statements", {{"statementId", id(1)}}, statement(1).dump()).status,
            204);
  EXPECT_EQ(send("PUT", "/xapi/statements", {{"statementId", id(2)}}, statement(1).dump()).status,
            400);
  EXPECT_EQ(send("PUT", "/xapi/statements", {}, statement(3).dump()).status, 400);
  EXPECT_EQ(
      send("PUT", "/xapi/statements", {{"statementId", id(4)}}, Json::array({statement(4)}).dump())
          .status,
      400);
}

TEST_F(StatementResourceTest, FiltersFindWhatTheyName) {
  post(statement(1, "li", "completed", "pump"));
  post(statement(2, "wang", "completed", "pump"));
  post(statement(3, "li", "failed", "valve"));
  Json registered = statement(4, "zhao");
  registered["context"]["registration"] = id(77);
  registered["context"]["instructor"] = agent("li");
  registered["context"]["contextActivities"]["grouping"] = {{"id", "https://jixia.example/pack"}};
  post(registered);
  const std::string li = agent("li").dump();
  EXPECT_EQ(find({{"agent", li}}), (std::vector{id(3), id(1)}));
  EXPECT_EQ(find({{"agent", li}, {"related_agents", "true"}}), (std::vector{id(4), id(3), id(1)}));
  EXPECT_EQ(find({{"verb", "http://adlnet.gov/expapi/verbs/completed"}}),
            (std::vector{id(4), id(2), id(1)}));
  EXPECT_EQ(find({{"activity", "https://jixia.example/pump"}, {"agent", li}}), std::vector{id(1)});
  EXPECT_EQ(find({{"activity", "https://jixia.example/pack"}}), std::vector<std::string>{});
  EXPECT_EQ(find({{"activity", "https://jixia.example/pack"}, {"related_activities", "true"}}),
            std::vector{id(4)});
  EXPECT_EQ(find({{"registration", id(77)}}), std::vector{id(4)});
  EXPECT_EQ(find({{"ascending", "true"}}), (std::vector{id(1), id(2), id(3), id(4)}));
}

TEST_F(StatementResourceTest, MembersOfAGroupAreFound) {
  Json group = statement(1);
  group["actor"] = {{"objectType", "Group"}, {"member", Json::array({agent("li"), agent("wang")})}};
  post(group);
  EXPECT_EQ(find({{"agent", agent("wang").dump()}}), std::vector{id(1)});
}

TEST_F(StatementResourceTest, WrongParametersAreRefusedByName) {
  for (const Pairs& wrong :
       std::vector<Pairs>{{{"Agent", agent("li").dump()}},
                          {{"limit", "-1"}},
                          {{"limit", "x"}},
                          {{"ascending", "True"}},
                          {{"agent", "li"}},
                          {{"verb", "completed"}},
                          {{"since", "yesterday"}},
                          {{"registration", "7"}},
                          {{"format", "long"}},
                          {{"statementId", "7"}},
                          {{"unknown", "1"}},
                          {{"statementId", id(1)}, {"voidedStatementId", id(1)}},
                          {{"statementId", id(1)}, {"limit", "1"}}}) {
    const HttpAnswer answer = get(wrong);
    EXPECT_EQ(answer.status, 400) << wrong.begin()->first;
    EXPECT_FALSE(header(answer, "X-Experience-API-Consistent-Through").empty());
  }
}

TEST_F(StatementResourceTest, PagesFollowEachOtherWithoutGapOrDouble) {
  for (int k = 1; k <= 25; ++k) {
    post(statement(k, k % 2 == 0 ? "li" : "wang"));
  }
  for (const char* ascending : {"false", "true"}) {
    std::vector<std::string> seen;
    HttpAnswer answer =
        get({{"agent", agent("li").dump()}, {"limit", "5"}, {"ascending", ascending}});
    for (int page = 0; page < 10; ++page) {
      const std::vector<std::string> ids = ids_of(answer);
      seen.insert(seen.end(), ids.begin(), ids.end());
      const std::string more = Json::parse(answer.body)["more"];
      post(statement(
          100 + page +
          (ascending[0] == 't' ? 50 : 0))); // what arrives meanwhile does not shift the pages
      if (more.empty()) {
        break;
      }
      answer = send("GET", more);
    }
    std::vector<std::string> wanted;
    for (int k = 2; k <= 24; k += 2) {
      wanted.insert(ascending[0] == 't' ? wanted.end() : wanted.begin(), id(k));
    }
    // The later ones are li's too: an ascending list meets them at its end, a descending one does
    // not.
    seen.resize(wanted.size());
    EXPECT_EQ(seen, wanted);
  }
}

TEST_F(StatementResourceTest, AMadeUpLinkToMoreIsRefused) {
  for (const char* token :
       {"x", "e30", "bnVsbA", "eyJ0IjoxfQ", "eyJ0IjpbMV0sIm4iOjEwMDAwMDAsImYiOjF9"}) {
    EXPECT_EQ(send("GET", std::string("/xapi/statements/more/") + token).status, 400) << token;
  }
}

TEST_F(StatementResourceTest, SinceAndUntilGoByTheTimeOfStoring) {
  post(statement(1));
  const std::string stored = Json::parse(get({{"statementId", id(1)}}).body)["stored"];
  EXPECT_EQ(find({{"since", stored}}), std::vector<std::string>{}); // exclusive
  EXPECT_EQ(find({{"until", stored}}), std::vector{id(1)});         // inclusive
  EXPECT_EQ(find({{"since", "2020-01-01T00:00:00Z"}}), std::vector{id(1)});
  EXPECT_EQ(find({{"until", "2020-01-01T00:00:00Z"}}), std::vector<std::string>{});
}

TEST_F(StatementResourceTest, AVoidedStatementIsFoundOnlyAsSuch) {
  post(statement(1));
  EXPECT_EQ(post(reference(2, 1)).status, 200);
  EXPECT_EQ(get({{"statementId", id(1)}}).status, 404);
  EXPECT_EQ(get({{"voidedStatementId", id(1)}}).status, 200);
  EXPECT_EQ(find({}), std::vector{id(2)});
  EXPECT_EQ(post(reference(3, 2)).status, 200); // a voiding statement cannot be voided
  EXPECT_EQ(get({{"statementId", id(2)}}).status, 200);
}

TEST_F(StatementResourceTest, VoidingMayComeBeforeWhatItVoids) {
  post(reference(2, 1));
  post(statement(1));
  EXPECT_EQ(get({{"statementId", id(1)}}).status, 404);
  EXPECT_EQ(get({{"voidedStatementId", id(1)}}).status, 200);
}

TEST_F(StatementResourceTest, StatementsAboutAStatementAreFoundByWhatItIsFoundBy) {
  const std::string li = agent("li").dump();
  post(statement(1, "li", "passed", "pump"));
  post(reference(2, 1, "confirmed"));
  post(reference(3, 2, "seen")); // about one that is about it
  EXPECT_EQ(find({{"agent", li}}), (std::vector{id(3), id(2), id(1)}));
  EXPECT_EQ(find({{"activity", "https://jixia.example/pump"}}), (std::vector{id(3), id(2), id(1)}));
  post(
      reference(11, 12, "seen")); // the other way round: the first to come is the last of the chain
  post(reference(12, 13, "confirmed"));
  post(statement(13, "wang"));
  EXPECT_EQ(find({{"agent", agent("wang").dump()}}), (std::vector{id(13), id(12), id(11)}));
}

TEST_F(StatementResourceTest, ReferencesThatGoInACircleEnd) {
  EXPECT_EQ(post(reference(1, 2, "seen", "li")).status, 200);
  EXPECT_EQ(post(reference(2, 1, "seen", "wang")).status, 200);
  EXPECT_EQ(find({{"agent", agent("wang").dump()}}).size(), 2u);
}

TEST_F(StatementResourceTest, AKeyWithoutAllVoidsOnlyWhatItWrote) {
  post(statement(1));
  caller_ = Caller{"a", "other", Scope::StatementsWrite | Scope::StatementsRead};
  EXPECT_EQ(post(reference(2, 1)).status, 403);
  post(statement(3));
  EXPECT_EQ(post(reference(4, 3)).status, 200);
  EXPECT_EQ(get({{"statementId", id(1)}}).status, 200);
  EXPECT_EQ(get({{"statementId", id(3)}}).status, 404);
  post(reference(6, 5)); // before its target, which another key writes
  caller_ = Caller{"a", "key", Scope::All};
  post(statement(5));
  EXPECT_EQ(get({{"statementId", id(5)}}).status, 200);
}

TEST_F(StatementResourceTest, AKeyForItsOwnReadsOnlyWhatItWrote) {
  post(statement(1));
  caller_ = Caller{"a", "mine", Scope::StatementsWrite | Scope::StatementsReadMine};
  post(statement(2));
  EXPECT_EQ(find({}), std::vector{id(2)});
  EXPECT_EQ(get({{"statementId", id(1)}}).status, 404);
  EXPECT_EQ(get({{"statementId", id(2)}}).status, 200);
}

TEST_F(StatementResourceTest, AnotherSchoolSeesNothing) {
  post(statement(1));
  caller_ = Caller{"b", "key-of-b", Scope::All};
  EXPECT_EQ(get({{"statementId", id(1)}}).status, 404);
  EXPECT_EQ(find({}), std::vector<std::string>{});
  EXPECT_EQ(post(statement(1, "wang")).status, 200); // its ids are its own
}

TEST_F(StatementResourceTest, FormatsLeaveOutOrFillIn) {
  Json full = statement(1);
  full["actor"]["name"] = "Li";
  full["verb"]["display"] = {{"en", "completed"}, {"zh", "完成"}};
  full["object"]["definition"]["name"] = {{"en", "Pump"}, {"zh-CN", "泵"}};
  post(full);
  Json later = statement(2);
  later["object"]["definition"]["name"] = {{"de", "Pumpe"}};
  post(later);
  const Json ids = Json::parse(get({{"statementId", id(1)}, {"format", "ids"}}).body);
  EXPECT_EQ(ids["actor"], agent("li"));
  EXPECT_EQ(ids["object"], Json::parse(R"({"id":"https://jixia.example/pump"})"));
  EXPECT_EQ(ids["verb"].size(), 1u);
  headers_["Accept-Language"] = "zh;q=0.9, en;q=0.5";
  const Json canonical = Json::parse(get({{"statementId", id(2)}, {"format", "canonical"}}).body);
  EXPECT_EQ(canonical["object"]["definition"]["name"],
            Json::parse(R"({"zh-CN":"泵"})")); // what is known from the first
  EXPECT_EQ(Json::parse(get({{"statementId", id(1)}, {"format", "exact"}}).body)["verb"]["display"]
                .size(),
            2u);
}

TEST_F(StatementResourceTest, ConsistentThroughNeverRunsAheadOfWhatCanBeRead) {
  StatementStore store(schools_.of("a"));
  std::int64_t during = 0;
  schools_.of("a").writer().run([&](Connection& db) {
    Query(db, "SELECT 1").run();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    during =
        store.consistent_through_ms(); // a round is being written: nothing later than its start
  });
  EXPECT_GT(store.consistent_through_ms(), during + 15);
}

TEST_F(StatementResourceTest, TheVersionHeaderDecides) {
  headers_["X-Experience-API-Version"] = "2.0.0";
  Json sent = statement(1);
  sent["context"]["contextAgents"] =
      Json::array({{{"objectType", "contextAgent"}, {"agent", agent("coach")}}});
  HttpAnswer answer = post(sent);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(header(answer, "X-Experience-API-Version"), "2.0.0");
  EXPECT_EQ(Json::parse(get({{"statementId", id(1)}}).body)["version"], "2.0.0");
  EXPECT_EQ(find({{"agent", agent("coach").dump()}, {"related_agents", "true"}}),
            std::vector{id(1)});
  sent["id"] = id(2);
  headers_["X-Experience-API-Version"] = "1.0";
  EXPECT_EQ(post(sent).status, 400); // 1.0.3 knows no contextAgents
  for (const char* version : {"", "1.1.0", "0.95", "2.1.0", "3", "1.0.x"}) {
    headers_["X-Experience-API-Version"] = version;
    EXPECT_EQ(post(statement(3)).status, 400) << version;
  }
}

} // namespace
} // namespace jixia
