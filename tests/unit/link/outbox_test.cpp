#include "link/outbox.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "base/file_io.h"
#include "recording/attempt.h"
#include "recording/attempt_bundle.h"
#include "recording/identity.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

/// A library of the smallest kind, in this process: keeps what it is sent, by id.
class FakeLibrary {
 public:
  FakeLibrary() {
    server_.Post("/xapi/statements", [this](const httplib::Request& in, httplib::Response& out) {
      answer(out, is_known(in) ? statements_status_.load() : 401);
      std::lock_guard lock(lock_);
      statements_.push_back(in.body);
      version_ = in.get_header_value("X-Experience-API-Version");
    });
    server_.Put("/api/attempts/([^/]+)",
                [this](const httplib::Request& in, httplib::Response& out) {
                  std::lock_guard lock(lock_);
                  if (attempt_status_ != 0 || !is_known(in)) {
                    answer(out, is_known(in) ? attempt_status_.load() : 401);
                    return;
                  }
                  std::string& kept = attempts_[in.matches[1]];
                  answer(out, kept.empty() ? 201 : kept == in.body ? 200 : 409);
                  kept = kept.empty() ? in.body : kept;
                });
    server_.Post("/api/attempts/([^/]+)/upload",
                 [this](const httplib::Request& in, httplib::Response& out) {
                   std::lock_guard lock(lock_);
                   if (!is_known(in)) {
                     out.status = 401;
                     return;
                   }
                   announced_ = in.body;
                   out.status = takes_pieces_ ? 201 : 404;
                   out.set_header("Upload-Offset", std::to_string(attempts_.count(in.matches[1]) ? attempts_[in.matches[1]].size() : 0));
                   out.set_content("{\"makes_statements\":true}", "application/json");
                 });
    server_.Patch(
        "/api/attempts/([^/]+)/upload",
        [this](const httplib::Request& in, httplib::Response& out) { take_piece(in, out); });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  ~FakeLibrary() {
    server_.stop();
    thread_.join();
  }
  FakeLibrary(const FakeLibrary&) = delete;
  FakeLibrary& operator=(const FakeLibrary&) = delete;

  LibraryAddress address() const {
    return {"http://127.0.0.1:" + std::to_string(port_), "name:secret",
            std::chrono::milliseconds(300)};
  }

  std::atomic<int> statements_status_{200};
  std::atomic<int> attempt_status_{0}; ///< 0: keep it
  std::atomic<int> delay_ms_{0};
  std::mutex lock_;
  std::vector<std::string> statements_;
  std::map<std::string, std::string> attempts_;
  std::string version_, announced_;
  std::atomic<bool> takes_pieces_{false};
  std::atomic<int> pieces_until_break_{1000}; ///< then it answers 503

 private:
  static bool is_known(const httplib::Request& in) {
    return in.get_header_value("Authorization") == "Basic bmFtZTpzZWNyZXQ=";
  }
  void take_piece(const httplib::Request& in, httplib::Response& out) {
    std::lock_guard lock(lock_);
    std::string& kept = attempts_[in.matches[1]];
    const bool is_here = in.get_header_value("Upload-Offset") == std::to_string(kept.size());
    if (pieces_until_break_-- <= 0) {
      out.status = 503;
      return;
    }
    kept += is_here ? in.body : "";
    out.status = !is_here ? 409 : announced_.find(sha256_hex(kept)) != announced_.npos ? 201 : 204;
    out.set_header("Upload-Offset", std::to_string(kept.size()));
  }
  void answer(httplib::Response& out, int status) {
    std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms_));
    out.status = status;
  }
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

class OutboxTest : public ::testing::Test {
 protected:
  OutboxItem add_result(const std::string& name) {
    AttemptHeader header;
    header.attempt_id = make_uuid();
    header.pack_id = "p";
    header.exercise = "e";
    OutboxItem item;
    item.attempt_id = header.attempt_id;
    item.attempt_folder = temporary_ / name;
    item.statements = "[{\"id\":\"" + header.attempt_id + "\"}]";
    EXPECT_TRUE(AttemptWriter::create(item.attempt_folder, header, problems_));
    EXPECT_TRUE(outbox_.put(item, problems_)) << problems_.text(Language::English);
    return item;
  }
  SendRound send(const LibraryAddress& address, std::int64_t now_ms = 1'000'000,
                 bool only_due = false) {
    LibraryClient client(address);
    return send_outbox(outbox_, client, now_ms, only_due, problems_);
  }
  std::size_t waiting() { return outbox_.items(problems_).size(); }

  TemporaryFolder temporary_;
  Outbox outbox_{temporary_.path()};
  Diagnostics problems_;
};

TEST_F(OutboxTest, GivesBackWhatWasPutIn) {
  OutboxItem item = add_result("a");
  item.tries = 3;
  item.next_try_ms = 1'773'000'000'000;
  item.last_problem = {"连不上", "nobody there"};
  ASSERT_TRUE(outbox_.put(item, problems_));
  const auto items = outbox_.items(problems_);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].statements, item.statements);
  EXPECT_EQ(items[0].attempt_folder, item.attempt_folder);
  EXPECT_EQ(items[0].tries, 3);
  EXPECT_EQ(items[0].next_try_ms, 1'773'000'000'000);
  EXPECT_EQ(items[0].last_problem, item.last_problem);
}

TEST_F(OutboxTest, SendsStatementsAndAttemptOnceAndIsThenEmpty) {
  FakeLibrary library;
  const OutboxItem item = add_result("a");
  const SendRound round = send(library.address());
  EXPECT_EQ(round.sent, 1);
  EXPECT_EQ(waiting(), 0u);
  EXPECT_EQ(library.statements_, std::vector<std::string>{item.statements});
  EXPECT_EQ(library.version_, "1.0.3");
  EXPECT_EQ(library.attempts_.at(item.attempt_id),
            make_attempt_bundle(item.attempt_folder, problems_));
  EXPECT_EQ(send(library.address()).sent, 0);
  EXPECT_EQ(library.statements_.size(), 1u);
}

TEST_F(OutboxTest, KeepsEverythingWhileNobodyAnswersAndSendsItLater) {
  LibraryAddress nobody;
  {
    FakeLibrary gone;
    nobody = gone.address();
  }
  add_result("a");
  add_result("b");
  const SendRound round = send(nobody);
  EXPECT_EQ(round.waiting, 2);
  ASSERT_EQ(round.lines.size(), 1u); // it does not call again for the second
  EXPECT_NE(round.lines[0].en.find("cannot be reached"), std::string::npos) << round.lines[0].en;
  FakeLibrary library;
  EXPECT_EQ(send(library.address()).sent, 2);
  EXPECT_EQ(library.attempts_.size(), 2u);
}

TEST_F(OutboxTest, WaitsTwiceAsLongAfterEachFailureAndOnlyThenTriesAgain) {
  FakeLibrary library;
  library.statements_status_ = 503;
  const OutboxItem item = add_result("a");
  send(library.address(), 1'000'000, true);
  const std::int64_t first = outbox_.items(problems_)[0].next_try_ms;
  EXPECT_GE(first, 1'010'000);
  EXPECT_LE(first, 1'015'000);
  EXPECT_EQ(send(library.address(), first - 1, true).waiting, 1);
  EXPECT_EQ(library.statements_.size(), 1u); // not due: not called
  send(library.address(), first, true);
  EXPECT_EQ(library.statements_.size(), 2u);
  EXPECT_EQ(outbox_.items(problems_)[0].tries, 2);
  library.statements_status_ = 200;
  EXPECT_EQ(send(library.address(), first, false).sent, 1); // a person asks: at once
}

TEST(RetryDelay, DoublesUpToAnHourAndDiffersBetweenResults) {
  EXPECT_GE(calc_retry_delay_ms(1, "a"), 10'000);
  EXPECT_LE(calc_retry_delay_ms(1, "a"), 15'000);
  EXPECT_EQ(calc_retry_delay_ms(2, "a"), 2 * calc_retry_delay_ms(1, "a"));
  EXPECT_LE(calc_retry_delay_ms(1000, "a"), 5'400'000);
  EXPECT_GE(calc_retry_delay_ms(1000, "a"), 3'600'000);
  EXPECT_NE(calc_retry_delay_ms(1, "a"), calc_retry_delay_ms(1, "b"));
}

TEST_F(OutboxTest, AClockThatWasSetBackDoesNotKeepAResultForYears) {
  FakeLibrary library;
  OutboxItem item = add_result("a");
  item.next_try_ms = 4'000'000'000'000;
  outbox_.put(item, problems_);
  EXPECT_EQ(send(library.address(), 1'773'000'000'000, true).sent, 1);
}

TEST_F(OutboxTest, WhatTheLibraryAlreadyHasCountsAsSent) {
  FakeLibrary library;
  library.statements_status_ = 409;
  library.attempt_status_ = 409;
  add_result("a");
  EXPECT_EQ(send(library.address()).sent, 1);
}

TEST_F(OutboxTest, ASlowLibraryIsNotWaitedForLongerThanTheTimeout) {
  FakeLibrary library;
  library.delay_ms_ = 1500;
  add_result("a");
  const auto begin = std::chrono::steady_clock::now();
  const SendRound round = send(library.address());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(1400));
  EXPECT_EQ(round.waiting, 1);
  EXPECT_EQ(waiting(), 1u);
  EXPECT_NE(round.lines[0].en.find("in time"), std::string::npos) << round.lines[0].en;
}

TEST_F(OutboxTest, AWrongKeyKeepsTheResultAndSaysSo) {
  FakeLibrary library;
  add_result("a");
  LibraryAddress address = library.address();
  address.key = "name:wrong";
  EXPECT_NE(send(address).lines.at(0).zh.find("不认这个密钥（HTTP 401）"), std::string::npos);
  EXPECT_EQ(waiting(), 1u);
  EXPECT_TRUE(library.attempts_.empty());
}

TEST_F(OutboxTest, WhatIsRefusedForGoodIsSetAsideWithTheReason) {
  FakeLibrary library;
  library.attempt_status_ = 400;
  const OutboxItem item = add_result("a");
  EXPECT_EQ(send(library.address()).refused, 1);
  EXPECT_EQ(waiting(), 0u);
  const auto kept = read_file_limited(outbox_.folder() / "refused" / (item.attempt_id + ".json"),
                                      1u << 20, problems_);
  ASSERT_TRUE(kept);
  EXPECT_NE(kept->find("HTTP 400"), std::string::npos);
}

TEST_F(OutboxTest, AResultWhoseAttemptIsGoneIsSetAsideAndTheNextOneSent) {
  FakeLibrary library;
  const OutboxItem lost = add_result("a");
  add_result("b");
  fs::remove_all(lost.attempt_folder);
  const SendRound round = send(library.address());
  EXPECT_EQ(round.refused, 1);
  EXPECT_EQ(round.sent, 1);
}

TEST_F(OutboxTest, DamagedFilesAreReportedAndLeftAlone) {
  FakeLibrary library;
  add_result("a");
  const fs::path bad = outbox_.folder() / "1b4e28ba-2fa1-4d21-883f-0016d3cca427.json";
  std::ofstream(bad) << "{\"format\":1,";
  std::ofstream(outbox_.folder() / "notes.json") << "x";
  std::ofstream(outbox_.folder() / ".half.XXXXXX") << "x";
  EXPECT_EQ(send(library.address()).sent, 1);
  EXPECT_EQ(problems_.all().size(), 1u);
  EXPECT_TRUE(fs::exists(bad));
}

TEST_F(OutboxTest, WrongAddressesAreNamedAndNothingIsLost) {
  add_result("a");
  for (const char* url :
       {"", "ftp://x", "http://", "http://a/b", "http://u:p@host", "http://x\r\ny"}) {
    const SendRound round = send({url, "name:secret", std::chrono::milliseconds(200)});
    EXPECT_EQ(round.waiting, 1) << url;
    EXPECT_NE(round.lines.at(0).en.find("URL"), std::string::npos) << url;
  }
  EXPECT_NE(send({"http://127.0.0.1:1", "nokey", {}}).lines.at(0).en.find("name:secret"),
            std::string::npos);
}

TEST(JudgeStatus, SortsEveryStatusIntoDoneLaterOrRefused) {
  using Outcome = Delivery::Outcome;
  const std::map<int, Outcome> expected{
      {200, Outcome::Done},    {201, Outcome::Done},    {204, Outcome::Done},
      {409, Outcome::Done},    {302, Outcome::Later},   {401, Outcome::Later},
      {403, Outcome::Later},   {404, Outcome::Later},   {408, Outcome::Later},
      {429, Outcome::Later},   {500, Outcome::Later},   {507, Outcome::Later},
      {400, Outcome::Refused}, {413, Outcome::Refused}, {422, Outcome::Refused}};
  for (const auto& [status, outcome] : expected) {
    EXPECT_EQ(judge_status(status).outcome, outcome) << status;
  }
}

/// Kills this process when the library has everything and the outbox does not know it yet.
class DeadlyLibrary : public ResultReceiver {
 public:
  explicit DeadlyLibrary(ResultReceiver& library) : library_(library) {}
  Delivery post_statements(const std::string& statements) override {
    return library_.post_statements(statements);
  }
  Delivery put_attempt(const std::string& id, const std::string& bundle) override {
    library_.put_attempt(id, bundle);
    ::kill(::getpid(), SIGKILL);
    return {};
  }

 private:
  ResultReceiver& library_;
};

TEST_F(OutboxTest, KilledBetweenSendingAndForgettingItSendsTheSameAgainAndTheLibraryHasItOnce) {
  FakeLibrary library;
  const OutboxItem item = add_result("a");
  const pid_t child = ::fork();
  if (child == 0) {
    LibraryClient client(library.address());
    DeadlyLibrary deadly(client);
    send_outbox(outbox_, deadly, 1'000'000, false, problems_);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(library.attempts_.size(), 1u);
  EXPECT_EQ(waiting(), 1u);
  EXPECT_EQ(send(library.address()).sent, 1);
  EXPECT_EQ(library.attempts_.size(), 1u);
  EXPECT_EQ(library.statements_, std::vector<std::string>{item.statements});
}

TEST_F(OutboxTest, ALibraryThatTakesPiecesGetsThemAndMakesTheStatementsItself) {
  FakeLibrary library;
  library.takes_pieces_ = true;
  const OutboxItem item = add_result("a");
  EXPECT_EQ(send(library.address()).sent, 1);
  EXPECT_EQ(library.attempts_.at(item.attempt_id),
            make_attempt_bundle(item.attempt_folder, problems_));
  EXPECT_TRUE(library.statements_.empty());
}

TEST_F(OutboxTest, ABrokenUploadGoesOnWhereItStopped) {
  FakeLibrary library;
  library.takes_pieces_ = true;
  library.pieces_until_break_ = 2;
  const std::string bundle(3 * LibraryClient::kPieceBytes + 7, 'x'), id = make_uuid();
  LibraryClient client(library.address());
  EXPECT_EQ(client.put_attempt(id, bundle).outcome, Delivery::Outcome::Later);
  EXPECT_EQ(library.attempts_.at(id).size(), 2 * LibraryClient::kPieceBytes);
  library.pieces_until_break_ = 2; // as many as are missing, and no more
  EXPECT_EQ(client.put_attempt(id, bundle).outcome, Delivery::Outcome::Done);
  EXPECT_EQ(library.attempts_.at(id), bundle);
}

} // namespace
} // namespace jixia
