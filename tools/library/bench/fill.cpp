// Fills a school's statements straight through the store, without HTTP, for measuring large ones.
#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>
#include <thread>

#include "accounts/hub.h"
#include "database/library_places.h"
#include "recording/identity.h"
#include "records/statement_store.h"
#include "sample_statement.h"

namespace jixia {
namespace {

constexpr long kBatch = 1000, kOfOneRun = 40;

void fill(SchoolDatabase& database, long count, int threads) {
  const Caller writer{kLocalSchool, "filler", Scope::All};
  const Json authority{
      {"objectType", "Agent"},
      {"account", {{"homePage", "https://jixia.example/keys"}, {"name", writer.key}}}};
  std::atomic<long> left{count / kBatch}, done{0};
  std::vector<std::thread> workers;
  const std::int64_t began_ms = wall_clock_ms();
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&, seed = std::random_device{}()] {
      std::mt19937_64 random(seed);
      StatementStore store(database);
      while (left.fetch_sub(1) > 0) {
        std::vector<NewStatement> statements;
        SampleStatements::Run one(random);
        for (long k = 0; k < kBatch; ++k) {
          one = k % kOfOneRun == 0 ? SampleStatements::Run(random) : one;
          statements.push_back(make_new_statement(Json::parse(SampleStatements::make(random, one)),
                                                  XapiVersion::V1, authority));
        }
        store.put(statements, {}, writer);
        const long stored = done += kBatch;
        if (stored % 100'000 == 0) {
          const double seconds = static_cast<double>(wall_clock_ms() - began_ms) / 1000;
          std::printf("%ld statements, %.0f /s\n", stored, static_cast<double>(stored) / seconds);
          std::fflush(stdout);
        }
      }
    });
  }
  for (std::thread& worker : workers) {
    worker.join();
  }
}

} // namespace
} // namespace jixia

int main(int argc, char** argv) {
  using namespace jixia;
  std::string db;
  long count = 0;
  int threads = 2;
  CLI::App app("fills the local school of a library with statements");
  app.add_option("DB", db, "folder or postgresql://...")->required();
  app.add_option("COUNT", count)->required();
  app.add_option("--threads", threads)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const LibraryPlaces places = LibraryPlaces::of(db, "");
  SchoolDatabase database(open_school_database(places, places.url, kLocalSchool));
  fill(database, count, threads);
  return 0;
}
