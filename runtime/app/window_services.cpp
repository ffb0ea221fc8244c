#include "app/window_services.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/attempt_result.h"
#include "app/attempt_progress.h"
#include "app/learner_records.h"
#include "app/new_attempt.h"
#include "app/school_settings.h"
#include "base/file_io.h"
#include "base/program_folder.h"
#include "catalogue/component_catalogue.h"
#include "exporting/html_report.h"
#include "link/outbox.h"
#include "scenario/find_pack.h"
#include "scenario/load_scenario.h"
#include "session/play_actions.h"
#include "session/replay.h"

namespace jixia {
namespace {

constexpr std::size_t kMostSettingsBytes = 64 * 1024;

Text first_problem(const Diagnostics& problems) {
  for (const Diagnostic& found : problems.all()) {
    if (found.severity == Diagnostic::Severity::Error) {
      return found.problem;
    }
  }
  return {"不能开始", "cannot start"};
}

std::filesystem::path settings_file() { return find_data_folder() / "settings.json"; }

} // namespace

WindowServices::WindowServices(Language language)
    : language_(language), registry_(make_registry()) {
  for (const auto& folder : all_packs()) {
    Diagnostics ignored; // `jixia list` and jixia-pack check say what is wrong with a pack
    if (std::optional<Scenario> scenario = load_scenario(folder, ignored)) {
      scenarios_.push_back(std::make_unique<Scenario>(std::move(*scenario)));
    }
  }
}

WindowServices::~WindowServices() = default;

void WindowServices::add(const Scenario& scenario) {
  std::erase_if(scenarios_, [&](const auto& known) { return known->id == scenario.id; });
  scenarios_.push_back(std::make_unique<Scenario>(scenario));
}

hmi::Learner WindowServices::find_learner(const std::string& id) {
  for (const hmi::Learner& learner : roster()) {
    if (learner.id == id) {
      return learner;
    }
  }
  return {id, id, "", ""};
}

std::vector<hmi::PackSummary> WindowServices::packs() {
  for (const std::filesystem::path& folder : library_.take_fetched()) {
    Diagnostics ignored;
    if (const std::optional<Scenario> scenario = load_scenario(folder, ignored)) {
      add(*scenario);
    }
  }
  std::vector<hmi::PackSummary> summaries;
  for (const auto& scenario : scenarios_) {
    summaries.push_back(hmi::summary_of(*scenario));
  }
  return summaries;
}

std::vector<hmi::Learner> WindowServices::roster() {
  Diagnostics ignored;
  std::vector<hmi::Learner> learners;
  for (const RosterLine& line : load_roster(ignored)) {
    learners.push_back({line.id, line.name, line.class_name, line.initials});
  }
  if (learners.empty()) {
    const Text guest{"本机学员", "Local learner"};
    learners.push_back({"local", guest.in(settings().language), "", "bj"});
  }
  return learners;
}

std::vector<hmi::PastScore> WindowServices::past_scores() {
  std::vector<hmi::PastScore> scores;
  for (const KeptAttempt& kept : list_attempts()) {
    if (!kept.is_finished) {
      continue;
    }
    auto same = std::find_if(scores.begin(), scores.end(), [&](const hmi::PastScore& score) {
      return score.learner == kept.learner_id && score.pack == kept.pack_id &&
             score.exercise == kept.exercise;
    });
    if (same == scores.end()) {
      scores.push_back({kept.learner_id, kept.pack_id, kept.exercise});
      same = scores.end() - 1;
    }
    same->best = std::max(same->best, kept.score);
    ++same->tries;
  }
  return scores;
}

std::vector<hmi::UnfinishedAttempt> WindowServices::unfinished() {
  std::vector<hmi::UnfinishedAttempt> list;
  for (const KeptAttempt& kept : list_attempts()) {
    Text ignored;
    const Scenario* scenario = kept.is_finished ? nullptr : load(kept.pack_id, ignored);
    const Exercise* exercise = scenario ? find_exercise(*scenario, kept.exercise) : nullptr;
    if (exercise != nullptr) {
      const std::string when = kept.started_at.substr(5, 5) + " " + kept.started_at.substr(11, 5);
      const AttemptProgress progress = load_progress(kept.folder);
      list.push_back({kept.folder, scenario->title, exercise->title, kept.learner_name, when,
                      kept.reached, exercise->duration, progress.steps_done, progress.steps});
    }
  }
  return list;
}

const Scenario* WindowServices::load(const std::string& pack, Text& problem) {
  for (const auto& scenario : scenarios_) {
    if (scenario->id == pack) {
      return scenario.get();
    }
  }
  problem = fill({"没有场景包 {0}", "there is no pack {0}"}, std::vector{pack});
  return nullptr;
}

Session* WindowServices::start(const hmi::StartRequest& request, Text& problem) {
  leave();
  const Scenario* scenario = load(request.pack, problem);
  const Exercise* exercise = scenario ? find_exercise(*scenario, request.exercise) : nullptr;
  if (exercise == nullptr) {
    return nullptr;
  }
  Diagnostics problems;
  Session::Options options;
  options.seed = seed_;
  options.is_exam = request.is_exam;
  std::unique_ptr<Session> session =
      Session::start(*scenario, *exercise, registry_, options, problems);
  std::unique_ptr<AttemptWriter> writer;
  if (session) {
    writer = create_writer(*session, request.learner, problems);
  }
  if (!writer) {
    problem = first_problem(problems);
    return nullptr;
  }
  return begin(std::move(session), std::move(writer));
}

Session* WindowServices::resume(const std::filesystem::path& folder, Text& problem) {
  leave();
  Diagnostics problems;
  const std::optional<Attempt> attempt = load_attempt(folder, problems);
  const Scenario* scenario = attempt ? load(attempt->header.pack_id, problem) : nullptr;
  std::unique_ptr<Session> session;
  std::unique_ptr<AttemptWriter> writer;
  if (scenario != nullptr) {
    session = resume_attempt(*attempt, *scenario, registry_, problems);
    writer = session ? AttemptWriter::reopen(folder, problems) : nullptr;
  }
  if (!writer) {
    problem = problems.has_errors() ? first_problem(problems) : problem;
    return nullptr;
  }
  header_ = attempt->header;
  return begin(std::move(session), std::move(writer));
}

std::unique_ptr<AttemptWriter> WindowServices::create_writer(const Session& session,
                                                            const hmi::Learner& learner,
                                                            Diagnostics& problems) {
  header_ = make_attempt_header(session.scenario(), session.exercise(), session.options(),
                                learner.id, learner.name);
  header_.class_name = learner.class_name;
  auto writer = create_attempt(header_, next_folder_, problems);
  next_folder_.clear();
  return writer;
}

Session* WindowServices::repeat(SimTime time, Text& problem) {
  if (!session_) {
    problem = {"没有可重练的练习", "there is no run to take up again"};
    return nullptr;
  }
  const std::vector<RunLog::ActionRecord> actions = session_->log().actions();
  const hmi::Learner learner = request().learner;
  Session::Options options;
  options.seed = header_.seed;
  Diagnostics problems;
  auto session = Session::start(session_->scenario(), session_->exercise(), registry_, options, problems);
  leave();
  std::unique_ptr<AttemptWriter> writer;
  if (session) {
    writer = create_writer(*session, learner, problems);
  }
  if (!writer) {
    problem = first_problem(problems);
    return nullptr;
  }
  begin(std::move(session), std::move(writer));
  play_actions(*session_, actions, time);
  return session_.get();
}

hmi::StartRequest WindowServices::request() {
  return {header_.pack_id, header_.exercise,
          {header_.learner_id, header_.learner_name, header_.class_name, ""}, header_.is_exam};
}

Session* WindowServices::watch(const std::optional<hmi::StartRequest>& request, Text& problem) {
  const hmi::StartRequest wanted = request.value_or(this->request());
  const Scenario* scenario = load(wanted.pack, problem);
  const Exercise* exercise = scenario ? find_exercise(*scenario, wanted.exercise) : nullptr;
  if (exercise == nullptr) {
    return nullptr;
  }
  Session::Options options; // as practice, so that it can be moved back and forth
  options.seed = request ? seed_ : header_.seed;
  Diagnostics problems;
  stop_watching();
  watched_ = Session::start(*scenario, *exercise, registry_, options, problems);
  if (!watched_) {
    problem = first_problem(problems);
  }
  return watched_.get();
}

void WindowServices::stop_watching() {
  picture_.reset();
  watched_.reset();
}

Session* WindowServices::begin(std::unique_ptr<Session> session,
                               std::unique_ptr<AttemptWriter> writer) {
  session_ = std::move(session);
  writer_ = std::move(writer);
  session_->record_to(writer_.get());
  steps_kept_ = -1;
  return session_.get();
}

void WindowServices::keep_records() {
  if (writer_) {
    writer_->flush();
    keep_progress();
  }
}

/// Beside the journal, for the start page: how many steps are done. Written when one more is.
void WindowServices::keep_progress() {
  const AttemptProgress progress = calc_progress(session_->score());
  if (progress.steps_done != steps_kept_) {
    steps_kept_ = progress.steps_done;
    write_progress(writer_->folder(), progress);
  }
}

hmi::FinishedRun WindowServices::finish() {
  hmi::FinishedRun run;
  if (!session_ || !writer_) {
    return run;
  }
  Diagnostics problems;
  session_->finish();
  remove_progress(writer_->folder());
  finished_ = finish_attempt(*session_, header_, *writer_, settings().language, false, problems);
  library_.note_new_result();
  run.is_verified = finished_->verification.is_verified;
  run.verification = problems.has_errors() ? first_problem(problems) : finished_->verification.reason;
  run.number = finished_->verification.number;
  run.folder = finished_->folder;
  run.report_html = finished_->html;
  run.report_pdf = finished_->pdf;
  return run;
}

std::optional<std::filesystem::path> WindowServices::write_report(Language language, Text& problem) {
  if (!session_ || !finished_) {
    problem = {"练习还没有结束", "the exercise has not ended"};
    return std::nullopt;
  }
  const ReportData data = collect_attempt_report(*session_, header_, finished_->verification);
  const std::filesystem::path file = finished_->folder / "report" / "report.html";
  Diagnostics problems;
  if (!write_file_atomically(file, html_report(data, language), problems)) {
    problem = first_problem(problems);
    return std::nullopt;
  }
  return file;
}

void WindowServices::leave() {
  if (writer_) {
    writer_->flush(true);
  }
  picture_.reset();
  watched_.reset();
  writer_.reset();
  session_.reset();
  finished_.reset();
}

PlantScene* WindowServices::picture() {
  const Session* shown = watched_ ? watched_.get() : session_.get();
  if (shown == nullptr || shown->scenario().scene.models.empty()) {
    return nullptr;
  }
  if (!models_) {
    models_ = load_model_library(assets_folder() / "models");
  }
  const World& world = shown->world();
  const Tag* first_tag = world.tags().data(); // moves when a rewind has rebuilt the world
  if (!picture_ || picture_language_ != language_now_) {
    const std::optional<Camera> camera =
        picture_ ? std::optional(picture_->view().camera) : std::nullopt;
    picture_ = std::make_unique<PlantScene>(shown->scenario(), *models_, world, language_now_,
                                            findings_);
    picture_language_ = language_now_;
    if (camera) {
      picture_->view().camera = *camera;
    }
  } else if (first_tag != first_tag_) {
    picture_->bind(world);
  }
  first_tag_ = first_tag;
  return picture_.get();
}

hmi::WindowSettings WindowServices::settings() {
  hmi::WindowSettings kept;
  kept.language = language_;
  Diagnostics ignored; // without the file, or with a broken one, the defaults hold
  std::error_code none;
  if (std::filesystem::exists(settings_file(), none)) {
    const auto text = read_file_limited(settings_file(), kMostSettingsBytes, ignored);
    const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
    if (json.is_object()) {
      const auto language = json.find("language"), scale = json.find("scale"),
                 learner = json.find("learner"), sound = json.find("sound");
      if (language != json.end() && language->is_string()) {
        kept.language = *language == "en" ? Language::English : Language::Chinese;
      }
      if (scale != json.end() && scale->is_number_integer()) {
        kept.scale_percent = std::clamp(scale->get<int>(), 80, 200);
      }
      if (learner != json.end() && learner->is_string()) {
        kept.learner_id = learner->get<std::string>();
      }
      if (sound != json.end() && sound->is_boolean()) {
        kept.has_sound = sound->get<bool>();
      }
    }
  }
  kept.language = forced_language_.value_or(kept.language);
  language_now_ = kept.language;
  return kept;
}

void WindowServices::keep_settings(const hmi::WindowSettings& settings) {
  forced_language_.reset();
  language_now_ = settings.language;
  const nlohmann::json json{{"language", settings.language == Language::English ? "en" : "zh"},
                            {"scale", settings.scale_percent},
                            {"learner", settings.learner_id},
                            {"sound", settings.has_sound}};
  Diagnostics ignored; // a choice that cannot be kept is asked for again the next time
  if (make_folder(find_data_folder(), ignored)) {
    write_file_atomically(settings_file(), json.dump() + "\n", ignored);
  }
}

hmi::TeacherSettings WindowServices::teacher_settings() {
  Diagnostics problems;
  const SchoolSettings school = load_school_settings(problems);
  hmi::TeacherSettings settings;
  settings.home_page = school.xapi.home_page;
  settings.activity_base = school.xapi.base;
  settings.ilab_username = school.ilab_x.username;
  settings.ilab_title = school.ilab_x.title;
  settings.ilab_id = school.ilab_x.appid;
  settings.roster_file = (find_data_folder() / "roster.csv").string();
  Diagnostics of_roster;
  load_roster(of_roster);
  for (const Diagnostic& found : of_roster.all()) {
    const std::string line = std::to_string(found.mark.line);
    settings.roster_problems.push_back(fill({"第 {0} 行：{1}", "line {0}: {1}"}, std::vector<Text>{same_text(line), found.problem}));
  }
  settings.waiting_results = static_cast<int>(Outbox(find_data_folder()).items(problems).size());
  return settings;
}

std::optional<Text> WindowServices::keep_teacher_settings(const hmi::TeacherSettings& settings) {
  return keep_school_entries({settings.home_page, settings.activity_base, settings.ilab_username,
                              settings.ilab_title, settings.ilab_id});
}

} // namespace jixia
