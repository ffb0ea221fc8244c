#include "control/pid_controller_ports.h"

#include "control/declare.h"

namespace jixia::control {

std::vector<ParameterSpec> pid_parameters(Unit unit) {
  return {
      needed("range_low", unit, {"PV 量程下限。", "Low end of the PV range."}, -kNoLimit, kNoLimit),
      needed("range_high", unit, {"PV 量程上限。", "High end of the PV range."}, -kNoLimit,
             kNoLimit),
      needed("gain", Unit::One, {"增益 Kc，%OP 每 %PV。", "Gain Kc, % OP per % PV."}, 0.0, 1000.0),
      quantity("integral_time", Unit::Second,
               {"积分时间 Ti；0 为无积分。", "Integral time Ti; 0: no integral action."}, 0.0, 1e5,
               0.0),
      quantity("derivative_time", Unit::Second,
               {"微分时间 Td；0 为无微分。", "Derivative time Td; 0: none."}, 0.0, 1e5, 0.0),
      choice("action",
             {"reverse 反作用：PV 升 OP 降；direct 正作用。",
              "reverse: PV up, OP down; direct: PV up, OP up."},
             {"reverse", "direct"}),
      choice("proportional_on",
             {"比例作用于 error 偏差或 measurement 测量值（SP 变化不跳 OP）。",
              "The proportional term acts on the error, or on the measurement (no SP kick)."},
             {"error", "measurement"}),
      needed("initial_sp", unit, {"开始时的给定值。", "Set point at the start."}, -kNoLimit,
             kNoLimit),
      quantity("initial_op", Unit::One, {"开始时的输出。", "Output at the start."}, 0.0, 1.0, 0.0),
      choice("initial_mode", {"开始时的方式。", "Mode at the start."}, {"MAN", "AUTO", "CAS"}),
      choice("sp_in_manual",
             {"手动时 SP 保持 hold 或跟踪 PV track。", "SP in MAN: hold, or track PV."},
             {"hold", "track"}),
      quantity(
          "sp_rate", Unit::PerSecond,
          {"SP 变化限速，占量程每秒；0 不限。", "Limit on SP, of the range a second; 0: none."},
          0.0, 100.0, 0.0),
      quantity("output_low", Unit::One, {"OP 下限。", "Lowest OP."}, 0.0, 1.0, 0.0),
      quantity("output_high", Unit::One, {"OP 上限。", "Highest OP."}, 0.0, 1.0, 1.0),
      quantity(
          "track_output", Unit::One,
          {"TRACK 时的 OP（TRACK_OP 未接时）。", "OP under TRACK, if TRACK_OP is not connected."},
          0.0, 1.0, 0.0),
      quantity("scan", Unit::Second,
               {"扫描周期，取整到步长；0 为每步。", "Scan time, rounded to steps; 0: every step."},
               0.0, 60.0, 0.0),
  };
}

std::vector<PortSpec> pid_ports(Unit unit) {
  const auto tuned = [](std::string name, Unit of, Text meaning, double highest) {
    return operable(std::move(name), of, Place::Console, std::move(meaning), 0.0, 0.0, highest);
  };
  return {
      input("input", unit, {"测量值，来自变送器。", "Measured value, from a transmitter."}),
      switch_input("BAD", {"测量坏值。", "The measured value is bad."}),
      input("CAS", unit, {"远方给定，与 PV 同单位。", "Remote set point, in the unit of PV."}),
      input("CAS_OP", Unit::One,
            {"远方给定，占量程 0 到 1，如主调节器的 OP。",
             "Remote set point as fraction of the range, e.g. a master's OP."}),
      switch_input("TRACK", {"强制 OP（联锁、主调跟踪）。", "Forces OP (interlock, tracking)."}),
      input("TRACK_OP", Unit::One, {"强制到的 OP。", "The OP forced."}),
      selector("MODE", Place::Console, {"方式。", "Mode."},
               {{"手动", "MAN"}, {"自动", "AUTO"}, {"串级", "CAS"}}),
      operable("SP", unit, Place::Console, {"给定值。", "Set point."}, 0.0, -kNoLimit, kNoLimit),
      operable("OP", Unit::One, Place::Console, {"输出。", "Output."}, 0.0, 0.0, 1.0),
      tuned("KP", Unit::One, {"增益。", "Gain."}, 1000.0),
      tuned("TI", Unit::Second, {"积分时间。", "Integral time."}, 1e5),
      tuned("TD", Unit::Second, {"微分时间。", "Derivative time."}, 1e5),
      output("PV", unit, {"测量值。", "Measured value."}),
      output("WSP", unit, {"限速后的给定值。", "Working set point, after the rate limit."}),
      output("SP_OP", Unit::One,
             {"给定值，占量程。", "Working set point as fraction of the range."}),
      switch_output("NOT_CAS", {"不在串级，主调应跟踪。", "Not in CAS; its master should track."},
                    true),
      switch_output("PV_BAD", {"PV 坏值。", "PV is bad."}),
  };
}

} // namespace jixia::control
