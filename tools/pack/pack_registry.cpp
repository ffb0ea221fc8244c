#include "pack_registry.h"

#include "control/register_control.h"
#include "world/register_world.h"
#ifdef JIXIA_HAS_PROCESS
#include "process/register_process.h"
#endif
#ifdef JIXIA_HAS_FACTORY
#include "factory/register_factory.h"
#endif

namespace jixia {

ComponentRegistry make_pack_registry() {
  ComponentRegistry registry;
  register_world(registry);
  control::register_control(registry);
#ifdef JIXIA_HAS_PROCESS
  process::register_process(registry);
#endif
#ifdef JIXIA_HAS_FACTORY
  factory::register_factory(registry);
#endif
  return registry;
}

} // namespace jixia
