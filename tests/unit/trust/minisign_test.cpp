#include "trust/minisign.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/temporary_folder.h"
#include "trust/digest.h"

namespace jixia {
namespace {

constexpr PasswordCost kCheap{32768, 16 << 20};

std::array<unsigned char, 32> seed(const std::string& hex) {
  std::array<unsigned char, 32> bytes{};
  const std::string read = bytes_from_hex(hex, 32).value();
  std::copy(read.begin(), read.end(), bytes.begin());
  return bytes;
}

TEST(Digest, IsTheOneOfFips180) {
  EXPECT_EQ(calc_sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256Stream stream;
  stream.add("a");
  stream.add("bc");
  EXPECT_EQ(stream.finish(), calc_sha256("abc"));
  EXPECT_FALSE(is_sha256(std::string(64, 'G')));
  EXPECT_FALSE(is_sha256("../x"));
}

TEST(SigningKey, SignsAsRfc8032Test2) {
  const SecretKey key = SecretKey::from_seed(
      seed("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  EXPECT_EQ(key.public_key().hex(),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(hex_from_bytes(key.sign("r")),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

class Minisign : public testing::Test {
 protected:
  std::optional<std::string> check(const PublicKey& key, const std::string& content,
                                   const std::string& minisig) {
    problems_ = {};
    return check_minisig(key, content, minisig, "x.minisig", problems_);
  }

  SecretKey key_ = SecretKey::make();
  Diagnostics problems_;
};

TEST_F(Minisign, AChangedFileCommentOrKeyIsFound) {
  const std::string content = "a pack";
  const std::string minisig = make_minisig(key_, content, "pump 1.0.0");
  EXPECT_EQ(check(key_.public_key(), content, minisig), "pump 1.0.0");
  EXPECT_FALSE(check(key_.public_key(), "a pack!", minisig));
  EXPECT_FALSE(check(SecretKey::make().public_key(), content, minisig));
  std::string comment = minisig;
  comment.replace(comment.find("1.0.0"), 5, "2.0.0");
  EXPECT_FALSE(check(key_.public_key(), content, comment));
  PublicKey same_number = SecretKey::make().public_key();
  same_number.number = key_.public_key().number;
  EXPECT_FALSE(check(same_number, content, minisig));
  EXPECT_EQ(minisig_key_number(minisig), key_.public_key().number);
}

TEST_F(Minisign, AnythingElseIsRefused) {
  const std::string minisig = make_minisig(key_, "x", "y");
  for (std::size_t size = 0; size < minisig.size() - 1; ++size) {
    ASSERT_FALSE(check(key_.public_key(), "x", minisig.substr(0, size))) << size;
  }
  EXPECT_FALSE(check(key_.public_key(), "x", minisig + "more\n"));
  EXPECT_FALSE(check(key_.public_key(), "x", std::string(100'000, '\n')));
  EXPECT_FALSE(read_public_key("untrusted comment: x\nAAAA\n", "x.pub", problems_));
  EXPECT_FALSE(read_secret_key("", "", "x.key", problems_));
}

TEST_F(Minisign, ACommentStaysOneLine) {
  const std::string minisig = make_minisig(key_, "x", "a\nb\x1b[2J");
  EXPECT_EQ(check(key_.public_key(), "x", minisig), "a b [2J");
}

TEST_F(Minisign, APasswordLocksTheSecretKey) {
  const auto text = secret_key_text(key_, "稷下 password", kCheap, problems_);
  ASSERT_TRUE(text);
  EXPECT_TRUE(is_secret_key_locked(*text));
  const auto back = read_secret_key(*text, "稷下 password", "x.key", problems_);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->public_key(), key_.public_key());
  EXPECT_EQ(back->pair(), key_.pair());
  EXPECT_FALSE(read_secret_key(*text, "wrong", "x.key", problems_));
  EXPECT_FALSE(read_secret_key(*text, "", "x.key", problems_));
}

TEST_F(Minisign, ASecretKeyCannotAskForAllMemory) {
  const auto text = secret_key_text(key_, "p", {32768, std::uint64_t{16} << 20}, problems_);
  ASSERT_TRUE(text);
  const std::size_t line = text->find('\n') + 1;
  // Base64 of byte 46 on (memory limit): characters 61 to 72. All ones asks for 2^64 bytes.
  std::string greedy = *text;
  greedy.replace(line + 63, 8, "////////");
  EXPECT_FALSE(read_secret_key(greedy, "p", "x.key", problems_));
  EXPECT_NE(problems_.text(Language::English).find("too much memory"), std::string::npos);
}

TEST_F(Minisign, AKeyWhoseHalvesDisagreeIsRefused) {
  const SecretKey other = SecretKey::make();
  std::array<unsigned char, 64> mixed = key_.pair();
  std::copy(other.pair().begin() + 32, other.pair().end(), mixed.begin() + 32);
  const auto text =
      secret_key_text(SecretKey(key_.public_key().number, mixed), "", kCheap, problems_);
  ASSERT_TRUE(text);
  EXPECT_FALSE(read_secret_key(*text, "", "x.key", problems_));
}

// Debian's minisign on the other side.
class RealMinisign : public Minisign {
 protected:
  void SetUp() override {
    if (std::system("command -v minisign >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "minisign is not installed (tools/packages.txt)";
    }
  }

  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
  }

  std::string read(const std::string& name) {
    std::ostringstream content;
    content << std::ifstream(folder_.path() / name, std::ios::binary).rdbuf();
    return content.str();
  }

  bool run(const std::string& arguments) {
    const std::string command =
        "cd '" + folder_.path().string() + "' && " + arguments + " >out 2>&1";
    return std::system(command.c_str()) == 0;
  }

  TemporaryFolder folder_;
  const std::string content_ = std::string("a pack\0 with a NUL", 18) + std::string(200'000, 'x');
};

TEST_F(RealMinisign, VerifiesWhatWeSign) {
  write("pack.zip", content_);
  write("pack.zip.minisig", make_minisig(key_, content_, "离心泵 1.0.0"));
  write("school.pub", public_key_text(key_.public_key()));
  EXPECT_TRUE(run("minisign -V -H -p school.pub -m pack.zip")) << read("out");
  EXPECT_NE(read("out").find("离心泵 1.0.0"), std::string::npos);
  write("pack.zip", content_ + "!");
  EXPECT_FALSE(run("minisign -V -p school.pub -m pack.zip"));
}

TEST_F(RealMinisign, SignsWhatWeVerify) {
  write("pack.zip", content_);
  ASSERT_TRUE(run("minisign -G -W -p its.pub -s its.key")) << read("out");
  ASSERT_TRUE(run("minisign -S -W -s its.key -t 'its comment' -m pack.zip")) << read("out");
  const auto key = read_public_key(read("its.pub"), "its.pub", problems_);
  ASSERT_TRUE(key);
  EXPECT_EQ(check(*key, content_, read("pack.zip.minisig")), "its comment");
  EXPECT_FALSE(check(*key, content_ + "!", read("pack.zip.minisig")));
  ASSERT_TRUE(run("minisign -S -l -W -s its.key -t 'old kind' -m pack.zip")) << read("out");
  EXPECT_EQ(check(*key, content_, read("pack.zip.minisig")), "old kind");
  // Its secret key is ours too.
  const auto secret = read_secret_key(read("its.key"), "", "its.key", problems_);
  ASSERT_TRUE(secret) << problems_.text(Language::English);
  EXPECT_EQ(secret->public_key(), *key);
}

TEST_F(RealMinisign, UsesOurSecretKey) {
  write("pack.zip", content_);
  write("ours.pub", public_key_text(key_.public_key()));
  write("ours.key", secret_key_text(key_, "", kCheap, problems_).value());
  ASSERT_TRUE(run("minisign -S -W -s ours.key -m pack.zip")) << read("out");
  EXPECT_TRUE(check(key_.public_key(), content_, read("pack.zip.minisig")));
  write("locked.key", secret_key_text(key_, "open sesame", kCheap, problems_).value());
  ASSERT_TRUE(run("echo 'open sesame' | minisign -S -s locked.key -m pack.zip")) << read("out");
  EXPECT_TRUE(check(key_.public_key(), content_, read("pack.zip.minisig")));
  EXPECT_FALSE(run("echo 'wrong' | minisign -S -s locked.key -m pack.zip"));
}

TEST_F(RealMinisign, LocksAKeyThatWeOpen) {
  ASSERT_TRUE(run("printf 'open sesame\\nopen sesame\\n' | minisign -G -p its.pub -s its.key"))
      << read("out");
  const auto key = read_public_key(read("its.pub"), "its.pub", problems_);
  const auto secret = read_secret_key(read("its.key"), "open sesame", "its.key", problems_);
  ASSERT_TRUE(key && secret) << problems_.text(Language::English);
  EXPECT_EQ(secret->public_key(), *key);
  EXPECT_FALSE(read_secret_key(read("its.key"), "wrong", "its.key", problems_));
}

} // namespace
} // namespace jixia
