// What comes over the wire from people who mean harm, or from broken programs: bytes on a socket.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "http/request_head.h"
#include "library_server.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

class HostileHttpTest : public testing::Test {
 protected:
  void start(LibraryServer::Options options = {}) {
    options.folder = folder_.path();
    options.port = 0;
    options.password_cost = {1, 8192};
    server_ = std::make_unique<LibraryServer>(
        options, [](const std::string&) { return AttemptJudgement(); });
    server_->hub().add_key("k", kLocalSchool, Scope::All, "s");
    Diagnostics problems;
    ASSERT_TRUE(server_->bind(problems)) << problems.text(Language::English);
    thread_ = std::thread([this] { server_->serve(); });
  }
  void TearDown() override {
    if (thread_.joinable()) {
      server_->stop();
      thread_.join();
    }
  }

  int connect_socket() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(server_->port()));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    return socket;
  }
  // Everything until the server closes, or `wait_s` have passed without anything.
  static std::string read_all(int socket, double wait_s) {
    std::string text;
    char piece[4096];
    pollfd entry{socket, POLLIN, 0};
    while (poll(&entry, 1, static_cast<int>(wait_s * 1000)) > 0) {
      const ssize_t got = recv(socket, piece, sizeof piece, 0);
      if (got <= 0) {
        break;
      }
      text.append(piece, static_cast<std::size_t>(got));
    }
    return text;
  }
  std::string send_raw(const std::string& bytes, double wait_s = 1.0) const {
    const int socket = connect_socket();
    for (std::size_t sent = 0; sent < bytes.size();) {
      const ssize_t went = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (went <= 0) {
        break;
      }
      sent += static_cast<std::size_t>(went);
    }
    const std::string answer = read_all(socket, wait_s);
    ::close(socket);
    return answer;
  }
  static int status_of(const std::string& answer) {
    return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
  }
  static std::size_t answers_in(const std::string& text) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find("HTTP/1.1 ", at)) != std::string::npos; ++at) {
      ++count;
    }
    return count;
  }
  // A POST of a statement with the key k:s.
  std::string post(const std::string& body, const std::string& more = "") const {
    return send_raw(
        "POST /xapi/statements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
        "azpz\r\nX-Experience-API-Version: 1.0.3\r\nConnection: close\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n" +
        (more.empty() ? "Content-Type: application/json\r\n" : more) + "\r\n" + body);
  }
  std::size_t stored() const {
    const std::string answer = send_raw(
        "GET /xapi/statements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic azpz\r\n"
        "X-Experience-API-Version: 1.0.3\r\nConnection: close\r\n\r\n");
    return Json::parse(answer.substr(answer.find("\r\n\r\n") + 4))["statements"].size();
  }

  TemporaryFolder folder_;
  std::unique_ptr<LibraryServer> server_;
  std::thread thread_;
};

const std::string kHost = "Host: localhost\r\n";

TEST_F(HostileHttpTest, MalformedHeadsAreRefusedInWordsAndTheConnectionClosed) {
  start();
  const std::string get = "GET /xapi/about HTTP/1.1\r\n";
  const std::vector<std::pair<std::string, int>> heads{
      {"nonsense\r\n\r\n", 400},
      {"GET\r\n\r\n", 400},
      {"GET /xapi/about\r\n\r\n", 400},
      {"GET  /xapi/about HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"GET /xapi/about HTTP/2.0\r\n" + kHost + "\r\n", 505},
      {"GET /xapi/about HTTP/0.9\r\n" + kHost + "\r\n", 505},
      {"GET http://evil.example/ HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"GET /x%00y HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"BREW /pot HTTP/1.1\r\n" + kHost + "\r\n", 501},
      {"TRACE / HTTP/1.1\r\n" + kHost + "\r\n", 501},
      {get + "\r\n", 400}, // no Host
      {get + kHost + kHost + "\r\n", 400},
      {get + kHost + "A : b\r\n\r\n", 400},
      {get + kHost + "A: b\r\n folded\r\n\r\n", 400},
      {get + kHost + "A: b\x01\r\n\r\n", 400},
      {get + kHost + "no colon\r\n\r\n", 400},
      {get + "Host: localhost\nA: b\n\n", 400}, // bare line feeds
      {get + kHost + "A: b\rC: d\r\n\r\n", 400},
      {get + kHost + "Expect: 200-ok\r\n\r\n", 417},
      {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + kHost + "\r\n", 414},
      {get + kHost + "A: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
      {get + std::string(200'000, 'a'), 431},
  };
  for (const auto& [head, status] : heads) {
    const std::string answer = send_raw(head);
    EXPECT_EQ(status_of(answer), status) << head.substr(0, 60) << "\n" << answer.substr(0, 200);
    EXPECT_NE(answer.find("{\"error\":"), std::string::npos) << head.substr(0, 60);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos) << head.substr(0, 60);
  }
  std::string many = get + kHost;
  for (int k = 0; k < 101; ++k) {
    many += "A" + std::to_string(k) + ": b\r\n";
  }
  EXPECT_EQ(status_of(send_raw(many + "\r\n")), 431);
  EXPECT_NE(send_raw(get + "Accept-Language: en\r\n\r\n").find("Host is missing"),
            std::string::npos);
  EXPECT_NE(send_raw(get + "\r\n").find("请求格式不对"), std::string::npos); // texts: one language
  EXPECT_EQ(status_of(send_raw("\r\n" + get + kHost + "Connection: close\r\n\r\n")), 200);
}

TEST_F(HostileHttpTest, NoRequestHidesInAnotherOne) {
  start();
  const std::string hidden = "GET /hidden HTTP/1.1\r\n" + kHost + "\r\n";
  const std::string post = "POST /oai HTTP/1.1\r\n" + kHost;
  const std::vector<std::pair<std::string, int>> shapes{
      {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, 400},
      {post + "Content-Length: 0\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n\r\n" +
           hidden,
       400},
      {post + "Content-Length: 0, 5\r\n\r\n" + hidden, 400},
      {post + "Content-Length: +0\r\n\r\n" + hidden, 400},
      {post + "Content-Length: -1\r\n\r\n" + hidden, 400},
      {post + "Content-Length: 0x0\r\n\r\n" + hidden, 400},
      {post + "Content-Length: 99999999999999999999\r\n\r\n" + hidden, 400},
      {post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden, 501},
      {post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + hidden, 501},
      {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + hidden,
       400},
      {post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + hidden, 400},
      {post + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, 400},
      {"POST /oai HTTP/1.0\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
       501},
  };
  for (const auto& [bytes, status] : shapes) {
    const std::string answer = send_raw(bytes);
    EXPECT_EQ(status_of(answer), status) << bytes.substr(0, 150);
    EXPECT_EQ(answers_in(answer), 1u) << bytes.substr(0, 150);
  }
  // A chunked body is taken, and nothing behind it.
  const std::string chunked = send_raw(post +
                                       "Content-Type: application/x-www-form-urlencoded\r\n"
                                       "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                                       hidden);
  EXPECT_EQ(answers_in(chunked), 1u);
  // Two whole requests one behind the other are two.
  const std::string about = "GET /xapi/about HTTP/1.1\r\n" + kHost;
  EXPECT_EQ(answers_in(send_raw(about + "\r\n" + about + "Connection: close\r\n\r\n")), 2u);
}

TEST_F(HostileHttpTest, WhoSendsByteByByteIsCutOff) {
  LibraryServer::Options options;
  options.http.threads = 4;
  options.http.patience = {
      .idle_s = 1.0, .head_s = 1.0, .pause_s = 1.0, .grace_s = 1.0, .least_rate = 500.0};
  start(options);
  std::vector<int> slow;
  const std::string drip =
      "GET /xapi/about HTTP/1.1\r\nHost: localhost\r\nX: aaaaaaaaaaaaaaaaaaaaa";
  for (int k = 0; k < 8; ++k) { // twice as many as there are threads
    slow.push_back(connect_socket());
  }
  const Clock::time_point began = Clock::now();
  std::thread dripper([&] {
    for (const char letter : drip) {
      for (const int socket : slow) {
        ::send(socket, &letter, 1, MSG_NOSIGNAL);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  const std::string answer =
      send_raw("GET /xapi/about HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n", 10.0);
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_LT(Clock::now() - began, std::chrono::seconds(9)); // two rounds of one second, and load
  dripper.join();
  EXPECT_EQ(status_of(send_raw("GET /xapi/about HTTP/1.1\r\nHost: loc", 5.0)), 408);
  // A body that comes by drops.
  const int socket = connect_socket();
  const std::string head = "POST /oai HTTP/1.1\r\n" + kHost +
                           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                           "10000\r\n\r\n";
  ::send(socket, head.data(), head.size(), MSG_NOSIGNAL);
  for (int k = 0; k < 40; ++k) {
    ::send(socket, "a", 1, MSG_NOSIGNAL);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(status_of(read_all(socket, 5.0)), 400); // it did not arrive whole
  ::close(socket);
  for (const int each : slow) {
    ::close(each);
  }
}

TEST_F(HostileHttpTest, WrongBodiesAreRefusedAndNothingIsStoredByHalf) {
  start();
  const std::string good =
      R"({"actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"http://x.example/v"},"object":{"id":"http://x.example/o"}})";
  EXPECT_EQ(status_of(post(std::string(100'000, '['))), 400);
  std::string deep = "1";
  for (int k = 0; k < 2000; ++k) {
    deep = "{\"a\":" + deep + "}";
  }
  EXPECT_EQ(status_of(post(deep)), 400);
  EXPECT_EQ(status_of(post("[" + good + ",{}]")), 400);
  EXPECT_EQ(status_of(post(good, "Content-Type: text/html\r\n")), 400);
  EXPECT_EQ(status_of(post("\xff\xfe" + good)), 400);
  EXPECT_EQ(status_of(post("{\"a\":1e999999}")), 400);
  EXPECT_EQ(stored(), 0u);
  EXPECT_EQ(status_of(post(good)), 200);
  EXPECT_EQ(stored(), 1u);
  // The client went away in the middle of a body.
  const int socket = connect_socket();
  const std::string half = "POST /xapi/statements HTTP/1.1\r\n" + kHost +
                           "Authorization: Basic azpz\r\nX-Experience-API-Version: 1.0.3\r\n"
                           "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n" +
                           good;
  ::send(socket, half.data(), half.size(), MSG_NOSIGNAL);
  ::close(socket);
  EXPECT_EQ(stored(), 1u);
}

TEST_F(HostileHttpTest, FormsOfTheWrongKindAreRefused) {
  start();
  const auto login = [&](const std::string& type, const std::string& body) {
    return status_of(
        send_raw("POST /login HTTP/1.1\r\n" + kHost +
                 "Sec-Fetch-Site: same-origin\r\nConnection: close\r\nContent-Type: " + type +
                 "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
  };
  const std::string form = "application/x-www-form-urlencoded";
  EXPECT_EQ(login("application/json", "{}"), 415);
  EXPECT_EQ(login("text/plain", "login=x"), 415);
  EXPECT_EQ(login(form, "login=%zz"), 400);
  EXPECT_EQ(login(form, "login=%"), 400);
  EXPECT_EQ(login(form, "login=%ff%fe"), 400); // not UTF-8
  EXPECT_EQ(login(form, "login=a%00b"), 400);
  EXPECT_EQ(login(form, std::string(20'000, 'a')), 413);
  EXPECT_EQ(login(form, "login=x&password=y"), 401);
  EXPECT_EQ(login("multipart/form-data; boundary=q",
                  "--q\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\nx\r\n--q--\r\n"),
            401);
}

TEST_F(HostileHttpTest, TooManyRequestsAreToldWhenToComeBack) {
  LibraryServer::Options options;
  options.http.limits_loopback = true;
  options.http.rate_of_address = {5, 0.5};
  options.rate_of_key = {2, 0.1};
  start(options);
  const std::string get = "GET /xapi/about HTTP/1.1\r\n" + kHost + "Connection: close\r\n";
  const std::string with_key = get + "Authorization: Basic azpz\r\n\r\n";
  EXPECT_EQ(status_of(send_raw(with_key)), 200);
  EXPECT_EQ(status_of(send_raw(with_key)), 200);
  const std::string by_key = send_raw(with_key);
  EXPECT_EQ(status_of(by_key), 429);
  EXPECT_NE(by_key.find("Retry-After: "), std::string::npos);
  int refused = 0;
  for (int k = 0; k < 8; ++k) {
    refused += status_of(send_raw(get + "\r\n")) == 429 ? 1 : 0;
  }
  EXPECT_GE(refused, 4);
}

TEST_F(HostileHttpTest, OtherMachinesAreServedByTlsOnlyUnlessItIsSaid) {
  for (const bool allows_plain : {false, true}) {
    TemporaryFolder folder;
    LibraryServer::Options options;
    options.folder = folder.path();
    options.port = 0;
    options.password_cost = {1, 8192};
    options.http.address = "0.0.0.0";
    options.http.allows_plain = allows_plain;
    LibraryServer server(options, [](const std::string&) { return AttemptJudgement(); });
    Diagnostics problems;
    EXPECT_EQ(server.bind(problems), allows_plain);
  }
}

// A certificate for localhost, made by openssl for this test.
bool make_certificate(const std::filesystem::path& folder) {
  const std::string command =
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout " +
      (folder / "key.pem").string() + " -out " + (folder / "cert.pem").string() + " 2>/dev/null";
  return std::system(command.c_str()) == 0;
}

/// One request over TLS. @returns the answer; empty if the handshake failed
std::string ask_by_tls(int socket, int newest_version, const std::string& request) {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, newest_version);
  SSL* tls = SSL_new(context);
  SSL_set_fd(tls, socket);
  std::string answer;
  if (SSL_connect(tls) == 1) {
    SSL_write(tls, request.data(), static_cast<int>(request.size()));
    char piece[4096];
    for (int got = 0; (got = SSL_read(tls, piece, sizeof piece)) > 0;) {
      answer.append(piece, static_cast<std::size_t>(got));
    }
  }
  SSL_free(tls);
  SSL_CTX_free(context);
  ::close(socket);
  return answer;
}

TEST_F(HostileHttpTest, SpeaksTls12And13AndNothingOlder) {
  TemporaryFolder keys;
  ASSERT_TRUE(make_certificate(keys.path()));
  LibraryServer::Options options;
  options.http.tls_certificate = keys / "cert.pem";
  options.http.tls_key = keys / "key.pem";
  options.http.patience.head_s = 2.0;
  start(options);
  const std::string get = "GET /xapi/about HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n";
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const std::string answer = ask_by_tls(connect_socket(), version, get);
    EXPECT_EQ(status_of(answer), 200) << version;
    EXPECT_NE(answer.find("Strict-Transport-Security: "), std::string::npos);
  }
  EXPECT_EQ(ask_by_tls(connect_socket(), TLS1_1_VERSION, get), "");
  EXPECT_EQ(answers_in(send_raw(get)), 0u); // plain HTTP to a TLS port
  const std::string big = "PUT /api/attempts/6690e6c9-3ef0-4ed3-8b37-7f3964730bee HTTP/1.1\r\n" +
                          kHost +
                          "Authorization: Basic azpz\r\nConnection: close\r\n"
                          "Content-Length: 3000000\r\n\r\n" +
                          std::string(3'000'000, 'x');
  EXPECT_EQ(status_of(ask_by_tls(connect_socket(), TLS1_3_VERSION, big)), 201);
}

TEST_F(HostileHttpTest, AWrongCertificateIsSaidBeforeAnythingIsServed) {
  LibraryServer::Options options;
  options.folder = folder_.path();
  options.password_cost = {1, 8192};
  options.http.tls_certificate = folder_ / "missing.pem";
  options.http.tls_key = folder_ / "missing.pem";
  LibraryServer server(options, [](const std::string&) { return AttemptJudgement(); });
  Diagnostics problems;
  EXPECT_FALSE(server.bind(problems));
  EXPECT_NE(problems.text(Language::English).find("missing.pem"), std::string::npos);
}

} // namespace
} // namespace jixia
