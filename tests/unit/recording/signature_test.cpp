#include "recording/signature.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "base/file_io.h"
#include "recording/attempt.h"
#include "recording/attempt_bundle.h"
#include "recording/attempt_files.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

/// A small finished attempt.
class FinishedAttempt : public ::testing::Test {
 protected:
  void SetUp() override {
    AttemptHeader header;
    header.attempt_id = "1b4e28ba-2fa1-4d21-883f-0016d3cca427";
    header.pack_id = "p";
    header.exercise = "e";
    auto writer = AttemptWriter::create(folder_, header, problems_);
    ASSERT_TRUE(writer);
    JournalRecord finish;
    finish.kind = JournalRecord::Kind::Finish;
    writer->append(finish);
    ASSERT_TRUE(write_attempt_file(folder_, "score.json", "{\"score\": 90}", problems_));
  }

  MachineKey key() { return MachineKey::load_or_make(temporary_ / "data", problems_).value(); }
  std::string read(const std::string& name) {
    return read_file_limited(folder_ / name, 1u << 20, problems_).value_or("?");
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

  TemporaryFolder temporary_;
  fs::path folder_ = temporary_ / "attempt";
  Diagnostics problems_;
};

TEST_F(FinishedAttempt, IsValidOnceSigned) {
  EXPECT_EQ(check_signature(folder_).state, SignatureCheck::State::Missing);
  ASSERT_TRUE(sign_attempt(folder_, key(), problems_));
  const SignatureCheck check = check_signature(folder_);
  EXPECT_EQ(check.state, SignatureCheck::State::Valid) << check.finding.en;
  EXPECT_EQ(check.public_key, key().public_key());
}

TEST_F(FinishedAttempt, NamesTheFileThatWasChangedAddedOrRemoved) {
  ASSERT_TRUE(sign_attempt(folder_, key(), problems_));
  const std::string score = read("score.json");
  write("score.json", "{\"score\": 99}");
  EXPECT_EQ(check_signature(folder_).departing, std::vector<std::string>{"score.json"});
  EXPECT_NE(check_signature(folder_).finding.en.find("score.json"), std::string::npos);
  fs::remove(folder_ / "score.json");
  EXPECT_EQ(check_signature(folder_).departing, std::vector<std::string>{"score.json"});
  write("score.json", score);
  write("trends.json", "{}");
  EXPECT_EQ(check_signature(folder_).departing, std::vector<std::string>{"trends.json"});
  fs::remove(folder_ / "trends.json");
  EXPECT_EQ(check_signature(folder_).state, SignatureCheck::State::Valid);
}

TEST_F(FinishedAttempt, ChangingTheDigestInTheSignatureDoesNotHelp) {
  ASSERT_TRUE(sign_attempt(folder_, key(), problems_));
  const std::string signature = read("signature.json");
  for (std::size_t at = 0; at < signature.size(); ++at) {
    std::string edited = signature;
    edited[at] = edited[at] == '1' ? '2' : '1';
    if (edited[at] == signature[at] || std::isspace(static_cast<unsigned char>(signature[at]))) {
      continue;
    }
    write("signature.json", edited);
    EXPECT_NE(check_signature(folder_).state, SignatureCheck::State::Valid) << at;
  }
  for (const char* text : {"{}", "[", "null", "{\"files\":{\"../x\":\"y\"}}"}) {
    write("signature.json", text);
    EXPECT_EQ(check_signature(folder_).state, SignatureCheck::State::Broken);
  }
}

TEST_F(FinishedAttempt, TheKeyIsMadeOnceAndOnlyItsOwnerReadsIt) {
  const std::string first = key().public_key();
  EXPECT_EQ(key().public_key(), first);
  struct stat status {};
  ASSERT_EQ(::stat((temporary_ / "data/key.pem").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_TRUE(problems_.all().empty());
  ::chmod((temporary_ / "data/key.pem").c_str(), 0644);
  EXPECT_EQ(key().public_key(), first);
  EXPECT_NE(problems_.text(Language::English).find("chmod 600"), std::string::npos);
}

TEST_F(FinishedAttempt, ABrokenKeyIsAnErrorAndIsNotReplaced) {
  fs::create_directory(temporary_ / "data");
  std::ofstream(temporary_ / "data/key.pem") << "rubbish";
  EXPECT_FALSE(MachineKey::load_or_make(temporary_ / "data", problems_));
  EXPECT_EQ(read_file_limited(temporary_ / "data/key.pem", 100, problems_), "rubbish");
}

// RFC 8032, section 7.1, TEST 2: the message is the one byte 0x72.
TEST(Ed25519, AcceptsThePublishedSignatureAndNoOther) {
  const std::string key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  const std::string signature =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
  EXPECT_TRUE(is_signed_by(key, "\x72", signature));
  EXPECT_FALSE(is_signed_by(key, "\x73", signature));
  EXPECT_FALSE(is_signed_by(key, "\x72", signature.substr(2)));
  EXPECT_FALSE(is_signed_by("zz", "\x72", signature));
}

TEST_F(FinishedAttempt, ABundleUnpacksToTheSameFiles) {
  ASSERT_TRUE(sign_attempt(folder_, key(), problems_));
  const auto bundle = make_attempt_bundle(folder_, problems_);
  ASSERT_TRUE(bundle);
  const auto files = read_attempt_bundle(*bundle, problems_);
  ASSERT_TRUE(files) << problems_.text(Language::English);
  EXPECT_EQ(files->size(), 4u); // no trends
  const fs::path copy = temporary_ / "library/copy";
  ASSERT_TRUE(write_bundled_attempt(*files, copy, problems_));
  EXPECT_EQ(make_attempt_bundle(copy, problems_), bundle);
  EXPECT_EQ(check_signature(copy).state, SignatureCheck::State::Valid);
  EXPECT_FALSE(write_bundled_attempt(*files, copy, problems_)); // never over another
  EXPECT_EQ(std::distance(fs::directory_iterator(temporary_ / "library"), {}), 1);
}

TEST_F(FinishedAttempt, NoBundleThatIsCutOrChangedAnywhereIsTaken) {
  const std::string bundle = make_attempt_bundle(folder_, problems_).value();
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    EXPECT_FALSE(read_attempt_bundle(bundle.substr(0, size), problems_)) << size;
    std::string edited = bundle;
    edited[size] = static_cast<char>(edited[size] ^ 0x41);
    EXPECT_FALSE(read_attempt_bundle(edited, problems_)) << size;
  }
  EXPECT_FALSE(read_attempt_bundle(bundle + "x", problems_));
}

TEST_F(FinishedAttempt, ABundleCannotNameOtherFilesOrLeaveOneOut) {
  std::string bundle = make_attempt_bundle(folder_, problems_).value();
  bundle.replace(bundle.find("attempt.json"), 12, "../../x.json");
  EXPECT_FALSE(read_attempt_bundle(bundle, problems_));
  const std::string nothing("JIXIABDL\1\0\0\0\0\0\0\0", 16);
  EXPECT_FALSE(read_attempt_bundle(nothing, problems_));
}

} // namespace
} // namespace jixia
