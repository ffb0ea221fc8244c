// What the program around the window does with attempts on disk: real packs, a data folder of its
// own.
#include "app/window_services.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/attempt_progress.h"
#include "app/attempt_result.h"
#include "support/temporary_folder.h"

namespace jixia {
namespace {

class Services : public ::testing::Test {
 protected:
  Services() {
    setenv("JIXIA_DATA", data_.path().c_str(), 1);
    setenv("JIXIA_SCENARIOS", (std::filesystem::path(JIXIA_SOURCE_DIR) / "scenarios").c_str(), 1);
    services_.emplace(Language::Chinese);
  }

  /// Runs to `until` seconds and opens HV101 at 10 s.
  void operate(Session& session, double until) {
    while (seconds(session.world().time()) < until) {
      if (seconds(session.world().time()) == 10) {
        session.submit({"HV101.POS", 1.0});
      }
      session.advance();
      services_->keep_records();
    }
  }

  Session* begin() {
    Text problem;
    return services_->start(
        {"centrifugal-pump", "cold-start", {"26010203", "林一帆", "化工 2 班", "lyf"}, false},
        problem);
  }

  std::filesystem::path newest_attempt() const {
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(data_.path() / "attempts")) {
      if (newest.empty() ||
          std::filesystem::last_write_time(entry) > std::filesystem::last_write_time(newest)) {
        newest = entry.path();
      }
    }
    return newest;
  }

  TemporaryFolder data_;
  std::optional<WindowServices> services_;
};

TEST_F(Services, RepeatFromALostPointIsAnAttemptThatReplaysAndVerifies) {
  Session* first = begin();
  ASSERT_NE(first, nullptr);
  operate(*first, 40);
  const double position = first->log().find_series("HV101.POS")->at(sim_time(25));
  services_->finish();
  Text problem;
  Session* second = services_->repeat(sim_time(25), problem);
  ASSERT_NE(second, nullptr) << problem.en;
  EXPECT_EQ(second->world().time(), sim_time(25));
  EXPECT_FALSE(second->options().is_exam);
  ASSERT_EQ(second->log().actions().size(), 1U);
  EXPECT_EQ(second->log().actions()[0].time, sim_time(10));
  EXPECT_EQ(second->world().value("HV101.POS"), position);
  EXPECT_EQ(services_->request().learner.name, "林一帆");
  second->submit({"HV101.POS", 0.0}); // and now otherwise
  operate(*second, 60);
  const hmi::FinishedRun finished = services_->finish();
  EXPECT_TRUE(finished.is_verified) << finished.verification.en;
}

TEST_F(Services, AResumedAttemptKnowsWhoseItIs) {
  Session* session = begin();
  operate(*session, 20);
  services_->leave();
  const auto folder = newest_attempt();
  services_.emplace(Language::Chinese);
  Text problem;
  ASSERT_NE(services_->resume(folder, problem), nullptr) << problem.en;
  EXPECT_EQ(services_->request().learner.name, "林一帆");
  EXPECT_EQ(services_->request().learner.class_name, "化工 2 班");
  EXPECT_EQ(services_->request().exercise, "cold-start");
}

TEST_F(Services, AnInterruptedAttemptShowsItsStepsAndAFinishedOneKeepsNoTrace) {
  Session* session = begin();
  operate(*session, 3);
  services_->leave();
  const auto unfinished = services_->unfinished();
  ASSERT_EQ(unfinished.size(), 1U);
  EXPECT_EQ(unfinished[0].steps, calc_progress(begin()->score()).steps);
  EXPECT_EQ(unfinished[0].steps_done, 0);
  const auto folder = newest_attempt();
  services_->finish();
  EXPECT_FALSE(std::filesystem::exists(folder / "progress.json"));
}

TEST_F(Services, WatchingLeavesNoAttemptBehind) {
  Session* session = begin();
  operate(*session, 5);
  const auto count = [&] {
    return std::distance(std::filesystem::directory_iterator(data_.path() / "attempts"), {});
  };
  const auto before = count();
  Text problem;
  Session* watched = services_->watch(hmi::StartRequest{"box-transfer", "", {}, false}, problem);
  ASSERT_NE(watched, nullptr) << problem.en;
  watched->advance();
  services_->stop_watching();
  EXPECT_EQ(count(), before);
  EXPECT_EQ(services_->request().pack, "centrifugal-pump");
}

TEST_F(Services, TeacherSettingsAreKeptAndWrongAddressesRefused) {
  hmi::TeacherSettings settings = services_->teacher_settings();
  settings.home_page = "https://linzi.example";
  settings.activity_base = "https://linzi.example/xapi";
  settings.ilab_title = "离心泵单元";
  EXPECT_FALSE(services_->keep_teacher_settings(settings));
  EXPECT_EQ(services_->teacher_settings().home_page, "https://linzi.example");
  EXPECT_EQ(services_->teacher_settings().ilab_title, "离心泵单元");
  for (const char* wrong : {"", "linzi.example", "https://a b", "javascript:x", "http://\"x\""}) {
    settings.home_page = wrong;
    EXPECT_TRUE(services_->keep_teacher_settings(settings)) << wrong;
  }
  EXPECT_EQ(services_->teacher_settings().home_page, "https://linzi.example");
}

TEST_F(Services, ABrokenRosterLineIsNamed) {
  std::ofstream(data_.path() / "roster.csv") << "26010203,林一帆,化工 2 班,lyf\n只有姓名\n";
  const auto settings = services_->teacher_settings();
  ASSERT_EQ(settings.roster_problems.size(), 1U);
  EXPECT_NE(settings.roster_problems[0].zh.find("第 2 行"), std::string::npos);
}

TEST_F(Services, ADamagedProgressFileIsNotKnown) {
  const auto folder = data_.path() / "a";
  std::filesystem::create_directories(folder);
  for (const char* text : {"", "[1]", "{\"done\": 9, \"steps\": 3}", "{\"done\": -1, \"steps\": 3}",
                           "{\"done\": \"x\"}"}) {
    std::ofstream(folder / "progress.json") << text;
    EXPECT_EQ(load_progress(folder).steps_done, 0) << text;
  }
  write_progress(folder, {4, 11});
  EXPECT_EQ(load_progress(folder).steps_done, 4);
  EXPECT_EQ(load_progress(folder).steps, 11);
}

} // namespace
} // namespace jixia
