#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "database/connection.h"

namespace jixia {

/// The one writer of a database: a thread that commits together what waits together, so that many
/// small writes share one sync of the disk. Each job is a part of its own: one that throws is
/// undone alone, the others of its round are committed.
class GroupWriter {
 public:
  using Job = std::function<void(Connection&)>;

  explicit GroupWriter(std::unique_ptr<Connection> connection);
  ~GroupWriter(); ///< finishes what waits
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  /// Runs `job` and returns when its changes are durable. What the job throws, and DatabaseError if
  /// the round could not be committed, is thrown here: then nothing of the job happened.
  void run(Job job);

  /// Wall clock [Unix ms] of the start of the round that is being written, 0 if none is. What was
  /// stored before it is visible to every reader.
  std::int64_t round_began_ms() const { return round_began_ms_; }

  static constexpr std::size_t kMostJobs = 256;     ///< in one round
  static constexpr std::size_t kMostWaiting = 4096; ///< more is refused as busy

 private:
  struct Waiting {
    Job job;
    std::promise<void> done;
    std::exception_ptr failure;
  };
  void work();
  void write_round(std::vector<std::unique_ptr<Waiting>>& round);
  void run_part(Waiting& waiting);

  std::unique_ptr<Connection> connection_;
  std::mutex lock_;
  std::condition_variable has_work_;
  std::vector<std::unique_ptr<Waiting>> waiting_;
  bool is_ending_ = false;
  std::atomic<std::int64_t> round_began_ms_{0};
  std::thread thread_;
};

} // namespace jixia
