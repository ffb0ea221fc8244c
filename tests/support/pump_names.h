#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/expression.h"

namespace jixia {

/// The tags of a centrifugal pump unit as names of expressions, without a world.
class PumpNames final : public ExpressionNames {
 public:
  PumpNames() {
    const std::vector<Text> modes{{"手动", "MAN"}, {"自动", "AUTO"}, {"串级", "CAS"}};
    const std::vector<Text> run{{"停止", "stopped"}, {"运行", "running"}};
    add("LIC101", Unit::One, "%", 1, {"V101 液位", "V101 level"});
    add("PIC101", Unit::Pascal, "atm(g)", 2, {"V101 压力", "V101 pressure"});
    add("FIC101", Unit::KgPerSecond, "kg/h", 0, {"出口流量", "discharge flow"});
    add("FIC101.SP", Unit::KgPerSecond, "kg/h", 0, {"流量设定", "flow set point"});
    for (const char* tag : {"LIC101.MODE", "PIC101.MODE", "FIC101.MODE"}) {
      add(tag, Unit::One, "-", 0, {"方式", "mode"}, modes);
    }
    for (const char* tag : {"P101A.RUN", "P101B.RUN", "QA", "QB", "MF1.ACTIVE"}) {
      add(tag, Unit::One, "-", 0, {"状态", "state"}, run);
    }
    for (const char* tag : {"PI101", "PI102", "PI104", "PI105", "PI106", "PI107"}) {
      add(tag, Unit::Pascal, "atm(g)", 2, {"压力", "pressure"});
    }
    add("PI108", Unit::Pascal, "MPa(g)", 2, {"仪表风压力", "instrument air"});
    for (const char* tag :
         {"HV101", "HV102", "HV103", "HV104", "HV107", "HV108", "HV111", "HV112", "HV113", "HV114",
          "HV115R", "HV121", "HV122", "HV124", "HV131", "HV132", "LV101", "FV101", "PV101B"}) {
      add(tag, Unit::One, "%", 0, {"开度", "opening"});
    }
    for (const char* tag : {"AI101", "P101A.ALPHA", "P101B.ALPHA", "LG101"}) {
      add(tag, Unit::One, "%", 1, {"含量", "content"});
    }
    for (const char* tag : {"SI101", "SI102"}) {
      add(tag, Unit::RadianPerSecond, "rpm", 0, {"转速", "speed"});
    }
    add("II101", Unit::Ampere, "A", 1, {"电流", "current"});
    add("TI102", Unit::Kelvin, "degC", 1, {"泵体温度", "casing temperature"});
    add("VI101", Unit::MetrePerSecond, "mm/s", 1, {"振动", "vibration"});
    add("HV112.FLOW", Unit::CubicMetrePerSecond, "L/min", 1, {"排出液量", "vented liquid"});
    add("P101A.S", Unit::One, "-", 2, {"汽蚀余量比", "NPSH ratio"});
    for (const char* tag : {"TICK1", "TICK2", "REPORT", "READ_LIC", "READ_PI101", "READ_FIC"}) {
      add(tag, Unit::One, "-", 0, {"记录", "record"});
    }
    add("LV101.KV", Unit::Kv, "m3/h", 2, {"流通能力", "flow coefficient"});
    add("ZI-FV101", Unit::One, "%", 0, {"阀位", "position"});
    for (const char* id : {"S1", "S2"}) {
      add(std::string(id) + ".DONE", Unit::One, "-", 0, {"步骤", "step"},
          {{"未完成", "not done"}, {"完成", "done"}});
    }
  }

  std::optional<ExpressionName> find(const std::string& name) const override {
    const auto found = all_.find(name);
    return found == all_.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<std::string> all() const override {
    std::vector<std::string> names;
    for (const auto& [name, meaning] : all_) {
      names.push_back(name);
    }
    return names;
  }
  std::size_t index(const std::string& name) const { return all_.at(name).index; }
  std::size_t size() const { return all_.size(); }

 private:
  void add(const std::string& name, Unit unit, const std::string& shown, int decimals, Text title,
           std::vector<Text> states = {}) {
    ExpressionName meaning;
    meaning.index = all_.size();
    meaning.unit = unit;
    meaning.shown_unit = shown;
    meaning.decimals = decimals;
    meaning.title = std::move(title);
    meaning.is_switch = states.size() == 2 || (states.empty() && shown == "-");
    meaning.states = std::move(states);
    all_[name] = meaning;
  }
  std::map<std::string, ExpressionName> all_;
};

} // namespace jixia
