#pragma once

#include <vector>

#include "geometry/model.h"

namespace jixia::modelgen {

// Valves. Pipe along local x from socket "a" (-x) to "b" (+x), spindle along +z. Diameters [m].
Model make_gate_valve(double diameter);    ///< parts body, handwheel (turn), stem (slide)
Model make_globe_valve(double diameter);   ///< parts body, handwheel (turn), stem (slide)
Model make_ball_valve(double diameter);    ///< parts body, handwheel (turn a quarter: the lever)
Model make_control_valve(double diameter); ///< parts body, stem (slide, travel 0.6 diameters)
Model make_on_off_valve(double diameter);  ///< parts body, indicator (turn a quarter)
Model make_check_valve(double diameter);   ///< part body; flows from a to b
Model make_relief_valve(double diameter);  ///< part body; sockets inlet (-z), outlet (+x)
Model make_blind_flange(double diameter);  ///< closes a pipe that comes from -x; socket a

// Standing equipment; origin on the ground.
Model make_pump(); ///< parts body, guard, coupling (turn); suction, discharge, vent, drain
/// 2:1 heads, legs, manhole, name plate, ladder. Lengths [m]. Sockets bottom, inlet, top_a, top_b,
/// top_c, level_low, level_high.
Model make_vessel(double diameter, double tangent_length, double bottom_tangent);
Model make_filter();                  ///< basket filter; sockets a, b
Model make_strainer(double diameter); ///< Y strainer in a pipe; sockets a, b
Model make_flare_tip();               ///< vent stack with tip; socket inlet
Model make_cabinet();                 ///< control cabinet; part door

// Instruments.
Model make_gauge();                    ///< dial on a siphon; needle (turn), socket inlet (-z)
Model make_level_glass(double length); ///< column (stretch), sockets low, high
Model make_transmitter();              ///< head on a bracket; socket inlet (-z)
Model make_button_post();              ///< start, stop (slide), lamp

// Line equipment.
Model make_photo_eye();  ///< beam, lamp; reflector stands at +y, gap 0.72
Model make_stop_blade(); ///< blade (slide up)
Model make_emitter();    ///< a chute frame that boxes come from
Model make_remover();    ///< a gate that boxes vanish in
Model make_box(const Vec3& size, std::string_view material);
Model make_pallet();
Model make_operator_panel(); ///< start, stop, reset, estop (slide), lamp
Model make_stack_light();    ///< red, amber, green
Model make_pusher();         ///< rod (slide)
/// Rails `gap` apart, z = 0 the belt's surface, centred; plate (turn) begins `plate_at` from the -x end.
Model make_guide_rail(double length, double gap, double plate_at, double plate);

/// Every model of the library, named, in every size it comes in.
std::vector<Model> make_all_models();

} // namespace jixia::modelgen
