#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "geometry/pipe_path.h"

namespace jixia {

// How a pipe says what is in it and where it goes (GB 7231-2003, LOOK.md section 5): a band in the
// medium's colour of at least 150 mm, the medium's name, and an arrow of the flow beside the band.

/// A group of media of GB 7231 with a colour of its own, standard_material("medium_" + id).
struct Medium {
  std::string_view id; ///< "water", "steam", "air", "gas", "acid", "flammable", "other", "oxygen"
  Text name;
  double density = 0; ///< [kg/m3], to turn a mass flow into a speed for the eye; gases at 5 bar
};

/// nullptr if there is none of that id.
const Medium* find_medium(std::string_view id);

/// Where a band stands, and the arrow of the flow beside it.
struct BandPlace {
  Pose band;                 ///< its middle on the centre line, local +x along the run
  std::optional<Pose> arrow; ///< the same for the arrow; nullopt where there is no room
};

inline constexpr double kBandLength = 0.15; ///< [m]

/// At both ends of straights from 3.5 m on (beside bends, valves and walls), in the middle of
/// shorter ones, none on pieces under 0.6 m.
std::vector<BandPlace> calc_band_places(const PipePath& path, double diameter);

/// Length of the arrow on a pipe of this diameter [m].
double flow_arrow_length(double diameter);

/// An arrow on four sides of a pipe, pointing along local +x, seen from every side.
TriangleMesh make_flow_arrow(double diameter);

} // namespace jixia
