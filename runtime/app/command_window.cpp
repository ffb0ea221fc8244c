#include "app/commands.h"
#include "app/loaded_exercise.h"
#include "app/window_services.h"
#include "hmi/window.h"

namespace jixia {
namespace {

int run(const hmi::WindowOptions& options, WindowServices& services, Console& console) {
  if (const std::optional<Text> why = hmi::run_window(options, services)) {
    console.note(*why);
    console.note({"没有窗口也能运行：加 --headless", "it runs without a window too: add --headless"});
    return kFailed;
  }
  return kDone;
}

} // namespace

int run_window(const PlayOptions& options, Console& console) {
  WindowServices services(console.language());
  hmi::WindowOptions window;
  if (!options.pack.empty()) {
    const std::optional<LoadedExercise> loaded =
        load_exercise(options.pack, options.exercise, console);
    if (!loaded) {
      return kFailed;
    }
    services.add(*loaded->scenario);
    window.start = hmi::StartRequest{loaded->scenario->id, loaded->exercise->id,
                                     services.find_learner(options.learner), options.is_exam};
    services.force_language(console.language());
    services.force_seed(options.seed.value_or(1));
    services.force_attempt_folder(options.attempt);
  }
  return run(window, services, console);
}

int run_window_on(const std::filesystem::path& attempt, Console& console) {
  WindowServices services(console.language());
  hmi::WindowOptions window;
  window.resume = attempt;
  return run(window, services, console);
}

} // namespace jixia
