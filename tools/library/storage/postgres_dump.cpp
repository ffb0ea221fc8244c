#include "storage/postgres_dump.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cstring>
#include <stdexcept>
#include <vector>

extern char** environ;

namespace jixia {
namespace {

// Debian keeps the tools of each release apart; the newest on the path may be older than the
// server.
std::string find_tool(const std::string& name) {
  const std::string own = "/usr/lib/postgresql/15/bin/" + name;
  return std::filesystem::exists(own) ? own : name;
}

void run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error = posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ);
  if (error != 0) {
    throw std::runtime_error(words[0] + ": " + std::strerror(error));
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(words[0] + " failed");
  }
}

} // namespace

void dump_postgres(const std::string& url, const std::filesystem::path& file) {
  run({find_tool("pg_dump"), "--format=custom", "--no-owner", "--no-publications",
       "--no-subscriptions", "--file=" + file.string(), "--dbname=" + url});
}

void restore_postgres_dump(const std::filesystem::path& file, const std::string& url) {
  run({find_tool("pg_restore"), "--no-owner", "--exit-on-error", "--single-transaction",
       "--dbname=" + url, file.string()});
}

} // namespace jixia
