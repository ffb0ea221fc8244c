#pragma once

#include <filesystem>
#include <string>

namespace jixia {

/// What the library found out about a pack before it lists it.
struct Admission {
  bool has_passed = false;
  std::string facts = "{}";  ///< JSON: what the pack says of itself, for search and catalogue
  std::string report = "{}"; ///< JSON: {"passed", "problems", "runs", "sandbox"}, for everybody
};

/// Loads the pack in `folder`, checks it and plays every operator; prints {"facts", "report"} on
/// standard output. What a pack from a stranger can do wrong, it does in this process, which enters
/// the sandbox first: run it as a child.
/// @returns 0 if it could be judged, whatever the verdict
int run_admission(const std::filesystem::path& folder, unsigned threads);

/// Does that in a child process on the pack in `folder`. A child that dies, is killed, says too
/// much or takes longer than `most_seconds` fails the pack.
Admission admit_in_child(const std::filesystem::path& folder, int most_seconds = 1800);

} // namespace jixia
