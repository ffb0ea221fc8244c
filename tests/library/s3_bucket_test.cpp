// Blobs in an S3-compatible store: signatures as AWS publishes them, and a store that checks every
// one.
#include "http/s3_bucket.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <map>
#include <mutex>
#include <thread>

#include "database/database_error.h"
#include "recording/identity.h"
#include "registry/blob_store.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

// "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)", its
// examples.
const AwsCredentials kExample{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
constexpr const char* kExampleTime = "20130524T000000Z";

std::string signature_of(const AwsRequest& request) {
  const std::string text = make_aws_authorization(request, kExample);
  return text.substr(text.rfind('=') + 1);
}

TEST(AwsSignature, IsThatOfThePublishedGet) {
  const std::string nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  const AwsRequest request{"GET",
                           "/test.txt",
                           {{"host", "examplebucket.s3.amazonaws.com"},
                            {"range", "bytes=0-9"},
                            {"x-amz-content-sha256", nothing},
                            {"x-amz-date", kExampleTime}},
                           nothing,
                           kExampleTime};
  EXPECT_EQ(signature_of(request),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST(AwsSignature, IsThatOfThePublishedPut) {
  const std::string hash = sha256_hex("Welcome to Amazon S3.");
  EXPECT_EQ(hash, "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
  const AwsRequest request{"PUT",
                           "/test%24file.text",
                           {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                            {"host", "examplebucket.s3.amazonaws.com"},
                            {"x-amz-content-sha256", hash},
                            {"x-amz-date", kExampleTime},
                            {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                           hash,
                           kExampleTime};
  EXPECT_EQ(signature_of(request),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

/// A store with one bucket that refuses what is not signed by kExample or not what was signed.
class StrictStore {
 public:
  StrictStore() {
    server_.Put("/packs/(.+)", [this](const httplib::Request& in, httplib::Response& out) {
      out.status = is_signed(in) ? 200 : 403;
      const std::lock_guard lock(lock_);
      if (out.status == 200) {
        objects_[in.matches[1]] = in.body;
      }
    });
    server_.Get("/packs/(.+)", [this](const httplib::Request& in, httplib::Response& out) {
      const std::lock_guard lock(lock_);
      const auto found = objects_.find(in.matches[1]);
      out.status = !is_signed(in) ? 403 : found == objects_.end() ? 404 : 200;
      if (out.status == 200) {
        out.set_content(found->second, "application/octet-stream");
      }
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  ~StrictStore() {
    server_.stop();
    thread_.join();
  }
  S3Bucket bucket(const AwsCredentials& credentials = kExample,
                  const std::string& name = "packs") const {
    return {"s3://" + name + "?endpoint=http://127.0.0.1:" + std::to_string(port_), credentials};
  }
  std::map<std::string, std::string> objects_;

 private:
  static bool is_signed(const httplib::Request& in) {
    AwsRequest request{
        in.method, in.path, {}, sha256_hex(in.body), in.get_header_value("x-amz-date")};
    for (const char* name : {"host", "x-amz-content-sha256", "x-amz-date"}) {
      request.headers[name] = in.get_header_value(name);
    }
    return in.get_header_value("x-amz-content-sha256") == request.payload_sha256 &&
           in.get_header_value("Authorization") == make_aws_authorization(request, kExample);
  }
  httplib::Server server_;
  std::mutex lock_;
  std::thread thread_;
  int port_ = 0;
};

TEST(S3Bucket, KeepsAndGivesBack) {
  const StrictStore store;
  const S3Bucket bucket = store.bucket();
  EXPECT_FALSE(bucket.has("one"));
  EXPECT_EQ(bucket.get("one"), std::nullopt);
  bucket.put("one", std::string("a\0b", 3));
  EXPECT_TRUE(bucket.has("one"));
  EXPECT_EQ(bucket.get("one"), std::string("a\0b", 3));
}

TEST(S3Bucket, SaysWhenTheStoreRefuses) {
  const StrictStore store;
  EXPECT_THROW(store.bucket({"AKIAIOSFODNN7EXAMPLE", "wrong"}).put("one", "x"), std::runtime_error);
  EXPECT_THROW(store.bucket(kExample, "other").put("one", "x"), std::runtime_error);
  EXPECT_THROW(S3Bucket("s3://packs?endpoint=http://127.0.0.1:1", kExample).has("one"),
               std::runtime_error);
  EXPECT_THROW(S3Bucket("https://packs", kExample), std::runtime_error);
}

TEST(BlobStore, WithABucketAnotherMachineFindsWhatOneStored) {
  StrictStore store;
  const TemporaryFolder here, there;
  const std::string content = "pump", sha256 = sha256_hex(content);
  BlobStore(here.path(), store.bucket()).put(sha256, content);
  const BlobStore other(there.path(), store.bucket());
  EXPECT_TRUE(other.has(sha256));
  EXPECT_TRUE(other.fetch(sha256));
  EXPECT_TRUE(std::filesystem::exists(other.file(sha256)));
  EXPECT_EQ(other.read(sha256), content);
}

TEST(BlobStore, WhatABucketChangedIsNotTaken) {
  StrictStore store;
  const TemporaryFolder folder;
  const std::string sha256 = sha256_hex("pump");
  store.objects_[sha256] = "pumq";
  const BlobStore blobs(folder.path(), store.bucket());
  EXPECT_FALSE(blobs.fetch(sha256));
  EXPECT_EQ(blobs.read(sha256), std::nullopt);
}

TEST(BlobStore, ABucketThatIsAwayIsForNow) {
  const TemporaryFolder folder;
  BlobStore blobs(folder.path(), S3Bucket("s3://packs?endpoint=http://127.0.0.1:1", kExample));
  try {
    blobs.put(sha256_hex("pump"), "pump");
    FAIL() << "it was stored";
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.kind(), DatabaseError::Kind::Busy);
  }
}

} // namespace
} // namespace jixia
