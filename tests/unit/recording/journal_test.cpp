#include "recording/journal.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "base/random_stream.h"

namespace jixia {
namespace {

using Kind = JournalRecord::Kind;

JournalRecord record_of(Kind kind, double time) {
  JournalRecord record;
  record.kind = kind;
  record.time = sim_time(time);
  record.wall_ms = 1'773'000'000'123;
  return record;
}

/// One of each kind, two of the most common.
std::vector<JournalRecord> example_records() {
  JournalRecord action = record_of(Kind::Action, 1.5);
  action.action = {"HV101.DEMAND", 0.25, OperatorAction::Actor::Learner};
  JournalRecord refused = record_of(Kind::Action, 2.0);
  refused.action = {"P101A.START", std::numeric_limits<double>::quiet_NaN(),
                    OperatorAction::Actor::Instructor};
  refused.accepted = false;
  JournalRecord rewind = record_of(Kind::Rewind, 60.0);
  rewind.to = sim_time(30.0);
  JournalRecord fingerprint = record_of(Kind::Fingerprint, 60.0);
  fingerprint.fingerprint = 0xfedcba9876543210u;
  JournalRecord finish = record_of(Kind::Finish, 90.0);
  finish.fingerprint = 7;
  return {action, refused, record_of(Kind::Mark, 3.0), fingerprint, rewind, finish};
}

std::vector<std::uint8_t> journal_of(const std::vector<JournalRecord>& records) {
  std::vector<std::uint8_t> bytes = journal::header();
  for (const JournalRecord& record : records) {
    journal::encode(record, bytes);
  }
  return bytes;
}

/// Equal bits, which == on a NaN would deny.
void expect_same(const JournalRecord& a, const JournalRecord& b) {
  std::vector<std::uint8_t> left, right;
  journal::encode(a, left);
  journal::encode(b, right);
  EXPECT_EQ(left, right);
}

/// The offsets where records begin, and the end.
std::vector<std::size_t> boundaries(const std::vector<JournalRecord>& records) {
  std::vector<std::size_t> ends{journal::kHeaderSize};
  std::vector<std::uint8_t> bytes = journal::header();
  for (const JournalRecord& record : records) {
    journal::encode(record, bytes);
    ends.push_back(bytes.size());
  }
  return ends;
}

TEST(Journal, GivesBackEveryFieldOfEveryKind) {
  const auto records = example_records();
  const journal::Content content = journal::decode(journal_of(records));
  ASSERT_EQ(content.records.size(), records.size());
  EXPECT_FALSE(content.is_torn);
  EXPECT_FALSE(content.damage);
  for (std::size_t k = 0; k < records.size(); ++k) {
    expect_same(content.records[k], records[k]);
  }
  EXPECT_EQ(content.records[0].action.tag, "HV101.DEMAND");
  EXPECT_EQ(content.records[0].action.value, 0.25);
  EXPECT_FALSE(content.records[1].accepted);
  EXPECT_EQ(content.records[1].action.actor, OperatorAction::Actor::Instructor);
  EXPECT_EQ(content.records[3].fingerprint, 0xfedcba9876543210u);
  EXPECT_EQ(content.records[4].to, sim_time(30.0));
}

TEST(Journal, AMarkTakesTwentyFiveBytes) {
  // 8 of frame, 1 kind, 8 time, 8 wall: 90 kB for an hour of one mark a second.
  EXPECT_EQ(journal_of({record_of(Kind::Mark, 1.0)}).size(), journal::kHeaderSize + 25);
}

TEST(Journal, CutAtAnyByteKeepsEveryWholeRecordAndSaysItIsTorn) {
  const auto records = example_records();
  const auto bytes = journal_of(records);
  const auto ends = boundaries(records);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto content = journal::decode(std::span(bytes).first(size));
    const auto whole = std::upper_bound(ends.begin(), ends.end(), size) - ends.begin() - 1;
    EXPECT_EQ(content.records.size(), static_cast<std::size_t>(std::max<std::ptrdiff_t>(whole, 0)));
    const bool is_at_end = std::find(ends.begin(), ends.end(), size) != ends.end();
    EXPECT_EQ(content.is_torn, !is_at_end) << size;
    EXPECT_FALSE(content.damage) << size;
    EXPECT_EQ(content.intact_bytes, whole < 0 ? 0 : ends[static_cast<std::size_t>(whole)]) << size;
  }
}

TEST(Journal, NoSingleChangedByteGoesUnnoticed) {
  const auto records = example_records();
  const auto bytes = journal_of(records);
  const auto ends = boundaries(records);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {0x01, 0x80, 0xff}) {
      auto edited = bytes;
      edited[at] = static_cast<std::uint8_t>(edited[at] ^ change);
      const auto content = journal::decode(edited);
      EXPECT_TRUE(content.is_torn || content.damage) << "byte " << at;
      if (at >= journal::kHeaderSize && at < ends[ends.size() - 2]) { // not in the last record
        ASSERT_TRUE(content.damage) << "byte " << at;
        const auto begin = *(std::upper_bound(ends.begin(), ends.end(), at) - 1);
        EXPECT_EQ(content.damage->offset, begin);
      }
    }
  }
}

TEST(Journal, ZerosThatAPowerCutLeavesAtTheEndAreTorn) {
  auto bytes = journal_of(example_records());
  const std::size_t whole = bytes.size();
  bytes.resize(whole + 4096);
  const auto content = journal::decode(bytes);
  EXPECT_TRUE(content.is_torn);
  EXPECT_EQ(content.intact_bytes, whole);
}

TEST(Journal, MoreRubbishThanASecondOfRecordsIsDamage) {
  auto bytes = journal_of(example_records());
  bytes.resize(bytes.size() + 70'000);
  EXPECT_TRUE(journal::decode(bytes).damage);
}

TEST(Journal, RightChecksumsDoNotExcuseSenselessRecords) {
  JournalRecord late = record_of(Kind::Mark, 0.0);
  late.time = journal::kLongestRun + SimTime{1};
  JournalRecord forward = record_of(Kind::Rewind, 5.0);
  forward.to = sim_time(6.0);
  JournalRecord kindless = record_of(static_cast<Kind>(99), 1.0);
  JournalRecord before = record_of(Kind::Mark, -1.0);
  for (const JournalRecord& record : {late, forward, kindless, before}) {
    const auto content = journal::decode(journal_of({record_of(Kind::Mark, 1.0), record}));
    ASSERT_TRUE(content.damage);
    EXPECT_EQ(content.damage->offset, journal::kHeaderSize + 25);
  }
}

TEST(Journal, ALaterVersionIsNamed) {
  auto bytes = journal::header();
  bytes[8] = 2;
  const auto content = journal::decode(bytes);
  ASSERT_TRUE(content.damage);
  EXPECT_EQ(content.damage->what.en, "journal version 2; this program reads version 1");
}

TEST(Journal, RefusesToWriteATagThatItCouldNotRead) {
  JournalRecord record = record_of(Kind::Action, 1.0);
  record.action.tag.assign(journal::kLongestTag, 'x');
  std::vector<std::uint8_t> bytes = journal::header();
  journal::encode(record, bytes);
  EXPECT_EQ(journal::decode(bytes).records.size(), 1u);
  record.action.tag += 'x';
  EXPECT_THROW(journal::encode(record, bytes), std::length_error);
}

TEST(Journal, RandomBytesNeverCrashNorPassAsWhole) {
  RandomStream random(1, "journal");
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::uint8_t> bytes = journal::header();
    const std::size_t count = 1 + random.next() % 300;
    for (std::size_t k = 0; k < count; ++k) {
      bytes.push_back(static_cast<std::uint8_t>(random.next()));
    }
    const auto content = journal::decode(bytes);
    EXPECT_TRUE(content.is_torn || content.damage);
  }
}

} // namespace
} // namespace jixia
