#pragma once

#include <filesystem>
#include <string>

#include "records/attempt_judgement.h"

namespace jixia {

/// Unpacks an attempt bundle, finds its pack, runs it again and prints one line
/// of JSON {state, score, max, verdict, learner, pack, pack_digest, exercise, statements} on
/// standard output. What a bundle from a stranger can do wrong, it does in this process: run it as
/// a child.
/// @returns 0 if it could be judged, whatever the verdict
/// @param packs  folder of published packs, each in a folder named by its digest; may be empty. A
///               pack that is not among them is looked for among this machine's
int run_verify(const std::string& bundle_file, const std::filesystem::path& packs);

/// Does that in a child process with limits on memory (2 GiB), processor time (15 min) and file
/// size; a child that dies, is killed or says nonsense refuses the attempt.
AttemptJudgement verify_in_child(const std::string& bundle, const std::filesystem::path& packs);

} // namespace jixia
