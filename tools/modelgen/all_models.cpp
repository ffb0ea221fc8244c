#include <string>

#include "equipment.h"
#include "geometry/structures.h"
#include "model_parts.h"

namespace jixia::modelgen {
namespace {

Model named(Model model, std::string name) {
  model.name = std::move(name);
  return model;
}

void add_piping(std::vector<Model>& all) {
  for (const PipeSize& size : kPipeSizes) {
    const std::string dn = "_dn" + std::to_string(size.nominal);
    const double d = size.outer;
    all.push_back(named(make_gate_valve(d), "gate_valve" + dn));
    all.push_back(named(make_globe_valve(d), "globe_valve" + dn));
    all.push_back(named(make_ball_valve(d), "ball_valve" + dn));
    all.push_back(named(make_control_valve(d), "control_valve" + dn));
    all.push_back(named(make_on_off_valve(d), "on_off_valve" + dn));
    all.push_back(named(make_check_valve(d), "check_valve" + dn));
    all.push_back(named(make_relief_valve(d), "relief_valve" + dn));
    all.push_back(named(make_strainer(d), "strainer" + dn));
    all.push_back(named(make_blind_flange(d), "blind_flange" + dn));
  }
}

void add_equipment(std::vector<Model>& all) {
  all.push_back(named(make_pump(), "pump"));
  all.push_back(named(scaled_model(make_pump(), 0.62), "pump_small"));
  all.push_back(named(make_vessel(2.0, 2.0, 1.62), "vessel_2000x2000"));
  all.push_back(named(make_vessel(1.6, 3.6, 2.0), "vessel_1600x3600"));
  all.push_back(named(make_vessel(1.0, 1.5, 1.0), "vessel_1000x1500"));
  all.push_back(named(make_filter(), "filter"));
  all.push_back(named(make_flare_tip(), "flare_tip"));
  all.push_back(named(make_cabinet(), "cabinet"));
  all.push_back(named(make_gauge(), "gauge"));
  all.push_back(named(make_transmitter(), "transmitter"));
  for (const int mm : {1000, 1220, 1720, 3320}) {
    all.push_back(named(make_level_glass(mm / 1000.0), "level_glass_" + std::to_string(mm)));
  }
  all.push_back(named(make_button_post(), "button_post"));
}

void add_line(std::vector<Model>& all) {
  all.push_back(named(make_photo_eye(), "photo_eye"));
  all.push_back(named(make_stop_blade(), "stop_blade"));
  all.push_back(named(make_pusher(), "pusher"));
  all.push_back(named(make_emitter(), "emitter"));
  all.push_back(named(make_remover(), "remover"));
  all.push_back(named(make_box({0.36, 0.36, 0.23}, "box_short"), "box_short"));
  all.push_back(named(make_box({0.36, 0.36, 0.46}, "box_tall"), "box_tall"));
  all.push_back(named(make_box({0.3, 0.2, 0.2}, "box_tall"), "box_small"));
  all.push_back(named(make_guide_rail(4.3, 0.38, 1.3, 0.3), "guide_rail_4300"));
  all.push_back(named(make_pallet(), "pallet"));
  all.push_back(named(make_operator_panel(), "operator_panel"));
  all.push_back(named(make_stack_light(), "stack_light"));
}

void add_structures(std::vector<Model>& all) {
  all.push_back(named(make_slab(12.4, 6.6, 0.16, true), "slab_12x7"));
  all.push_back(named(make_pipe_rack(6.4, 1.2, 4.4, 2), "pipe_rack_6x1"));
  all.push_back(named(make_platform(2.4, 1.6, 2.6), "platform_2400x1600"));
  all.push_back(named(make_stairs(2.6, 0.8), "stairs_2600"));
  all.push_back(named(make_railing({{-1.5, 0, 0}, {1.5, 0, 0}}), "railing_3000"));
  for (const int mm : {3600, 6000, 8600}) {
    const double half = mm / 2000.0;
    const std::string size = "_" + std::to_string(mm);
    all.push_back(named(make_fence({{-half, 0, 0}, {half, 0, 0}}, 1.5), "fence" + size));
    all.push_back(
        named(make_floor_line({{-half, 0, 0}, {half, 0, 0}}, 0.06), "floor_line" + size));
  }
  all.push_back(named(make_conveyor(5.8, 0.56, 0.8), "conveyor_5800"));
  all.push_back(named(make_conveyor(3.0, 0.56, 0.8), "conveyor_3000"));
}

} // namespace

std::vector<Model> make_all_models() {
  std::vector<Model> all;
  add_piping(all);
  add_equipment(all);
  add_line(all);
  add_structures(all);
  return all;
}

} // namespace jixia::modelgen
