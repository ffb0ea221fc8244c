#include "database/group_writer.h"

#include "recording/identity.h"

namespace jixia {

GroupWriter::GroupWriter(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), thread_([this] { work(); }) {}

GroupWriter::~GroupWriter() {
  {
    std::lock_guard lock(lock_);
    is_ending_ = true;
  }
  has_work_.notify_all();
  thread_.join();
}

void GroupWriter::run(Job job) {
  auto waiting = std::make_unique<Waiting>();
  waiting->job = std::move(job);
  wait_for(std::move(waiting));
}

void GroupWriter::run(JointJob& job) {
  auto waiting = std::make_unique<Waiting>();
  waiting->joint = &job;
  waiting->job = [&job](Connection& db) {
    JointJob* const alone = &job;
    job.run(db, {&alone, 1});
  };
  wait_for(std::move(waiting));
}

void GroupWriter::wait_for(std::unique_ptr<Waiting> waiting) {
  std::future<void> done = waiting->done.get_future();
  {
    std::lock_guard lock(lock_);
    if (waiting_.size() >= kMostWaiting) {
      throw DatabaseError(DatabaseError::Kind::Busy, "too much waits to be written");
    }
    waiting_.push_back(std::move(waiting));
  }
  has_work_.notify_one();
  done.get();
}

void GroupWriter::work() {
  for (;;) {
    std::vector<std::unique_ptr<Waiting>> round;
    {
      std::unique_lock lock(lock_);
      has_work_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
      if (waiting_.empty()) {
        return;
      }
      const auto end =
          waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMostJobs));
      round.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
      waiting_.erase(waiting_.begin(), end);
    }
    round_began_ms_ = wall_clock_ms();
    write_round(round);
    round_began_ms_ = 0;
    for (const std::unique_ptr<Waiting>& part : round) {
      part->failure ? part->done.set_exception(part->failure) : part->done.set_value();
    }
  }
}

void GroupWriter::write_round(std::vector<std::unique_ptr<Waiting>>& round) {
  try {
    Transaction all(*connection_);
    run_joint_parts(round);
    for (const std::unique_ptr<Waiting>& part : round) {
      if (!part->is_done) {
        run_part(*part);
      }
      if (!connection_->is_in_transaction()) { // the engine gave the whole round up
        std::rethrow_exception(part->failure);
      }
    }
    all.commit();
  } catch (...) {
    for (const std::unique_ptr<Waiting>& part : round) {
      part->failure = part->failure ? part->failure : std::current_exception();
    }
  }
}

// Those that have company. If they fail together, which of them does is for each alone to find out.
void GroupWriter::run_joint_parts(std::vector<std::unique_ptr<Waiting>>& round) {
  std::vector<JointJob*> jobs;
  for (const std::unique_ptr<Waiting>& part : round) {
    if (part->joint) {
      jobs.push_back(part->joint);
    }
  }
  if (jobs.size() < 2) {
    return;
  }
  try {
    Savepoint together(*connection_);
    jobs.front()->run(*connection_, jobs);
    together.keep();
  } catch (...) {
    if (!connection_->is_in_transaction()) { // the engine gave the whole round up
      throw;
    }
    return;
  }
  for (const std::unique_ptr<Waiting>& part : round) {
    part->is_done = part->joint != nullptr;
  }
}

void GroupWriter::run_part(Waiting& waiting) {
  try {
    Savepoint part(*connection_);
    waiting.job(*connection_);
    part.keep();
  } catch (...) {
    waiting.failure = std::current_exception();
  }
}

} // namespace jixia
