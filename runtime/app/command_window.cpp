#include "app/commands.h"

namespace jixia {

int run_window(const PlayOptions&, Console& console) {
  console.note({"这个版本还没有窗口，加 --headless 运行", "no window in this version; run with --headless"});
  return kFailed;
}

int run_window_on(const std::filesystem::path&, Console& console) { return run_window({}, console); }

} // namespace jixia
