#include "app/console.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace jixia {

void Console::say(const Text& line) const { say(line.in(language_)); }

void Console::say(const std::string& line) const {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

void Console::note(const Text& line) const {
  std::fputs((line.in(language_) + "\n").c_str(), stderr);
}

void Console::report(const Diagnostics& problems) const {
  std::fputs(problems.text(language_).c_str(), stderr);
}

void Console::progress(double share, const std::string& text) {
  share = std::clamp(share, 0.0, 1.0);
  const int tenth = static_cast<int>(share * 10.0);
  if (isatty(STDERR_FILENO) != 0) {
    constexpr int kWidth = 40;
    const int filled = static_cast<int>(share * kWidth);
    std::string bar;
    for (int k = 0; k < kWidth; ++k) {
      bar += k < filled ? "█" : "░";
    }
    std::fprintf(stderr, "\r%s %3d %%  %s\033[K", bar.c_str(), static_cast<int>(share * 100.0),
                 text.c_str());
    is_drawn_ = true;
  } else if (tenth > last_tenth_) {
    std::fprintf(stderr, "%3d %%  %s\n", tenth * 10, text.c_str());
  }
  last_tenth_ = tenth;
}

void Console::end_progress() {
  if (is_drawn_) {
    std::fputs("\n", stderr);
  }
  is_drawn_ = false;
  last_tenth_ = -1;
}

Language system_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      const std::string locale(value);
      const bool is_neutral = locale.starts_with("C") || locale == "POSIX";
      return is_neutral || locale.starts_with("zh") ? Language::Chinese : Language::English;
    }
  }
  return Language::Chinese;
}

} // namespace jixia
