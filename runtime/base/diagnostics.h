#pragma once

#include <string>
#include <vector>

#include "base/text.h"

namespace jixia {

/// Where in a scenario pack a value was written. Line and column count from 1; 0 means "the file".
struct SourceMark {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One finding about something a person wrote.
struct Diagnostic {
  enum class Severity { Error, Warning };
  Severity severity = Severity::Error;
  SourceMark mark;
  Text problem; ///< what is wrong, with the offending value and the allowed ones
  Text help;    ///< what the author can do about it; may be empty
};

/// Collects every problem found in one pack, so that its author sees all of
/// them in one run instead of one per run.
class Diagnostics {
 public:
  /// Reports a problem that makes the pack unusable.
  void error(const SourceMark& mark, Text problem, Text help = {});

  /// Reports something that works but is probably not what the author meant.
  void warning(const SourceMark& mark, Text problem, Text help = {});

  bool has_errors() const { return error_count_ > 0; }
  const std::vector<Diagnostic>& all() const { return all_; }

  /// All findings in the order found: `file:line:column: error: ...`, then the help indented.
  /// Prints at most `kMostPrinted` and says how many were left out.
  std::string text(Language language) const;

  static constexpr std::size_t kMostPrinted = 200;

 private:
  std::vector<Diagnostic> all_;
  std::size_t error_count_ = 0;
};

} // namespace jixia
