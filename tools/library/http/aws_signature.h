#pragma once

#include <map>
#include <string>
#include <string_view>

namespace jixia {

/// Who asks an S3-compatible store.
struct AwsCredentials {
  std::string key_id, secret;
  std::string region = "us-east-1";
};

/// What is signed of a request without parameters.
struct AwsRequest {
  std::string method;
  std::string path;                           ///< percent-encoded, begins with /
  std::map<std::string, std::string> headers; ///< names in lower case; all of them are signed
  std::string payload_sha256;                 ///< hexadecimal
  std::string time;                           ///< UTC, e.g. 20130524T000000Z
};

/// The value of the Authorization header (AWS signature version 4, service s3).
std::string make_aws_authorization(const AwsRequest& request, const AwsCredentials& credentials);

} // namespace jixia
