#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "accounts/hub.h"
#include "database/library_places.h"
#include "http/http_server.h"
#include "records/attempt_judgement.h"
#include "records/receipt_log.h"
#include "records/school_database.h"
#include "registry/registry.h"

namespace jixia {

/// The whole library: the shared database, one database per school, the route table, the server and
/// the thread that re-runs attempts one after another, tells the record store what a verified one
/// showed, and writes its receipt.
class LibraryServer {
 public:
  struct Options {
    std::filesystem::path folder; ///< see LibraryPlaces; made if missing
    std::string url = {};
    std::filesystem::path shard_map = {};
    std::string blobs = {};        ///< s3://...; empty: in the folder
    int port = 8790;               ///< 0: any free one
    bool finishes_waiting = false; ///< stop() waits until every attempt that came in was re-run
  };
  /// Runs one bundle again.
  using Verify = std::function<AttemptJudgement(const std::string& bundle)>;

  /// @param admit  judges packs that schools publish; empty: in a child process
  /// @throws DatabaseError; std::runtime_error if the library's key cannot be read or made
  LibraryServer(Options options, Verify verify, Registry::Admit admit = {});
  ~LibraryServer();

  /// Takes the port. @returns false with the reason in `problems`.
  bool bind(Diagnostics& problems) { return server_.bind(problems); }
  int port() const { return server_.port(); }

  /// Serves until stop(); call from one thread.
  void serve();
  void stop();

  Hub& hub() { return hub_; }
  Registry& registry() { return registry_; }
  const RouteTable& routes() const { return routes_; }

 private:
  bool verify_waiting();
  bool verify_waiting(const std::string& school);
  bool admit_waiting();
  void verify(const std::string& school, const AttemptRow& row);

  Options options_;
  Verify verify_;
  Hub hub_;
  ShardMap shards_;
  SchoolDatabases schools_;
  MachineKey key_;
  ReceiptLog receipts_;
  Registry registry_;
  RouteTable routes_;
  HttpServer server_;
  std::atomic<bool> is_stopping_{false};
};

} // namespace jixia
