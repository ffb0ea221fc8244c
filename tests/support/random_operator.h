#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random_stream.h"
#include "world/world.h"

namespace jixia::test {

/// Operates whatever a world lets a person or the instructor set, at random: whole strokes, part
/// strokes, starts and stops, malfunctions of random severity, most of them cleared again later.
class RandomOperator {
 public:
  RandomOperator(const World& world, std::uint64_t seed);

  /// One action. @returns what was done, e.g. "HV111.POS = 0.3".
  std::string act(World& world);

 private:
  struct Handle {
    std::string tag;
    double lowest, highest, rest;
    bool is_fault;
  };
  double choose(const Handle& handle);

  RandomStream random_;
  std::vector<Handle> handles_;
  std::vector<std::size_t> faults_;
};

} // namespace jixia::test
