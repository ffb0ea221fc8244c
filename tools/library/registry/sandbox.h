#pragma once

#include <filesystem>
#include <string>

namespace jixia {

/// Takes from this process, for good, what a pack from a stranger never needs: the network, other
/// programs, other processes, files to write, and files to read but those below `readable` and the
/// system's libraries. Memory is held to 2 GiB, processor time to 30 min.
/// Layers: resource limits, no new privileges, Landlock for files (Linux 5.13 and later), seccomp
/// for system calls. Threads may still be made.
/// @returns what could not be taken away, in words for the log; empty if all of it was
std::string enter_sandbox(const std::filesystem::path& readable);

} // namespace jixia
