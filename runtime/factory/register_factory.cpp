#include "factory/register_factory.h"

#include "factory/conveyor.h"
#include "factory/emitter.h"
#include "factory/guide_rail.h"
#include "factory/photo_eye.h"
#include "factory/remover.h"
#include "factory/rigid_body_world.h"
#include "factory/safety_relay.h"
#include "factory/stack_light.h"
#include "factory/stop_blade.h"

namespace jixia::factory {

void register_factory(ComponentRegistry& registry) {
  registry.add(rigid_body_world_spec());
  registry.add(conveyor_spec());
  registry.add(emitter_spec());
  registry.add(photo_eye_spec());
  registry.add(stop_blade_spec());
  registry.add(remover_spec());
  registry.add(guide_rail_spec());
  registry.add(safety_relay_spec());
  registry.add(stack_light_spec());
}

} // namespace jixia::factory
