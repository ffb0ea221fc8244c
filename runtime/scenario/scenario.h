#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/exercise.h"
#include "scenario/scene_layout.h"

namespace jixia {

/// A scenario pack as one struct: checked against its form, not yet against a registry.
/// The same struct whichever domain it comes from.
struct Scenario {
  std::filesystem::path folder;
  std::string id;      ///< e.g. "centrifugal-pump"
  std::string version; ///< semantic version
  std::string domain;  ///< "chemical" or "manufacturing"
  Text title;
  Text summary;
  std::string school;
  std::string community;                 ///< 实践共同体
  std::vector<std::string> occupations;  ///< occupation codes
  std::vector<std::string> specialities; ///< speciality codes
  std::string licence;
  std::vector<Text> objectives;
  SimTime step{100'000'000};
  std::vector<ComponentEntry> components;
  std::vector<DisplayEntry> displays;
  SceneLayout scene;
  std::vector<Screen> screens;
  std::vector<Exercise> exercises;
  std::string lesson_zh; ///< Markdown
  std::string digest;    ///< SHA-256 over every file of the pack, by path
};

/// The exercise called `id`, or the first one if `id` is empty; nullptr if there is none.
const Exercise* find_exercise(const Scenario& scenario, const std::string& id);

/// The components of one exercise: the pack's, with its start values, additions and connections.
std::vector<ComponentEntry> exercise_components(const Scenario& scenario, const Exercise& exercise);

} // namespace jixia
