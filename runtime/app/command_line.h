#pragma once

namespace jixia {

/// The whole program: reads the command line, does the command, returns its exit code
/// (0 done, 1 failed, 2 wrong use).
int run_command_line(int argc, char** argv);

} // namespace jixia
