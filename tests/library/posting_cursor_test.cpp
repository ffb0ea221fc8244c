// What is found by several terms together is what plain sets say, in both directions and from
// anywhere, however the numbers lie in blocks and single rows.
#include "records/posting_cursor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "database/row_block.h"
#include "records/posting_block.h"
#include "records/school_database.h"
#include "support/test_databases.h"

namespace jixia {
namespace {

using Numbers = std::vector<std::int64_t>;

TEST(PostingBlock, UnpacksWhatWasPacked) {
  const Numbers numbers{5, 6, 133, 134, 16'518, std::int64_t{1} << 40, (std::int64_t{1} << 62) + 1};
  const std::string more = pack_numbers(numbers);
  EXPECT_EQ(more.substr(0, 4), std::string("\x01\x7f\x01\x80", 4)); // LEB128 of 1, 127, 1, 16384
  Numbers read;
  unpack_numbers(numbers[0], more, read);
  EXPECT_EQ(read, numbers);
}

TEST(PostingBlock, OneNumberNeedsNoMore) {
  EXPECT_EQ(pack_numbers(Numbers{7}), "");
}

TEST(PostingBlock, EndsWhereTheTextMakesNoSense) {
  Numbers read;
  unpack_numbers(3, "\x02" + std::string(20, '\xff') + "\x01", read);
  EXPECT_EQ(read, (Numbers{3, 5}));
}

class PostingCursorTest : public testing::Test {
 protected:
  static constexpr std::int64_t kTerms = 6;
  void SetUp() override {
    school_ = std::make_unique<SchoolDatabase>(databases_.school("a"));
    db_ = databases_.school("a")->connect();
    first_ = db_->order_number(0, 1'767'225'600'000); // 2026-01-01
    make_tables_of_this_year();
  }
  void make_tables_of_this_year() { school_->prepare_for(1'767'225'600'000); }

  // Rounds of 1 to 700 statements; term k has every (k+1)-th of them or so.
  void write_rounds(int rounds) {
    std::int64_t next = first_;
    for (int round = 0; round < rounds; ++round) {
      std::vector<Posting> postings;
      for (std::uint64_t left = 1 + random_() % 700; left > 0; --left, ++next) {
        for (std::int64_t term = 0; term < kTerms; ++term) {
          if (random_() % static_cast<std::uint64_t>(term * term + 1) == 0) {
            postings.push_back({term, next});
            expected_[term].insert(next);
          }
        }
      }
      write_posting_blocks(*db_, postings);
      next += static_cast<std::int64_t>(random_() % 3) * 1000;
    }
    last_ = next;
  }
  void write_late_ones(int count) {
    for (int k = 0; k < count; ++k) {
      const auto term = static_cast<std::int64_t>(random_() % kTerms);
      const std::int64_t seq = somewhere();
      Query(*db_, "INSERT INTO posting(term, seq) VALUES(?,?) ON CONFLICT DO NOTHING", term, seq)
          .run();
      expected_[term].insert(seq);
    }
  }
  std::int64_t somewhere() {
    return first_ +
           static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(last_ - first_));
  }

  // The first hundred numbers that have a term of every choice.
  Numbers expect(const std::vector<TermChoice>& choices, std::int64_t first, std::int64_t last,
                 bool is_ascending) {
    Numbers found;
    for (std::int64_t seq = first; seq <= last; ++seq) {
      const bool is_in_all =
          std::all_of(choices.begin(), choices.end(), [&](const TermChoice& choice) {
            return std::any_of(choice.begin(), choice.end(),
                               [&](std::int64_t term) { return expected_[term].contains(seq); });
          });
      if (is_in_all) {
        found.push_back(seq);
      }
    }
    if (!is_ascending) {
      std::reverse(found.begin(), found.end());
    }
    found.resize(std::min<std::size_t>(found.size(), 100));
    return found;
  }
  Numbers find(const std::vector<TermChoice>& choices, std::int64_t first, std::int64_t last,
               bool is_ascending) {
    PostingJoin join(*db_, choices, first, last, is_ascending);
    Numbers found;
    while (found.size() < 100) {
      const std::optional<std::int64_t> seq = join.next();
      if (!seq) {
        break;
      }
      found.push_back(*seq);
    }
    return found;
  }
  void compare_at_random(int times) {
    for (int k = 0; k < times; ++k) {
      std::vector<TermChoice> choices(1 + random_() % 3);
      for (TermChoice& choice : choices) {
        for (std::uint64_t left = 1 + random_() % 2; left > 0; --left) {
          choice.push_back(static_cast<std::int64_t>(random_() % kTerms));
        }
      }
      const auto [first, last] = std::minmax({somewhere(), somewhere()});
      const bool is_ascending = random_() % 2 == 0;
      ASSERT_EQ(find(choices, first, last, is_ascending),
                expect(choices, first, last, is_ascending))
          << "round " << k << (is_ascending ? ", ascending" : ", descending");
    }
  }

  TestDatabases databases_;
  std::unique_ptr<SchoolDatabase> school_;
  std::unique_ptr<Connection> db_;
  std::mt19937_64 random_{2026};
  std::map<std::int64_t, std::set<std::int64_t>> expected_;
  std::int64_t first_ = 1, last_ = 1;
};

TEST_F(PostingCursorTest, FindsInBlocksWhatSetsSay) {
  write_rounds(12);
  compare_at_random(60);
}

TEST_F(PostingCursorTest, FindsLateNumbersBetweenThoseOfBlocks) {
  write_rounds(12);
  write_late_ones(300);
  compare_at_random(60);
}

TEST_F(PostingCursorTest, NothingIsFoundByATermThatNoStatementHas) {
  write_rounds(1);
  EXPECT_TRUE(find({{kTerms + 1}}, first_, last_, true).empty());
  EXPECT_TRUE(find({{kTerms + 1}}, first_, last_, false).empty());
}

TEST_F(PostingCursorTest, WhatIsWrittenTogetherTakesFewRows) {
  std::vector<Posting> postings;
  for (std::int64_t k = 0; k < 3 * static_cast<std::int64_t>(kLargestBlock); ++k) {
    postings.push_back({1, first_ + k});
  }
  write_posting_blocks(*db_, postings);
  Query rows(*db_, "SELECT count(*) FROM posting_block");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), 3);
}

} // namespace
} // namespace jixia
