#include "link/library_client.h"

#include <httplib.h>

#include <optional>

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
  client.set_basic_auth(address.key.substr(0, colon), address.key.substr(colon + 1));
  const httplib::Result result = send(client);
  return result ? judge_status(result->status) : later(reason_of(result.error()));
}

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
    return client.Post("/xapi/statements", {{"X-Experience-API-Version", "1.0.3"}}, statements,
                       "application/json");
  });
}

Delivery LibraryClient::put_attempt(const std::string& attempt_id, const std::string& bundle) {
  return exchange(address_, [&](httplib::Client& client) {
    return client.Put("/api/attempts/" + attempt_id, bundle, "application/octet-stream");
  });
}

} // namespace jixia
