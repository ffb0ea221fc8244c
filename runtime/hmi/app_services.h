#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hmi/library_view.h"
#include "scene/plant_scene.h"
#include "session/session.h"

namespace jixia::hmi {

/// What the start page knows of an exercise without loading its world.
struct ExerciseSummary {
  std::string id;
  Exercise::Mode mode = Exercise::Mode::ColdStart;
  Text title, goal;
  SimTime duration{0};
  int criteria = 0;
  double points = 100, pass_mark = 60;
  bool has_expert = false; ///< an operator that can show it
};

/// What the start page knows of a pack.
struct PackSummary {
  std::string id;
  std::string domain; ///< "chemical", "manufacturing"
  Text title, summary;
  std::vector<ExerciseSummary> exercises;
};

/// Makes the summary of a loaded pack.
PackSummary summary_of(const Scenario& scenario);

/// One line of a class roster.
struct Learner {
  std::string id, name, class_name;
  std::string initials; ///< of the name in pinyin, "lyf"; may be empty
  bool operator==(const Learner&) const = default;
};

/// What a learner has reached in one exercise.
struct PastScore {
  std::string learner, pack, exercise; ///< ids
  double best = 0;
  int tries = 0;
};

/// An attempt that was interrupted and can go on.
struct UnfinishedAttempt {
  std::filesystem::path folder;
  Text pack_title, exercise_title;
  std::string learner_name;
  std::string when; ///< "11-20 14:31"
  SimTime reached{0}, duration{0};
  int steps_done = 0, steps = 0; ///< 0: not known
};

struct StartRequest {
  std::string pack, exercise;
  Learner learner;
  bool is_exam = false;
};

/// What became of a finished run.
struct FinishedRun {
  bool is_verified = false;
  Text verification;  ///< one line: why it is, or is not, verified
  std::string number; ///< short, e.g. the first digits of the attempt's id
  std::filesystem::path folder;
  std::filesystem::path report_html, report_pdf; ///< empty: not written
};

/// Choices of this machine that outlive the program.
struct WindowSettings {
  Language language = Language::Chinese;
  int scale_percent = 100; ///< 80 to 200
  std::string learner_id;  ///< chosen last
  bool has_sound = true;   ///< of alarms
};

/// What the teacher sets for this machine; the school's part goes into every export.
struct TeacherSettings {
  std::string home_page, activity_base;           ///< of xAPI
  std::string ilab_username, ilab_title, ilab_id; ///< of 实验空间; may be empty
  std::string roster_file;                        ///< where the class roster lies; cannot be changed here
  std::vector<Text> roster_problems;              ///< lines of it that could not be read
  int waiting_results = 0;                        ///< not yet with the library
};

/// What the window asks of the program around it: packs, people, files. The window owns no file and
/// no session; app/ implements this.
class AppServices {
 public:
  virtual ~AppServices() = default;

  virtual std::vector<PackSummary> packs() = 0;
  virtual std::vector<Learner> roster() = 0;
  virtual std::vector<PastScore> past_scores() = 0; ///< of every learner
  virtual std::vector<UnfinishedAttempt> unfinished() = 0;

  /// Starts recording a run. The session stays until leave(). nullptr and `problem` if it cannot.
  virtual Session* start(const StartRequest& request, Text& problem) = 0;
  virtual Session* resume(const std::filesystem::path& attempt, Text& problem) = 0;

  /// After finish(): a fresh practice attempt of the same exercise and seed, brought to `time` by the
  /// actions of the run that ended. They stand in its journal, so it replays like any other.
  virtual Session* repeat(SimTime time, Text& problem) = 0;

  /// What the session was started as, also after resume() and repeat().
  virtual StartRequest request() = 0;

  /// A session that is only looked at and recorded nowhere, beside the other one, until
  /// stop_watching(): of `request`, or nullopt: of the run that has ended, with its seed.
  virtual Session* watch(const std::optional<StartRequest>& request, Text& problem) = 0;
  virtual void stop_watching() = 0;

  /// Once a frame while a session is there: writes the journal out.
  virtual void keep_records() = 0;

  /// Ends the run, scores, signs and verifies it. The session can still be read until leave().
  virtual FinishedRun finish() = 0;

  /// Writes the report in `language`. @returns the file, or nullopt and `problem`.
  virtual std::optional<std::filesystem::path> write_report(Language language, Text& problem) = 0;

  /// Closes the session; an unfinished one can be resumed.
  virtual void leave() = 0;

  /// The 3D picture of the session watched, else of the running one; nullptr if its pack has none.
  virtual PlantScene* picture() = 0;

  virtual WindowSettings settings() = 0;
  virtual void keep_settings(const WindowSettings& settings) = 0;

  virtual LibraryDesk& library() = 0;

  virtual TeacherSettings teacher_settings() = 0;
  /// @returns nullopt, or why they cannot be kept
  virtual std::optional<Text> keep_teacher_settings(const TeacherSettings& settings) = 0;
};

} // namespace jixia::hmi
