#include "http/http_server.h"

#include <httplib.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <mutex>

#include "http/form.h"
#include "http/http_date.h"
#include "http/problem.h"
#include "http/request_head.h"
#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::size_t kLargestBody = 256u << 20; // of any route

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

// What only people use asks for no key: a browser would put up a window of its own for one.
[[noreturn]] void refuse_stranger(const Access& access) {
  if (access.any_of.empty()) {
    throw Refusal{401, {"先登录", "sign in first"}};
  }
  throw Refusal{401,
                {"缺少密钥或密钥不对", "no key, or a wrong one"},
                {{"WWW-Authenticate", "Basic realm=\"jixia-library\""}}};
}

void check_access(const Access& access, const Caller* caller) {
  if (!may_use(access, caller)) {
    if (!caller) {
      refuse_stranger(access);
    }
    throw caller->is_person() ? Refusal{403, {"这个账号无权这样做", "this account may not do this"}}
                              : Refusal{403, {"这个密钥无权这样做", "this key may not do this"}};
  }
  if (caller && caller->must_change_password && !access.is_open && !access.with_start_password) {
    throw Refusal{403,
                  {"先把初始密码改成自己的密码", "change the start password to your own first"}};
  }
}

// The route for a request whose caller may use it; throws Refusal.
const Route& find_route(const RouteTable& routes, HttpRequest& request,
                        const std::optional<Caller>& caller) {
  RouteTable::Match match = routes.find(request.method, request.path);
  if (!match.route && match.allowed_methods.empty()) {
    throw Refusal{404, {"没有这个地址", "there is nothing at this address"}};
  }
  if (!match.route) {
    throw Refusal{405,
                  {"这个地址不支持这种请求", "this address does not take this method"},
                  {{"Allow", join(match.allowed_methods)}}};
  }
  check_access(match.route->access, caller ? &*caller : nullptr);
  request.path_values = std::move(match.values);
  return *match.route;
}

HttpRequest read_head(const httplib::Request& in) {
  HttpRequest request;
  request.is_head = in.method == "HEAD";
  request.method = request.is_head ? "GET" : in.method;
  request.path = in.path;
  request.parameters.insert(in.params.begin(), in.params.end());
  for (const auto& [name, value] : in.headers) {
    request.headers.emplace(name, value);
  }
  request.remote_address = in.remote_addr;
  const std::size_t question = in.target.find('?');
  request.query = question == std::string::npos ? "" : in.target.substr(question + 1);
  return request;
}

std::string host_of(const std::string& header) {
  const std::size_t colon = header.rfind(':');
  const bool has_port = colon != std::string::npos && header.back() != ']';
  return has_port ? header.substr(0, colon) : header;
}

void send_file(const std::filesystem::path& file, const std::string& type, httplib::Response& out) {
  auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (!*stream || error) {
    out.status = 500;
    return;
  }
  out.set_content_provider(
      size, type, [stream](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        std::vector<char> piece(std::min<std::size_t>(length, 256 * 1024));
        stream->clear();
        stream->seekg(static_cast<std::streamoff>(offset));
        stream->read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto got = static_cast<std::size_t>(stream->gcount());
        return got > 0 && sink.write(piece.data(), got);
      });
}

bool has_etag(const HttpAnswer& answer) {
  return std::any_of(answer.headers.begin(), answer.headers.end(),
                     [](const auto& header) { return header.first == "ETag"; });
}

// As it is: the HTTP library compresses plain contents, and then the tag would name another one.
void send_uncompressed(const HttpAnswer& answer, httplib::Response& out) {
  out.set_content_provider(
      answer.body.size(), answer.content_type,
      [body = answer.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(body.data() + offset, length);
      });
}

/// True if the ranges that are asked for lie within so many bytes, and are few. The HTTP library
/// waits for ever on one that begins behind the end.
bool has_good_ranges(const httplib::Request& in, std::uintmax_t size) {
  constexpr std::size_t kMostRanges = 4;
  return in.ranges.size() <= kMostRanges &&
         std::all_of(in.ranges.begin(), in.ranges.end(), [&](const auto& range) {
           const auto [first, last] = range;
           return first < 0 ? last >= 0 : static_cast<std::uintmax_t>(first) < size;
         });
}

std::uintmax_t size_of(const HttpAnswer& answer) {
  std::error_code error;
  const std::uintmax_t size =
      answer.file.empty() ? answer.body.size() : std::filesystem::file_size(answer.file, error);
  return error ? 0 : size;
}

void write_answer(const HttpAnswer& answer, httplib::Response& out) {
  // The HTTP library cuts the ranges that were asked for, and only says so (206) if it may choose.
  out.status = answer.status == 200 ? -1 : answer.status;
  for (const auto& [name, value] : answer.headers) {
    out.set_header(name, value);
  }
  out.set_header("Date", http_date_text(wall_clock_ms() / 1000));
  out.set_header("X-Content-Type-Options", "nosniff");
  if (!answer.file.empty()) {
    send_file(answer.file, answer.content_type, out);
  } else if (has_etag(answer) && !answer.body.empty()) {
    send_uncompressed(answer, out);
  } else if (!answer.body.empty() || (answer.status != 204 && answer.status != 304)) {
    out.set_content(answer.body, answer.content_type);
  }
}

} // namespace

HttpAnswer answer_request(const RouteTable& routes, const HttpServer::Authenticate& authenticate,
                          HttpRequest& request, const ReadBody& read_body) {
  HttpAnswer answer;
  try {
    if (const RouteTable::Folding* folding = routes.find_folding(request)) {
      read_body(request, folding->largest_body);
      folding->unfold(request);
      return answer_request(routes, authenticate, request, [](HttpRequest&, std::size_t) {});
    }
    const std::optional<Caller> caller = authenticate(request);
    const Caller* known = caller ? &*caller : nullptr;
    request.language_of_account = known ? known->language : std::nullopt;
    const Route& route = find_route(routes, request, caller);
    read_body(request, route.largest_body);
    check_same_site(request, route.access, known);
    const bool is_unfit = known && known->must_change_password && !route.access.with_start_password;
    answer = route.handle(request, is_unfit ? nullptr : known);
  } catch (...) {
    answer = make_failure_answer(request, std::current_exception());
  }
  routes.finish(request, answer);
  return answer;
}

namespace {

/// Reads the body of one request, once. What nobody wanted is read and dropped, or it would be
/// taken for the next request.
class BodyReader {
 public:
  BodyReader(const httplib::Request& in, const httplib::ContentReader* reader)
      : in_(in), reader_(reader) {}

  /// @throws Refusal
  void read(HttpRequest& request, std::size_t most) {
    if (!drain(&request, most)) {
      throw Refusal{413, fill({"请求内容超过 {0} 字节", "the body is larger than {0} bytes"},
                              std::vector{std::to_string(most)})};
    }
    if (!is_whole_) {
      throw Refusal{400, {"请求内容没有收全", "the body did not arrive whole"}};
    }
  }

  void drop() { drain(nullptr, 0); }

 private:
  // @returns false if there was more than `most`
  bool drain(HttpRequest* request, std::size_t most) {
    const bool has_body = in_.has_header("Content-Length") || in_.has_header("Transfer-Encoding");
    if (!reader_ || !has_body || is_read_) {
      return true;
    }
    is_read_ = true;
    const bool fits =
        in_.is_multipart_form_data() ? drain_parts(request, most) : drain_plain(request, most);
    return fits && declared_length() <= most;
  }

  bool drain_plain(HttpRequest* request, std::size_t most) {
    bool fits = true;
    is_whole_ = (*reader_)([&](const char* data, std::size_t size) {
      fits = fits && request && request->body.size() + size <= most;
      if (fits) {
        request->body.append(data, size);
      }
      return true;
    });
    return fits;
  }

  bool drain_parts(HttpRequest* request, std::size_t most) {
    constexpr std::size_t kPartBytes = 200; // a part without content is not free
    std::size_t total = 0;
    const auto takes = [&](std::size_t size) {
      total += size;
      return request && total <= most;
    };
    is_whole_ = (*reader_)(
        [&](const httplib::MultipartFormData& head) {
          if (takes(head.name.size() + head.filename.size() + kPartBytes)) {
            request->parts.push_back({head.name, head.filename, head.content_type, {}});
          }
          return true;
        },
        [&](const char* data, std::size_t size) {
          if (takes(size) && !request->parts.empty()) {
            request->parts.back().content.append(data, size);
          }
          return true;
        });
    return total <= most;
  }

  std::size_t declared_length() const {
    const std::string text = in_.get_header_value("Content-Length");
    std::size_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
  }

  const httplib::Request& in_;
  const httplib::ContentReader* reader_;
  bool is_read_ = false, is_whole_ = true;
};

} // namespace

namespace {

/// What the HTTP library reads from and writes to.
class SocketStream : public httplib::Stream {
 public:
  explicit SocketStream(ClientSocket& socket) : socket_(socket) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* into, size_t size) override { return socket_.read(into, size); }
  ssize_t write(const char* from, size_t size) override { return socket_.write(from, size); }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    socket_.find_peer(ip, port);
  }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_.socket(); }

 private:
  ClientSocket& socket_;
};

/// How many connections each address has open.
class ConnectionCount {
 public:
  explicit ConnectionCount(int most) : most_(most) {}
  bool add(const std::string& address) {
    std::lock_guard lock(lock_);
    int& count = counts_[address];
    if (count >= most_) {
      return false;
    }
    ++count;
    return true;
  }
  void remove(const std::string& address) {
    std::lock_guard lock(lock_);
    const auto found = counts_.find(address);
    if (found != counts_.end() && --found->second <= 0) {
      counts_.erase(found);
    }
  }

 private:
  int most_;
  std::mutex lock_;
  std::map<std::string, int> counts_;
};

/// The HTTP library's server over our own sockets: it sees only heads that were looked at.
class StrictServer : public httplib::Server {
 public:
  StrictServer(const TlsContext* tls, const HttpServer::Options& options)
      : tls_(tls), options_(options), connections_(options.most_of_address) {}

 private:
  bool process_and_close_socket(socket_t socket) override {
    ClientSocket client(socket, tls_, options_.patience);
    std::string address;
    int port = 0;
    client.find_peer(address, port);
    const bool is_counted = options_.limits_loopback || !is_loopback(address);
    if (is_counted && !connections_.add(network_of(address))) {
      return false; // closed; the others of this address are being served
    }
    if (client.begin()) {
      serve_requests(client);
    }
    if (is_counted) {
      connections_.remove(network_of(address));
    }
    return true;
  }

  void serve_requests(ClientSocket& client) {
    SocketStream stream(client);
    for (std::size_t count = 1; serve_request(client, stream, count >= keep_alive_max_count_);
         ++count) {
    }
  }

  // False: the connection is done.
  bool serve_request(ClientSocket& client, SocketStream& stream, bool is_last) {
    const ClientSocket::Head came =
        client.wait_for_head(kMostHeadBytes, [this] { return svr_sock_ == INVALID_SOCKET; });
    std::optional<Refusal> fault;
    if (came == ClientSocket::Head::Closed) {
      return false;
    }
    if (came == ClientSocket::Head::TooLarge) {
      fault = Refusal{431, {"请求头太长", "the head is too long"}};
    } else if (came == ClientSocket::Head::Late) {
      fault = Refusal{408, {"请求头没有及时收到", "the head did not arrive in time"}};
    } else {
      fault = find_head_fault(client.head());
    }
    if (fault) {
      refuse(client, *fault);
      return false;
    }
    // After a chunked body nothing more is read: where it ends is not left to be argued about.
    const bool closes = is_last || !find_header(client.head(), "Transfer-Encoding").empty();
    bool is_closed = false;
    return process_request(stream, closes, is_closed, nullptr) && !closes && !is_closed;
  }

  void refuse(ClientSocket& client, const Refusal& fault) {
    HttpRequest request;
    request.headers.emplace("Accept-Language",
                            std::string(find_header(client.head(), "Accept-Language")));
    const HttpAnswer answer = make_problem_answer(request, fault);
    const std::string text = "HTTP/1.1 " + std::to_string(fault.status) +
                             " Refused\r\nContent-Type: " + answer.content_type +
                             "\r\nContent-Length: " + std::to_string(answer.body.size()) +
                             "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" +
                             answer.body;
    client.write(text.data(), text.size());
    client.linger();
  }

  const TlsContext* tls_;
  HttpServer::Options options_;
  ConnectionCount connections_;
};

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
    if (answer.status == 200 && !in.ranges.empty() && !has_good_ranges(in, size_of(answer))) {
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
