#pragma once

#include <vector>

#include "world/component_spec.h"

namespace jixia::control {

/// PressureController, FlowController, LevelController, TemperatureController ... of every
/// MeasuredKind. Scans in the phase Control, every `scan` (rounded to whole steps, at least one).
///
/// Gains are in % OP per % of the range range_low..range_high; OP is 0..1, shown as 0..100 %.
/// Reverse action: PV up, OP down.
///
/// MODE: 0 手动 MAN, 1 自动 AUTO, 2 串级 CAS. OP is accepted only in MAN; SP in MAN and AUTO;
/// every change of mode and of tuning is bumpless. In MAN, SP holds or (`sp_in_manual: track`)
/// follows PV. The working set point WSP moves to SP at most at `sp_rate`; on going to AUTO the
/// ramp starts at PV. In CAS, SP follows `CAS` [unit of PV] or `CAS_OP` [fraction of the range,
/// e.g. the OP of a master controller]. For the master, connect TRACK <- NOT_CAS and TRACK_OP <-
/// SP_OP.
///
/// TRACK = 1 (an interlock, a slave out of cascade) forces OP to TRACK_OP, or to `track_output`
/// when that is not connected; the mode stays, and control goes on from there without a bump. BAD =
/// 1, or a PV that is not a number: falls to MAN and holds OP; AUTO is refused meanwhile.
///
/// `initial_mode: CAS` needs a connected remote set point. Nothing happens in the first 5 steps,
/// while measurements arrive.
///
/// Left out: gap and non-linear gain, feed-forward, auto-tuning.
std::vector<ComponentSpec> pid_controller_specs();

} // namespace jixia::control
