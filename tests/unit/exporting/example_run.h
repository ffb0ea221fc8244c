#pragma once

#include "exporting/report_data.h"

namespace jixia {

/// A run made by hand, not simulated: 26 min 40 s of a small pump exercise of which every number is
/// known, with 16.5 of 100 points lost, three alarms, a ramp and a refused action.
class ExampleRun {
 public:
  ExampleRun();

  ReportData report(const Verification& verification = {
                        true,
                        {"回放一致 签名有效", "replay agrees, signature valid"},
                        "7C41-09AE"}) const {
    return collect_report(scenario, exercise, header, *log, sheet, *world, verification);
  }

  Scenario scenario;
  Exercise exercise;
  AttemptHeader header;
  std::unique_ptr<World> world;
  std::unique_ptr<RunLog> log;
  ScoreSheet sheet;
};

} // namespace jixia
