#include "base/file_io.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>

namespace jixia {
namespace {

namespace fs = std::filesystem;

class FileIo : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "jixia-file-io-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
  Diagnostics problems_;
};

TEST_F(FileIo, ReadsBackWhatWasWrittenByteForByte) {
  const std::string content("\0\r\n\xff 稷下", 11);
  ASSERT_TRUE(write_file_atomically(folder_ / "a", content, problems_));
  EXPECT_EQ(read_file_limited(folder_ / "a", 100, problems_), content);
  EXPECT_FALSE(problems_.has_errors());
}

TEST_F(FileIo, ReplacesAFileAndLeavesNothingBeside) {
  ASSERT_TRUE(write_file_atomically(folder_ / "a", "old", problems_));
  ASSERT_TRUE(write_file_atomically(folder_ / "a", "new", problems_));
  EXPECT_EQ(read_file_limited(folder_ / "a", 3, problems_), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(FileIo, GivesTheModeThatIsAskedFor) {
  ASSERT_TRUE(write_file_atomically(folder_ / "key", "secret", problems_, 0600));
  struct stat status {};
  ASSERT_EQ(::stat((folder_ / "key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(FileIo, RefusesAFileOneByteOverTheLimitAndNamesTheLimit) {
  ASSERT_TRUE(write_file_atomically(folder_ / "a", "12345", problems_));
  EXPECT_TRUE(read_file_limited(folder_ / "a", 5, problems_));
  EXPECT_FALSE(read_file_limited(folder_ / "a", 4, problems_));
  EXPECT_NE(problems_.text(Language::English).find("at most 4 bytes"), std::string::npos);
}

TEST_F(FileIo, RefusesPipesFoldersAndEndlessDevicesWithoutWaiting) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_FALSE(read_file_limited(folder_ / "pipe", 100, problems_));
  EXPECT_FALSE(read_file_limited(folder_, 100, problems_));
  EXPECT_FALSE(read_file_limited("/dev/zero", 100, problems_));
  EXPECT_EQ(problems_.all().size(), 3u);
}

TEST_F(FileIo, AFileThatLiesAboutItsSizeStillMeetsTheLimit) {
  // Files of /proc say they are empty.
  EXPECT_FALSE(read_file_limited("/proc/self/maps", 10, problems_));
  EXPECT_NE(problems_.text(Language::English).find("too large"), std::string::npos);
}

TEST_F(FileIo, SaysWhyAFileCannotBeWrittenAndKeepsTheOldOne) {
  EXPECT_FALSE(write_file_atomically(folder_ / "missing" / "a", "x", problems_));
  EXPECT_NE(problems_.text(Language::Chinese).find("无法写入：文件或文件夹不存在"),
            std::string::npos);
  fs::create_directory(folder_ / "taken");
  std::ofstream(folder_ / "taken" / "inside") << "x";
  EXPECT_FALSE(write_file_atomically(folder_ / "taken", "x", problems_));
  EXPECT_TRUE(fs::exists(folder_ / "taken" / "inside"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(FileIo, MakesMissingFoldersButNotOverAFile) {
  EXPECT_TRUE(make_folder(folder_ / "x" / "y", problems_));
  EXPECT_TRUE(make_folder(folder_ / "x" / "y", problems_));
  std::ofstream(folder_ / "file") << "x";
  EXPECT_FALSE(make_folder(folder_ / "file", problems_));
  EXPECT_FALSE(make_folder(folder_ / "file" / "y", problems_));
}

TEST_F(FileIo, TheDataFolderFollowsTheEnvironmentAndIgnoresRelativeNames) {
  const char* home = std::getenv("HOME");
  const std::string old_home = home != nullptr ? home : "";
  ::setenv("JIXIA_DATA", "/a/b", 1);
  EXPECT_EQ(find_data_folder(), "/a/b");
  ::setenv("JIXIA_DATA", "relative", 1);
  ::setenv("XDG_DATA_HOME", "/c", 1);
  EXPECT_EQ(find_data_folder(), "/c/jixia");
  ::unsetenv("XDG_DATA_HOME");
  ::setenv("HOME", "/d", 1);
  EXPECT_EQ(find_data_folder(), "/d/.local/share/jixia");
  ::unsetenv("JIXIA_DATA");
  ::setenv("HOME", old_home.c_str(), 1);
}

TEST(SystemErrorText, NamesAFullDiskInBothLanguages) {
  EXPECT_EQ(system_error_text(ENOSPC), (Text{"磁盘已满", "the disk is full"}));
  EXPECT_FALSE(system_error_text(ENOTTY).empty());
}

} // namespace
} // namespace jixia
