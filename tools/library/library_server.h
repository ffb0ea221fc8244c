#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "library_store.h"

namespace jixia {

/// The library's HTTP surface, on the loopback interface only:
///
///     GET  /                              page of results            no key (this machine only)
///     GET  /xapi/about                    versions                   no key
///     POST /xapi/statements               one or an array            key, version header
///     GET  /xapi/statements?statementId=  one statement              key, version header
///     PUT  /api/attempts/<id>             an attempt bundle          key; 201, 200 same, 409 other
///     GET  /api/attempts/<id>             state and score as JSON    key
///
/// Status codes: 400 malformed, 401 no or wrong key, 404, 409 another thing has this id, 413 too
/// large, 421 a foreign Host header (a web page elsewhere tries to reach us), 507 the disk is full.
/// Nothing is stored by half. One attempt at a time is re-run, by `verify`, in a thread of its own.
class LibraryServer {
 public:
  struct Options {
    int port = 8790;              ///< 0: any free one
    bool finishes_waiting = false; ///< stop() waits until every attempt that came in was re-run
    std::size_t largest_body = 96u << 20; ///< [byte], as large as a bundle may be
  };
  /// Re-runs one bundle and fills score, state and verdict of the row.
  using Verify = std::function<void(const std::string& bundle, AttemptRow& row)>;

  LibraryServer(std::unique_ptr<LibraryStore> store, Options options, Verify verify);
  ~LibraryServer();

  /// Takes the port. @returns false with the reason in `problems`.
  bool bind(Diagnostics& problems);
  int port() const { return port_; }

  /// Serves until stop(); call from one thread.
  void serve();
  void stop();

 private:
  class Routes;
  bool verify_waiting();

  std::unique_ptr<LibraryStore> store_;
  std::mutex store_lock_;
  Options options_;
  Verify verify_;
  std::unique_ptr<Routes> routes_;
  std::atomic<bool> is_stopping_{false};
  int port_ = 0;
};

} // namespace jixia
