#include "library_server.h"

#include <httplib.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "recording/identity.h"
#include "results_page.h"
#include "xapi_statements_in.h"

namespace jixia {
namespace {

using httplib::Request;
using httplib::Response;
using Json = nlohmann::json;

constexpr int kRowsPerPage = 50;

std::string now_text() { return rfc3339_text(wall_clock_ms()); }

void answer(Response& response, int status, const Json& body) {
  response.status = status;
  response.set_content(body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                       "application/json; charset=utf-8");
}

void refuse(Response& response, int status, const std::string& reason) {
  answer(response, status, {{"error", reason}});
}

// Only names of this machine: a page elsewhere whose name is made to point here is turned away.
bool is_local_host(const std::string& host) {
  const std::string name = host.substr(0, host.rfind(':') == std::string::npos || host.back() == ']'
                                              ? host.size()
                                              : host.rfind(':'));
  return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

std::optional<std::pair<std::string, std::string>> basic_key(const Request& request) {
  const std::string value = request.get_header_value("Authorization");
  if (!value.starts_with("Basic ") || value.size() > 1000) {
    return std::nullopt;
  }
  std::string coded = value.substr(6), plain(value.size(), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(plain.data()),
                                   reinterpret_cast<const unsigned char*>(coded.data()),
                                   static_cast<int>(coded.size()));
  if (size < 0) {
    return std::nullopt;
  }
  plain.resize(static_cast<std::size_t>(size));
  while (!coded.empty() && coded.back() == '=' && !plain.empty()) {
    coded.pop_back();
    plain.pop_back(); // EVP_DecodeBlock counts the padding
  }
  const std::size_t colon = plain.find(':');
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  return std::pair{plain.substr(0, colon), plain.substr(colon + 1)};
}

int read_page(const Request& request) {
  int page = 1;
  const std::string text = request.get_param_value("page");
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::clamp(page, 1, 1'000'000);
}

} // namespace

class LibraryServer::Routes {
 public:
  explicit Routes(LibraryServer& library) : library_(library) {
    server_.set_payload_max_length(library.options_.largest_body);
    server_.set_read_timeout(10);
    server_.set_write_timeout(10);
    server_.set_keep_alive_max_count(1000);
    server_.new_task_queue = [] { return new httplib::ThreadPool(8); };
    server_.set_pre_routing_handler([](const Request& request, Response& response) {
      response.set_header("X-Content-Type-Options", "nosniff");
      if (is_local_host(request.get_header_value("Host"))) {
        return httplib::Server::HandlerResponse::Unhandled;
      }
      refuse(response, 421, "this library answers only as localhost");
      return httplib::Server::HandlerResponse::Handled;
    });
    server_.set_exception_handler([](const Request&, Response& response, std::exception_ptr) {
      refuse(response, 500, "internal error; nothing was stored");
    });
    server_.set_error_handler([](const Request&, Response& response) {
      if (response.body.empty()) {
        refuse(response, response.status, response.status == 413 ? "the body is too large" : "this cannot be answered");
      }
    });
    add_routes();
  }

  httplib::Server& server() { return server_; }

 private:
  void add_routes() {
    server_.Get("/", [this](const Request& in, Response& out) { show_results(in, out); });
    server_.Get("/xapi/about", [](const Request&, Response& out) {
      out.set_header("X-Experience-API-Version", "1.0.3");
      answer(out, 200, {{"version", {"1.0.3"}}});
    });
    server_.Post("/xapi/statements",
                 [this](const Request& in, Response& out) { post_statements(in, out); });
    server_.Get("/xapi/statements",
                [this](const Request& in, Response& out) { get_statement(in, out); });
    server_.Put("/api/attempts/([^/]+)",
                [this](const Request& in, Response& out) { put_attempt(in, out); });
    server_.Get("/api/attempts/([^/]+)",
                [this](const Request& in, Response& out) { get_attempt(in, out); });
  }

  std::optional<std::string> check_key(const Request& request, Response& response) {
    const auto key = basic_key(request);
    std::lock_guard lock(library_.store_lock_);
    if (key && library_.store_->is_key(key->first, key->second)) {
      return key->first;
    }
    response.set_header("WWW-Authenticate", "Basic realm=\"jixia-library\"");
    refuse(response, 401, "no key, or a wrong one");
    return std::nullopt;
  }

  bool check_version(const Request& request, Response& response) {
    response.set_header("X-Experience-API-Version", "1.0.3");
    const std::string version = request.get_header_value("X-Experience-API-Version");
    if (version == "1.0" || version.starts_with("1.0.")) {
      return true;
    }
    refuse(response, 400, "X-Experience-API-Version must be 1.0.x");
    return false;
  }

  void show_results(const Request& request, Response& response) {
    const int page = read_page(request);
    const Language language =
        request.get_param_value("lang") == "en" ? Language::English : Language::Chinese;
    std::lock_guard lock(library_.store_lock_);
    const auto rows = library_.store_->list_attempts(kRowsPerPage, (page - 1) * kRowsPerPage);
    response.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.set_header("Cache-Control", "no-store");
    response.set_content(
        make_results_page(rows, library_.store_->count_attempts(), page, language),
        "text/html; charset=utf-8");
  }

  void post_statements(const Request& request, Response& response) {
    const auto key = check_key(request, response);
    if (!key || !check_version(request, response)) {
      return;
    }
    const ReadStatements read = read_statements(request.body, now_text(), *key);
    if (!read.problem.empty()) {
      refuse(response, 400, read.problem);
      return;
    }
    std::lock_guard lock(library_.store_lock_);
    switch (library_.store_->put_statements(read.statements)) {
      case StoreResult::Stored:
      case StoreResult::Same:
        answer(response, 200, read.ids);
        break;
      case StoreResult::Conflict:
        refuse(response, 409, "another statement has this id");
        break;
      case StoreResult::Failed:
        refuse(response, 507, "not stored: the disk is full or damaged");
        break;
    }
  }

  void get_statement(const Request& request, Response& response) {
    if (!check_key(request, response) || !check_version(request, response)) {
      return;
    }
    const std::string id = request.get_param_value("statementId");
    if (!is_uuid(id)) {
      refuse(response, 400, "statementId must be a UUID");
      return;
    }
    std::lock_guard lock(library_.store_lock_);
    const std::optional<std::string> body = library_.store_->find_statement(id);
    if (body) {
      response.set_content(*body, "application/json; charset=utf-8");
    } else {
      refuse(response, 404, "no statement has this id");
    }
  }

  void put_attempt(const Request& request, Response& response) {
    const std::string id = request.matches[1];
    if (!check_key(request, response)) {
      return;
    }
    if (!is_uuid(id) || request.body.empty()) {
      refuse(response, 400, "PUT /api/attempts/<UUID> with an attempt bundle");
      return;
    }
    AttemptRow row;
    row.id = id;
    row.received_at = now_text();
    row.digest = sha256_hex(request.body);
    std::lock_guard lock(library_.store_lock_);
    switch (library_.store_->put_attempt(row, request.body)) {
      case StoreResult::Stored:
        answer(response, 201, {{"id", id}, {"state", "waiting"}});
        break;
      case StoreResult::Same:
        answer(response, 200, {{"id", id}});
        break;
      case StoreResult::Conflict:
        refuse(response, 409, "another attempt has this id");
        break;
      case StoreResult::Failed:
        refuse(response, 507, "not stored: the disk is full or damaged");
        break;
    }
  }

  void get_attempt(const Request& request, Response& response) {
    if (!check_key(request, response)) {
      return;
    }
    std::lock_guard lock(library_.store_lock_);
    const std::optional<AttemptRow> row = library_.store_->find_attempt(request.matches[1]);
    if (!row) {
      refuse(response, 404, "no attempt has this id");
      return;
    }
    answer(response, 200,
           {{"id", row->id}, {"state", row->state}, {"score", row->score}, {"max", row->max},
            {"verdict", row->verdict}, {"digest", row->digest}, {"pack", row->pack},
            {"exercise", row->exercise}});
  }

  LibraryServer& library_;
  httplib::Server server_;
};

LibraryServer::LibraryServer(std::unique_ptr<LibraryStore> store, Options options, Verify verify)
    : store_(std::move(store)),
      options_(options),
      verify_(std::move(verify)),
      routes_(std::make_unique<Routes>(*this)) {
  store_->requeue_running();
}

LibraryServer::~LibraryServer() = default;

bool LibraryServer::bind(Diagnostics& problems) {
  httplib::Server& server = routes_->server();
  if (options_.port == 0) {
    port_ = server.bind_to_any_port("127.0.0.1");
  } else if (server.bind_to_port("127.0.0.1", options_.port)) {
    port_ = options_.port;
  }
  if (port_ <= 0) {
    problems.error({}, fill({"端口 {0} 已被占用", "port {0} is in use"},
                            std::vector{std::to_string(options_.port)}),
                   {"换一个：--port 0 取任一空闲端口", "another one: --port 0 takes any free port"});
    return false;
  }
  return true;
}

void LibraryServer::serve() {
  std::thread verifier([this] {
    while (!is_stopping_) {
      if (!verify_waiting()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
    while (options_.finishes_waiting && verify_waiting()) {
    }
  });
  routes_->server().listen_after_bind();
  is_stopping_ = true;
  verifier.join();
}

void LibraryServer::stop() {
  is_stopping_ = true;
  routes_->server().stop();
}

// @returns false if nothing waits
bool LibraryServer::verify_waiting() {
  std::optional<AttemptRow> row;
  std::string bundle;
  {
    std::lock_guard lock(store_lock_);
    if (const std::optional<std::string> id = store_->take_waiting()) {
      row = store_->find_attempt(*id);
      bundle = store_->find_bundle(*id).value_or("");
    }
  }
  if (!row) {
    return false;
  }
  verify_(bundle, *row);
  std::lock_guard lock(store_lock_);
  store_->set_result(*row);
  return true;
}

} // namespace jixia
