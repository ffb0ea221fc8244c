#include "thermo/gas.h"

namespace jixia::gas {

const std::array<Substance, kCount>& substances() {
  static const std::array<Substance, kCount> all{{
      {{"氮气", "nitrogen"}, kMolarMass[kNitrogen]},
      {{"氧气", "oxygen"}, kMolarMass[kOxygen]},
  }};
  return all;
}

} // namespace jixia::gas
