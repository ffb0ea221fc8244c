#include "control/measured_kind.h"

namespace jixia::control {

const std::vector<MeasuredKind>& all_measured_kinds() {
  static const std::vector<MeasuredKind> kinds{
      {"Pressure", {"压力", "pressure"}, Unit::Pascal},
      {"DifferentialPressure", {"差压", "differential pressure"}, Unit::PascalDifference},
      {"Level", {"液位", "level"}, Unit::One},
      {"Flow", {"质量流量", "mass flow"}, Unit::KgPerSecond},
      {"VolumeFlow", {"体积流量", "volume flow"}, Unit::CubicMetrePerSecond},
      {"Temperature", {"温度", "temperature"}, Unit::Kelvin},
      {"Current", {"电流", "current"}, Unit::Ampere},
      {"Power", {"功率", "power"}, Unit::Watt},
      {"Vibration", {"振动速度", "vibration velocity"}, Unit::MetrePerSecond},
      {"Speed", {"转速", "speed"}, Unit::RadianPerSecond},
      {"Analyser", {"成分", "content"}, Unit::One},
      {"Position", {"阀位", "position"}, Unit::One},
      {"Weight", {"重量", "weight"}, Unit::Kilogram},
      {"Distance", {"距离", "distance"}, Unit::Metre},
  };
  return kinds;
}

} // namespace jixia::control
