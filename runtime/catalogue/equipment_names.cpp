#include "catalogue/equipment_names.h"

#include <map>

namespace jixia {

Text equipment_name(const std::string& type) {
  static const std::map<std::string, Text> names{
      {"CentrifugalPump", {"离心泵", "Centrifugal pump"}},
      {"CheckValve", {"止回阀", "Check valve"}},
      {"ControlValve", {"调节阀", "Control valve"}},
      {"Conveyor", {"皮带输送机", "Belt conveyor"}},
      {"Drain", {"排放阀", "Drain valve"}},
      {"EmergencyStop", {"急停按钮", "Emergency stop"}},
      {"Emitter", {"上料口", "Infeed"}},
      {"GuideRail", {"导轨", "Guide rails"}},
      {"HandValve", {"手动阀", "Hand valve"}},
      {"PhotoEye", {"光电开关", "Photo-eye"}},
      {"ReliefValve", {"安全阀", "Relief valve"}},
      {"Remover", {"下料口", "Outfeed"}},
      {"SafetyRelay", {"安全继电器", "Safety relay"}},
      {"StackLight", {"灯塔", "Signal tower"}},
      {"StopBlade", {"阻挡器", "Stop"}},
      {"Strainer", {"过滤器", "Strainer"}},
      {"Vent", {"放空阀", "Vent valve"}},
      {"Vessel", {"压力容器", "Pressure vessel"}},
  };
  const auto found = names.find(type);
  return found != names.end() ? found->second : Text();
}

} // namespace jixia
