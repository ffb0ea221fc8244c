#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jixia {

/// Runs a program of ours on something from a stranger, as a child of its own process group without
/// standard input and error, and reads what it prints.
/// @param arguments  the first is the program's file
/// @param environment  all of it, "NAME=VALUE": no secret of the server's reaches the child
/// @returns empty if it failed, died, took longer than `most_seconds` or said more than
/// `most_bytes`
std::string run_child(const std::vector<std::string>& arguments,
                      const std::vector<std::string>& environment, int most_seconds,
                      std::size_t most_bytes);

/// The file of a program beside the running one.
std::string sibling_program(const std::string& name);

} // namespace jixia
