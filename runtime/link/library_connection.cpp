#include "link/library_connection.h"

#include <httplib.h>

#include <nlohmann/json.hpp>

namespace jixia {
namespace {

constexpr std::size_t kMostReply = std::size_t{4} << 20; ///< of an answer to a put or post

/// The reason of an answer that is no success: what the library says, or the status.
Text reason_of(int status, const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  const std::string own = json.is_object() && json.contains("error") && json["error"].is_string()
                              ? json["error"].get<std::string>().substr(0, 500)
                              : std::string();
  return own.empty() ? fill({"资源库回答 HTTP {0}", "the library answered HTTP {0}"},
                            std::vector{std::to_string(status)})
                     : same_text(own);
}

} // namespace

class LibraryConnection::Wire {
 public:
  explicit Wire(const LibraryAddress& address) : client_(address.url) {
    const std::size_t colon = address.key.find(':');
    client_.set_follow_location(false);
    client_.set_keep_alive(true);
    client_.set_connection_timeout(address.timeout);
    client_.set_read_timeout(address.timeout);
    client_.set_write_timeout(address.timeout);
    if (colon != std::string::npos) {
      client_.set_basic_auth(address.key.substr(0, colon), address.key.substr(colon + 1));
    }
  }

  bool is_valid() const { return client_.is_valid(); }
  httplib::Client& client() { return client_; }

  LibraryReply reply(const httplib::Result& result, std::string body) const {
    if (!result) {
      return {0, "", {"连不上资源库，或回答中断", "the library cannot be reached, or broke off"}};
    }
    LibraryReply reply{result->status, std::move(body), {}};
    if (!reply.is_good()) {
      reply.reason = reason_of(reply.status, reply.body);
    }
    return reply;
  }

 private:
  httplib::Client client_;
};

LibraryConnection::LibraryConnection(LibraryAddress address)
    : wire_(std::make_unique<Wire>(address)) {}

LibraryConnection::~LibraryConnection() = default;

LibraryReply LibraryConnection::get(const std::string& path, std::size_t most_bytes) {
  std::string body;
  int status = 0;
  const httplib::Result result = wire_->client().Get(
      path,
      [&](const httplib::Response& head) {
        status = head.status;
        return true;
      },
      [&](const char* data, std::size_t size) {
        const std::size_t room = most_bytes + 1 - body.size();
        body.append(data, std::min(size, room));
        return body.size() <= most_bytes;
      });
  if (!result && body.size() > most_bytes) { // cut by us
    return {status, std::move(body), {}};
  }
  return wire_->reply(result, std::move(body));
}

LibraryReply LibraryConnection::get_from(const std::string& path, std::size_t offset,
                                         const std::function<void(bool is_anew)>& begin,
                                         const std::function<bool(std::string_view piece)>& take) {
  httplib::Headers headers;
  if (offset > 0) {
    headers.emplace("Range", "bytes=" + std::to_string(offset) + "-");
  }
  std::string error;
  int status = 0;
  const httplib::Result result = wire_->client().Get(
      path, headers,
      [&](const httplib::Response& head) {
        status = head.status;
        if (status == 200 || status == 206) {
          begin(status == 200);
        }
        return true;
      },
      [&](const char* data, std::size_t size) {
        if (status == 200 || status == 206) {
          return take({data, size});
        }
        error.append(data, std::min(size, kMostReply - std::min(kMostReply, error.size())));
        return true;
      });
  return wire_->reply(result, std::move(error));
}

LibraryReply LibraryConnection::put(const std::string& path, const std::string& body) {
  const httplib::Result result = wire_->client().Put(path, body, "application/octet-stream");
  return wire_->reply(result, result ? result->body.substr(0, kMostReply) : "");
}

LibraryReply LibraryConnection::post(const std::string& path, const std::string& body) {
  const httplib::Result result = wire_->client().Post(path, body, "application/json");
  return wire_->reply(result, result ? result->body.substr(0, kMostReply) : "");
}

} // namespace jixia
