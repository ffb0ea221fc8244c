#include "support/pump_plant.h"

#include <cmath>
#include <stdexcept>

#include "process/register_process.h"

namespace jixia::test {
namespace {

using Words = std::map<std::string, std::string>;

Words merged(Words a, const Words& b) {
  a.insert(b.begin(), b.end());
  return a;
}

class Plant {
 public:
  explicit Plant(PumpPlantStart start) : is_normal_(start == PumpPlantStart::Normal) {
    add_headers();
    add_vessel();
    add_suction();
    add_pump("A", "1", true);
    add_pump("B", "2", false);
    add_discharge();
  }

  std::vector<ComponentEntry> entries;

 private:
  void add(const std::string& tag, const std::string& type, const Words& parameters,
           const Words& connections = {}) {
    entries.push_back(plant_entry(tag, type, parameters, connections));
  }

  // Liquid lines start full in normal operation, full of air when cold.
  Words filling(const std::string& pressure) const {
    if (is_normal_) {
      return {{"initial_liquid", "1"}, {"initial_pressure", pressure}, {"initial_temperature", "40 degC"}};
    }
    return {{"initial_oxygen", "20.9 %"}, {"initial_temperature", "40 degC"}};
  }

  std::string open_if(bool open) const { return is_normal_ && open ? "100 %" : "0 %"; }

  void block(const std::string& tag, const std::string& from, const std::string& to,
             const std::string& kv = "250 m3/h", bool open = true) {
    add(tag, "HandValve",
        {{"from", from}, {"to", to}, {"kv", kv}, {"open_loss", "in_line"}, {"characteristic", "on_off"},
         {"stroke_time", "10 s"}, {"initial", open_if(open)}});
  }

  void add_headers() {
    const auto header = [&](const std::string& tag, const std::string& pressure,
                            const std::string& temperature, const Words& rest = {}) {
      add(tag, "Header", merged({{"pressure", pressure}, {"temperature", temperature}}, rest));
    };
    header("FEED", "8.0 atm(g)", "40 degC", {{"contents", "liquid"}, {"elevation", "1.0 m"}});
    header("N2", "7.9 atm(g)", "25 degC", {{"one_way", "yes"}});
    header("FLARE", "0.05 atm(g)", "25 degC");
    header("REC", "5.0 atm(g)", "40 degC", {{"contents", "liquid"}, {"elevation", "8.6 m"}});
    header("CLOSED_DRAIN", "0 atm(g)", "25 degC", {{"elevation", "0 m"}});
    header("AIR", "0.55 MPa(g)", "25 degC", {{"oxygen", "20.9 %"}});
  }

  void control_valve(const std::string& tag, const std::string& from, const std::string& to,
                     const std::string& kv, const std::string& stroke, const std::string& initial,
                     const Words& rest = {}) {
    add(tag, "ControlValve",
        merged({{"from", from}, {"to", to}, {"kv", kv}, {"stroke_time", stroke}, {"fail", "closed"},
                {"initial", is_normal_ ? initial : "0 %"}},
               rest),
        {{"air_pressure", "AIR.P"}});
  }

  void add_vessel() {
    const Words begin =
        is_normal_ ? Words{{"initial_level", "50 %"}, {"initial_pressure", "5.0 atm(g)"}}
                   : Words{{"initial_oxygen", "20.9 %"}};
    add("V101", "Vessel",
        merged({{"diameter", "1.6 m"},
                {"length", "3.6 m"},
                {"bottom_tangent", "2.0 m"},
                {"inlet_elevation", "5.9 m"},
                {"level_zero", "2.3 m"},
                {"level_span", "3.0 m"},
                {"level_density", "992 kg/m3"},
                {"glass_low", "1.9 m"},
                {"glass_high", "5.6 m"},
                {"entrainment", "0.25 m"},
                {"wall_heat_capacity", "960 kJ/K"},
                {"initial_temperature", "40 degC"}},
               begin));
    block("HV104", "FEED", "LF");
    add("LF", "Pipe", {{"from", "HV104"}, {"to", "LV101"}, {"diameter", "68 mm"}, {"length", "40 m"}, {"loss", "8.0"}});
    control_valve("LV101", "LF", "HV105", "25 m3/h", "8 s", "52.883 %");
    block("HV105", "LV101", "V101.top");
    block("HV108", "N2", "PV101A");
    control_valve("PV101A", "HV108", "V101.top", "1.2 m3/h", "5 s", "0 %");
    add("HV103", "HandValve", {{"from", "N2"}, {"to", "V101.top"}, {"kv", "3.0 m3/h"}, {"stroke_time", "10 s"}});
    control_valve("PV101B", "V101.top", "HV107", "16 m3/h", "5 s", "0 %");
    block("HV107", "PV101B", "FLARE");
    add("HV109", "HandValve", {{"from", "V101.top"}, {"to", "PSV101"}, {"kv", "250 m3/h"}, {"initial", "100 %"}});
    add("PSV101", "ReliefValve",
        {{"from", "HV109"}, {"to", "FLARE"}, {"set", "0.70 MPa(g)"}, {"reseat", "0.63 MPa(g)"}, {"area", "78.5 mm2"}});
    add("HV102", "Drain", {{"from", "V101.drain"}, {"to", "CLOSED_DRAIN"}, {"kv", "40 m3/h"}, {"stroke_time", "10 s"}});
  }

  void add_suction() {
    block("HV101", "V101.bottom", "L1");
    add("L1", "Pipe",
        merged({{"from", "HV101"}, {"to", "F101"}, {"diameter", "68 mm"}, {"length", "200 m"}, {"loss", "12.0"},
                {"cells", "4"}, {"drain_back", "12 m3/h"}},
               filling("5.0 atm(g)")));
    add("F101", "Strainer", {{"from", "L1"}, {"to", "S101"}, {"diameter", "68 mm"}, {"loss", "17.0"}});
    add("S101", "Junction", merged({{"volume", "10 L"}, {"elevation", "0.6 m"}}, filling("4.2 atm(g)")));
  }

  void add_pump(const std::string& name, const std::string& number, bool runs) {
    const std::string pump = "P101" + name, eye = "E101" + name, hv = "HV1" + number;
    block(hv + "1", "S101", "L2" + name);
    add("L2" + name, "Pipe",
        {{"from", hv + "1"}, {"to", "ST101" + name}, {"diameter", "68 mm"}, {"length", "6 m"}, {"loss", "2.2"}});
    add("ST101" + name, "Strainer", {{"from", "L2" + name}, {"to", eye}, {"diameter", "68 mm"}, {"loss", "3.0"}});
    add(eye, "Junction", merged({{"volume", "22 L"}, {"elevation", "0.6 m"}}, filling("4.1 atm(g)")));
    add(pump, "CentrifugalPump",
        merged({{"from", eye}, {"elevation", "0.6 m"}, {"h0", "93.0 m"}, {"h2", "0.0235"}, {"p0", "5.0"},
                {"p1", "0.235"}, {"p2", "-0.0012"}, {"n0", "1.80 m"}, {"n2", "0.0020"}, {"speed", "2950 rpm"},
                {"casing_volume", "9 L"}, {"suction_bore", "68 mm"}, {"discharge_bore", "50 mm"},
                {"initial_running", is_normal_ && runs ? "yes" : "no"},
                {"initial_breaker", is_normal_ ? "in" : "out"}},
               filling("4.1 atm(g)")),
        {{"vent", hv + "2.POS"}});
    add("L3" + name, "Pipe",
        {{"from", pump}, {"to", "NRV101" + name}, {"diameter", "50 mm"}, {"length", "4 m"}, {"loss", "4.8"}});
    add("NRV101" + name, "CheckValve", {{"from", "L3" + name}, {"to", hv + "4"}, {"diameter", "50 mm"}, {"leak", "0.02 m3/h"}});
    add(hv + "4", "HandValve",
        {{"from", "NRV101" + name}, {"to", "D101"}, {"kv", "80 m3/h"}, {"characteristic", "square"},
         {"open_loss", "in_line"}, {"stroke_time", "30 s"}, {"initial", open_if(runs)}});
    add(hv + "2", "Vent", {{"from", pump + ".top"}, {"to", "FLARE"}, {"kv", "0.5 m3/h"}, {"characteristic", "on_off"}, {"stroke_time", "3 s"}});
    add(hv + "3", "Drain", {{"from", pump + ".bottom"}, {"to", "CLOSED_DRAIN"}, {"kv", "2.0 m3/h"}, {"characteristic", "on_off"}, {"stroke_time", "3 s"}});
    add(hv + "5R", "HandValve", {{"from", "N2"}, {"to", hv + "5"}, {"kv", "0.5 m3/h"}, {"stroke_time", "5 s"}, {"initial", open_if(true)}, {"open_loss", "in_line"}});
    add(hv + "5", "HandValve", {{"from", hv + "5R"}, {"to", eye}, {"kv", "0.5 m3/h"}, {"stroke_time", "5 s"}});
  }

  void add_discharge() {
    add("D101", "Junction", merged({{"volume", "50 L"}, {"elevation", "0.6 m"}}, filling("11.8 atm(g)")));
    block("HV131", "D101", "FV101");
    control_valve("FV101", "HV131", "HV132", "40 m3/h", "6 s", "54.543 %",
                  {{"characteristic", "equal_percentage"}, {"rangeability", "30"}});
    block("HV132", "FV101", "D102");
    add("HV133", "HandValve", {{"from", "D101"}, {"to", "D102"}, {"kv", "40 m3/h"}, {"characteristic", "equal_percentage"}, {"rangeability", "30"}, {"stroke_time", "20 s"}});
    add("D102", "Junction", merged({{"volume", "386 L"}, {"elevation", "0.6 m"}}, filling("6.3 atm(g)")));
    add("L4", "Pipe", {{"from", "D102"}, {"to", "HV134"}, {"diameter", "68 mm"}, {"length", "120 m"}, {"loss", "10.0"}});
    block("HV134", "L4", "REC");
  }

  bool is_normal_;
};

} // namespace

ComponentEntry plant_entry(const std::string& tag, const std::string& type, const Words& parameters,
                           const Words& connections) {
  ComponentEntry entry;
  entry.mark = {"pump_plant", 1, 1};
  entry.tag = tag;
  entry.type = type;
  for (const auto& [name, value] : parameters) {
    entry.parameters[name] = {{value}, entry.mark};
  }
  for (const auto& [name, source] : connections) {
    entry.connections[name] = {{source}, entry.mark};
  }
  return entry;
}

std::vector<ComponentEntry> pump_plant_entries(PumpPlantStart start) {
  return Plant(start).entries;
}

World make_world(const std::vector<ComponentEntry>& entries, std::uint64_t seed) {
  ComponentRegistry registry;
  process::register_process(registry);
  Diagnostics problems;
  WorldOptions options;
  options.seed = seed;
  std::optional<World> world = build_world(entries, {}, registry, options, problems);
  if (!world) {
    throw std::runtime_error(problems.text(Language::English));
  }
  return std::move(*world);
}

World make_pump_plant(PumpPlantStart start, std::uint64_t seed) {
  return make_world(pump_plant_entries(start), seed);
}

void set_tag(World& world, const std::string& tag, double value) {
  if (const std::optional<Text> refusal = world.apply({tag, value})) {
    throw std::runtime_error(tag + ": " + refusal->en);
  }
}

void run_for(World& world, double seconds) {
  const auto steps = std::llround(seconds * 1e9 / static_cast<double>(world.step_length().count()));
  for (long long k = 0; k < steps; ++k) {
    world.step();
  }
}

} // namespace jixia::test
