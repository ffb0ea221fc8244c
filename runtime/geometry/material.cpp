#include "geometry/material.h"

namespace jixia {
namespace {

Material matt(std::string name, std::uint32_t hex, float specular = 0.04f, float shininess = 6) {
  return {std::move(name), colour_of(hex), specular, shininess, 0};
}

std::vector<Material> make_standard_materials() {
  return {
      // plant, LOOK.md section 5
      matt("pipe", 0xA9B2B8, 0.23f, 35),
      matt("flange", 0xB9C1C6, 0.29f, 45),
      matt("vessel", 0xD5DADC, 0.17f, 30),
      matt("pump", 0x3E6B86, 0.19f, 30),
      matt("motor", 0x5F7F70, 0.13f, 22),
      matt("valve", 0x3F484F, 0.13f, 20),
      matt("steel", 0x4A545B, 0.13f, 18),
      matt("actuator", 0x6C8CA3, 0.19f, 28),
      matt("plinth", 0x848D92, 0.03f, 6),
      matt("yellow", 0xE3B100, 0.13f, 14),
      matt("rail", 0xD9B23A, 0.13f, 10),
      matt("robot", 0xD9782D, 0.13f, 24),
      matt("aluminium", 0xC4CACE, 0.33f, 50),
      matt("belt", 0x4A5257, 0.04f, 6),
      matt("belt_seam", 0x5C656B, 0.02f, 4),
      matt("roller", 0xB4BBC0, 0.4f, 60),
      matt("wheel", 0x39444B, 0.13f, 20),
      matt("shaft", 0xC9CFD3, 0.4f, 60),
      // ground
      matt("concrete", 0xB4B6B3, 0.02f, 2),
      matt("joint", 0x989B98, 0, 1),
      matt("grating", 0x6E777D, 0.13f, 18),
      matt("workshop_floor", 0xB3B6B5, 0.02f, 2),
      // signs, dials, lamps, buttons
      matt("white", 0xF4F5F5, 0.13f, 20),
      matt("dial_mark", 0x22282C, 0.02f, 6),
      matt("needle", 0xB03A2A, 0.13f, 20),
      matt("liquid", 0x2F7FB5, 0.19f, 30),
      matt("panel", 0xECEEEF, 0.13f, 12),
      matt("post", 0xD6DADC, 0.13f, 10),
      matt("button_green", 0x2A8F5B, 0.13f, 20),
      matt("button_red", 0xB5271B, 0.13f, 25),
      matt("button_blue", 0x2B6CA3, 0.13f, 20),
      matt("lamp_amber", 0xD79A1C, 0.13f, 20),
      matt("sensor", 0x3F484F, 0.13f, 15),
      matt("reflector", 0xC62F1D, 0.33f, 50),
      {"beam", colour_of(0xC62F1D), 0, 1, 1},
      matt("box_tall", 0xC79B63, 0.04f, 6),
      matt("box_short", 0x7FA3B8, 0.06f, 8),
      matt("wood", 0xB58B58, 0.02f, 3),
      matt("machine", 0x4E7C99, 0.19f, 28),
      // pipe identity, GB 7231-2003
      matt("medium_water", 0x00833E, 0.13f, 18),
      matt("medium_steam", 0xA6192E, 0.13f, 14),
      matt("medium_air", 0xB8BFC2, 0.13f, 14),
      matt("medium_gas", 0xEFB600, 0.13f, 14),
      matt("medium_acid", 0x6F4A8E, 0.13f, 14),
      matt("medium_flammable", 0x7A4A2B, 0.13f, 14),
      matt("medium_other", 0x22282C, 0.13f, 14),
      matt("medium_oxygen", 0x7FB2D6, 0.13f, 14),
  };
}

} // namespace

const std::vector<Material>& standard_materials() {
  static const std::vector<Material> all = make_standard_materials();
  return all;
}

const Material& standard_material(std::string_view name) {
  for (const Material& material : standard_materials()) {
    if (material.name == name) return material;
  }
  static const Material missing{"missing", colour_of(0xFF00FF), 0, 1, 1};
  return missing;
}

} // namespace jixia
