#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/aws_signature.h"

namespace jixia {

/// A bucket of an S3-compatible store, addressed by path. Everything throws std::runtime_error if
/// the store cannot be reached or refuses. Any number of threads may use it.
class S3Bucket {
 public:
  /// @param address  s3://BUCKET?endpoint=http(s)://HOST[:PORT][&region=R][&prefix=P]
  /// @throws std::runtime_error if the address is none
  S3Bucket(const std::string& address, AwsCredentials credentials);
  /// With the credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: a secret has no place in
  /// an address. @throws std::runtime_error also if they are not set
  static S3Bucket from_environment(const std::string& address);

  bool has(const std::string& name) const;
  void put(const std::string& name, std::string_view content) const;
  /// nullopt: it is not there
  std::optional<std::string> get(const std::string& name) const;

 private:
  struct Answer {
    int status = 0;
    std::string body;
  };
  Answer exchange(const std::string& method, const std::string& name,
                  std::string_view content) const;

  std::string endpoint_, host_, bucket_, prefix_;
  AwsCredentials credentials_;
};

} // namespace jixia
