// Group commit: many writers, one sync; each job whole or not at all.
#include "database/group_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>

#include "support/test_databases.h"

namespace jixia {
namespace {

class GroupWriterTest : public testing::Test {
 protected:
  void SetUp() override {
    database_ = databases_.school("a");
    database_->connect()->execute("CREATE TABLE number(n BIGINT PRIMARY KEY)");
    writer_ = std::make_unique<GroupWriter>(database_->connect());
  }
  void insert(std::int64_t n) {
    writer_->run([n](Connection& db) { Query(db, "INSERT INTO number VALUES(?)", n).run(); });
  }
  std::int64_t count() {
    const std::unique_ptr<Connection> db = database_->connect();
    Query query(*db, "SELECT count(*) FROM number");
    return query.next() ? query.integer(0) : -1;
  }

  TestDatabases databases_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<GroupWriter> writer_;
};

TEST_F(GroupWriterTest, WritesOfManyThreadsAreAllThereWhenTheyReturn) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([this, thread] {
      for (int k = 0; k < 25; ++k) {
        insert(thread * 100 + k);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(count(), 8 * 25);
}

TEST_F(GroupWriterTest, AJobThatThrowsIsUndoneAloneAndItsCallerIsTold) {
  insert(1);
  EXPECT_THROW(writer_->run([](Connection& db) {
    Query(db, "INSERT INTO number VALUES(2)").run();
    throw std::runtime_error("changed my mind");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 1);
  insert(3);
  EXPECT_EQ(count(), 2);
}

TEST_F(GroupWriterTest, NeighboursOfAFailingJobAreCommitted) {
  std::vector<std::thread> threads;
  std::atomic<int> refused{0};
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([this, &refused] {
      for (std::int64_t k = 0; k < 20; ++k) {
        try {
          insert(k); // eight threads want each number, one gets it
        } catch (const DatabaseError& error) {
          EXPECT_EQ(error.kind(), DatabaseError::Kind::Constraint);
          ++refused;
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(count(), 20);
  EXPECT_EQ(refused, 7 * 20);
}

/// Inserts a number; notes with how many others it was done.
class InsertJob : public JointJob {
 public:
  InsertJob(std::int64_t n, std::atomic<int>& most) : n_(n), most_(most) {}
  void run(Connection& db, std::span<JointJob* const> all) override {
    for (JointJob* job : all) {
      Query(db, "INSERT INTO number VALUES(?)", static_cast<InsertJob*>(job)->n_).run();
    }
    most_ = std::max(most_.load(), static_cast<int>(all.size()));
  }

 private:
  std::int64_t n_;
  std::atomic<int>& most_;
};

// Holds the writer until all jobs of `numbers` wait. @returns how many of them were refused
int insert_jointly(GroupWriter& writer, const std::vector<std::int64_t>& numbers,
                   std::atomic<int>& most) {
  std::promise<void> is_held, go_on;
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    writer.run([&](Connection&) {
      is_held.set_value();
      go_on.get_future().wait();
    });
  });
  is_held.get_future().wait();
  std::atomic<int> refused{0}, begun{0};
  for (const std::int64_t n : numbers) {
    threads.emplace_back([&, n] {
      InsertJob job(n, most);
      ++begun;
      try {
        writer.run(job);
      } catch (const DatabaseError&) {
        ++refused;
      }
    });
  }
  while (begun < static_cast<int>(numbers.size())) {
    std::this_thread::yield();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(20)); // they begin to wait
  go_on.set_value();
  for (std::thread& thread : threads) {
    thread.join();
  }
  return refused;
}

TEST_F(GroupWriterTest, JointJobsThatWaitTogetherAreDoneTogether) {
  std::atomic<int> most{0};
  EXPECT_EQ(insert_jointly(*writer_, {1, 2, 3, 4}, most), 0);
  EXPECT_GT(most, 1);
  EXPECT_EQ(count(), 4);
}

TEST_F(GroupWriterTest, OfJointJobsOnlyTheOneThatCannotBeDoneIsRefused) {
  insert(3);
  std::atomic<int> most{0};
  EXPECT_EQ(insert_jointly(*writer_, {1, 2, 3, 4}, most), 1);
  EXPECT_EQ(count(), 4);
}

TEST_F(GroupWriterTest, TheTimeOfARoundStandsUntilItIsVisible) {
  EXPECT_EQ(writer_->round_began_ms(), 0);
  writer_->run([this](Connection&) { EXPECT_GT(writer_->round_began_ms(), 0); });
  EXPECT_EQ(writer_->round_began_ms(), 0);
}

} // namespace
} // namespace jixia
