#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

#include "base/program_folder.h"
#include "control/register_control.h"
#include "factory/register_factory.h"
#include "hmi/app_services.h"
#include "process/register_process.h"
#include "scenario/load_scenario.h"
#include "session/play_actions.h"
#include "world/register_world.h"

namespace jixia::test {

/// A library that is one view and remembers what it was asked.
struct FakeLibraryDesk final : hmi::LibraryDesk {
  hmi::LibraryView view() override { return shown; }
  void ask(const hmi::LibraryAsk& ask) override { asked.push_back(ask); }
  hmi::LibraryView shown;
  std::vector<hmi::LibraryAsk> asked;
};

/// The program around the window, in memory: the packs of the source tree, a class, no files.
class FakeServices final : public hmi::AppServices {
 public:
  explicit FakeServices(const std::filesystem::path& scenarios) {
    register_world(registry_);
    control::register_control(registry_);
    process::register_process(registry_);
    factory::register_factory(registry_);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scenarios)) {
      if (entry.path().filename() == "pack.yaml") {
        if (const Scenario* scenario = load_once(entry.path().parent_path())) {
          scenarios_.push_back(scenario);
        }
      }
    }
  }

  std::vector<hmi::PackSummary> packs() override {
    std::vector<hmi::PackSummary> packs;
    for (const Scenario* scenario : scenarios_) {
      packs.push_back(hmi::summary_of(*scenario));
    }
    packs.insert(packs.end(), more_packs.begin(), more_packs.end());
    return packs;
  }
  std::vector<hmi::Learner> roster() override {
    const std::string c = "2026 级化工 2 班";
    return {{"26010203", "林一帆", c, "lyf"}, {"26010204", "林知远", c, "lzy"}, {"26010211", "凌霄", c, "lx"},
            {"26010215", "蔺若水", c, "lrs"}, {"26010219", "林子墨", c, "lzm"}, {"26010226", "林晚晴", c, "lwq"},
            {"26010231", "凌云志", c, "lyz"}, {"26010232", "喆䶮", c, "zy"}};
  }
  std::vector<hmi::PastScore> past_scores() override {
    return {{"26010203", "centrifugal-pump", "cold-start", 71.0, 1}, {"26010204", "centrifugal-pump", "cold-start", 88.0, 3},
            {"26010215", "centrifugal-pump", "shutdown", 64.5, 2}, {"26010219", "centrifugal-pump", "cold-start", 92.0, 4}};
  }
  std::vector<hmi::UnfinishedAttempt> unfinished() override { return unfinished_attempts; }

  Session* start(const hmi::StartRequest& request, Text& problem) override {
    request_ = request;
    session_ = make_session(request, problem);
    show(session_.get());
    starts += session_ ? 1 : 0;
    return session_.get();
  }
  Session* resume(const std::filesystem::path&, Text& problem) override {
    problem = {"没有可继续的练习", "nothing to resume"};
    return nullptr;
  }
  Session* repeat(SimTime time, Text& problem) override {
    const auto actions = session_->log().actions();
    request_.is_exam = false;
    session_ = make_session(request_, problem);
    play_actions(*session_, actions, time);
    show(session_.get());
    ++repeats;
    return session_.get();
  }
  hmi::StartRequest request() override { return request_; }
  Session* watch(const std::optional<hmi::StartRequest>& request, Text& problem) override {
    hmi::StartRequest wanted = request.value_or(request_);
    wanted.is_exam = false;
    watched_ = make_session(wanted, problem);
    show(watched_.get());
    return watched_.get();
  }
  void stop_watching() override {
    watched_.reset();
    show(session_.get());
  }
  void keep_records() override {}
  hmi::FinishedRun finish() override {
    session_->finish();
    ++finishes;
    return {true, {"回放一致  签名有效", "replay agrees, signature valid"}, "7C41-09AE", {}, {}, {}};
  }
  std::optional<std::filesystem::path> write_report(Language, Text& problem) override {
    problem = {"没有报告", "no report"};
    return std::nullopt;
  }
  void leave() override {
    picture_.reset();
    watched_.reset();
    session_.reset();
  }
  PlantScene* picture() override { return picture_.get(); }
  hmi::WindowSettings settings() override { return kept; }
  void keep_settings(const hmi::WindowSettings& settings) override { kept = settings; }

  hmi::LibraryDesk& library() override { return library_desk; }

  hmi::TeacherSettings teacher_settings() override { return teacher; }
  std::optional<Text> keep_teacher_settings(const hmi::TeacherSettings& settings) override {
    teacher = settings;
    return std::nullopt;
  }

  Session* session() { return session_.get(); }
  Session* watched() { return watched_.get(); }
  const Diagnostics& problems() const { return problems_; }

  hmi::WindowSettings kept;
  std::vector<hmi::UnfinishedAttempt> unfinished_attempts;
  std::vector<hmi::PackSummary> more_packs;
  hmi::TeacherSettings teacher{"https://school.example", "https://school.example/xapi", "", "", "", "/home/teacher/.local/share/jixia/roster.csv", {}, 3};
  FakeLibraryDesk library_desk;
  int starts = 0, finishes = 0, repeats = 0;

 private:
  std::unique_ptr<Session> make_session(const hmi::StartRequest& request, Text& problem) {
    for (const Scenario* scenario : scenarios_) {
      const Exercise* exercise = scenario->id == request.pack ? find_exercise(*scenario, request.exercise) : nullptr;
      if (exercise != nullptr) {
        Session::Options options;
        options.is_exam = request.is_exam;
        problems_ = {};
        return Session::start(*scenario, *exercise, registry_, options, problems_);
      }
    }
    problem = {"没有这个练习", "no such exercise"};
    return nullptr;
  }
  void show(const Session* session) {
    picture_.reset();
    if (session != nullptr && !session->scenario().scene.models.empty() && !models().models.empty()) {
      picture_ = std::make_unique<PlantScene>(session->scenario(), models(), session->world(), Language::Chinese, scene_problems_);
    }
  }

  /// Packs and models do not change while a test program runs, and loading them takes a second.
  const Scenario* load_once(const std::filesystem::path& folder) {
    static std::map<std::filesystem::path, std::optional<Scenario>> loaded;
    const auto found = loaded.find(folder);
    auto& scenario = found != loaded.end() ? found->second : loaded[folder] = load_scenario(folder, problems_);
    return scenario ? &*scenario : nullptr;
  }
  static const ModelLibrary& models() {
    static const ModelLibrary loaded = load_model_library(assets_folder() / "models");
    return loaded;
  }

  ComponentRegistry registry_;
  Diagnostics problems_, scene_problems_;
  std::vector<const Scenario*> scenarios_;
  hmi::StartRequest request_;
  std::unique_ptr<Session> session_, watched_;
  std::unique_ptr<PlantScene> picture_;
};

} // namespace jixia::test
