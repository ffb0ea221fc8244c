#include "app/draw_pictures.h"

#include "base/program_folder.h"
#include "hmi/offscreen_window.h"

namespace jixia {
namespace {

constexpr int kWidth = 1366, kHeight = 768;

/// Shows one session that exists already; there is nothing else to choose.
/// Pictures of a run show no library.
class NoLibrary final : public hmi::LibraryDesk {
 public:
  hmi::LibraryView view() override { return {}; }
  void ask(const hmi::LibraryAsk&) override {}
};

class OneSession final : public hmi::AppServices {
 public:
  OneSession(Session& session, const Verification& verification, Language language)
      : session_(session), verification_(verification), language_(language) {
    if (!session.scenario().scene.models.empty()) {
      library_ = load_model_library(assets_folder() / "models");
      picture_ = std::make_unique<PlantScene>(session.scenario(), library_, session.world(),
                                              language, findings_);
    }
  }

  std::vector<hmi::PackSummary> packs() override { return {hmi::summary_of(session_.scenario())}; }
  std::vector<hmi::Learner> roster() override { return {}; }
  std::vector<hmi::PastScore> past_scores() override { return {}; }
  std::vector<hmi::UnfinishedAttempt> unfinished() override { return {}; }
  Session* start(const hmi::StartRequest&, Text&) override { return &session_; }
  Session* resume(const std::filesystem::path&, Text&) override { return &session_; }
  Session* repeat(SimTime, Text&) override { return nullptr; }
  hmi::StartRequest request() override { return {}; }
  Session* watch(const std::optional<hmi::StartRequest>&, Text&) override { return nullptr; }
  void stop_watching() override {}
  void keep_records() override {}
  hmi::FinishedRun finish() override {
    hmi::FinishedRun run;
    run.is_verified = verification_.is_verified;
    run.verification = verification_.reason;
    run.number = verification_.number;
    return run;
  }
  std::optional<std::filesystem::path> write_report(Language, Text&) override { return {}; }
  void leave() override {}
  PlantScene* picture() override { return picture_.get(); }
  hmi::WindowSettings settings() override { return {language_, 100, "", false}; }
  hmi::LibraryDesk& library() override { return no_library_; }
  hmi::TeacherSettings teacher_settings() override { return {}; }
  std::optional<Text> keep_teacher_settings(const hmi::TeacherSettings&) override { return {}; }
  void keep_settings(const hmi::WindowSettings&) override {}

 private:
  NoLibrary no_library_;
  Session& session_;
  const Verification& verification_;
  Language language_;
  Diagnostics findings_; // the pack's check reports them
  ModelLibrary library_;
  std::unique_ptr<PlantScene> picture_;
};

struct Shot {
  const char* name;
  hmi::Page page;
  hmi::Tab tab;
};

constexpr Shot kShots[] = {
    {"plant", hmi::Page::Training, hmi::Tab::Plant},
    {"dcs", hmi::Page::Training, hmi::Tab::Dcs},
    {"trends", hmi::Page::Training, hmi::Tab::Trend},
    {"debrief", hmi::Page::Debrief, hmi::Tab::Plant},
};

} // namespace

std::vector<std::filesystem::path> draw_pictures(Session& session, const Verification& verification,
                                                 Language language,
                                                 const std::filesystem::path& folder,
                                                 Diagnostics& problems) {
  std::vector<std::filesystem::path> pictures;
  OneSession services(session, verification, language);
  Text problem;
  const auto window = hmi::make_offscreen_window(services, kWidth, kHeight, problem);
  const auto warn = [&](const Text& why) {
    problems.warning({}, fill({"没有出图：{0}", "no pictures: {0}"}, std::vector{why}));
    return pictures;
  };
  if (!window) {
    return warn(problem);
  }
  window->content().state().language = language;
  window->content().state().looks_back = true;
  if (const Text refused = window->content().start({session.scenario().id, session.exercise().id, {}, false});
      !refused.empty()) {
    return warn(refused);
  }
  for (const Shot& shot : kShots) {
    hmi::UiState& state = window->content().state();
    state.looks_back = shot.page == hmi::Page::Training;
    state.page = shot.page;
    state.tab = shot.tab;
    const std::filesystem::path file = folder / (std::string(shot.name) + ".png");
    if (!window->frames(4) || !window->save_png(file)) {
      return warn(window->problem());
    }
    pictures.push_back(file);
  }
  return pictures;
}

} // namespace jixia
