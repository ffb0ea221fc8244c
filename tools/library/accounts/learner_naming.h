#pragma once

#include <string>

namespace jixia {

/// How a school's learners are called in statements.
struct LearnerNaming {
  std::string home_page; ///< IRI of the school's account system
  std::string secret;    ///< behind the pseudonyms; made when it is first asked for
};

} // namespace jixia
