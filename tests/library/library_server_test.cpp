// The library over real HTTP on the loopback interface.
#include "library_server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "records/emit_statements.h"
#include "records/personal_records.h"
#include "records/receipt.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

using Json = nlohmann::json;
constexpr const char* kId = "6690e6c9-3ef0-4ed3-8b37-7f3964730bee";
constexpr const char* kThirdId = "12345678-1234-4678-9234-123456789abd";
constexpr const char* kOtherId = "12345678-1234-4678-9234-123456789abc";

class LibraryTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        (std::string("library-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    start();
  }

  void TearDown() override {
    stop();
    std::filesystem::remove_all(folder_);
  }

  void start() {
    const auto verify = [this](const std::string& bundle) {
      while_verifying_();
      AttemptJudgement judgement;
      judgement.state = bundle == "good" ? "verified" : "refused";
      judgement.learner = kLearner;
      judgement.score = 98.5;
      judgement.max = 100.0;
      judgement.statements = {statement(kOtherId), statement(kThirdId)};
      judgement.statements[1]["verb"]["id"] = "http://adlnet.gov/expapi/verbs/passed";
      return judgement;
    };
    server_ = std::make_unique<LibraryServer>(
        LibraryServer::Options{.folder = folder_, .url = databases_.places().url, .port = 0},
        verify);
    server_->hub().add_key("school", kLocalSchool, Scope::All, "secret");
    Diagnostics problems;
    ASSERT_TRUE(server_->bind(problems));
    thread_ = std::thread([this] { server_->serve(); });
    client_ = std::make_unique<httplib::Client>("127.0.0.1", server_->port());
    client_->set_basic_auth("school", "secret");
    for (int k = 0; k < 100 && !client_->Get("/xapi/about"); ++k) {
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

  static constexpr const char* kLearner = "<script>alert(1)</script>";
  static Json statement(const std::string& id) {
    return {{"id", id},
            {"actor", {{"account", {{"homePage", "https://school.example"}, {"name", "p7"}}}}},
            {"verb", {{"id", "http://adlnet.gov/expapi/verbs/completed"}}},
            {"object", {{"id", "https://jixia.example/pump/cold-start"}}}};
  }

  int post(const std::string& body, const char* version = "1.0.3") {
    const auto answer = client_->Post("/xapi/statements", {{"X-Experience-API-Version", version}},
                                      body, "application/json");
    last_ = answer ? answer->body : "";
    return answer ? answer->status : 0;
  }

  TestDatabases databases_;
  std::filesystem::path folder_;
  std::unique_ptr<LibraryServer> server_;
  std::thread thread_;
  std::unique_ptr<httplib::Client> client_;
  std::string last_;
  std::function<void()> while_verifying_ = [] {};
};

TEST_F(LibraryTest, TakesAStatementOnceAndGivesItBack) {
  EXPECT_EQ(post(statement(kId).dump()), 200);
  EXPECT_EQ(Json::parse(last_), Json::array({kId}));
  EXPECT_EQ(post(statement(kId).dump()), 200); // sent again: the same
  const auto got = client_->Get(std::string("/xapi/statements?statementId=") + kId,
                                {{"X-Experience-API-Version", "1.0.3"}});
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 200);
  EXPECT_EQ(Json::parse(got->body)["authority"]["account"]["name"], "school");
}

TEST_F(LibraryTest, RefusesAnotherStatementUnderAKnownId) {
  post(statement(kId).dump());
  Json other = statement(kId);
  other["verb"]["id"] = "http://adlnet.gov/expapi/verbs/failed";
  EXPECT_EQ(post(other.dump()), 409);
}

TEST_F(LibraryTest, StoresABatchWholeOrNotAtAll) {
  Json broken = statement(kOtherId);
  broken.erase("verb");
  EXPECT_EQ(post(Json::array({statement(kId), broken}).dump()), 400);
  const auto got = client_->Get(std::string("/xapi/statements?statementId=") + kId,
                                {{"X-Experience-API-Version", "1.0.3"}});
  EXPECT_EQ(got->status, 404);
}

TEST_F(LibraryTest, RefusesWhatTheSpecificationForbids) {
  for (const char* body : {"", "{", "[]x", "null", "7", "[null]", "{\"actor\":1}"}) {
    EXPECT_EQ(post(body), 400) << body;
  }
  Json unknown = statement(kId);
  unknown["extra"] = 1;
  EXPECT_EQ(post(unknown.dump()), 400);
  EXPECT_EQ(post(Json::array({statement(kId), statement(kId)}).dump()), 400);
  EXPECT_EQ(post(statement("not-a-uuid").dump()), 400);
  EXPECT_EQ(post(statement(kId).dump(), "3.0.0"), 400);
  EXPECT_EQ(post(std::string(100'000, '[')), 400);
  EXPECT_EQ(post(std::string(33 << 20, ' ')), 413);
}

TEST_F(LibraryTest, WantsAKey) {
  httplib::Client stranger("127.0.0.1", server_->port());
  EXPECT_EQ(
      stranger.Put(std::string("/api/attempts/") + kId, "good", "application/octet-stream")->status,
      401);
  stranger.set_basic_auth("school", "wrong");
  EXPECT_EQ(stranger.Get(std::string("/api/attempts/") + kId)->status, 401);
}

TEST_F(LibraryTest, TurnsAwayAPageThatPretendsToBeLocal) {
  const auto answer = client_->Get("/", {{"Host", "evil.example"}});
  EXPECT_EQ(answer->status, 421);
}

TEST_F(LibraryTest, ReRunsAnAttemptAndShowsItsScoreEscaped) {
  const std::string path = std::string("/api/attempts/") + kId;
  EXPECT_EQ(client_->Put(path, "good", "application/octet-stream")->status, 201);
  EXPECT_EQ(client_->Put(path, "good", "application/octet-stream")->status, 200);
  EXPECT_EQ(client_->Put(path, "other", "application/octet-stream")->status, 409);
  Json state = Json::object();
  for (int k = 0; k < 100 && state.value("state", "") != "verified"; ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    state = Json::parse(client_->Get(path)->body);
  }
  EXPECT_EQ(state["state"], "verified");
  Caller administrator{kLocalSchool, ""};
  administrator.person = "a";
  administrator.role = Role::SchoolAdministrator;
  const auto shown = [&](const std::string& query) {
    HttpRequest request;
    request.method = "GET";
    request.path = "/results/arrivals";
    request.parameters = {{"lang", query}, {"page", "-3"}};
    return answer_request(
               server_->routes(), [&](const HttpRequest&) { return administrator; }, request,
               [](HttpRequest&, std::size_t) {})
        .body;
  };
  EXPECT_NE(shown("zh").find("98.5 / 100"), std::string::npos);
  EXPECT_NE(shown("zh").find("已核验"), std::string::npos); // texts: one language
  EXPECT_EQ(shown("zh").find("<script"), std::string::npos);
  EXPECT_NE(shown("en").find("verified"), std::string::npos);
}

TEST_F(LibraryTest, AnAttemptThatWasStillJudgedWhenItsLearnerWasErasedTellsNothingOfThem) {
  while_verifying_ = [this] {
    const LearnerNaming naming = server_->hub().find_naming(kLocalSchool);
    PersonalRecords(server_->schools().of(kLocalSchool))
        .erase(kLearner, calc_learner_key(kLearner, "", naming));
  };
  const std::string path = std::string("/api/attempts/") + kId;
  client_->Put(path, "good", "application/octet-stream");
  Json row = Json::parse(client_->Get(path)->body);
  for (int k = 0; k < 100 && row["state"] != "refused"; ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    row = Json::parse(client_->Get(path)->body);
  }
  EXPECT_EQ(row["state"], "refused");
  AttemptStore store(server_->schools().of(kLocalSchool));
  EXPECT_EQ(store.find(kId)->learner, "");
  EXPECT_EQ(store.find_bundle(kId), "");
  const auto told = client_->Get("/xapi/statements", {{"X-Experience-API-Version", "1.0.3"}});
  EXPECT_TRUE(Json::parse(told->body)["statements"].empty());

  while_verifying_ = [] {}; // what arrives later begins anew
  client_->Put(std::string("/api/attempts/") + kOtherId, "good", "application/octet-stream");
  for (int k = 0; k < 100 && store.find(kOtherId)->state != "verified"; ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(store.find(kOtherId)->learner, kLearner);
}

TEST_F(LibraryTest, AVerifiedAttemptGetsItsStatementsAndAReceiptThatHoldsOffline) {
  const std::string path = std::string("/api/attempts/") + kId;
  EXPECT_EQ(client_->Get(path + "/receipt")->status, 404);
  client_->Put(path, "good", "application/octet-stream");
  httplib::Result receipt = client_->Get(path + "/receipt");
  for (int k = 0; k < 100 && receipt->status != 200; ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    receipt = client_->Get(path + "/receipt");
  }
  ASSERT_EQ(receipt->status, 200);
  const std::string key = Json::parse(client_->Get("/api/log")->body)["public_key"];
  const ReceiptCheck check = check_receipt(receipt->body, key);
  ASSERT_TRUE(check.is_valid) << check.finding.en;
  EXPECT_EQ(check.leaf["attempt"], kId);
  EXPECT_EQ(check.leaf["score"], 98.5);
  EXPECT_EQ(check.leaf["statement"]["verb"]["id"], "http://adlnet.gov/expapi/verbs/passed");
  EXPECT_EQ(check.leaf.dump().find("alert"), std::string::npos); // the learner is a pseudonym

  const auto told = client_->Get("/xapi/statements", {{"X-Experience-API-Version", "1.0.3"}});
  const Json statements = Json::parse(told->body)["statements"];
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[0]["authority"]["account"]["name"], "library");
  EXPECT_EQ(statements[0]["actor"]["account"]["name"].get<std::string>().size(), 32u);

  Json forged = Json::parse(receipt->body);
  std::string leaf = forged["leaf"];
  leaf.replace(leaf.find("98.5"), 4, "99.5");
  forged["leaf"] = leaf;
  EXPECT_FALSE(check_receipt(forged.dump(), key).is_valid);
  EXPECT_FALSE(
      check_receipt(receipt->body, std::string(64, 'a')).is_valid); // another library's key
}

TEST_F(LibraryTest, KeepsWhatItAcknowledgedOverARestart) {
  post(statement(kId).dump());
  client_->Put(std::string("/api/attempts/") + kOtherId, "bad", "application/octet-stream");
  stop();
  start();
  EXPECT_EQ(post(statement(kId).dump()), 200);
  EXPECT_EQ(client_->Get(std::string("/api/attempts/") + kOtherId)->status, 200);
}

TEST(Library, SaysWhatIsWrongWithAFileThatIsNoDatabase) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "not-a-library";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "hub.db") << std::string(8192, 'x');
  try {
    open_hub_database(folder)->connect();
    FAIL() << "it was opened";
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.kind(), DatabaseError::Kind::Damaged);
  }
}

} // namespace
} // namespace jixia
