#include "app/embedded_library.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "base/file_io.h"
#include "base/program_folder.h"
#include "recording/identity.h"

namespace jixia {
namespace {

struct Child {
  pid_t process = -1;
  int output = -1;
};

// Starts the library program with `words`; it ends when we end.
Child start_library(const std::vector<std::string>& words) {
  const std::string program = (program_folder() / "jixia-library").string();
  std::vector<char*> arguments;
  std::vector<std::string> all{program};
  all.insert(all.end(), words.begin(), words.end());
  for (std::string& word : all) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return {};
  }
  const pid_t process = fork();
  if (process == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    dup2(ends[1], STDOUT_FILENO);
    execv(program.c_str(), arguments.data());
    _exit(127);
  }
  close(ends[1]);
  return {process, ends[0]};
}

// The first line the child prints within `limit_ms`; empty if it says nothing or ends.
std::string read_line(int file, int limit_ms) {
  std::string line;
  pollfd ready{file, POLLIN, 0};
  char letter = 0;
  while (line.size() < 500 && poll(&ready, 1, limit_ms) > 0 && read(file, &letter, 1) == 1) {
    if (letter == '\n') {
      return line;
    }
    line += letter;
  }
  return "";
}

std::string find_key(const std::filesystem::path& records, Diagnostics& problems) {
  const std::filesystem::path file = records / "embedded.key";
  Diagnostics ignored; // the first time there is none
  if (const auto kept = read_file_limited(file, 500, ignored); kept && kept->find(':') != kept->npos) {
    return *kept;
  }
  const std::string name = "local-" + make_uuid().substr(0, 8);
  const Child child = start_library({"admin", "add-key", name, "--db", records.string()});
  const std::string key = child.process > 0 ? read_line(child.output, 10'000) : "";
  close(child.output);
  waitpid(child.process, nullptr, 0);
  const bool is_kept = !key.empty() && write_file_atomically(file, key, problems, 0600);
  return is_kept ? key : "";
}

} // namespace

std::unique_ptr<EmbeddedLibrary> EmbeddedLibrary::start(Diagnostics& problems) {
  std::unique_ptr<EmbeddedLibrary> library(new EmbeddedLibrary);
  if (!make_folder(find_data_folder(), problems)) {
    return nullptr;
  }
  const std::filesystem::path records = find_data_folder() / "library";
  library->key_ = find_key(records, problems);
  const Child child = library->key_.empty()
                          ? Child{}
                          : start_library({"serve", "--port", "0", "--finish-waiting", "--db", records.string()});
  if (child.process > 0) {
    library->process_ = child.process;
    library->url_ = read_line(child.output, 10'000);
    close(child.output);
  }
  while (!library->url_.empty() && library->url_.back() == '/') {
    library->url_.pop_back();
  }
  if (library->url_.empty()) {
    problems.error({}, {"内置资源库没有启动", "the embedded library did not start"},
                   {"确认 jixia-library 与 jixia 在同一文件夹", "jixia-library must lie beside jixia"});
    return nullptr;
  }
  return library;
}

EmbeddedLibrary::~EmbeddedLibrary() {
  if (process_ > 0) {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
}

} // namespace jixia
