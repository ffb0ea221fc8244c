#include "base/diagnostics.h"

namespace jixia {
namespace {

std::string place_text(const SourceMark& mark) {
  std::string place = mark.file;
  if (mark.line > 0) {
    place += ":" + std::to_string(mark.line) + ":" + std::to_string(mark.column);
  }
  return place.empty() ? place : place + ": ";
}

Text label(Diagnostic::Severity severity) {
  return severity == Diagnostic::Severity::Error ? Text{"错误：", "error: "}
                                                 : Text{"警告：", "warning: "};
}

} // namespace

void Diagnostics::error(const SourceMark& mark, Text problem, Text help) {
  ++error_count_;
  all_.push_back({Diagnostic::Severity::Error, mark, std::move(problem), std::move(help)});
}

void Diagnostics::warning(const SourceMark& mark, Text problem, Text help) {
  all_.push_back({Diagnostic::Severity::Warning, mark, std::move(problem), std::move(help)});
}

std::string Diagnostics::text(Language language) const {
  std::string lines;
  for (std::size_t k = 0; k < all_.size() && k < kMostPrinted; ++k) {
    const Diagnostic& found = all_[k];
    lines += place_text(found.mark) + label(found.severity).in(language) +
             found.problem.in(language) + "\n";
    if (!found.help.empty()) {
      lines += Text{"  建议：", "  help: "}.in(language) + found.help.in(language) + "\n";
    }
  }
  if (all_.size() > kMostPrinted) {
    const Text rest = fill({"另有 {0} 条未列出", "{0} more not listed"},
                           std::vector{std::to_string(all_.size() - kMostPrinted)});
    lines += rest.in(language) + "\n";
  }
  return lines;
}

} // namespace jixia
