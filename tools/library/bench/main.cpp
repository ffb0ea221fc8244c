// Measures a running jixia-library: statements a second one by one and in batches, and queries by
// learner, verb and pack, with the times that half and 99 of 100 answers keep. With --pid also the
// processor time that the server spent on each, which does not depend on what else a machine does.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "http/base64.h"
#include "http_connection.h"
#include "sample_statement.h"

namespace jixia {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kBatch = 50;

struct Options {
  int port = 0;
  std::string key;
  std::vector<int> pids; ///< of the server and what works for it
  std::vector<std::string> what{"single", "batch", "queries"};
  int single = 10'000, batches = 400, queries = 2000;
  int single_connections = 32, batch_connections = 8;
  bool is_scattered = false; ///< each statement of a batch of another run
};

struct Figures {
  double per_second = 0;
  double median_ms = 0, p99_ms = 0;
  int failed = 0;
  double cpu_us = 0; ///< of the server, for each exchange
};

// Processor time of a process [s].
double cpu_seconds(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string word;
  double user = 0, system = 0;
  for (int k = 3; k < 14; ++k) {
    rest >> word;
  }
  rest >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// The server, and e.g. the processes of PostgreSQL that are named.
double cpu_seconds(const std::vector<int>& pids) {
  double sum = 0;
  for (const int pid : pids) {
    sum += cpu_seconds(pid);
  }
  return sum;
}

Figures evaluate(std::vector<double>& times_ms, double seconds, int failed, double cpu) {
  std::sort(times_ms.begin(), times_ms.end());
  if (times_ms.empty()) {
    return {};
  }
  const auto count = static_cast<double>(times_ms.size());
  return {count / seconds, times_ms[times_ms.size() / 2], times_ms[times_ms.size() * 99 / 100],
          failed, cpu / count * 1e6};
}

using Next = std::function<void(std::mt19937_64&, std::string& method, std::string& target,
                                std::string& body)>;

/// Lets `connections` threads exchange requests that `next` makes, `count` in all.
Figures run(const Options& options, int connections, int count, const Next& next) {
  std::atomic<int> left{count}, failed{0};
  std::mutex lock;
  std::vector<double> times_ms;
  std::vector<std::thread> threads;
  const double cpu_before = cpu_seconds(options.pids);
  const Clock::time_point begin = Clock::now();
  for (int thread = 0; thread < connections; ++thread) {
    threads.emplace_back([&, seed = std::random_device{}()] {
      std::mt19937_64 random(seed);
      HttpConnection connection(options.port, "Authorization: Basic " + encode_base64(options.key));
      std::vector<double> own_ms;
      std::string method, target, body;
      while (left.fetch_sub(1) > 0) {
        body.clear();
        next(random, method, target, body);
        const Clock::time_point sent = Clock::now();
        const int status = connection.exchange(method, target, body);
        own_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent).count());
        failed += status == 200 ? 0 : 1;
      }
      std::lock_guard guard(lock);
      times_ms.insert(times_ms.end(), own_ms.begin(), own_ms.end());
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return evaluate(times_ms, seconds, failed, cpu_seconds(options.pids) - cpu_before);
}

void print(const char* what, const Figures& figures, double statements_each) {
  std::printf("%-34s %9.0f /s   p50 %7.2f ms   p99 %7.2f ms   %d failed", what,
              figures.per_second * statements_each, figures.median_ms, figures.p99_ms,
              figures.failed);
  if (figures.cpu_us > 0) {
    std::printf("   server %.0f us each", figures.cpu_us / statements_each);
  }
  std::printf("\n");
  std::fflush(stdout);
}

Figures post_batches(const Options& options) {
  return run(
      options, options.batch_connections, options.batches,
      [&](std::mt19937_64& random, std::string& method, std::string& target, std::string& body) {
        method = "POST";
        target = "/xapi/statements";
        SampleStatements::Run one(random);
        for (int k = 0; k < kBatch; ++k) {
          one = options.is_scattered ? SampleStatements::Run(random) : one;
          body += (k == 0 ? "[" : ",") + SampleStatements::make(random, one);
        }
        body += "]";
      });
}

Figures post_single(const Options& options) {
  return run(
      options, options.single_connections, options.single,
      [](std::mt19937_64& random, std::string& method, std::string& target, std::string& body) {
        method = "POST";
        target = "/xapi/statements";
        body = SampleStatements::make(random, SampleStatements::Run(random));
      });
}

Figures ask(const Options& options,
            const std::function<std::string(std::mt19937_64&)>& parameters) {
  return run(options, 4, options.queries,
             [&](std::mt19937_64& random, std::string& method, std::string& target, std::string&) {
               method = "GET";
               target = "/xapi/statements?limit=25&" + parameters(random);
             });
}

void print_memory(const std::vector<int>& pids) {
  for (const int pid : pids) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("VmHWM")) {
        std::printf("memory at most, process %d: %ld MiB\n", pid,
                    std::atol(line.c_str() + 7) / 1024);
      }
    }
  }
}

void run_all(const Options& options) {
  const auto wants = [&](const char* what) {
    return std::find(options.what.begin(), options.what.end(), what) != options.what.end();
  };
  if (wants("single")) {
    print("POST one statement", post_single(options), 1);
  }
  if (wants("batch")) {
    print("POST batches of 50", post_batches(options), kBatch);
  }
  if (wants("queries")) {
    print("GET by learner", ask(options, SampleStatements::learner), 1);
    print("GET by verb", ask(options, SampleStatements::verb), 1);
    print("GET by pack", ask(options, SampleStatements::pack), 1);
    print("GET by learner, verb and pack",
          ask(options,
              [](std::mt19937_64& random) {
                return SampleStatements::learner(random) + "&" + SampleStatements::verb(random) +
                       "&" + SampleStatements::pack(random);
              }),
          1);
  }
  print_memory(options.pids);
}

} // namespace
} // namespace jixia

int main(int argc, char** argv) {
  jixia::Options options;
  CLI::App app("measures a running jixia-library");
  app.add_option("PORT", options.port)->required();
  app.add_option("KEY", options.key, "NAME:SECRET")->required();
  app.add_option("--pid", options.pids, "processes whose processor time counts");
  app.add_option("--what", options.what, "single, batch, queries")->capture_default_str();
  app.add_option("--single", options.single)->capture_default_str();
  app.add_option("--batches", options.batches)->capture_default_str();
  app.add_option("--queries", options.queries)->capture_default_str();
  app.add_option("--single-connections", options.single_connections)->capture_default_str();
  app.add_option("--batch-connections", options.batch_connections)->capture_default_str();
  app.add_flag("--scattered", options.is_scattered,
               "each statement of a batch tells of another run, instead of all of the same");
  CLI11_PARSE(app, argc, argv);
  jixia::run_all(options);
  return 0;
}
