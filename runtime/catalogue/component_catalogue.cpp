#include "catalogue/component_catalogue.h"

#include "control/register_control.h"
#include "factory/register_factory.h"
#include "process/register_process.h"
#include "world/register_world.h"

namespace jixia {

ComponentRegistry make_registry() {
  ComponentRegistry registry;
  register_world(registry);
  control::register_control(registry);
  process::register_process(registry);
  factory::register_factory(registry);
  return registry;
}

} // namespace jixia
