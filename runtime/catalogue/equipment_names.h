#pragma once

#include <string>

#include "base/text.h"

namespace jixia {

/// What people call a piece of equipment, by its component type, e.g. 离心泵 / Centrifugal pump: a
/// name to list and search by, where ComponentSpec::meaning is a sentence for authors.
///
/// Empty for types that nobody looks for by sight: control blocks, instruments, piping, the hosts
/// of a domain.
Text equipment_name(const std::string& type);

} // namespace jixia
