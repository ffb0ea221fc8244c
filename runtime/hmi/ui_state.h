#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geometry/scene_view.h"
#include "hmi/app_services.h"
#include "hmi/box.h"
#include "world/operator_action.h"

namespace jixia::hmi {

enum class Page { Start, Training, Debrief };
enum class Tab { Plant, Dcs, Trend, Alarms, Field, Actions, Procedure, Panel, Instructor };

struct StartState {
  int domain = 0;
  std::string search, learner_search;
  std::string pack, exercise;
  std::string learner_id;
  bool is_exam = false;
  std::string class_name; ///< whose learners are listed; empty: all
  bool shows_classes = false, shows_teacher = false;
  std::optional<TeacherSettings> teacher; ///< while they are being changed
  int first_learner = 0, first_unfinished = 0, section = 0;
};

/// The library page, which covers the start page while it is open.
struct LibraryState {
  bool is_open = false, is_connecting = false;
  std::string search, chosen; ///< a pack's name
  std::string place, root, key; ///< as they are typed
  int first = 0, first_result = 0, section = 0;
};

/// What is typed into a faceplate before it is entered.
struct FaceplateState {
  std::string component;
  Point place;
  std::map<std::string, std::string> drafts; ///< port -> text
  bool shows_tuning = false;
  OperatorAction asked{};    ///< last action, to show its refusal here
  std::string refusal;
};

struct TrendState {
  std::vector<std::string> tags;
  double span = 300;          ///< [s]
  std::optional<double> end;  ///< [s]; nullopt: follows the run
  std::optional<double> cursor; ///< [s]
  std::string search;
  int selected = 0, first = 0, first_choice = 0;
  bool is_choosing = false;
};

/// A question that waits for its answer.
struct DialogState {
  Text question, effect, verb;
  bool is_danger = false;
  std::vector<OperatorAction> actions; ///< asked when the answer is yes
  enum class Then { Nothing, HandIn, Leave, Quit, Again } then = Then::Nothing;
};

struct CameraState {
  Camera camera{};
  bool is_set = false;
  int view = 0; ///< of the viewpoints; -1: moved by hand
  bool walks = false, shows_labels = true;
};

/// A line that says why something was refused, beside what was asked.
struct RefusalNote {
  std::string tag;
  Text reason;
  double shown_at = -100; ///< [s] of wall time
};

/// All that the window remembers between frames; nothing of it reaches a score.
struct UiState {
  Page page = Page::Start;
  Tab tab = Tab::Plant;
  Language language = Language::Chinese;
  int scale_percent = 100;
  bool is_running = false;
  bool looks_back = false; ///< stay on the training page though the run has ended (pictures of it)
  double speed = 1.0;
  bool is_muted = false, has_sound = true;
  std::set<std::string> silenced; ///< alarms that stood when 消音 was pressed; another one sounds again
  int sounding_priority = 0;      ///< of the most urgent alarm that sounds now; 0: none
  bool is_teacher = false;
  std::string selected; ///< component
  std::string screen;   ///< id of the DCS screen
  std::vector<FaceplateState> faceplates;
  std::map<std::string, Point> faceplate_places;
  TrendState trend;
  CameraState camera;
  std::optional<DialogState> dialog;
  RefusalNote refusal;
  StartState start;
  LibraryState library;
  bool shows_help = false, shows_menu = false;
  int alarm_filter = 0, alarm_row = 0, first_alarm = 0;
  int first_action = 0, action_filter = 0;
  int first_field = 0;
  std::string field_search, defect;
  std::string open_phase, followed_step;
  bool shows_active_step = false; ///< scroll to it once
  bool shows_views = false;       ///< the list of viewpoints that a narrow page opens
  bool shows_equipment = false;   ///< the field page of a narrow window: the chosen one, not the list
  int actions_section = 0, instructor_section = 0, debrief_section = 0; ///< of compact pages
  std::map<std::string, std::string> answers; ///< checkpoint -> draft of a reading
  int selected_malfunction = 0, first_malfunction = 0;
  std::vector<SimTime> bookmarks;
  std::string rewind_entry;
  int lost_row = 0, first_lost = 0, timeline_filter = 0;
  int followed_loss = -1; ///< the row that `debrief_at` was set for
  double debrief_at = 0;  ///< [s] the cursor of evidence and timeline: play back and practise from here
  std::optional<FinishedRun> finished;
  std::string notice; ///< one line on the status bar
  double notice_until = 0;
};

} // namespace jixia::hmi
