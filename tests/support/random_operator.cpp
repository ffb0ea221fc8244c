#include "support/random_operator.h"

#include <algorithm>
#include <cmath>

namespace jixia::test {

RandomOperator::RandomOperator(const World& world, std::uint64_t seed)
    : random_(seed, "random operator") {
  for (const Tag& tag : world.tags()) {
    if (!tag.is_operable()) {
      continue;
    }
    const bool is_fault = tag.place == Place::Instructor;
    if (is_fault) {
      faults_.push_back(handles_.size());
    }
    handles_.push_back({tag.name, tag.lowest, tag.highest, world.value(tag), is_fault});
  }
}

// Wide ranges (plugging, leak) are drawn by their logarithm: most severities that matter are small.
double RandomOperator::choose(const Handle& handle) {
  const double kind = random_.uniform();
  const double share = random_.uniform();
  if (handle.is_fault && kind < 0.5) {
    return handle.rest;
  }
  if (handle.highest > 2.0 && handle.lowest >= 0.0) {
    return std::pow(10.0, -3.0 + share * (3.0 + std::log10(handle.highest)));
  }
  if (kind < 0.6) {
    return share < 0.4 ? handle.lowest : handle.highest;
  }
  return handle.lowest + share * (handle.highest - handle.lowest);
}

std::string RandomOperator::act(World& world) {
  // faults come a tenth as often as operations, and are cleared twice as often as set
  const bool is_fault = !faults_.empty() && random_.uniform() < 0.1;
  std::size_t index = 0;
  do {
    index = static_cast<std::size_t>(random_.uniform() * static_cast<double>(handles_.size()));
  } while (handles_[index].is_fault != is_fault);
  if (is_fault && random_.uniform() < 0.6) {
    index = faults_[static_cast<std::size_t>(random_.uniform() * static_cast<double>(faults_.size()))];
    world.apply({handles_[index].tag, handles_[index].rest, OperatorAction::Actor::Instructor});
    return handles_[index].tag + " cleared";
  }
  const double value = choose(handles_[index]);
  world.apply({handles_[index].tag, value,
               is_fault ? OperatorAction::Actor::Instructor : OperatorAction::Actor::Learner});
  return handles_[index].tag + " = " + std::to_string(value);
}

} // namespace jixia::test
