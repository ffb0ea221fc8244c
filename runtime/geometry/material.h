#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jixia {

/// An sRGB colour, each part 0..1.
struct Colour {
  float r = 0;
  float g = 0;
  float b = 0;
  bool operator==(const Colour&) const = default;
};

/// 0xRRGGBB, as LOOK.md writes it.
constexpr Colour colour_of(std::uint32_t hex) {
  return {static_cast<float>((hex >> 16) & 255) / 255, static_cast<float>((hex >> 8) & 255) / 255,
          static_cast<float>(hex & 255) / 255};
}

/// How a surface answers light (Blinn-Phong). [-]
struct Material {
  std::string name;      ///< e.g. "pipe"; shown nowhere
  Colour colour;         ///< sRGB
  float specular = 0.1f; ///< strength of the highlight, 0..1, same for r, g, b
  float shininess = 18;  ///< exponent of the highlight, 1..128
  float glow = 0;        ///< share of the colour that needs no light, 0..1 (lamps)
  bool operator==(const Material&) const = default;
};

/// The materials and pipe identity colours of LOOK.md section 5, by name: "pipe", "flange",
/// "vessel", "pump", "motor", "valve", "actuator", "steel", "plinth", "yellow", "rail", "robot",
/// "aluminium", "belt", ... and "medium_water", "medium_steam", "medium_air", "medium_gas",
/// "medium_acid", "medium_flammable", "medium_other", "medium_oxygen" (GB 7231-2003).
const std::vector<Material>& standard_materials();

/// The standard material `name`; a signal magenta named "missing" if there is none.
const Material& standard_material(std::string_view name);

} // namespace jixia
