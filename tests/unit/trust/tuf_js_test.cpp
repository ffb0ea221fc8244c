// npm's tuf-js, written by others from the same specification, reads what we write.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/temporary_folder.h"
#include "trust/utc_time.h"
#include "tuf_repository.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

class TufJs : public testing::Test {
 protected:
  void SetUp() override {
    // tuf-js reads the computer's clock.
    for (TufHead* head : std::initializer_list<TufHead*>{&library_.targets, &library_.school,
                                                         &library_.snapshot, &library_.timestamp}) {
      head->expires = utc_now() + TufRepository::kDay;
    }
    library_.root.version -= 1;
    library_.publish_root(library_.first_root_keys(3));
    library_.publish();
  }

  /// What tuf-js fetches, or nullopt with its reason in error_. Skips the test where it is not
  /// there.
  std::optional<std::string> fetch(const std::string& target) {
    write("metadata", library_.metadata);
    write("targets", library_.files);
    std::ofstream(folder_ / "root.json") << library_.metadata["1.root.json"];
    const std::string command =
        JIXIA_SOURCE_DIR "/tests/unit/trust/tuf_js/run " JIXIA_BINARY_DIR " " +
        folder_.path().string() + " " + (folder_ / "root.json").string() + " " + target + " >" +
        (folder_ / "out").string() + " 2>" + (folder_ / "error").string();
    const int status = std::system(command.c_str());
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    error_ = read("error");
    return code_ == 0 ? std::optional(read("out")) : std::nullopt;
  }

  void write(const std::string& name, const std::map<std::string, std::string>& files) {
    for (const auto& [path, content] : files) {
      const fs::path file = folder_ / name / path;
      fs::create_directories(file.parent_path());
      std::ofstream(file, std::ios::binary) << content;
    }
  }

  std::string read(const std::string& name) {
    std::ostringstream content;
    content << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return content.str();
  }

  TemporaryFolder folder_;
  TufRepository library_;
  int code_ = 0;
  std::string error_;
};

TEST_F(TufJs, FetchesWhatASchoolSigned) {
  library_.school.targets.begin()->second.custom =
      JsonValue::Object{{"title", "离心泵 \"A\" \\ 1"}}; // canonical JSON beyond ASCII
  library_.add("linzi/pump/1.1.0.zip", "a newer one");
  const auto first = fetch("linzi/pump/1.0.0.zip");
  if (code_ == 77) {
    GTEST_SKIP() << "node or its packages are not to be had";
  }
  EXPECT_EQ(first, "the pump pack") << error_;
  EXPECT_EQ(fetch("linzi/pump/1.1.0.zip"), "a newer one") << error_;
  EXPECT_FALSE(fetch("zibo/pump/1.0.0.zip"));
}

TEST_F(TufJs, FollowsANewRoot) {
  const std::vector<SecretKey> old = library_.first_root_keys(3);
  library_.root_keys[0] = TufRepository::key(7);
  std::vector<SecretKey> signers = old;
  signers.push_back(library_.root_keys[0]);
  library_.timestamp_keys = {TufRepository::key(33)};
  library_.publish_root(signers);
  library_.publish();
  const auto got = fetch("linzi/pump/1.0.0.zip");
  if (code_ == 77) {
    GTEST_SKIP() << "node or its packages are not to be had";
  }
  EXPECT_EQ(got, "the pump pack") << error_;
}

TEST_F(TufJs, RefusesWhatWeRefuse) {
  library_.school_keys = {TufRepository::key(99)};
  library_.publish();
  fetch("linzi/pump/1.0.0.zip");
  if (code_ == 77) {
    GTEST_SKIP() << "node or its packages are not to be had";
  }
  EXPECT_EQ(code_, 1);
}

} // namespace
} // namespace jixia
