#include "http/http_server.h"

#include <algorithm>

#include "http/answer_request.h"
#include "http/http_exchange.h"
#include "http/problem.h"
#include "http/strict_server.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kLargestBody = 256u << 20; // of any route

std::string host_of(const std::string& header) {
  const std::size_t colon = header.rfind(':');
  const bool has_port = colon != std::string::npos && header.back() != ']';
  return has_port ? header.substr(0, colon) : header;
}

} // namespace

class HttpServer::Connector {
 public:
  Connector(const RouteTable& routes, Authenticate authenticate, Options options)
      : routes_(routes),
        authenticate_(std::move(authenticate)),
        options_(std::move(options)),
        addresses_(options_.rate_of_address, kMostAddresses) {}

  bool bind(Diagnostics& problems) {
    return load_certificate(problems) && may_bind(problems) && take_port(problems);
  }
  /// Only after bind().
  httplib::Server& server() { return *server_; }
  bool is_bound() const { return server_ != nullptr; }
  int port() const { return port_; }
  bool is_tls() const { return !options_.tls_certificate.empty(); }

 private:
  static constexpr std::size_t kMostAddresses = 20'000;

  bool load_certificate(Diagnostics& problems) {
    if (is_tls()) {
      tls_ = TlsContext::load(options_.tls_certificate, options_.tls_key, problems);
    }
    return !is_tls() || tls_;
  }

  bool may_bind(Diagnostics& problems) const {
    const bool is_own = is_loopback(options_.address) || options_.address == "localhost";
    if (is_own || is_tls() || options_.allows_plain) {
      return true;
    }
    problems.error(
        {},
        fill({"没有证书就不在 {0} 上提供服务：密码会明文传送",
              "without a certificate {0} is not served: passwords would travel in the clear"},
             std::vector{options_.address}),
        {"用 --tls-cert 和 --tls-key；在反向代理之后用 --allow-plain-http",
         "give --tls-cert and --tls-key; behind a proxy --allow-plain-http"});
    return false;
  }

  bool take_port(Diagnostics& problems) {
    server_ = std::make_unique<StrictServer>(tls_.get(), options_);
    server_->set_payload_max_length(kLargestBody);
    server_->set_keep_alive_max_count(100'000);
    server_->set_tcp_nodelay(true);
    server_->new_task_queue = [count = options_.threads] {
      return new httplib::ThreadPool(static_cast<std::size_t>(count));
    };
    add_handlers();
    if (options_.port == 0) {
      port_ = server_->bind_to_any_port(options_.address);
    } else if (server_->bind_to_port(options_.address, options_.port)) {
      port_ = options_.port;
    }
    if (port_ > 0) {
      return true;
    }
    server_.reset();
    problems.error(
        {},
        fill({"{0} 的端口 {1} 不能用", "port {1} of {0} cannot be taken"},
             std::vector{options_.address, std::to_string(options_.port)}),
        {"换一个：--port 0 取任一空闲端口", "another one: --port 0 takes any free port"});
    return false;
  }

  void add_handlers() {
    constexpr const char* kEverything = ".*";
    const auto plain = [this](const httplib::Request& in, httplib::Response& out) {
      exchange(in, out, nullptr);
    };
    const auto with_body = [this](const httplib::Request& in, httplib::Response& out,
                                  const httplib::ContentReader& reader) {
      exchange(in, out, &reader);
    };
    server_->Get(kEverything, plain);
    server_->Options(kEverything, plain);
    server_->Post(kEverything, with_body);
    server_->Put(kEverything, with_body);
    server_->Patch(kEverything, with_body);
    server_->Delete(kEverything, with_body);
    server_->Delete(kEverything, plain); // without a body the HTTP library takes another way
    // What the HTTP library itself refuses: bad syntax, too long a line.
    server_->set_error_handler([](const httplib::Request& in, httplib::Response& out) {
      if (out.body.empty() && out.status >= 400) {
        write_answer(
            make_problem_answer(read_head(in),
                                {out.status, {"不能回答这个请求", "this cannot be answered"}}),
            out);
      }
    });
  }

  void exchange(const httplib::Request& in, httplib::Response& out,
                const httplib::ContentReader* reader) {
    HttpRequest request = read_head(in);
    request.is_tls = is_tls();
    BodyReader body(in, reader);
    HttpAnswer answer;
    if (const std::int64_t wait = wait_of(request.remote_address); wait > 0) {
      answer = make_problem_answer(
          request, {429,
                    {"请求过于频繁，稍后再试", "too many requests, try again later"},
                    {{"Retry-After", std::to_string(wait)}}});
    } else if (is_our_host(request)) {
      answer =
          answer_request(routes_, authenticate_, request,
                         [&](HttpRequest& wanted, std::size_t most) { body.read(wanted, most); });
    } else {
      answer = make_problem_answer(
          request,
          {421, {"资源库只以自己的名称应答", "this library answers only under its own names"}});
    }
    body.drop();
    if (answer.status == 200 && !in.ranges.empty() && !has_good_ranges(in, answer)) {
      answer =
          make_problem_answer(request, {416,
                                        {"所要的范围不在文件内，或范围过多",
                                         "the file has no such range, or there are too many"}});
    }
    write_answer(answer, out);
    if (is_tls()) {
      out.set_header("Strict-Transport-Security", "max-age=31536000");
    }
  }

  std::int64_t wait_of(const std::string& address) {
    return options_.limits_loopback || !is_loopback(address)
               ? addresses_.take(network_of(address), wall_clock_ms())
               : 0;
  }

  bool is_our_host(const HttpRequest& request) const {
    const std::string host = host_of(request.header("Host"));
    return std::find(options_.host_names.begin(), options_.host_names.end(), host) !=
           options_.host_names.end();
  }

  const RouteTable& routes_;
  Authenticate authenticate_;
  Options options_;
  TokenBuckets addresses_;
  std::unique_ptr<TlsContext> tls_;
  std::unique_ptr<StrictServer> server_;
  int port_ = 0;
};

HttpServer::HttpServer(const RouteTable& routes, Authenticate authenticate, Options options)
    : connector_(std::make_unique<Connector>(routes, std::move(authenticate), std::move(options))) {
}

HttpServer::~HttpServer() = default;

bool HttpServer::bind(Diagnostics& problems) {
  return connector_->bind(problems);
}

int HttpServer::port() const {
  return connector_->port();
}
bool HttpServer::is_tls() const {
  return connector_->is_tls();
}
void HttpServer::serve() {
  connector_->server().listen_after_bind();
}
void HttpServer::stop() {
  if (connector_->is_bound()) {
    connector_->server().stop();
  }
}

} // namespace jixia
