#include "world/register_world.h"

#include "world/checkpoint.h"
#include "world/malfunction.h"

namespace jixia {

void register_world(ComponentRegistry& registry) {
  registry.add(checkpoint_spec());
  registry.add(malfunction_spec());
}

} // namespace jixia
