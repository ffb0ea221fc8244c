#pragma once

#include <memory>
#include <optional>

#include "app/finish_attempt.h"
#include "app/library_worker.h"
#include "geometry/model_library.h"
#include "hmi/app_services.h"
#include "scene/plant_scene.h"
#include "world/component_registry.h"

namespace jixia {

/// The program around the window: packs, roster, attempts on disk, reports, outbox.
class WindowServices final : public hmi::AppServices {
 public:
  explicit WindowServices(Language language);
  ~WindowServices() override;

  /// The language a --lang option asked for; it wins over the one kept.
  void force_language(Language language) { forced_language_ = language; }
  void force_seed(std::uint64_t seed) { seed_ = seed; }
  void force_attempt_folder(std::filesystem::path folder) { next_folder_ = std::move(folder); }

  /// A pack from anywhere on the disk joins those that are found.
  void add(const Scenario& scenario);
  /// Of the roster, or a learner of that number alone.
  hmi::Learner find_learner(const std::string& id);

  std::vector<hmi::PackSummary> packs() override;
  std::vector<hmi::Learner> roster() override;
  std::vector<hmi::PastScore> past_scores() override;
  std::vector<hmi::UnfinishedAttempt> unfinished() override;
  Session* start(const hmi::StartRequest& request, Text& problem) override;
  Session* resume(const std::filesystem::path& attempt, Text& problem) override;
  Session* repeat(SimTime time, Text& problem) override;
  hmi::StartRequest request() override;
  Session* watch(const std::optional<hmi::StartRequest>& request, Text& problem) override;
  void stop_watching() override;
  void keep_records() override;
  hmi::FinishedRun finish() override;
  std::optional<std::filesystem::path> write_report(Language language, Text& problem) override;
  void leave() override;
  PlantScene* picture() override;
  hmi::WindowSettings settings() override;
  void keep_settings(const hmi::WindowSettings& settings) override;
  hmi::LibraryDesk& library() override { return library_; }
  hmi::TeacherSettings teacher_settings() override;
  std::optional<Text> keep_teacher_settings(const hmi::TeacherSettings& settings) override;

 private:
  const Scenario* load(const std::string& pack, Text& problem);
  Session* begin(std::unique_ptr<Session> session, std::unique_ptr<AttemptWriter> writer);
  std::unique_ptr<AttemptWriter> create_writer(const Session& session, const hmi::Learner& learner, Diagnostics& problems);
  void keep_progress();

  Language language_;              ///< of the system, where nothing else says
  Language language_now_ = language_;
  std::optional<Language> forced_language_;
  std::uint64_t seed_ = 1;
  std::filesystem::path next_folder_;
  ComponentRegistry registry_;
  std::vector<std::unique_ptr<Scenario>> scenarios_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<AttemptWriter> writer_;
  AttemptHeader header_;
  std::unique_ptr<Session> watched_;
  int steps_kept_ = -1; ///< that the attempt's progress file says are done
  std::optional<FinishedAttempt> finished_;
  std::optional<ModelLibrary> models_;
  Diagnostics findings_; ///< of the scene; the pack's check reports them
  std::unique_ptr<PlantScene> picture_;
  Language picture_language_ = Language::Chinese;
  const Tag* first_tag_ = nullptr; ///< of the world the picture is bound to
  LibraryWorker library_;
};

} // namespace jixia
