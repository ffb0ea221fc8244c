#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/text.h"

namespace jixia {

/// Exit codes of every command.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUse = 2;

/// The terminal a command talks to. Results go to standard output, everything else to standard
/// error, so that a result can be piped on.
class Console {
 public:
  explicit Console(Language language) : language_(language) {}

  Language language() const { return language_; }
  void say(const Text& line) const;                ///< one line of the result
  void say(const std::string& line) const;
  void note(const Text& line) const;               ///< one line beside the result
  void report(const Diagnostics& problems) const;  ///< every finding, if there is any

  /// Draws a progress bar over the present line of a terminal; elsewhere one line each tenth.
  void progress(double share, const std::string& text);
  void end_progress();

 private:
  Language language_;
  int last_tenth_ = -1;
  bool is_drawn_ = false;
};

/// zh unless the environment (LC_ALL, LC_MESSAGES, LANG) names another language.
Language system_language();

} // namespace jixia
