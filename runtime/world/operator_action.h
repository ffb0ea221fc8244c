#pragma once

#include <string>

namespace jixia {

/// One thing a person, a script or a remote client asks of the world: "set this tag to this
/// value". The only way in while a run is going.
struct OperatorAction {
  enum class Actor { Learner, Instructor };

  std::string tag;    ///< "FV101.demand", or "FV101" for its main port
  double value = 0.0; ///< in the SI unit of the tag; the index of a state; 0 or 1 for a switch
  Actor actor = Actor::Learner;
};

} // namespace jixia
