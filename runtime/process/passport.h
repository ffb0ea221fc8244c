#pragma once

#include <string>
#include <vector>

#include "base/text.h"

namespace jixia::process {

/// One statement that the models are held to: what, from where, what it should be, what ours gives.
struct PassportCheck {
  Text name;
  std::string source;
  double expected;
  double computed;
  double tolerance; ///< relative

  double error() const { return expected != 0.0 ? computed / expected - 1.0 : computed; }
  bool passes() const { return error() <= tolerance && error() >= -tolerance; }
};

/// Property, valve, pump and friction checks against published values; computed when called.
std::vector<PassportCheck> calc_passport();

} // namespace jixia::process
