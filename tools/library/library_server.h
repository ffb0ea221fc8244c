#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "accounts/hub.h"
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
    std::filesystem::path folder;  ///< hub.db, schools/<id>.db, key.pem; made if missing
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
  bool admit_waiting();
  void verify(const std::string& school, const AttemptRow& row);
  void keep_result(const std::string& school, const std::string& attempt,
                   const AttemptJudgement& found);

  Options options_;
  Verify verify_;
  Hub hub_;
  SchoolDatabases schools_;
  MachineKey key_;
  ReceiptLog receipts_;
  Registry registry_;
  RouteTable routes_;
  HttpServer server_;
  std::atomic<bool> is_stopping_{false};
};

/// The shared database of the library in `folder`, which is made if missing. @throws DatabaseError
std::unique_ptr<Database> open_hub_database(const std::filesystem::path& folder);

} // namespace jixia
