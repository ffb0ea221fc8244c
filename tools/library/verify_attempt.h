#pragma once

#include <string>

#include "library_store.h"

namespace jixia {

/// Unpacks an attempt bundle, finds its pack among this machine's, runs it again and prints one line
/// of JSON {state, score, max, verdict, learner, pack, exercise} on standard output. What a bundle
/// from a stranger can do wrong, it does in this process: run it as a child.
/// @returns 0 if it could be judged, whatever the verdict
int run_verify(const std::string& bundle_file);

/// Does that in a child process with limits on memory (2 GiB), processor time (15 min) and file
/// size, and fills `row` from its answer; a child that dies or is killed refuses the attempt.
void verify_in_child(const std::string& bundle, AttemptRow& row);

} // namespace jixia
