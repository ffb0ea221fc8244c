#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/console.h"
#include "scenario/scenario.h"

namespace jixia {

/// A pack and one exercise of it, ready to be played.
struct LoadedExercise {
  std::unique_ptr<Scenario> scenario; ///< at an address that stays
  const Exercise* exercise = nullptr;
};

/// Finds, reads and checks a pack; says what is wrong on `console`.
/// @returns nullopt after having said why.
std::optional<LoadedExercise> load_exercise(const std::string& pack, const std::string& exercise,
                                            const Console& console);

} // namespace jixia
