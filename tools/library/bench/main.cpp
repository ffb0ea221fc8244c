// Measures a running jixia-library: statements a second one by one and in batches, and queries by
// learner, verb and pack, with the times that half and 99 of 100 answers keep.
//
// usage: library_bench PORT NAME:SECRET [STATEMENTS_TO_HOLD]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "http/base64.h"
#include "http_connection.h"

namespace jixia {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kConnections = 32;
constexpr int kBatch = 50;
constexpr int kLearners = 2000, kVerbs = 8, kPacks = 40;

std::string uuid(std::mt19937_64& random) {
  char text[40];
  const std::uint64_t a = random(), b = random();
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xffff), static_cast<unsigned>(a & 0xfff),
                static_cast<unsigned>(b >> 48 & 0xfff),
                static_cast<unsigned long long>(b & 0xffffffffffff));
  return text;
}

// What a criterion of an exercise says, as the runtime's export writes it.
std::string make_statement(std::mt19937_64& random) {
  char text[1400];
  const unsigned learner = static_cast<unsigned>(random() % kLearners),
                 verb = static_cast<unsigned>(random() % kVerbs),
                 pack = static_cast<unsigned>(random() % kPacks),
                 step = static_cast<unsigned>(random() % 30);
  std::snprintf(
      text, sizeof text,
      R"({"id":"%s","actor":{"objectType":"Agent","account":{"homePage":"https://school.example","name":"learner-%u"}},)"
      R"("verb":{"id":"http://verbs.example/v%u","display":{"en":"verb %u","zh":"动词 %u"}},)" // texts:
                                                                                               // one
                                                                                               // language
      R"("object":{"id":"https://jixia.example/pack-%u/step-%u","definition":{"name":{"en":"Step %u"},"type":"http://adlnet.gov/expapi/activities/performance"}},)"
      R"("result":{"score":{"scaled":0.75,"raw":6,"min":0,"max":8},"success":true,"duration":"PT4M30S"},)"
      R"("context":{"registration":"%s","contextActivities":{"parent":[{"id":"https://jixia.example/pack-%u/cold-start"}],"grouping":[{"id":"https://jixia.example/pack-%u"}]}},)"
      R"("timestamp":"2026-03-09T08:15:30.250Z"})",
      uuid(random).c_str(), learner, verb, verb, verb, pack, step, step, uuid(random).c_str(), pack,
      pack);
  return text;
}

struct Figures {
  double per_second = 0;
  double median_ms = 0, p99_ms = 0;
  int failed = 0;
};

Figures evaluate(std::vector<double>& times_ms, double seconds, int failed) {
  std::sort(times_ms.begin(), times_ms.end());
  if (times_ms.empty()) {
    return {0, 0, 0, failed};
  }
  return {static_cast<double>(times_ms.size()) / seconds, times_ms[times_ms.size() / 2],
          times_ms[times_ms.size() * 99 / 100], failed};
}

/// Lets `connections` threads exchange requests that `next` makes, `count` in all.
Figures run(int port, const std::string& key, int connections, int count,
            const std::function<void(std::mt19937_64&, std::string& method, std::string& target,
                                     std::string& body)>& next) {
  std::atomic<int> left{count}, failed{0};
  std::mutex lock;
  std::vector<double> times_ms;
  std::vector<std::thread> threads;
  const Clock::time_point begin = Clock::now();
  for (int thread = 0; thread < connections; ++thread) {
    threads.emplace_back([&, seed = std::random_device{}()] {
      std::mt19937_64 random(seed);
      HttpConnection connection(port, "Authorization: Basic " + encode_base64(key));
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
  return evaluate(times_ms, std::chrono::duration<double>(Clock::now() - begin).count(), failed);
}

void print(const char* what, const Figures& figures, double statements_each) {
  std::printf("%-34s %9.0f /s   p50 %7.2f ms   p99 %7.2f ms   %d failed\n", what,
              figures.per_second * statements_each, figures.median_ms, figures.p99_ms,
              figures.failed);
  std::fflush(stdout);
}

Figures post_batches(int port, const std::string& key, int count) {
  return run(
      port, key, 8, count,
      [](std::mt19937_64& random, std::string& method, std::string& target, std::string& body) {
        method = "POST";
        target = "/xapi/statements";
        for (int k = 0; k < kBatch; ++k) {
          body += (k == 0 ? "[" : ",") + make_statement(random);
        }
        body += "]";
      });
}

Figures post_single(int port, const std::string& key, int count) {
  return run(
      port, key, kConnections, count,
      [](std::mt19937_64& random, std::string& method, std::string& target, std::string& body) {
        method = "POST";
        target = "/xapi/statements";
        body = make_statement(random);
      });
}

Figures ask(int port, const std::string& key,
            const std::function<std::string(std::mt19937_64&)>& parameters) {
  return run(port, key, 4, 2000,
             [&](std::mt19937_64& random, std::string& method, std::string& target, std::string&) {
               method = "GET";
               target = "/xapi/statements?limit=25&" + parameters(random);
             });
}

void run_all(int port, const std::string& key, long to_hold) {
  print("POST one statement, 32 connections", post_single(port, key, 10'000), 1);
  print("POST batches of 50, 8 connections", post_batches(port, key, 400), kBatch);
  for (long held = 30'000; held < to_hold; held += 2000 * kBatch) {
    print("  filling",
          post_batches(port, key, static_cast<int>(std::min(2000L, (to_hold - held) / kBatch + 1))),
          kBatch);
  }
  const auto learner = [](std::mt19937_64& random) {
    return "agent=%7B%22account%22:%7B%22homePage%22:%22https://"
           "school.example%22,%22name%22:%22learner-" +
           std::to_string(random() % kLearners) + "%22%7D%7D";
  };
  const auto verb = [](std::mt19937_64& random) {
    return "verb=http://verbs.example/v" + std::to_string(random() % kVerbs);
  };
  const auto pack = [](std::mt19937_64& random) {
    return "related_activities=true&activity=https://jixia.example/pack-" +
           std::to_string(random() % kPacks);
  };
  print("GET by learner", ask(port, key, learner), 1);
  print("GET by verb", ask(port, key, verb), 1);
  print("GET by pack", ask(port, key, pack), 1);
  print("GET by learner, verb and pack",
        ask(port, key,
            [&](std::mt19937_64& random) {
              return learner(random) + "&" + verb(random) + "&" + pack(random);
            }),
        1);
}

} // namespace
} // namespace jixia

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: library_bench PORT NAME:SECRET [STATEMENTS_TO_HOLD]\n", stderr);
    return 2;
  }
  jixia::run_all(std::atoi(argv[1]), argv[2], argc > 3 ? std::atol(argv[3]) : 0);
  return 0;
}
