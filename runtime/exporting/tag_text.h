#pragma once

#include "world/world.h"

namespace jixia {

/// `value` [SI] as a person reads it at this tag: the name of the state, or number and unit as
/// displayed, e.g. "0.56 MPa".
Text shown_value(const Tag& tag, double value);

/// `value` [SI] in the unit in which the tag is displayed.
double display_number(const Tag& tag, double value);

/// The unit in which the tag is displayed; "" for a state or a bare number.
std::string display_unit(const Tag& tag);

/// What the tag is, or its name if nobody said.
Text display_name(const Tag& tag);

} // namespace jixia
