#pragma once

#include <string>
#include <vector>

#include "world/world.h"
#include "world/world_builder.h"

namespace jixia::test {

/// How the centrifugal pump unit begins.
enum class PumpPlantStart {
  Cold,   ///< everything empty, full of air at 0 atm(g), all valves shut but HV109, pumps stopped
  Normal, ///< P101A delivers 20 t/h, V101 at 50 % and 5.0 atm(g); valves as in the design basis
};

/// The hydraulics of the centrifugal pump unit, without its control system: the demands of LV101,
/// FV101, PV101A and PV101B are free inputs.
std::vector<ComponentEntry> pump_plant_entries(PumpPlantStart start);

/// Builds it. Throws std::runtime_error with every finding if that fails.
World make_pump_plant(PumpPlantStart start, std::uint64_t seed = 1);
World make_world(const std::vector<ComponentEntry>& entries, std::uint64_t seed = 1);

/// One component as a pack would write it.
ComponentEntry plant_entry(const std::string& tag, const std::string& type,
                           const std::map<std::string, std::string>& parameters,
                           const std::map<std::string, std::string>& connections = {});

/// Carries out an action; throws std::runtime_error if it is refused.
void set_tag(World& world, const std::string& tag, double value);

/// Steps for `seconds` of plant time.
void run_for(World& world, double seconds);

inline double atm_gauge(double pressure) { return (pressure - 101325.0) / 101325.0; }

} // namespace jixia::test
