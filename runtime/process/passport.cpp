#include "process/passport.h"

#include <cmath>

#include "process/holdup.h"
#include "process/impeller.h"
#include "process/pipe_friction.h"
#include "process/pump_laws.h"
#include "process/valve_flow.h"
#include "thermo/if97.h"
#include "thermo/water.h"

namespace jixia::process {
namespace {

using Checks = std::vector<PassportCheck>;

void add_water(Checks& checks) {
  const char* if97 = "IAPWS R7-97(2012)";
  const struct { double t, p, volume, enthalpy, sound; } points[] = {
      {300, 3e6, 0.00100215168, 115331.273, 1507.73921},
      {300, 80e6, 0.000971180894, 184142.828, 1634.69054},
      {500, 3e6, 0.001202418, 975542.239, 1240.71337}};
  for (const auto& point : points) {
    const if97::Properties found = if97::calc_liquid(point.t, point.p);
    const std::string at = number_text(point.t) + " K, " + number_text(point.p / 1e6) + " MPa";
    checks.push_back({{"水的比体积 " + at, "volume of water, " + at}, if97, point.volume, found.volume, 1e-7});
    checks.push_back({{"水的焓 " + at, "enthalpy of water, " + at}, if97, point.enthalpy, found.enthalpy, 1e-7});
    checks.push_back({{"水中声速 " + at, "sound speed in water, " + at}, if97, point.sound, found.sound_speed, 1e-7});
  }
  const struct { double t, p; } line[] = {{300, 3536.58941}, {500, 2638897.76}, {600, 12344314.6}};
  for (const auto& point : line) {
    const std::string at = number_text(point.t) + " K";
    checks.push_back({{"饱和压力 " + at, "saturation pressure, " + at}, if97, point.p,
                      if97::calc_saturation_pressure(point.t), 1e-8});
  }
  const struct { double p, t; } back[] = {{0.1e6, 372.755919}, {1e6, 453.035632}, {10e6, 584.149488}};
  for (const auto& point : back) {
    const std::string at = number_text(point.p / 1e6) + " MPa";
    checks.push_back({{"饱和温度 " + at, "saturation temperature, " + at}, if97, point.t,
                      if97::calc_saturation_temperature(point.p), 1e-8});
  }
  for (const double celsius : {10.0, 40.0, 90.0, 150.0}) {
    const double t = celsius + 273.15;
    const if97::Properties exact = if97::calc_liquid(t, 1e6);
    const std::string at = number_text(celsius) + " C, 1 MPa";
    checks.push_back({{"流程用水密度 " + at, "density of the flowsheet's water, " + at}, if97,
                      1.0 / exact.volume, water::liquid_density(t, 1e6), 1e-4});
    checks.push_back({{"流程用水内能 " + at, "internal energy of the flowsheet's water, " + at}, if97,
                      exact.energy, water::liquid_energy(t), 0.01});
  }
}

void add_valves(Checks& checks) {
  const char* iec = "IEC 60534-2-1, annex (CalebBell/fluids, tests/test_control_valve.py)";
  checks.push_back({{"调节阀液体例 1：不阻塞", "control valve, liquid example 1: not choked"}, iec, 164.995,
                    calc_liquid_kv(360.0, 965.4, 680e3, 220e3, 0.9, 70.1e3), 1e-4});
  checks.push_back({{"液体临界压力比 FF", "critical pressure ratio FF"}, iec, 0.944238,
                    0.96 - 0.28 * std::sqrt(70.1e3 / 22.12e6), 1e-5});
  checks.push_back({{"调节阀液体例 2：阻塞流", "control valve, liquid example 2: choked"}, iec, 238.058,
                    calc_liquid_kv(360.0, 965.4, 680e3, 220e3, 0.6, 70.1e3), 1e-3});
}

void add_pump(Checks& checks) {
  const PumpCurves curves{93.0, 0.0235, 5.0, 0.235, -0.0012, 1.80, 0.0020};
  const char* law = "affinity laws: Q ~ n, H ~ n2, P ~ n3";
  checks.push_back({{"80 % 转速的扬程比", "head at 80 % speed"}, law, 0.64,
                    calc_head(curves, 0.8 * 20.0, 0.8) / calc_head(curves, 20.0, 1.0), 1e-12});
  checks.push_back({{"80 % 转速的功率比", "power at 80 % speed"}, law, 0.512,
                    calc_shaft_power(curves, 0.8 * 20.0, 0.8) / calc_shaft_power(curves, 20.0, 1.0), 1e-12});
  const char* npsh = "hand calculation, NPSHa = (p - pv)/(rho g), IF97 pv 7.384 kPa";
  const double density = water::liquid_density(313.15, 608e3);
  const double head = (608e3 - water::saturation_pressure(313.15)) / (density * kGravity);
  checks.push_back({{"5.0 atm(g) 下 40 C 水的汽蚀余量", "NPSHa of 40 C water at 5.0 atm(g)"}, npsh, 61.7, head, 0.01});
  const double open = (101325.0 - water::saturation_pressure(313.15)) / (density * kGravity);
  checks.push_back({{"0 atm(g) 下 40 C 水的汽蚀余量", "NPSHa of 40 C water at 0 atm(g)"}, npsh, 9.65, open, 0.01});
  checks.push_back({{"NPSHr 定义：s = 1 时扬程降 3 %", "definition of NPSHr: 3 % of head lost at s = 1"},
                    "ISO 9906", 0.97, calc_cavitation_factor(1.0), 1e-12});
}

void add_friction(Checks& checks) {
  // Colebrook-White by iteration at the pump unit's suction line, Re 159 300, e/D 0.1/68.
  checks.push_back({{"管道摩擦系数", "pipe friction factor"}, "Colebrook-White", 0.02295991,
                    calc_friction_factor(159299.906, 1e-4 / 0.068), 0.01});
  checks.push_back({{"层流摩擦系数 64/Re", "laminar friction factor 64/Re"}, "Hagen-Poiseuille", 0.064,
                    calc_friction_factor(1000.0, 1e-4), 1e-3});
  checks.push_back({{"40 C 水的粘度", "viscosity of water at 40 C"}, "IAPWS R12-08", 6.53e-4,
                    calc_water_viscosity(313.15), 0.025});
}

} // namespace

std::vector<PassportCheck> calc_passport() {
  Checks checks;
  add_water(checks);
  add_valves(checks);
  add_pump(checks);
  add_friction(checks);
  return checks;
}

} // namespace jixia::process
