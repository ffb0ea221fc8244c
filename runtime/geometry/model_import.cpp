#include "geometry/model_import.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/fingerprint.h"
#include "geometry/model_file.h"

namespace jixia {
namespace {

// The address sanitizer reserves terabytes of address space, so a limit on it would stop every run.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitMemory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kLimitMemory = false;
#else
constexpr bool kLimitMemory = true;
#endif
#else
constexpr bool kLimitMemory = true;
#endif

std::optional<std::string> read_bytes(const std::filesystem::path& file, std::size_t most,
                                      Text& problem) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) {
    problem =
        fill(Text{"无法读取 {0}：{1}", "cannot read {0}: {1}"}, {file.string(), error.message()});
    return std::nullopt;
  }
  if (size > most) {
    problem = fill(Text{"{0} 有 {1} MB，上限是 {2} MB，请简化模型",
                        "{0} has {1} MB, the limit is {2} MB; simplify the model"},
                   {file.string(), std::to_string(size >> 20), std::to_string(most >> 20)});
    return std::nullopt;
  }
  std::string bytes(size, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (in) return bytes;
  problem = fill(Text{"无法读取 {0}", "cannot read {0}"}, {file.string()});
  return std::nullopt;
}

void limit(__rlimit_resource_t what, rlim_t most) {
  const rlimit value{most, most};
  setrlimit(what, &value);
}

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become_importer(const char* const* arguments, const ImportLimits& limits) {
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_seconds));
  if (kLimitMemory) limit(RLIMIT_AS, limits.memory_bytes);
  limit(RLIMIT_FSIZE, ModelFileLimits::kMostBytes);
  limit(RLIMIT_CORE, 0);
  const int nothing = open("/dev/null", O_RDWR);
  if (nothing >= 0) {
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
  }
  execv(arguments[0], const_cast<char* const*>(arguments));
  _exit(127);
}

enum class Ending { Finished, Failed, TooSlow, NotStarted };

/// Waits until the child ends or its time is up; then it is killed.
Ending wait_for(pid_t child, double seconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  int status = 0;
  for (;;) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) break;
    if (std::chrono::steady_clock::now() > deadline) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return Ending::TooSlow;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  if (WIFSIGNALED(status)) {
    return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? Ending::TooSlow
                                                                      : Ending::Failed;
  }
  if (WEXITSTATUS(status) == 127) return Ending::NotStarted;
  return WEXITSTATUS(status) == 0 ? Ending::Finished : Ending::Failed;
}

Ending run_importer(const std::filesystem::path& importer, const std::filesystem::path& file,
                    const std::filesystem::path& out, const ImportLimits& limits) {
  const std::vector<std::string> words{importer.string(), file.string(), out.string()};
  const char* const arguments[] = {words[0].c_str(), words[1].c_str(), words[2].c_str(), nullptr};
  const pid_t child = fork();
  if (child < 0) return Ending::NotStarted;
  if (child == 0) become_importer(arguments, limits);
  return wait_for(child, limits.wall_seconds);
}

/// The two lines that the importer left, Chinese and English.
Text take_reason(const std::filesystem::path& out) {
  const std::string path = out.string() + ".problem";
  Text reason;
  std::ifstream in(path);
  std::getline(in, reason.zh);
  std::getline(in, reason.en);
  in.close();
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  if (reason.zh.empty()) return {"文件已损坏", "the file is damaged"};
  return reason;
}

Text describe(Ending ending, const std::filesystem::path& out, const ImportLimits& limits) {
  if (ending == Ending::NotStarted) {
    return {"导入程序 jixia-mesh-import 不能启动，请重新安装",
            "the import program jixia-mesh-import does not start; install again"};
  }
  if (ending == Ending::TooSlow) {
    return fill(Text{"超过 {0} 秒仍未读完，已停止。文件可能已损坏，或模型太大",
                     "not read within {0} s and stopped. The file may be damaged or too large"},
                {number_text(std::min<double>(limits.wall_seconds, limits.cpu_seconds))});
  }
  return take_reason(out);
}

} // namespace

std::optional<Model> import_model(const std::filesystem::path& file,
                                  const std::filesystem::path& cache,
                                  const std::filesystem::path& importer, Text& problem,
                                  const ImportLimits& limits) {
  const auto bytes = read_bytes(file, limits.file_bytes, problem);
  if (!bytes) return std::nullopt;
  Fingerprint key;
  key.add(file.extension().string());
  key.add(*bytes);
  const std::filesystem::path cached = cache / (file.stem().string() + "-" + key.text() + ".jxm");
  std::error_code error;
  if (std::filesystem::exists(cached, error)) {
    Text ignored;
    if (auto model = load_model(cached, ignored)) return model;
  }
  std::filesystem::create_directories(cache, error);
  const Ending ending = run_importer(importer, file, cached, limits);
  if (ending == Ending::Finished) return load_model(cached, problem);
  problem = fill(Text{"模型 {0} 不能导入：{1}", "model {0} cannot be imported: {1}"},
                 {same_text(file.string()), describe(ending, cached, limits)});
  std::filesystem::remove(cached.string() + ".partial", error);
  return std::nullopt;
}

} // namespace jixia
