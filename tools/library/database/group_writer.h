#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "database/connection.h"

namespace jixia {

/// A job that can be done in one go with others of its class: many rows at a time.
class JointJob {
 public:
  JointJob() = default;
  virtual ~JointJob() = default;
  JointJob(const JointJob&) = delete;
  JointJob& operator=(const JointJob&) = delete;

  /// Does all of them. What it throws undoes all of them; then each is tried alone.
  /// @param all  of the same class, this one among them
  virtual void run(Connection& db, std::span<JointJob* const> all) = 0;
};

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
  /// The same; all joint jobs of one writer are of one class. Of those that wait together each may
  /// be run twice, first with the others and, if that was undone, alone.
  void run(JointJob& job);

  /// Wall clock [Unix ms] of the start of the round that is being written, 0 if none is. What was
  /// stored before it is visible to every reader.
  std::int64_t round_began_ms() const { return round_began_ms_; }

  static constexpr std::size_t kMostJobs = 256;     ///< in one round
  static constexpr std::size_t kMostWaiting = 4096; ///< more is refused as busy

 private:
  struct Waiting {
    Job job;
    JointJob* joint = nullptr; ///< can also be done with its like
    bool is_done = false;
    std::promise<void> done;
    std::exception_ptr failure;
  };
  void wait_for(std::unique_ptr<Waiting> waiting);
  void work();
  void write_round(std::vector<std::unique_ptr<Waiting>>& round);
  void run_joint_parts(std::vector<std::unique_ptr<Waiting>>& round);
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
