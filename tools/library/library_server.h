#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "accounts/accounts.h"
#include "database/library_places.h"
#include "http/http_server.h"
#include "records/attempt_judgement.h"
#include "records/receipt_log.h"
#include "records/school_database.h"
#include "registry/registry.h"

namespace jixia {

/// The whole library: the shared database, one database per school, the route table, the server and
/// the threads that re-run attempts one after another (what a verified one showed goes to the
/// record store, and a receipt is written), admit packs, and clear once a day what is due.
class LibraryServer {
 public:
  struct Options {
    std::filesystem::path folder; ///< see LibraryPlaces; made if missing
    std::string url = {};
    std::filesystem::path shard_map = {};
    std::string blobs = {};         ///< s3://...; empty: in the folder
    int port = 8790;                ///< 0: any free one
    bool finishes_waiting = false;  ///< stop() waits until every attempt that came in was re-run
    HashingCost password_cost = {}; ///< cheap in tests
    HttpServer::Options http = {};  ///< `port` above counts, not its own
    Rate rate_of_key = {3000, 500}; ///< requests with one key, from other machines
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
  bool is_tls() const { return server_.is_tls(); }

  /// Serves until stop(); call from one thread.
  void serve();
  void stop();

  Hub& hub() { return hub_; }
  Accounts& accounts() { return accounts_; }
  SchoolDatabases& schools() { return schools_; }
  Registry& registry() { return registry_; }
  const RouteTable& routes() const { return routes_; }
  const HttpServer::Authenticate& authenticate() const { return authenticate_; }

 private:
  bool verify_waiting();
  bool verify_waiting(const std::string& school);
  bool admit_waiting();
  void verify(const std::string& school, const AttemptRow& row);
  void clear_what_is_due();
  void keep_result(const std::string& school, const std::string& attempt,
                   const AttemptJudgement& found);

  Options options_;
  Verify verify_;
  Hub hub_;
  Accounts accounts_;
  ShardMap shards_;
  SchoolDatabases schools_;
  MachineKey key_;
  ReceiptLog receipts_;
  Registry registry_;
  RouteTable routes_;
  HttpServer::Authenticate authenticate_;
  HttpServer server_;
  std::atomic<bool> is_stopping_{false};
};

} // namespace jixia
