#include "http/s3_bucket.h"

#include <httplib.h>

#include <cstdlib>
#include <stdexcept>

#include "recording/identity.h"

namespace jixia {
namespace {

constexpr std::string_view kScheme = "s3://";

// 2013-05-24T00:00:00.000Z -> 20130524T000000Z
std::string short_time(const std::string& rfc3339) {
  std::string text;
  for (const char c : rfc3339.substr(0, 19)) {
    if (c != '-' && c != ':') {
      text += c;
    }
  }
  return text + "Z";
}

// The value of `name` in what stands behind the '?'.
std::string find_parameter(std::string_view query, const std::string& name) {
  for (std::size_t at = 0; at <= query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    if (pair.starts_with(name + "=")) {
      return std::string(pair.substr(name.size() + 1));
    }
    at = end + 1;
  }
  return "";
}

} // namespace

S3Bucket::S3Bucket(const std::string& address, AwsCredentials credentials)
    : credentials_(std::move(credentials)) {
  const std::size_t mark = std::min(address.find('?'), address.size());
  const std::string query = mark < address.size() ? address.substr(mark + 1) : "";
  endpoint_ = find_parameter(query, "endpoint");
  prefix_ = find_parameter(query, "prefix");
  const std::size_t host_at = endpoint_.find("://");
  if (!address.starts_with(kScheme) || mark <= kScheme.size() || host_at == std::string::npos) {
    throw std::runtime_error(address + ": want s3://BUCKET?endpoint=https://HOST");
  }
  bucket_ = address.substr(kScheme.size(), mark - kScheme.size());
  host_ = endpoint_.substr(host_at + 3);
  if (const std::string region = find_parameter(query, "region"); !region.empty()) {
    credentials_.region = region;
  }
}

S3Bucket S3Bucket::from_environment(const std::string& address) {
  const char* id = std::getenv("AWS_ACCESS_KEY_ID");
  const char* secret = std::getenv("AWS_SECRET_ACCESS_KEY");
  if (!id || !secret) {
    throw std::runtime_error("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: not set");
  }
  return {address, {id, secret}};
}

S3Bucket::Answer S3Bucket::exchange(const std::string& method, const std::string& name,
                                    std::string_view content) const {
  AwsRequest request;
  request.method = method;
  request.path = "/" + bucket_ + "/" + prefix_ + name;
  request.payload_sha256 = sha256_hex(content);
  request.time = short_time(rfc3339_text(wall_clock_ms()));
  request.headers = {{"host", host_},
                     {"x-amz-content-sha256", request.payload_sha256},
                     {"x-amz-date", request.time}};
  httplib::Request http;
  http.method = method;
  http.path = request.path;
  http.headers = {{"Host", host_},
                  {"x-amz-content-sha256", request.payload_sha256},
                  {"x-amz-date", request.time},
                  {"Authorization", make_aws_authorization(request, credentials_)}};
  if (method == "PUT") {
    http.headers.emplace("Content-Type", "application/octet-stream");
    http.body = std::string(content);
  }
  httplib::Client client(endpoint_);
  client.set_connection_timeout(10);
  client.set_read_timeout(60);
  client.set_write_timeout(60);
  const httplib::Result answer = client.send(http);
  if (!answer) {
    throw std::runtime_error(endpoint_ + ": " + httplib::to_string(answer.error()));
  }
  if (answer->status != 404 && answer->status / 100 != 2) {
    throw std::runtime_error(endpoint_ + request.path + ": " + std::to_string(answer->status) +
                             " " + answer->body.substr(0, 500));
  }
  return {answer->status, answer->body};
}

bool S3Bucket::has(const std::string& name) const {
  return exchange("HEAD", name, "").status != 404;
}

void S3Bucket::put(const std::string& name, std::string_view content) const {
  if (exchange("PUT", name, content).status == 404) {
    throw std::runtime_error(endpoint_ + ": there is no bucket " + bucket_);
  }
}

std::optional<std::string> S3Bucket::get(const std::string& name) const {
  Answer answer = exchange("GET", name, "");
  return answer.status == 404 ? std::nullopt : std::optional(std::move(answer.body));
}

} // namespace jixia
