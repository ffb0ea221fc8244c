#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "support/pump_plant.h"

// The transient oracle of the design basis (section 4.3 and 4.4): isothermal integration by hand.
// Times within 5 %, unless said otherwise.
namespace jixia::test {
namespace {

// Plant time until `reached`, or -1 after `longest` [s].
double time_until(World& world, double longest, const std::function<bool()>& reached) {
  const double start = seconds(world.time());
  while (seconds(world.time()) - start < longest) {
    world.step();
    if (reached()) {
      return seconds(world.time()) - start;
    }
  }
  return -1.0;
}

double vessel(const World& world) { return atm_gauge(world.value("V101.P")); }

World make_gas_plant(const std::string& level, const std::string& pressure) {
  std::vector<ComponentEntry> entries = pump_plant_entries(PumpPlantStart::Cold);
  for (ComponentEntry& entry : entries) {
    if (entry.tag == "V101") {
      entry.parameters["initial_level"] = {{level}, entry.mark};
      entry.parameters["initial_pressure"] = {{pressure}, entry.mark};
    }
    if (entry.tag == "HV107" || entry.tag == "HV108") {
      entry.parameters["initial"] = {{"100 %"}, entry.mark};
    }
  }
  return make_world(entries);
}

TEST(Transient, show) {
  {
    World w = make_gas_plant("0 %", "0 atm(g)");
    set_tag(w, "PV101A.demand", 1.0);
    set_tag(w, "HV103", 1.0);
    std::printf("purge 0->4 A+HV103 (194): %g\n", time_until(w, 400, [&] { return vessel(w) >= 4; }));
    std::printf("T %g\n", w.value("V101.T"));
  }
  {
    World w = make_gas_plant("0 %", "0 atm(g)");
    set_tag(w, "PV101A.demand", 1.0);
    std::printf("purge 0->4 A (676): %g\n", time_until(w, 1000, [&] { return vessel(w) >= 4; }));
    std::printf("O2 %g (4.18)\n", 100*w.value("V101.O2"));
  }
  {
    World w = make_gas_plant("0 %", "4.0 atm(g)");
    set_tag(w, "PV101B.demand", 1.0);
    std::printf("vent 4->.15 (181): %g\n", time_until(w, 1000, [&] { return vessel(w) <= .15; }));
    std::printf("T %g\n", w.value("V101.T"));
  }
  {
    World w = make_gas_plant("50 %", "1.3 atm(g)");
    set_tag(w, "PV101A.demand", 1.0);
    std::printf("press 1.3->5 A (307): %g\n", time_until(w, 1000, [&] { return vessel(w) >= 5; }));
  }
  {
    World w = make_gas_plant("50 %", "1.3 atm(g)");
    set_tag(w, "PV101A.demand", 1.0);
    set_tag(w, "HV103", 1.0);
    std::printf("press 1.3->5 A+HV103 (88): %g\n", time_until(w, 1000, [&] { return vessel(w) >= 5; }));
  }
  {
    World w = make_gas_plant("50 %", "0.05 atm(g)");
    set_tag(w, "PV101A.demand", 1.0);
    std::printf("press .05->5 A (407): %g\n", time_until(w, 1000, [&] { return vessel(w) >= 5; }));
  }
  {
    World w = make_gas_plant("50 %", "5.0 atm(g)");
    set_tag(w, "PV101B.demand", 1.0);
    std::printf("vent 50%% 5->.84 (65): %g\n", time_until(w, 1000, [&] { return vessel(w) <= .84; }));
    std::printf("   ->.26 (90-65): %g\n", time_until(w, 1000, [&] { return vessel(w) <= .26; }));
  }
  {
    World w = make_gas_plant("10 %", "5.0 atm(g)");
    set_tag(w, "PV101B.demand", 1.0);
    std::printf("vent 10%% 5->.3 (138): %g\n", time_until(w, 1000, [&] { return vessel(w) <= .3; }));
  }
  {
    World w = make_gas_plant("10 %", "5.0 atm(g)");
    set_tag(w, "PV101B.demand", .5);
    std::printf("vent 10%% 5->.3 50%% (276): %g\n", time_until(w, 1000, [&] { return vessel(w) <= .3; }));
  }
  {
    World w = make_gas_plant("0 %", "0.15 atm(g)");
    for (const char* v : {"HV104", "HV105", "HV101"}) set_tag(w, v, 1.0);
    run_for(w, 12);
    set_tag(w, "LV101.demand", .5);
    double t = time_until(w, 1000, [&] { return w.value("V101.surface") >= 2.3; });
    std::printf("fill L0 (196): %g P %g L1? FV\n", t, vessel(w));
    double t2 = time_until(w, 1000, [&] { return w.value("S101.void") < .05; });
    std::printf("header full (224): %g P %g S101 %g\n", t + t2, vessel(w), atm_gauge(w.value("S101.P")));
    double t3 = time_until(w, 1000, [&] { return w.value("V101.L") >= .5; });
    std::printf("L50 (552 at 1.23): %g P %g S101 void %g %g\n", t + std::max(0.,t2) + t3, vessel(w), w.value("S101.void"), 3600*w.value("LV101.flow"));
  }
  {
    World w = make_gas_plant("10 %", "0.3 atm(g)");
    set_tag(w, "HV102", 1.0);
    set_tag(w, "PV101A.demand", 1.0);
    set_tag(w, "HV103", 0.5);
    double t = time_until(w, 1000, [&] { return w.value("V101.volume") < .02; });
    std::printf("drain (229): %g P %g\n", t, vessel(w));
  }
  {
    World w = make_pump_plant(PumpPlantStart::Normal);
    set_tag(w, "LV101.demand", 0);
    set_tag(w, "PV101A.demand", .0);
    double t = time_until(w, 1000, [&] { set_tag(w,"PV101A.demand", vessel(w)<5?1:0); set_tag(w,"HV103", vessel(w)<4.98?1:0); return w.value("V101.L") < .1; });
    std::printf("pump-down (431): %g P %g flow %g\n", t, vessel(w), 3600*w.value("FV101.flow"));
    double t2 = time_until(w, 1000, [&] { set_tag(w,"PV101A.demand", vessel(w)<5?1:0); return w.value("P101A.alpha") > .02; });
    double t3 = time_until(w, 1000, [&] { set_tag(w,"PV101A.demand", vessel(w)<5?1:0); return w.value("P101A.bound") > .5; });
    std::printf("gas reaches pump (832 in all): %g, bound %g  vol %g\n", t + t2, t+t2+t3, w.value("V101.volume"));
  }
}

} // namespace
} // namespace jixia::test
