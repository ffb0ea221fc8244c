#include "password.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace jixia {
namespace {

/// Typed letters are not shown while this lives.
class SilentTerminal {
 public:
  SilentTerminal() {
    is_terminal_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (is_terminal_) {
      ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
  }
  ~SilentTerminal() {
    if (is_terminal_) {
      ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  bool is_terminal() const { return is_terminal_; }

 private:
  termios before_{};
  bool is_terminal_ = false;
};

} // namespace

std::string ask_password(const Text& question, Language language) {
  const SilentTerminal terminal;
  if (terminal.is_terminal()) {
    std::cerr << question.in(language) << std::flush;
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal.is_terminal()) {
    std::cerr << "\n";
  }
  return line.substr(0, 1024);
}

} // namespace jixia
