// What a pack from a stranger could reach if it took the process over.
#include "registry/sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <thread>
#include <vector>

#include "registry/admission.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

class Sandbox : public testing::Test {
 protected:
  /// Tries something in a child that has entered the sandbox.
  bool can(const std::function<bool()>& act) {
    const pid_t child = ::fork();
    if (child == 0) {
      const std::string missing = enter_sandbox(folder_.path());
      ::_exit(!missing.empty() ? 77 : act() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 77) << "a layer could not be put on";
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  void SetUp() override { std::ofstream(folder_ / "pack.yaml") << "id: x\n"; }

  TemporaryFolder folder_;
};

TEST_F(Sandbox, ThePackCanBeReadAndThreadsCanWork) {
  const std::string inside = (folder_ / "pack.yaml").string();
  EXPECT_TRUE(can([&] { return ::open(inside.c_str(), O_RDONLY) >= 0; }));
  EXPECT_TRUE(can([] {
    int sum = 0;
    std::thread([&] { sum = 1; }).join();
    return sum == 1;
  }));
}

TEST_F(Sandbox, NothingCanBeWritten) {
  const std::string inside = (folder_ / "new").string();
  EXPECT_FALSE(can([&] { return ::open(inside.c_str(), O_WRONLY | O_CREAT, 0644) >= 0; }));
  const std::string pack = (folder_ / "pack.yaml").string();
  EXPECT_FALSE(can([&] { return ::open(pack.c_str(), O_RDWR) >= 0; }));
  EXPECT_FALSE(can([&] { return ::open(pack.c_str(), O_RDONLY | O_TRUNC) >= 0; }));
  EXPECT_FALSE(can([&] { return ::unlink(pack.c_str()) == 0; }));
  EXPECT_FALSE(can([&] { return ::rename(pack.c_str(), inside.c_str()) == 0; }));
  EXPECT_FALSE(can([&] { return ::mkdir(inside.c_str(), 0755) == 0; }));
  EXPECT_FALSE(can([&] { return ::symlink("/etc/passwd", inside.c_str()) == 0; }));
  EXPECT_FALSE(can([&] { return ::chmod(pack.c_str(), 0777) == 0; }));
}

TEST_F(Sandbox, OtherFilesCannotBeRead) {
  const TemporaryFolder other;
  std::ofstream(other / "secret") << "key";
  const std::string secret = (other / "secret").string();
  EXPECT_FALSE(can([&] { return ::open(secret.c_str(), O_RDONLY) >= 0; }));
  EXPECT_FALSE(can([] { return ::open("/etc/passwd", O_RDONLY) >= 0; }));
  EXPECT_FALSE(can([] { return ::open("/root", O_RDONLY | O_DIRECTORY) >= 0; }));
}

TEST_F(Sandbox, ThereIsNoNetworkAndNoOtherProgram) {
  EXPECT_FALSE(can([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }));
  EXPECT_FALSE(can([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }));
  EXPECT_FALSE(can([] { return ::fork() >= 0; }));
  EXPECT_FALSE(can([] {
    ::execl("/bin/true", "true", nullptr);
    return false;
  }));
  EXPECT_FALSE(can([] { return ::kill(::getppid(), 0) == 0; }));
}

TEST_F(Sandbox, MemoryIsHeld) {
  EXPECT_FALSE(can([] {
    try {
      std::vector<char> much(std::size_t{3} << 30, 1);
      return much[12345] == 1;
    } catch (const std::bad_alloc&) {
      return false;
    }
  }));
}

} // namespace
} // namespace jixia
