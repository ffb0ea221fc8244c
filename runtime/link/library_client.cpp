#include "link/library_client.h"

#include <httplib.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "recording/identity.h"

namespace jixia {
namespace {

Delivery later(const Text& reason) {
  return {Delivery::Outcome::Later, reason};
}

/// "http://host:port" or "https://host[:port]", without path; nullopt for anything else.
std::optional<std::string> origin_of(std::string url) {
  while (url.ends_with('/')) {
    url.pop_back();
  }
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  const bool is_plain = scheme > 0 && url.size() > scheme &&
                        url.find_first_of("/?#@ \r\n", scheme) == std::string::npos;
  return is_plain ? std::optional(url) : std::nullopt;
}

Text reason_of(httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
      return {"连不上资源库", "the library cannot be reached"};
    case httplib::Error::Read:
      return {"资源库没有按时回答", "the library did not answer in time"};
    case httplib::Error::Write:
      return {"没能全部发出", "not everything could be sent"};
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return {"资源库的证书不可信", "the library's certificate is not trusted"};
    default:
      return fill({"网络出错：{0}", "network error: {0}"}, {httplib::to_string(error)});
  }
}

Delivery judge(const httplib::Result& result) {
  return result ? judge_status(result->status) : later(reason_of(result.error()));
}

/// Opens a connection and lets `send` use it.
template <typename Send>
Delivery exchange(const LibraryAddress& address, const Send& send) {
  const std::optional<std::string> origin = origin_of(address.url);
  const std::size_t colon = address.key.find(':');
  if (!origin || colon == std::string::npos) {
    return later(origin ? Text{"密钥应为 名称:口令", "the key should be name:secret"}
                        : fill({"资源库地址无效：{0}", "not the URL of a library: {0}"},
                               std::vector{address.url}));
  }
  httplib::Client client(*origin);
  if (!client.is_valid()) {
    return later(
        fill({"资源库地址无效：{0}", "not the URL of a library: {0}"}, std::vector{address.url}));
  }
  client.set_follow_location(false);
  client.set_connection_timeout(address.timeout);
  client.set_read_timeout(address.timeout);
  client.set_write_timeout(address.timeout);
  client.set_keep_alive(true);
  client.set_basic_auth(address.key.substr(0, colon), address.key.substr(colon + 1));
  return send(client);
}

bool is_at(const nlohmann::json& object, const char* name, const nlohmann::json& value) {
  return object.is_object() && object.contains(name) && object[name] == value;
}

/// Sends one bundle in pieces.
class Upload {
 public:
  Upload(httplib::Client& client, const std::string& attempt_id, const std::string& bundle)
      : client_(client), path_("/api/attempts/" + attempt_id), bundle_(bundle) {}

  Delivery send() {
    const nlohmann::json wanted{{"size", bundle_.size()}, {"sha256", sha256_hex(bundle_)}};
    const httplib::Result begun =
        client_.Post(path_ + "/upload", wanted.dump(), "application/json");
    if (begun && (begun->status == 404 || begun->status == 405)) {
      return judge(client_.Put(path_, bundle_, "application/octet-stream")); // knows no pieces
    }
    Delivery delivery = judge(begun);
    if (!begun || (begun->status != 200 && begun->status != 201)) {
      return delivery;
    }
    const auto answer = nlohmann::json::parse(begun->body, nullptr, false);
    delivery = send_pieces(std::min(offset_of(*begun), bundle_.size()),
                           is_at(answer, "state", "uploading"));
    delivery.makes_statements = is_at(answer, "makes_statements", true);
    return delivery;
  }

 private:
  // @param is_open  the library waits for a piece, be it an empty one to end with
  Delivery send_pieces(std::size_t offset, bool is_open) {
    const std::size_t most_rounds = bundle_.size() / LibraryClient::kPieceBytes + 5;
    for (std::size_t round = 0; offset < bundle_.size() || is_open; ++round) {
      if (round == most_rounds) {
        return later(
            {"资源库收到的与发出的对不上", "the library and we do not agree on what was sent"});
      }
      const httplib::Result sent = send_piece(offset);
      if (!sent || (sent->status != 204 && sent->status != 409 && sent->status != 422)) {
        return judge(sent); // 201: it has the whole
      }
      // 409: it stands elsewhere. 422: what it had was spoiled, it begins again.
      const std::size_t told = sent->status == 422 ? 0 : std::min(offset_of(*sent), bundle_.size());
      if (sent->status == 409 && told == offset) {
        is_open = false; // right place, but it takes no more: it had the whole before
      }
      offset = told;
    }
    return {Delivery::Outcome::Done, {}};
  }

  httplib::Result send_piece(std::size_t offset) {
    return client_.Patch(path_ + "/upload", {{"Upload-Offset", std::to_string(offset)}},
                         bundle_.substr(offset, LibraryClient::kPieceBytes),
                         "application/octet-stream");
  }

  static std::size_t offset_of(const httplib::Response& response) {
    const std::string text = response.get_header_value("Upload-Offset");
    std::size_t offset = 0;
    std::from_chars(text.data(), text.data() + text.size(), offset);
    return offset;
  }

  httplib::Client& client_;
  std::string path_;
  const std::string& bundle_;
};

} // namespace

Delivery judge_status(int status) {
  const auto say = [&](Delivery::Outcome outcome, const Text& why) {
    return Delivery{outcome, fill({"{0}（HTTP {1}）", "{0} (HTTP {1})"},
                                  std::vector<Text>{why, same_text(std::to_string(status))})};
  };
  switch (status) {
    case 200:
    case 201:
    case 204:
    case 409:
      return {Delivery::Outcome::Done, {}};
    case 401:
    case 403:
      return say(Delivery::Outcome::Later,
                 {"资源库不认这个密钥", "the library does not know this key"});
    case 404:
      return say(Delivery::Outcome::Later,
                 {"这个地址不是资源库", "there is no library at this address"});
    case 408:
    case 429:
      return say(Delivery::Outcome::Later, {"资源库忙", "the library is busy"});
    default:
      break;
  }
  // A redirect is a wrong address, not a verdict on the result.
  return status >= 500 || status < 400
             ? say(Delivery::Outcome::Later, {"资源库暂时收不了", "the library cannot take it now"})
             : say(Delivery::Outcome::Refused, {"资源库拒收", "the library refuses it"});
}

Delivery LibraryClient::post_statements(const std::string& statements) {
  return exchange(address_, [&](httplib::Client& client) {
    return judge(client.Post("/xapi/statements", {{"X-Experience-API-Version", "1.0.3"}},
                             statements, "application/json"));
  });
}

Delivery LibraryClient::put_attempt(const std::string& attempt_id, const std::string& bundle) {
  return exchange(
      address_, [&](httplib::Client& client) { return Upload(client, attempt_id, bundle).send(); });
}

} // namespace jixia
