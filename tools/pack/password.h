#pragma once

#include <string>

#include "base/text.h"

namespace jixia {

/// Asks on the terminal without showing what is typed; reads one line of standard input if that is
/// no terminal. At most 1024 bytes; empty if there is none.
std::string ask_password(const Text& question, Language language);

} // namespace jixia
