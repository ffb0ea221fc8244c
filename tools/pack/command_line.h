#pragma once

namespace jixia {

/// jixia-pack: reads the command line, does the command, returns its exit code (0 done, 1 the pack
/// is wrong or fails its proof, 2 wrong use).
int run_pack_command_line(int argc, char** argv);

} // namespace jixia
