#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sim_time.h"
#include "base/text.h"

namespace jixia::control {

inline constexpr int kSequenceSignals = 12; ///< inputs I1..I12 and outputs Q1..Q12
inline constexpr std::size_t kMostSteps = 64;

/// A comparison in a transition: input `index`, or the time in the step, against a number.
struct SequenceCondition {
  enum class Relation { Above, AtLeast, Below, AtMost };
  int input = -1; ///< 0 for I1; -1: the time in this step
  Relation relation = Relation::Above;
  double number = 0.5; ///< [SI], or [s]

  bool holds(double value) const;
};

/// Leaves a step when every condition holds.
struct SequenceTransition {
  std::vector<SequenceCondition> conditions;
  std::size_t target = 0;
};

/// One step: which outputs are on while it lasts, and the ways out, in order of precedence.
struct SequenceStep {
  std::string name;
  std::array<bool, kSequenceSignals> outputs{};
  std::vector<SequenceTransition> transitions;
};

/// What is wrong with a program, and where.
struct SequenceProblem {
  std::size_t position = 0; ///< characters before the fault
  Text problem;
};

/// Reads a step sequence (a linear SFC, IEC 61131-3):
///
///     idle: if I1 and not I3 go run;
///     run:  Q1 Q2  if I3 go idle  if I2 go hold;
///     hold: Q2     if time >= 2.5 and I4 < 0.8 go run
///
///     program    = step { ";" step } [ ";" ]
///     step       = NAME ":" { Q1..Q12 } { "if" condition { "and" condition } "go" NAME }
///     condition  = ["not"] INPUT | INPUT relation NUMBER | "time" relation NUMBER
///     relation   = ">" | ">=" | "<" | "<="
///
/// The first step is where it starts. Names are letters, digits and _; numbers are SI, times
/// seconds.
/// @returns nullopt and the first problem if the text is not a program of 1 to 64 steps.
std::optional<std::vector<SequenceStep>> read_sequence(std::string_view text,
                                                       SequenceProblem& problem);

} // namespace jixia::control
