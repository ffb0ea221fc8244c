#include "recording/attempt.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "base/file_io.h"
#include "base/random_stream.h"
#include "recording/attempt_header.h"
#include "recording/identity.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

namespace fs = std::filesystem;

AttemptHeader example_header() {
  AttemptHeader header;
  header.attempt_id = "1b4e28ba-2fa1-4d21-883f-0016d3cca427";
  header.pack_id = "centrifugal-pump";
  header.pack_version = "1.2.0";
  header.pack_digest = std::string(64, 'a');
  header.pack_folder = "/packs/离心泵";
  header.exercise = "cold-start";
  header.seed = 0xffffffffffffffffu;
  header.is_exam = true;
  header.learner_id = "2026001";
  header.learner_name = "王\"小\\明\n";
  header.class_name = "化工2601";
  header.build_id = "jixia 0.1.0 g++ 12.2";
  header.started_at = "2026-03-09T08:15:30.250Z";
  return header;
}

JournalRecord action(double time, double value) {
  JournalRecord record;
  record.time = sim_time(time);
  record.action = {"FV101.OP", value, OperatorAction::Actor::Learner};
  return record;
}

std::string contents(const fs::path& file) {
  Diagnostics problems;
  return read_file_limited(file, 1u << 30, problems).value_or("");
}

TEST(AttemptHeaderJson, GivesBackEveryField) {
  Diagnostics problems;
  const AttemptHeader header = example_header();
  const auto back = read_header(header_json(header), "attempt.json", problems);
  ASSERT_TRUE(back) << problems.text(Language::English);
  EXPECT_EQ(header_json(*back), header_json(header));
  EXPECT_EQ(back->seed, 0xffffffffffffffffu);
  EXPECT_EQ(back->learner_name, header.learner_name);
  EXPECT_TRUE(back->is_exam);
}

TEST(AttemptHeaderJson, NamesEveryFieldThatIsWrongAtOnce) {
  Diagnostics problems;
  EXPECT_FALSE(
      read_header(R"({"format":2,"attempt_id":"x","pack_id":3,"seed":-1})", "f", problems));
  const std::string text = problems.text(Language::English);
  for (const char* part : {"format", "pack_id", "exercise", "seed", "is_exam"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
}

TEST(AttemptHeaderJson, RefusesWhatIsNoAttempt) {
  Diagnostics problems;
  const std::string deep(60'000, '[');
  for (const std::string& text : {std::string(), std::string("[]"), std::string("{"), deep}) {
    EXPECT_FALSE(read_header(text, "f", problems));
  }
  AttemptHeader header = example_header();
  header.attempt_id = "../../etc/passwd";
  EXPECT_FALSE(read_header(header_json(header), "f", problems));
  header = example_header();
  header.learner_name.assign(5000, 'x');
  EXPECT_FALSE(read_header(header_json(header), "f", problems));
}

TEST(AttemptHeaderJson, ANameThatIsNotUtf8StillStarts) {
  AttemptHeader header = example_header();
  header.learner_name = "\xff\xfe";
  Diagnostics problems;
  EXPECT_TRUE(read_header(header_json(header), "f", problems));
}

class AttemptFolder : public ::testing::Test {
 protected:
  std::unique_ptr<AttemptWriter> create() {
    return AttemptWriter::create(folder_, example_header(), problems_);
  }
  std::string text() const { return problems_.text(Language::English); }

  TemporaryFolder temporary_;
  fs::path folder_ = temporary_ / "attempts/one";
  Diagnostics problems_;
};

TEST_F(AttemptFolder, LoadsWhatWasAppended) {
  {
    auto writer = create();
    ASSERT_TRUE(writer) << text();
    for (int k = 0; k < 100; ++k) {
      writer->append(action(k, k));
    }
  }
  const auto attempt = load_attempt(folder_, problems_);
  ASSERT_TRUE(attempt) << text();
  EXPECT_EQ(attempt->journal.size(), 100u);
  EXPECT_EQ(attempt->journal[42].action.value, 42.0);
  EXPECT_EQ(attempt->header.exercise, "cold-start");
  EXPECT_FALSE(attempt->is_torn);
  EXPECT_FALSE(attempt->is_finished());
}

TEST_F(AttemptFolder, IsNeverMadeOverAnotherOne) {
  ASSERT_TRUE(create());
  EXPECT_FALSE(create());
  EXPECT_NE(text().find("it exists already"), std::string::npos);
}

TEST_F(AttemptFolder, HasOneWriterAtATime) {
  auto first = create();
  ASSERT_TRUE(first);
  EXPECT_FALSE(AttemptWriter::reopen(folder_, problems_));
  EXPECT_NE(text().find("another program"), std::string::npos);
  first.reset();
  EXPECT_TRUE(AttemptWriter::reopen(folder_, problems_));
}

TEST_F(AttemptFolder, ReachesTheFileWithoutAnExplicitFlush) {
  auto writer = create();
  ASSERT_TRUE(writer);
  writer->append(action(1, 1));
  std::this_thread::sleep_for(AttemptWriter::kWriteInterval + std::chrono::milliseconds(5));
  writer->append(action(2, 2));
  EXPECT_EQ(load_attempt(folder_, problems_)->journal.size(), 2u);
}

TEST_F(AttemptFolder, CutAtAnyByteReopensAndGoesOn) {
  { // three records of 46 bytes
    auto writer = create();
    for (int k = 0; k < 3; ++k) {
      writer->append(action(k, k));
    }
  }
  const std::string whole = contents(folder_ / "journal.bin");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::ofstream(folder_ / "journal.bin", std::ios::binary) << whole.substr(0, size);
    const auto before = load_attempt(folder_, problems_);
    ASSERT_TRUE(before) << size << text();
    {
      auto writer = AttemptWriter::reopen(folder_, problems_);
      ASSERT_TRUE(writer) << size << text();
      writer->append(action(9, 9));
    }
    const auto after = load_attempt(folder_, problems_);
    ASSERT_TRUE(after) << size << text();
    EXPECT_FALSE(after->is_torn);
    ASSERT_EQ(after->journal.size(), before->journal.size() + 1);
    EXPECT_EQ(after->journal.back().action.value, 9.0);
  }
}

TEST_F(AttemptFolder, DamageInTheMiddleIsRefusedWithItsOffsetAndNotCutOff) {
  {
    auto writer = create();
    writer->append(action(1, 1));
    writer->append(action(2, 2));
  }
  std::string bytes = contents(folder_ / "journal.bin");
  bytes[30] ^= 1;
  std::ofstream(folder_ / "journal.bin", std::ios::binary) << bytes;
  EXPECT_FALSE(load_attempt(folder_, problems_));
  EXPECT_NE(text().find("at byte 12: a record is damaged"), std::string::npos) << text();
  EXPECT_FALSE(AttemptWriter::reopen(folder_, problems_));
  EXPECT_EQ(contents(folder_ / "journal.bin"), bytes);
}

TEST_F(AttemptFolder, MissingPartsAreNamed) {
  EXPECT_FALSE(load_attempt(folder_, problems_));
  ASSERT_TRUE(create());
  fs::remove(folder_ / "journal.bin");
  EXPECT_FALSE(load_attempt(folder_, problems_));
  EXPECT_NE(text().find("journal.bin: error: cannot read"), std::string::npos) << text();
}

TEST_F(AttemptFolder, ALinkInPlaceOfTheJournalIsNotFollowed) {
  ASSERT_TRUE(create());
  fs::rename(folder_ / "journal.bin", temporary_ / "elsewhere");
  fs::create_symlink(temporary_ / "elsewhere", folder_ / "journal.bin");
  EXPECT_FALSE(AttemptWriter::reopen(folder_, problems_));
}

/// Makes files of this process end at `bytes`, as a full disk would.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    old_handler_ = ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &old_);
    rlimit limit = old_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    ::signal(SIGXFSZ, old_handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit old_{};
  void (*old_handler_)(int) = nullptr;
};

TEST_F(AttemptFolder, AFullDiskIsReportedAndLosesNothingOnceThereIsRoom) {
  auto writer = create();
  ASSERT_TRUE(writer);
  {
    const FullDisk full(100); // the header, one record and a part of the second
    for (int k = 0; k < 20; ++k) {
      writer->append(action(k, k));
    }
    EXPECT_FALSE(writer->flush(true));
    EXPECT_NE(writer->trouble().en.find("cannot be written"), std::string::npos);
    EXPECT_TRUE(load_attempt(folder_, problems_)->is_torn);
  }
  EXPECT_TRUE(writer->flush(true));
  EXPECT_TRUE(writer->trouble().empty());
  const auto attempt = load_attempt(folder_, problems_);
  ASSERT_EQ(attempt->journal.size(), 20u);
  EXPECT_FALSE(attempt->is_torn);
  EXPECT_EQ(attempt->journal.back().action.value, 19.0);
}

TEST_F(AttemptFolder, ADiskThatIsFullAtTheStartLeavesNoHalfAttempt) {
  {
    const FullDisk full(5);
    EXPECT_FALSE(create());
    EXPECT_TRUE(problems_.has_errors());
  }
  EXPECT_FALSE(fs::exists(folder_));
  EXPECT_TRUE(create());
}

/// What a child that is about to be killed tells its parent, in memory that both see.
struct KillNotes {
  static constexpr std::size_t kMost = 100'000;
  std::atomic<std::size_t> begun{0}, ended{0};
  std::int64_t before_us[kMost], after_us[kMost]; ///< around each append()
};

std::int64_t now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

[[noreturn]] void append_until_killed(const fs::path& folder, std::size_t first, KillNotes& notes) {
  Diagnostics problems;
  auto writer = AttemptWriter::reopen(folder, problems);
  RandomStream random(first, "child");
  for (std::size_t k = first; writer != nullptr && k < KillNotes::kMost; ++k) {
    notes.before_us[k] = now_us();
    notes.begun = k + 1;
    writer->append(action(static_cast<double>(k), static_cast<double>(k)));
    notes.after_us[k] = now_us();
    notes.ended = k + 1;
    ::usleep(static_cast<useconds_t>(random.next() % 2000));
  }
  ::_exit(1);
}

// The promise of AttemptWriter: what is lost was appended less than kWriteInterval before the last
// append() that came back. A chain of 50 kills of one attempt, each after 1 to 150 ms.
TEST_F(AttemptFolder, FiftyKillsLoseLessThanTheWriteIntervalEachAndNeverTheRest) {
  ASSERT_TRUE(create());
  void* memory =
      ::mmap(nullptr, sizeof(KillNotes), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  auto& notes = *new (memory) KillNotes;
  RandomStream random(7, "kill");
  std::size_t kept = 0, lost = 0;
  for (int kill = 0; kill < 50; ++kill) {
    notes.begun = kept;
    notes.ended = kept;
    const pid_t child = ::fork();
    if (child == 0) {
      append_until_killed(folder_, kept, notes);
    }
    ::usleep(1000 + static_cast<useconds_t>(random.next() % 150'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);

    const auto attempt = load_attempt(folder_, problems_);
    ASSERT_TRUE(attempt) << text();
    kept = attempt->journal.size();
    ASSERT_LE(kept, notes.begun);
    for (std::size_t k = 0; k < kept; ++k) {
      ASSERT_EQ(attempt->journal[k].action.value, static_cast<double>(k));
    }
    for (std::size_t k = kept; k < notes.ended; ++k) {
      const std::int64_t age_us = notes.before_us[notes.ended - 1] - notes.after_us[k];
      EXPECT_LT(age_us, std::chrono::microseconds(AttemptWriter::kWriteInterval).count());
      ++lost;
    }
  }
  EXPECT_GT(kept, 200u);
  EXPECT_GT(lost, 0u) << "the kills never hit unwritten records: the test shows nothing";
  ::munmap(memory, sizeof(KillNotes));
}

TEST(Uuid, Version5MatchesThePublishedExample) {
  // RFC 4122 erratum 1352 / Python docs: uuid5(NAMESPACE_DNS, "python.org").
  EXPECT_EQ(make_named_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org"),
            "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(Uuid, RandomOnesDifferAndAreVersion4) {
  const std::string a = make_uuid();
  EXPECT_TRUE(is_uuid(a));
  EXPECT_EQ(a[14], '4');
  EXPECT_NE(std::string("89ab").find(a[19]), std::string::npos);
  EXPECT_NE(a, make_uuid());
  EXPECT_FALSE(is_uuid("1b4e28ba-2fa1-4d21-883f-0016d3cca42"));
  EXPECT_FALSE(is_uuid("1b4e28ba-2fa1-4d21-883f_0016d3cca427"));
}

TEST(Sha256, OfAbcIsTheOneOfFips180) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Rfc3339, WritesAndReadsTheSameInstant) {
  EXPECT_EQ(rfc3339_text(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(rfc3339_text(1'000'000'000'007), "2001-09-09T01:46:40.007Z"); // date -u -d @1000000000
  EXPECT_EQ(read_rfc3339("2001-09-09T01:46:40.007Z"), 1'000'000'000'007);
  EXPECT_EQ(read_rfc3339("2001-09-09T01:46:40Z"), 1'000'000'000'000);
  EXPECT_EQ(rfc3339_text(951'782'400'000), "2000-02-29T00:00:00.000Z");
}

TEST(Rfc3339, RefusesOtherForms) {
  for (const char* text : {"", "2001-09-09", "2001-02-30T00:00:00Z", "2001-09-09T24:00:00Z",
                           "2001-09-09T01:46:40+08:00", "2001-09-09T01:46:40.0071", "x"}) {
    EXPECT_EQ(read_rfc3339(text), -1) << text;
  }
}

} // namespace
} // namespace jixia
