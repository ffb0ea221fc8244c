#include "registry/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>

namespace jixia {
namespace {

/// Reads what the child says until it ends, for so long and so much.
std::string read_answer(int from, int most_seconds, std::size_t most_bytes) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + std::chrono::seconds(most_seconds);
  std::string answer;
  char block[65536];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    pollfd waiting{from, POLLIN, 0};
    if (left.count() <= 0 ||
        ::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 1000))) < 0) {
      return "";
    }
    if (waiting.revents == 0) {
      continue;
    }
    const ssize_t got = ::read(from, block, sizeof block);
    if (got <= 0) {
      return answer;
    }
    answer.append(block, static_cast<std::size_t>(got));
    if (answer.size() > most_bytes) {
      return "";
    }
  }
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> all;
  for (const std::string& word : words) {
    all.push_back(const_cast<char*>(word.c_str()));
  }
  all.push_back(nullptr);
  return all;
}

[[noreturn]] void become(const std::vector<char*>& arguments, const std::vector<char*>& environment,
                         int out) {
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::execve(arguments.front(), arguments.data(), environment.data());
  ::_exit(127);
}

} // namespace

std::string run_child(const std::vector<std::string>& arguments,
                      const std::vector<std::string>& environment, int most_seconds,
                      std::size_t most_bytes) {
  // Before the fork: afterwards nothing may be allocated.
  const std::vector<char*> words = pointers(arguments), variables = pointers(environment);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return "";
  }
  const pid_t child = ::fork();
  if (child == 0) {
    become(words, variables, ends[1]);
  }
  ::close(ends[1]);
  const std::string answer = child > 0 ? read_answer(ends[0], most_seconds, most_bytes) : "";
  ::close(ends[0]);
  int status = 0;
  if (child > 0) {
    if (answer.empty()) {
      ::kill(child, SIGKILL);
    }
    ::waitpid(child, &status, 0);
  }
  return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? answer : "";
}

std::string sibling_program(const std::string& name) {
  std::error_code ignored;
  return (std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / name).string();
}

} // namespace jixia
